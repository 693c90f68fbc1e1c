"""Named by projects and their exceptions caught; nothing is opened.
https://docs.python.org/3/library/http.client.html"""

from http import HTTPStatus

HTTP_PORT = 80
HTTPS_PORT = 443
responses = {status: status.phrase for status in HTTPStatus}


class HTTPException(Exception):
    pass


class NotConnected(HTTPException):
    pass


class InvalidURL(HTTPException):
    pass


class ImproperConnectionState(HTTPException):
    pass


class CannotSendRequest(ImproperConnectionState):
    pass


class ResponseNotReady(ImproperConnectionState):
    pass


class IncompleteRead(HTTPException):
    def __init__(self, partial, expected=None):
        self.args = partial,
        self.partial = partial
        self.expected = expected


class BadStatusLine(HTTPException):
    def __init__(self, line):
        self.args = line,
        self.line = line


class RemoteDisconnected(ConnectionResetError, BadStatusLine):
    def __init__(self, *args):
        BadStatusLine.__init__(self, "")
        ConnectionResetError.__init__(self, *args)


class HTTPConnection:
    default_port = HTTP_PORT

    def __init__(self, host, port=None, *args, **kwargs):
        self.host = host
        self.port = self.default_port if port is None else port

    def request(self, *args, **kwargs):
        raise PermissionError("http.client is not available: a migration can reach the "
                              "database and read the project, nothing else")

    connect = getresponse = send = request

    def close(self):
        pass


class HTTPSConnection(HTTPConnection):
    default_port = HTTPS_PORT


class HTTPResponse:
    pass
