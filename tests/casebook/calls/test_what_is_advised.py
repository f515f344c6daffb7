"""What ``judge`` says to do next can be done: every command that it prints is run, and refused is none of them."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.casebook.road import answer, fill, inside, run
from tests.cli.run import people, write_book

ONE, TWO, THREE = "31415926535897932384", "27182818284590452353", "14142135623730950488"
COMMAND = re.compile(r"hefang [a-z].*?(?=，收回|, take them back|$)")
Answer = Callable[[int, int], str]  # (place on the list, attempt) -> code


@pytest.fixture
def folder(tmp_path: Path) -> Any:
    (tmp_path / "r").mkdir()
    write_book(tmp_path / "r" / "D1.xlsx", people(60))
    with inside(tmp_path, {"HEFANG_WHO": "甲评审"}):
        for words in (("new",), ("add", "r"), ("seal",), ("draw", "--seed", ONE)):
            run(*words, code=None)
        yield tmp_path


def called(answers: Answer, times: int = 1, out: str = "lists") -> list[str]:
    """Call everybody on the list; return the rows that stayed silent."""
    silent = []
    run("calls", "export", "--out", out)
    (file,) = Path(out).glob("*.xlsx")
    for attempt in range(1, times + 1):
        places: dict[str, int] = {}

        def code(row: str, number: int, attempt: int = attempt, places: dict[str, int] = places) -> str:
            place = places.setdefault(row, len(places))
            return answers(place, number) if number == attempt else ""

        typed = fill(file, code)
        silent = [row for row, said in typed.items() if said == "U1"]
    run("calls", "import", file)
    return silent


def advised(lang: str) -> list[str]:
    told = run("judge", "--lang", lang, code=None).err
    assert told.strip()
    return [found[0] for found in map(COMMAND.search, told.splitlines()) if found]


def can_be_run(command: str) -> None:
    row = answer("judge", code=None)["dossiers"][0]
    assert row["id"] == "D1"
    for words, mine in {
        "行号": OPEN, "ROW": OPEN, "姓名": "乙", "NAME": "乙", "理由": "核对问卷", "WHY": "checked",
        '"种子"': THREE, '"SEED"': THREE, "（或 bad）": "", "(or bad)": "", "（或 N1）": "", "(or N1)": "",
        "（或 high、low）": "", "(or high, low)": "",
    }.items():  # fmt: skip
        command = command.replace(words, mine)
    ran = run(*shlex.split(command)[1:], code=None)
    assert ran.code != 2, (command, ran.err)


OPEN = "D1#0031"
SILENT: Answer = lambda place, attempt: "U1" if place < 18 else "V1" if attempt == 1 else ""  # noqa: E731


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    ("answers", "times", "stage_two", "kinds"),
    [
        (lambda place, attempt: "U1" if place < 12 else "V1", 1, None, ["calls export"]),
        (SILENT, 3, None, ["draw --stage 2"]),
        (SILENT, 3, SILENT, ["judge --decide"]),
        (
            lambda p, a: "N1" if p < 3 else "V1",
            1,
            lambda p, a: "N1" if p < 2 else "V1",
            ["judge --decide D1"],
        ),
        (lambda place, attempt: "N1" if place < 25 else "", 1, None, ["calls close D1", "report"]),
        (lambda place, attempt: "" if place < 1 else "V1", 1, None, ["calls close D1", "report"]),
    ],
    ids=["open", "stage 1 over", "silent at the end", "answered at the end", "low already", "high already"],
)
def test_every_step_that_is_named_can_be_taken(
    folder: Path, answers: Answer, times: int, stage_two: Answer | None, kinds: list[str], lang: str
) -> None:
    called(answers, times)
    if stage_two is not None:
        run("draw", "--stage", "2", "--seed", TWO)
        called(stage_two, times, "second")
    commands = advised(lang)
    for kind in kinds:
        assert any(command.startswith(f"hefang {kind}") for command in commands), (kind, commands)
    if not any(kind.startswith("draw") for kind in kinds):
        assert not any("--stage 2" in command for command in commands), commands
    for command in commands:
        can_be_run(command)


def test_whoever_is_silent_at_the_end_is_closed_by_what_is_advised(folder: Path) -> None:
    """Row by row, as the sentence says, until nobody is unresolved; then the dossier is settled and nothing is left."""
    silent = called(SILENT, 3)
    run("draw", "--stage", "2", "--seed", TWO)
    silent += called(lambda place, attempt: "U1" if place < 8 else "V1" if attempt == 1 else "", 3, "second")
    before = answer("judge", code=None)["dossiers"][0]
    assert (before["judgement"], before["unresolved"]) == ("more", len(silent))
    for row in silent:
        run("judge", "--decide", row, "--as", "good", "--by", "乙", "--reason", "核对问卷", code=None)
    assert answer("judge", code=None)["dossiers"][0]["judgement"] == "high"
    assert [c for c in advised("zh") if "judge" in c] == []


def test_rows_whose_outcomes_disagree_are_told_with_the_command_that_decides(folder: Path) -> None:
    called(lambda place, attempt: "V1" if attempt == 1 else "", 1)
    (file,) = Path("lists").glob("*.xlsx")
    from_first: list[str] = []
    fill(file, lambda row, at: "N1" if at == 2 and not from_first and not from_first.append(row) else "")
    run("calls", "import", file)
    (command,) = [c for c in advised("zh") if "--decide" in c]
    assert from_first[0] in command
    can_be_run(command)
    assert not [c for c in advised("zh") if "--decide" in c]
