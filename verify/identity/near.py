"""Names that are almost one of the register's: told, and joined only where a second ground says the same.

A name that differs in one character is more often another company than a slip (宏达, 宏远). So a near name decides
only when no other entry is anywhere near, nobody else claims the entry, the character that differs tells nothing
(no 市 or 县, no number, no quarter of the sky), and the roster has exactly as many respondents as were declared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from rapidfuzz.distance import DamerauLevenshtein

from verify.fields import company

_NEAR = 80.0  # rapidfuzz ratio, 0-100: told
_FAR = 72.0  # the second may reach this and no more, or there are two that it might be
_SHORT = 4  # characters below which one that differs is half of what a company is called
_LONG = 6  # characters that a name must have before one of them may be a slip
_SHOWN = 5
_TELLING = re.compile(r"[省市县区镇乡\d一二三四五六七八九十甲乙丙丁东南西北中新老大小分总]")


@dataclass(frozen=True, slots=True)
class Near:
    """Entries that a text is near, the nearest first. ``slip``: what it says is one slip away from the first, and
    from no other."""

    entries: tuple[int, ...]
    slip: bool = False


class Nearby:
    """The names of a register, to be looked up by what is almost one of them."""

    def __init__(self, names: Mapping[int, str]) -> None:
        self._names = names
        self._placed = {i: company.placed(name) for i, name in names.items()}
        self._placeless: dict[str, list[int]] = {}
        for i, name in names.items():
            self._placeless.setdefault(company.placeless(name), []).append(i)

    def find(self, pieces: Iterable[str]) -> Near:
        """Return what some pieces of a path or title are near."""
        best: dict[int, float] = {}
        close: set[int] = set()
        slips: set[int] = set()
        for key in dict.fromkeys(map(company.placed, pieces)):
            if len(key) < 2:
                continue
            for i in self._placeless.get(company.placeless(key), ()):  # with and without its place
                best[i] = max(best.get(i, 0.0), 99.0)
            for _, score, i in process.extract(
                key, self._placed, scorer=fuzz.ratio, score_cutoff=_FAR, limit=8
            ):
                best[i] = max(best.get(i, 0.0), score)
                if _one_off(key, self._placed[i]):
                    close.add(i)
                    slips |= {i} if _is_slip(key, self._placed[i]) else set()
        ordered = sorted(best, key=lambda i: (-best[i], i))
        told = [i for i in ordered if best[i] >= _NEAR or i in close]
        alone = len(ordered) == 1 and len(told) == 1
        return Near(tuple(told[:_SHOWN]), alone and told[0] in slips)


def _one_off(one: str, two: str) -> bool:
    """Whether one character was mistyped, left out, doubled or swapped with its neighbour."""
    return min(len(one), len(two)) >= _SHORT and DamerauLevenshtein.distance(one, two, score_cutoff=1) <= 1


def _is_slip(one: str, two: str) -> bool:
    """Whether that may be a slip, of two names that differ in one character: it is long, and the character tells nothing."""
    shorter = min(len(one), len(two))
    at = next((n for n, pair in enumerate(zip(one, two, strict=False)) if pair[0] != pair[1]), shorter)
    return shorter >= _LONG and not _TELLING.search(one[at : at + 1] + two[at : at + 1])
