"""Error numbers of Linux: https://docs.python.org/3/library/errno.html"""

errorcode = {}
for _number, _name in enumerate((
        "EPERM ENOENT ESRCH EINTR EIO ENXIO E2BIG ENOEXEC EBADF ECHILD EAGAIN ENOMEM EACCES "
        "EFAULT ENOTBLK EBUSY EEXIST EXDEV ENODEV ENOTDIR EISDIR EINVAL ENFILE EMFILE ENOTTY "
        "ETXTBSY EFBIG ENOSPC ESPIPE EROFS EMLINK EPIPE EDOM ERANGE EDEADLK ENAMETOOLONG ENOLCK "
        "ENOSYS ENOTEMPTY ELOOP").split(), 1):
    globals()[_name] = _number
    errorcode[_number] = _name
for _name, _number in {
        "EALREADY": 114, "ECONNABORTED": 103, "ECONNREFUSED": 111, "ECONNRESET": 104,
        "EINPROGRESS": 115, "EHOSTUNREACH": 113, "ENETUNREACH": 101, "ENOTCONN": 107,
        "ENOTSUP": 95, "EOPNOTSUPP": 95, "EADDRINUSE": 98, "EADDRNOTAVAIL": 99, "ETIMEDOUT": 110,
        "ECANCELED": 125, "EOVERFLOW": 75, "EISCONN": 106, "EHOSTDOWN": 112, "ESHUTDOWN": 108,
        "EILSEQ": 84, "EPROTO": 71, "EBADMSG": 74, "EDQUOT": 122, "ESTALE": 116,
        "ENOTSOCK": 88}.items():
    globals()[_name] = _number
    errorcode[_number] = _name
EWOULDBLOCK = EAGAIN
EDEADLOCK = EDEADLK
del _name, _number
