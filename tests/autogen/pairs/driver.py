"""Runs pairs of models through autogenerate in one process; prints one JSON each.

Run by CPython with the real Alembic, and by limbeck, with the same arguments:

    driver.py FOLDER URL FIRST LAST [--prepare]

FOLDER holds modules m<number>a.py and m<number>b.py and m<number>.json with the
options and, after --prepare (the reference only), the statements that make the
database which the models of `a` describe. The answer names what was compared,
rendered, logged and warned, then what the round trip found.
"""

import importlib
import json
import logging
import os
import sys
import warnings

from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool
from sqlalchemy.schema import CreateIndex, CreateTable

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.autogenerate import rewriter as rewriters
from alembic.operations import Operations, ops
from alembic.runtime.migration import MigrationContext


class Lines(logging.Handler):
    def __init__(self):
        super().__init__(logging.INFO)
        self.lines = []

    def emit(self, record):
        self.lines.append("%s %s %s" % (record.levelname, record.name, record.getMessage()))


def failure(error):
    """What is said about an error: its class and its first line."""
    lines = str(error).strip().split("\n")
    return "%s: %s" % (type(error).__name__, lines[0])


def statements_of(metadata, url):
    """The DDL of create_all()."""
    from sqlalchemy import create_mock_engine
    found = []

    def executor(sql, *args, **kw):
        found.append(str(sql.compile(dialect=engine.dialect)))
    engine = create_mock_engine(url, executor)
    for one in metadata if isinstance(metadata, list) else [metadata]:
        one.create_all(engine, checkfirst=False)
    return found


def model_ddl(metadata, dialect):
    """The DDL of all tables and indexes, types and sequences left out."""
    found = []
    every = metadata if isinstance(metadata, list) else [metadata]
    for table in [table for one in every for table in one.sorted_tables]:
        found.append(str(CreateTable(table).compile(dialect=dialect)))
        for index in sorted(table.indexes, key=lambda one: one.name or ""):
            found.append(str(CreateIndex(index).compile(dialect=dialect)))
    return found


class Database:
    """Empties one database again and again."""

    def __init__(self, url):
        self.url, self.kind = url, url.split(":")[0].split("+")[0]
        self.engine = None
        if self.kind != "sqlite":
            self.engine = create_engine(url)

    def fresh(self):
        if self.kind == "sqlite":
            if self.engine is not None:
                self.engine.dispose()
            self.engine = create_engine("sqlite://", poolclass=StaticPool)
            return self.engine.connect()
        connection = self.engine.connect()
        if self.kind == "postgresql":
            for sql in ("DROP SCHEMA public CASCADE", "CREATE SCHEMA public",
                        "DROP SCHEMA IF EXISTS s1 CASCADE", "CREATE SCHEMA s1"):
                connection.exec_driver_sql(sql)
        else:
            connection.exec_driver_sql("SET FOREIGN_KEY_CHECKS=0")
            for row in connection.exec_driver_sql("SHOW TABLES").fetchall():
                connection.exec_driver_sql("DROP TABLE `%s`" % row[0])
            connection.exec_driver_sql("SET FOREIGN_KEY_CHECKS=1")
        connection.commit()
        return connection


def model_module(name):
    module = importlib.import_module(name)
    sys.modules.pop(name, None)
    return module


def hooks(options, module):
    """Options whose values stand for functions."""
    result = dict(options)
    result.pop("check_names", None)
    result.pop("rewriter", None)
    if options.get("check_names"):
        result["autogenerate_plugins"] = ["alembic.autogenerate.*",
                                          "alembic.ext.checkconstraint_byname"]
    seen = []
    if "include_object" in options:
        kind = options["include_object"]

        def include_object(obj, name, type_, reflected, compare_to):
            seen.append("%s %s %s %s %s" % (type(obj).__name__, name, type_, reflected,
                                            compare_to is not None))
            return not (type_ == kind and (name or "").startswith(("a", "x", "n", "ix_")))
        result["include_object"] = include_object
    if "include_name" in options:
        kind = options["include_name"]

        def include_name(name, type_, parents):
            if type_ != "schema" or name in (None, "s1"):
                seen.append("%s %s %s" % (name, type_, sorted(parents.items(), key=str)))
            if type_ == "schema":
                return name in (None, "s1")
            return not (type_ == kind and (name or "").startswith(("a", "x", "n", "ix_")))
        result["include_name"] = include_name
    if options.get("compare_type") == "function":
        def compare_type(context, inspected, column, inspected_type, column_type):
            seen.append("%s %r %r" % (column.name, inspected_type, column_type))
            return {"x": False, "y": True}.get(column.name)
        result["compare_type"] = compare_type
    if options.get("compare_server_default") == "function":
        def compare_server_default(context, inspected, column, found, default, rendered):
            seen.append("%s %r %r" % (column.name, found, rendered))
            return {"x": False, "y": True}.get(column.name)
        result["compare_server_default"] = compare_server_default
    if "render_item" in options:
        def render_item(kind, obj, context):
            if kind == "type" and type(obj).__name__ == "ShortText":
                context.imports.add("import shorts")
                return "shorts.%r" % obj
            return False
        result["render_item"] = render_item
    return result, seen


def rewriter(kind, seen):
    """Hooks as the documentation's recipes have them."""
    first, second = rewriters.Rewriter(), rewriters.Rewriter()

    @first.rewrites(ops.AddColumnOp)
    def split_not_null(context, revision, op):
        seen.append("add %s.%s" % (op.table_name, op.column.name))
        if op.column.nullable:
            return op
        op.column.nullable = True
        return [op, ops.AlterColumnOp(op.table_name, op.column.name, modify_nullable=False,
                                      existing_type=op.column.type, schema=op.schema)]

    @first.rewrites(ops.CreateTableOp)
    def order_columns(context, revision, op):
        order = {"id": -1, "created_at": 99}
        found = sorted(((order.get(getattr(item, "key", None), 0), number, item)
                        for number, item in enumerate(op.columns)), key=lambda one: one[:2])
        return ops.CreateTableOp(op.table_name, [item.copy() if hasattr(item, "copy") else item
                                                 for _, _, item in found], schema=op.schema)

    @second.rewrites((ops.DropColumnOp, ops.DropIndexOp))
    def keep(context, revision, op):
        seen.append("drop %s" % (getattr(op, "column_name", None) or op.index_name))
        return []

    @second.rewrites(ops.ModifyTableOps)
    def changed(context, revision, op):
        seen.append("modify %s %d" % (op.table_name, len(op.ops)))
        return op

    def directives(context, revision, found):
        upgrade = found[0].upgrade_ops
        seen.append("%s" % [type(op).__name__ for op in upgrade.ops])
        upgrade.ops[:] = [op for op in upgrade.ops if not isinstance(op, ops.DropTableOp)]
        upgrade.ops.insert(0, ops.ExecuteSQLOp("SELECT 1"))
        found[0].downgrade_ops.ops.reverse()
    return {"one": first, "chained": first.chain(second), "directives": directives}[kind]


def compared(connection, module, options, log, seen, rewrites=None):
    """One comparison: scripts, imports, differences."""
    log.lines.clear()
    context = MigrationContext.configure(connection, opts=options)
    script = produce_migrations(context, module.metadata)
    result = {"log": list(log.lines)}
    if rewrites:
        hook = rewriter(rewrites, seen)
        getattr(hook, "process_revision_directives", hook)(context, "base", [script])
    keywords = {"render_as_batch": options.get("render_as_batch", False),
                "migration_context": context}
    for name in ("sqlalchemy_module_prefix", "alembic_module_prefix", "user_module_prefix",
                 "render_item"):
        if name in options:
            keywords[name] = options[name]
    imports = set()
    result["upgrade"] = render_python_code(script.upgrade_ops, imports=imports, **keywords)
    result["downgrade"] = render_python_code(script.downgrade_ops, imports=imports, **keywords)
    result["diffs"] = [str(d[0] if isinstance(d, tuple) else d[0][0])
                       for d in script.upgrade_ops.as_diffs()]
    result["seen"] = list(seen)
    return result


def run_code(connection, options, code, module, module_name):
    context = MigrationContext.configure(connection, opts=options)
    import sqlalchemy
    from sqlalchemy.dialects import mysql, postgresql, sqlite
    names = {"op": Operations(context), "sa": sqlalchemy, "mysql": mysql,
             "postgresql": postgresql, "sqlite": sqlite, module_name: module}
    exec("def run():\n" + "\n".join("    " + line for line in code.split("\n")), names)
    names["run"]()


def run_pair(folder, number, database, log, prepare):
    name = "m%05d" % number
    path = os.path.join(folder, name + ".json")
    with open(path, encoding="utf-8") as f:
        pair = json.load(f)
    result = {"number": number}
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            connection = database.fresh()
        except Exception as error:
            return {"number": number, "trouble": failure(error)}
        try:
            if prepare:
                pair["ddl"] = statements_of(model_module(name + "a").metadata, database.url)
            result["ddl"] = pair["ddl"]
            for sql in pair["ddl"]:
                connection.exec_driver_sql(sql)
            connection.commit()
        except Exception as error:
            connection.close()
            return {"number": number, "unusable": failure(error)}
        if prepare:
            with open(path, "w", encoding="utf-8") as f:
                json.dump(pair, f)
        del caught[:]
        stage = "import"
        try:
            module = model_module(name + "b")
            stage = "ddl"
            heard = len(caught)
            result["model_ddl"] = model_ddl(module.metadata, connection.dialect)
            del caught[heard:]  # said again when it runs
            stage = "compare"
            options, seen = hooks(pair["options"], module)
            result["first"] = compared(connection, module, options, log, seen,
                                       pair["options"].get("rewriter"))
            result["warnings"] = ["%s: %s" % (w.category.__name__, w.message) for w in caught]
            connection.rollback()
        except Exception as error:
            connection.close()
            result["error"] = stage + " " + failure(error)
            return result
        if pair["round_trip"]:
            stage = "upgrade"
            try:
                run_code(connection, options, result["first"]["upgrade"], module, name + "b")
                connection.commit()
                stage = "second"
                module = model_module(name + "b")
                options, seen = hooks(pair["options"], module)
                result["second"] = compared(connection, module, options, log, seen)
                connection.rollback()
                stage = "downgrade"
                run_code(connection, options, result["first"]["downgrade"], module, name + "b")
                connection.commit()
                stage = "third"
                module = model_module(name + "b")
                options, seen = hooks(pair["options"], module)
                result["third"] = compared(connection, module, options, log, seen)
            except Exception as error:
                result["error"] = stage + " " + failure(error)
        connection.close()
    return result


def main():
    folder, url, first, last = sys.argv[1:5]
    prepare = "--prepare" in sys.argv
    sys.path.insert(0, folder)
    log = Lines()
    root = logging.getLogger("alembic")
    root.setLevel(logging.INFO)
    root.addHandler(log)
    root.propagate = False
    database = Database(url)
    for number in range(int(first), int(last)):
        if not os.path.exists(os.path.join(folder, "m%05d.json" % number)):
            continue
        print(json.dumps(run_pair(folder, number, database, log, prepare)), flush=True)


main()
