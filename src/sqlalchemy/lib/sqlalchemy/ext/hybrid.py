"""Hybrid attributes: a value on instances, an expression on the class."""


class hybrid_property:
    __class_getitem__ = classmethod(type(list[int]))

    is_attribute = True

    def __init__(
        self, fget, fset=None, fdel=None, expr=None, custom_comparator=None,
        update_expr=None,
    ):
        self.fget = fget
        self.fset = fset
        self.fdel = fdel
        self.expr = expr
        self.custom_comparator = custom_comparator
        self.update_expr = update_expr
        self.__name__ = getattr(fget, "__name__", None)
        self.__doc__ = getattr(fget, "__doc__", None)

    def __get__(self, instance, owner):
        if instance is not None:
            return self.fget(instance)
        if self.custom_comparator is not None:
            return self.custom_comparator(owner)
        function = self.expr or self.fget
        if isinstance(function, classmethod):
            function = function.__func__
        return function(owner)

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
        )
        fget = kw.pop("fget", self.fget)
        values.update(kw)
        return hybrid_property(fget, **values)

    @property
    def inplace(self):
        return self

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
        return hybrid_method(self.func, expr)


class Comparator:
    __class_getitem__ = classmethod(type(list[int]))

    def __init__(self, expression):
        self.expression = expression

    def __clause_element__(self):
        return self.expression
