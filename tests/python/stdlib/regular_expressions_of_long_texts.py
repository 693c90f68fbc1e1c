"""Patterns that go back far need no deep stack."""
import re

print(re.match(r"(?:a|b)*c", "ab" * 100_000 + "c").end())
print(re.match(r"(a|b|\w\d)*c", "ab" * 20_000 + "c").end())
print(re.sub(r"((x|y)+)z", r"<\2>", "xy" * 30_000 + "z and xz"))
