"""Whoever has the casebook and no key cannot bend it unseen; whoever has the key as well is found by what was printed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from casebook import connect, journal
from tests.casebook.durable import attacks
from tests.casebook.durable.attacks import edit, faults, rewritten, without_key
from tests.casebook.road import answer, inside, run


@pytest.fixture
def folder(judged: tuple[Path, str], tmp_path: Path) -> Path:
    """A round of one's own to bend."""
    return Path(shutil.copytree(judged[0], tmp_path / "round"))


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A round up to its judgement, and the last hash as it was printed then."""
    folder = tmp_path_factory.mktemp("judged")
    return folder, attacks.judged(folder)


@pytest.fixture
def printed(judged: tuple[Path, str]) -> str:
    return judged[1]


@pytest.mark.parametrize("name", attacks.WITHOUT_KEY)
def test_attacks_with_the_file_and_without_the_key(folder: Path, printed: str, name: str) -> None:
    assert not faults(folder)
    assert not attacks.denied(folder, printed)
    attacks.WITHOUT_KEY[name](folder)
    # Only what is newer can tell that the end is gone.
    assert attacks.denied(folder, printed) if "cut off" in name else faults(folder)


@pytest.mark.parametrize("name", attacks.WITH_KEY)
def test_attacks_with_file_and_key_are_found_by_what_was_printed(
    folder: Path, printed: str, name: str
) -> None:
    attacks.WITH_KEY[name](folder)
    assert not faults(folder)  # everything was made to fit
    assert attacks.denied(folder, printed)


def test_they_are_twelve_and_eight() -> None:
    assert (len(attacks.WITHOUT_KEY), len(attacks.WITH_KEY)) == (12, 8)


def test_a_casebook_cannot_be_passed_off_as_one_from_before(folder: Path) -> None:
    """Rewritten without a key, with the facts of the first edition: what it remembers of its key gives it away."""
    book = edit(folder, "DELETE FROM attempts WHERE code = 'N1'")
    facts = json.loads(book.execute("SELECT facts FROM journal WHERE id = 1").fetchone()[0])
    for guess in ("0" * 32, facts["key_check"]):
        facts["key_check"] = guess
        text = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        book.execute("UPDATE journal SET facts = ? WHERE id = 1", (text,))
        book.execute("UPDATE about SET value = ? WHERE name = 'key_check'", (guess,))
        rewritten(book, without_key)
        with inside(folder, {}):
            ran = run("status", "--check", code=None)
        assert ran.code in (1, 2)


def test_the_end_cut_off_is_found_by_what_was_printed(folder: Path) -> None:
    with inside(folder, {}):
        printed = answer("status")["journal"]["hash"]
        run("report", "--out", "papers")
        assert run("status", "--witness", printed).code == 0
        paper = folder / "papers" / "audit.docx"
        assert "此后又有 0 条" in run("status", "--witness", paper).out
        last = answer("status")["journal"]["entries"]
    tables = ("decisions", "judgements", "attempts", "lists")
    edit(
        folder,
        *(f"DELETE FROM {table} WHERE entry >= {last - 2}" for table in tables),
        f"DELETE FROM journal WHERE id >= {last - 2}",
    )
    assert not faults(folder)  # nothing in the file itself can tell
    with inside(folder, {}):
        for witness in (printed, " ".join(printed[at : at + 4] for at in range(0, 64, 4)), paper):
            ran = run("status", "--check", "--witness", witness, code=1)
            assert "被截短、改写或换成了旧的副本" in ran.out


def test_an_older_copy_put_back_is_found(folder: Path) -> None:
    with inside(folder, {}):
        shutil.copy("casebook.db", "old.db")
        minutes = run(
            "judge", "--decide", "A", "--as", "low", "--by", "王", "--reason", "再次确认", code=1
        ).out
        (folder / "judge.txt").write_text(minutes, encoding="utf-8")
        assert run("status", "--witness", "judge.txt").code == 0
        for name in ("casebook.db-wal", "casebook.db-shm"):
            (folder / name).unlink(missing_ok=True)
        shutil.copy("old.db", "casebook.db")
        run("status", "--check", "--witness", "judge.txt", code=1)


def test_a_paper_without_a_hash_and_a_hash_that_is_too_short_are_said(folder: Path) -> None:
    (folder / "note.txt").write_text("没有", encoding="utf-8")
    with inside(folder, {}):
        assert "没有印日志末条" in run("status", "--witness", "note.txt", code=2).err
        run("status", "--witness", "abcd", code=1)


def test_a_clock_that_was_set_back_is_marked(folder: Path) -> None:
    book = connect.open_casebook(str(folder / "casebook.db"))
    with book.write() as conn:
        journal.append(conn, book.key, journal.Stamp("2016-01-01T08:00:00+08:00", "x"), "decide", {})
    connect.close(book)
    with inside(folder, {}):
        ran = run("status", "--check")
    assert "早于前一条" in ran.out


@pytest.mark.parametrize(
    ("bent", "table"),
    [
        ("UPDATE seals SET document = replace(document, 'silence_odds', 'silence_odd5')", "seals"),
        ("UPDATE seals SET supersedes = '[', document = '{'", "seals"),
        ("UPDATE draws SET document = substr(document, 1, 200)", "draws"),
        ("UPDATE journal SET facts = '{' WHERE id = 1", "journal"),
    ],
)
def test_a_document_that_cannot_be_read_hides_nothing_else(folder: Path, bent: str, table: str) -> None:
    """The bent one is a fault beside all others, and the check goes on."""
    edit(
        folder, bent, "DELETE FROM masks WHERE respondent_id = (SELECT min(respondent_id) FROM masks)"
    ).close()
    with inside(folder, {}):
        said = run("status", "--check", code=1)
        named = {fault["table"] for fault in answer("status", "--check", code=1)["faults"]}
    assert {table, "masks"} <= named
    assert "masks A v1" in said.out
