"""What people type as an outcome: a code is taken, own words are refused with the nearest code, nothing is guessed."""

from __future__ import annotations

import pytest

from sampling.calls.call_list import outcome_words
from sampling.calls.outcomes import outcomes
from sampling.calls.typed import DOUBT, MORE, NEAR, OWN, SEVERAL, Typed, nearest, read_outcome
from sampling.model import BAD

CODES = list(outcomes())


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_code_with_its_own_words_is_taken(code: str, lang: str) -> None:
    known = outcomes()[code]
    shown = [
        outcome_words(code, lang),
        f"{code} {known.words(lang)}",
        code,
        code.lower(),
        f"{code}。",
        known.words(lang),
    ]
    shown += [f"{code} {former}" for former in known.former] + list(known.former)
    assert {read_outcome(text) for text in shown} == {Typed(code)}


@pytest.mark.parametrize(
    "typed", ["V1 核实一致", "Ｖ１　核实一致", "v1-核实一致", "V1：核实一致", "V 1", "V1 confirmed"]
)
def test_however_it_is_spaced(typed: str) -> None:
    assert read_outcome(typed) == Typed("V1")


@pytest.mark.parametrize(
    ("typed", "problem", "near"),
    [
        ("拒访", NEAR, "R1"),
        ("核实一致", NEAR, "V1"),
        ("没人接", NEAR, "U1"),
        ("关机", NEAR, "U3"),
        ("停机了", NEAR, "D2"),
        ("没有这个号码", NEAR, "D1"),
        ("Vl", NEAR, "V1"),
        ("u I", NEAR, "U1"),
        ("Xl", NEAR, "X1"),
        ("记不清", NEAR, "V4"),
        ("忘了", NEAR, "V4"),
        ("否认", NEAR, "N1"),
        ("打通了", OWN, ""),
        ("好", OWN, ""),
        ("1", OWN, ""),
        ("V9", OWN, ""),
        ("V12", OWN, ""),
        ("V1?", DOUBT, "V1"),
        ("V1？", DOUBT, "V1"),
        ("U1 ????", DOUBT, "U1"),
        ("可能V1", DOUBT, ""),
        ("V1或N1", SEVERAL, ""),
        ("V1/V2", SEVERAL, ""),
        ("V1或者别的", DOUBT, "V1"),
        ("N1，其实记不清", MORE, "N1"),
        ("N3 使用过该产品", MORE, "N3"),
        ("V1 本人接听", MORE, "V1"),
    ],
)
def test_nothing_is_guessed(typed: str, problem: str, near: str) -> None:
    assert read_outcome(typed) == Typed("", problem, near)


@pytest.mark.parametrize(
    "typed", ["接受过调查", "是用户", "用过该企业的产品", "认识此人", "家属接的", "不是拒访", "不是本人"]
)
def test_words_that_deny_nothing_are_never_near_to_a_bad_code(typed: str) -> None:
    """ "Was interviewed" is a part of "was never interviewed"; whoever answers for a relative accuses nobody."""
    near = nearest(typed)
    assert not near or outcomes()[near].counts_for != BAD


def test_question_marks_stand_for_chinese_only_where_a_file_lost_it() -> None:
    assert read_outcome("D1 ??", lost=True) == Typed("D1")
    assert read_outcome("D1 ??").problem == DOUBT
    assert read_outcome("D1 ?", lost=True).problem == DOUBT  # its words are two letters
    for code in CODES:
        marks = "".join(letter if ord(letter) < 128 else "?" for letter in outcome_words(code))
        assert read_outcome(marks, lost=True) == Typed(code)
