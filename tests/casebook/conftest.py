"""A casebook in SQLite and one in PostgreSQL for every test that asks for ``where``."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url

from casebook import connect
from casebook.connect import Casebook
from tests import postgres
from tests.casebook.build import STAMP


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    with postgres.server() as url:
        yield url


@pytest.fixture(scope="session")
def begun_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A casebook in a file, to be copied: beginning one takes longer than most tests."""
    path = tmp_path_factory.mktemp("begun") / "casebook.db"
    connect.close(connect.create(str(path), "2017", STAMP))
    return path


@pytest.fixture(scope="session")
def begun_database(
    postgres_server: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Path]]:
    """The same in PostgreSQL: the name of its database, and its key."""
    key = tmp_path_factory.mktemp("begun") / "hefang.key"
    with postgres.database(postgres_server) as url, pytest.MonkeyPatch.context() as patch:
        patch.setenv("HEFANG_KEY_FILE", str(key))
        connect.close(connect.create(url, "2017", STAMP))
        yield str(make_url(url).database), key


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def where(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Address of a casebook that does not exist yet; for ``book``, of one that was begun."""
    begun = "book" in request.fixturenames
    if request.param == "sqlite":
        monkeypatch.delenv("HEFANG_KEY_FILE", raising=False)
        path = tmp_path / "案卷 100%.db"
        if begun:
            _copied(request.getfixturevalue("begun_file"), path)
        yield str(path)
        return
    monkeypatch.setenv("HEFANG_KEY_FILE", str(tmp_path / "hefang.key"))
    template = "template0"
    if begun:
        template, key = request.getfixturevalue("begun_database")
        shutil.copy(key, tmp_path)
    with postgres.database(request.getfixturevalue("postgres_server"), template) as url:
        yield url


@pytest.fixture
def book(where: str) -> Iterator[Casebook]:
    """An empty casebook."""
    made = connect.open_casebook(where)
    yield made
    connect.close(made)


@pytest.fixture
def sqlite_book(begun_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Casebook]:
    """An empty casebook in a file."""
    monkeypatch.delenv("HEFANG_KEY_FILE", raising=False)
    _copied(begun_file, tmp_path / "casebook.db")
    made = connect.open_casebook(str(tmp_path / "casebook.db"))
    yield made
    connect.close(made)


def _copied(begun: Path, path: Path) -> None:
    for end in ("", ".key"):
        shutil.copy(f"{begun}{end}", f"{path}{end}")
