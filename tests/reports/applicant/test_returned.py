"""A roster that came back, matched finding by finding: cleared, open, new; nothing is cleared by vanishing."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from reports.applicant.comparison import comparison_paper, document, screen_lines
from reports.applicant.returned import CLEARED, GONE, NEW, OPEN, UNSEEN, ListComparison, compare, side
from reports.formats import docx, html
from reports.formats.columns import width
from tests.reports.docx.word import opened
from tests.reports.rounds import NAMES, NUMBERS, ROWS, declared, material

HEAD, *LINES = [line.strip() for line in ROWS.strip().splitlines()]


def compared(after: list[str], lang: str = "zh", before: list[str] | None = None) -> ListComparison:
    """Compare HLJ-01 of tests/reports/rounds.py with other rows, alone as it comes back."""
    old = material(declared("\n".join([HEAD, *(before or LINES)])), lang=lang)
    new = material(declared("\n".join([HEAD, *after])), lang=lang)
    return compare(side(old, "HLJ-01"), side(new, "HLJ-01"))


MINE = [line for line in LINES if line.startswith("HLJ-01")]
OTHERS = [line for line in LINES if not line.startswith("HLJ-01")]


def states(found: ListComparison, code: str) -> Counter[str]:
    return Counter(o.state for o in found.outcomes if o.flag.finding.code == code)


def test_the_same_file_leaves_everything_open() -> None:
    found = compared(LINES)
    assert {o.state for o in found.outcomes} == {OPEN}
    assert found.changes == ()
    assert found.falls_short


def test_a_corrected_cell_is_cleared_and_only_that() -> None:
    fixed = [line.replace("2017-02-30", "2017-03-20") for line in LINES]
    found = compared(fixed)
    assert states(found, "DT03") == {CLEARED: 1}
    assert {o.state for o in found.outcomes if o.flag.finding.code != "DT03"} == {OPEN}
    (change,) = found.changes
    assert change.fields == ("surveyed",)
    assert change.asked


def test_a_row_that_moved_takes_its_question_along() -> None:
    moved = [MINE[4], *MINE[:4], *OTHERS]
    found = compared(moved)
    assert {o.state for o in found.outcomes} == {OPEN}
    asked = next(o for o in found.outcomes if o.flag.finding.code == "DT04")
    assert asked.before is not None
    assert asked.after is not None
    assert asked.before.finding.cells == ("E6",)
    assert asked.after.finding.cells == ("E2",)


def test_striking_somebody_out_clears_nothing() -> None:
    found = compared([*MINE[:3], MINE[4], *OTHERS])
    assert states(found, "DT03") == {GONE: 1}
    assert states(found, "CT02") == {GONE: 1}
    assert found.falls_short
    assert [c.before.name for c in found.changes if c.after is None and c.before] == ["李先生"]


def test_a_check_that_could_not_be_run_clears_nothing() -> None:
    """It came back alone: nobody can say whether the shared number still is one."""
    found = compared(MINE)
    assert states(found, "DU05") == {UNSEEN: 2}
    assert {o.why for o in found.outcomes if o.state == UNSEEN} == {"one_dossier"}
    assert "无从比较" in "".join(
        text for _, text in opened(docx.render(comparison_paper(found))).paragraphs()
    )


def test_a_mistake_made_while_correcting_is_new() -> None:
    fixed = [line.replace("139045100 ", "13904510055 ").replace("2017-03-06", "2016-03-06") for line in LINES]
    found = compared(fixed)
    assert states(found, "CT02") == {CLEARED: 1}
    assert states(found, "DT04") == {OPEN: 1, NEW: 1}
    fresh = next(o for o in found.outcomes if o.state == NEW and o.flag.finding.code == "DT04")
    assert fresh.before is None
    assert fresh.flag.finding.cells == ("E4",)


def test_a_repeated_person_is_cleared_by_striking_one_out() -> None:
    twice = [*MINE, MINE[2].replace("   3 ", "   6 "), *OTHERS]
    found = compared(LINES, before=twice)
    assert states(found, "DU02") == {CLEARED: 1}


def test_what_nobody_asked_about_is_told() -> None:
    after = list(LINES)
    after[1] = after[1].replace("松江乙厂", "松江丑厂")
    after[2] = after[2].replace("孙三水", "孙四水")
    found = compared([*after[:5], "HLJ-01  6  新来人  15104520188  电话  2017-03-07  松江己厂", *after[5:]])
    added = [c for c in found.changes if c.before is None]
    assert [c.after.name for c in added if c.after] == ["新来人"]
    renamed = next(c for c in found.changes if "name" in c.fields)
    assert renamed.before is not None
    assert renamed.before.name == "孙三水"


def test_the_whole_is_counted_once() -> None:
    found = compared([line.replace("2017-02-30", "2017-03-20") for line in LINES])
    counts = document(found)["counts"]
    assert sum(counts.values()) == len(found.outcomes)
    json.dumps(document(found))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_eighty_columns_and_masked_papers(lang: str) -> None:
    found = compared([*MINE[:3], MINE[4].replace("周五水", "周六水"), *OTHERS], lang)
    assert all(width(line) <= 80 for line in screen_lines(found))
    paper = comparison_paper(found)
    texts = [
        "\n".join(text for _, text in opened(docx.render(paper)).paragraphs()),
        html.render(paper),
        "\n".join(screen_lines(found)),
        json.dumps(document(found), ensure_ascii=False),
    ]
    for text in texts:
        assert not [known for known in (*NAMES, *NUMBERS, "周六水") if known in text]
