from decimal import (ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, Context, Decimal,
                     localcontext)

PAIRS = [("7", "2"), ("-7", "2"), ("24.4", "95941934642243223"),
         ("468661552449727367171824464435", "3.48832915074E+23"),
         ("-52.2", "-0"), ("0", "0"), ("-0E+2", "1.6"), ("0.00", "-5E-12"),
         ("8E+4", "4.23594459298549498085934707315E+30"), ("1E+9", "3"),
         ("Infinity", "-4"), ("-4", "Infinity"), ("Infinity", "Infinity"),
         ("NaN12", "1"), ("1", "sNaN3"), ("0.8", "4.34E-19")]


def told(context, name, a, b):
    context.clear_flags()
    result = getattr(context, name)(a, b)
    flags = sorted(flag.__name__ for flag, raised in context.flags.items() if raised)
    return "%s%s" % (result, ", ".join([""] + flags))


for prec, emax, rounding in ((28, 99, ROUND_DOWN), (2, 9, ROUND_CEILING), (9, 6, ROUND_FLOOR)):
    context = Context(prec=prec, Emax=emax, Emin=-emax, rounding=rounding, traps=[])
    for first, second in PAIRS:
        a, b = Decimal(first), Decimal(second)
        for name in ("divide_int", "remainder", "divmod"):
            print(prec, name, a, b, told(context, name, a, b))

# Beyond what there is room for, whatever the rounding is.
print(Context(prec=5, Emax=9, rounding=ROUND_DOWN, traps=[]).exp(Decimal("1E+5")))
context = Context(prec=2, traps=[])
print(Decimal("394.16").fma(Decimal("-656.40"), Decimal("Infinity"), context),
      [flag.__name__ for flag, raised in context.flags.items() if raised])
with localcontext() as context:
    context.prec = 2
    print(Decimal(-17) // Decimal(5), Decimal(-17) % Decimal(5), divmod(Decimal(17), 5))
