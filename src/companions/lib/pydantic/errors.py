"""Errors about how models are written, not about their input."""


class PydanticErrorMixin:
    def __init__(self, message, *, code=None):
        self.message = message
        self.code = code

    def __str__(self):
        if self.code is None:
            return self.message
        return ("%s\n\nFor further information visit "
                "https://errors.pydantic.dev/2.14/u/%s"
                % (self.message, self.code))


class PydanticUserError(PydanticErrorMixin, RuntimeError):
    pass


class PydanticUndefinedAnnotation(PydanticErrorMixin, NameError):
    def __init__(self, name, message):
        self.name = name
        PydanticErrorMixin.__init__(self, message, code="undefined-annotation")


class PydanticImportError(PydanticErrorMixin, ImportError):
    def __init__(self, message):
        PydanticErrorMixin.__init__(self, message, code="import-error")


class PydanticSchemaGenerationError(PydanticUserError):
    def __init__(self, message):
        PydanticErrorMixin.__init__(self, message,
                                    code="schema-for-unknown-type")


class PydanticInvalidForJsonSchema(PydanticUserError):
    def __init__(self, message):
        PydanticErrorMixin.__init__(self, message,
                                    code="invalid-for-json-schema")
