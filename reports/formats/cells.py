"""The one writer of workbook cells. Whatever a stranger typed goes out as text, and as nothing else."""

from __future__ import annotations

import re
from copy import copy
from typing import Any

from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.hyperlink import Hyperlink

from phrases import say
from reports.figures.palette import CELLS
from reports.safe import clean, is_clean

LONGEST = 32_767  # UTF-16 units that a cell holds, as the programs count: two for 𠮷
TITLE = 31  # of the name of a sheet
COMMENT = 1_200  # characters of a comment that anybody reads
_FONT = "微软雅黑"
_RULE = Border(bottom=Side("hair", color="9AA5B1"))
# _x0041_ in a workbook means the character A, so a text that holds such a piece has its _ written out.
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class CellWriter:
    """Makes cells for one worksheet after another; holds nothing but the styles, made once."""

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._styles: dict[tuple[str, str, bool], Any] = {}

    def text(
        self, sheet: Any, text: str, *, kind: str = "text", severity: str = "", comment: str = ""
    ) -> Cell:
        """Return a cell of type text, whatever the text looks like: no formula, no number, no link.

        Control, escape and direction characters are left out and a text that is too long is cut; a
        comment says so.
        """
        shown = clean(text)
        notes = [comment] if comment else []
        if not is_clean(text):
            notes.append(say("paper.cell.stripped", self._lang))
        shown = _ESCAPED.sub("_x005F_", shown)
        if units(shown) > LONGEST:
            notes.append(say("paper.cell.cut", self._lang, length=len(shown)))
            shown = cut(shown, LONGEST - 1) + "…"
        cell = WriteOnlyCell(sheet)
        cell.value = shown
        # The library has just taken "=1+1" for a formula and "#N/A" for an error; it is text all the same.
        cell.data_type = "s"
        self._dress(sheet, cell, kind, severity, "\n".join(notes))
        return cell

    def number(self, sheet: Any, value: int | float, *, severity: str = "", comment: str = "") -> Cell:
        """Return a cell that holds a number of ours (a count, a row), never one that people dial."""
        cell = WriteOnlyCell(sheet)
        cell.value = value
        self._dress(sheet, cell, "number", severity, comment)
        return cell

    def blank(self, sheet: Any) -> Cell:
        """Return an empty cell that carries the ruling of its row."""
        cell = WriteOnlyCell(sheet)
        self._dress(sheet, cell, "text", "", "")
        return cell

    def link(self, sheet: Any, text: str, target: str) -> Cell:
        """Return a text cell that leads to a sheet of this workbook, and to no other place."""
        cell = self.text(sheet, text, kind="link")
        quoted = target.replace("'", "''")
        # The public setter would take the target for the value; the writer fills in the reference.
        bare: Any = cell
        bare._hyperlink = Hyperlink(ref="", location=f"'{quoted}'!A1", display=None)
        return cell

    def _dress(self, sheet: Any, cell: Any, kind: str, severity: str, comment: str) -> None:
        key = (kind, severity, cell.data_type == "s")
        if key not in self._styles:
            self._styles[key] = _style(sheet, *key)
        # One style is computed once and copied: four assignments for each of a million cells take minutes.
        cell._style = copy(self._styles[key])
        if comment:
            words = "\n".join(clean(line) for line in comment.split("\n"))
            if len(words) > COMMENT:
                words = words[:COMMENT] + "…"
            cell.comment = Comment(words, "hefang", width=360, height=min(60 + 22 * (len(words) // 24), 400))


def units(text: str) -> int:
    """Return how many UTF-16 units a text takes."""
    return len(text) + sum(char > "\uffff" for char in text)


def cut(text: str, longest: int) -> str:
    """Return as much of the beginning as takes at most so many UTF-16 units; never half a character."""
    if units(text) <= longest:
        return text
    return text.encode("utf-16-le")[: 2 * longest].decode("utf-16-le", errors="ignore")


def sheet_title(wanted: str, taken: set[str]) -> str:
    """Return a name that a sheet may have: at most TITLE UTF-16 units, none of []:*?/\\, unlike all others.

    ``taken`` holds the names in use in lower case; the caller adds the new one.
    """
    name = re.sub(r"[\[\]:*?/\\]", "_", clean(wanted)).strip().strip("'").strip() or "_"
    # Excel keeps this name for itself.
    name = f"{name}_" if name.lower() == "history" else name
    title, number = cut(name, TITLE).rstrip("'"), 1
    while title.lower() in taken:
        number += 1
        tail = f"~{number}"
        title = cut(name, TITLE - len(tail)) + tail
    return title


def _style(sheet: Any, kind: str, severity: str, text: bool) -> Any:
    """Return the style array of a kind of cell; text is marked as text twice (format @ and quote prefix)."""
    cell: Any = WriteOnlyCell(sheet)
    head = kind == "head"
    cell.font = Font(
        _FONT, 11, bold=head or kind == "sign", color="1D4C86" if kind == "link" else "1A1F25",
        underline="single" if kind == "link" else None,
    )  # fmt: skip
    horizontal = {"number": "right", "sign": "center", "head": "center"}.get(kind)
    wrap = kind in ("long", "head", "text", "code")
    cell.alignment = Alignment(horizontal=horizontal, vertical="center", wrap_text=wrap)
    ground = CELLS["head"] if head else CELLS.get(severity)
    if ground:
        cell.fill = PatternFill("solid", ground)
    if kind != "note":
        cell.border = _RULE
    if text:
        cell.number_format = "@"
        cell.quotePrefix = True
    return cell._style
