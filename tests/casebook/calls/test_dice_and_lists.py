"""Dice that were public before the seal, and call lists that belong elsewhere: refused whole, by name."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from casebook import connect
from desk.commands.calling.calls import list_secret
from sampling.calls.call_list import (
    COLUMNS,
    FIRST_VERSION,
    HEADER_ROW,
    HIDDEN,
    first_check_code,
    outcome_words,
)
from tests.casebook.road import answer, fill, inside, run
from tests.cli.run import hefang, people, write_book
from tests.cli.test_minutes_papers import words_of

ONE, TWO = "31415926535897932384", "27182818284590452353"
WIDE = "３１４１５ ９２６５３-５８９７９，３２３８４"  # the same dice as ONE


@pytest.fixture
def folder(tmp_path: Path) -> Any:
    (tmp_path / "r").mkdir()
    write_book(tmp_path / "r" / "D1.xlsx", people(70))
    with inside(tmp_path, {"HEFANG_WHO": "甲评审"}):
        yield tmp_path


def begun(name: str = "2016", *more: str, seed: str = ONE) -> Path:
    """A round of one roster, drawn; return its list."""
    run("new", "--round", name, "--casebook", f"{name}.db", *more)
    for words in (("add", "r"), ("seal", "--out", name), ("draw", "--seed", seed, "--out", name)):
        run(*words, "--casebook", f"{name}.db", code=None)
    run("calls", "export", "--out", name, "--casebook", f"{name}.db")
    return Path(name) / "回访名单-1.xlsx"


@pytest.mark.parametrize("spelling", [ONE, WIDE, f"{ONE[:10]} {ONE[10:]}"])
@pytest.mark.parametrize(("lang", "words"), [("zh", "重新掷骰"), ("en", "roll again")])
def test_a_late_roster_is_not_drawn_with_dice_that_were_public(
    folder: Path, spelling: str, lang: str, words: str
) -> None:
    begun()
    write_book(folder / "late.xlsx", people(70, first=13704510011))
    run("add", "late.xlsx", "--casebook", "2016.db", code=None)
    run("seal", "--out", "2016", "--casebook", "2016.db")
    typed = ("draw", "--seed", spelling, "--out", "2016", "--casebook", "2016.db", "--lang", lang)
    refused = hefang(*typed, cwd=folder)
    assert refused.code == 2
    assert words in refused.err
    assert not (folder / "2016" / "draw.2.json").exists()
    run("draw", "--seed", TWO, "--out", "2016", "--casebook", "2016.db")  # fresh dice are taken


def test_stage_two_needs_dice_that_nobody_knew(folder: Path) -> None:
    path = begun()
    codes = iter(["N1"] * 2 + ["V1"] * 100)
    fill(path, lambda row, number: next(codes))
    run("calls", "import", path, "--casebook", "2016.db")
    assert answer("judge", "--casebook", "2016.db", code=None)["dossiers"][0]["decision"] == "extend"
    run("draw", "--stage", "2", "--seed", WIDE, "--casebook", "2016.db", "--out", "2016", code=2)
    run("draw", "--stage", "2", "--seed", TWO, "--casebook", "2016.db", "--out", "2016")
    run(
        "draw", "--stage", "2", "--seed", TWO, "--casebook", "2016.db", "--out", "2016"
    )  # once more: the same


def test_every_seal_gets_its_own_roll_and_the_same_command_again_is_harmless(folder: Path) -> None:
    run("new", "--round", "2016")
    run("add", "r", code=None)
    run("seal")
    write_book(folder / "second.xlsx", people(70, first=13704510011))
    run("add", "second.xlsx", code=None)
    run("seal")
    told = run("draw", "--seed", ONE).err
    assert "还有 1 次封存等待抽签" in told
    assert (folder / "draw.json").exists()
    run("draw", "--seed", WIDE, code=2)  # public by now
    assert not (folder / "draw.2.json").exists()
    run("draw", "--seed", TWO)
    assert (folder / "draw.2.json").exists()
    for dice in (ONE, TWO, ONE):
        run("draw", "--seed", dice)  # nothing waits: each is its seal's own draw once more
    run("draw", "--seed", "14142135623730950488", code=2)


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", "不是本轮（2017）"), ("en", "no call list of this round")]
)
def test_last_years_list_is_refused_whole(folder: Path, lang: str, words: str) -> None:
    """The same rosters, the same key: only the round and its dice differ."""
    old = begun("2016")
    begun("2017", "--previous", "2016.db", seed=TWO)
    fill(old, lambda row, number: "V1")
    refused = hefang("calls", "import", old, "--casebook", "2017.db", "--lang", lang, cwd=folder)
    assert refused.code == 2
    assert words in refused.err
    assert "2016" in refused.err
    shown = answer("judge", "--casebook", "2017.db", code=None)["dossiers"][0]
    assert (shown["confirmed"], shown["judgement"]) == (0, "more")
    # ... nor as csv, which has no hidden sheet.
    sheet = load_workbook(old).worksheets[0]
    with (folder / "old.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([cell.value or "" for cell in row] for row in sheet.iter_rows())
    run("calls", "import", "old.csv", "--casebook", "2017.db", code=2)
    run("calls", "import", old, "--casebook", "2016.db")  # it comes back at home


def test_last_rounds_dice_are_on_file(folder: Path) -> None:
    begun("2016")
    begun("2017", "--previous", "2016.db", seed=TWO)
    run("new", "--round", "2018", "--previous", "2017.db", "--casebook", "2018.db")
    run("add", "r", "--casebook", "2018.db", code=None)
    run("seal", "--casebook", "2018.db", "--out", "2018")
    for dice in (WIDE, TWO):
        run("draw", "--seed", dice, "--casebook", "2018.db", "--out", "2018", code=2)


def test_a_hidden_sheet_that_was_changed_helps_nobody(folder: Path) -> None:
    old, new = begun("2016"), begun("2017", "--previous", "2016.db", seed=TWO)
    fill(old, lambda row, number: "V1")
    book, own = load_workbook(old), load_workbook(new)
    for row in range(1, 6):
        book[HIDDEN].cell(row, 1).value = own[HIDDEN].cell(row, 1).value
    book.save(old)
    run("calls", "import", old, "--casebook", "2017.db", code=2)
    assert answer("judge", "--casebook", "2017.db", code=None)["dossiers"][0]["confirmed"] == 0


def test_a_redraw_comes_too_late_once_lists_are_out(folder: Path) -> None:
    run("new", "--round", "2016")
    run("add", "r", code=None)
    run("seal")
    run("draw", "--seed", ONE)
    run("draw", "--seed", TWO, "--again", "--reason", "骰子落地", "--out", "again")  # nobody has a name yet
    run("calls", "export")
    third = ("draw", "--seed", "14142135623730950488", "--again", "--reason", "再来", "--out", "third")
    assert "回访名单，不能重新抽取" in run(*third, code=2).err


def as_first_version(path: Path, book: str) -> None:
    """What the edition before wrote: eight digits of row and name, no casebook."""
    opened = connect.open_casebook(book)
    secret = list_secret(opened)
    connect.close(opened)
    workbook = load_workbook(path)
    sheet, at = workbook.worksheets[0], {key: index + 1 for index, key in enumerate(COLUMNS)}
    for line in range(HEADER_ROW + 1, sheet.max_row + 1):
        row, name = sheet.cell(line, at["row"]).value, sheet.cell(line, at["name"]).value
        sheet.cell(line, at["check"]).value = first_check_code(secret, "1", str(row), str(name))
    workbook[HIDDEN]["A1"].value = FIRST_VERSION
    workbook[HIDDEN]["A5"].value = None
    workbook.save(path)


def to_csv(path: Path) -> Path:
    sheet = load_workbook(path).worksheets[0]
    made = path.with_suffix(".csv")
    with made.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([cell.value or "" for cell in row] for row in sheet.iter_rows())
    return made


@pytest.mark.parametrize("saved", [lambda path: path, to_csv], ids=["xlsx", "csv"])
def test_lists_of_the_edition_before_come_back_into_their_own_round(
    folder: Path, saved: Callable[[Path], Path]
) -> None:
    old = begun("2016")
    as_first_version(old, "2016.db")
    begun("2017", "--previous", "2016.db", seed=TWO)
    typed = fill(old, lambda row, number: "V1")
    file = saved(old)
    run("calls", "import", file, "--casebook", "2017.db", code=2)
    taken = answer("calls", "import", file, "--casebook", "2016.db")
    assert taken["files"][0]["new"] == len(typed)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_list_comes_back_in_the_language_it_went_out_in(folder: Path, lang: str) -> None:
    run("new", "--round", "2016")
    run("add", "r", code=None)
    run("seal")
    run("draw", "--seed", ONE)
    run("calls", "export", "--lang", lang)
    (file,) = folder.glob("call list-1.xlsx" if lang == "en" else "回访名单-1.xlsx")
    book = load_workbook(file)
    offered = [str(cell.value) for cell in book[HIDDEN]["B"] if cell.value]
    assert offered[0] == outcome_words("V1", lang)
    sheet, at = book.worksheets[0], COLUMNS.index("code1") + 1
    typed = {}
    for line, words in zip(range(HEADER_ROW + 1, sheet.max_row + 1), offered, strict=False):
        sheet.cell(line, at).value = words
        typed[sheet.cell(line, COLUMNS.index("row") + 1).value] = words.split()[0]
    book.save(file)
    taken = answer("calls", "import", file)["files"][0]
    assert (taken["new"], taken["refused"]) == (len(typed), [])


def test_a_refused_row_makes_exit_2(folder: Path) -> None:
    path = begun()
    book = load_workbook(path)
    book.worksheets[0].cell(HEADER_ROW + 1, COLUMNS.index("code1") + 1).value = "拒访"
    book.worksheets[0].cell(HEADER_ROW + 2, COLUMNS.index("code1") + 1).value = "V1"
    book.save(path)
    taken = answer("calls", "import", path, "--casebook", "2016.db", code=2)["files"][0]
    assert (taken["new"], len(taken["refused"])) == (1, 1)


def test_the_minutes_say_what_really_passes(folder: Path) -> None:
    run("new", "--round", "2016")
    run("add", "r", code=None)
    run("seal")
    said = " ".join(words_of(folder / "纪要.docx").split())
    assert re.search(
        r"全部应答时查实不真实的不超过 \d 人即通过；\s+\d+ 人未应答时(?:查实不真实的不超过 \d 人即通过|不能通过)",
        said,
    )
    assert "未应答的超过已抽取的 40% 时，不能仅凭回访认定为真实性高" in said
    assert "不真实不超过" not in said
    assert "结论为“需补充核查”" in said
    assert "用过的种子不能再用" in said
    hefang("seal", "--lang", "en", cwd=folder)
    said = " ".join(words_of(folder / "minutes.docx").split())
    assert re.search(
        r"if all answer it passes with \d found bad or fewer; if \d+ are silent it (?:passes|cannot)", said
    )
    assert "What is sealed apart gets its own roll" in said
    assert "more evidence needed" in said
