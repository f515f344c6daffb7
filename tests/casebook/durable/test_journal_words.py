"""Every kind of journal entry has its words; a kind without any is never written."""

from __future__ import annotations

import pytest

from casebook import journal
from casebook.connect import Casebook
from phrases import has, say
from tests.casebook.build import STAMP


@pytest.mark.parametrize("kind", sorted(journal.KINDS))
def test_a_kind_has_words_in_both_languages(kind: str) -> None:
    key = f"casebook.entry_{kind}"
    assert has(key)
    assert say(key, "zh") != say(key, "en")


def test_a_kind_without_words_is_not_written(sqlite_book: Casebook) -> None:
    with sqlite_book.write() as conn, pytest.raises(ValueError, match="nameless"):
        journal.append(conn, sqlite_book.key, STAMP, "nameless", {})
    with sqlite_book.read() as conn:
        assert [entry.what for entry in journal.entries(conn)] == ["new"]
