"""flush(): what changed in a session becomes INSERT, UPDATE and DELETE."""

import sqlalchemy as sa

from .exc import StaleDataError
from .state import _key_of, instance_state, items_of, related_before


class UnitOfWork:
    """The writing half of Session."""

    def _write(self):
        new, self._new = self._new, []
        dirty = _States(self._take_dirty())
        deleted, self._deleted = self._deleted, []
        gone = {id(s) for s in deleted}
        for state in list(dirty):
            self._push_keys(state, dirty)
        for state in _insert_order(new):
            _copy_parent_keys(state)
            self._insert(state)
            self._push_keys(state, dirty)
        for state in dirty:
            if id(state) not in gone and not state.deleted:
                _copy_parent_keys(state)
                self._update(state)
        self._write_links([s for s in new + dirty if id(s) not in gone])
        for state in reversed(_insert_order(deleted)):
            _know_key(state)
            self._let_go(state)
            self._delete(state)
        for state in new + dirty:
            state.changed.clear()
            for key, prop in state.mapper.properties.items():
                if prop.is_relationship and key in state.instance.__dict__:
                    state.loaded[key] = items_of(state.instance.__dict__[key])

    def _values(self, state, table):
        """Column key → value of one table's columns."""
        values = {}
        instance = state.instance.__dict__
        for key, prop in state.mapper.properties.items():
            for column in getattr(prop, "columns", ()):
                if getattr(column, "table", None) is table and key in instance:
                    values[column.key] = instance[key]
        return values

    def _insert(self, state):
        mapper, instance = state.mapper, state.instance
        if mapper.polymorphic_on is not None:
            key = _key_of(mapper, mapper.polymorphic_on)
            if instance.__dict__.get(key) is None:
                instance.__dict__[key] = mapper.polymorphic_identity
        connection = self.connection()
        for table in mapper.tables:
            values = self._values(state, table)
            for column in table.primary_key:
                if column.key in values and values[column.key] is None:
                    del values[column.key]
            left_out = _complete(state, table, values)
            keys = _execute_insert(connection, state, table, values, left_out)
            if keys is not None:
                for column, value in zip(table.primary_key, keys):
                    if value is None:
                        continue
                    for key, prop in mapper.properties.items():
                        if any(
                            c is column for c in getattr(prop, "columns", ())
                        ):
                            instance.__dict__[key] = value
        identity = (
            mapper.base_mapper.class_,
            tuple(mapper.primary_key_from_instance(instance)),
        )
        state.key = identity + (None,)
        self.identity_map[identity] = instance
        self._inserted.append(state)

    def _push_keys(self, state, dirty):
        """One-to-many: the children's foreign keys follow their parent."""
        for key, prop in list(state.mapper.properties.items()):
            if not prop.is_relationship or prop.viewonly:
                continue
            if key not in state.instance.__dict__:
                continue
            prop._configure()
            if prop.direction != "ONETOMANY":
                continue
            items = items_of(state.instance.__dict__[key])
            for child in items:
                other = instance_state(child)
                if other.session is not self:
                    continue  # was never added
                for local, remote in prop.local_remote_pairs:
                    value = getattr(state.instance, _key_of(prop.parent, local))
                    name = _key_of(prop._mapper, remote)
                    if child.__dict__.get(name) != value:
                        child.__dict__[name] = value
                        other.changed.add(name)
                        if other.key is not None:
                            dirty.append(other)
            for child in related_before(state, key):
                if any(child is item for item in items):
                    continue
                other = instance_state(child)
                if other.key is None or other.deleted:
                    continue
                if prop.deletes_orphans:
                    self._let_go(other)
                    self._delete(other)
                    continue
                for local, remote in prop.local_remote_pairs:
                    name = _key_of(prop._mapper, remote)
                    own = getattr(state.instance, _key_of(prop.parent, local))
                    if child.__dict__.get(name, own) != own:
                        continue  # it has another parent by now
                    child.__dict__[name] = None
                    other.changed.add(name)
                    dirty.append(other)

    def _write_links(self, states):
        """Rows of association tables: what left the collections, what came."""
        added, removed = {}, {}
        for state in states:
            for key, prop in state.mapper.properties.items():
                if not prop.is_relationship or prop.viewonly:
                    continue
                if key not in state.instance.__dict__ or prop.secondary is None:
                    continue
                prop._configure()
                now = items_of(state.instance.__dict__[key])
                before = related_before(state, key)
                for item in now:
                    if not any(item is one for one in before):
                        if instance_state(item).key is not None:
                            _note_link(added, state, prop, item)
                for item in before:
                    if not any(item is one for one in now):
                        _note_link(removed, state, prop, item)
        connection = self.connection() if added or removed else None
        for table, rows in removed.values():
            for row in rows.values():
                connection.execute(sa.delete(table).where(
                    *[table.c[name] == value for name, value in row.items()]))
        for table, rows in added.values():
            connection.execute(sa.insert(table), list(rows.values()))

    def _update(self, state):
        connection = self.connection()
        for table in state.mapper.tables:
            values = {
                key: value
                for key, value in self._values(state, table).items()
                if _changed(state, table, key)
            }
            statement = sa.update(table)
            keys = [c.key for c in table.primary_key]
            for column, before in zip(table.primary_key, state.key[1]):
                name = "%s_%s" % (table.name, column.name)
                statement = statement.where(
                    column == sa.bindparam(name, before, type_=column.type))
                if values.get(column.key, before) == before:
                    values.pop(column.key, None)
            if not values:
                continue
            result = connection.execute(statement.values(values))
            _expect_rows(table, 1, result.rowcount)
            _forget_computed(state, table, values, updated=True)
            if any(key in values for key in keys):
                self.identity_map.pop(state.key[:2], None)
                identity = (state.key[0], tuple(
                    state.mapper.primary_key_from_instance(state.instance)))
                state.key = identity + (None,)
                self.identity_map[identity] = state.instance

    def _let_go(self, state):
        """Before a row is deleted: what refers to it by a relationship."""
        connection = self.connection()
        for key, prop in list(state.mapper.properties.items()):
            if not prop.is_relationship or prop.viewonly:
                continue
            prop._configure()
            passive = prop.given.get("passive_deletes")
            if passive == "all":
                continue
            if passive and key not in state.instance.__dict__:
                continue
            if prop.direction == "MANYTOMANY":
                table, pairs = prop.secondary, prop.local_remote_pairs
                statement = sa.delete(table)
            elif prop.direction == "ONETOMANY" and not prop.cascades_delete:
                table, pairs = prop.target, prop.local_remote_pairs
                statement = sa.update(table).values(
                    {remote.key: None for _, remote in pairs})
            else:
                continue
            for local, remote in pairs:
                value = getattr(state.instance, _key_of(prop.parent, local))
                statement = statement.where(remote == value)
            connection.execute(statement)
            if prop.direction == "ONETOMANY":
                for child in items_of(state.instance.__dict__.get(key)):
                    for _, remote in pairs:
                        child.__dict__[_key_of(prop._mapper, remote)] = None

    def _delete(self, state):
        if state.deleted:
            return
        connection = self.connection()
        for table in reversed(state.mapper.tables):
            statement = sa.delete(table)
            for column, value in zip(table.primary_key, state.key[1]):
                statement = statement.where(
                    column == sa.bindparam(column.key, value, type_=column.type))
            connection.execute(statement)
        self.identity_map.pop(state.key[:2], None)
        state.deleted = True
        self._removed.append(state)

    # -- in bulk ---------------------------------------------------------------

    def bulk_save_objects(self, objects, return_defaults=False, **kw):
        self._autoflush()
        self.connection()
        with self._writing():
            for instance in objects:
                state = instance_state(instance)
                if state.key is None:
                    self._insert(state)
                else:
                    self._update(state)
                state.changed.clear()

    def bulk_insert_mappings(self, mapper, mappings, **kw):
        mapper = mapper.__mapper__ if isinstance(mapper, type) else mapper
        groups = []  # of rows with the same columns, in their order
        for mapping in mappings:
            row = _by_column(mapper, mapping)
            if not groups or groups[-1][0].keys() != row.keys():
                groups.append([])
            groups[-1].append(row)
        connection = self.connection()
        with self._writing():
            for rows in groups:
                connection.execute(sa.insert(mapper.local_table), rows)

    def bulk_update_mappings(self, mapper, mappings, **kw):
        mapper = mapper.__mapper__ if isinstance(mapper, type) else mapper
        table = mapper.local_table
        wanted = matched = 0
        connection = self.connection()
        with self._writing():
            for mapping in mappings:
                values = _by_column(mapper, mapping)
                statement = sa.update(table)
                for column in table.primary_key:
                    name = "%s_%s" % (table.name, column.name)
                    statement = statement.where(column == sa.bindparam(
                        name, values.pop(column.key), type_=column.type))
                if values:
                    result = connection.execute(statement.values(values))
                    wanted, matched = wanted + 1, matched + result.rowcount
            _expect_rows(table, wanted, matched)


def _execute_insert(connection, state, table, values, left_out):
    """Gives the primary key; of what was left out the instance gets what the
    database says with the INSERT, or forgets it and reads it when it is used."""
    instance = state.instance.__dict__
    statement = sa.insert(table).values(values)
    own = {key: col for key, col in left_out if not _has_python_default(col)}
    returned = None
    if own and connection.dialect.insert_returning:
        keys = list(table.primary_key)
        statement = statement.returning(*keys, *own.values())
        result = connection.execute(statement)
        returned = result.one()
    else:
        result = connection.execute(statement)
    _forget_computed(state, table, values)
    for key, _ in left_out:
        instance.pop(key, None)
    if returned is None:
        return result.inserted_primary_key
    instance.update(zip(own, returned[len(keys):]))
    return returned[:len(keys)]


def _expect_rows(table, wanted, matched):
    if 0 <= matched != wanted:
        raise StaleDataError(
            "UPDATE statement on table %r expected to update %d row(s); "
            "%d were matched." % (table.name, wanted, matched)
        )


class _States(list):
    """Each state once."""

    def __init__(self, states):
        super().__init__(states)
        self._known = {id(s) for s in states}

    def append(self, state):
        if id(state) not in self._known:
            self._known.add(id(state))
            super().append(state)


def _note_link(links, state, prop, item):
    """One row of an association table; both sides may tell of the same one."""
    row = {}
    for local, remote in prop.local_remote_pairs:
        row[remote.key] = getattr(state.instance, _key_of(prop.parent, local))
    for local, remote in prop.secondary_pairs:
        row[remote.key] = getattr(item, _key_of(prop._mapper, local))
    table = prop.secondary
    _, rows = links.setdefault(id(table), (table, {}))
    rows.setdefault(tuple(sorted(row.items())), row)


def _forget_computed(state, table, values, updated=False):
    """What only the database knows now is read again when it is asked for."""
    instance = state.instance.__dict__
    for key, prop in state.mapper.properties.items():
        for column in getattr(prop, "columns", ()):
            if getattr(column, "table", None) is not table:
                continue
            given = values.get(column.key)
            if hasattr(given, "__clause_element__") or isinstance(
                given, sa.sql.expression.ClauseElement
            ):
                instance.pop(key, None)
            elif updated and column.key not in values and (
                column.onupdate is not None or column.computed is not None
            ):
                instance.pop(key, None)


def _complete(state, table, values):
    """None is no value where a column has a default, and a value where not.

    Gives the attributes that are read again: the database has what they are.
    """
    left_out = []
    for key, prop in state.mapper.properties.items():
        for column in getattr(prop, "columns", ()):
            if getattr(column, "table", None) is not table:
                continue
            if column.primary_key or values.get(column.key) is not None:
                continue
            if _has_default(column):
                values.pop(column.key, None)
                left_out.append((key, column))
            elif column.key not in values and not _keeps_none(column.type):
                values[column.key] = None
    return left_out


def _has_python_default(column):
    default = column.default
    return default is not None and not getattr(default, "is_clause_element", False)


def _has_default(column):
    return (
        column.default is not None
        or column.server_default is not None
        or column.computed is not None
        or column.identity is not None
    )


def _keeps_none(type_):
    """Whether None is a value of the type's own, not NULL."""
    type_ = getattr(type_, "impl_instance", type_)
    return isinstance(type_, sa.JSON) and not type_.none_as_null


def _by_column(mapper, mapping):
    values = {}
    for key, value in mapping.items():
        prop = mapper.properties.get(key)
        columns = getattr(prop, "columns", None)
        values[columns[0].key if columns else key] = value
    return values


def _changed(state, table, column_key):
    for key in state.changed:
        if not state.differs(key):
            continue
        prop = state.mapper.properties.get(key)
        for column in getattr(prop, "columns", ()):
            if column.table is table and column.key == column_key:
                return True
    return False


def _know_key(state):
    """An expired object's primary key is that of its identity."""
    for column, value in zip(state.mapper.primary_key, state.key[1]):
        state.instance.__dict__.setdefault(_key_of(state.mapper, column), value)


def _copy_parent_keys(state):
    """Many-to-one: the foreign key follows the object that was set."""
    for key, prop in state.mapper.properties.items():
        if not prop.is_relationship or key not in state.instance.__dict__:
            continue
        prop._configure()
        if prop.direction != "MANYTOONE" or prop.viewonly:
            continue
        if key not in state.changed:
            continue  # was only read
        other = state.instance.__dict__[key]
        if other is None:
            continue
        for local, remote in prop.local_remote_pairs:
            name = _key_of(state.mapper, local)
            value = getattr(other, _key_of(prop._mapper, remote))
            if state.instance.__dict__.get(name) != value:
                state.instance.__dict__[name] = value
                state.changed.add(name)


def _parents_among(states):
    """Which of the states has to be there before which, by relationships."""
    known = {id(s): s for s in states}
    parents = {}
    for state in states:
        for key, prop in state.mapper.properties.items():
            if not prop.is_relationship or key not in state.instance.__dict__:
                continue
            prop._configure()
            for other in items_of(state.instance.__dict__[key]):
                found = known.get(id(instance_state(other)))
                if found is None or found is state:
                    continue
                if prop.direction == "MANYTOONE":
                    parents.setdefault(id(state), []).append(found)
                elif prop.direction == "ONETOMANY":
                    parents.setdefault(id(found), []).append(state)
    return parents


def _insert_order(states):
    """Parents before children, as their tables and the rows among them refer
    to each other; level by level, in the order in which they were added."""
    if len(states) < 2:
        return list(states)
    tables = {}
    for state in states:
        metadata = state.mapper.local_table.metadata
        if id(metadata) not in tables:
            tables[id(metadata)] = {
                t.key: i for i, t in enumerate(metadata.sorted_tables)
            }
    parents = _parents_among(states)
    places = {}

    def place(state):
        """(table, level within it)"""
        if id(state) not in places:
            table = state.mapper.base_mapper.local_table
            own = (tables[id(table.metadata)].get(table.key, 0), 0)
            places[id(state)] = own  # ends a circle
            for parent in parents.get(id(state), ()):
                number, level = place(parent)
                own = max(own, (number, level + 1))
            places[id(state)] = own
        return places[id(state)]

    return sorted(states, key=place)
