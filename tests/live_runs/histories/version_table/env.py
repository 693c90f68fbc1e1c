"""A version table of another name, without key; callbacks that keep a log."""
from alembic import context
from sqlalchemy import engine_from_config, pool, text

engine = engine_from_config(context.config.get_section("alembic"), prefix="sqlalchemy.", poolclass=pool.NullPool)


def note(ctx, step, heads, run_args, **kw):
    print(ctx.connection.dialect.name, step.up_revision_id, step.is_upgrade, step.is_stamp, sorted(heads), run_args)
    for revision in step.up_revisions:
        print("  ", revision.revision, revision.doc)
    print("  ", step.source_revision_ids, step.destination_revision_ids, step.down_revision_ids)
    ctx.connection.execute(text("CREATE TABLE IF NOT EXISTS applied (what VARCHAR(30), direction VARCHAR(5))"))
    statement = "INSERT INTO applied VALUES (:w, 'up')" if step.is_upgrade else "DELETE FROM applied WHERE what = :w"
    ctx.connection.execute(text(statement), {"w": step.up_revision_id})


with engine.connect() as connection:
    context.configure(connection=connection, version_table="schema_version", version_table_pk=False,
                      on_version_apply=[note], transaction_per_migration=True)
    with context.begin_transaction():
        context.run_migrations()
