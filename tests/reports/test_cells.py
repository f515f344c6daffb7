"""Laws of the one writer of workbook cells."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from reports.formats.cells import LONGEST, CellWriter, sheet_title, units
from reports.safe import clean, is_clean

anything = st.text(st.characters(codec=None, categories=None), max_size=60)
writer = CellWriter("zh")
sheet = Workbook(write_only=True).create_sheet()


@given(anything)
def test_every_text_is_a_text_cell(text: str) -> None:
    cell = writer.text(sheet, text)
    assert cell.data_type == "s"
    assert cell.number_format == "@"
    assert cell.quotePrefix
    assert cell.hyperlink is None
    assert (cell.comment is None) == is_clean(text)


@given(anything)
def test_cleaning_leaves_nothing_that_steers_and_is_done_once(text: str) -> None:
    shown = clean(text)
    assert clean(shown) == shown
    assert is_clean(shown)
    assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in shown)
    shown.encode("utf-8")


@given(st.text(st.characters(categories=("L", "N", "P", "S", "Zs"))))
def test_cleaning_keeps_every_letter_digit_and_sign(text: str) -> None:
    assert clean(text) == text


@given(st.lists(anything, max_size=20))
def test_sheet_titles_are_allowed_and_unique(wanted: list[str]) -> None:
    taken: set[str] = set()
    for text in wanted:
        title = sheet_title(text, taken)
        assert 0 < len(title) <= 31
        assert not re.search(r"[\[\]:*?/\\]", title)
        assert not title.startswith("'")
        assert not title.endswith("'")
        assert title.lower() not in taken | {"history"}
        taken.add(title.lower())


def test_long_text_is_cut_and_says_so() -> None:
    cell = writer.text(sheet, "长" * 40_000)
    assert len(str(cell.value)) == LONGEST
    assert "40000" in cell.comment.text


def test_limits_are_counted_as_the_programs_count() -> None:
    """Rare characters take two UTF-16 units; what is cut is never half of one."""
    cell = writer.text(sheet, "a" + "𠮷" * 20_000)
    assert units(str(cell.value)) <= LONGEST
    assert str(cell.value).endswith("𠮷…")
    name = sheet_title("𠮷" * 20, set())
    assert units(name) <= 31
    assert set(name) == {"𠮷"}
    again = sheet_title("𠮷" * 20, {name.lower()})
    assert units(again) <= 31
    assert again.endswith("~2")


def test_a_text_that_means_a_character_to_a_workbook_stays_itself() -> None:
    assert writer.text(sheet, "_x000D_厂_x_").value == "_x005F_x000D_厂_x_"


def test_a_comment_of_ours_and_a_note_stand_together() -> None:
    cell = writer.text(sheet, "厂\x1b[31m", severity="fail", comment="CT02 第 2 行\nDT01 第 2 行")
    assert cell.comment.text == "CT02 第 2 行\nDT01 第 2 行\n已去除控制字符"


def test_empty_comment_is_none() -> None:
    assert writer.number(sheet, 12).comment is None
    assert writer.number(sheet, 12).data_type == "n"
