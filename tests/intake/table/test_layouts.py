"""Lists that are no table of one line for each person are refused by what they are."""

from __future__ import annotations

from verify.intake.grid import Grid
from verify.intake.table.header import find_rosters

HEADS = ["序号", "姓名", "联系方式", "调查方式", "调查时间", "工作单位"]
PEOPLE = [
    [n, name, f"1390451{n:04d}", "电话", "2017-03-05", "松江厂"]
    for n, name in enumerate(("赵一水", "钱二水", "孙三水", "李四水"), 1)
]


def read(lines):
    grid = Grid("名单", list(range(1, len(lines) + 1)), [list(line) for line in lines])
    return find_rosters("a.xlsx", "", "xlsx", [grid])


def refused(lines):
    found = read(lines)
    assert not found.rosters
    return [(problem.code, problem.facts.get("row")) for problem in found.problems]


def test_a_list_across_the_page():
    assert refused(list(zip(HEADS, *PEOPLE, strict=True))) == [("transposed", None)]


def test_a_card_for_each_person():
    cards = [pair for line in PEOPLE for pair in (*zip(HEADS, line, strict=True), ("", ""))]
    assert refused(cards) == [("cards", None)]
    assert refused(list(zip(HEADS, PEOPLE[0], strict=True))) == [("cards", None)]


def test_cards_with_labels_side_by_side():
    cards = []
    for line in PEOPLE:
        pairs = list(zip(HEADS, line, strict=True))
        cards += [[*pairs[at], *pairs[at + 1]] for at in range(0, len(pairs) - 1, 2)]
        cards.append(["", ""])
    assert refused(cards) == [("cards", None)]


def test_a_heading_too_far_down():
    assert refused([[f"说明第{n}条"] for n in range(40)] + [HEADS, *PEOPLE]) == [("heading_far", "41")]


def test_a_heading_of_two_lines_over_records_of_two():
    heads = [["序号", "姓名", "联系方式", "调查方式"], ["", "调查时间", "工作单位", ""]]
    lines = [part for line in PEOPLE for part in (line[:4], ["", *line[4:], ""])]
    assert refused([*heads, *lines]) == [("two_lines", "1-2")]


def test_a_heading_of_two_lines_over_one_line_for_each():
    heads = [["序号", "被访者", "", "调查", "", "工作单位"], ["", "姓名", "联系方式", "方式", "时间", ""]]
    found = read([*heads, *PEOPLE])
    assert [list(s.rows) for r in found.rosters for s in r.segments] == [[3, 4, 5, 6]]


def several(*lines):
    return [HEADS, *lines]


def test_several_people_in_a_row():
    six = ["\n".join(str(line[at]) for line in PEOPLE) for at in range(6)]
    assert refused(several(six)) == [("several_in_a_row", "2")]
    shared = [[n, *six[1:5], "松江厂"] for n in (1, 2, 3)]  # one employer, no serial numbers of their own
    assert refused(several(*shared)) == [("several_in_a_row", "2")]


def test_a_couple_in_one_row_is_no_reason_to_refuse_a_roster():
    couple = [5, "周五水\n吴六水", "13904510005\n13904510006", "电话", "2017-03-05", ""]
    (roster,) = read(several(*PEOPLE, couple)).rosters
    assert len(roster.segments[0].rows) == 5


def test_a_name_and_a_number_broken_over_lines_are_one_person():
    broken = [[n, "赵\n一水", "139045\n10001", "电话", "2017-03-05", ""] for n in range(1, 5)]
    (roster,) = read(several(*broken)).rosters
    assert len(roster.segments[0].rows) == 4
