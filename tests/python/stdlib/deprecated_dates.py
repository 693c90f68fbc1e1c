"""datetime.utcnow() and utcfromtimestamp() warn those who ask for warnings."""
import datetime
import warnings

with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    datetime.datetime.utcnow()
    print(datetime.datetime.utcfromtimestamp(0))
for one in told:
    print(one.category.__name__, one.message, one.lineno)
with warnings.catch_warnings():
    warnings.simplefilter("error")
    try:
        datetime.datetime.utcnow()
    except DeprecationWarning as error:
        print(str(error)[:40])
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    print(type(datetime.datetime.utcnow()).__name__)
