"""What a table is made of: headings, exports of programmes, totals, copied rows."""
# a row of headings is read best on one line

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.worksheet.worksheet import Worksheet

from tests.intake.kinds.case import Crowd, Made, Right, book, case, contacts


def _csv(lines: Sequence[Sequence[object]], encoding: str = "utf-8-sig") -> bytes:
    return "\n".join(",".join(f'"{value}"' for value in line) for line in lines).encode(encoding)


def _answers(crowd: Crowd, first: int) -> dict[int, dict[str, object]]:
    """Return what is right of an export: who, and the day in March."""
    return {
        at: told | {"start": f"2017-03-{first + n:02d}"}
        for n, (at, told) in enumerate(crowd.reachable().items())
    }


@case("export")
def tencent(crowd: Crowd) -> Made:
    heads = [
        "编号",
        "开始答题时间",
        "结束答题时间",
        "答题时长",
        "IP",
        "1.您的姓名",
        "2.您的联系方式",
        "3.您的工作单位",
        "4.满意吗",
    ]
    lines = [
        [
            n,
            f"2017-03-0{n} 09:30:00",
            f"2017-03-0{n} 09:33:40",
            "3分40秒",
            f"1.2.3.{n}",
            name,
            phone,
            "松江机械厂",
            "满意",
        ]
        for n, name, phone in zip(range(1, 7), crowd.names, crowd.phones, strict=False)
    ]
    return Made("csv", _csv([heads, *lines]), Right(rows=_answers(crowd, 1), never=("DT02",)))


@case("export")
def kobo(crowd: Crowd) -> Made:
    heads = [
        "start",
        "end",
        "today",
        "deviceid",
        "基本信息/姓名",
        "基本信息/联系电话",
        "基本信息/工作单位",
        "调查方式",
        "_id",
        "_index",
    ]
    lines = [
        [
            f"2017-03-0{n}T09:30:12.000+08:00",
            f"2017-03-0{n}T09:44:12.000+08:00",
            f"2017-03-0{n}",
            "a1",
            name,
            phone,
            "松江机械厂",
            "面访",
            70 + n,
            n,
        ]
        for n, name, phone in zip(range(1, 7), crowd.names, crowd.phones, strict=False)
    ]
    return Made("xlsx", book([heads, *lines]), Right(rows=_answers(crowd, 1), never=("DT02", "RS04")))


@case("export")
def survey_cto(crowd: Crowd) -> Made:
    heads = [
        "SubmissionDate",
        "starttime",
        "endtime",
        "deviceid",
        "username",
        "duration",
        "name",
        "phone",
        "employer",
        "KEY",
    ]
    lines = [
        [
            f"Mar {n}, 2017 9:50:00 AM",
            f"Mar {n}, 2017 9:30:12 AM",
            f"Mar {n}, 2017 9:44:12 AM",
            "d",
            "enum1",
            840,
            name,
            phone,
            "松江机械厂",
            f"uuid:{n}",
        ]
        for n, name, phone in zip(range(1, 7), crowd.names, crowd.phones, strict=False)
    ]
    return Made("csv", _csv([heads, *lines]), Right(rows=_answers(crowd, 1), never=("DT02",)))


@case("hint")
def questions_with_colons(crowd: Crowd) -> Made:
    lines = crowd.lines(mode=["2", "1", "①", "2", "1", "3"])
    lines[0] = [
        "序号",
        "您的姓名：",
        "手机号码11位",
        "调查方式\n①电话②面访③网络",
        "调查时间\n（年/月/日）",
        "3、您所在的工作单位是？",
    ]
    modes = ("F2F", "PHONE", "PHONE", "F2F", "PHONE", "WEB")
    right = {
        at: told | {"mode": mode} for (at, told), mode in zip(crowd.reachable().items(), modes, strict=True)
    }
    return Made("xlsx", book(lines), Right(rows=right, never=("RS01", "MD02", "NM02")))


@case("hint")
def long_advice_under_the_heading(crowd: Crowd) -> Made:
    lines = crowd.lines(mode=["A", "B", "A", "A", "B", "A"])
    lines[0] = [
        "序号",
        "被访者姓名*",
        "联系方式（手机或座机，请务必核对，" + "不要填写负责人的电话" * 5 + "）",
        "调查方式A.电话B.面访",
        "调查时间：年/月/日",
        "工作单位（全称）",
    ]
    modes = ("PHONE", "F2F", "PHONE", "PHONE", "F2F", "PHONE")
    title = [["某某公司被访者信息登记表"], ["注意：请逐项填写，电话、面访等方式均应注明"]]
    rows = crowd.reachable(first=4)
    right = {at: told | {"mode": mode} for (at, told), mode in zip(rows.items(), modes, strict=True)}
    return Made("xlsx", book([*title, *lines]), Right(rows=right, never=("RS01", "MD02")))


@case("area")
def area_code_before_the_number(crowd: Crowd) -> Made:
    pairs = [line.split("-") for line in crowd.landlines]
    lines = [
        [*line[:2], area, local, *line[3:]]
        for line, (area, local) in zip(crowd.lines()[1:], pairs, strict=True)
    ]
    heads = ["序号", "姓名", "区号", "电话号码", "调查方式", "调查时间", "工作单位"]
    return Made(
        "xlsx", book([heads, *lines]), Right(rows=contacts(*crowd.landlines), never=("CT08", "CT02", "CT11"))
    )


@case("area")
def area_code_that_lost_its_zero_under_one_heading(crowd: Crowd) -> Made:
    pairs = [line.split("-") for line in crowd.landlines[:3]]
    cells = [
        *((int(area), int(local)) for area, local in pairs),
        *((451, int(phone)) for phone in crowd.phones[3:6]),
    ]
    lines = [[*line[:2], *pair, *line[3:]] for line, pair in zip(crowd.lines()[1:], cells, strict=True)]
    heads = [
        ["序号", "姓名", "联系电话", "", "调查方式", "调查时间", "工作单位"],
        ["", "", "区号", "号码", "", "", ""],
    ]

    def change(sheet: Worksheet) -> None:
        sheet.merge_cells("C1:D1")

    right = contacts(*crowd.landlines[:3], *crowd.phones[3:6], first=3)
    return Made("xlsx", book([*heads, *lines], change), Right(rows=right, never=("CT08", "CT02", "CT11")))


@case("total")
def counts_under_every_column(crowd: Crowd) -> Made:
    lines = [*crowd.lines(), ["合计", 6, 6, 6, 6, 6], ["", "制表：某某", "", "", "", ""]]
    return Made("xlsx", book(lines), Right(rows=crowd.reachable(), never=("NM02", "CT02", "DT02")))


@case("total")
def subtotals_in_the_middle_of_a_csv(crowd: Crowd) -> Made:
    lines = crowd.lines()
    lines = [*lines[:4], ["小计：", "3人", "3", "", "", ""], *lines[4:], ["", "总计", "6份", "6", "", "6家"]]
    rows = {at if at < 5 else at + 1: told for at, told in crowd.reachable().items()}
    return Made("csv", _csv(lines, "gb18030"), Right(rows=rows, never=("NM02", "CT02")))


@case("copied")
def block_pasted_twice(crowd: Crowd) -> Made:
    lines = crowd.lines(8)
    lines = [*lines, *lines[3:6]]
    return Made("xlsx", book(lines), Right(11, codes={"DU02": [4, 5, 6, 10, 11, 12]}))


@case("copied")
def one_row_thirty_times(crowd: Crowd) -> Made:
    lines = crowd.lines(8)
    lines = [*lines[:5], *[lines[4]] * 30, *lines[5:]]
    return Made("csv", _csv(lines), Right(38, codes={"DU02": list(range(5, 36))}))


@case("copied")
def same_name_and_another_person(crowd: Crowd) -> Made:
    """Two people of one name with numbers of their own are two people."""
    names = [*crowd.names[:5], crowd.names[0]]
    lines = crowd.lines(
        name=names, employer=["松江机械厂", "龙江乳业", "松江机械厂", "龙江乳业", "松江机械厂", "龙江乳业"]
    )
    return Made("xlsx", book(lines), Right(never=("DU01", "DU02", "DU03", "DU04")))


@case("hint")
def english_headings(crowd: Crowd) -> Made:
    lines = crowd.lines()
    lines[0] = ["No.", "Name", "Mobile phone", "Survey mode", "Date of survey", "Company"]
    return Made("xlsx", book(lines), Right(rows=crowd.reachable(), never=("RS01",)))
