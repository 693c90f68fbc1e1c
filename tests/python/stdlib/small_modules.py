# threading, queue, futures, pprint, ipaddress, http, graphlib, getopt, typing_extensions and what is refused.
import threading, queue, concurrent.futures, pprint, ipaddress, http, graphlib, getopt, keyword, timeit
import signal, atexit, locale, gettext, platform, getpass, socket, tempfile, shutil, subprocess, pickle, marshal, multiprocessing
def t(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e)
done = []
th = threading.Thread(target=done.append, args=(1,), name="w"); th.start(); th.join(); print(done, th.is_alive(), th.name, threading.current_thread().name, threading.current_thread() is threading.main_thread())
lock = threading.Lock()
with lock: print(lock.locked(), lock.acquire(False))
print(lock.locked()); t(lambda: lock.release()); r = threading.RLock(); r.acquire(); r.acquire(); r.release(); r.release(); t(lambda: r.release())
loc = threading.local(); loc.x = 1; print(loc.x, hasattr(loc, "y")); ev = threading.Event(); ev.set(); print(ev.wait(1), ev.is_set())
q = queue.Queue(2); q.put(1); q.put(2); print(q.full(), q.qsize()); t(lambda: q.put_nowait(3)); print(q.get(), q.get(), q.empty()); t(lambda: q.get_nowait())
p = queue.PriorityQueue(); [p.put(x) for x in (3, 1, 2)]; print([p.get() for _ in range(3)])
with concurrent.futures.ThreadPoolExecutor(2) as ex:
    f = ex.submit(lambda a: a * 2, 4); g = ex.submit(int, "x"); print(f.result(), list(ex.map(abs, [-1, 2])), type(g.exception()).__name__, f.done())
    print(sorted(x.result() for x in concurrent.futures.as_completed([f])))
pprint.pprint({"b": list(range(30)), "a": {"x": "y" * 50, "z": ("w" * 40, 1)}}); pprint.pprint([1, 2]); print(pprint.pformat({"k": {1, 2}, 3: None}, width=10)); pprint.pp({"z": 1, "a": 2}); print(pprint.pformat([["a" * 30] * 3] * 2, indent=4)); print(pprint.pformat("word " * 30, width=40)); print(pprint.pformat(list(range(40)), compact=True, width=50)); x = [1]; x.append(x); print(pprint.saferepr([1, "a"]), pprint.isrecursive(x)); print(pprint.pformat({"a": {"b": {"c": 1}}}, depth=2))
for a in ("192.168.0.1", "::1", "2001:db8::ff00:42:8329", "1.2.3", "256.1.1.1", "01.2.3.4", "::ffff:1.2.3.4", "1::2::3", "g::", "", "1.2.3.4/5"):
    t(lambda: ipaddress.ip_address(a))
    try: i = ipaddress.ip_address(a); print(int(i), i.is_private, i.is_loopback, i.is_global, i.is_multicast, i.is_link_local, i.exploded, i.reverse_pointer, i.packed)
    except ValueError: pass
for n in ("10.0.0.0/8", "10.0.0.1/8", "2001:db8::/32", "1.2.3.0/255.255.255.0", "1.2.3.0/0.0.0.255", "1.2.3.4/33", "1.2.3.4"):
    t(lambda: ipaddress.ip_network(n))
    try: i = ipaddress.ip_network(n); print(i.num_addresses, i.netmask, i.hostmask, i.broadcast_address, i.prefixlen, i.with_netmask)
    except ValueError: pass
n = ipaddress.ip_network("192.168.4.0/29"); print(list(n.hosts()), list(n.subnets()), n.supernet(), ipaddress.ip_address("192.168.4.3") in n, n[1], n[-1], n.overlaps(ipaddress.ip_network("192.168.0.0/16")), n.subnet_of(ipaddress.ip_network("192.168.0.0/16")), ipaddress.ip_network("10.1.2.3/8", strict=False), ipaddress.ip_interface("10.1.2.3/8"), ipaddress.ip_interface("10.1.2.3/8").network, ipaddress.IPv4Address("1.2.3.4") + 1, sorted([ipaddress.ip_address("2.0.0.1"), ipaddress.ip_address("1.0.0.1")]), f"{ipaddress.ip_address('1.2.3.4'):s}")
print(http.HTTPStatus.NOT_FOUND, repr(http.HTTPStatus(404)), http.HTTPStatus.OK.phrase, http.HTTPStatus.NOT_FOUND == 404, http.HTTPStatus.OK.is_success, http.HTTPMethod.GET, repr(http.HTTPMethod.PUT))
print(list(graphlib.TopologicalSorter({"d": {"b", }, "b": {"a"}, "c": {"a"}}).static_order())[0]); t(lambda: list(graphlib.TopologicalSorter({1: {2}, 2: {1}}).static_order()))
print(getopt.getopt(["-a", "-bx", "--long=1", "--flag", "rest", "-c"], "ab:", ["long=", "flag"]), getopt.gnu_getopt(["x", "-a", "y"], "a")); t(lambda: getopt.getopt(["-z"], "a")); t(lambda: getopt.getopt(["--lo"], "", ["long=", "loop"])); t(lambda: getopt.getopt(["-b"], "b:"))
print(keyword.iskeyword("for"), keyword.iskeyword("x"), keyword.issoftkeyword("match"), timeit.timeit("1", number=2) >= 0)
print(signal.SIGTERM, repr(signal.SIGINT), signal.getsignal(signal.SIGTERM), gettext.gettext("x"), gettext.ngettext("a", "b", 2), platform.system(), type(platform.machine()).__name__, isinstance(socket.gethostname(), str), isinstance(tempfile.gettempdir(), str), shutil.which("nosuchprogram"), multiprocessing.cpu_count() > 0)
print(signal.signal(signal.SIGTERM, signal.SIG_IGN), signal.getsignal(15)); t(lambda: pickle.HIGHEST_PROTOCOL); t(lambda: subprocess.CalledProcessError(1, "x")); print(subprocess.CalledProcessError(1, "x"))
