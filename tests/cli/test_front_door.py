"""Whose roster is it, in the ways in which folders arrive: what the screen says, to the letter."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from tests.casebook.road import answer, inside, run
from tests.cli.run import HEADINGS, Ran, people, write_book
from tests.cli.sticks import NORTH, PINE, RIVER, register, roster, rows_of, sheets, titled

Make = Callable[[Path], Any]


def verified(folder: Path, make: Make, *words: object) -> tuple[Ran, Any]:
    """Make a stick in ``folder``/r; return what the screen says, and the JSON document."""
    make(folder / "r")
    with inside(folder, {}):
        shown = run("verify", "r", "--no-credibility", *words, code=None)
        return shown, answer("verify", "r", "--no-credibility", *words, code=None)


def two_sheets(folder: Path) -> None:
    half = rows_of(1)
    sheets(folder / f"{PINE}.xlsx", [("电话", half[:30], False), ("面访", half[30:], False)])


def draft(folder: Path) -> None:
    people = rows_of(1)
    sheets(folder / f"{PINE}.xlsx", [("名单", people, False), ("Sheet2", people[:50], True)])


def copied(folder: Path) -> None:
    path = roster(folder / f"{PINE}.xlsx", 1)
    shutil.copy(path, path.with_name(f"{PINE} - 副本.xlsx"))


def older(folder: Path) -> None:
    roster(folder / PINE / "名单.xlsx", 1)
    roster(folder / PINE / "旧版" / "名单.xlsx", 1, 50)


def with_register(make: Make, *names: str, **more: Any) -> Make:
    def both(folder: Path) -> None:
        make(folder)
        register(folder / "登记表.xlsx", *(names or (PINE,)), **more)

    return both


def several(folder: Path) -> None:
    """One roster, one that cannot be read, one that nobody knows; a company without any."""
    roster(folder / PINE / "名单.xlsx", 1)
    roster(folder / "不知道.xlsx", 3)
    (folder / RIVER).mkdir()
    (folder / RIVER / "名单.xlsx").write_bytes(b"PK\x03\x04broken")


CASES: dict[str, tuple[Make, list[str], list[str], list[int]]] = {
    # What is made; lines of stdout; lines of stderr; rows of the dossiers.
    "two sheets, a register": (with_register(two_sheets), ["登记 1 家：对应 1"], [], [60]),
    "two sheets, no register": (
        two_sheets,
        ["√  松江纸业有限公司/电话    30     ·     ·  未发现问题", "√  松江纸业有限公司/面访    30     ·     ·  未发现问题"],
        ["没有申报登记表（--register），需要申报信息的检查将跳过"],
        [30, 30],
    ),
    "a hidden draft, a register": (
        with_register(draft),
        ["登记 1 家：对应 1"],
        [f"r/{PINE}.xlsx Sheet2 是 HLJ-1 名单的草稿（隐藏的工作表，或名称中写明），不计"],
        [60],
    ),
    "a hidden draft, no register": (
        draft,
        ["√  松江纸业有限公司    60     ·     ·  未发现问题"],
        [f"r/{PINE}.xlsx Sheet2 是 {PINE} 名单的草稿（隐藏的工作表，或名称中写明），不计"],
        [60],
    ),
    "a copy, a register": (
        with_register(copied),
        ["登记 1 家：对应 1"],
        [f"r/{PINE} - 副本.xlsx 与 HLJ-1 的名单逐行相同，按副本不计"],
        [60],
    ),
    "a copy, no register": (
        copied,
        ["√  松江纸业有限公司    60     ·     ·  未发现问题"],
        [f"r/{PINE} - 副本.xlsx 与 {PINE} 的名单逐行相同，按副本不计"],
        [60],
    ),
    "an older version, a register": (
        with_register(older),
        ["登记 1 家：对应 1"],
        [f"r/{PINE}/旧版/名单.xlsx 是 HLJ-1 名单的另一版本，不计；如应以它为准，请只留这一份"],
        [60],
    ),
    "entries without a roster, a roster without an entry, one that cannot be read": (
        with_register(several, PINE, NORTH, RIVER),
        [
            "登记 3 家：对应 1，没有名单 1（北岸机械厂），名单无登记 1（不知道），读不出 1",
            "（江湾热力股份有限公司）",
        ],
        ["无法确定是哪家的名单：r/不知道.xlsx。"],
        [60, 60],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_the_screen_says(tmp_path: Path, case: str) -> None:
    make, out, err, rows = CASES[case]
    shown, document = verified(tmp_path, make)
    for line in out:
        assert line in shown.out.splitlines(), shown.out
    for line in err:
        assert any(said.startswith(line) for said in shown.err.splitlines()), shown.err
    assert [d["row_count"] for d in document["dossiers"]] == rows
    # Nothing is found across companies: copies, drafts and older versions are nobody else's people.
    assert not [f for d in document["dossiers"] for f in d["findings"] if f["severity"] == "fail"]


def test_the_case_of_two_sheets_each_numbered_from_one(tmp_path: Path) -> None:
    """One company, one entry in the register, two sheets: one dossier of twelve."""
    book = Workbook()
    for at, sheet in enumerate((book.active, book.create_sheet("第二页"))):
        assert sheet is not None
        for row in (HEADINGS, *people(6, first=13904510011 + at * 10_000_000)):
            sheet.append(list(row))
    (tmp_path / "r").mkdir()
    book.save(tmp_path / "r" / "甲公司.xlsx")
    headings = ("申报编号", "企业名称", "有效问卷数量", "名单文件")
    write_book(tmp_path / "r" / "申报登记表.xlsx", [["HLJ2017-001", "甲公司", 12, "甲公司.xlsx"]], headings)
    with inside(tmp_path, {}):
        document = answer("verify", "r", "--no-credibility", code=None)
    (dossier,) = document["dossiers"]
    assert (dossier["id"], dossier["row_count"]) == ("HLJ2017-001", 12)
    assert not {f["code"] for f in dossier["findings"]} & {"DC01", "RS02"}


def test_neither_numbers_nor_files_in_the_register(tmp_path: Path) -> None:
    """Names as people write them: 有限责任公司 for 有限公司, 1、, （终稿2）, a folder."""

    def make(folder: Path) -> None:
        roster(folder / "01、松江纸业有限责任公司被访者名单（终稿2）.xlsx", 1)
        roster(folder / "北岸机械厂" / "名单.xlsx", 2)
        register(folder / "登记表.xlsx", PINE, NORTH, headings=("企业名称", "推荐类别", "有效问卷数量"))

    shown, document = verified(tmp_path, make)
    assert "登记 2 家：对应 2" in shown.out.splitlines()
    assert {d["applicant"]: d["source"]["file"] for d in document["dossiers"]} == {
        PINE: "r/01、松江纸业有限责任公司被访者名单（终稿2）.xlsx",
        NORTH: "r/北岸机械厂/名单.xlsx",
    }
    assert set(document["register"]["how"].values()) == {"name"}


def test_two_registers_are_said_and_merged(tmp_path: Path) -> None:
    def make(folder: Path) -> None:
        roster(folder / f"{PINE}.xlsx", 1)
        register(folder / "a登记表.xlsx", PINE)
        write_book(
            folder / "b登记表.xlsx",
            [["松江纸业有限责任公司", "60份"], [NORTH, 60]],
            ("企业名称", "有效问卷数量"),
        )

    shown, _ = verified(tmp_path, make)
    assert "申报登记表 r/b登记表.xlsx 中有 1 行与前一份登记表是同一家，已合并" in shown.err.splitlines()
    assert "登记 2 家：对应 1，没有名单 1（北岸机械厂）" in shown.out.splitlines()


def test_words_of_the_trade_and_what_was_not_understood(tmp_path: Path) -> None:
    def make(folder: Path) -> None:
        roster(folder / f"{PINE}.xlsx", 1)
        head = ("编号", "单位", "类别", "得分", "样本量", "调查时间", "颜色")
        write_book(folder / "登记.xlsx", [["1号", PINE, "工程", 88, 60, "2017.3.1-2017.3.20", "红"]], head)

    shown, document = verified(tmp_path, make)
    (dossier,) = document["dossiers"]
    assert (dossier["id"], dossier["applicant"]) == ("1号", PINE)
    declared = dossier["declared"]
    assert (declared["category"], declared["score"], declared["valid_questionnaires"]) == (
        "建筑工程类",
        88.0,
        60,
    )
    assert (declared["survey_start"], declared["survey_end"]) == ("2017-03-01", "2017-03-20")
    assert "申报登记表 r/登记.xlsx：列“颜色”未识别" in shown.err.splitlines()
    assert "列“" not in shown.err.replace("列“颜色”", "")


def test_a_second_application_under_another_spelling_is_found(tmp_path: Path) -> None:
    def make(folder: Path) -> None:
        roster(folder / "HLJ-1.xlsx", 1)
        roster(folder / "HLJ-2.xlsx", 2)
        register(folder / "登记表.xlsx", "大庆市松江纸业有限公司", "大庆松江纸业有限责任公司")

    _, document = verified(tmp_path, make)
    found = {d["id"] for d in document["dossiers"] for f in d["findings"] if f["code"] == "DC01"}
    assert found == {"HLJ-1", "HLJ-2"}


def test_a_city_is_not_a_county(tmp_path: Path) -> None:
    """双城市 and 双城县 are two companies; without either, nobody knows which one is meant."""

    def make(folder: Path) -> None:
        roster(folder / "双城市宏达食品有限公司.xlsx", 1)
        roster(folder / "双城县宏达食品公司.xlsx", 2)
        roster(folder / "双城宏达食品.xlsx", 3)
        register(folder / "登记表.xlsx", "双城县宏达食品有限公司", "双城市宏达食品有限公司")

    shown, document = verified(tmp_path, make)
    files = {d["id"]: d["source"]["file"] for d in document["dossiers"]}
    assert files["HLJ-1"] == "r/双城县宏达食品公司.xlsx"
    assert files["HLJ-2"] == "r/双城市宏达食品有限公司.xlsx"
    assert "登记 2 家：对应 2，名单无登记 1（双城宏达食品）" in shown.out.splitlines()
    assert not [f for d in document["dossiers"] for f in d["findings"] if f["code"] == "DC01"]


def test_what_is_near_or_contradicts_is_told_and_filed_under_nobody(tmp_path: Path) -> None:
    def make(folder: Path) -> None:
        titled(folder / f"{PINE}.xlsx", ["被访者信息登记表", f"填报单位：{RIVER}"], 1)
        roster(folder / "北岸机械.xlsx", 2)
        roster(folder / "大庆江湾热力.xlsx", 3)
        register(folder / "登记表.xlsx", PINE, NORTH, RIVER)

    shown, document = verified(tmp_path, make)
    assert [d["applicant"] for d in document["dossiers"]] == [None] * 3
    assert {item["file"]: item["why"] for item in document["register"]["open"]} == {
        f"r/{PINE}.xlsx": "contradict", "r/北岸机械.xlsx": "near", "r/大庆江湾热力.xlsx": "near",
    }  # fmt: skip
    assert (
        f"名单上和文件名上是两家企业：r/{PINE}.xlsx（{PINE}、{RIVER}）。请在对应表中写明"
        in shown.err.splitlines()
    )
    assert (
        f"名称相近但不相同：r/大庆江湾热力.xlsx（登记表中有 {RIVER}）。是同一家的，请在对应表中写明"
        in shown.err.splitlines()
    )


def test_a_slip_in_a_long_name_is_joined_where_the_count_agrees_and_told(tmp_path: Path) -> None:
    def make(folder: Path) -> None:
        roster(folder / "松江造纸包装印刷有限公司.xlsx", 1)
        roster(folder / "江湾供热管理股份有限公司.xlsx", 2, 40)
        register(folder / "登记表.xlsx", "松江造纸包妆印刷有限公司", "江湾供热管里股份有限公司")

    shown, document = verified(tmp_path, make)
    assert document["register"]["how"] == {"HLJ-1": "near"}
    assert (
        "HLJ-1 的名单按名称相近认出（r/松江造纸包装印刷有限公司.xlsx），人数与申报相符。请核对，不对的在对应表中改正"
        in shown.err.splitlines()
    )


def test_a_name_of_one_character_decides_nothing(tmp_path: Path) -> None:
    def make(folder: Path) -> None:
        roster(folder / "甲.xlsx", 1)
        register(folder / "登记表.xlsx", "甲", NORTH)

    _, document = verified(tmp_path, make)
    assert document["dossiers"][0]["applicant"] is None
    assert len(document["register"]["without_roster"]) == 2


def test_the_table_in_which_people_settle_the_rest(tmp_path: Path) -> None:
    """verify --out writes it, with what it might be to choose from; the next call reads it, and keeps the answers."""

    def make(folder: Path) -> None:
        titled(folder / f"{PINE}.xlsx", [f"填报单位：{NORTH}"], 1)
        roster(folder / "=1+1.xlsx", 2)
        register(folder / "登记表.xlsx", PINE, NORTH, RIVER)

    shown, _ = verified(tmp_path, make, "--out", "报告")
    path = tmp_path / "报告" / "对应表.xlsx"
    assert f"有 2 份名单没有对上登记：请打开 {Path('报告/对应表.xlsx')}，" in shown.err
    book = load_workbook(path)
    sheet = book.worksheets[0]
    lines = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert [(line[0], line[2]) for line in lines] == [
        ("r/=1+1.xlsx", None),
        (f"r/{PINE}.xlsx", f"{PINE}、{NORTH}"),
    ]
    choices = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert set(choices) == {"D3", "D4"}
    column = choices["D4"].split("$")[1]
    assert [cell.value for cell in book.worksheets[1][column] if cell.value] == [
        f"HLJ-1 {PINE}",
        f"HLJ-2 {NORTH}",
    ]
    sheet["D3"], sheet["D4"] = RIVER, f"HLJ-2 {NORTH}"
    book.save(path)
    with inside(tmp_path, {}):
        shown = run("verify", "r", "--no-credibility", "--out", "报告", code=None)
        document = answer("verify", "r", "报告/对应表.xlsx", "--no-credibility", code=None)
    assert "登记 3 家：对应 2，没有名单 1（松江纸业有限公司）" in shown.out.splitlines()
    assert document["register"]["how"] == {"HLJ-2": "table", "HLJ-3": "table"}
    # Nothing is open any more, and the answers still stand there.
    assert [row[3].value for row in load_workbook(path).worksheets[0].iter_rows(min_row=3)] == [
        RIVER,
        f"HLJ-2 {NORTH}",
    ]


def test_a_register_of_three_thousand_lines(tmp_path: Path) -> None:
    def make(folder: Path) -> None:
        roster(folder / "第2718企业.xlsx", 1)
        roster(folder / "不知道.xlsx", 2)
        register(folder / "登记表.xlsx", *(f"第{number}企业有限公司" for number in range(1, 3001)))

    shown, document = verified(tmp_path, make)
    assert document["register"]["how"] == {"HLJ-2718": "name"}
    assert document["register"]["entries"] == 3000
    assert "登记 3000 家：对应 1，没有名单 2999（第1企业有限公司、第2企业有限公司、" in shown.out


def test_two_companies_in_one_folder(tmp_path: Path) -> None:
    def make(folder: Path) -> None:
        titled(folder / PINE / "名单1.xlsx", [f"企业名称：{PINE}"], 1)
        titled(folder / PINE / "名单2.xlsx", [f"企业名称：{NORTH}"], 2)
        register(folder / "登记表.xlsx", PINE, NORTH)

    _, document = verified(tmp_path, make)
    assert {d["id"]: d["applicant"] for d in document["dossiers"]} == {"HLJ-1": PINE, "名单2": None}
    (left,) = document["register"]["open"]
    assert (left["why"], left["candidates"]) == ("contradict", [PINE, NORTH])


def test_the_same_rows_in_another_format_are_a_copy(tmp_path: Path) -> None:
    def make(folder: Path) -> None:
        roster(folder / f"{PINE}.xlsx", 1)
        with (folder / f"{PINE}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([HEADINGS, *rows_of(1)])

    _, document = verified(tmp_path, make)
    (dossier,) = document["dossiers"]
    assert (dossier["id"], dossier["row_count"]) == (PINE, 60)
    assert [(a["as"], a["of"]) for a in dossier["source"]["aside"]] == [("copy", PINE)]


@pytest.mark.parametrize("known", [True, False])
def test_one_roster_handed_in_by_two_companies_is_no_copy(tmp_path: Path, known: bool) -> None:
    """What the checks are for must not be taken for a slip of the copier."""

    def make(folder: Path) -> None:
        shutil.copy(roster(folder / f"{PINE}.xlsx", 1), folder / f"{NORTH}.xlsx")
        if known:
            register(folder / "登记表.xlsx", PINE, NORTH)

    _, document = verified(tmp_path, make)
    assert [d["row_count"] for d in document["dossiers"]] == [60, 60]
    assert {f["code"] for d in document["dossiers"] for f in d["findings"]} >= {"DU05"}


def test_a_sheet_for_each_company(tmp_path: Path) -> None:
    def make(folder: Path) -> None:
        parts = [
            ("松江纸业", rows_of(1), False),
            ("北岸机械厂", rows_of(2), False),
            ("别家", rows_of(3), False),
        ]
        sheets(folder / "全部名单.xlsx", parts)
        register(folder / "登记表.xlsx", PINE, NORTH)

    shown, document = verified(tmp_path, make)
    assert {d["id"]: d["source"]["sheet"] for d in document["dossiers"]} == {
        "HLJ-1": "松江纸业", "HLJ-2": "北岸机械厂", "全部名单/别家": "别家",
    }  # fmt: skip
    assert "登记 2 家：对应 2，名单无登记 1（全部名单/别家）" in shown.out.splitlines()


def test_a_second_entry_of_the_register_is_found_without_its_roster(tmp_path: Path) -> None:
    def make(folder: Path) -> None:
        roster(folder / f"{PINE}.xlsx", 1)
        register(folder / "登记表.xlsx", PINE, "松江纸业有限责任公司")

    _, document = verified(tmp_path, make)
    (found,) = [f for d in document["dossiers"] for f in d["findings"] if f["code"] == "DC01"]
    assert found["facts"]["dossiers"] == ["HLJ-1", "HLJ-2"]


def test_a_line_typed_twice_is_no_second_application(tmp_path: Path) -> None:
    def make(folder: Path) -> None:
        roster(folder / f"{PINE}.xlsx", 1)
        write_book(folder / "登记表.xlsx", [[PINE, 60], [PINE, 60]], ("企业名称", "有效问卷数量"))

    shown, document = verified(tmp_path, make)
    assert "登记 1 家：对应 1" in shown.out.splitlines()
    assert not [f for d in document["dossiers"] for f in d["findings"] if f["code"] == "DC01"]


def test_a_table_of_results_is_no_register_beside_one(tmp_path: Path) -> None:
    def make(folder: Path) -> None:
        roster(folder / f"{PINE}.xlsx", 1)
        write_book(folder / "结果.xlsx", [["松江厂", 60, 88]], ("单位", "样本量", "得分"))
        register(folder / "登记表.xlsx", PINE)

    shown, _ = verified(tmp_path, make)
    assert "登记 1 家：对应 1" in shown.out.splitlines()


def test_a_roster_with_a_score_for_everybody_stays_a_roster(tmp_path: Path) -> None:
    def make(folder: Path) -> None:
        folder.mkdir()
        rows = [[*row[:3], "松江厂", 90] for row in rows_of(1)]
        write_book(folder / "名单.xlsx", rows, ("编号", "姓名", "电话", "单位", "得分"))

    _, document = verified(tmp_path, make)
    assert [d["row_count"] for d in document["dossiers"]] == [60]
