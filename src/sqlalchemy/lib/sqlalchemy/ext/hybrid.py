"""Hybrid attributes: a value on instances, an expression on the class."""


def _function(method):
    return method.__func__ if isinstance(method, classmethod) else method


class hybrid_property:
    __class_getitem__ = classmethod(type(list[int]))

    is_attribute = True

    def __init__(
        self, fget, fset=None, fdel=None, expr=None, custom_comparator=None,
        update_expr=None, bulk_dml_setter=None,
    ):
        self.fget = fget
        self.fset = fset
        self.fdel = fdel
        self.expr = _function(expr)
        self.custom_comparator = _function(custom_comparator)
        self.update_expr = _function(update_expr)
        self.bulk_dml_setter = _function(bulk_dml_setter)
        self.__name__ = getattr(fget, "__name__", None)
        self.__doc__ = getattr(fget, "__doc__", None)

    def __get__(self, instance, owner):
        if instance is not None:
            return self.fget(instance)
        if self.custom_comparator is not None:
            return self.custom_comparator(owner)
        return (self.expr or self.fget)(owner)

    def __set__(self, instance, value):
        if self.fset is None:
            raise AttributeError("can't set attribute")
        self.fset(instance, value)

    def __delete__(self, instance):
        if self.fdel is None:
            raise AttributeError("can't delete attribute")
        self.fdel(instance)

    def _copy(self, **kw):
        values = dict(
            fset=self.fset, fdel=self.fdel, expr=self.expr,
            custom_comparator=self.custom_comparator,
            update_expr=self.update_expr,
            bulk_dml_setter=self.bulk_dml_setter,
        )
        fget = kw.pop("fget", self.fget)
        values.update(kw)
        return hybrid_property(fget, **values)

    @property
    def inplace(self):
        return _InPlace(self)

    @property
    def overrides(self):
        return self

    def getter(self, fget):
        return self._copy(fget=fget)

    def setter(self, fset):
        return self._copy(fset=fset)

    def deleter(self, fdel):
        return self._copy(fdel=fdel)

    def expression(self, expr):
        return self._copy(expr=expr)

    def comparator(self, comparator):
        return self._copy(custom_comparator=comparator)

    def update_expression(self, fn):
        return self._copy(update_expr=fn)

    def bulk_dml(self, setter):
        return self._copy(bulk_dml_setter=setter)


class _InPlace:
    """Changes the hybrid itself, under whatever name the function has."""

    def __init__(self, hybrid):
        self._hybrid = hybrid

    def _change(self, name, function):
        setattr(self._hybrid, name, _function(function))
        return self._hybrid

    def getter(self, fget):
        return self._change("fget", fget)

    def setter(self, fset):
        return self._change("fset", fset)

    def deleter(self, fdel):
        return self._change("fdel", fdel)

    def expression(self, expr):
        return self._change("expr", expr)

    def comparator(self, comparator):
        return self._change("custom_comparator", comparator)

    def update_expression(self, fn):
        return self._change("update_expr", fn)

    def bulk_dml(self, setter):
        return self._change("bulk_dml_setter", setter)


class hybrid_method:
    __class_getitem__ = classmethod(type(list[int]))

    is_attribute = True

    def __init__(self, func, expr=None):
        self.func = func
        self.expr = expr or func

    def __get__(self, instance, owner):
        if instance is None:
            return self.expr.__get__(owner, owner)
        return self.func.__get__(instance, owner)

    @property
    def inplace(self):
        return self

    def expression(self, expr):
        self.expr = expr
        return self


class Comparator:
    __class_getitem__ = classmethod(type(list[int]))

    def __init__(self, expression):
        self.expression = expression

    def __clause_element__(self):
        return self.expression
