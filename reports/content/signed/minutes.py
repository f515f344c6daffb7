"""Minutes as a paper to be signed: the very text that stands on the screen, set as paragraphs and tables.

The words are composed once (sampling/draw/minutes.py). Here a line without indent is a heading or the title, lines of
one indent run on until a sentence ends, and lines of columns become a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest

from phrases import say
from reports.content.called import row_words
from reports.document import Block, Cell, Code, Column, Document, Facts, Section, Table, Text

_HASH = re.compile(r"(?:[0-9a-f]{4} ?){2,16}")
_TIMED = re.compile(r"(.+?) ?[（(]([^（）()]*\d{4}[^（）()]*)[)）]")  # a title and its time
_LABEL = re.compile(r"[^\s：:，。]{1,14}[：:]|h0\b")  # what begins a paragraph of its own, as 种子：
_APART = re.compile(r"\s{2,}")
TICKET = 14  # signs of a ticket: 0. and twelve digits
_ENDS = "。；：:;.!！）)＿_"


def minutes_document(
    text: str,
    lang: str,
    *,
    subtitle: str = "",
    facts: Sequence[tuple[str, str]] = (),
    codes: Sequence[tuple[str, str]] = (),
) -> Document:
    """Return minutes as a paper. ``facts``: what else is put on record; ``codes``: (text, caption) of QR codes."""
    title, _, rest = text.strip().partition("\n")
    if not subtitle and (timed := _TIMED.fullmatch(title)):  # the title of a paper stands on one line
        title, subtitle = timed[1], timed[2]
    sections: list[Section] = []
    heading = ""
    lines: list[str] = []
    for line in [*rest.split("\n"), "\0"]:
        if line == "\0" or (line and not line.startswith(" ")):
            if heading or any(lines):
                sections.append(Section(heading, tuple(_blocks(lines, lang))))
            heading, lines = line, []
        else:
            lines.append(line)
    record: tuple[Block, ...] = (Facts(tuple(facts)),) if facts else ()
    record += tuple(Code(content, caption) for content, caption in codes)
    if record:
        sections.append(Section(say("minutes.record", lang), record))
    return Document(title, subtitle, lang, tuple(sections))


def _blocks(lines: Iterable[str], lang: str) -> list[Block]:
    """Return paragraphs and tables of the indented lines of one section."""
    made: list[Block] = []
    sentence = ""
    columns: list[list[str]] = []

    def end() -> None:
        nonlocal sentence, columns
        if sentence:
            made.append(Text(sentence))
        if columns:
            made.append(_table(columns, lang))
        sentence, columns = "", []

    for line in lines:
        words = line.strip()
        parts = _APART.split(words)
        if _HASH.fullmatch(words):
            if sentence:
                end()
            last = made[-1] if made else None
            if isinstance(last, Text) and _HASH.fullmatch(last.text) and not columns:
                made[-1] = Text(f"{last.text} {words}", "lead")
            else:
                made.append(Text(words, "lead"))
        elif all("＿" in part or "___" in part for part in parts):  # room to sign in
            end()
            made += [Text(part, "signature") for part in parts]
        elif len(parts) >= 3:
            if sentence:
                end()
            columns.append(parts)
        elif not words:
            end()
        else:
            if columns or _LABEL.match(words):
                end()
            gap = " " if lang == "en" and sentence else ""
            sentence += gap + words
            if words[-1] in _ENDS:
                end()
    end()
    return made


def _table(lines: Sequence[Sequence[str]], lang: str) -> Table:
    """Lines of columns; the first is the heading where it holds words and the others numbers."""
    wide = max(map(len, lines))
    full = [[*line, *[""] * (wide - len(line))] for line in lines]
    headed = not full[0][-1].startswith("0.") and not full[0][0].isdigit()
    named = [say(f"minutes.column.{key}", lang) for key in ("number", "row", "ticket")]
    heads, rows = (full[0], full[1:]) if headed else ([*named, *[""] * wide][:wide], full)
    kinds = ["code"] * wide
    if not headed and wide == len(named):
        heads, rows = _beside(heads, rows, lang)
        kinds = ["sign", "text", "code"] * 2
    elif not full[1][0].isdigit():  # names in the first column
        kinds[0] = "long"
    return Table(
        "",
        tuple(Column(head, kind) for head, kind in zip(heads, kinds, strict=True)),
        tuple(tuple(Cell(text) for text in row) for row in rows),
    )


def _beside(
    heads: Sequence[str], rows: Sequence[Sequence[str]], lang: str
) -> tuple[list[str], list[list[str]]]:
    """A sample in two halves side by side; each row by its number, since the line above names the dossier.

    Of a ticket as much as orders the rows for a reader; the whole stands in the file of the draw.
    """
    heads = [*heads[:-1], say("minutes.column.ticket.short", lang)]
    told = [[number, row_words(row, "", lang), ticket[:TICKET]] for number, row, ticket in rows]
    half = (len(told) + 1) // 2
    blank = [""] * len(heads)
    return [*heads, *heads], [
        [*one, *other] for one, other in zip_longest(told[:half], told[half:], fillvalue=blank)
    ]
