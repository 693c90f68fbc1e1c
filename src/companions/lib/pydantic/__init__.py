"""A stand-in for pydantic 2: models that read and check their values. Names
are found in its modules when they are asked for."""

VERSION = __version__ = "2.14.3"

_WHERE = {
    "main": "BaseModel create_model",
    "root_model": "RootModel",
    "config": "ConfigDict BaseConfig Extra with_config",
    "fields": "Field PrivateAttr computed_field FieldInfo",
    "functional_validators":
        "field_validator model_validator AfterValidator BeforeValidator "
        "PlainValidator WrapValidator SkipValidation InstanceOf ValidateAs "
        "ModelWrapValidatorHandler ValidatorFunctionWrapHandler "
        "ValidationInfo FieldValidationInfo",
    "functional_serializers":
        "field_serializer model_serializer PlainSerializer WrapSerializer "
        "SerializeAsAny SerializationInfo FieldSerializationInfo "
        "SerializerFunctionWrapHandler",
    "class_validators": "validator root_validator",
    "aliases": "AliasChoices AliasPath AliasGenerator",
    "type_adapter": "TypeAdapter parse_obj_as",
    "errors":
        "PydanticUserError PydanticImportError PydanticUndefinedAnnotation "
        "PydanticSchemaGenerationError PydanticInvalidForJsonSchema "
        "PydanticErrorMixin",
    "json_schema": "WithJsonSchema",
    "types":
        "Strict StrictStr StrictInt StrictFloat StrictBool StrictBytes conint "
        "confloat constr conlist conset confrozenset conbytes condate "
        "condecimal PositiveInt NegativeInt NonNegativeInt NonPositiveInt "
        "PositiveFloat NegativeFloat NonNegativeFloat NonPositiveFloat "
        "FiniteFloat AllowInfNan StringConstraints UUID1 UUID3 UUID4 UUID5 "
        "UUID6 UUID7 UUID8 FilePath DirectoryPath NewPath Json Secret "
        "SecretStr SecretBytes ByteSize PastDate FutureDate PastDatetime "
        "FutureDatetime AwareDatetime NaiveDatetime ImportString EncodedBytes "
        "EncodedStr EncoderProtocol Base64Encoder Base64Bytes Base64Str "
        "Base64UrlBytes Base64UrlStr Discriminator Tag GetPydanticSchema "
        "JsonValue OnErrorOmit FailFast PaymentCardNumber",
    "networks":
        "AnyUrl AnyHttpUrl HttpUrl AnyWebsocketUrl WebsocketUrl FileUrl "
        "FtpUrl PostgresDsn CockroachDsn AmqpDsn RedisDsn MongoDsn KafkaDsn "
        "NatsDsn MySQLDsn MariaDBDsn ClickHouseDsn SnowflakeDsn "
        "UrlConstraints EmailStr NameEmail validate_email IPvAnyAddress "
        "IPvAnyInterface IPvAnyNetwork",
    "validate_call_decorator": "validate_call validate_arguments",
}
_HOME = {name: home for home, names in _WHERE.items()
         for name in names.split()}
_MODULES = ("dataclasses", "fields", "types", "networks", "main", "errors",
            "json", "json_schema", "config", "functional_validators",
            "functional_serializers", "alias_generators", "aliases",
            "class_validators", "type_adapter", "root_model", "v1", "version",
            "generics")
__all__ = list(_HOME) + ["ValidationError", "VERSION", "dataclasses"]


def __getattr__(name):
    from importlib import import_module
    home = _HOME.get(name)
    if home is not None:
        value = getattr(import_module("pydantic." + home), name)
    elif name in ("ValidationError", "PydanticCustomError"):
        import pydantic_core
        value = getattr(pydantic_core, name)
    elif name in _MODULES:
        return import_module("pydantic." + name)
    elif name in ("GetCoreSchemaHandler", "GetJsonSchemaHandler"):
        value = type(name, (), {"__module__": "pydantic.annotated_handlers"})
    elif name == "BaseSettings":
        # Where pydantic 1 had it; pydantic 2 refuses the name.
        value = import_module("pydantic.v1").BaseSettings
    else:
        raise AttributeError("module 'pydantic' has no attribute %r" % name)
    globals()[name] = value
    return value
