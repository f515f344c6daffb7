"""A Document as source for the typesetter typst, in the layout of official documents (GB/T 9704-2012).

Every text goes in as a string of its own: whatever a stranger typed is shown, and sets nothing. Drawings are given in
words, as in the Word papers; what the sizes are is said where those are made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from unicodedata import category

from phrases import say
from reports.document import Box, Cell, Code, Document, Facts, Figure, Form, Section, Table, Text, walk
from reports.figures.palette import CELLS
from reports.formats import qr
from reports.safe import clean

# Each kind of letter with what to take where the first is missing: Windows, WPS, macOS, Linux.
FAMILIES = {
    "title": ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "STZhongsong", "SimSun", "Songti SC"),
    "body": ("FangSong_GB2312", "FangSong", "STFangsong"),
    "black": ("SimHei", "STHeiti", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC"),
    "round": ("KaiTi_GB2312", "KaiTi", "STKaiti"),
}
ANY = (
    *("Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "SimSun", "Songti SC"),
    *("Noto Sans CJK SC", "Microsoft YaHei"),
)
MISSING = "〓"  # what printers set for a character that no font has
_PRELUDE = Path(__file__).parent / "templates" / "paper.typ"
_PLAIN = frozenset(("body", "lead", "brief", "note", "message", "signature"))
# How the character before looks, where a font has both.
_VARIANT = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_RUN = re.compile(r"[!-~]{18,}")  # without a place to break: hashes, ids, file names


def source(document: Document, made: datetime, missing: frozenset[str] = frozenset()) -> str:
    """Return the whole source. ``missing``: characters to set as MISSING, because no font has them."""
    return _Source(document, made, missing).whole()


def string(text: str, missing: frozenset[str] = frozenset()) -> str:
    """Return a text as a string of the typesetter; long runs may break anywhere."""
    shown = ""
    for char in clean(text):
        mark = category(char).startswith("M")
        bare = not shown or category(shown[-1]) in ("So", "Co", "Cn", "Zs")  # nothing that a mark belongs on
        if not (mark and (bare or shown.endswith(MISSING) or _VARIANT.fullmatch(char))):
            shown += MISSING if char in missing else char
    shown = _RUN.sub(lambda found: "\u200b".join(found[0]), shown)
    return '"' + shown.replace("\\", "\\\\").replace('"', '\\"') + '"'


class _Source:
    """One paper while it is written: what is counted, and which anchors exist."""

    def __init__(self, document: Document, made: datetime, missing: frozenset[str]) -> None:
        self.document, self.made, self.missing = document, made, missing
        self.lang = document.lang
        anchors = (b.anchor for _, b in walk(document.sections) if isinstance(b, Section) and b.anchor)
        self.places = {anchor: f"hefang{number}" for number, anchor in enumerate(dict.fromkeys(anchors), 1)}
        self.tables = 0

    def text(self, words: str) -> str:
        return string(words, self.missing)

    def whole(self) -> str:
        """The prelude with what it needs to know, then everything in order."""
        document, made = self.document, self.made
        fonts = ", ".join(
            f"{name}: ({', '.join(f'{f!r}'.replace(chr(39), chr(34)) for f in (*some, *ANY))})"
            for name, some in FAMILIES.items()
        )
        lines = [
            f"#let fonts = ({fonts})",
            f"#let english = {'true' if self.lang == 'en' else 'false'}",
            f"#let made = datetime(year: {made.year}, month: {made.month}, day: {made.day})",
            f"#let heading-of-paper = {self.text(document.title)}",
            _PRELUDE.read_text(encoding="utf-8"),
        ]
        own = document.sections and _printed(document.sections[0]) and document.sections[0].title
        if document.title and own != document.title:
            lines.append(f"#paper-title({self.text(document.title)})")
        if document.subtitle:
            lines.append(f"#subtitle({self.text(document.subtitle)})")
        for section in document.sections:
            lines += self.section(section, 1)
        return "\n".join(lines) + "\n"

    def section(self, section: Section, depth: int) -> list[str]:
        lines, printed = [], _printed(section)
        if section.new_page:
            lines.append("#pagebreak(weak: true)")
        if section.title:
            title = section.title
            if section.severity:
                sign = say(f"paper.sign.{section.severity}", self.lang)
                title = title if sign in title else f"{sign} {title}"
            head = (
                f"#paper-title({self.text(title)})"
                if printed
                else f"#head({min(depth, 6)}, {self.text(title)})"
            )
            label = f" <{self.places[section.anchor]}>" if section.anchor in self.places else ""
            lines.append(head if printed else head + label)
        for block in section.blocks:
            if isinstance(block, Section):
                lines += self.section(block, depth + 1)
            else:
                lines.append(self.block(block, printed))
        return lines

    def block(self, block: Text | Facts | Table | Figure | Code | Form, printed: bool) -> str:
        if isinstance(block, Text):
            label = self.text(say("form.label", self.lang, label=block.label)) if block.label else "none"
            role = block.role if block.role in _PLAIN else "grounds"
            role = "form-note" if printed and role == "note" else role
            return f"#said({role!r}, {label}, {self.text(block.text)})".replace("'", '"', 2)
        if isinstance(block, Facts):
            pairs = ", ".join(f"{self.text(name)}, {self.text(value)}" for name, value in block.pairs)
            return f"#facts({pairs})" if block.pairs else ""
        if isinstance(block, Table):
            return self.table(block)
        if isinstance(block, Figure):
            words = say("form.figure", self.lang, title=block.title, text=block.description)
            return f'#said("note", none, {self.text(words)})'
        if isinstance(block, Code):
            data = ", ".join(map(str, qr.png(block.text)))
            return f"#code(bytes(({data},)), {qr.MM}mm, {self.text(block.caption)})"
        return self.form(block)

    def table(self, block: Table) -> str:
        if not block.columns:
            return ""
        caption = "none"
        if block.caption:
            self.tables += 1
            caption = self.text(say("form.table", self.lang, number=self.tables, caption=block.caption))
        strides = self._strides(block)
        heads = ", ".join(self.text(column.title) for column in block.columns)
        kinds = ", ".join(f'"{column.kind}"' for column in block.columns)
        rows = ",\n".join(
            "(" + ", ".join(self.cell(cell, block.columns[n].title) for n, cell in enumerate(row)) + ",)"
            for row in block.rows
        )
        note = self.text(block.note) if block.note else "none"
        return f"#grid-of({caption}, ({strides},), ({heads},), ({kinds},), ({rows}{',' if rows else ''}), {note})"

    def _strides(self, block: Table) -> str:
        """Widths of the columns: what is short takes what it needs, what is long shares the rest."""
        wants = []
        for n, column in enumerate(block.columns):
            longest = max(
                (_letters(text) for text in (column.title, *(row[n].text for row in block.rows[:200]))),
                default=2,
            )
            wants.append(min(max(longest, 3), 40))
        return ", ".join(f"{want}fr" for want in wants)

    def cell(self, cell: Cell, title: str) -> str:
        ground = CELLS.get(cell.severity)
        fill = f'rgb("#{ground}")' if ground else "none"
        shown = cell.text
        if cell.severity:  # colour never stands alone
            sign = say(f"paper.sign.{cell.severity}", self.lang)
            shown = shown if sign in shown or sign in title else f"{sign} {shown}"
        target = f"<{self.places[cell.link]}>" if cell.link in self.places else "none"
        return f"(fill: {fill}, to: {target}, text: {self.text(shown)})"

    def form(self, block: Form) -> str:
        widths = ", ".join(f"{width}fr" for width in block.widths)
        rows = ",\n".join(self.box(box, block.heights[n]) for n, row in enumerate(block.rows) for box in row)
        return f"#form(({widths},), ({rows},))"

    def box(self, box: Box, height: int) -> str:
        lines, foot = _list(map(self.text, box.text.split("\n"))), _list(map(self.text, box.foot))
        kind = "ticks" if box.text.startswith("□") else box.kind
        tall = height if box.down == 1 else 0
        return f'(kind: "{kind}", across: {box.across}, down: {box.down}, tall: {tall}mm, lines: {lines}, foot: {foot})'


def _list(items: Iterable[str]) -> str:
    found = list(items)
    return f"({', '.join(found)},)" if found else "()"


def _printed(section: Section) -> bool:
    return any(isinstance(block, Form) for block in section.blocks)


def _letters(text: str) -> int:
    """Width of a text in halves of a Chinese character."""
    return sum(2 if char > "\u2e80" else 1 for char in text[:60])


def families() -> Sequence[str]:
    """Return every family that would do for Chinese text."""
    return tuple(dict.fromkeys((*(f for some in FAMILIES.values() for f in some), *ANY)))
