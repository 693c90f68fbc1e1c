"""DefaultImpl: what context.impl is an instance of.

limbeck turns directives into SQL itself. These classes are there for what
scripts do with context.impl, and for a project's own: a class with a
__dialect__ takes the place of that dialect's."""

from alembic.ddl._autogen import ComparisonResult
from alembic.runtime.migration import _Impl

_impls = {}


class ImplMeta(type):
    def __init__(cls, name, bases, namespace, **kw):
        super().__init__(name, bases, namespace, **kw)
        if "__dialect__" in namespace:
            _impls[namespace["__dialect__"]] = cls


class DefaultImpl(_Impl, metaclass=ImplMeta):
    __dialect__ = "default"
    transactional_ddl = False
    command_terminator = ";"
    type_synonyms = ({"NUMERIC", "DECIMAL"},)
    type_arg_extract = ()
    identity_attrs_ignore = ("order", "on_null")

    @classmethod
    def get_by_dialect(cls, dialect):
        return class_of(dialect.name)

    def _operations(self):
        from alembic.operations import Operations
        return Operations(self._context)

    def create_table(self, table, **kw):
        from sqlalchemy.schema import CreateIndex, CreateTable
        self._exec(CreateTable(table, **kw))
        for index in table.indexes:
            self._exec(CreateIndex(index))

    def drop_table(self, table, **kw):
        from sqlalchemy.schema import DropTable
        self._exec(DropTable(table, **kw))

    def create_index(self, index, **kw):
        from sqlalchemy.schema import CreateIndex
        self._exec(CreateIndex(index, **kw))

    def drop_index(self, index, **kw):
        from sqlalchemy.schema import DropIndex
        self._exec(DropIndex(index, **kw))

    def add_constraint(self, const, **kw):
        from sqlalchemy.schema import AddConstraint
        self._exec(AddConstraint(const, **kw))

    def drop_constraint(self, const, **kw):
        from sqlalchemy.schema import DropConstraint
        self._exec(DropConstraint(const, **kw))

    def add_column(self, table_name, column, *, schema=None, **kw):
        self._operations().add_column(table_name, column, schema=schema, **kw)

    def drop_column(self, table_name, column, *, schema=None, **kw):
        self._operations().drop_column(table_name, column.name, schema=schema, **kw)

    def alter_column(self, table_name, column_name, *, name=None, **kw):
        self._operations().alter_column(table_name, column_name, new_column_name=name, **kw)

    def rename_table(self, old_table_name, new_table_name, schema=None):
        self._operations().rename_table(old_table_name, new_table_name, schema=schema)

    def bulk_insert(self, table, rows, multiinsert=True):
        self._operations().bulk_insert(table, rows, multiinsert=multiinsert)


    def _comparison(self):
        from alembic.autogenerate import AutogenContext
        context = AutogenContext(self._context, autogenerate=False)
        context._plugins = ()
        return context

    def compare_type(self, inspector_column, metadata_column):
        """Whether the types of two columns differ."""
        from alembic.autogenerate import _native
        return _native.types_differ(self._comparison(), inspector_column, metadata_column)

    def compare_server_default(self, inspector_column, metadata_column,
                               rendered_metadata_default, rendered_inspector_default):
        """Whether the defaults of two columns differ."""
        from alembic.autogenerate import _native
        return _native.defaults_differ(
            self._comparison(), inspector_column, metadata_column,
            rendered_inspector_default, rendered_metadata_default)

    def compare_check_constraint(self, metadata_constraint, reflected_constraint):
        """Checks of one name count as equal."""
        return ComparisonResult.Equal()

    def render_type(self, type_, autogen_context):
        """The text of a type in scripts, where a class has its own way."""
        return False

    def render_ddl_sql_expr(self, expr, is_server_default=False, **kw):
        """The text of a server default or of a part of an index."""
        return str(expr.compile(dialect=self.dialect,
                                compile_kwargs={"literal_binds": True}))


def class_of(dialect):
    """The class for a dialect's name."""
    if dialect not in _impls:
        import alembic.ddl  # noqa: F401  declares them
    return _impls.get(dialect, DefaultImpl)


# What autogenerate asks the class for, once somebody gave it a way of its own.
_ASKED = {name: vars(DefaultImpl)[name] for name in (
    "compare_type", "compare_server_default", "compare_check_constraint", "render_type")}


def own_method(impl, name):
    """The method of a project's own class, or None."""
    return None if getattr(type(impl), name) is _ASKED[name] else getattr(impl, name)


_USED = {*_ASKED, "transactional_ddl", "__dialect__", "__module__", "__qualname__", "__doc__",
         "__firstlineno__", "__static_attributes__", "__annotations__",
         "__annotate__", "__annotate_func__", "__classdictcell__"}


def own_class(dialect):
    """The class that a project declared for a dialect, or None."""
    found = _impls.get(dialect)
    if found is None or found.__module__.startswith("alembic.ddl."):
        return None
    for owner in found.__mro__:
        if owner.__module__.startswith("alembic.ddl."):
            break
        for name in vars(owner):
            if name not in _USED and hasattr(DefaultImpl, name):
                raise NotImplementedError(
                    "limbeck turns directives into SQL itself; %s.%s would not be used"
                    % (owner.__name__, name))
    return found
