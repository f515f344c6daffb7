"""What each line of a table without drawn lines is: somebody's first line, a part of somebody, or nobody."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Sequence

from verify.intake.formats.pdf.bands import Strips, crosses
from verify.intake.formats.pdf.heads import Head, parts
from verify.intake.formats.pdf.line_rows import LineItem, pitch_of
from verify.intake.formats.pdf.sections import is_heading
from verify.intake.formats.pdf.shapes import Glyph, TextLine
from verify.intake.formats.pdf.texts import line_text
from verify.intake.table.tails import is_tail_word

_SERIAL = re.compile(r"\d{1,6}[.、]?")
_NUMBERED = re.compile(r"\d{1,6}[.、]?\D")
_PHONE = re.compile(r"(?:\d[- ]?){7,}|@|[*×xX]{3,}")
_MOBILE = re.compile(r"(?:\+?86)?1[3-9]\d{9}|0\d{2,3}-?\d{7,8}")
_DAY = re.compile(r"\d{4}([-./年])\d{1,2}[-./月]\d{1,2}日?")
_ALONE = 0.9  # of the distance between two rows of one line: a line so far from others is a part of none


def line_item(line: TextLine, head: Head, strips: Strips) -> LineItem:
    cells: dict[int, list[Glyph]] = {}
    outside = False
    for glyph in line.glyphs:
        column = bisect_right(strips.edges, glyph.middle) - 1
        outside = outside or not 0 <= column < len(head.headings)
        cells.setdefault(min(max(column, 0), len(head.headings) - 1), []).append(glyph)
    return LineItem(line, cells, "", not outside and not crosses(line.glyphs, strips))


def judge(items: Sequence[LineItem], head: Head) -> None:
    """Say of each line whether a row begins with it, whether it is a part of one, or nothing of the table."""
    serial, name, contact = (head.column(field) for field in ("serial", "name", "contact"))
    texts = [{c: line_text(g)[0] for c, g in item.cells.items()} for item in items]
    for item, own in zip(items, texts, strict=True):
        if serial >= 0 and serial not in own and name in own and _NUMBERED.match(own[name]):
            item.sure = False  # the number of the column before, where it is set to the right
    _doubt_joined(items, len(head.headings))
    numbered = [bool(_SERIAL.fullmatch(own.get(serial, ""))) for own in texts]
    called = [bool(_PHONE.search(own.get(contact, ""))) for own in texts]
    # The number may stand on another line than what is beside it: at the bottom of a row of several lines.
    has_serials = serial >= 0 and 2 * sum(numbered) > sum(called)
    after_tail = False
    for item, own, is_numbered, is_called in zip(items, texts, numbered, called, strict=True):
        first = own[min(own)]
        who = bool(own.get(name)) and (is_called or contact < 0)
        if after_tail and not is_numbered and not is_called:
            item.kind = "out"  # notes go on over several lines
            continue
        after_tail = False
        if is_tail_word(first) and not (is_numbered or (who and serial < 0)):
            item.kind = "tail" if item.sure else "out"
            item.cells = {min(item.cells): [glyph for c in sorted(item.cells) for glyph in item.cells[c]]}
            after_tail = True
            continue
        elif not item.sure:
            # A row that runs over its columns is named; a line of other text is none.
            item.kind = "row" if is_numbered or who else "wall"
        elif has_serials:
            item.kind = "row" if is_numbered else "part"
            if who and not is_numbered:
                item.kind = "wall"  # somebody without a number, or a part of somebody: nobody can say
            elif not is_numbered and serial in own:
                item.kind = "tail"  # a word under the serial numbers begins nothing of a person
        else:
            item.kind = "row" if who or (len(own) >= 3 and bool(own.get(name))) else "part"
    if has_serials and name >= 0:
        _judge_headings(items, name)
    surveyed = head.column("surveyed")
    for upper, lower in _halves(texts, contact, surveyed):
        if items[upper].kind == "wall" and items[upper].sure:
            items[upper].kind = "part"  # it has a half of somebody's number: nobody of his own
        elif items[upper].kind == items[lower].kind == "row":
            items[upper].sure = items[lower].sure = False


def _doubt_joined(items: Sequence[LineItem], count: int) -> None:
    """Say of lines that they are not sure, in place, where most have two texts in one column, and none in one beside it."""
    filled = {column for item in items for column in item.cells}
    for column in sorted(filled):
        own = [item for item in items if column in item.cells]
        pieces = [parts(TextLine(tuple(item.cells[column]))) for item in own]
        joined = sum(len(p) > 1 and p[0].glyphs[-1].run != p[-1].glyphs[0].run for p in pieces)
        beside = {column - 1, column + 1} & set(range(count))
        if 2 * joined > len(own) and not beside <= filled:
            for item in own:
                item.sure = False


def _judge_headings(items: Sequence[LineItem], name: int) -> None:
    """Say of lines that stand alone, as far from both neighbours as two people are, that they are rows of nobody."""
    pitch = pitch_of(items, [at for at, item in enumerate(items) if item.kind == "row"])
    for at in range(1, len(items) - 1):
        above, item, below = items[at - 1 : at + 2]
        if (
            item.kind not in ("part", "wall", "tail")
            or len(parts(item.line)) != 1
            or min(item.cells) > name
            or not is_heading(line_text(item.line.glyphs)[0])
        ):
            continue
        gaps = (item.line.base - above.line.base, below.line.base - item.line.base)
        if 0 < _ALONE * pitch <= min(gaps) and above.kind in ("row", "tail") and below.kind == "row":
            item.kind, item.sure, item.cells = "tail", True, {name: list(item.line.glyphs)}


def _halves(texts: Sequence[dict[int, str]], contact: int, surveyed: int) -> list[tuple[int, int]]:
    """Return pairs of lines over which one telephone number, or one date, was broken."""
    found = []
    for column, whole in ((contact, _MOBILE), (surveyed, _DAY)):
        filled = [at for at, own in enumerate(texts) if own.get(column)]
        for upper, lower in itertools.pairwise(filled):
            a, b = texts[upper][column], texts[lower][column]
            if (
                lower - upper <= 2
                and not whole.fullmatch(a)
                and not whole.fullmatch(b)
                and whole.fullmatch(a + b)
            ):
                found.append((upper, lower))
    return found
