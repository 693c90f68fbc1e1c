"""The exception classes of sqlalchemy.exc, with the texts users read.

Native code raises them through sqlalchemy/errors.h, which imports this module
only when something went wrong.
"""

_BACKGROUND = "https://sqlalche.me/e/21/"


class HasDescriptionCode:
    code = None

    def __init__(self, *arg, **kw):
        code = kw.pop("code", None)
        if code is not None:
            self.code = code
        super().__init__(*arg, **kw)

    def _code_str(self):
        if not self.code:
            return ""
        return f"(Background on this error at: {_BACKGROUND}{self.code})"

    def __str__(self):
        message = super().__str__()
        if self.code:
            message = "%s %s" % (message, self._code_str())
        return message


class SQLAlchemyError(HasDescriptionCode, Exception):
    def _message(self):
        if len(self.args) == 1:
            text = self.args[0]
            if isinstance(text, bytes):
                return text.decode("utf-8", "backslashreplace")
            return str(text)
        return str(self.args)

    def _sql_message(self):
        message = self._message()
        if self.code:
            message = "%s %s" % (message, self._code_str())
        return message

    def __str__(self):
        return self._sql_message()


class EmulatedDBAPIException(Exception):
    pass


class ArgumentError(SQLAlchemyError):
    pass


class DuplicateColumnError(ArgumentError):
    pass


class ConstraintColumnNotFoundError(ArgumentError):
    pass


class ObjectNotExecutableError(ArgumentError):
    def __init__(self, target):
        super().__init__(f"Not an executable object: {target!r}")
        self.target = target


class NoSuchModuleError(ArgumentError):
    pass


class NoForeignKeysError(ArgumentError):
    pass


class AmbiguousForeignKeysError(ArgumentError):
    pass


class CircularDependencyError(SQLAlchemyError):
    def __init__(self, message, cycles, edges, msg=None, code=None):
        if msg is None:
            shown = ", ".join(repr(s) for s in cycles)
            message += " (%s)" % shown
        else:
            message = msg
        SQLAlchemyError.__init__(self, message, code=code)
        self.cycles = cycles
        self.edges = edges


class CompileError(SQLAlchemyError):
    pass


class UnsupportedCompilationError(CompileError):
    code = "l7de"

    def __init__(self, compiler, element_type=None, message=None):
        super().__init__(
            compiler
            if element_type is None
            else "Compiler %r can't render element of type %s%s"
            % (compiler, element_type, ": %s" % message if message else "")
        )
        self.compiler = compiler
        self.element_type = element_type
        self.message = message


class IdentifierError(SQLAlchemyError):
    pass


class DisconnectionError(SQLAlchemyError):
    invalidate_pool = False


class InvalidatePoolError(DisconnectionError):
    invalidate_pool = True


class TimeoutError(SQLAlchemyError):
    pass


class InvalidRequestError(SQLAlchemyError):
    pass


class AmbiguousColumnError(InvalidRequestError):
    pass


class IllegalStateChangeError(InvalidRequestError):
    pass


class NoInspectionAvailable(InvalidRequestError):
    pass


class PendingRollbackError(InvalidRequestError):
    pass


class ResourceClosedError(InvalidRequestError):
    pass


class NoSuchColumnError(InvalidRequestError, KeyError):
    pass


class NoResultFound(InvalidRequestError):
    pass


class MultipleResultsFound(InvalidRequestError):
    pass


class NoReferenceError(InvalidRequestError):
    table_name = None


class AwaitRequired(InvalidRequestError):
    code = "xd1r"


class MissingGreenlet(InvalidRequestError):
    code = "xd2s"


class NoReferencedTableError(NoReferenceError):
    def __init__(self, message, tname):
        NoReferenceError.__init__(self, message)
        self.table_name = tname


class NoReferencedColumnError(NoReferenceError):
    def __init__(self, message, tname, cname):
        NoReferenceError.__init__(self, message)
        self.table_name = tname
        self.column_name = cname


class NoSuchTableError(InvalidRequestError):
    pass


class UnreflectableTableError(InvalidRequestError):
    pass


class UnboundExecutionError(InvalidRequestError):
    pass


class NoDBAPILoaded(InvalidRequestError):
    pass


class DontWrapMixin:
    pass


class StatementError(SQLAlchemyError):
    statement = None
    params = None
    orig = None
    ismulti = None

    def __init__(
        self,
        message,
        statement,
        params,
        orig,
        hide_parameters=False,
        code=None,
        ismulti=None,
    ):
        SQLAlchemyError.__init__(self, message, code=code)
        self.statement = statement
        self.params = params
        self.orig = orig
        self.ismulti = ismulti
        self.hide_parameters = hide_parameters
        self.detail = []

    def add_detail(self, msg):
        self.detail.append(msg)

    def _sql_message(self):
        details = [self._message()]
        if self.statement:
            details.append("[SQL: %s]" % self.statement)
            if self.params:
                if self.hide_parameters:
                    details.append(
                        "[SQL parameters hidden due to hide_parameters=True]"
                    )
                else:
                    details.append("[parameters: %s]" % self._shown_params())
        code = self._code_str()
        if code:
            details.append(code)
        return "\n".join(["(%s)" % d for d in self.detail] + details)

    def _shown_params(self):
        params = self.params
        if isinstance(params, (list, tuple)) and self.ismulti:
            if len(params) > 10:
                shown = ", ".join(_shown(p) for p in params[:8])
                last = ", ".join(_shown(p) for p in params[-2:])
                return (
                    "[%s  ... displaying 10 of %d total bound parameter sets"
                    " ...  %s]" % (shown, len(params), last)
                )
            return "[%s]" % ", ".join(_shown(p) for p in params)
        return _shown(params)


def _shorten(value):
    text = repr(value)
    if len(text) > 300:
        half = 150
        return "%s ... (%d characters truncated) ... %s" % (
            text[:half],
            len(text) - 300,
            text[-half:],
        )
    return text


def _shown(params):
    if isinstance(params, dict):
        inner = ", ".join(
            "%r: %s" % (k, _shorten(v)) for k, v in params.items()
        )
        return "{%s}" % inner
    if isinstance(params, tuple):
        inner = ", ".join(_shorten(v) for v in params)
        return "(%s%s)" % (inner, "," if len(params) == 1 else "")
    if isinstance(params, list):
        return "[%s]" % ", ".join(_shorten(v) for v in params)
    return _shorten(params)


class DBAPIError(StatementError):
    code = "dbapi"

    def __init__(
        self,
        statement,
        params,
        orig,
        hide_parameters=False,
        connection_invalidated=False,
        code=None,
        ismulti=None,
    ):
        kind = type(orig)
        text = "(%s.%s) %s" % (kind.__module__, kind.__name__, orig)
        StatementError.__init__(
            self,
            text,
            statement,
            params,
            orig,
            hide_parameters,
            code=code,
            ismulti=ismulti,
        )
        self.connection_invalidated = connection_invalidated


class InterfaceError(DBAPIError):
    code = "rvf5"


class DatabaseError(DBAPIError):
    code = "4xp6"


class DataError(DatabaseError):
    code = "9h9h"


class OperationalError(DatabaseError):
    code = "e3q8"


class IntegrityError(DatabaseError):
    code = "gkpj"


class InternalError(DatabaseError):
    code = "2j85"


class ProgrammingError(DatabaseError):
    code = "f405"


class NotSupportedError(DatabaseError):
    code = "tw8g"


class SATestSuiteWarning(Warning):
    pass


class SADeprecationWarning(HasDescriptionCode, DeprecationWarning):
    deprecated_since = None


class Base20DeprecationWarning(SADeprecationWarning):
    deprecated_since = "1.4"


class LegacyAPIWarning(Base20DeprecationWarning):
    pass


class MovedIn20Warning(Base20DeprecationWarning):
    pass


RemovedIn20Warning = Base20DeprecationWarning


class SAPendingDeprecationWarning(PendingDeprecationWarning):
    deprecated_since = None


class SAWarning(HasDescriptionCode, RuntimeWarning):
    pass


def _driver_error(module, name, message, fields):
    """The error object that the DBAPI module of the dialect would raise."""
    base = type(
        _KIND_OF.get(name, name), (EmulatedDBAPIException,), {"__module__": module}
    )
    if name != base.__name__:
        base = type(name, (base,), {"__module__": module})
    error = base(*fields["args"]) if fields.get("args") else base(message)
    for key, value in fields.items():
        if key != "args":
            setattr(error, key, value)
    return error


_KIND_OF = {}
