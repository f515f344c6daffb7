"""What stands in the database that is not ours: a trigger can undo what is written, a view can hide it."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, inspect, text

from casebook.schema import METADATA

_OWN = "alembic_version"
_TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
    "WHERE NOT tgisinternal AND pg_table_is_visible(pg_class.oid)",
}


def strangers(conn: Connection) -> Iterator[str]:
    """Yield every table, column, view and trigger that the schema does not know, and every column that is gone."""
    found = inspect(conn)
    for name in sorted(found.get_table_names()):
        if name in METADATA.tables:
            columns = {str(column["name"]) for column in found.get_columns(name)}
            for column in sorted(columns ^ set(METADATA.tables[name].columns.keys())):
                yield f"{name}.{column}"
        elif name != _OWN:
            yield f"table {name}"
    for name in found.get_view_names():
        yield f"view {name}"
    if statement := _TRIGGERS.get(conn.dialect.name):
        for name in conn.scalars(text(statement)):
            yield f"trigger {name}"
