"""Operations of what limbeck finds beyond the reference (`[limbeck] detect`).

Each renders as directives that every Alembic knows, so that the scripts run
without limbeck, too."""

import re

from alembic.autogenerate.render import (_alembic_autogenerate_prefix, render_op,
                                         renderers)
from alembic.operations import ops
from alembic.operations.base import _implementations


class Detected(ops.MigrateOperation):
    """Base: `lines` renders it, `carry_out` does it at once."""

    def lines(self, autogen_context):
        raise NotImplementedError

    def carry_out(self, operations):
        raise NotImplementedError


@renderers.dispatch_for(Detected)
def _render(autogen_context, op):
    return op.lines(autogen_context)


@_implementations.dispatch_for(Detected)
def _carry_out(operations, op):
    op.carry_out(operations)


def _literal_text(sql):
    """SQL as op.execute() takes it: a colon that would begin a parameter is escaped."""
    return re.sub(r"(?<![:\w\\]):(?=\w)", r"\\:", sql)


def _execute(autogen_context, sql):
    prefix = autogen_context.opts.get("alembic_module_prefix") or ""
    return "%sexecute(%r)" % (prefix, _literal_text(sql))


class Note(Detected):
    """A comment: words, then an operation that stands there for the taking."""

    _is_note = True

    def __init__(self, words, operation, back):
        self.words = words
        self.operation = operation
        self.back = back

    def reverse(self):
        words, operation = self.back
        return Note(words, operation, (self.words, self.operation))

    def lines(self, autogen_context):
        code = "\n".join(render_op(autogen_context, self.operation)).split("\n")
        return ["# " + line for line in self.words] + ["#     " + line for line in code]

    def carry_out(self, operations):
        pass


class ChangeEnumValues(Detected):
    """Other values of a PostgreSQL enum. `upgrade` and `downgrade` are lists of
    ("comment", text), ("execute", sql) and ("autocommit", sql)."""

    def __init__(self, name, old, new, upgrade, downgrade, schema=None):
        self.name = name
        self.schema = schema
        self.old, self.new = list(old), list(new)
        self.upgrade, self.downgrade = list(upgrade), list(downgrade)

    def reverse(self):
        return ChangeEnumValues(self.name, self.new, self.old, self.downgrade,
                                self.upgrade, self.schema)

    def to_diff_tuple(self):
        return ("modify_enum_values", self.schema, self.name, self.old, self.new)

    def lines(self, autogen_context):
        result, within = [], False
        for kind, text in self.upgrade:
            if (kind == "autocommit") != within:
                within = not within
                result.append("with %sget_context().autocommit_block():" % (
                    autogen_context.opts.get("alembic_module_prefix") or "")
                    if within else "")
            result.append("# " + text if kind == "comment"
                          else _execute(autogen_context, text))
        if within:
            result.append("")
        return result

    def carry_out(self, operations):
        for kind, text in self.upgrade:
            if kind == "execute":
                operations.execute(_literal_text(text))
            elif kind == "autocommit":
                with operations.get_context().autocommit_block():
                    operations.execute(_literal_text(text))


class ChangePrimaryKey(Detected):
    """Other columns of a primary key: `old` and `new` are pairs of a name and columns.
    `form` says what the database takes: "constraint" (drop, then create), "batch" or
    "statement" (both in one)."""

    def __init__(self, table_name, old, new, form, statements, schema=None):
        self.table_name = table_name
        self.schema = schema
        self.old, self.new = old, new
        self.form = form
        self.statements = statements

    def reverse(self):
        old = self.old if self.old[0] else (self.new[0], self.old[1])
        return ChangePrimaryKey(self.table_name, self.new, old, self.form,
                                self.statements[::-1], self.schema)

    def to_diff_tuple(self):
        return ("modify_primary_key", self.schema, self.table_name, list(self.old[1]),
                list(self.new[1]))

    def _steps(self):
        (old_name, old), (new_name, new) = self.old, self.new
        if old and old_name:
            yield ops.DropConstraintOp(old_name, self.table_name, "primary",
                                       schema=self.schema)
        if new:
            yield ops.CreatePrimaryKeyOp(new_name, self.table_name, list(new),
                                         schema=self.schema)

    def lines(self, autogen_context):
        if self.form == "statement":
            return [_execute(autogen_context, self.statements[0])]
        return [line for step in self._steps() for line in render_op(autogen_context, step)]

    def carry_out(self, operations):
        if self.form == "statement":
            operations.execute(_literal_text(self.statements[0]))
            return
        for step in self._steps():
            operations.invoke(step)


@renderers.dispatch_for(ops.CreatePrimaryKeyOp, replace=True)
def _render_primary_key(autogen_context, op):
    name = op.constraint_name
    parts = [repr(name)]
    if not autogen_context._has_batch:
        parts.append(repr(op.table_name))
    parts.append(repr(list(op.columns)))
    if op.schema and not autogen_context._has_batch:
        parts.append("schema=%r" % op.schema)
    return "%screate_primary_key(%s)" % (_alembic_autogenerate_prefix(autogen_context),
                                         ", ".join(parts))


@renderers.dispatch_for(ops.RenameTableOp)
def _render_rename(autogen_context, op):
    return "%srename_table(%r, %r%s)" % (
        autogen_context.opts.get("alembic_module_prefix") or "", op.table_name,
        op.new_table_name, ", schema=%r" % op.schema if op.schema else "")


def order_primary_keys(upgrade_ops, changes, unchanged):
    """Foreign keys go before the primary key that they refer to changes, and come
    back behind it. `changes` are (schema, table, old columns, new columns);
    `unchanged` are foreign keys, (old constraint, new constraint), that both sides
    have."""
    old = {(schema, table, tuple(sorted(columns))) for schema, table, columns, _ in changes}
    new = {(schema, table, tuple(sorted(columns))) for schema, table, _, columns in changes}

    def refers(operation, keys):
        return (operation.kw.get("referent_schema"), operation.referent_table,
                tuple(sorted(operation.remote_cols))) in keys

    def needs(table):
        made = (ops.AddConstraintOp.from_constraint(one)
                for one in table.foreign_key_constraints)
        return any(refers(one, new) for one in made)

    first, middle, last, late = [], [], [], set()
    for before, after in unchanged:
        drop = ops.DropConstraintOp.from_constraint(before)
        first.append(ops.ModifyTableOps(drop.table_name, [drop], schema=drop.schema))
        create = ops.CreateForeignKeyOp.from_constraint(after)
        create.constraint_name = create.constraint_name or drop.constraint_name
        last.append(ops.ModifyTableOps(drop.table_name, [create], schema=drop.schema))
    for container in upgrade_ops.ops:
        where = (getattr(container, "schema", None), getattr(container, "table_name", None))
        if isinstance(container, ops.CreateTableOp):
            if needs(container._live_table()):
                late.add(where)
        if where in late:
            last.append(container)
            continue
        if isinstance(container, ops.ModifyTableOps):
            kept = []
            for op in container.ops:
                target = kept
                if (isinstance(op, ops.DropConstraintOp) and op.constraint_type == "foreignkey"
                        and refers(op.reverse(), old)):
                    target = first
                elif isinstance(op, ops.CreateForeignKeyOp) and refers(op, new):
                    target = last
                if target is kept:
                    kept.append(op)
                else:
                    target.append(ops.ModifyTableOps(container.table_name, [op],
                                                     schema=container.schema))
            container.ops[:] = kept
            if not kept:
                continue
        middle.append(container)
    upgrade_ops.ops[:] = first + middle + last
