"""JSON schemas are nothing that a migration needs; whoever asks for one is
told so, rather than given something that is not pydantic's."""


class JsonSchemaValue(dict):
    pass


class GenerateJsonSchema:
    def __init__(self, *args, **options):
        pass


class WithJsonSchema:
    def __init__(self, json_schema, mode=None):
        self.json_schema = json_schema


class SkipJsonSchema:
    def __class_getitem__(cls, item):
        return item


class Examples:
    def __init__(self, examples, mode=None):
        self.examples = examples


def model_schema(cls):
    raise NotImplementedError(
        "limbeck does not make JSON schemas (asked of %s)" % cls.__name__)


def type_schema(kind):
    raise NotImplementedError(
        "limbeck does not make JSON schemas (asked of %r)" % (kind,))


def models_json_schema(models, **options):
    raise NotImplementedError("limbeck does not make JSON schemas")
