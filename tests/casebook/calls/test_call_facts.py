"""From the casebook to the list: what was declared stands beside the person, and when they were drawn is known."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from casebook import connect, outcomes, sealing
from casebook.filed import callees
from sampling.calls.call_list import COLUMNS, HEADER_ROW
from sampling.model import Remark
from tests.casebook.road import inside, run
from tests.cli.run import people, write_book

REGISTER = {
    "申报编号": ("HLJ2017-001", "HLJ2017-002"), "企业名称": ("哈尔滨天合驾驶培训有限公司", "哈尔滨市第一医院"),
    "产品型号规格": ("", ""), "服务项目名称": ("机动车驾驶员培训", "体检服务"), "有效问卷数量": ("40", "40"),
    "名单文件": ("D1.xlsx", "D2.xlsx"),
}  # fmt: skip


@pytest.fixture
def drawn(tmp_path: Path) -> Any:
    """Two rosters with a register: a driving school and a hospital."""
    (tmp_path / "r").mkdir()
    write_book(tmp_path / "r" / "D1.xlsx", people(40))
    write_book(tmp_path / "r" / "D2.xlsx", people(40, first=13704510011))
    book = Workbook()
    for line in (list(REGISTER), *zip(*REGISTER.values(), strict=True)):
        book.active.append(list(line))  # type: ignore[union-attr]
    book.save(tmp_path / "r" / "申报登记表.xlsx")
    with inside(tmp_path, {}):
        run("new", "--round", "2017")
        run("add", "r", code=None)
        run("seal")
        run("draw", "--seed", "31415926535897932384")
        run("calls", "export", "--callers", "2")
        opened = connect.open_casebook("casebook.db")
        yield opened
        connect.close(opened)


def test_what_was_declared_stands_on_the_list_and_no_hospital_does(drawn: Any) -> None:
    shown = set()
    for path in Path().glob("回访名单-*.xlsx"):
        sheet = load_workbook(path).worksheets[0]
        at = COLUMNS.index("applicant") + 1
        shown |= {str(sheet.cell(line, at).value) for line in range(HEADER_ROW + 1, sheet.max_row + 1)}
    assert shown == {"天合驾驶培训\n机动车驾驶员培训", "HLJ2017-002\n（医疗机构：不念名称）"}


def test_what_the_casebook_knows_of_lists_and_draws(drawn: Any) -> None:
    with drawn.read() as conn:
        seals = sealing.load_seals(conn)
        assert callees.applicants_of(conn, seals) == REGISTER["企业名称"]
        lists = callees.last_lists(conn)
        assert set(lists) == {"1", "2"}
        assert {row: caller for caller, rows in lists.items() for row in rows} == callees.callers_of(conn)
        at = callees.office_times(conn)[seals[0].draws[1].entry]
    assert timedelta(0) <= datetime.now() - at < timedelta(minutes=10)


def test_appointment_and_consent_are_kept_and_older_remarks_stay_what_they_are(drawn: Any) -> None:
    from casebook.codec.calls import remark_from_row, remark_to_text
    from desk.state import stamp_now

    row = next(iter(callees_rows(drawn)))
    said = Remark(row, "1", "是", "", "", "晚上打", "已告知，同意", "2017-07-04 18:30")
    outcomes.import_outcomes(drawn, (), (said,), "x", stamp_now())
    with drawn.read() as conn:
        assert outcomes.all_remarks(conn) == (said,)
    old = Remark(row, "1", "是", "", "一致", "")
    assert remark_to_text(old) == '["是", "", "一致", ""]'
    assert remark_from_row((row, "1", remark_to_text(old))) == old


def callees_rows(book: Any) -> list[str]:
    with book.read() as conn:
        return list(callees.callers_of(conn))
