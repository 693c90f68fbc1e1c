x = 3.14159; n = 42; s = "text"; w = 10
print(f"{x:.2f} {n:05d} {s!r:>{w}} {n:#x} {n:,} {s:^10}| {s:*<8} {x:e} {n=} {s = !s} {x=:.1f}")
print(f"{{}} {'nested ' + f'{n}'} {n if n > 1 else 0} {[i for i in range(3)]} {(lambda: 5)()}")
print(f"{s.upper()} {s[0]} {'a' 'b'} {dict(a=1)['a']}")
print(f"a{'b'}c" "d" f"{1}", f"", f"{''}")
print(rf"\n{n}", f"\x41{n}\N{BULLET}")
print(f"{n!s} {n!r} {s!a} {1e10} {True} {None}")
print("%s %d %.2f %r %5s|%-5s| %% %x" % ("a", 5, 1.5, "q", "ab", "cd", 255))
print("{} {0}".format(1) if 0 else "{0} {1} {a} {b[0]} {c.real}".format(1, 2, a=3, b=[4], c=5))
print(f'{x:{w}.{2}f}|')
print(f"""
  {n}
""")
