"""A casebook in SQLite and one in PostgreSQL for every test that asks for ``where``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from casebook import connect
from casebook.connect import Casebook
from tests import postgres
from tests.casebook.build import STAMP


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    with postgres.server() as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def where(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Address of a casebook that does not exist yet."""
    if request.param == "sqlite":
        monkeypatch.delenv("HEFANG_KEY_FILE", raising=False)
        yield str(tmp_path / "案卷 100%.db")
        return
    monkeypatch.setenv("HEFANG_KEY_FILE", str(tmp_path / "hefang.key"))
    with postgres.database(request.getfixturevalue("postgres_server")) as url:
        yield url


@pytest.fixture
def book(where: str) -> Iterator[Casebook]:
    """An empty casebook."""
    made = connect.create(where, "2017", STAMP)
    yield made
    connect.close(made)


@pytest.fixture
def sqlite_book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Casebook]:
    """An empty casebook in a file."""
    monkeypatch.delenv("HEFANG_KEY_FILE", raising=False)
    made = connect.create(str(tmp_path / "casebook.db"), "2017", STAMP)
    yield made
    connect.close(made)
