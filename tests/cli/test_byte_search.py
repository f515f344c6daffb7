"""Hundreds of names and numbers are planted, a whole round is walked, and every byte written is looked at.

Where any of them may stand, docs/casebook.md says in a table; everywhere else there is none.
"""

from __future__ import annotations

import html
import io
import os
import random
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.casebook.road import fill
from tests.cli.run import ROOT, Ran, hefang, write_book

SEED = "31415926535897932384"
DOSSIERS, ROWS = 4, 100  # with ten, a thousand names and as many numbers, the same was found: nothing
# Rare enough that no three of them come together by chance in what we say.
_RARE = (
    "彧彣彤彨彪彬彭彯彰彲徂徇徉徕徜徭徯徽忞忱怍怏怙怛怡怵怿恂恚恝恪恫恺悃悛悝悱悻惇惝惴愀愍愔愠愫慊慜慥憬懋"
)


def planted() -> list[tuple[str, str]]:
    """Return (name, number) of every respondent; no two share a name or a number."""
    dice = random.Random(20170101)
    names: dict[str, str] = {}
    while len(names) < DOSSIERS * ROWS:
        name = dice.choice("欧戚臧邬禚") + "".join(dice.sample(_RARE, 2))
        names.setdefault(name, f"139{dice.randrange(10**8):08d}")
    assert len(set(names.values())) == len(names)
    return list(names.items())


PEOPLE = planted()
NAMES, NUMBERS = {name for name, _ in PEOPLE}, {number for _, number in PEOPLE}


def texts(data: bytes) -> Iterator[str]:
    """Yield everything that bytes may mean as text: encodings, escapes, character references, parts of a ZIP."""
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            for name in parts.namelist():
                yield name
                yield from texts(parts.read(name))
        return
    yield data.decode("utf-8", "ignore")
    yield data.decode("gb18030", "ignore")
    for at in (0, 1):
        yield data[at:].decode("utf-16-le", "ignore")
        yield data[at:].decode("utf-16-be", "ignore")
    plain = data.decode("latin-1")
    if "&#" in plain:
        yield html.unescape(data.decode("utf-8", "ignore"))
    if "\\u" in plain:
        yield re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), data.decode("utf-8", "ignore"))
    # Numbers may be written in groups.
    yield re.sub(r"(?<=\d)[ \-](?=\d)", "", data.decode("utf-8", "ignore"))


def found_in(data: bytes) -> set[str]:
    """Return every planted name and number that stands in bytes."""
    seen: set[str] = set()
    for text in texts(data):
        seen |= {text[at : at + 3] for at in range(len(text))} & NAMES
        for digits in re.findall(r"\d{11,}", text):
            seen |= {digits[at : at + 11] for at in range(len(digits) - 10)} & NUMBERS
    return seen


def test_the_search_finds_what_is_hidden() -> None:
    name, number = PEOPLE[0]
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w") as parts:
        parts.writestr("a.xml", "".join(f"&#{ord(c)};" for c in name))
    assert found_in(box.getvalue()) == {name}
    assert found_in(name.encode("utf-16-le")) == {name}
    assert found_in(b"x" + name.encode("utf-16-le")) == {name}
    assert found_in(name.encode("gb18030")) == {name}
    assert found_in(name.encode("unicode_escape")) == {name}
    assert found_in(f"{number[:3]}-{number[3:7]} {number[7:]}".encode()) == {number}
    assert found_in(f"1{number}9".encode()) == {number}
    assert not found_in(b"nothing 13900000000")


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Ran]]:
    """A round from rosters to purge, with its own temporary folder; what every command said."""
    folder = tmp_path_factory.mktemp("round")
    for name in ("材料", "temp"):
        (folder / name).mkdir()
    for number in range(DOSSIERS):
        rows = [
            [at + 1, name, contact, "电话", "2017-03-05", ""]
            for at, (name, contact) in enumerate(PEOPLE[number * ROWS : (number + 1) * ROWS])
        ]
        write_book(folder / "材料" / f"企业{number}.xlsx", rows)
    said: list[Ran] = []

    def walk(*words: str) -> Ran:
        temp = str(folder / "temp")
        said.append(hefang(*words, cwd=folder, TMPDIR=temp, TEMP=temp, TMP=temp))
        assert said[-1].code in (0, 1), said[-1]
        return said[-1]

    walk("verify", "材料", "--out", "初看")
    walk("key", "new", "主持人.key", "--as", "chair")
    walk("new", "--round", "2017")
    walk("add", "材料")
    walk("status", "--check", "--journal", "--json")
    walk("seal", "--sign", "主持人.key", "--out", "纪要")
    walk("draw", "--seed", SEED, "--sign", "主持人.key", "--out", "纪要")
    walk("calls", "export", "--callers", "2", "--out", "名单")
    walk("calls", "export", "--password", "秘密2017", "--out", "加密")
    for path in (folder / "名单").iterdir():
        fill(path, lambda row, _: "N1" if row.endswith("7") else "U1" if row.endswith("8") else "V1")
        walk("calls", "import", str(path.relative_to(folder)))
    walk("judge")
    walk("report", "--sign", "主持人.key", "--out", "报告")
    walk("report", "--unmask", "--out", "全名报告")
    (folder / "之前").mkdir()
    for path in folder.glob("casebook.db*"):
        (folder / "之前" / path.name).write_bytes(path.read_bytes())
    walk("purge", "--round", "--unfinished")
    walk("status", "--check", "--json")
    walk("report", "--out", "清除后")
    return folder, said


def test_names_and_numbers_stand_only_where_the_table_says(walked: tuple[Path, list[Ran]]) -> None:
    folder, _ = walked
    where: dict[str, set[str]] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            top = path.relative_to(folder).parts[0]
            where.setdefault(top, set()).update(found_in(path.read_bytes()))
            assert not found_in(path.name.encode())
    drawn = len(where["名单"] & NAMES)
    assert 0 < drawn <= len(NAMES)
    assert {top for top, found in where.items() if found} == {"材料", "名单", "全名报告", "之前"}
    assert where["材料"] == NAMES | NUMBERS
    assert where["之前"] == NAMES | NUMBERS
    # After the purge the very file holds nothing, free pages and log included.
    assert not where["casebook.db"]
    assert "casebook.db-wal" not in where or not (folder / "casebook.db-wal").stat().st_size


def test_no_screen_says_a_name_or_a_number(walked: tuple[Path, list[Ran]]) -> None:
    for ran in walked[1]:
        assert not found_in((ran.out + ran.err).encode())


def test_nothing_is_left_in_the_temporary_folder(walked: tuple[Path, list[Ran]]) -> None:
    # Chromium and LibreOffice were not asked for; Python's own sockets of worker processes go with them.
    assert [path.name for path in (walked[0] / "temp").rglob("*") if path.is_file()] == []
    assert [path.name for path in (walked[0] / "temp").glob("hefang-*")] == []


def test_purge_tells_what_was_exported_by_path(walked: tuple[Path, list[Ran]]) -> None:
    purged = next(ran for ran in walked[1] if "已清除" in ran.out)
    for name in ("名单/回访名单-1.xlsx", "名单/回访名单-2.xlsx", "加密/回访名单-1.xlsx", "全名报告"):
        assert f"仍在：{walked[0] / name}" in purged.out


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_files_for_the_owners_eyes(walked: tuple[Path, list[Ran]]) -> None:
    folder = walked[0]
    for path in (
        folder / "casebook.db",
        folder / "casebook.db.key",
        folder / "主持人.key",
        *(folder / "加密").iterdir(),
    ):
        assert path.stat().st_mode & 0o077 == 0, path


def test_the_table_stands_in_the_docs() -> None:
    for page, words in (
        ("casebook.md", "Where names and numbers stand"),
        ("casebook.zh-CN.md", "哪里有姓名和号码"),
    ):
        assert words in (ROOT / "docs" / page).read_text(encoding="utf-8")
