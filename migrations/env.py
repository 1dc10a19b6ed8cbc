"""Where Alembic starts: `timeline` hands a connection in; the `alembic` command makes its own (-x db=PATH)."""

from alembic import context
from sqlalchemy import Connection

from timeline.schema import Base
from timeline.store.engine import engine_for, url_of


def ours(name: str | None, kind: str, _parents: object) -> bool:
    """The text index and the tables SQLite keeps beside it are made by hand in the migrations."""
    return not (kind == "table" and name is not None and name.startswith(("event_text", "sqlite_stat")))


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        include_name=ours,
        compare_type=False,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    address = context.get_x_argument(as_dictionary=True).get("db", "timeline.db")
    with engine_for(url_of(address), foreign_keys=False).begin() as own:
        run(own)
