"""Settings of TLS, which the database drivers follow; nothing else connects.
https://docs.python.org/3/library/ssl.html"""

import enum
import os


class VerifyMode(enum.IntEnum):
    CERT_NONE = 0
    CERT_OPTIONAL = 1
    CERT_REQUIRED = 2


class TLSVersion(enum.IntEnum):
    MINIMUM_SUPPORTED = -2
    SSLv3 = 768
    TLSv1 = 769
    TLSv1_1 = 770
    TLSv1_2 = 771
    TLSv1_3 = 772
    MAXIMUM_SUPPORTED = -1


class _SSLMethod(enum.IntEnum):
    PROTOCOL_TLS = 2
    PROTOCOL_TLSv1 = 3
    PROTOCOL_TLSv1_1 = 4
    PROTOCOL_TLSv1_2 = 5
    PROTOCOL_TLS_CLIENT = 16
    PROTOCOL_TLS_SERVER = 17


class Options(enum.IntFlag):
    OP_NO_COMPRESSION = 0x20000
    OP_NO_TICKET = 0x4000
    OP_NO_SSLv2 = 0
    OP_NO_SSLv3 = 0x2000000
    OP_NO_TLSv1 = 0x4000000
    OP_NO_TLSv1_2 = 0x8000000
    OP_NO_TLSv1_1 = 0x10000000
    OP_NO_TLSv1_3 = 0x20000000
    OP_NO_RENEGOTIATION = 0x40000000
    OP_CIPHER_SERVER_PREFERENCE = 0x400000
    OP_ENABLE_MIDDLEBOX_COMPAT = 0x100000
    OP_ALL = 0x80000050


class VerifyFlags(enum.IntFlag):
    VERIFY_DEFAULT = 0
    VERIFY_CRL_CHECK_LEAF = 4
    VERIFY_CRL_CHECK_CHAIN = 12
    VERIFY_X509_STRICT = 32
    VERIFY_X509_TRUSTED_FIRST = 0x8000
    VERIFY_X509_PARTIAL_CHAIN = 0x80000


class Purpose(enum.Enum):
    SERVER_AUTH = "1.3.6.1.5.5.7.3.1"
    CLIENT_AUTH = "1.3.6.1.5.5.7.3.2"


for _kind in (VerifyMode, _SSLMethod, Options, VerifyFlags):
    for _member in _kind.__members__.values():
        globals()[_member.name] = _member
del _kind, _member
PROTOCOL_SSLv23 = PROTOCOL_TLS
OPENSSL_VERSION = "OpenSSL 3.0.0 7 sep 2021"
OPENSSL_VERSION_INFO = (3, 0, 0, 0, 0)
OPENSSL_VERSION_NUMBER = 0x30000000
HAS_SNI = HAS_ALPN = HAS_ECDH = HAS_TLSv1_2 = HAS_TLSv1_3 = True
HAS_NEVER_CHECK_COMMON_NAME = True
HAS_NPN = HAS_SSLv2 = HAS_SSLv3 = HAS_PSK = False
CHANNEL_BINDING_TYPES = ["tls-unique"]


class SSLError(OSError):
    library = reason = ""


class SSLZeroReturnError(SSLError):
    pass


class SSLWantReadError(SSLError):
    pass


class SSLWantWriteError(SSLError):
    pass


class SSLSyscallError(SSLError):
    pass


class SSLEOFError(SSLError):
    pass


class SSLCertVerificationError(SSLError, ValueError):
    pass


CertificateError = SSLCertVerificationError


class MemoryBIO:
    pending = 0
    eof = False


class SSLObject:
    pass


class SSLSocket:
    pass


class SSLContext:
    """What a connection is made with: `ssl` of connect_args."""

    def __init__(self, protocol=PROTOCOL_TLS):
        client = protocol == PROTOCOL_TLS_CLIENT
        self.protocol = protocol
        self.check_hostname = client
        self.verify_mode = CERT_REQUIRED if client else CERT_NONE
        self.verify_flags = VERIFY_X509_TRUSTED_FIRST
        self.options = OP_ALL | OP_NO_SSLv3
        self.minimum_version = TLSVersion.TLSv1_2
        self.maximum_version = TLSVersion.MAXIMUM_SUPPORTED
        self.post_handshake_auth = False
        self.hostname_checks_common_name = True
        self.keylog_filename = None
        self._files = {}

    def _keep(self, *args, **kwargs):
        pass

    set_alpn_protocols = set_ecdh_curve = load_default_certs = load_dh_params = _keep
    set_default_verify_paths = set_servername_callback = _keep

    def set_ciphers(self, ciphers, /):
        self._files["cipher"] = ciphers

    def load_cert_chain(self, certfile, keyfile=None, password=None):
        self._files.update(cert=_existing(certfile), key=_existing(keyfile or certfile))
        if password is not None:
            self._files["password"] = password() if callable(password) else password

    def load_verify_locations(self, cafile=None, capath=None, cadata=None):
        if cafile is None and capath is None and cadata is None:
            raise TypeError("cafile, capath and cadata cannot be all omitted")
        if cafile is not None:
            self._files["ca"] = _existing(cafile)
        if capath is not None:
            self._files["capath"] = os.fspath(capath)
        if cadata is not None:
            self._files["cadata"] = cadata

    def _limbeck_settings(self):
        """What the drivers are told when a connection is made with it."""
        if "cadata" in self._files and "ca" not in self._files:
            raise ValueError("an ssl.SSLContext with cadata: limbeck's drivers read "
                             "certificates from files, give cafile")
        verify = {CERT_NONE: "none", CERT_OPTIONAL: "required", CERT_REQUIRED: "required"}
        return dict(self._files, verify_mode=verify[self.verify_mode],
                    check_hostname=bool(self.check_hostname))

    def get_ca_certs(self, binary_form=False):
        return []

    def get_ciphers(self):
        return []

    def wrap_socket(self, sock, *args, **kwargs):
        raise PermissionError("ssl.wrap_socket() is not available: a migration can reach the "
                              "database and read the project, nothing else")

    wrap_bio = wrap_socket


def _existing(path):
    path = os.fspath(path)
    if not os.path.isfile(path):
        raise FileNotFoundError(2, "No such file or directory")
    return os.fsdecode(path)


def create_default_context(purpose=Purpose.SERVER_AUTH, *, cafile=None, capath=None,
                           cadata=None):
    context = SSLContext(PROTOCOL_TLS_CLIENT if purpose == Purpose.SERVER_AUTH
                         else PROTOCOL_TLS_SERVER)
    if cafile or capath or cadata:
        context.load_verify_locations(cafile, capath, cadata)
    return context


_create_unverified_context = _create_default_https_context = SSLContext
