"""What pydantic 1 had in this place."""
from pydantic._serialize import jsonable


def pydantic_encoder(obj):
    if hasattr(obj, "model_dump"):
        return obj.model_dump()
    return jsonable(obj)


def custom_pydantic_encoder(type_encoders, obj):
    for base in type(obj).__mro__[:-1]:
        if base in type_encoders:
            return type_encoders[base](obj)
    return pydantic_encoder(obj)


def timedelta_isoformat(td):
    from pydantic._serialize import iso_duration
    return iso_duration(td)
