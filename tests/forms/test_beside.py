"""Files beside a roster that gave nothing: nobody can say then that the roster is too short."""

from __future__ import annotations

from datetime import date

import pytest

from verify import review as reviewing
from verify.check import materialise
from verify.checks import BY_CODE
from verify.intake.roster import FileResult, Problem, Roster, RosterTable, Segment
from verify.model import FILE_UNREAD, Review
from verify.settings import Settings

PINE, NORTH = "松江纸业有限公司", "北岸机械厂"
REFUSED = Problem("no_roster", {"of": "picture"})


def roster(
    file: str, people: int = 3, notes: tuple[tuple[str, str], ...] = (), surname: str = "赵"
) -> FileResult:
    serials, names = range(1, people + 1), [f"{surname}{sign}水" for sign in "一二三四五六"[:people]]
    texts = {"serial": [str(n) for n in serials], "name": names}
    segment = Segment("", (1,), {"serial": 0, "name": 1}, {}, list(range(2, people + 2)), texts)
    return FileResult(file, rosters=(Roster(file, "", file.ljust(64, "0"), "xlsx", (segment,), notes=notes),))


def lost(file: str, problem: Problem = REFUSED) -> FileResult:
    return FileResult(file, problems=(problem,))


def reviewed(*results: FileResult, declared: int = 6) -> Review:
    headings = ("申报编号", "企业名称", "有效问卷数量")
    lines = (("A", PINE, str(declared)), ("B", NORTH, "3"))
    table = RosterTable("申报登记表.xlsx", "", headings, (2, 3), lines)
    return reviewing.review(results, [table], Settings(), date(2017, 7, 1), "0")


def codes(review: Review) -> set[tuple[str, str]]:
    counted = [result for result in review.results if result.code in ("RS02", "RS10")]
    return {(result.code, str(id)) for result in counted for id in result.hits["dossier"]}


def told(review: Review, dossier: str = "A") -> list[str]:
    return [detail for code, detail in review.batch.dossiers.at[dossier, "notes"] if code == FILE_UNREAD]


def test_a_picture_of_the_same_folder_that_was_refused_leaves_the_number_open() -> None:
    found = reviewed(roster(f"{PINE}/IMG_1.jpg"), lost(f"{PINE}/IMG_2.jpg"), roster(f"{NORTH}/名单.xlsx"))
    assert codes(found) == {("RS10", "A")}
    assert told(found) == ["IMG_2.jpg"]
    assert told(found, "B") == []
    (hit,) = (result.hits for result in found.results if result.code == "RS10")
    assert hit["severity"].tolist() == ["warn"]
    assert hit["file"].tolist() == ["IMG_2.jpg"]


def test_where_all_was_read_too_few_are_too_few() -> None:
    assert codes(reviewed(roster(f"{PINE}/名单.xlsx"))) == {("RS02", "A")}


def test_where_enough_are_read_nothing_is_asked() -> None:
    found = reviewed(roster(f"{PINE}/1.xlsx"), lost(f"{PINE}/2.jpg"), declared=3)
    assert codes(found) == set()
    assert told(found) == ["2.jpg"]


@pytest.mark.parametrize(
    ("file", "problem", "counts"),
    [
        ("2.xlsx", Problem("damaged", {"got": "ZIP"}), True),
        ("2.xlsx", Problem("encrypted"), True),
        ("2.rar", Problem("not_a_roster_format", {"kind": "archive"}), True),
        ("2.exe", Problem("not_a_roster_format", {"kind": "program"}), False),
        ("2.xlsx", Problem("no_roster", {"people": "1"}), True),  # a page without headings
        ("问卷.docx", Problem("no_roster", {"of": "word"}), False),  # read to its end: nobody stands in it
        ("名单2.docx", Problem("no_roster", {"of": "word"}), True),
        ("空白样表.xlsx", Problem("no_rows"), False),
        ("说明.docx", Problem("no_sheets", {"of": "word"}), False),
        ("说明.docx", Problem("no_sheets", {"of": "photo"}), True),
        ("营业执照.jpg", REFUSED, False),
        ("旧版/名单.jpg", REFUSED, False),
    ],
)
def test_what_may_hold_people_and_what_does_not(file: str, problem: Problem, counts: bool) -> None:
    found = reviewed(roster(f"{PINE}/1.xlsx"), lost(f"{PINE}/{file}", problem))
    assert codes(found) == {("RS10" if counts else "RS02", "A")}


def test_a_file_in_a_folder_of_two_companies_is_nobodys() -> None:
    found = reviewed(roster(f"x/{PINE}.xlsx"), roster(f"x/{NORTH}.xlsx"), lost("x/IMG_2.jpg"))
    assert codes(found) == {("RS02", "A")}


def test_a_sheet_of_the_rosters_own_file_that_was_not_read_counts() -> None:
    own = roster(f"{PINE}/名单.xlsx")
    broken = FileResult(own.file, rosters=own.rosters, problems=(Problem("side_by_side", {"sheet": "二"}),))
    assert codes(reviewed(broken)) == {("RS10", "A")}


@pytest.mark.parametrize(
    ("note", "code"),
    [
        (("pages_unread", "第2页"), "RS10"),
        (("cut_line", "9"), "RS10"),
        (("pictures_aside", ""), "RS10"),
        (("rows_unread", "7-8"), "RS02"),  # counted: two more are still too few
        (("tail_rows", "9"), "RS02"),
    ],
)
def test_pages_and_pictures_of_the_file_itself(note: tuple[str, str], code: str) -> None:
    assert codes(reviewed(roster(f"{PINE}/名单.pdf", notes=(note,)))) == {(code, "A")}


def test_serials_may_jump_where_a_file_between_was_not_read() -> None:
    def jumps(*results: FileResult) -> int:
        return next(len(result.hits) for result in reviewed(*results).results if result.code == "RS04")

    first, third = roster(f"{PINE}/1.jpg"), roster(f"{PINE}/3.jpg", surname="钱")
    third.rosters[0].segments[0].texts["serial"][:] = ["7", "8", "9"]
    assert jumps(first, third) == 1
    assert jumps(first, lost(f"{PINE}/2.jpg"), third) == 0
    third.rosters[0].segments[0].texts["serial"][:] = ["7", "8", "10"]
    assert jumps(first, lost(f"{PINE}/2.jpg"), third) == 1  # within a file nothing is missing


def test_the_sentence_names_the_file_and_accuses_nobody() -> None:
    found = reviewed(roster(f"{PINE}/1.jpg"), lost(f"{PINE}/2.jpg"))
    page = BY_CODE["RS10"]
    (result,) = (r for r in found.results if r.code == "RS10")
    (finding,) = materialise(found.batch, result, page.clause)
    assert page.sentence(finding) == (
        "名单读出 3 人，申报有效问卷 6 份，应提供6人；但同一申报有文件没有读（2.jpg），人数够不够尚不能确定"
    )
    assert "a file of the same application was not read (2.jpg)" in page.sentence(finding, "en")
