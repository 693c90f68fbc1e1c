"""What SQLAlchemy-Utils' types are in each database, and where they are."""
import sqlalchemy as sa
import sqlalchemy_utils as su
from sqlalchemy.dialects import postgresql, mysql, sqlite
def make():
    yield "Email", su.EmailType()
    yield "Email50", su.EmailType(50)
    yield "URL", su.URLType()
    yield "UUID", su.UUIDType()
    yield "UUIDnb", su.UUIDType(binary=False)
    yield "UUIDnn", su.UUIDType(native=False)
    yield "IP", su.IPAddressType()
    yield "JSON", su.JSONType()
    yield "TS", su.TSVectorType("a","b")
    yield "Choice", su.ChoiceType([("a","A"),("bb","B")])
    yield "ChoiceInt", su.ChoiceType([(1,"A")], impl=sa.Integer())
    yield "Scalar", su.ScalarListType()
    yield "Scalari", su.ScalarListType(int)
    yield "tz", su.TimezoneType()
    for n in ("ArrowType","CountryType","CurrencyType","LocaleType","PasswordType","WeekDaysType"):
        try: yield n, getattr(su,n)()
        except Exception as e: print(n, "no", type(e).__name__)
    try:
        yield "enc", su.EncryptedType(sa.String,"k")
        yield "senc", su.StringEncryptedType(sa.String(200),"k")
    except Exception as e: print("enc", type(e).__name__)
g=make()
while True:
    try: n,t=next(g)
    except StopIteration: break
    out=[]
    for d in (postgresql.dialect(), mysql.dialect(), sqlite.dialect()):
        try: out.append(t.compile(dialect=d))
        except sa.exc.CompileError: out.append("none")
    print(n, out, repr(t), type(t).__module__)
