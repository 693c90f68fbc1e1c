try:
    raise ExceptionGroup("g", [ValueError(1), TypeError(2), ExceptionGroup("h", [ValueError(3), KeyError(4)])])
except* ValueError as e:
    print("V", e, [repr(x) for x in e.exceptions])
except* TypeError as e:
    print("T", e.exceptions)
except* KeyError as e:
    print("K", e.exceptions)
try:
    try: raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
    except* ValueError: pass
except ExceptionGroup as e: print(repr(e))
try:
    try: raise ValueError("plain")
    except* ValueError as e: print(repr(e))
except Exception as e: print("no")
try:
    try: raise ExceptionGroup("g", [ValueError(1)])
    except* ValueError: raise KeyError("new")
except BaseException as e: print(repr(e))
g = ExceptionGroup("x", [ValueError("a"), OSError("b")])
print(g.split(ValueError), g.subgroup(lambda e: isinstance(e, OSError)), g.message)
try: ExceptionGroup("x", [])
except ValueError as e: print(e)
try:
    try: pass
    except* ValueError: print("no")
    else: print("else")
    finally: print("fin")
except: pass
