"""Older casebooks open in newer versions; newer ones are refused in one line.

``data/first.db`` was written by the first version there was (schema 0001): rosters A (50 people) and B,
sealed and drawn, outcomes of A, and a purge. It is never written again.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from casebook import check, connect, outcomes, standing
from casebook.connect import Casebook
from casebook.database import migrate
from casebook.errors import CasebookError
from casebook.filed import recall
from casebook.schema import METADATA
from tests.casebook.build import Made, file, people
from tests.casebook.linkage.test_links import EXPECTED, found, reuses

DATA = Path(__file__).parent / "data"


@pytest.fixture
def first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A copy of the first version's casebook."""
    monkeypatch.delenv("HEFANG_KEY_FILE", raising=False)
    for name in ("first.db", "first.db.key"):
        shutil.copy(DATA / name, tmp_path / name)
    return str(tmp_path / "first.db")


def test_the_first_versions_casebook_opens(first: str) -> None:
    book = connect.open_casebook(first)
    assert check.check(book) == ()
    state = standing.overview(book)
    assert [(d.id, d.rows, d.drawn, d.purged) for d in state.dossiers] == [
        ("A", 50, 1, True),
        ("B", 30, 1, True),
    ]
    with book.read() as conn:
        assert migrate.revision(conn) == migrate.HEAD
        assert len(outcomes.all_attempts(conn)) == 3
    (filed,) = file(book, Made("C", reuses(people(50))))
    assert {link for link in found(filed) if link[2].startswith("A")} == {
        (row.replace("B", "C"), kind, other) for row, kind, other in EXPECTED
    }
    assert check.check(book) == ()
    connect.close(book)


def test_a_dossier_from_before_filings_says_so(first: str) -> None:
    """What was not kept then is None, not invented; and the purged round can still be recalled."""
    book = connect.open_casebook(first)
    got = recall.recall(book)
    assert list(got.records) == ["A", "B"]
    for record in got.records.values():
        assert (record.recorded, record.settings, record.vector, record.purged) == (False, None, None, True)
    assert len(got.review.batch.rows) == 80
    assert set(got.settings.values()) == {None}
    connect.close(book)


def test_a_step_to_a_newer_schema_is_taken_when_opening(
    first: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The mechanism itself: one more step in the folder, and the old casebook takes it once."""
    folder = tmp_path / "migrations"
    shutil.copytree(Path(migrate.__file__).parent / "migrations", folder)
    (folder / "versions" / "9000_next.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n"
        f"revision = '9000'\ndown_revision = '{migrate.HEAD}'\nbranch_labels = depends_on = None\n"
        "def upgrade():\n    op.create_table('next', sa.Column('id', sa.Integer(), primary_key=True))\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(migrate, "FOLDER", folder)
    monkeypatch.setattr(migrate, "HEAD", "9000")
    migrate.known.cache_clear()
    try:
        book = connect.open_casebook(first)
        with book.read() as conn:
            assert migrate.revision(conn) == "9000"
            assert [fault.which for fault in check.check(book)] == [
                "table next"
            ]  # this version does not know it
        connect.close(book)
    finally:
        migrate.known.cache_clear()


def test_a_newer_casebook_is_refused_in_one_line(book: Casebook, where: str) -> None:
    with book.engine.connect() as conn:
        conn.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        conn.commit()
    with pytest.raises(CasebookError) as error:
        connect.open_casebook(where)
    assert error.value.code == "newer"
    assert "\n" not in str(error.value)


def test_a_number_of_the_schema_that_was_changed_has_its_own_sentence(book: Casebook, where: str) -> None:
    with book.engine.connect() as conn:
        conn.execute(text("UPDATE alembic_version SET version_num = '0001'"))
        conn.commit()
    with pytest.raises(CasebookError) as error:
        connect.open_casebook(where)
    assert error.value.code == "step_number"
    said = error.value.sentence("zh")
    assert "0001" in said
    assert migrate.HEAD in said
    assert "already exists" not in said


def test_the_steps_lead_to_the_schema_of_this_version(book: Casebook) -> None:
    with book.read() as conn:
        assert compare_metadata(MigrationContext.configure(conn), METADATA) == []


def test_a_database_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    path.write_bytes(b"this is no database, though it has the name of one" * 100)
    with pytest.raises(CasebookError) as error:
        connect.open_casebook(str(path))
    assert error.value.code == "foreign"
