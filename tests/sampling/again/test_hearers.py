"""Who heard whom: counts by pair, pairs that heard each other, and hearers whose own people say that nobody called."""

from __future__ import annotations

from sampling.again.agreement import MORE, QUIET, Agreement, HeardRow
from sampling.again.hearers import lines, pairs
from sampling.again.words import cells


def row(number: int, first: str, second: str, before: str) -> HeardRow:
    return HeardRow(f"A#{number:04d}", first, "V1", second, "V1" if second else "", before, not second)


def about(caller: str, said: str, nobody: int = 0) -> Agreement:
    return Agreement(caller, 13, 13, 13, 0, 0, 0, nobody, 0, (0, 2), (0, 2), 5, said, 0, 5)


ROWS = (
    row(1, "甲", "乙", "yes"), row(2, "甲", "乙", "no"), row(3, "乙", "甲", "yes"), row(4, "甲", "丙", "unsure"),
    row(5, "丁", "丙", "yes"), row(6, "丁", "", ""),
)  # fmt: skip


def test_pairs_are_counted_as_they_were_heard() -> None:
    assert pairs(ROWS) == (("甲", "乙", 2, 1), ("乙", "甲", 1, 0), ("丁", "丙", 1, 0))
    assert pairs(()) == ()


def test_two_who_heard_each_other_are_named_once_and_a_doubted_hearer_too() -> None:
    shown = lines(ROWS, (about("甲", MORE, 1), about("乙", QUIET)), "zh")
    assert sum("互相复听" in line for line in shown) == 1
    assert "甲 与 乙" in next(line for line in shown if "互相复听" in line) or "乙 与 甲" in "".join(shown)
    (doubted,) = (line for line in shown if "由第三人再核" in line and "互相" not in line)
    assert "甲 复听的结果" in doubted
    assert len(lines(ROWS[4:], (about("丁", MORE, 1),), "en")) == 1  # 丁 heard nobody


def test_noes_that_forgetting_explains_are_not_called_none() -> None:
    assert cells(about("甲", QUIET, 2), "zh")[-1] == "不过多"
    assert cells(about("甲", QUIET), "zh")[-1] == "未见异常"
