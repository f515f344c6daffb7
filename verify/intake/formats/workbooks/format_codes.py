"""The grammar of number formats (ECMA-376 part 1, 18.8.31): sections, conditions, and what a section shows.

Letters inside quotes, behind a backslash or in square brackets are no date letters: ``0"day"``, ``0*d``,
``[DBNum2]General`` and ``[Red]0`` show numbers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|G/通用格式)|(?P<halves>AM/PM|A/P|上午/下午)"
    r"|(?P<power>E[+-])|(?P<digit>[0#?])|(?P<sign>[.,%/@])|(?P<date>aaa|[ymdhsebg])|(?P<other>.)",
    re.DOTALL | re.IGNORECASE,
)
_SECTION = re.compile(r'(?:"[^"]*"?|[\\!_*].|\[[^\]]*\]|[^;])*', re.DOTALL)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_MONEY = re.compile(r"[¥￥$€£元]")

# One piece of a section: ("text", what stands there), ("digit", 0 # or ?), ("general", ""), ("at", ""),
# ("sign", . , % / or E+).
Piece = tuple[str, str]


@dataclass(frozen=True, slots=True)
class CodeSection:
    """One part of a format between semicolons."""

    pieces: tuple[Piece, ...]
    kind: str  # number, general, date, duration, text, or hidden: nothing at all is shown
    days: bool = False  # it shows a day, month or year, not only a time of day
    clock: bool = False  # it shows a time of day
    condition: tuple[str, float] | None = None

    def holds(self, value: float) -> bool:
        """Whether a number meets the condition; without one, it does."""
        if self.condition is None:
            return True
        sign, bound = self.condition
        if sign in ("=", "<>"):
            return (value == bound) is (sign == "=")
        return (value < bound if sign[0] == "<" else value > bound) or (sign[1:] == "=" and value == bound)


_GENERAL = CodeSection((("general", ""),), "general")
_TEXT = CodeSection((("at", ""),), "text")


@lru_cache(maxsize=4096)
def sections(code: str) -> tuple[CodeSection, ...]:
    """Return the sections of a number format."""
    parts: list[str] = []
    at = 0
    while at <= len(code):
        found = _SECTION.match(code, at)
        at = (found.end() if found else len(code)) + 1
        parts.append(code[found.start() : found.end()] if found else "")
    return tuple(_section(part, len(parts)) for part in parts)


def _section(part: str, count: int) -> CodeSection:
    pieces: list[Piece] = []
    letters: list[str] = []
    condition: tuple[str, float] | None = None
    elapsed = False
    for found in _TOKEN.finditer(part):
        kind, text = found.lastgroup, found[found.lastgroup or 0]
        if kind in ("quoted", "escaped", "other"):
            pieces.append(("text", text))
        elif kind == "bracket":
            if bound := _CONDITION.fullmatch(text.strip()):
                condition = (bound[1], float(bound[2]))
            elif _ELAPSED.fullmatch(text):
                elapsed = True
                letters.append(text[0].lower())
            elif text.startswith("$"):  # [$￥-804]: a currency sign and a language
                pieces.append(("text", text[1:].partition("-")[0]))
        elif kind == "digit":
            pieces.append(("digit", text))
        elif kind == "general":
            pieces.append(("general", ""))
        elif kind == "halves":
            letters.append("h")
        elif kind == "date":
            letters.append(text[0].lower())
        elif kind in ("sign", "power"):
            pieces.append(("at", "") if text == "@" else ("sign", text))
    kinds = {piece for piece, _ in pieces}
    dates = set(letters)
    clock = bool(dates & {"h", "s"})
    # A lone [h] or [m] counts hours; an m beside h or s means minutes.
    days = bool(dates & set("ydebga")) or ("m" in dates and not clock and not elapsed)
    if dates:
        return CodeSection(
            tuple(pieces), "duration" if elapsed and not days else "date", days, clock, condition
        )
    if "at" in kinds:
        return CodeSection(tuple(pieces), "text", condition=condition)
    if not part.strip() and count == 1:
        return _GENERAL
    if "general" in kinds:
        return CodeSection(tuple(pieces), "general", condition=condition)
    shows = any(kind != "text" or text.strip() for kind, text in pieces)
    return CodeSection(tuple(pieces), "number" if shows else "hidden", condition=condition)


@lru_cache(maxsize=65_536)
def section_for(code: str, value: float) -> CodeSection:
    """Return the section that applies to a number.

    Positive, negative, zero; or the first whose condition it meets. A number that none applies to (Excel
    fills the cell with ####) is taken as in the General format.
    """
    found = list(sections(code))
    if len(found) > 1 and found[-1].kind == "text":
        found = found[:-1]
    if len(found) == 1 and found[0].kind == "text":
        return _GENERAL
    if any(section.condition for section in found):
        for section in found:
            if section.condition and section.holds(value):
                return section
        rest = [section for section in found if section.condition is None]
        return rest[-1] if rest else _GENERAL
    if len(found) == 1 or value > 0 or (value == 0 and len(found) == 2):
        return found[0]
    return found[1] if value < 0 else found[2]


@lru_cache(maxsize=4096)
def text_section(code: str) -> CodeSection:
    """Return the section that applies to a text: the fourth, or the last if it has a place for text."""
    found = sections(code)
    if len(found) >= 4:
        return found[3]
    return found[-1] if found[-1].kind == "text" else _TEXT


def written(section: CodeSection, digits: str, sign: str = "") -> str:
    """Return whole digits as a section shows them, with its literals; "" where it shows something else.

    Separators of thousands and signs of money are no part of a number and are left out.
    """
    kinds = [kind for kind, _ in section.pieces]
    if section.kind == "general":
        return sign + "".join(
            digits if kind == "general" else _literal(text) for kind, text in section.pieces
        )
    if section.kind != "number":
        return ""
    places = [index for index, kind in enumerate(kinds) if kind == "digit"]
    for index, (kind, text) in enumerate(section.pieces):
        inside = bool(places) and places[0] < index < places[-1]
        if kind == "sign" and not (text == "," and inside):
            return ""  # decimals, per cent, powers, fractions, thousands cut off
    return sign + _filled(section.pieces, places, digits)


def _literal(text: str) -> str:
    return _MONEY.sub("", text)


def _filled(pieces: Sequence[Piece], places: Sequence[int], digits: str) -> str:
    """Put digits into the places from the right; the first place takes all that are left over."""
    rest = digits if digits != "0" else ""
    shown: dict[int, str] = {}
    for index in reversed(places):
        taken = rest if index == places[0] else rest[-1:]
        rest = rest[: len(rest) - len(taken)]
        shown[index] = taken or ("0" if pieces[index][1] == "0" else "")
    return "".join(
        shown.get(index, "") if kind == "digit" else _literal(text) if kind == "text" else ""
        for index, (kind, text) in enumerate(pieces)
    )
