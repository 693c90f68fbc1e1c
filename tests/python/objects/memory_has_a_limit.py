# What cannot fit is a MemoryError (or what CPython has for it) before it is
# made, and the program goes on.
def check(name, function):
    try:
        function()
        print(name, "made")
    except (MemoryError, OverflowError):
        print(name, "refused")


huge = 10**11
check("str", lambda: "a" * huge)  # expect: str refused
check("list", lambda: [0] * huge)  # expect: list refused
check("tuple", lambda: (0,) * huge)  # expect: tuple refused
check("bytes", lambda: b"a" * huge)  # expect: bytes refused
check("zeros", lambda: bytes(huge))  # expect: zeros refused
check("bytearray", lambda: bytearray(huge))  # expect: bytearray refused
check("ljust", lambda: "a".ljust(huge))  # expect: ljust refused
check("zfill", lambda: "1".zfill(huge))  # expect: zfill refused
check("tabs", lambda: "\t".expandtabs(huge))  # expect: tabs refused
check("format", lambda: f"{1:>100000000000}")  # expect: format refused
check("percent", lambda: "%100000000000d" % 1)  # expect: percent refused
check("shift", lambda: 1 << 10**12)  # expect: shift refused
check("power", lambda: 10**10**12)  # expect: power refused
print("%5d|" % 1, "a".center(3) + "|")  # expect:     1|  a |
