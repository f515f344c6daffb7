"""What stands in cells: torn days and numbers, footnote marks, dittos, errors, legends beside the list."""

from __future__ import annotations

from tests.intake.kinds.case import Crowd, Made, Right, as_text, book, case, contacts
from tests.intake.test_cases_files import docx, run


def _days(*days: str, first: int = 2) -> dict[int, dict[str, object]]:
    return {first + n: {"start": day, "end": day} for n, day in enumerate(days)}


def _words(kind: str, *values: str) -> dict[int, dict[str, object]]:
    return {2 + n: {kind: value} for n, value in enumerate(values)}


@case("torn")
def days_with_blanks_and_breaks(crowd: Crowd) -> Made:
    torn = [
        "2017-3- 12",
        "2016-12-\n21",
        "2017-0\n3-03",
        "2017-03-05\n2017-03-08",
        "2016-11- 12",
        "2017 -3- 5",
    ]
    right = _days("2017-03-12", "2016-12-21", "2017-03-03")
    right |= {5: {"start": "2017-03-05", "end": "2017-03-08"}, 7: {"start": "2017-03-05"}}
    return Made("xlsx", book(crowd.lines(surveyed=torn)), Right(rows=right, codes={"DT04": [6]}))


@case("torn")
def numbers_on_two_lines(crowd: Crowd) -> Made:
    broken = [f"{phone[:n]}\n{phone[n:]}" for phone, n in zip(crowd.phones[:4], (7, 6, 3, 10), strict=True)]
    both = [f"{crowd.phones[4]}\n{crowd.phones[6]}", crowd.landlines[0].replace("-", "-\n")]
    right = contacts(*crowd.phones[:4]) | {6: {"contacts": [crowd.phones[4], crowd.phones[6]]}}
    right |= {7: {"contacts": [crowd.landlines[0]]}}
    return Made("xlsx", book(crowd.lines(contact=broken + both)), Right(rows=right, never=("CT05", "CT08")))


@case("torn")
def numbers_and_days_in_two_paragraphs(crowd: Crowd) -> Made:
    rows = as_text(crowd.lines())
    for n, row in enumerate(rows[1:]):
        row[2] = run(crowd.phones[n][:6]) + run(crowd.phones[n][6:])
        row[4] = run("2017-03-") + run(f"{n + 6:02d}")
    right = crowd.reachable()
    for n in range(6):
        right[2 + n] |= {"start": f"2017-03-{n + 6:02d}", "end": f"2017-03-{n + 6:02d}"}
    return Made("docx", docx(rows), Right(rows=right))


@case("day")
def month_and_day_with_a_point(crowd: Crowd) -> Made:
    lines = crowd.lines(surveyed=["12.23", "3.5", "3.21", "1.9", "2.17", "12.28-12.30"])
    right = _days("2016-12-23", "2017-03-05", "2017-03-21", "2017-01-09", "2017-02-17")
    codes = {"DT06": [2, 3, 4, 5, 6, 7]}
    return Made(
        "xlsx",
        book(lines),
        Right(rows=right | {7: {"start": "2016-12-28", "end": "2016-12-30"}}, codes=codes),
    )


@case("day")
def month_and_day_with_a_stroke(crowd: Crowd) -> Made:
    lines = crowd.lines(surveyed=["3/1", "3/4", "3/13", "3/25", "3/ 2日", "12/30"])
    right = _days("2017-03-01", "2017-03-04", "2017-03-13", "2017-03-25", "2017-03-02", "2016-12-30")
    return Made("xlsx", book(lines), Right(rows=right, codes={"DT06": [2, 3, 4, 5, 6, 7]}))


@case("day")
def month_and_day_that_nobody_can_tell(crowd: Crowd) -> Made:
    lines = crowd.lines(surveyed=["3/1", "3-4", "1-3", "2/3", "4/2", "3/12"])
    right = {2 + n: {"start": None} for n in range(6)}
    return Made("xlsx", book(lines), Right(rows=right, codes={"DT02": [2, 3, 4, 5, 6, 7]}))


@case("day")
def dates_written_once_for_several_people(crowd: Crowd) -> Made:
    days = ["2017-03-05", "", "2017-03-07", "", "2017-03-09", ""]
    right = {2 + n: {"start": day or None} for n, day in enumerate(days)}
    return Made("xlsx", book(crowd.lines(surveyed=days)), Right(rows=right, codes={"DT01": [3, 5, 7]}))


@case("day")
def numbers_that_may_have_lost_a_nought(crowd: Crowd) -> Made:
    lines = crowd.lines(surveyed=[12.23, 3.2, 3.21, 1.9, 2.17, 2.3])
    right = _days("2016-12-23") | {3: {"start": None}, 7: {"start": "2017-02-03"}}
    return Made("xlsx", book(lines), Right(rows=right, codes={"DT02": [3]}))


@case("day")
def everyday_january(crowd: Crowd) -> Made:
    lines = crowd.lines(
        surveyed=["2017年元月5日", "元月12日", "2017-1-8(日)", "2017.3,5", "2017.1.12.", "2017.1.9"]
    )
    right = _days("2017-01-05", "2017-01-12", "2017-01-08") | {5: {"start": None}}
    return Made("xlsx", book(lines), Right(rows=right, codes={"DT02": [5], "DT06": [3]}))


@case("torn")
def marks_of_footnotes_behind_numbers_and_days(crowd: Crowd) -> Made:
    numbers = [
        phone + mark for phone, mark in zip(crowd.phones[:6], ("①", "*", "¹", "[1]", "※", "注1"), strict=True)
    ]
    days = [
        "2017-03-11*",
        "2017-03-1①",
        "2017年3月13日①",
        "2017-03-14※",
        "2017-03-15[2]",
        "2017-03-05至2017-03-08*",
    ]
    right = contacts(*crowd.phones[:6])
    for at, day in enumerate(
        ("2017-03-11", "2017-03-01", "2017-03-13", "2017-03-14", "2017-03-15", "2017-03-05")
    ):
        right[2 + at] |= {"start": day}
    return Made("xlsx", book(crowd.lines(contact=numbers, surveyed=days)), Right(rows=right))


@case("torn")
def stars_that_hide_a_digit(crowd: Crowd) -> Made:
    numbers = [f"{phone[:7]}****" for phone in crowd.phones[:2]] + ["0451-8888666*", *crowd.phones[3:6]]
    return Made("xlsx", book(crowd.lines(contact=numbers)), Right(codes={"CT07": [2, 3, 4]}, never=("CT02",)))


@case("name")
def stars_that_mark(crowd: Crowd) -> Made:
    names = ["王晓军*", "李建华★", "张丽*", "赵敏", "*孙志强", "吴凤英#"]
    right = _words("name", "王晓军", "李建华", "张丽*", "赵敏", "孙志强", "吴凤英")
    return Made("xlsx", book(crowd.lines(name=names)), Right(rows=right, codes={"NM04": [2, 3, 4, 6, 7]}))


@case("name")
def stars_that_mask(crowd: Crowd) -> Made:
    names = ["王晓*", "李建*", "张*", "赵*敏", "孙**", "欧阳*"]
    return Made("xlsx", book(crowd.lines(name=names)), Right(codes={"NM04": [2, 3, 4, 5, 6, 7]}))


@case("ditto")
def arrows_and_dots(crowd: Crowd) -> Made:
    days, employers = (
        ["2017-03-05", "↓", "……", "〃日", "..", "|"],
        ["松江厂", "同上（下同）", "↓", "……", "..", "|"],
    )
    right = {2 + n: {"start": "2017-03-05", "employer": "松江厂"} for n in range(6)}
    lines = crowd.lines(surveyed=days, employer=employers)
    return Made("xlsx", book(lines), Right(rows=right, codes={"RS07": list(range(3, 8))}))


@case("ditto")
def signs_of_handwriting(crowd: Crowd) -> Made:
    employers = ["松江厂", "－〃－", "々", "、、", "as above", "— 〃 —"]
    right = {2 + n: {"employer": "松江厂"} for n in range(6)}
    lines = crowd.lines(employer=employers)
    return Made("xlsx", book(lines), Right(rows=right, codes={"RS07": list(range(3, 8))}))


@case("ditto")
def dots_are_no_number_of_somebody(crowd: Crowd) -> Made:
    numbers = [crowd.phones[0], "……", "..", *crowd.phones[3:6]]
    return Made("xlsx", book(crowd.lines(contact=numbers)), Right(codes={"CT01": [3, 4]}, never=("DU01",)))


@case("ditto")
def as_in_the_column_on_the_left(crowd: Crowd) -> Made:
    second = ["家庭电话", *("同左" if n % 2 == 0 else phone for n, phone in enumerate(crowd.landlines[:6]))]
    lines = [[*line[:3], other, *line[3:]] for line, other in zip(crowd.lines(), second, strict=True)]
    right = {
        2 + n: {"contacts": [phone] if n % 2 == 0 else [phone, crowd.landlines[n]]}
        for n, phone in enumerate(crowd.phones[:6])
    }
    return Made("xlsx", book(lines), Right(rows=right))


@case("ditto")
def on_the_left_stands_something_else(crowd: Crowd) -> Made:
    lines = crowd.lines(contact=["同左", *crowd.phones[1:6]], surveyed=["2017-03-05"] * 5 + ["同左"])
    return Made(
        "xlsx", book(lines), Right(rows={7: {"start": None}}, codes={"RS08": [2, 7]}, never=("CT02", "DT02"))
    )


@case("error")
def errors_of_formulas(crowd: Crowd) -> Made:
    lines = crowd.lines()
    lines[1][1], lines[2][2], lines[3][4], lines[4][3] = "#REF!", "#N/A", "#VALUE!", "#NAME?"
    for cell in lines[1:5]:
        assert any(str(value).startswith("#") for value in cell)
    right = Right(codes={"RS08": [2, 3, 4, 5]}, never=("NM01", "CT01", "DT01", "MD01", "CT02", "DT02"))
    return Made("xlsx", book(lines), right)


@case("error")
def errors_below_the_list(crowd: Crowd) -> Made:
    lines = [*crowd.lines(), *(["", "#N/A", "#N/A", "#N/A", "#N/A", "#N/A"] for _ in range(2))]
    return Made("xlsx", book(lines), Right(never=("RS08", "NM01")))


@case("error")
def a_day_without_room(crowd: Crowd) -> Made:
    text = "\n".join(
        ",".join(row) for row in as_text(crowd.lines(surveyed=["########", *["2017-03-06"] * 5]))
    )
    return Made("csv", text.encode(), Right(codes={"RS08": [2]}, never=("DT01", "DT02")))


@case("hint")
def legend_above_the_list(crowd: Crowd) -> Made:
    lines = [["调查方式：A.电话 B.面访 C.信函"], *crowd.lines(mode=list("ABCABA"))]
    right = {
        3 + n: {"mode": mode} for n, mode in enumerate(("PHONE", "F2F", "MAIL", "PHONE", "F2F", "PHONE"))
    }
    return Made("xlsx", book(lines), Right(rows=right, never=("MD02",)))


@case("hint")
def legend_below_the_list(crowd: Crowd) -> Made:
    lines = [
        *crowd.lines(mode=[1, 2, 1, 2, 1, 2]),
        ["注：满意度 1=满意 2=不满意"],
        ["注：调查方式 1=电话 2=面访"],
    ]
    return Made("xlsx", book(lines), Right(rows=_words("mode", *["PHONE", "F2F"] * 3), never=("MD02",)))


@case("hint")
def two_legends_that_disagree(crowd: Crowd) -> Made:
    notes = [["注：调查方式 1=电话 2=面访"], ["注：调查方式 1=面访 2=电话"]]
    lines = [*crowd.lines(mode=[1, 2, 1, 2, 1, 2]), *notes]
    return Made(
        "xlsx", book(lines), Right(rows=_words("mode", *["UNKNOWN"] * 6), codes={"MD02": list(range(2, 8))})
    )
