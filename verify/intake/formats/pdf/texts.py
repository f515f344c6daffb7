"""From the lines in a cell to its text. What was broken to fit is joined, what was written below each other is not.

Where both are possible and it matters, the answer is None: nobody guesses whether two lines of digits are one number.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Sequence

from verify.intake.formats.pdf.shapes import Glyph, PdfCell, TextLine
from verify.text.marks import WHOLE

_BLANK = 0.3  # of the size of type: a gap that is wider is a blank
_LEVEL = 0.35  # of the size of type: base lines that are nearer are one
_UPON = 0.75  # of the size of type: nearer lines run into each other
_JUSTIFIED = 7  # digits set wide apart, all alike: one number that fills its cell
_SHORT = 5  # digits: a number that short is one, wherever it is broken
_LONGEST = 13  # digits: what is longer may be two numbers
_IDENTIFIER = 20  # signs: no account of a messenger has more
_LAST, _FIRST = re.compile(r"[\w.@+:/-]+$", re.ASCII), re.compile(r"[\w.@+:/-]+", re.ASCII)
_WORD = re.compile(r"(?:^|(?<=[\u3400-\u9fff:：]))\w+$", re.ASCII)  # up to the last ideograph, no sign within
_ENDING = re.compile(r"\d+$", re.ASCII)
_GOES_ON = frozenset("-/.:：~～至到、，,;；（(—–_@")
_NEVER_FIRST = frozenset("，。、；：！？）)】》”’,.;:!?")


def lines_of(glyphs: Iterable[Glyph], sheet: int = 0) -> list[TextLine]:
    """Return glyphs as lines from top to bottom, each from left to right; base lines that almost agree are one."""
    lines: list[list[Glyph]] = []
    base = 0.0
    for glyph in sorted(glyphs, key=lambda glyph: glyph.base):
        if lines and glyph.base - base <= _LEVEL * min(glyph.size, lines[-1][0].size):
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
            base = glyph.base
    return [TextLine(tuple(sorted(line, key=lambda glyph: glyph.x0)), sheet) for line in lines]


def line_text(glyphs: Sequence[Glyph]) -> tuple[str, bool]:
    """Return the text of glyphs on one line, and whether it is sure: no sign unknown, none upon another."""
    parts: list[str] = []
    sure = True
    before: Glyph | None = None
    spread = _is_spread(glyphs)
    for glyph in glyphs:
        sure = sure and glyph.sure
        if before is not None:
            over = before.x1 - glyph.x0
            if over > 0.5 * min(before.x1 - before.x0, glyph.x1 - glyph.x0):
                if glyph.text == before.text:
                    continue  # drawn twice, to look bold
                sure = False
            elif (
                (-over > _BLANK * min(glyph.size, before.size) and not spread)
                or (glyph.blank and -over > 0.1 * glyph.size)
                or (
                    glyph.apart
                    and not spread
                    and -over > 0.15 * glyph.size
                    and not _is_set_off(before, glyph)
                )
            ):
                parts.append(" ")
        parts.append(glyph.text)
        before = glyph
    return "".join(parts), sure


def _is_set_off(before: Glyph, glyph: Glyph) -> bool:
    """Whether an ideograph and a sign of another kind stand beside each other: programs set these off by themselves."""
    return _is_wide(before.text[-1]) != _is_wide(glyph.text[0])


def _is_spread(glyphs: Sequence[Glyph]) -> bool:
    """Whether a line of digits is set wide apart to fill its cell: no gap stands out."""
    if len(glyphs) < _JUSTIFIED or any(glyph.blank for glyph in glyphs):
        return False
    gaps = [b.x0 - a.x1 for a, b in itertools.pairwise(glyphs)]
    return max(gaps) - min(gaps) < 0.15 * glyphs[0].size and all(g.text.isdigit() for g in glyphs)


def raw_text(cell: PdfCell) -> str:
    """Return the signs of a cell, sure or not, line by line: headings are known by their words."""
    return "\n".join(line_text(line.glyphs)[0] for line in cell.lines)


def cell_text(cell: PdfCell) -> str | None:
    """Return the text of a cell; None where it cannot be said for certain."""
    if not cell.sure:
        return None
    text = ""
    before: TextLine | None = None
    for line in cell.lines:
        own, sure = line_text(line.glyphs)
        if not sure:
            return None
        if before is not None and before.sheet == line.sheet and upon(before, line):
            return None
        if before is None:
            text = own
        else:
            between = _between(text, own, before, line, cell.room)
            if between is None and not cell.strict and _is_one_word(text, own):
                between = ""  # its lines say that all of it is of this cell
            if between is None or (between == "\n" and cell.strict and not _both_numbers(text, own)):
                return None
            text += between + own
        before = line
    return text


def upon(before: TextLine, line: TextLine) -> bool:
    """Return whether one line is written over another: the text of a cell that is too low runs into the next."""
    is_near = line.base - before.base < _UPON * min(line.size, before.size)
    return is_near and before.x0 < line.x1 and line.x0 < before.x1


def _between(text: str, own: str, before: TextLine, line: TextLine, room: float) -> str | None:
    """Return what stands between two lines of a cell: nothing, a blank, a new line; None where nobody can say."""
    last, first = text[-1], own[0]
    free = room - (before.x1 - before.x0)
    wide = _is_wide(last) or _is_wide(first)
    need = _width(line.glyphs, _together(own, wide))
    has_room = free >= need + 0.3 * line.size
    if last in _GOES_ON or first in _GOES_ON:
        return ""
    if has_room:
        return "\n"  # it would have fitted: somebody began a new line
    if wide:
        return ""
    if free >= _width(line.glyphs, 1) + 0.3 * line.size:
        return " "  # a sign would have fitted, the word did not: broken at a blank
    return _torn(text, own)


def _together(own: str, wide: bool) -> int:
    """Return how many signs at the start of a line no program would tear apart."""
    word = _FIRST.match(own)
    count = word.end() if word else 1
    if wide and not word and len(own) > count and own[count] in _NEVER_FIRST:
        count += 1
    return count


def _torn(text: str, own: str) -> str | None:
    """Decide whether two full lines are one word, number or date that was broken where the cell ended."""
    left, right = _LAST.search(text), _FIRST.match(own)
    if left is None or right is None:
        return None
    a, b = left[0], right[0]
    whole_a, whole_b = bool(WHOLE.fullmatch(a)), bool(WHOLE.fullmatch(b))
    if whole_a and whole_b:
        return None if WHOLE.fullmatch(a + b) else "\n"
    if WHOLE.fullmatch(a + b):
        return ""
    if (a + b).isdigit() and len(a + b) <= _SHORT:
        return ""
    return None


def _is_one_word(text: str, own: str) -> bool:
    """Return whether the digits that end one full line and begin the next are of one number, though of no sound one.

    Where one of the lines is a number by itself they may be two; so may lines of one length.
    """
    word = _WORD.search(text)
    if word is None or "\n" in text or not (own.isascii() and own.isdecimal()) or len(own) >= len(text):
        return False
    digits = _ENDING.search(word[0])
    if digits is None or any(WHOLE.fullmatch(part) for part in (word[0], digits[0], own)):
        return False
    return len(digits[0] + own) <= _LONGEST and len(word[0] + own) <= _IDENTIFIER


def _both_numbers(text: str, own: str) -> bool:
    left, right = _LAST.search(text), _FIRST.match(own)
    return bool(left and right and WHOLE.fullmatch(left[0]) and WHOLE.fullmatch(right[0]))


def _is_wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WF"


def _width(glyphs: Sequence[Glyph], count: int) -> float:
    part = glyphs[: max(count, 1)]
    return part[-1].x1 - part[0].x0
