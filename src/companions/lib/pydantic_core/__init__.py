"""What pydantic's stand-in is built on: the error type and the marks that
validators use."""

__version__ = "2.50.4"


class PydanticUndefinedType:
    """The type of `PydanticUndefined`: no value was given."""

    def __repr__(self):
        return "PydanticUndefined"

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __reduce__(self):
        return "PydanticUndefined"

    def __bool__(self):
        return True


PydanticUndefined = PydanticUndefinedType()


class PydanticOmit(Exception):
    """Raised by a validator to leave an item out."""


class PydanticUseDefault(Exception):
    """Raised by a validator to take the field's default."""


class SchemaError(Exception):
    pass


class PydanticSerializationError(ValueError):
    pass


class PydanticCustomError(ValueError):
    """An error with a type, a message template and the values for it."""

    def __init__(self, error_type, message_template, context=None):
        self.type = error_type
        self.message_template = message_template
        self.context = context

    def message(self):
        text = self.message_template
        for key, value in (self.context or {}).items():
            text = text.replace("{" + key + "}", str(value))
        return text

    def __str__(self):
        return self.message()

    def __repr__(self):
        return "%s [type=%s, context=%r]" % (self.message(), self.type,
                                             self.context)


class PydanticKnownError(PydanticCustomError):
    def __init__(self, error_type, context=None):
        PydanticCustomError.__init__(self, error_type, error_type, context)


class Invalid(Exception):
    """One or more failures on their way up; a line is a list
    [type, location, message, input, context]."""

    def __init__(self, lines):
        self.lines = lines

    def within(self, part):
        for line in self.lines:
            line[1] = (part,) + line[1]
        return self


def fail(kind, message, value, context=None):
    raise Invalid([[kind, (), message, value, context]])


def _shown(value):
    try:
        text = repr(value)
    except Exception as error:
        text = "<unprintable %s object>" % type(value).__name__
    if len(text) > 50:
        text = text[:25] + "..." + text[-24:]
    return text


class ValidationError(ValueError):
    """What was wrong with the input of a model, line by line."""

    def __init__(self, title, lines=(), hide_input=False):
        self.title = title
        self._lines = list(lines)
        self._hide_input = hide_input

    @classmethod
    def from_exception_data(cls, title, line_errors, input_type="python",
                            hide_input=False):
        lines = []
        for line in line_errors:
            kind, context = line["type"], line.get("ctx")
            message = line.get("msg")
            if isinstance(kind, PydanticCustomError):
                message, context = kind.message(), kind.context
                kind = kind.type
            elif message is None:
                message = (context or {}).get("error", kind)
                if kind == "value_error":
                    message = "Value error, %s" % (message,)
                elif kind == "missing":
                    message = "Field required"
            lines.append([kind, tuple(line.get("loc", ())), message,
                          line.get("input"), context])
        return cls(title, lines, hide_input)

    def error_count(self):
        return len(self._lines)

    def errors(self, *, include_url=True, include_context=True,
               include_input=True):
        result = []
        for kind, loc, message, value, context in self._lines:
            item = {"type": kind, "loc": loc, "msg": message}
            if include_input:
                item["input"] = value
            if include_context and context:
                item["ctx"] = {k: v for k, v in context.items()
                               if k != "__custom__"}
                if not item["ctx"]:
                    del item["ctx"]
            if include_url and not (context and "__custom__" in context):
                item["url"] = _url(kind)
            result.append(item)
        return result

    def json(self, *, indent=None, include_url=True, include_context=True,
             include_input=True):
        import json
        return json.dumps(
            self.errors(include_url=include_url,
                        include_context=include_context,
                        include_input=include_input),
            indent=indent, default=str,
            separators=(",", ":") if indent is None else None)

    def __str__(self):
        count = len(self._lines)
        parts = ["%d validation error%s for %s" % (
            count, "" if count == 1 else "s", self.title)]
        for kind, loc, message, value, context in self._lines:
            if loc:
                parts.append(".".join(str(part) for part in loc))
            text = "  %s [type=%s" % (message, kind)
            if not self._hide_input:
                text += ", input_value=%s, input_type=%s" % (
                    _shown(value), type(value).__name__)
            parts.append(text + "]")
            if not (context and "__custom__" in context):
                parts.append("    For further information visit %s"
                             % _url(kind))
        return "\n".join(parts)

    __repr__ = __str__


ValidationError.__module__ = "pydantic_core._pydantic_core"


def _url(kind):
    return "https://errors.pydantic.dev/2.14/v/" + kind


def to_jsonable_python(value, **options):
    from pydantic._serialize import jsonable
    return jsonable(value)


def to_json(value, *, indent=None, **options):
    from pydantic._serialize import json_text
    return json_text(value, indent).encode()


def from_json(data, **options):
    import json
    return json.loads(data)


def __getattr__(name):
    if name in ("Url", "MultiHostUrl"):
        from pydantic import networks
        return {"Url": networks.AnyUrl,
                "MultiHostUrl": networks.MultiHostUrl}[name]
    if name == "CoreSchema":
        return dict
    raise AttributeError("module 'pydantic_core' has no attribute %r" % name)
