"""The state of mapped instances: what is stored, what changed, which session."""

import sqlalchemy as sa


class InstanceState:
    __class_getitem__ = classmethod(type(list[int]))

    def __init__(self, instance, mapper):
        self.instance = instance
        self.mapper = mapper
        self.session = None
        self.key = None  # identity, once the row is there
        self.changed = set()
        self.committed = {}
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

    def _modified(self, key):
        self.changed.add(key)
        if self.session is not None:
            self.session._note_dirty(self)

    def _load(self, key):
        """An expired attribute: the row is read again."""
        if self.session is None or self.key is None or self.loading:
            return None
        self.loading = True
        try:
            self.session._load_row(self)
        finally:
            self.loading = False
        return self.instance.__dict__.get(key)


AttributeState = InstanceState


def instance_state(instance):
    state = instance.__dict__.get("_sa_instance_state")
    if state is None:
        mapper = getattr(type(instance), "__mapper__", None)
        if mapper is None:
            from .exc import UnmappedInstanceError

            raise UnmappedInstanceError(instance)
        state = InstanceState(instance, mapper)
        for key in list(instance.__dict__):
            if key in mapper.properties:
                state.changed.add(key)
        instance.__dict__["_sa_instance_state"] = state
    return state


def _collection(prop, items=()):
    factory = prop.given.get("collection_class")
    if factory in (None, list):
        return RelatedList(items)
    if not callable(factory):
        return RelatedList(items)
    made = factory()
    for item in items:
        add = getattr(made, "append", None) or getattr(made, "add", None)
        add(item)
    return made


class RelatedList(list):
    """A loaded collection; it tells the session when it grows."""

    owner = None
    prop = None

    def bind(self, owner, prop):
        self.owner, self.prop = owner, prop
        return self

    def append(self, item):
        list.append(self, item)
        _link_back(self.owner, self.prop, item)

    def remove(self, item):
        list.remove(self, item)
        _unlink_back(self.owner, self.prop, item)

    def extend(self, items):
        for item in items:
            self.append(item)


def _link_back(owner, prop, item):
    if owner is None or prop is None:
        return
    name = prop.back_populates
    state = instance_state(owner)
    state._modified(prop.key)
    if state.session is not None and not prop.viewonly:
        state.session.add(item)
    if not name:
        return
    other = prop.mapper.properties.get(name)
    if other is None:
        return
    if other.uselist is None:
        other._configure()
    values = item.__dict__
    if other.uselist:
        existing = values.get(name)
        if existing is None:
            values[name] = _collection(other, [owner])
            if isinstance(values[name], RelatedList):
                values[name].bind(item, other)
        elif not any(o is owner for o in existing):
            list.append(existing, owner)
    else:
        values[name] = owner
        instance_state(item)._modified(name)


def _unlink_back(owner, prop, item):
    name = prop.back_populates if prop is not None else None
    state = instance_state(owner)
    state._modified(prop.key)
    state.committed.setdefault(("removed", prop.key), []).append(item)
    if name and item.__dict__.get(name) is owner:
        item.__dict__[name] = None
        instance_state(item)._modified(name)


def set_related(instance, prop, value):
    prop._configure()
    if prop.uselist:
        items = value
        if isinstance(value, dict):
            items = value.values()
        made = _collection(prop, [])
        if isinstance(made, RelatedList):
            made.bind(instance, prop)
        instance.__dict__[prop.key] = made
        for item in items or ():
            add = getattr(made, "append", None) or getattr(made, "add", None)
            add(item)
        instance_state(instance)._modified(prop.key)
        return
    instance.__dict__[prop.key] = value
    state = instance_state(instance)
    state._modified(prop.key)
    if value is None:
        for local, _ in prop.local_remote_pairs:
            if prop.direction == "MANYTOONE":
                setattr(instance, _key_of(prop.parent, local), None)
        return
    if state.session is not None and not prop.viewonly:
        state.session.add(value)
    name = prop.back_populates
    if name:
        other = prop.mapper.properties.get(name)
        if other is not None:
            other._configure()
            if other.uselist:
                existing = value.__dict__.get(name)
                if existing is None:
                    owner = instance_state(value)
                    if owner.key is None:
                        existing = _collection(other, [])
                        if isinstance(existing, RelatedList):
                            existing.bind(value, other)
                        value.__dict__[name] = existing
                if isinstance(existing, list):
                    if not any(o is instance for o in existing):
                        list.append(existing, instance)
            else:
                value.__dict__[name] = instance


def _key_of(mapper, column):
    for each in mapper.iterate_to_root():
        for key, prop in each.properties.items():
            columns = getattr(prop, "columns", ())
            if any(c is column for c in columns):
                return key
    return column.key


def load_related(instance, prop):
    """What a relationship attribute holds: loaded on first use."""
    prop._configure()
    state = instance_state(instance)
    session = state.session
    if session is None or state.key is None:
        if prop.uselist:
            made = _collection(prop, [])
            if isinstance(made, RelatedList):
                made.bind(instance, prop)
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
        made = _collection(prop, [])
        if isinstance(made, RelatedList):
            list.extend(made, query.all())
            made.bind(instance, prop)
        else:
            for item in query.all():
                add = getattr(made, "append", None) or getattr(made, "add", None)
                add(item)
    else:
        made = query.first()
    instance.__dict__[prop.key] = made
    return made


def mark_loaded(instance, session, key):
    state = instance_state(instance)
    state.session = session
    state.key = key
    state.changed.clear()
    return state
