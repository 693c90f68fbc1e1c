import os
os.environ.update(A="1", B="on", C="a,b", D="x=1,y=2", E='{"a": 1}', F="1.5", G="bad", H="INFO", I="https://example.com/z", J="P${A}", K="2020-01-02", PRE_X="7", L="{{A}}")
from environs import Env, EnvError, EnvValidationError
env = Env()
print(env("A"), env.int("A"), env.bool("B"), env.list("C"), env.dict("D", subcast_values=int), env.json("E"), env.float("F"), env.log_level("H"), env.url("I").netloc, env.date("K"), env.str("L"))
print(env.list("D2", []), env.int("NONE", None), env.list("A", subcast=int), env.decimal("F"), env.timedelta("A"))
for call in (lambda: env.int("G"), lambda: env("NOPE"), lambda: env.bool("G"), lambda: env.float("G"), lambda: env.int("A", validate=lambda n: n > 5)):
    try: print(call())
    except EnvError as e: print(type(e).__name__, e)
with env.prefixed("PRE_"):
    print(env.int("X"))
print(Env(expand_vars=True)("J"))
@env.parser_for("twice")
def twice(value): return value * 2
print(env.twice("A"))
e2 = Env(eager=False); e2.int("G"); e2("NOPE")
try: e2.seal()
except EnvValidationError as e: print(e)
