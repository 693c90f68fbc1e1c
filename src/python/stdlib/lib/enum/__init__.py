"""Enumerations: https://docs.python.org/3/library/enum.html"""

__all__ = [
    "EnumType", "EnumMeta", "Enum", "IntEnum", "StrEnum", "Flag", "IntFlag",
    "ReprEnum", "auto", "unique", "property", "member", "nonmember",
    "FlagBoundary", "STRICT", "CONFORM", "EJECT", "KEEP", "verify", "CONTINUOUS",
    "NAMED_FLAGS", "UNIQUE", "EnumCheck", "global_enum", "show_flag_values",
    "global_enum_repr", "global_flag_repr", "global_str", "EnumDict", "pickle_by_global_name", "pickle_by_enum_name",
]

_builtin_property = __builtins__["property"] if isinstance(__builtins__, dict) else __builtins__.property


_not_given = object()


class nonmember:
    """Wraps a value that stays a plain attribute of the enumeration."""

    def __init__(self, value):
        self.value = value


class member:
    """Wraps a value that becomes a member although it would not."""

    def __init__(self, value):
        self.value = value


class auto:
    """Stands for a value that _generate_next_value_ gives."""

    def __init__(self, value=None):
        self.value = value

    def __repr__(self):
        return "auto(%r)" % (self.value,)


class property:
    """A property that members have while the class may have a member of its name."""

    def __init__(self, fget=None, fset=None, fdel=None, doc=None):
        self.fget = fget
        self.fset = fset
        self.fdel = fdel
        self.__doc__ = doc or getattr(fget, "__doc__", None)
        self.name = getattr(fget, "__name__", None)
        self.clsname = ""
        self.member = None

    def __set_name__(self, owner, name):
        self.name = name
        self.clsname = owner.__name__

    def setter(self, fset):
        return type(self)(self.fget, fset, self.fdel, self.__doc__)

    def deleter(self, fdel):
        return type(self)(self.fget, self.fset, fdel, self.__doc__)

    def __get__(self, instance, owner=None):
        if instance is None:
            found = owner._member_map_.get(self.name) if owner is not None else None
            if found is not None:
                return found
            raise AttributeError("%r has no attribute %r" % (owner, self.name))
        if self.fget is None:
            raise AttributeError(
                "<enum %r> %r object has no attribute %r"
                % (self.clsname, type(instance).__name__, self.name))
        return self.fget(instance)

    def __set__(self, instance, value):
        if self.fset is not None:
            return self.fset(instance, value)
        raise AttributeError(
            "<enum %r> cannot set attribute %r" % (self.clsname, self.name))

    def __delete__(self, instance):
        if self.fdel is not None:
            return self.fdel(instance)
        raise AttributeError(
            "<enum %r> cannot delete attribute %r" % (self.clsname, self.name))


def _is_dunder(name):
    return (len(name) > 4 and name[:2] == "__" and name[-2:] == "__"
            and name[2] != "_" and name[-3] != "_")


def _is_sunder(name):
    return (len(name) > 2 and name[0] == "_" and name[-1] == "_"
            and name[1] != "_" and name[-2] != "_")


def _is_private(class_name, name):
    head = "_%s__" % class_name
    return (len(name) > len(head) and name.startswith(head)
            and not name.endswith("__"))


def _is_descriptor(value):
    kind = type(value)
    return hasattr(kind, "__get__") or hasattr(kind, "__set__") or hasattr(kind, "__delete__")


_ALLOWED_SUNDER = (
    "_order_", "_generate_next_value_", "_numeric_repr_", "_missing_",
    "_ignore_", "_iter_member_", "_iter_member_by_value_",
    "_iter_member_by_def_", "_add_alias_", "_add_value_alias_",
    "_use_args_", "_new_member_", "_boundary_", "_flag_mask_", "_all_bits_",
    "_singles_mask_", "_inverted_", "_value_", "_name_", "_sort_order_",
    "_member_names_", "_member_map_", "_value2member_map_", "_member_type_",
    "_value_repr_", "_unhashable_values_", "_hashable_values_",
)


class EnumDict(dict):
    """The namespace of an Enum class body: keeps order and finds duplicates."""

    def __init__(self, cls_name=None):
        dict.__init__(self)
        self._member_names = {}
        self._last_values = []
        self._ignore = []
        self._auto_called = False
        self._cls_name = cls_name
        self._generate = None

    @_builtin_property
    def member_names(self):
        return list(self._member_names)

    def __setitem__(self, key, value):
        if self._cls_name is not None and _is_private(self._cls_name, key):
            pass
        elif _is_sunder(key):
            if key not in _ALLOWED_SUNDER:
                raise ValueError("_sunder_ names, such as %r, are reserved for future Enum use" % (key,))
            if key == "_generate_next_value_":
                if self._auto_called:
                    raise TypeError("_generate_next_value_ must be defined before members")
                self._generate = value.__func__ if isinstance(value, staticmethod) else value
            elif key == "_ignore_":
                if isinstance(value, str):
                    value = value.replace(",", " ").split()
                else:
                    value = list(value)
                self._ignore = value
                already = set(value) & set(self._member_names)
                if already:
                    raise ValueError("_ignore_ cannot specify already set names: %r" % (already,))
        elif _is_dunder(key):
            if key == "__order__":
                key = "_order_"
        elif key in self._member_names:
            raise TypeError("%r already defined as %r" % (key, self[key]))
        elif key in self._ignore:
            pass
        elif isinstance(value, nonmember):
            value = value.value
        elif _is_descriptor(value) and not isinstance(value, member):
            pass
        else:
            if key in self:
                raise TypeError("%r already defined as %r" % (key, self[key]))
            if isinstance(value, member):
                value = value.value
            value = self._settle(key, value)
            self._member_names[key] = None
            self._last_values.append(value)
        dict.__setitem__(self, key, value)

    def _settle(self, key, value):
        # Gives every auto() in the value its number.
        if isinstance(value, auto):
            return self._next(key, value)
        if type(value) is tuple and any(isinstance(item, auto) for item in value):
            settled = []
            for item in value:
                if isinstance(item, auto):
                    item = self._next(key, item)
                settled.append(item)
            return tuple(settled)
        return value

    def _next(self, key, value):
        if value.value is None:
            self._auto_called = True
            value.value = self._generate(
                key, 1, len(self._member_names), self._last_values[:])
        return value.value

    def update(self, members=(), **more):
        pairs = members.items() if hasattr(members, "items") else members
        for name, value in pairs:
            self[name] = value
        for name, value in more.items():
            self[name] = value


Enum = None
Flag = None


def _fields_of(value):
    # How a member shows that is an instance of a dataclass.
    shown = value.__dataclass_fields__.items()
    return ", ".join("%s=%r" % (name, getattr(value, name)) for name, field in shown if field.repr)


class EnumType(type):
    """The metaclass of enumerations."""

    @classmethod
    def __prepare__(metacls, cls, bases, **kwds):
        metacls._check_for_existing_members_(cls, bases)
        namespace = EnumDict(cls)
        member_type, first_enum = metacls._get_mixins_(cls, bases)
        if first_enum is not None:
            generate = first_enum.__dict__.get("_generate_next_value_")
            for base in first_enum.__mro__:
                if "_generate_next_value_" in base.__dict__:
                    generate = base.__dict__["_generate_next_value_"]
                    break
            if isinstance(generate, staticmethod):
                generate = generate.__func__
            namespace._generate = generate
        return namespace

    def __new__(metacls, cls, bases, classdict, *, boundary=None, _simple=False, **kwds):
        if Enum is None:
            return type.__new__(metacls, cls, bases, dict(classdict))
        names = list(classdict._member_names)
        invalid = set(names) & {"mro", ""}
        if invalid:
            raise ValueError("invalid enum member name(s) %s"
                             % ",".join(repr(n) for n in sorted(invalid)))
        order = classdict.pop("_order_", None)
        ignore = classdict._ignore
        for key in ignore:
            classdict.pop(key, None)
        classdict.pop("_ignore_", None)
        values = {}
        namespace = {}
        for key, value in classdict.items():
            if key in classdict._member_names:
                values[key] = value
            else:
                namespace[key] = value

        member_type, first_enum = metacls._get_mixins_(cls, bases)
        new_member, save_new, use_args = metacls._find_new_(namespace, member_type, first_enum)
        generate = namespace.get("_generate_next_value_")
        if generate is not None and not isinstance(generate, staticmethod):
            namespace["_generate_next_value_"] = staticmethod(generate)
        namespace["_new_member_"] = new_member
        namespace["_use_args_"] = use_args
        namespace["_member_names_"] = []
        namespace["_member_map_"] = {}
        namespace["_value2member_map_"] = {}
        namespace["_unhashable_values_"] = []
        namespace["_member_type_"] = member_type
        namespace["_value_repr_"] = metacls._find_data_repr_(cls, bases)
        namespace["_boundary_"] = (boundary or namespace.get("_boundary_")
                                   or getattr(first_enum, "_boundary_", None))
        namespace["_flag_mask_"] = 0
        namespace["_singles_mask_"] = 0
        namespace["_all_bits_"] = 0
        namespace["_inverted_"] = None
        if save_new:
            namespace["__new_member__"] = namespace["__new__"]
        if "__new__" in namespace:
            del namespace["__new__"]

        enum_class = type.__new__(metacls, cls, bases, namespace, **kwds)
        if ReprEnum is not None and ReprEnum in bases:
            # str() and format() of the data type, as documented.
            if "__format__" not in namespace:
                enum_class.__format__ = namespace["__format__"] = member_type.__format__
            if "__str__" not in namespace:
                method = member_type.__str__
                if method is object.__str__:
                    method = member_type.__repr__
                enum_class.__str__ = namespace["__str__"] = method
        for name in ("__repr__", "__str__", "__format__"):
            if name not in namespace:
                found = getattr(enum_class, name)
                if found in (getattr(member_type, name), getattr(object, name)):
                    setattr(enum_class, name, getattr(first_enum, name))
        if Flag is not None and issubclass(enum_class, Flag):
            for name in ("__or__", "__and__", "__xor__", "__ror__", "__rand__", "__rxor__", "__invert__"):
                if name not in namespace:
                    type.__setattr__(enum_class, name, getattr(Flag, name))

        is_flag = Flag is not None and issubclass(enum_class, Flag)
        type.__setattr__(enum_class, "_in_progress_", True)
        for name, value in values.items():
            enum_class._make_member_(name, value, is_flag)
        type.__delattr__(enum_class, "_in_progress_")

        if is_flag:
            singles = 0
            mask = 0
            for item in enum_class._member_map_.values():
                value = item._value_
                if isinstance(value, int):
                    mask |= value
                    if value > 0 and value & (value - 1) == 0:
                        singles |= value
            type.__setattr__(enum_class, "_flag_mask_", mask)
            type.__setattr__(enum_class, "_singles_mask_", singles)
            type.__setattr__(enum_class, "_all_bits_", 2 ** mask.bit_length() - 1)
            canonical = []
            for name in enum_class._member_names_:
                value = enum_class._member_map_[name]._value_
                if isinstance(value, int) and value > 0 and value & (value - 1) == 0:
                    canonical.append(name)
            type.__setattr__(enum_class, "_member_names_", canonical)
        # From here on, calling the class looks members up.
        if Enum is not None:
            type.__setattr__(enum_class, "__new__", Enum.__new__)
        if order is not None:
            if isinstance(order, str):
                order = order.replace(",", " ").split()
            expected = [n for n in order if n in enum_class._member_names_
                        or n not in enum_class._member_map_]
            if expected != enum_class._member_names_:
                raise TypeError("member order does not match _order_:\n  %r\n  %r"
                                % (enum_class._member_names_, expected))
        return enum_class

    def __init__(cls, *args, **kwds):
        pass

    def _make_member_(cls, name, value, is_flag):
        args = value if isinstance(value, tuple) else (value,)
        member_type = cls._member_type_
        if member_type is tuple:
            args = (args,)
        if not cls._use_args_:
            item = cls._new_member_(cls)
        else:
            item = cls._new_member_(cls, *args)
        if not hasattr(item, "_value_"):
            if member_type is object:
                item._value_ = value
            else:
                try:
                    item._value_ = member_type(*args)
                except Exception as exc:
                    new_exc = TypeError("_value_ not set in __new__, unable to create it")
                    raise new_exc from exc
        value = item._value_
        item._name_ = name
        item.__objclass__ = cls
        existing = cls._find_by_value_(value)
        if existing is not None:
            item = existing
        else:
            item.__init__(*args)
            item._sort_order_ = len(cls._member_names_)
            cls._member_names_.append(name)
        cls._member_map_[name] = item
        descriptor = None
        for base in cls.__mro__[1:]:
            found = base.__dict__.get(name)
            if found is not None:
                descriptor = found
                break
        if isinstance(descriptor, (property, _builtin_property)) and name not in ("name", "value"):
            shadow = property(descriptor.fget)
            shadow.name = name
            shadow.clsname = cls.__name__
            type.__setattr__(cls, name, shadow)
        elif isinstance(descriptor, property):
            shadow = property(descriptor.fget)
            shadow.name = name
            shadow.clsname = cls.__name__
            type.__setattr__(cls, name, shadow)
        else:
            type.__setattr__(cls, name, item)
        try:
            cls._value2member_map_.setdefault(value, item)
        except TypeError:
            cls._unhashable_values_.append((value, item))
        return item

    def _find_by_value_(cls, value):
        try:
            return cls._value2member_map_.get(value)
        except TypeError:
            for candidate, item in cls._unhashable_values_:
                if candidate == value:
                    return item
        return None

    @staticmethod
    def _check_for_existing_members_(name, bases):
        if Enum is None:
            return
        for chain in bases:
            for base in chain.__mro__:
                if isinstance(base, EnumType) and base._member_names_ and base is not Enum:
                    raise TypeError("<enum %r> cannot extend %r" % (name, base))

    @staticmethod
    def _get_mixins_(name, bases):
        if not bases or Enum is None:
            return object, Enum
        first_enum = bases[-1]
        if not isinstance(first_enum, EnumType):
            raise TypeError("new enumerations should be created as "
                            "`EnumName([mixin_type, ...] [data_type,] enum_type)`")
        return EnumType._find_data_type_(name, bases) or object, first_enum

    @staticmethod
    def _find_data_type_(name, bases):
        found = []
        for chain in bases:
            candidate = None
            for base in chain.__mro__:
                if base is object:
                    continue
                if isinstance(base, EnumType):
                    if base._member_type_ is not object:
                        if base._member_type_ not in found:
                            found.append(base._member_type_)
                        break
                elif "__new__" in base.__dict__ or "__dataclass_fields__" in base.__dict__:
                    kind = candidate or base
                    if kind not in found:
                        found.append(kind)
                    break
                else:
                    candidate = candidate or base
        if len(found) > 1:
            raise TypeError("too many data types for %r: %r" % (name, set(found)))
        return found[0] if found else None

    @staticmethod
    def _find_data_repr_(name, bases):
        for chain in bases:
            for base in chain.__mro__:
                if base is object:
                    continue
                if isinstance(base, EnumType):
                    return base._value_repr_
                if "__repr__" in base.__dict__:
                    made = getattr(base, "__dataclass_params__", None)
                    if made is not None and made.repr:
                        return _fields_of
                    return base.__dict__["__repr__"]
        return None

    @staticmethod
    def _find_new_(namespace, member_type, first_enum):
        own = namespace.get("__new__")
        save_new = first_enum is not None and own is not None
        if own is None:
            for name in ("__new_member__", "__new__"):
                for kind in (member_type, first_enum):
                    target = getattr(kind, name, None)
                    if target is not None and target not in (None, object.__new__, Enum.__new__):
                        own = target
                        break
                if own is not None:
                    break
            else:
                own = object.__new__
        if isinstance(own, staticmethod):
            own = own.__func__
        use_args = first_enum is not None and own is not object.__new__
        return own, save_new, use_args

    def __bool__(cls):
        return True

    def __call__(cls, value=_not_given, names=_not_given, *values, module=None,
                 qualname=None, type=None, start=1, boundary=None):
        if cls._member_map_:
            if value is _not_given:
                raise TypeError("%s.__call__() missing 1 required positional "
                                "argument: 'value'" % EnumType.__name__)
            if names is not _not_given:
                value = (value, names) + values
            return cls.__new__(cls, value)
        if names is _not_given and type is None:
            raise TypeError("%r has no members; specify `names=()` if you meant to "
                            "create a new, empty, enum" % cls)
        return cls._create_(value, None if names is _not_given else names,
                            module=module, qualname=qualname, type=type, start=start,
                            boundary=boundary)

    def _create_(cls, class_name, names, *, module=None, qualname=None, type=None,
                 start=1, boundary=None):
        metacls = cls.__class__
        bases = (cls,) if type is None else (type, cls)
        namespace = metacls.__prepare__(class_name, bases)
        if isinstance(names, str):
            names = names.replace(",", " ").split()
        if isinstance(names, (tuple, list)) and names and isinstance(names[0], str):
            pairs = []
            last_values = []
            for count, name in enumerate(names):
                value = namespace._generate(name, start, count, last_values[:])
                last_values.append(value)
                pairs.append((name, value))
            names = pairs
        if names is None:
            names = ()
        for item in names:
            if isinstance(item, str):
                name, value = item, names[item]
            else:
                name, value = item
            namespace[name] = value
        if module is None:
            import sys
            try:
                module = sys._getframemodulename(2)
            except AttributeError:
                module = None
        if module is not None:
            namespace["__module__"] = module
        if qualname is not None:
            namespace["__qualname__"] = qualname
        return metacls.__new__(metacls, class_name, bases, namespace, boundary=boundary)

    def __contains__(cls, value):
        if isinstance(value, cls):
            return True
        if cls._find_by_value_(value) is not None:
            return True
        return False

    def __delattr__(cls, name):
        if name in cls._member_map_:
            raise AttributeError("%r cannot delete member %r." % (cls.__name__, name))
        type.__delattr__(cls, name)

    def __dir__(cls):
        names = {"__class__", "__contains__", "__doc__", "__getitem__", "__iter__",
                 "__len__", "__members__", "__module__", "__name__", "__qualname__"}
        names.update(cls._member_names_)
        if cls._new_member_ is not object.__new__:
            names.add("__new__")
        if cls.__init_subclass__ != object.__init_subclass__:
            names.add("__init_subclass__")
        if cls._member_type_ is not object:
            names.update(dir(cls._member_type_))
        return sorted(names)

    def __getitem__(cls, name):
        return cls._member_map_[name]

    def __iter__(cls):
        return (cls._member_map_[name] for name in cls._member_names_)

    def __len__(cls):
        return len(cls._member_names_)

    @_builtin_property
    def __members__(cls):
        return dict(cls._member_map_)

    def __repr__(cls):
        if Flag is not None and issubclass(cls, Flag):
            return "<flag %r>" % cls.__name__
        return "<enum %r>" % cls.__name__

    def __reversed__(cls):
        return (cls._member_map_[name] for name in reversed(cls._member_names_))

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get("_member_map_", {}):
            raise AttributeError("cannot reassign member %r" % (name,))
        type.__setattr__(cls, name, value)


EnumMeta = EnumType
ReprEnum = None


class Enum(metaclass=EnumType):
    """The base of enumerations."""

    _member_names_ = []
    _member_map_ = {}
    _value2member_map_ = {}
    _unhashable_values_ = []
    _member_type_ = object
    _value_repr_ = None
    _boundary_ = None
    _use_args_ = False
    _new_member_ = object.__new__

    @property
    def name(self):
        return self._name_

    @property
    def value(self):
        return self._value_

    def __new__(cls, value):
        if type(value) is cls:
            return value
        found = cls._find_by_value_(value)
        if found is not None:
            return found
        if "_in_progress_" in cls.__dict__:
            raise TypeError("do not use `super().__new__; call the appropriate __new__ "
                            "directly")
        if not cls._member_map_:
            raise TypeError("%r has no members defined" % cls)
        result = None
        error = None
        try:
            result = cls._missing_(value)
        except Exception as caught:
            error = caught
        if isinstance(result, cls):
            return result
        if (Flag is not None and issubclass(cls, Flag) and cls._boundary_ is EJECT
                and isinstance(result, int)):
            return result
        problem = ValueError("%r is not a valid %s" % (value, cls.__qualname__))
        if result is None and error is None:
            raise problem
        if error is None:
            error = TypeError("error in %s._missing_: returned %r instead of None or a valid member"
                              % (cls.__name__, result))
        if not isinstance(error, ValueError):
            error.__context__ = problem
        raise error

    def __init__(self, *args, **kwds):
        pass

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start
        try:
            last = max(value for value in last_values)
        except TypeError:
            raise TypeError("unable to sort non-numeric values") from None
        try:
            return last + 1
        except TypeError:
            raise TypeError("unable to increment %r" % (last,)) from None

    @classmethod
    def _missing_(cls, value):
        return None

    def _add_alias_(self, name):
        type(self)._member_map_[name] = self
        type.__setattr__(type(self), name, self)

    def _add_value_alias_(self, value):
        type(self)._value2member_map_[value] = self

    def __repr__(self):
        value_repr = self.__class__._value_repr_ or repr
        return "<%s.%s: %s>" % (self.__class__.__name__, self._name_, value_repr(self._value_))

    def __str__(self):
        return "%s.%s" % (self.__class__.__name__, self._name_)

    def __dir__(self):
        """What members have for everybody: no other members, no private names."""
        cls = self.__class__
        names = set()
        if cls._member_type_ is not object:
            names.update(object.__dir__(self))
        names.update(name for name in getattr(self, "__dict__", ())
                     if name[0] != "_" and name not in cls._member_map_)
        for base in cls.__mro__:
            for name, value in vars(base).items():
                if name[0] == "_":
                    continue
                if isinstance(value, (property, _builtin_property)):
                    if value.fget is not None or name not in cls._member_map_:
                        names.add(name)
                    else:
                        names.discard(name)
                elif name not in cls._member_map_:
                    names.add(name)
        names.update(("__class__", "__doc__", "__eq__", "__hash__", "__module__"))
        return sorted(names)

    def __format__(self, format_spec):
        return str.__format__(str(self), format_spec)

    def __hash__(self):
        return hash(self._name_)

    def __reduce_ex__(self, proto):
        return self.__class__, (self._value_,)

    def __deepcopy__(self, memo):
        return self

    def __copy__(self):
        return self


class ReprEnum(Enum):
    """Changes only repr(): str() and format() stay the data type's."""


class IntEnum(int, ReprEnum):
    """An enumeration whose members are ints too."""


class StrEnum(str, ReprEnum):
    """An enumeration whose members are strs too."""

    def __new__(cls, *values):
        if len(values) > 3:
            raise TypeError("too many arguments for str(): %r" % (values,))
        if len(values) == 1 and not isinstance(values[0], str):
            raise TypeError("%r is not a string" % (values[0],))
        value = str(*values)
        item = str.__new__(cls, value)
        item._value_ = value
        return item

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()


from enum._flags import (
    CONFORM, CONTINUOUS, EJECT, EnumCheck, Flag, FlagBoundary, IntFlag, KEEP,
    NAMED_FLAGS, STRICT, UNIQUE, _binary, _bits, global_enum, global_enum_repr,
    global_flag_repr, global_str, pickle_by_enum_name, pickle_by_global_name,
    show_flag_values, unique, verify,
)
