"""Numbers in a piece of text: groups of digits, and which neighbours belong together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from verify.fields.contact.plan import Number, broken, whole
from verify.numbering import area_of

_DIGITS = re.compile(r"\d+")
# What may stand between groups of one number, or between a number and its extension.
_GAP = re.compile(r"(?:[\s\-.·()\[\]_]|转|分机号?|ext\.?|x|#)*", re.IGNORECASE)
_EXTENSION_MARK = re.compile(r"转|分机|ext|x|#", re.IGNORECASE)
_WORD_BEFORE = re.compile(r"[A-Za-z0-9]*[A-Za-z]$")
_WORD_AFTER = re.compile(r"(?!ext|x\d)[A-Za-z][A-Za-z0-9]*", re.IGNORECASE)
_MOST_GROUPS = 7  # of one number: +86 139 0451 0001 has four, pairs of digits six
_EXTENDED = frozenset({"landline", "toll_free"})


@dataclass(frozen=True, slots=True)
class Located:
    """A contact at ``start:end`` of the text. ``weak``: only counts where the cell holds nothing better."""

    start: int
    end: int
    kind: str
    value: str
    problem: str = ""
    weak: bool = False


@dataclass(frozen=True, slots=True)
class _Group:
    start: int
    end: int
    digits: str
    gap: str  # what stands before it, since the group before or the start of the cluster


def _clusters(text: str) -> Iterator[tuple[bool, list[_Group]]]:
    """Yield runs of groups with nothing but gaps between them, and whether a + stands before the run."""
    groups: list[_Group] = []
    plus = False
    end = 0
    for match in _DIGITS.finditer(text):
        gap = text[end : match.start()]
        if groups and _GAP.fullmatch(gap) is None:
            yield plus, groups
            groups = []
        if not groups:
            plus = gap.rstrip(" (").endswith("+")
        groups.append(_Group(match.start(), match.end(), match.group(), gap if groups else ""))
        end = match.end()
    if groups:
        yield plus, groups


def _longest(groups: Sequence[_Group], at: int, plus: bool, area: str) -> tuple[int, Number] | None:
    """Return the end of the longest whole number that begins with group ``at``, and the number."""
    last = at + 1
    while last < min(len(groups), at + _MOST_GROUPS) and not _EXTENSION_MARK.search(groups[last].gap):
        last += 1
    for end in range(last, at, -1):
        number = whole([group.digits for group in groups[at:end]], plus and at == 0, area)
        if number is not None:
            return end, number
    return None


def _restarts(groups: Sequence[_Group], at: int) -> bool:
    """Whether a number that cannot be mistaken begins here (a local number or a short code can)."""
    found = _longest(groups, at, False, "")
    return (
        found is not None
        and found[1].kind != "short_code"
        and (found[1].kind != "landline" or "-" in found[1].value)
    )


def _end_of_broken(groups: Sequence[_Group], at: int) -> int:
    """Return where digits that begin no whole number are most likely meant to end."""
    digits, end = groups[at].digits, at + 1
    enough = 10 if area_of(digits) else 11  # area code and six digits: what follows is an extension
    while end < len(groups) and len(digits) < enough and not _restarts(groups, end):
        digits += groups[end].digits
        end += 1
    return end


def _extension(groups: Sequence[_Group], at: int, area: str) -> str:
    """Return the extension that group ``at`` is to the number before it; "" where it is none."""
    if at >= len(groups):
        return ""
    group = groups[at]
    length = len(group.digits)
    if _EXTENSION_MARK.search(group.gap):
        return group.digits if length <= 6 else ""
    if "-" not in group.gap and "(" not in group.gap and length not in (3, 4):
        return ""
    after = _longest(groups, at, False, area)
    if length > 5 or (after is not None and after[1].kind != "short_code"):
        return ""
    return group.digits


def _in_word(text: str, start: int, end: int) -> str:
    """Return the word of letters and digits that the digits stand in, e.g. 139O4510001; "" if in none."""
    before, after = _WORD_BEFORE.search(text[:start]), _WORD_AFTER.match(text[end:])
    if before is None and after is None:
        return ""
    return text[before.start() if before else start : end + (after.end() if after else 0)]


def numbers(text: str, area: str = "") -> Iterator[Located]:
    """Yield every number of a text in order. ``area``: area code of a number before the text."""
    for plus, groups in _clusters(text):
        at = 0
        while at < len(groups):
            start = groups[at].start
            found = _longest(groups, at, plus, area)
            if found is None:
                end = _end_of_broken(groups, at)
                number = broken([group.digits for group in groups[at:end]])
                weak = number.kind == "unreadable" and len(number.value) < 7
            else:
                end, number = found
                weak = number.kind == "short_code"
            if (
                number.kind == "landline"
                and not number.area
                and (word := _in_word(text, start, groups[end - 1].end))
            ):
                number, weak = Number("unreadable", word, "unreadable"), False
            value = number.value
            if number.kind in _EXTENDED and (extension := _extension(groups, end, area)):
                value, end = f"{value}-{extension}", end + 1
            area = number.area or area
            yield Located(start, groups[end - 1].end, number.kind, value, number.problem, weak)
            at = end
