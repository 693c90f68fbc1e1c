"""The classes of nodes, from one table."""

# The classes are known by the package's name.
__name__ = "ast"

# One line for each, with its fields; those that are set in derive from the one
# above them. A field's type stands behind the colon: "?" is what may be None,
# "*" a list. "@": has a place in the text; "@@": one whose end is known.
_TABLE = """
mod
 Module body:stmt* type_ignores:type_ignore*
 Interactive body:stmt*
 Expression body:expr
 FunctionType argtypes:expr* returns:expr
stmt @
 FunctionDef name:str args:arguments body:stmt* decorator_list:expr* returns:expr? type_comment:str? type_params:type_param*
 AsyncFunctionDef name:str args:arguments body:stmt* decorator_list:expr* returns:expr? type_comment:str? type_params:type_param*
 ClassDef name:str bases:expr* keywords:keyword* body:stmt* decorator_list:expr* type_params:type_param*
 Return value:expr?
 Delete targets:expr*
 Assign targets:expr* value:expr type_comment:str?
 TypeAlias name:expr type_params:type_param* value:expr
 AugAssign target:expr op:operator value:expr
 AnnAssign target:expr annotation:expr value:expr? simple:int
 For target:expr iter:expr body:stmt* orelse:stmt* type_comment:str?
 AsyncFor target:expr iter:expr body:stmt* orelse:stmt* type_comment:str?
 While test:expr body:stmt* orelse:stmt*
 If test:expr body:stmt* orelse:stmt*
 With items:withitem* body:stmt* type_comment:str?
 AsyncWith items:withitem* body:stmt* type_comment:str?
 Match subject:expr cases:match_case*
 Raise exc:expr? cause:expr?
 Try body:stmt* handlers:excepthandler* orelse:stmt* finalbody:stmt*
 TryStar body:stmt* handlers:excepthandler* orelse:stmt* finalbody:stmt*
 Assert test:expr msg:expr?
 Import names:alias*
 ImportFrom module:str? names:alias* level:int?
 Global names:str*
 Nonlocal names:str*
 Expr value:expr
 Pass
 Break
 Continue
expr @
 BoolOp op:boolop values:expr*
 NamedExpr target:expr value:expr
 BinOp left:expr op:operator right:expr
 UnaryOp op:unaryop operand:expr
 Lambda args:arguments body:expr
 IfExp test:expr body:expr orelse:expr
 Dict keys:expr* values:expr*
 Set elts:expr*
 ListComp elt:expr generators:comprehension*
 SetComp elt:expr generators:comprehension*
 DictComp key:expr value:expr generators:comprehension*
 GeneratorExp elt:expr generators:comprehension*
 Await value:expr
 Yield value:expr?
 YieldFrom value:expr
 Compare left:expr ops:cmpop* comparators:expr*
 Call func:expr args:expr* keywords:keyword*
 FormattedValue value:expr conversion:int format_spec:expr?
 Interpolation value:expr str:object conversion:int format_spec:expr?
 JoinedStr values:expr*
 TemplateStr values:expr*
 Constant value:object kind:str?
 Attribute value:expr attr:str ctx:expr_context
 Subscript value:expr slice:expr ctx:expr_context
 Starred value:expr ctx:expr_context
 Name id:str ctx:expr_context
 List elts:expr* ctx:expr_context
 Tuple elts:expr* ctx:expr_context
 Slice lower:expr? upper:expr? step:expr?
expr_context
 Load
 Store
 Del
boolop
 And
 Or
operator
 Add
 Sub
 Mult
 MatMult
 Div
 Mod
 Pow
 LShift
 RShift
 BitOr
 BitXor
 BitAnd
 FloorDiv
unaryop
 Invert
 Not
 UAdd
 USub
cmpop
 Eq
 NotEq
 Lt
 LtE
 Gt
 GtE
 Is
 IsNot
 In
 NotIn
comprehension target:expr iter:expr ifs:expr* is_async:int
excepthandler @
 ExceptHandler type:expr? name:str? body:stmt*
arguments posonlyargs:arg* args:arg* vararg:arg? kwonlyargs:arg* kw_defaults:expr* kwarg:arg? defaults:expr*
arg @ arg:str annotation:expr? type_comment:str?
keyword @ arg:str? value:expr
alias @ name:str asname:str?
withitem context_expr:expr optional_vars:expr?
match_case pattern:pattern guard:expr? body:stmt*
pattern @@
 MatchValue value:expr
 MatchSingleton value:object
 MatchSequence patterns:pattern*
 MatchMapping keys:expr* patterns:pattern* rest:str?
 MatchClass cls:expr patterns:pattern* kwd_attrs:str* kwd_patterns:pattern*
 MatchStar name:str?
 MatchAs pattern:pattern? name:str?
 MatchOr patterns:pattern*
type_ignore
 TypeIgnore lineno:int tag:str
type_param @@
 TypeVar name:str bound:expr? default_value:expr?
 ParamSpec name:str default_value:expr?
 TypeVarTuple name:str default_value:expr?
"""

_SINGLE = ("expr_context", "boolop", "operator", "unaryop", "cmpop")


def _warn(text):
    import warnings
    warnings.warn(text, DeprecationWarning, stacklevel=3)


class AST:
    """A node."""

    _fields = ()
    _attributes = ()
    _field_types = {}
    __match_args__ = ()

    def __init__(self, *args, **kwargs):
        cls = type(self)
        fields = self._fields
        if len(args) > len(fields):
            raise TypeError("%s constructor takes at most %d positional argument%s" % (
                cls.__name__, len(fields), "" if len(fields) == 1 else "s"))
        given = fields[:len(args)]
        for name, value in zip(given, args):
            setattr(self, name, value)
        for name, value in kwargs.items():
            if name in given:
                raise TypeError("%s got multiple values for argument %r" % (cls.__name__, name))
            if name not in fields and name not in self._attributes:
                _warn("%s.__init__ got an unexpected keyword argument %r. Support for arbitrary "
                      "keyword arguments is deprecated and will be removed in Python 3.15."
                      % (cls.__name__, name))
            setattr(self, name, value)
        for name in fields[len(args):]:
            if name in kwargs:
                continue
            kind = cls._field_types.get(name)
            if kind is None:
                continue
            if getattr(kind, "__origin__", None) is list:
                setattr(self, name, [])
            elif kind is expr_context:
                setattr(self, name, Load._single)
            elif getattr(cls, name, ...) is not None:
                _warn("%s.__init__ missing 1 required positional argument: %r. This will become "
                      "an error in Python 3.15." % (cls.__name__, name))

    def __reduce__(self):
        return type(self), (), self.__dict__


_CLASSES = {"AST": AST}


def _make_class(name, base, fields, places, types):
    body = {
        "__module__": "ast", "__doc__": None,
        "_fields": tuple(field for field, _ in fields),
        "__match_args__": tuple(field for field, _ in fields),
        "_field_types": types,
    }
    if places:
        body["_attributes"] = ("lineno", "col_offset", "end_lineno", "end_col_offset")
    if places == "@":
        body["end_lineno"] = body["end_col_offset"] = None
    for field, kind in fields:
        if kind.endswith("?"):
            body[field] = None
    return type(name, (base,), body)


def _make_classes():
    fields_of = {}
    base = AST
    for line in _TABLE.strip().split("\n"):
        name, *words = line.split()
        places = words.pop(0) if words and words[0][0] == "@" else ""
        fields = [word.split(":") for word in words]
        types = {}
        cls = _make_class(name, base if line[0] == " " else AST, fields, places, types)
        if line[0] != " ":
            base = cls
        elif base.__name__ in _SINGLE:
            cls._single = cls()
        _CLASSES[name] = cls
        fields_of[name] = fields, types
    known = {"str": str, "int": int, "object": object, **_CLASSES}
    for fields, types in fields_of.values():
        for field, kind in fields:
            found = known[kind.rstrip("?*")]
            types[field] = (list[found] if kind[-1] == "*" else
                            found | None if kind[-1] == "?" else found)


_make_classes()
globals().update(_CLASSES)
__all__ = list(_CLASSES)
