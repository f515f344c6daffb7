"""What rests on a picture is a doubt at most; a scan beside the list itself counts for nothing; gaps are said aloud."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from openpyxl import load_workbook

from casebook.errors import CasebookError
from desk.proofing.proofs import write_proofs
from desk.proofing.unread import refuse_pictures, waiting_line
from desk.reading import HandedIn
from reports.proof.stored import Proof, corrected, from_text, to_text
from verify import register
from verify.batch import build
from verify.identity.versions import together
from verify.intake.grid import UNCERTAIN, CellLook, Grid
from verify.intake.process.job import of_picture
from verify.intake.roster import FileResult, Roster, RosterTable
from verify.intake.table.header import find_rosters
from verify.model import FAIL, WARN
from verify.pictures import CONFIRMED, is_picture, unconfirmed
from verify.review import review
from verify.settings import Settings

HEADS = ["序号", "姓名", "联系方式", "调查方式", "调查时间", "工作单位"]
TODAY = date(2017, 7, 1)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def roster(
    file: str, reader: str, first: int, count: int = 12, *, uncertain: tuple[tuple[int, int], ...] = ()
) -> Roster:
    """A roster of invented people, whose numbers were never given out where ``first`` says so."""
    surnames, given = "赵钱孙李周吴郑王冯陈卫蒋", "水火木金土石山川云雨海林"
    rows = [
        [
            str(n + 1),
            surnames[n] + given[n] + given[-n],
            str(first + 1013 * n),
            "电话",
            f"2017-03-{n + 1:02d}",
            "",
        ]
        for n in range(count)
    ]
    looks = {at: CellLook("张三", "张二", PNG) for at in uncertain}
    seen = {(n + 2, 2): CellLook(row[2], row[2], PNG, is_number=True) for n, row in enumerate(rows)}
    certain = {at: look for at, look in seen.items() if reader == "picture" and at not in looks}
    grid = Grid("第1页", list(range(1, count + 2)), [list(HEADS), *rows], uncertain=looks, certain=certain)
    (found,) = find_rosters(file, file, reader, [grid]).rosters
    return found


def found_in(*rosters: Roster) -> dict[str, set[str]]:
    """Code -> severities, over the whole batch."""
    results = [FileResult(one.file, rosters=(one,)) for one in rosters]
    seen: dict[str, set[str]] = {}
    for result in review(results, (), Settings(), TODAY, "0").results:
        seen.setdefault(result.code, set()).update(map(str, result.hits["severity"]))
    return seen


def test_a_finding_on_a_picture_is_a_doubt_where_it_would_be_graver():
    never = 10904510011  # begins with digits that no number of 2017 has
    typed, seen = (
        found_in(roster("甲/名单.xlsx", "xlsx", never)),
        found_in(roster("甲/名单.png", "picture", never)),
    )
    graver = [code for code, severities in typed.items() if FAIL in severities]
    assert graver
    assert all(FAIL not in severities for severities in seen.values())
    assert all(WARN in seen[code] for code in graver)


def test_another_roster_is_not_accused_by_a_picture():
    typed, scan = roster("甲/名单.xlsx", "xlsx", 13904510011), roster("乙/名单.png", "picture", 13904510011)
    both = replace(scan, file="乙/名单.xlsx", reader="xlsx", notes=())
    assert FAIL in set().union(*found_in(typed, both).values())
    assert FAIL not in set().union(*found_in(typed, scan).values())


def test_an_uncertain_value_is_unread_wherever_it_was_filled():
    one = roster("甲.png", "picture", 13904510011, uncertain=((2, 1), (3, 2)))
    (segment,) = one.segments
    assert (segment.texts["name"][0], segment.texts["contact"][1]) == (UNCERTAIN, UNCERTAIN)
    batch = build([FileResult("甲.png", rosters=(one,))], register.empty(), Settings(), TODAY)
    assert batch.rows["name"].tolist()[0] == ""
    assert batch.contacts["problem"].tolist()[1] == "uncertain"


def test_a_scan_beside_the_list_itself_is_set_aside():
    typed = roster("甲/被访者名单.xlsx", "xlsx", 13904510011)
    scan = roster("甲/被访者名单扫描件.png", "picture", 13904510011, uncertain=((2, 1), (3, 2)))
    for order in ((typed, scan), (scan, typed)):
        joined = together(order, [0, 0], {})
        assert joined.groups == [[order.index(typed)]]
        assert joined.aside[order.index(scan)] == (order.index(typed), "copy")


def test_what_people_say_takes_the_place_of_what_was_read():
    one = roster("甲.png", "picture", 13904510011, uncertain=((2, 1),))
    proof = from_text(to_text(Proof("甲", "s", (one,))))
    ((place, _),) = proof.doubts()
    (done,) = corrected(proof, {place: "赵水林"}, "w", (CONFIRMED, "2017-07-01 张三"))
    assert done.segments[0].texts["name"][0] == "赵水林"
    assert [mark for mark in done.segments[0].marks if mark.kind == "unread"] == []
    assert (is_picture(done.notes), unconfirmed(done.notes)) == (True, False)
    assert (done.sha256, done.doubts) == ("w", ())


def test_what_somebody_has_filled_in_is_not_written_over(tmp_path):
    one = roster("甲/名单.png", "picture", 13904510011, uncertain=((2, 1),))
    results = (FileResult(one.file, rosters=(one,)),)
    found, material = review(results, (), Settings(), TODAY, "0"), HandedIn(results, (), (), ())
    (said,) = write_proofs(found, material, tmp_path, "zh")
    (book,) = tmp_path.glob("请核对*.xlsx")
    filled = load_workbook(book)
    filled["请核对"].cell(3, 8).value = "赵水林"
    filled.save(book)
    before = book.read_bytes()
    assert write_proofs(found, material, tmp_path, "zh") == [said]
    assert book.read_bytes() == before
    assert write_proofs(found, material, tmp_path, "zh", without=["名单"]) == []
    again = replace(one, sha256="another scan")
    results = (FileResult(one.file, rosters=(again,)),)
    write_proofs(review(results, (), Settings(), TODAY, "0"), HandedIn(results, (), (), ()), tmp_path, "zh")
    assert book.read_bytes() == before
    assert len(list(tmp_path.glob("请核对*.xlsx"))) == 2


def test_forms_and_registers_in_pictures_decide_nothing():
    table = RosterTable("登记表.png", "", ("企业名称",), (2,), (("松江纸业有限公司",),))
    left = of_picture(FileResult("登记表.png", registers=(table,)))
    assert left.registers == ()
    assert [problem.code for problem in left.problems] == ["picture_register"]


def test_a_seal_takes_no_picture_that_nobody_has_confirmed():
    refuse_pictures({"A": [("rows_unread", "第1页!3, 7-9")], "B": [("pages_unread", "第2页")]})
    refuse_pictures({"D": [("picture", ""), (CONFIRMED, "2017-07-01 张三")]})
    with pytest.raises(CasebookError) as refused:
        refuse_pictures({"D": [("picture", "")]})
    assert refused.value.code == "seal_pictures"


@pytest.mark.parametrize(("lang", "words"), [("zh", "还没有人核对"), ("en", "compared by nobody")])
def test_status_says_who_waits_for_somebody_to_compare_them(lang, words):
    waiting = {"甲": [("picture", "")], "乙": [("picture", ""), (CONFIRMED, "2017-07-01 张三")], "丙": []}
    (line,) = waiting_line(waiting, lang)
    assert words in line
    assert ("甲" in line, "乙" in line, "丙" in line) == (True, False, False)
    assert waiting_line({"乙": waiting["乙"]}, lang) == []
