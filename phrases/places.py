"""Places in papers that have no sheets, in the reader's language: 第2页 表3!E4 is page 2 table 3!E4."""

from __future__ import annotations

import re

from phrases import say

# A page of a PDF or of pictures, as their readers name it; several of them where a note tells of many.
_PAGE = re.compile(r"第(\d+(?:[-,、 ]+\d+)*)页(?: 表(\d+))?")
# A table of a document, which has no name of its own; a sheet of a workbook may really be called 表2.
_TABLE = re.compile(r"(?<![^；、\s])表(\d+)(?=!|；|、|\s|$)")
_DOCUMENTS = frozenset({"doc", "docx", "docm", "htm", "html", "rtf", "odt", "wps", "word"})
_ROWS = re.compile(r"（(\d+)行）")


def placed(place: str, lang: str, reader: str = "") -> str:
    """Return the address of a cell, or the places of a note, as readers of the language call it.

    ``reader``: what read the file, or the end of its name; tables are named anew in documents only.
    """
    if lang == "en" and reader in _DOCUMENTS:
        place = _TABLE.sub(lambda found: say("finding.place.table", "en", number=found[1]), place)
        place = place.replace("；", "; ")
    if lang != "en" or "页" not in place:
        return place
    said = _ROWS.sub(lambda found: say("finding.place.rows", lang, count=found[1]), _PAGE.sub(_page, place))
    return said.replace("；", "; ")


def page_of(place: str) -> str:
    """Return the page that an address begins with, table and all; "" where it begins with none."""
    found = _PAGE.match(place)
    return found[0] if found and place[found.end() : found.end() + 1] == "!" else ""


def _page(found: re.Match[str]) -> str:
    page = say("finding.place.page", "en", number=found[1])
    return page if found[2] is None else f"{page} {say('finding.place.table', 'en', number=found[2])}"
