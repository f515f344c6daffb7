"""Places in PDFs as people read them: the page of every row, and no Chinese page in an English paper."""

from __future__ import annotations

import pytest

from phrases.places import page_of, placed
from reports.content.called import row_words
from verify.checks import BY_CODE
from verify.intake.errors import IntakeError
from verify.model import Finding


def told(code, cells, shown, lang, **facts):
    finding = Finding(code, "warn", "roster.4", "甲", tuple("ab"), cells, shown, facts)
    return BY_CODE[code].sentence(finding, lang)


@pytest.mark.parametrize(
    ("place", "english"),
    [
        ("第2页!E4", "page 2!E4"),
        ("第2页 表3!2, 5-7；第4页（3行）", "page 2 table 3!2, 5-7; page 4 (3 rows)"),
        ("第1-3, 5页", "page 1-3, 5"),
        ("Sheet1!E4", "Sheet1!E4"),
        ("表2!C4", "表2!C4"),  # a sheet may be called so
        ("", ""),
    ],
)
def test_pages_in_the_language_of_the_reader(place, english):
    assert placed(place, "en") == english
    assert placed(place, "zh") == place


@pytest.mark.parametrize(
    ("place", "english"),
    [
        ("表2!C4", "table 2!C4"),
        ("表2!7-9；表3!4", "table 2!7-9; table 3!4"),
        ("表2", "table 2"),
        ("申报表2!C4", "申报表2!C4"),
        ("第2页 表3!2", "page 2 table 3!2"),
    ],
)
def test_tables_of_documents_have_no_name_of_their_own(place, english):
    assert placed(place, "en", "docx") == english
    assert placed(place, "zh", "docx") == place


def test_the_page_that_an_address_begins_with():
    assert [page_of(place) for place in ("第2页!E4", "第2页 表3!4", "E4", "Sheet1!E4")] == [
        "第2页",
        "第2页 表3",
        "",
        "",
    ]


def test_rows_of_pages_are_told_with_their_page():
    cells, shown = ("第1页!D2", "第1页!D3", "第2页!D2"), (2, 3, 2)
    facts = {"field_thing": "mode", "why_term": "no_value"}
    assert "2、3（第1页）、2（第2页）" in told("RS08", cells, shown, "zh", **facts)
    assert "rows 2, 3 (page 1), 2 (page 2)" in told("RS08", cells, shown, "en", **facts)
    assert told("MD01", ("第2页!D2",), (2,), "en") == "row 2 (page 2): no survey mode"
    assert told("MD01", ("D2",), (2,), "en") == "row 2: no survey mode"
    assert told("RS02", (), (), "en", rows_count=3)


def test_other_papers_name_pages_in_english_too():
    assert row_words("甲/第2页#0011", "甲", "en").startswith("page 2 ")
    assert "第" not in IntakeError("rows_unread", got="第2页!3, 7；第4页（2行）").sentence("en")
