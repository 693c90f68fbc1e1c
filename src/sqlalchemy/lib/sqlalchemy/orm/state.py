"""The state of mapped instances: what is stored, what changed, which session."""

import sqlalchemy as sa

from .exc import DetachedInstanceError, UnmappedInstanceError


class InstanceState:
    __class_getitem__ = classmethod(type(list[int]))

    def __init__(self, instance, mapper):
        self.instance = instance
        self.mapper = mapper
        self.session = None
        self.key = None  # identity, once the row is there
        self.changed = set()
        self.before = {}  # what some of those were
        self.expired = False
        self.loaded = {}  # relationship → what the database has there
        self.deleted = False
        self.dirty = False  # in the session's list of those
        self.loading = False

    def obj(self):
        return self.instance

    @property
    def object(self):
        return self.instance

    @property
    def class_(self):
        return type(self.instance)

    @property
    def identity(self):
        return self.key[1] if self.key else None

    @property
    def transient(self):
        return self.key is None and self.session is None

    @property
    def pending(self):
        return self.key is None and self.session is not None

    @property
    def persistent(self):
        return self.key is not None and self.session is not None

    @property
    def detached(self):
        return self.key is not None and self.session is None

    @property
    def modified(self):
        return bool(self.changed)

    @property
    def dict(self):
        return self.instance.__dict__

    @property
    def attrs(self):
        return self.mapper.attrs

    @property
    def unloaded(self):
        return {
            key
            for key in self.mapper.properties
            if key not in self.instance.__dict__
        }

    def _modified(self, key, *before):
        """With what it was, if that is known: it may become that again."""
        if not before:
            self.before.pop(key, None)
        elif key not in self.changed:
            self.before[key] = before[0]
        self.changed.add(key)
        if self.session is not None:
            self.session._note_dirty(self)

    def differs(self, key):
        """Whether a change was one, and is still."""
        if key not in self.changed or key not in self.before:
            return key in self.changed
        before, now = self.before[key], self.instance.__dict__.get(key)
        if isinstance(now, sa.sql.expression.ClauseElement):
            return True
        return before is not now and not bool(before == now)

    def _load(self, key):
        """An expired attribute: the row is read again."""
        if self.key is None or self.loading:
            return None
        if self.session is None:
            if self.deleted:
                return None
            raise DetachedInstanceError(
                "Instance %s is not bound to a Session; attribute refresh "
                "operation cannot proceed"
                % ("<%s at 0x%x>" % (self.class_.__name__, id(self.instance)))
            )
        self.loading = True
        try:
            self.session._load_row(self)
        finally:
            self.loading = False
        return self.instance.__dict__.get(key)


AttributeState = InstanceState


def instance_state(instance):
    state = getattr(instance, "__dict__", {}).get("_sa_instance_state")
    if state is None:
        mapper = getattr(type(instance), "__mapper__", None)
        if mapper is None:
            raise UnmappedInstanceError(instance)
        state = InstanceState(instance, mapper)
        for key in list(instance.__dict__):
            if key in mapper.properties:
                state.changed.add(key)
        instance.__dict__["_sa_instance_state"] = state
    return state


def items_of(value):
    """The objects that a relationship's value holds."""
    if value is None:
        return []
    if isinstance(value, dict):
        return list(value.values())
    if isinstance(value, (list, set, frozenset, tuple)):
        return list(value)
    return [value]


def related_before(state, key):
    return state.loaded.get(key, ())


def _collection(prop, owner=None):
    """An empty one, of the kind that the relationship wants."""
    factory = prop.given.get("collection_class")
    if factory is set:
        return InstrumentedSet().bind(owner, prop)
    if factory in (None, list) or not callable(factory):
        return InstrumentedList().bind(owner, prop)
    return factory()


def _put(collection, item):
    """Without telling anybody."""
    if isinstance(collection, list):
        list.append(collection, item)
    elif isinstance(collection, set):
        set.add(collection, item)
    else:
        (getattr(collection, "append", None) or collection.add)(item)


def _take(collection, item):
    if isinstance(collection, list):
        for index, one in enumerate(collection):
            if one is item:
                list.__delitem__(collection, index)
                return
    elif isinstance(collection, set):
        set.discard(collection, item)


class _Related:
    """A collection that tells both ends of what comes and goes."""

    owner = None
    prop = None

    def bind(self, owner, prop):
        self.owner, self.prop = owner, prop
        return self

    def _told(self, before):
        if self.owner is None:
            return
        instance_state(self.owner)._modified(self.prop.key)
        now = list(self)
        for item in before:
            if not any(item is one for one in now):
                _unlink_back(self.owner, self.prop, item)
        for item in now:
            if not any(item is one for one in before):
                _link_back(self.owner, self.prop, item)


def _telling(base, name):
    own = getattr(base, name)

    def method(self, *args, **kw):
        before = list(self)
        result = own(self, *args, **kw)
        self._told(before)
        return self if name.startswith("__i") else result

    return method


class InstrumentedList(_Related, list):
    __module__ = "sqlalchemy.orm.collections"

    def append(self, item):
        list.append(self, item)
        if self.owner is not None:
            instance_state(self.owner)._modified(self.prop.key)
            _link_back(self.owner, self.prop, item)


class InstrumentedSet(_Related, set):
    __module__ = "sqlalchemy.orm.collections"


for _name in ("insert extend remove pop clear __setitem__ __delitem__ "
              "__iadd__").split():
    setattr(InstrumentedList, _name, _telling(list, _name))
for _name in ("add update remove discard pop clear difference_update "
              "intersection_update __ior__ __iand__ __isub__").split():
    setattr(InstrumentedSet, _name, _telling(set, _name))


def _link_back(owner, prop, item):
    session = instance_state(owner).session
    if session is not None and not prop.viewonly:
        session.add(item)
    other = _other_side(prop)
    if other is None:
        return
    if not other.uselist:
        before = item.__dict__.get(other.key)
        if before is not None and before is not owner:
            _leave(before, prop, item)
        item.__dict__[other.key] = owner
        instance_state(item)._modified(other.key)
        return
    _enter(item, other, owner)


def _unlink_back(owner, prop, item):
    other = _other_side(prop)
    if other is None:
        return
    if other.uselist:
        _leave(item, other, owner)
    elif item.__dict__.get(other.key, owner) is owner:
        item.__dict__[other.key] = None
        instance_state(item)._modified(other.key)


def _other_side(prop):
    if not prop.back_populates:
        return None
    other = prop.mapper.properties.get(prop.back_populates)
    if other is not None:
        other._configure()
    return other


def _enter(instance, prop, item):
    """The item belongs to the instance's collection, if that is known."""
    values = instance.__dict__
    collection = values.get(prop.key)
    if collection is None:
        if instance_state(instance).key is not None or prop.lazy == "dynamic":
            return  # read when it is asked for
        collection = values[prop.key] = _collection(prop, instance)
    if not any(one is item for one in items_of(collection)):
        _put(collection, item)
        instance_state(instance)._modified(prop.key)


def _leave(instance, prop, item):
    collection = instance.__dict__.get(prop.key)
    if collection is not None and prop.uselist:
        _take(collection, item)
        instance_state(instance)._modified(prop.key)


def set_related(instance, prop, value):
    prop._configure()
    state = instance_state(instance)
    if prop.uselist:
        before = items_of(instance.__dict__.get(prop.key))
        if prop.key not in instance.__dict__ and state.key is not None:
            before = items_of(load_related(instance, prop))
        made = _collection(prop, instance)
        instance.__dict__[prop.key] = made
        for item in items_of(value):
            _put(made, item)
        state._modified(prop.key)
        if isinstance(made, _Related):
            made._told(before)
        return
    other = _other_side(prop)
    before = instance.__dict__.get(prop.key)
    if prop.direction == "ONETOMANY" and prop.key not in instance.__dict__:
        before = load_related(instance, prop) if state.key else None
    instance.__dict__[prop.key] = value
    state._modified(prop.key)
    if before is not None and before is not value and other is not None:
        if other.uselist:
            _leave(before, other, instance)
        elif before.__dict__.get(other.key) is instance:
            before.__dict__[other.key] = None
    if value is None:
        for local, _ in prop.local_remote_pairs:
            if prop.direction == "MANYTOONE":
                setattr(instance, _key_of(prop.parent, local), None)
        return
    if state.session is not None and not prop.viewonly:
        state.session.add(value)
    if other is None:
        return
    if other.uselist:
        _enter(value, other, instance)
    else:
        value.__dict__[other.key] = instance
        instance_state(value)._modified(other.key)


def _key_of(mapper, column):
    known = mapper.column_keys.get(id(column))
    if known is not None:
        return known
    for each in mapper.iterate_to_root():
        for key, prop in each.properties.items():
            columns = getattr(prop, "columns", ())
            if any(c is column for c in columns):
                mapper.column_keys[id(column)] = key
                return key
    return column.key


def load_related(instance, prop):
    """What a relationship attribute holds: loaded on first use."""
    prop._configure()
    state = instance_state(instance)
    session = state.session
    if session is None or state.key is None:
        if prop.uselist:
            made = _collection(prop, instance)
            instance.__dict__[prop.key] = made
            return made
        return None
    criteria = []
    for local, remote in prop.local_remote_pairs:
        value = getattr(instance, _key_of(prop.parent, local))
        if value is None and prop.direction == "MANYTOONE":
            return None
        criteria.append(remote == value)
    target = prop._mapper.class_
    if (
        prop.direction == "MANYTOONE"
        and len(criteria) == 1
        and prop.join_is_pairs
    ):
        keys = prop._mapper.primary_key
        if len(keys) == 1 and keys[0] is prop.local_remote_pairs[0][1]:
            value = getattr(
                instance, _key_of(prop.parent, prop.local_remote_pairs[0][0])
            )
            found = session.get(target, value)
            instance.__dict__[prop.key] = found
            return found
    query = session.query(target)
    if prop.direction == "MANYTOMANY":
        query = query.filter(prop.secondaryjoin)
        query = query.select_from(prop.target).add_from(prop.secondary)
    if prop.join_is_pairs:
        query = query.filter(*criteria)
    else:
        own = prop.parent.local_table
        query = query.select_from(own).filter(
            prop.primaryjoin,
            *[
                column == getattr(instance, _key_of(prop.parent, column))
                for column in own.primary_key
            ],
        )
    order = prop.given.get("order_by")
    if order is not None and order is not False:
        order = prop._evaluate(order)
        if not isinstance(order, (list, tuple)):
            order = [order]
        query = query.order_by(*order)
    if prop.lazy == "dynamic":
        return query
    if prop.uselist:
        made = _collection(prop, instance)
        for item in query.all():
            _put(made, item)
    else:
        made = query.first()
    instance.__dict__[prop.key] = made
    state.loaded[prop.key] = items_of(made)
    return made


def mark_loaded(instance, session, key):
    state = instance_state(instance)
    state.session = session
    state.key = key
    state.changed.clear()
    return state
