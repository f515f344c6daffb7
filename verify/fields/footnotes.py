"""Footnote marks beside a name: 王晓军*, 张立伟★. Where all letters of the name are there, nothing is masked.

# + ◆ and their kind hide nothing. A star may: 王晓军* is a whole name with a mark, 张* is masked, 张丽* may be either, and
only the list in which it stands can tell: whether its other names are full.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from verify.fields.surnames import COMPOUND, common
from verify.text.patterns import when_used

Kind = Literal["", "marked", "likely", "doubtful"]

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3007\U00020000-\U000323af"
_NEVER = "#+^◆◇◎⊙§†‡"  # nobody masks with these
_PERHAPS = "*★☆※△▲"
MARKS = _NEVER + _PERHAPS + "＊＃＋"
_BEHIND = when_used(rf"(?P<base>.*?[^\s{_NEVER}{_PERHAPS}])\s*(?P<mark>[{_NEVER}{_PERHAPS}]{{1,3}})")
_BEFORE = when_used(rf"(?P<mark>[{_NEVER}{_PERHAPS}]{{1,3}})\s*(?P<base>[^\s{_NEVER}{_PERHAPS}].*)")
_WHOLE_HAN = when_used(rf"[{HAN}]{{2,}}")
_PARTED = when_used(rf"[{HAN}]{{2,}}(?:·[{HAN}]{{2,}})+|[A-Za-z][A-Za-z.'\-]+(?:\s+[A-Za-z][A-Za-z.'\-]+)+")
_AS_MASKS = 4  # so many names of two letters with a star, and none of three: that is how names are masked


def parted(value: str) -> tuple[str, Kind]:
    """Return a name without the mark beside it, and what the mark shows; (value, "") where there is none, or it masks.

    ``marked``: the name is whole. ``likely``: it is, if the other names of its list are. ``doubtful``: who knows.
    """
    before = _BEFORE.fullmatch(value)
    found = before or _BEHIND.fullmatch(value)
    if found is None or not (_WHOLE_HAN.fullmatch(found["base"]) or _PARTED.fullmatch(found["base"])):
        return value, ""
    base, mark = found["base"], found["mark"]
    if not set(mark) & set(_PERHAPS) or (before and len(mark) == 1 and mark != "*"):
        return base, "marked"
    named = base[0] in common() or base[:2] in COMPOUND
    if before and not named and not _PARTED.fullmatch(base):
        return value, ""  # *小明: its surname is hidden
    if len(base) > 3 or (len(base) == 3 and base[:2] not in COMPOUND):
        return base, "likely"
    return (base, "doubtful") if len(mark) == 1 else (value, "")


@dataclass(frozen=True, slots=True)
class Company:
    """The names of one list, counted: whole ones, masked ones, and those with a star of either kind."""

    full: int
    masked: int
    likely: int
    doubtful: int

    def problem(self, kind: Kind) -> str:
        """Return the problem of a name of this kind in such a list: "" where it is whole."""
        others_full = self.full > self.masked + self.doubtful
        if others_full and kind == "likely":
            return ""
        if others_full and not (self.doubtful >= _AS_MASKS and not self.likely):
            return "mask_or_mark"
        if kind == "likely" and not self.masked and not self.doubtful:
            return "" if self.likely > 2 else "mask_or_mark"
        return "masked"


def companies(
    lists: Sequence[object], problems: Sequence[str], kinds: Mapping[int, Kind]
) -> Callable[[int], str]:
    """Return a function from the place of a starred name to its problem. ``kinds``: place -> kind; ``lists`` and
    ``problems``: of every name of the column."""
    chosen = {lists[at] for at in kinds}
    full, masked = Counter[object](), Counter[object]()
    for at, (own, problem) in enumerate(zip(lists, problems, strict=True)):
        if own in chosen and at not in kinds:
            full[own] += problem == ""
            masked[own] += problem == "masked"
    likely = Counter(lists[at] for at, kind in kinds.items() if kind == "likely")
    doubtful = Counter(lists[at] for at, kind in kinds.items() if kind == "doubtful")
    known = {own: Company(full[own], masked[own], likely[own], doubtful[own]) for own in chosen}
    return lambda at: known[lists[at]].problem(kinds[at])
