"""ssl: what packages set up at import; nothing here opens a connection."""
import socket
import ssl

print(ssl.CERT_REQUIRED, repr(ssl.VerifyMode.CERT_NONE), ssl.PROTOCOL_TLS_CLIENT == 16)
print(repr(ssl.TLSVersion.TLSv1_2), ssl.Purpose.CLIENT_AUTH.name)
context = ssl.create_default_context()
print(context.check_hostname, context.verify_mode == ssl.CERT_REQUIRED)
context.check_hostname = False
context.verify_mode = ssl.CERT_NONE
context.options |= ssl.OP_NO_COMPRESSION
context.minimum_version = ssl.TLSVersion.TLSv1_2
print(context.verify_mode is ssl.CERT_NONE, context.options & ssl.OP_NO_COMPRESSION != 0)
print(ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).verify_mode == ssl.CERT_NONE)
print(issubclass(ssl.SSLError, OSError), issubclass(ssl.SSLCertVerificationError, ValueError))
print(ssl.CertificateError is ssl.SSLCertVerificationError, ssl.PROTOCOL_SSLv23 is ssl.PROTOCOL_TLS)
print(ssl.HAS_SNI, ssl.OPENSSL_VERSION.split()[0])
