"""What a person writes into 请核对: found by page and row; nothing is dropped, doubled or invented without a word."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from phrases import say
from reports.proof import workbook
from reports.proof.answers import adds_many, told_in
from reports.proof.stored import Proof, corrected
from tests.test_read_from_pictures import roster
from verify.intake.grid import UNCERTAIN
from verify.pictures import CONFIRMED

NOTE = (CONFIRMED, "2017-07-01 张三")


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A workbook of 12 people of whom a name (row 3) and a number (row 4) were not read for certain."""
    path = tmp_path_factory.mktemp("proof") / "请核对-甲.xlsx"
    workbook.write(
        path, Proof("甲", "s", (roster("甲.png", "picture", 13904510011, uncertain=((2, 1), (3, 2))),)), "zh"
    )
    return path


@pytest.fixture
def filled(written, tmp_path):
    """Fill it in as the test says, on top of sound answers; return what is read."""

    def fill(change=lambda book: None, answers=("赵水林", "13904512037")):
        book = load_workbook(written)
        for row, answer in enumerate(answers, 3):
            book["请核对"].cell(row, 8).value = answer
        for row in range(3, book["号码"].max_row + 1, 10):
            book["号码"].cell(row, 8).value = "对"
        change(book)
        path = tmp_path / "填.xlsx"
        book.save(path)
        return workbook.read(path)

    return fill


def rows_of(checked):
    said = checked.answers
    (one,) = corrected(
        checked.proof, said.said, "w", NOTE, unclear=said.unclear, gone=said.gone, added=said.added
    )
    (segment,) = one.segments
    return one, segment


def faults(checked):
    said = checked.answers
    kinds = ("missing", "extra", "moved", "twice", "odd", "overwritten")
    return {n: getattr(said, n) for n in kinds if getattr(said, n)}


def test_sound_answers_have_no_fault(filled):
    checked = filled()
    assert (faults(checked), checked.open, checked.blocks, checked.empty) == ({}, (), (), ())
    one, segment = rows_of(checked)
    assert (segment.texts["name"][0], segment.texts["contact"][1]) == ("赵水林", "13904512037")
    assert not segment.marks
    assert one.notes[-1] == NOTE


@pytest.mark.parametrize("sheet", ["名单", "请核对", "号码"])
def test_a_deleted_line_is_named(filled, sheet):
    checked = filled(lambda book: book[sheet].delete_rows(4))
    assert set(faults(checked)) == {"missing"}
    assert len(checked.answers.missing) == 1


def test_lines_in_another_order_are_found_by_page_and_row(filled):
    def turn(book):
        listed = book["名单"]
        texts = [[cell.value for cell in row] for row in listed.iter_rows(min_row=3)]
        for row, own in enumerate(reversed(texts), 3):
            for column, one in enumerate(own, 1):
                listed.cell(row, column).value = one

    checked = filled(turn)
    assert faults(checked) == {}
    assert rows_of(checked)[1].texts["contact"][5:8] == rows_of(filled())[1].texts["contact"][5:8]


def test_texts_that_slid_up_under_other_rows_are_told(filled):
    def slide(book):
        listed = book["名单"]
        for row in range(6, listed.max_row + 1):
            for column in range(3, 9):
                listed.cell(row, column).value = listed.cell(row + 1, column).value

    checked = filled(slide)
    assert len(checked.answers.moved) == 8
    assert checked.empty == ("第1页!13",)


def test_one_person_who_is_on_the_list_twice_is_no_moved_line(filled):
    def mend(book):
        for column in (4, 5):
            book["名单"].cell(9, column).value = book["名单"].cell(8, column).value

    assert faults(filled(mend)) == {}


@pytest.mark.parametrize("answers", [("赵水林", "13904512037"), ("空", "13904512037")])
def test_two_different_answers_for_a_value_are_told(filled, answers):
    def twice(book):
        book["名单"].cell(3, 4).value = "赵冰林"
        book["号码"].cell(3, 6).value = "13900000001"
        row = next(r for r in range(3, 15) if book["名单"].cell(r, 2).value == book["号码"].cell(3, 3).value)
        book["名单"].cell(row, 5).value = "13900000002"

    assert len(filled(twice, answers).answers.twice) == 2

    def same(book):
        book["名单"].cell(3, 4).value = "赵水林"

    assert faults(filled(same)) == {}


@pytest.mark.parametrize("word", ["看不清", "不清楚", "unclear"])
def test_what_nobody_can_read_stays_unread(filled, word):
    checked = filled(answers=("赵水林", word))
    assert (checked.open, faults(checked)) == ((), {})
    _, segment = rows_of(checked)
    assert segment.texts["contact"][1] == UNCERTAIN
    assert [(m.index, m.field, m.kind, m.detail) for m in segment.marks] == [
        (1, "contact", "unread", "uncertain")
    ]
    certain = filled(lambda book: setattr(book["号码"].cell(3, 6), "value", word))
    assert rows_of(certain)[1].texts["contact"].count(UNCERTAIN) == 1


@pytest.mark.parametrize("place", [("请核对", 3, 8), ("名单", 3, 4), ("名单", 8, 5), ("号码", 4, 6)])
def test_a_row_that_no_picture_shows_is_taken_out_and_noted(filled, place):
    sheet, row, column = place
    checked = filled(lambda book: setattr(book[sheet].cell(row, column), "value", "没有这一行"))
    assert faults(checked) == {}
    one, segment = rows_of(checked)
    assert len(segment.rows) == len(segment.texts["name"]) == 11
    assert [code for code, _ in one.notes if code == "picture_no_row"]


def test_somebody_added_by_hand_is_added_and_noted(filled):
    def add(book):
        for column, one in enumerate(("第1页", "新增", "13", "何新新", "13904519999"), 1):
            book["名单"].cell(15, column).value = one

    one, segment = rows_of(filled(add))
    assert (segment.rows[-1], segment.texts["name"][-1], segment.texts["contact"][-1]) == (
        14,
        "何新新",
        "13904519999",
    )
    assert ("picture_added", "第1页!14") in one.notes


def write_people(book, count, mode="电话"):
    listed = book["名单"]
    for at in range(count):
        texts = ("第1页", "新增", str(13 + at), "何新新", f"1390451{9000 + at}", mode, "2017-03-05")
        for column, one in enumerate(texts, 1):
            listed.cell(15 + at, column).value = one


@pytest.mark.parametrize(("count", "many"), [(1, False), (3, False), (4, True), (200, True)])
def test_half_a_list_is_not_written_below_a_page_by_hand(filled, count, many):
    checked = filled(lambda book: write_people(book, count))
    assert faults(checked) == {}
    assert len(checked.answers.added) == count
    assert adds_many(checked.proof, checked.answers) == many


def test_an_added_line_answers_to_what_all_lines_answer_to(filled):
    assert filled(lambda book: write_people(book, 1, "飞鸽传书")).answers.modes == ["名单 15 调查方式"]

    def no_number(book):
        write_people(book, 1)
        book["名单"].cell(15, 5).value = "见原件"

    assert faults(filled(no_number)) == {"odd": ["名单 15 联系方式"]}


def test_a_mode_that_is_none_is_no_correction(filled):
    def typed(word):
        return lambda book: setattr(book["名单"].cell(7, 6), "value", word)

    assert filled(typed("飞鸽传书")).answers.modes == ["第1页!6 调查方式"]
    for word in ("面访", "电话/面访", "看不清", "空"):
        assert filled(typed(word)).answers.modes == []


def test_a_mode_that_the_picture_shows_stands_whatever_it_is(tmp_path):
    one = roster("甲.png", "picture", 13904510011)
    (segment,) = one.segments
    modes = ["飞鸽传书", *segment.texts["mode"][1:]]
    one = replace(one, segments=(replace(segment, texts={**segment.texts, "mode": modes}),))
    path = tmp_path / "请核对-甲.xlsx"
    workbook.write(path, Proof("甲", "s", (one,)), "zh")
    book = load_workbook(path)
    assert workbook.read(path).answers.modes == []
    book["名单"].cell(5, 6).value = "飞鸽传书"  # as another row says
    book["名单"].cell(6, 6).value = "飞鸽"
    book.save(path)
    assert len(workbook.read(path).answers.modes) == 1


@pytest.mark.parametrize(
    "line", [("", "", "13", "何新新"), ("第1页", "14", "13", "何新新"), ("第9页", "新增", "13", "何新新")]
)
def test_a_line_that_belongs_nowhere_is_told(filled, line):
    def add(book):
        for column, one in enumerate(line, 1):
            book["名单"].cell(15, column).value = one

    assert faults(filled(add)) == {"extra": ["名单 15"]}


def test_nobody_empty_is_a_person(filled):
    def empty(book):
        for column in (4, 5, 7):
            book["名单"].cell(9, column).value = None

    assert filled(empty).empty == ("第1页!8",)
    assert filled(lambda book: setattr(book["名单"].cell(9, 4), "value", None)).empty == ()


def test_a_row_taken_out_keeps_the_marks_of_the_others():
    one = roster("甲.png", "picture", 13904510011, uncertain=((2, 1), (3, 2)))
    (made,) = corrected(Proof("甲", "s", (replace(one),)), {}, "w", NOTE, gone={(0, 0, 0)})
    assert [(m.index, m.field) for m in made.segments[0].marks if m.kind == "unread"] == [(0, "contact")]


def test_the_workbook_prints_one_page_wide_with_its_headings(written):
    for name in ("请核对", "号码", "名单"):
        sheet = load_workbook(written)[name]
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == "$1:$2"


def test_a_column_that_the_picture_does_not_have_is_told_once(tmp_path):
    one = roster("甲.png", "picture", 13904510011)
    (segment,) = one.segments
    texts = {name: column for name, column in segment.texts.items() if name != "employer"}
    path = tmp_path / "请核对-甲.xlsx"
    workbook.write(path, Proof("甲", "s", (replace(one, segments=(replace(segment, texts=texts),)),)), "zh")
    book = load_workbook(path)
    listed = book["名单"]
    for row in range(3, 9):
        listed.cell(row, 8).value = "松江厂"
    last = listed.max_row + 1
    for column, text in enumerate(("第1页", "新增", "", "赵水林", "13904512037", "", "", "松江厂"), 1):
        listed.cell(last, column).value = text
    book.save(path)
    found = workbook.read(path).answers
    assert (found.columns, found.extra, found.added) == ([say("finding.thing.employer", "zh")], [], [])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_guide_names_every_answer(lang):
    page = Path("docs", "first-day-reviewer" + (".zh-CN" if lang == "zh" else "") + ".md")
    text = (Path(__file__).parents[2] / page).read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if "请核对-" in line)
    for name in ("right", "blank", "unclear", "gone", "new"):
        assert any(word in row for word in say(f"proof.said_{name}", lang).split("|")[:1]), name


@pytest.mark.parametrize("word", ["对", "√", "right", "（无误）"])
def test_right_is_no_value_and_says_that_the_reading_stands(filled, word):
    """对 in the column of what a number should be was filed as the number."""

    def say_right(book):
        book["号码"].cell(3, 6).value = word

    checked = filled(say_right)
    assert faults(checked) == {}
    _, segment = rows_of(checked)
    read = checked.proof.numbers()[0][0]
    assert segment.texts["contact"][read[2]] == checked.proof.text(read)


def test_right_for_a_value_that_was_not_read_for_certain_is_its_first_reading(filled):
    checked = filled(answers=("对", "13904512037"))
    place, doubt = checked.proof.doubts()[0]
    if doubt.look.text:
        assert checked.answers.said[place] == doubt.look.text
    else:
        assert checked.answers.odd


@pytest.mark.parametrize("word", ["读错了", "abc", "见原件", "？！", "1.23457E+10", "1893694?009"])
def test_what_can_be_no_number_is_not_filed_as_one(filled, word):
    def write(book):
        book["号码"].cell(3, 6).value = word

    assert set(faults(filled(write))) == {"odd"}
    assert set(faults(filled(answers=("赵水林", word)))) == {"odd"}


def test_a_reading_that_was_written_over_is_named(filled):
    """The number was changed where it was read, and the change went nowhere."""

    def over(book):
        book["号码"].cell(3, 5).value = "13904519999"

    assert faults(filled(over)) == {"overwritten": ["号码 1"]}

    def over_doubt(book):
        book["请核对"].cell(4, 5).value = "13904519999"

    assert faults(filled(over_doubt)) == {"overwritten": ["请核对 2"]}


@pytest.mark.parametrize(("sheet", "column"), [("名单", 3), ("名单", 8), ("号码", 4), ("请核对", 6)])
def test_a_column_that_was_deleted_is_told(filled, sheet, column):
    """Without 序号 every name was a number, and was filed as one."""
    checked = filled(lambda book: book[sheet].delete_cols(column))
    assert checked.answers.shifted == [sheet]


def test_what_was_cleared_in_the_list_is_told(filled):
    def clear(book):
        book["名单"].cell(5, 4).value = None

    checked = filled(clear)
    assert len(checked.answers.cleared) == 1
    assert not faults(checked)
    assert filled().answers.cleared == filled().answers.shifted == []


@pytest.mark.parametrize(
    "word", ["13904512037", "0451-88886666", "88886666（办公室）", "wx_a1b2c3", "a@b.cn", "139****2037"]
)
def test_numbers_and_accounts_are_taken_as_they_stand(filled, word):
    checked = filled(answers=("赵水林", word))
    assert not faults(checked)
    assert word in checked.answers.said.values()


@pytest.mark.parametrize("field", [3, 4])
def test_names_or_numbers_that_slid_by_themselves_are_no_corrections(filled, field):
    def slide(book):
        listed = book["名单"]
        texts = [listed.cell(row, field + 1).value for row in range(6, 13)]
        for row, one in zip(range(6, 13), [*texts[1:], texts[0]], strict=True):
            listed.cell(row, field + 1).value = one

    assert len(filled(slide).answers.moved) == 7


def test_two_names_that_were_read_for_each_other_may_be_exchanged(filled):
    def swap(book):
        listed = book["名单"]
        one, two = listed.cell(6, 4).value, listed.cell(7, 4).value
        listed.cell(6, 4).value, listed.cell(7, 4).value = two, one

    assert faults(filled(swap)) == {}


@pytest.mark.parametrize(
    ("answers", "right"),
    [
        (("赵水林", "１３９０４５１２０３７"), True),
        (("赵水林", "2017-05-01"), False),
        (("赵水林", "2017年5月1日"), False),
        (("13904512037", "13904512037"), False),
    ],
)
def test_a_day_is_no_number_and_a_number_no_name(filled, answers, right):
    assert bool(filled(answers=answers).answers.odd) != right


@pytest.mark.parametrize(
    ("said", "taken"), [("正确", True), ("Correct.", True), ("不对", False), ("看过", False), ("", False)]
)
def test_what_is_said_of_a_block_is_understood_or_named(filled, said, taken):
    def answer(book):
        for row in range(3, book["号码"].max_row + 1, 10):
            book["号码"].cell(row, 8).value = said or None

    checked = filled(answer)
    assert bool(checked.blocks) != taken
    assert [line.partition(" ")[2] for line in checked.answers.words] == (
        [f"“{said}”"] * len(checked.blocks) if said else []
    )


def test_sheets_are_known_by_their_headings(filled):
    def turn(book):
        book.move_sheet("名单", -2)
        book["号码"].title = "电话"
        book.create_sheet("我的", 0)["A1"] = "随手记的"

    checked = filled(turn)
    assert (faults(checked), checked.open, checked.blocks) == ({}, (), ())


def test_what_the_hidden_sheet_keeps_is_not_changed_by_a_slip(written, tmp_path):
    book = load_workbook(written)
    kept = book["hefang-proof"]
    kept.cell(1, 1).value = kept.cell(1, 1).value.replace("13904510011", "13904510012")
    path = tmp_path / "改.xlsx"
    book.save(path)
    with pytest.raises(workbook.ProofEditedError):
        workbook.read(path)


def test_an_english_workbook_says_page_and_is_read(written, tmp_path):
    """It held 第1页, and the messages too."""
    proof = workbook.read(written).proof
    workbook.write(tmp_path / "a.xlsx", proof, "en")
    book = load_workbook(tmp_path / "a.xlsx")
    shown = [str(c.value) for sheet in book.worksheets[:3] for row in sheet.iter_rows(max_col=3) for c in row]
    assert not any("页" in one for one in shown)
    assert "page 1" in shown
    book.worksheets[0].cell(3, 8).value = "赵水林"
    book.save(tmp_path / "a.xlsx")
    checked = workbook.read(tmp_path / "a.xlsx")
    assert faults(checked) == {}
    assert "赵水林" in checked.answers.said.values()


@pytest.mark.parametrize(
    ("place", "right"),
    [
        ("第1页 表2!5 联系方式", f"page 1 table 2!5 {say('finding.thing.contact', 'en')}"),
        ("第3页!4", "page 3!4"),
        ("号码 5", "号码 5"),
    ],
)
def test_places_are_told_in_the_language_of_their_reader(place, right):
    assert told_in(place, "en") == right
    assert told_in(place, "zh") == place
