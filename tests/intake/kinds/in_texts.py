"""What people type: numbers, names, days."""

from __future__ import annotations

from tests.intake.kinds.case import Crowd, Made, Right, book, case

NEVER = ("DT01", "DT02", "DT03", "DT04", "DT05", "DT07")


def _days(*spans: tuple[str, str] | str) -> dict[int, dict[str, object]]:
    pairs = [(span, span) if isinstance(span, str) else span for span in spans]
    return {at: {"start": first, "end": last} for at, (first, last) in enumerate(pairs, 2)}


def _surveyed(crowd: Crowd, texts: list[str], *spans: tuple[str, str] | str) -> Made:
    lines = crowd.lines(len(texts), surveyed=texts)
    return Made("xlsx", book(lines), Right(len(texts), _days(*spans), never=NEVER))


@case("clock")
def every_writing_of_an_offset(crowd: Crowd) -> Made:
    texts = [
        "2017-03-05T14:20:00+08:00",
        "2017-03-06 09:30:12 +0800",
        "2017-03-07T01:45:00Z",
        "2017/3/8 10:00 GMT+8",
        "2017-03-09 10:00:00 UTC",
        "2017-03-10T09:30:12.000+08:00",
    ]
    return _surveyed(crowd, texts, *(f"2017-03-{day:02d}" for day in range(5, 11)))


@case("clock")
def utc_at_the_edge_of_the_window(crowd: Crowd) -> Made:
    """16:00 UTC on the eve is midnight in China: the first day; and the last evening is not the day after."""
    texts = [
        "2016-11-30T16:00:00Z",
        "2016-11-30T23:59:59Z",
        "2017-06-20T15:59:00Z",
        "2017-03-05T15:59:59.999Z",
    ]
    return _surveyed(crowd, texts, "2016-12-01", "2016-12-01", "2017-06-20", "2017-03-05")


@case("letter")
def capital_o_and_small_l(crowd: Crowd) -> Made:
    def spoilt(n: int, digit: str, letter: str) -> str:
        return crowd.phones[n][:3] + crowd.phones[n][3:].replace(digit, letter)

    typed = [crowd.phones[n] for n in range(6)]
    typed[1], typed[3], typed[5] = "l39" + typed[1][3:], "I3" + typed[3][2:], "13O" + typed[5][3:]
    right = Right(codes={"CT02": [3, 5, 7]}, rows={2: {"contacts": [crowd.phones[0]]}})
    return Made("xlsx", book(crowd.lines(contact=typed)), right)


@case("letter")
def cyrillic_letters(crowd: Crowd) -> Made:
    typed = list(crowd.phones[:6])
    typed[0], typed[2] = "13З" + typed[0][3:], "1З8" + typed[2][3:9] + "ОО"
    right = Right(codes={"CT02": [2, 4]}, never=("MD03",), rows={3: {"contacts": [crowd.phones[1]]}})
    return Made("xlsx", book(crowd.lines(contact=typed)), right)


@case("thousands")
def commas_of_thousands(crowd: Crowd) -> Made:
    typed = [f"{int(phone):,}" for phone in crowd.phones[:6]]
    right = Right(rows=crowd.reachable(), never=("CT02", "CT11"))
    return Made("xlsx", book(crowd.lines(contact=typed)), right)


@case("thousands")
def commas_blanks_and_apostrophes_in_a_csv(crowd: Crowd) -> Made:
    typed = [
        f"{int(phone):,}".replace(",", sign)
        for phone, sign in zip(crowd.phones, (",", " ", "'", "，", "\u00a0", "\u2009"), strict=False)
    ]
    lines = [",".join(f'"{value}"' for value in line) for line in crowd.lines(contact=typed)]
    right = Right(rows=crowd.reachable(), never=("CT02", "CT11"))
    return Made("csv", "\n".join(lines).encode("gb18030"), right)


def _starred(phone: str, sign: str = "****") -> str:
    return phone[:3] + sign + phone[7:]


@case("masked")
def masked_copies_before_and_behind(crowd: Crowd) -> Made:
    signs = ("****", "XXXX", "＊＊＊＊", "····", "****", "xxxx")
    typed = [
        f"{_starred(phone, sign)}（{phone}）" if n % 2 else f"{phone} {_starred(phone, sign)}"
        for n, (phone, sign) in enumerate(zip(crowd.phones, signs, strict=False))
    ]
    right = Right(rows=crowd.reachable(), never=("CT07", "CT02"))
    return Made("xlsx", book(crowd.lines(contact=typed)), right)


@case("masked")
def masked_alone_among_whole_ones(crowd: Crowd) -> Made:
    """A mask without the number beside it is still one that nobody can call."""
    typed = list(crowd.phones[:6])
    typed[1] = f"{typed[1]}/{_starred(typed[1])}"
    typed[4] = _starred(typed[4])
    right = Right(codes={"CT07": [6]}, rows={3: {"contacts": [crowd.phones[1]]}})
    return Made("xlsx", book(crowd.lines(contact=typed)), right)


@case("radical")
def one_person_written_in_two_ways(crowd: Crowd) -> Made:
    """⾼ (U+2FBC) is 高, ⻢ (U+2EE2) is 马: one person on two lines with two numbers, and no others."""
    names = ["高明远", "马秀芳", "⾼立新", "⻢秀芳", crowd.names[4], crowd.names[5]]
    numbers = [*crowd.phones[:3], crowd.phones[1], *crowd.phones[4:6]]
    rows = {2: {"name": "高明远"}, 4: {"name": "高立新"}, 5: {"name": "马秀芳"}}
    right = Right(rows=rows, codes={"DU02": [3, 5]}, never=("DU01",))
    return Made("xlsx", book(crowd.lines(name=names, contact=numbers)), right)


@case("radical")
def radicals_in_headings_and_cells(crowd: Crowd) -> Made:
    lines = crowd.lines(mode=["电话", "⾯访", "电话", "⾯访", "⼊户", "电话"])
    lines[0] = ["序号", "姓名", "联系⽅式", "调查⽅式", "调查时间", "⼯作单位"]
    rows = crowd.reachable()
    rows[3] = {"mode": "F2F"}
    return Made("xlsx", book(lines), Right(rows=rows, never=("MD02", "RS01")))


@case("name")
def sexes_and_a_literal_apostrophe(crowd: Crowd) -> Made:
    names = [f"{crowd.names[0]}（女）", f"{crowd.names[1]} 男", f"'{crowd.names[2]}", f"{crowd.names[3]}(女)"]
    names += crowd.names[4:6]
    right = Right(rows=crowd.reachable(), never=("NM02", "NM03", "NM05"))
    return Made("xlsx", book(crowd.lines(name=names)), right)


@case("name")
def two_people_in_one_cell_are_said(crowd: Crowd) -> Made:
    names = [f"{crowd.names[0]}、{crowd.names[7]}", "阿依古丽·买买提", *crowd.names[2:6]]
    right = Right(codes={"NM05": [2]}, rows={3: {"name": "阿依古丽·买买提"}}, never=("NM02",))
    return Made("xlsx", book(crowd.lines(name=names)), right)


@case("name")
def numbers_labels_and_titles_in_the_cell(crowd: Crowd) -> Made:
    forms = ("1、{}", "②{}", "姓名：{}", "{} 经理", "(5){}。", "{}/主任")
    names = [form.format(name) for form, name in zip(forms, crowd.names, strict=False)]
    return Made(
        "xlsx", book(crowd.lines(name=names)), Right(rows=crowd.reachable(), never=("NM02", "NM03", "NM05"))
    )


@case("range")
def over_new_year(crowd: Crowd) -> Made:
    texts = [
        "2016年12月至5月",
        "2016.12-2017.2",
        "2016年12月25日至1月5日",
        "2016-12-28~2017-01-03",
        "12月30日-1月2日",
    ]
    return _surveyed(
        crowd,
        texts,
        ("2016-12-01", "2017-05-31"),
        ("2016-12-01", "2017-02-28"),
        ("2016-12-25", "2017-01-05"),
        ("2016-12-28", "2017-01-03"),
        ("2016-12-30", "2017-01-02"),
    )


@case("range")
def two_numbers_behind_a_year(crowd: Crowd) -> Made:
    texts = ["2017.3-5", "2017年3-5", "2017/3-5", "2017年3月-5月", "2017年3至5月"]
    return _surveyed(crowd, texts, *[("2017-03-01", "2017-05-31")] * 5)


@case("day")
def early_late_and_twenty_in_one_sign(crowd: Crowd) -> Made:
    texts = [
        "2017年3月5日早8点",
        "二〇一七年三月廿一日",
        "2017年3月7日、上午9:30",
        "2017.3.8，14:20",
        "2017年3月9日晚8时",
    ]
    return _surveyed(crowd, texts, "2017-03-05", "2017-03-21", "2017-03-07", "2017-03-08", "2017-03-09")


@case("day")
def lunar_day_behind_a_full_date(crowd: Crowd) -> Made:
    texts = ["2017年3月5日（农历二月初八）", "2017-03-06 二月初九", "2017.3.7(周二)"]
    return _surveyed(crowd, texts, "2017-03-05", "2017-03-06", "2017-03-07")


@case("day")
def slips_that_leave_one_reading(crowd: Crowd) -> Made:
    texts = ["2017..3.5", "2017/3.6", "2017-3月-7日", "2017年3月8曰", "2017--03--09", "2017- 3-10"]
    return _surveyed(crowd, texts, *(f"2017-03-{day:02d}" for day in range(5, 11)))


@case("day")
def serial_numbers_of_days(crowd: Crowd) -> Made:
    lines = crowd.lines()
    for n, line in enumerate(lines[1:]):
        line[4] = 42799 + n
    right = Right(rows=_days(*(f"2017-03-{5 + n:02d}" for n in range(6))), never=NEVER)
    return Made("xlsx", book(lines), right)
