"""Which of the four categories a line of boxes has ticked."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from verify.text.patterns import when_used

CATEGORIES = ("企业类", "产品类", "建筑工程类", "服务类")
_WORD = when_used(r"企业类?|产品类?|(?:建筑)?工程类?|服务类?")
# Signs of boxes: as typed, as Word's symbol fonts have them (in the private area), between brackets.
_TICKS = "☑☒✅✓✔√■●◼Vv\uf052\uf0fe\uf0fc\uf050\uf06e\uf0fd\uf053\uf054"
_OPEN = "□☐◻○◯▢囗口\uf0a8\uf06f\uf0a3\uf02a"
_OPEN_BRACKETS = when_used(r"[\[(（【]\s*[\])）】]")
_PLAIN = {
    "企业": "企业类",
    "产品": "产品类",
    "工程": "建筑工程类",
    "建筑工程": "建筑工程类",
    "服务": "服务类",
}


def plain(word: str) -> str:
    """Return a category as the notice writes it: 工程类 is 建筑工程类."""
    return _PLAIN[unicodedata.normalize("NFKC", word).removesuffix("类")]


def ticked(text: str) -> tuple[str, ...] | None:
    """Return the categories that are ticked; None where the text is no line of boxes at all.

    The sign may stand before each word or after it. Where a line has no other boxes than the one that is ticked,
    the side on which it touches a word tells; where it touches both, nothing is told.
    """
    words = list(_WORD.finditer(text))
    gaps = [text[: words[0].start()], *_between(words, text)] if words else []
    if len({plain(word[0]) for word in words}) < 2 or len(words) > len(CATEGORIES):
        return None
    marked = [_mark(gap) for gap in gaps]  # before each word, and after the last
    if not any(marked):
        return None
    if bool(marked[0]) != bool(marked[-1]):
        own = marked[:-1] if marked[0] else marked[1:]
    else:
        own = [_touching(left, right) for left, right in pairwise(gaps)]
    return tuple(plain(word[0]) for word, mark in zip(words, own, strict=True) if mark == "tick")


def _touching(left: str, right: str) -> str:
    """Return the mark of a word whose boxes may stand on either side of it: the sign that touches it alone."""
    before = _mark(left) if left[:1].isspace() and not left[-1:].isspace() else ""
    after = _mark(right) if right[-1:].isspace() and not right[:1].isspace() else ""
    return "tick" if "tick" in (before, after) else before or after


def _between(words: list[re.Match[str]], text: str) -> list[str]:
    ends = [word.end() for word in words]
    starts = [*(word.start() for word in words[1:]), len(text)]
    return [text[end:start] for end, start in zip(ends, starts, strict=True)]


def _mark(gap: str) -> str:
    """Return "tick", "open" or "" for what stands between two words. □√ is a box with a tick in it."""
    if any(sign in _TICKS for sign in gap):
        return "tick"
    return "open" if any(sign in _OPEN for sign in gap) or _OPEN_BRACKETS.search(gap) else ""


def single(text: str) -> str | None:
    """Return the category of a text without boxes that names one of the four, None for any other text."""
    bare = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    word = _WORD.fullmatch(bare)
    return plain(word[0]) if word else None
