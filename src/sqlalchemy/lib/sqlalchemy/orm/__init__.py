"""sqlalchemy.orm: each name is loaded from its module when it is first used."""

_WHERE = {}


def _names(module, names):
    for name in names.split():
        _WHERE[name] = module


_names(
    "_declarative",
    "DeclarativeBase DeclarativeBaseNoMeta DeclarativeMeta MappedAsDataclass "
    "as_declarative declarative_base declarative_mixin declared_attr "
    "has_inherited_table mapped_as_dataclass registry synonym_for "
    "orm_insert_sentinel mapper configure_mappers clear_mappers class_mapper "
    "object_mapper unmapped_dataclass add_mapped_attribute",
)
_names(
    "_mapped",
    "Mapped DynamicMapped WriteOnlyMapped MappedColumn SQLORMExpression "
    "ORMDescriptor MappedSQLExpression mapped_column",
)
_names("_mapper", "Mapper ColumnProperty MapperProperty ClassManager")
_names(
    "_properties",
    "relationship backref column_property synonym composite deferred "
    "query_expression dynamic_loader validates reconstructor foreign remote "
    "RelationshipProperty Relationship SynonymProperty Synonym "
    "CompositeProperty Composite attribute_keyed_dict "
    "attribute_mapped_collection column_keyed_dict column_mapped_collection "
    "keyfunc_mapping mapped_collection MappedCollection KeyFuncDict "
    "PropComparator MANYTOONE ONETOMANY MANYTOMANY InspectionAttr",
)
_names(
    "session",
    "Session sessionmaker scoped_session SessionTransaction make_transient "
    "make_transient_to_detached object_session close_all_sessions "
    "ORMExecuteState create_session QueryPropertyDescriptor",
)
_names(
    "query",
    "Query Load Bundle aliased joinedload subqueryload selectinload lazyload "
    "immediateload contains_eager defaultload load_only noload raiseload "
    "defer undefer undefer_group with_expression with_loader_criteria "
    "selectin_polymorphic contains_alias with_polymorphic with_parent join "
    "outerjoin polymorphic_union FromStatement AliasedClass AppenderQuery",
)
_names("attributes", "InstrumentedAttribute QueryableAttribute")
_names("state", "InstanceState AttributeState")
__all__ = list(_WHERE)
_MODULES = "exc session query attributes state".split()


def _module(name):
    return __import__("sqlalchemy.orm." + name, fromlist=["*"])


def __getattr__(name):
    where = _WHERE.get(name)
    if where is not None:
        value = getattr(_module(where), name)
    elif name in _MODULES:
        value = _module(name)
    elif name.endswith("Events"):
        value = type(name, (), {})
    else:
        raise AttributeError(
            f"module 'sqlalchemy.orm' has no attribute {name!r}"
        )
    globals()[name] = value
    return value
