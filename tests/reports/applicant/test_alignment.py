"""People are found again on a corrected roster, wherever their row has gone."""

from __future__ import annotations

import random
from dataclasses import replace

from reports.applicant.alignment import AlignedLine, align


def people(count: int) -> list[AlignedLine]:
    surnames, given = "赵钱孙李周吴郑王冯陈", "水火木金土石山川云雨"
    return [
        AlignedLine(n, n + 2, str(n + 1), surnames[n % 10] + given[n // 10 % 10] + given[n % 7], str(13904510011 + 1013 * n),
             "PHONE", "2017-03-05", "")
        for n in range(count)
    ]  # fmt: skip


def test_the_same_list_is_itself() -> None:
    assert align(people(40), people(40)) == {n: n for n in range(40)}


def test_rows_that_moved_are_found() -> None:
    before, after = people(60), people(60)
    random.Random(1).shuffle(after)
    pairs = align(before, after)
    assert len(pairs) == 60
    assert all(before[old] == after[new] for old, new in pairs.items())


def test_a_row_put_in_and_one_struck_out() -> None:
    before = people(30)
    stranger = AlignedLine(99, 2, "0", "新来人", "15104529999", "PHONE", "2017-03-05", "")
    after = [stranger, *before[:10], *before[11:]]
    pairs = align(before, after)
    assert 10 not in pairs
    assert 0 not in pairs.values()
    assert all(before[old] == after[new] for old, new in pairs.items())
    assert len(pairs) == 29


def test_a_corrected_number_or_name_is_the_same_person() -> None:
    before = people(30)
    after = [replace(line, contact="15104520000") if line.at == 7 else line for line in before]
    after = [replace(line, name="欧阳改名") if line.at == 8 else line for line in after]
    after = after[::-1]
    pairs = align(before, after)
    assert pairs == {n: 29 - n for n in range(30)}


def test_a_line_rewritten_whole_stands_where_it_stood() -> None:
    before = [replace(line, serial="") for line in people(10)]
    after = list(before)
    after[4] = AlignedLine(4, 6, "", "全换了", "15104528888", "VISIT", "2017-04-01", "某厂")
    assert align(before, after)[4] == 4


def test_blanks_are_nobody() -> None:
    """Two people without a name are not one because both have none."""
    one = AlignedLine(0, 2, "1", "", "13904510011", "", "", "")
    other = AlignedLine(0, 2, "9", "", "15104520077", "", "", "")
    assert align([one, one], [other]) == {}


def test_no_line_is_two_people() -> None:
    dice = random.Random(2)
    for _ in range(200):
        before = [
            replace(line, name=dice.choice("甲乙丙"), contact=dice.choice("123"), serial=dice.choice("12"))
            for line in people(dice.randrange(9))
        ]
        after = [
            replace(line, name=dice.choice("甲乙丙"), contact=dice.choice("123"), serial=dice.choice("12"))
            for line in people(dice.randrange(9))
        ]
        pairs = align(before, after)
        assert len(set(pairs.values())) == len(pairs)
        assert set(pairs) <= set(range(len(before)))
        assert set(pairs.values()) <= set(range(len(after)))


def test_a_list_of_other_people_is_nobody_before() -> None:
    """The same serials, the same number of rows, and not one person: all are struck out and all are new."""
    before = people(40)
    after = [
        replace(line, name=f"另{line.name}", contact=str(15104520011 + n), surveyed="2017-04-02")
        for n, line in enumerate(before)
    ]
    assert align(before, after) == {}
    half = [*before[:21], *after[21:]]
    assert align(before, half) == {
        n: n for n in range(40)
    }  # most are known: the others stand where they stood
