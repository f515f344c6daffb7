"""What of a list could not be read is said when it is sealed: nobody there can be drawn."""

from __future__ import annotations

from desk.proofing.unread import aside_line, damaged_line, gap_lines


def test_rows_and_pages_that_were_not_read_are_named():
    notes = {
        "A": [("rows_unread", "第1页!3, 7-9")],
        "B": [("pages_unread", "第2页")],
        "C": [("watermark", "第1页")],
        "D": [("cut_line", "13")],
    }
    lines = gap_lines(notes, "zh")
    assert len(lines) == 3
    assert "A 的名单有 4 行" in lines[0]
    assert "第1页!3, 7-9" in lines[0]
    assert "第2页" in lines[1]
    assert "D 的名单有 1 行" in lines[2]
    english = gap_lines(notes, "en")
    assert "4 rows of A" in english[0]
    assert "page 1!3, 7-9" in english[0]
    assert not any("页" in line for line in english)


def test_rows_whose_texts_may_have_been_cut_are_counted_too():
    (line,) = gap_lines({"A": [("rows_trimmed", "第1页!3, 7-9（联系方式）")]}, "zh")
    assert "A 的名单有 4 行" in line


def test_after_a_purge_it_is_said_that_something_was_missing():
    assert gap_lines({"A": [("rows_unread", "")]}, "zh")[0].startswith("注意：A 的名单有些行或页没有读出")
    assert gap_lines({"A": []}, "zh") == []


def test_a_large_picture_beside_a_table_is_told_of():
    notes = {"A": [("pictures_aside", "Sheet1")], "B": [("watermark", "第1页")]}
    (line,) = aside_line(notes, "zh")
    assert "：A；" in line
    assert "large picture" in aside_line(notes, "en")[0]
    assert aside_line({"B": notes["B"]}, "zh") == []


def test_a_file_beside_the_roster_is_named_before_the_seal() -> None:
    (line,) = gap_lines({"A": [("file_unread", "IMG_2.jpg")]}, "zh")
    assert "A 同一申报的文件没有读出" in line
    assert "IMG_2.jpg" in line


def test_a_file_that_lost_signs_is_named_on_the_screen():
    notes = {"A": (("damaged_text", "byte 40"),), "B": (("picture", ""),)}
    (line,) = damaged_line(notes, "zh")
    assert "A" in line
    assert "B" not in line
    assert damaged_line({"B": notes["B"]}, "en") == []
