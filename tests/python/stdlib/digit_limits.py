# The limit of digits between int and str, and powers of zero.
import sys

print(sys.get_int_max_str_digits())
for limit in (1, 639, -1):
    try:
        sys.set_int_max_str_digits(limit)
    except ValueError as e:
        print(e)
sys.set_int_max_str_digits(640)
for digits in (640, 641):
    try:
        print(len(str(10 ** (digits - 1))), int("7" * digits) % 1000)
    except ValueError as e:
        print(e)
sys.set_int_max_str_digits(0)
print(len(str(10 ** 5000)), int("9" * 5000) == 10 ** 5000 - 1, sys.get_int_max_str_digits())
print(0.0 ** float("-inf"), (-0.0) ** float("-inf"))
try:
    0.0 ** -1.0
except ZeroDivisionError as e:
    print(e)
