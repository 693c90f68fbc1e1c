"""Threads in the background end nothing and keep nobody waiting."""

import queue
import threading
import time

seen = []
ready = threading.Event()
jobs = queue.Queue()


def ticking(name):
    seen.append(name)
    while True:
        time.sleep(30)
        seen.append("again")


def waiting():
    seen.append("waits")
    ready.wait(30)
    seen.append("never")


def working():
    seen.append("works")
    while True:
        seen.append(jobs.get())


def refused():
    with threading.Lock() as lock:
        seen.append("in a lock")
    raise SystemExit


class Pusher(threading.Thread):
    def __init__(self):
        super().__init__()
        self.daemon = True

    def run(self):
        while True:
            ready.wait(timeout=60)


threads = [threading.Thread(target=ticking, args=("ticks",), daemon=True),
           threading.Thread(target=waiting, daemon=True),
           threading.Thread(target=working, daemon=True), Pusher()]
for thread in threads:
    thread.start()
last = threading.Thread(target=refused)
last.start()
last.join()
timer = threading.Timer(60, seen.append, ["timer"])
timer.daemon = True
timer.start()
while len(seen) < 4:
    pass
print(sorted(seen))
print([thread.is_alive() for thread in threads], last.is_alive(), timer.is_alive())
started = time.monotonic()
time.sleep(0.01)
print(0.009 < time.monotonic() - started < 20, threading.current_thread().name)
