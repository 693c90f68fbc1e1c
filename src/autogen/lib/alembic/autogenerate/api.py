"""What commands and projects call of autogenerate."""

from contextlib import contextmanager

from alembic.autogenerate import compare, render
from alembic.operations import ops
from alembic.runtime.plugins import Plugin
from alembic.util import CommandError, memoized_property, rev_id, to_list


def compare_metadata(context, metadata):
    """The differences between a database and MetaData, as a list of diffs."""
    return produce_migrations(context, metadata).upgrade_ops.as_diffs()


def produce_migrations(context, metadata):
    """A MigrationScript of what turns the database into what the MetaData says."""
    script = ops.MigrationScript(rev_id=None, upgrade_ops=ops.UpgradeOps([]),
                                 downgrade_ops=ops.DowngradeOps([]))
    compare._populate_migration_script(AutogenContext(context, metadata=metadata), script)
    return script


def _render_migration_diffs(context, template_args):
    """Puts what a comparison finds into the variables of a script's template."""
    autogen_context = AutogenContext(context)
    upgrade_ops = ops.UpgradeOps([])
    compare._produce_net_changes(autogen_context, upgrade_ops)
    script = ops.MigrationScript(rev_id=None, upgrade_ops=upgrade_ops,
                                 downgrade_ops=upgrade_ops.reverse())
    render._render_python_into_templatevars(autogen_context, script, template_args)


def render_python_code(up_or_down_op, sqlalchemy_module_prefix="sa.",
                       alembic_module_prefix="op.", render_as_batch=False, imports=(),
                       render_item=None, migration_context=None, user_module_prefix=None):
    """The text that autogenerate puts into upgrade() or downgrade()."""
    if migration_context is None:
        from alembic.runtime.migration import MigrationContext
        from sqlalchemy.engine.default import DefaultDialect
        migration_context = MigrationContext.configure(dialect=DefaultDialect())
    autogen_context = AutogenContext(migration_context, opts={
        "sqlalchemy_module_prefix": sqlalchemy_module_prefix,
        "alembic_module_prefix": alembic_module_prefix, "render_item": render_item,
        "render_as_batch": render_as_batch, "user_module_prefix": user_module_prefix})
    autogen_context.imports = set(imports)
    return render._indent(render._render_cmd_body(up_or_down_op, autogen_context))


class AutogenContext:
    """What one run of autogenerate works with."""

    metadata = None
    connection = None
    dialect = None
    imports = None
    migration_context = None

    def __init__(self, migration_context, metadata=None, opts=None, autogenerate=True):
        if autogenerate and migration_context is not None and migration_context.as_sql:
            raise CommandError("autogenerate can't use as_sql=True as it prevents querying "
                               "the database for schema information")
        if autogenerate:
            self.comparators = compare.comparators.branch()
            self._plugins = Plugin.populate_autogenerate_priority_dispatch(
                self.comparators, include_plugins=migration_context.opts.get(
                    "autogenerate_plugins", ["alembic.autogenerate.*"]))
        if opts is None:
            opts = migration_context.opts
        self.metadata = metadata = (opts.get("target_metadata") if metadata is None
                                    else metadata)
        if (autogenerate and metadata is None and migration_context is not None
                and migration_context.script is not None):
            raise CommandError(
                "Can't proceed with --autogenerate option; environment script %s does "
                "not provide a MetaData object or sequence of objects to the context."
                % migration_context.script.env_py_location)
        self._object_filters = [fn for fn in [opts.get("include_object")] if fn]
        self._name_filters = [fn for fn in [opts.get("include_name")] if fn]
        self.migration_context = migration_context
        self.connection = migration_context.bind
        self.dialect = migration_context.dialect
        self.imports = set()
        self.opts = opts
        self._has_batch = False

    @memoized_property
    def inspector(self):
        if self.connection is None:
            raise TypeError("can't return inspector as this AutogenContext has no "
                            "database connection")
        from sqlalchemy import inspect
        return inspect(self.connection)

    @contextmanager
    def _within_batch(self):
        self._has_batch = True
        yield
        self._has_batch = False

    def run_name_filters(self, name, type_, parent_names):
        """Whether include_name wants the database's object of that name."""
        if "schema_name" in parent_names:
            table = name if type_ == "table" else parent_names.get("table_name")
            if table:
                schema = parent_names["schema_name"]
                parent_names["schema_qualified_table_name"] = (
                    "%s.%s" % (schema, table) if schema else table)
        return all(fn(name, type_, parent_names) for fn in self._name_filters)

    def run_object_filters(self, object_, name, type_, reflected, compare_to):
        """Whether include_object wants the object."""
        return all(fn(object_, name, type_, reflected, compare_to)
                   for fn in self._object_filters)

    run_filters = run_object_filters

    @memoized_property
    def sorted_tables(self):
        """The tables of all MetaData, each one's in dependency order."""
        return [table for metadata in to_list(self.metadata)
                for table in metadata.sorted_tables]

    @memoized_property
    def table_key_to_table(self):
        result = {}
        for metadata in to_list(self.metadata):
            twice = [key for key in metadata.tables if key in result]
            if twice:
                raise ValueError("Duplicate table keys across multiple MetaData objects: %s"
                                 % ", ".join('"%s"' % key for key in sorted(twice)))
            result.update(metadata.tables)
        return result


class RevisionContext:
    """The revision files that a command is about to write."""

    def __init__(self, config, script_directory, command_args,
                 process_revision_directives=None):
        self.config = config
        self.script_directory = script_directory
        self.command_args = command_args
        self.process_revision_directives = process_revision_directives
        self.template_args = {"config": config}
        self.generated_revisions = [self._default_revision()]

    def _default_revision(self):
        args = self.command_args
        return ops.MigrationScript(
            rev_id=args["rev_id"] or rev_id(), message=args["message"],
            upgrade_ops=ops.UpgradeOps([]), downgrade_ops=ops.DowngradeOps([]),
            head=args["head"], splice=args["splice"], branch_label=args["branch_label"],
            version_path=args["version_path"], depends_on=args["depends_on"])

    def run_autogenerate(self, rev, migration_context):
        self._run_environment(rev, migration_context, True)

    def run_no_autogenerate(self, rev, migration_context):
        self._run_environment(rev, migration_context, False)

    def _run_environment(self, rev, migration_context, autogenerate):
        if autogenerate:
            if self.command_args["sql"]:
                raise CommandError(
                    "Using --sql with --autogenerate does not make any sense")
            directory = self.script_directory
            if ({script.revision for script in directory.get_revisions(rev)}
                    != {script.revision for script in directory.get_revisions("heads")}):
                raise CommandError("Target database is not up to date.")
        self._prepare_script(migration_context.opts)
        autogen_context = AutogenContext(migration_context, autogenerate=autogenerate)
        self._last_autogen_context = autogen_context
        if autogenerate:
            compare._populate_migration_script(autogen_context,
                                               self.generated_revisions[-1])
        for hook in (self.process_revision_directives,
                     migration_context.opts.get("process_revision_directives")):
            if hook:
                hook(migration_context, rev, self.generated_revisions)
        for script in self.generated_revisions:
            script._needs_render = True

    def _prepare_script(self, opts):
        """Each run of env.py's run_migrations() fills its own pair of containers."""
        upgrade_token = opts.get("upgrade_token", "upgrades")
        downgrade_token = opts.get("downgrade_token", "downgrades")
        script = self.generated_revisions[-1]
        if getattr(script, "_needs_render", False):
            script._upgrade_ops.append(ops.UpgradeOps([], upgrade_token=upgrade_token))
            script._downgrade_ops.append(
                ops.DowngradeOps([], downgrade_token=downgrade_token))
        else:
            script.upgrade_ops_list[-1].upgrade_token = upgrade_token
            script.downgrade_ops_list[-1].downgrade_token = downgrade_token
            script._needs_render = True

    def _to_script(self, migration_script):
        template_args = dict(self.template_args)
        if getattr(migration_script, "_needs_render", False):
            autogen_context = self._last_autogen_context
            autogen_context.imports = set(migration_script.imports or ())
            render._render_python_into_templatevars(autogen_context, migration_script,
                                                    template_args)
        return self.script_directory.generate_revision(
            migration_script.rev_id, migration_script.message, refresh=True,
            head=migration_script.head, splice=migration_script.splice,
            branch_labels=migration_script.branch_label,
            version_path=migration_script.version_path,
            depends_on=migration_script.depends_on, **template_args)

    def generate_scripts(self):
        for generated_revision in self.generated_revisions:
            yield self._to_script(generated_revision)
