"""The table of outcome codes: what each says, and that a new line of it needs nothing else."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sampling.calls.call_list import outcome_words
from sampling.calls.dealing import open_rows
from sampling.calls.measure import text_width
from sampling.calls.outcomes import outcomes
from sampling.model import Attempt, Counts
from sampling.rates import disposition
from sampling.rounds import clashing, final_codes

ROOT = Path(__file__).parents[3]


def made(row: str, *codes: str) -> list[Attempt]:
    return [Attempt(row, at, code, "", "1") for at, code in enumerate(codes, 1)]


def test_who_does_not_remember_is_silent_and_never_bad() -> None:
    attempts = [*made("a", "V4"), *made("b", "U1", "V4"), *made("c", "V4", "V1")]
    assert final_codes(attempts) == {"a": "V4", "b": "V4", "c": "V1"}
    assert open_rows("ab", attempts) == ()  # nobody is pressed: not called again
    assert outcomes()["V4"].counts_for == "unresolved"
    assert clashing(attempts, (), {}) == frozenset()
    assert Counts(10, 0, 2).silent == 2


def test_an_appointment_is_a_contact_and_is_called_again() -> None:
    known = outcomes()["R3"]
    assert (known.again, known.when, disposition("R3")) == ("appointment", "appointment", "O")
    assert open_rows("a", made("a", "R3")) == ("a",)


@pytest.mark.parametrize("code", list(outcomes()))
def test_every_code_says_all_that_follows_from_it(code: str) -> None:
    known = outcomes()[code]
    assert known.source.startswith("AAPOR Standard Definitions")
    assert re.match(r"\d\.\d", known.aapor)
    assert (known.again == "no") == (not known.when)
    # Chinese has the marks of Chinese.
    assert not re.search(r"[,()/;:]", known.zh + known.short_zh)
    # A drop-down is as wide as its words, and three of them have to fit on a page.
    assert max(text_width(outcome_words(code, lang)) for lang in ("zh", "en")) <= 20


# What somebody does who adds a code: one line. Everything else is asked in a copy of the house.
_NEW = (
    'V5,"本人，愿当面核实",will confirm in person,当面核实,in person,unresolved,appointment,appointment,2.36,'
    "AAPOR Standard Definitions,当面,"
)
_ASKED = """
import io
from openpyxl import load_workbook
from sampling import answers, rates, rounds
from sampling.calls import call_list, dealing, outcomes
from sampling.calls.returned import lines, lists
from sampling.calls.typed import read_code
from sampling.model import Attempt, Callee
person = Callee("A#0002", "A", "甲公司", "赵水甲", ("13904517000",), "", "PHONE", "", ())
made = call_list.CallList("2017", "1", "d", (person,), origin="o")
for lang in ("zh", "en"):
    book = load_workbook(io.BytesIO(call_list.write_list(made, b"s", lang)))
    assert any(cell.value == call_list.outcome_words("V5", lang) for cell in book["_hefang"]["B"])
    assert "V5" in [cell.value for cell in book.worksheets[2]["A"]]
    sheet = book.worksheets[0]
    sheet.cell(4, call_list.COLUMNS.index("code1") + 1).value = call_list.outcome_words("V5", lang)
    out = io.BytesIO()
    book.save(out)
    home = lines.Home("2017", "o", frozenset({"d"}))
    back = lists.read_list(out.getvalue(), {"A#0002": person}, b"s", home=home)
    assert [a.code for a in back.attempts] == ["V5"], back
assert read_code("当面") is None
assert rates.disposition("V5") == "O"
assert dealing.open_rows(["A#0002"], back.attempts) == ("A#0002",)
assert rounds.final_codes(back.attempts) == {"A#0002": "V5"}
assert outcomes.counts_for("V5") == "unresolved"
assert answers.words("V5") == "本人，愿当面核实"
print("all")
"""


def test_a_new_code_needs_its_line_and_nothing_else(tmp_path: Path) -> None:
    for room in ("phrases", "verify", "sampling"):
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    table = tmp_path / "sampling" / "calls" / "callback_outcomes.csv"
    table.write_text(table.read_text(encoding="utf-8") + _NEW + "\n", encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONUTF8": "1"}
    ran = subprocess.run(
        [sys.executable, "-c", _ASKED],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.stdout.strip(), ran.returncode) == ("all", 0), ran.stderr


@pytest.mark.parametrize(
    ("old", "new"),
    [(",confirmed,no,", ",certain,no,"), (",bad,no,", ",bad,perhaps,"), (",soon,", ",tomorrow,")],
)
def test_a_line_that_nothing_could_follow_is_refused_by_name(tmp_path: Path, old: str, new: str) -> None:
    for room in ("phrases", "verify", "sampling"):
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    table = tmp_path / "sampling" / "calls" / "callback_outcomes.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    asked = "from sampling.calls.outcomes import outcomes; outcomes()"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    ran = subprocess.run(
        [sys.executable, "-c", asked],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode != 0
    assert new.strip(",").split(",")[-1 if old != ",confirmed,no," else 0] in ran.stderr
