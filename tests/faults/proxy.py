"""A TCP proxy before PostgreSQL or MariaDB that strikes at one statement.

It reads the client's messages, counts those that carry a statement, and at the
chosen one calls `strike(moment)`, where moment is "before" (the server has not
seen it) or "after" (the server has answered it, the client has not heard).
"""

import socket
import struct
import threading


class Proxy:
    def __init__(self, host, port, protocol, at=0, moment="before", strike=None):
        self.target, self.protocol = (host, port), protocol
        self.at, self.moment, self.strike = at, moment, strike
        self.statements = 0
        self.lock = threading.Lock()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.sockets, self.threads = [], []
        self.begin(self.accept)

    def begin(self, target, *arguments):
        thread = threading.Thread(target=target, args=arguments, daemon=True)
        self.threads.append(thread)
        thread.start()

    def accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
                server = socket.create_connection(self.target)
            except OSError:
                return
            self.sockets += [client, server]
            struck = threading.Event()
            reader = {"postgresql": pg_messages, "mysql": my_messages}[self.protocol]
            self.begin(self.upstream, client, server, reader, struck)
            self.begin(self.downstream, server, client, struck)

    def upstream(self, client, server, reader, struck):
        try:
            for data, is_statement in reader(client):
                hit = False
                if is_statement:
                    with self.lock:
                        self.statements += 1
                        hit = self.statements == self.at
                if hit and self.moment == "before":
                    self.strike()
                    return
                if hit:
                    struck.set()
                server.sendall(data)
        except OSError:
            pass
        finally:
            shut(server)

    def downstream(self, server, client, struck):
        try:
            while True:
                data = server.recv(65536)
                if not data:
                    break
                if struck.is_set():
                    self.strike()
                    return
                client.sendall(data)
        except OSError:
            pass
        finally:
            shut(client)

    def cut(self):
        for one in self.sockets:
            shut(one)

    def close(self):
        """Closes sockets when nobody uses them: a thread that is late would take
        the connections of the next proxy, which gets the same descriptors."""
        shut(self.listener)
        self.cut()
        for thread in self.threads:
            thread.join(10)
        for one in [self.listener, *self.sockets]:
            one.close()


def shut(one):
    try:
        one.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass


def exactly(stream, size):
    data = b""
    while len(data) < size:
        piece = stream.recv(size - len(data))
        if not piece:
            raise OSError("closed")
        data += piece
    return data


def pg_messages(stream):
    started = False
    while True:
        kind = b"" if not started else exactly(stream, 1)
        size = exactly(stream, 4)
        body = exactly(stream, struct.unpack("!I", size)[0] - 4)
        if not started:
            # SSLRequest and GSSENCRequest come before the start-up message.
            started = struct.unpack("!I", body[:4])[0] not in (80877103, 80877104)
        yield kind + size + body, kind in (b"Q", b"P")


def my_messages(stream):
    first = True
    while True:
        head = exactly(stream, 4)
        body = exactly(stream, head[0] | head[1] << 8 | head[2] << 16)
        # COM_QUERY, at the start of a command.
        yield head + body, not first and head[3] == 0 and body[:1] == b"\x03"
        first = False
