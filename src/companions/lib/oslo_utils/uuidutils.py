"""UUIDs as text."""


def generate_uuid(dashed=True):
    from uuid import uuid4
    return str(uuid4()) if dashed else uuid4().hex


def is_uuid_like(val):
    from uuid import UUID
    text = str(val)
    try:
        plain = text.replace("urn:", "").replace("uuid:", "").strip("{}")
        return str(UUID(text)).replace("-", "") == plain.replace(
            "-", "").lower()
    except (TypeError, ValueError, AttributeError):
        return False
