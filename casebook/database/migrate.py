"""From the schema that a casebook has to the one that this version knows, through Alembic."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

HEAD = "0010"
FOLDER = Path(__file__).parent / "migrations"


def revision(conn: Connection) -> str | None:
    """Return the revision of a casebook; None where there is none yet."""
    if not inspect(conn).has_table("alembic_version"):
        return None
    found = conn.scalar(text("SELECT version_num FROM alembic_version"))
    return None if found is None else str(found)


@cache
def known() -> frozenset[str]:
    """Return all revisions that this version has steps for."""
    return frozenset(step.revision for step in ScriptDirectory.from_config(_config()).walk_revisions())


def upgrade(conn: Connection) -> None:
    """Take all steps that are missing, inside the caller's transaction."""
    config = _config()
    config.attributes["connection"] = conn
    command.upgrade(config, HEAD)


def _config() -> Config:
    config = Config()
    # A percent sign in a path would be taken for interpolation.
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    return config
