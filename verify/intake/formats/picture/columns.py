"""Cells of a column beside one another: what is written otherwise than the rest of its column is uncertain.

A stamp's stroke beside a word is read as a sign of it (一2017-01-09, 实微信), and a sign under a stamp falls out (电 for
电话): both readings agree on that. The column shows it: there is a day with another sign, or a word that is longer than,
or is cut off from, one that stands there too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_USUAL = 2 / 3  # of the cells with digits: the way of writing that a column has
_FEWEST = 4  # cells with digits, without which a column has no way of writing
_LONGER = 2  # signs at most by which a word with a stray sign differs from the word
_DIGITS = re.compile(r"[0-9]+")
_WORDS = re.compile(r"[^\W\d_]")


def unlike(texts: Sequence[str]) -> set[int]:
    """Return which cells of a column (as compared: no blanks, no full width) are written unlike the others of it."""
    return _of_another_shape(texts) | _of_another_word(texts)


def is_count(texts: Sequence[str]) -> bool:
    """Whether a column holds serial numbers: most of its texts are numbers of a few digits."""
    short = sum(re.fullmatch(r"[0-9]{1,4}", text) is not None for text in texts)
    return short >= _FEWEST and short >= _USUAL * sum(bool(text) for text in texts)


def _of_another_shape(texts: Sequence[str]) -> set[int]:
    """Return the cells with digits that are written otherwise than most: 9-9-9 is how days are written there."""
    shapes = {at: _DIGITS.sub("9", text) for at, text in enumerate(texts) if _DIGITS.search(text)}
    if len(shapes) < _FEWEST:
        return set()
    usual, count = Counter(shapes.values()).most_common(1)[0]
    return {at for at, shape in shapes.items() if shape != usual} if count >= _USUAL * len(shapes) else set()


def _of_another_word(texts: Sequence[str]) -> set[int]:
    """Return the words that hold another word of the column and a sign or two beside it, or are such a word; of two
    that stand there unequally often, only the rarer."""
    counts = Counter(text for text in texts if text and _WORDS.search(text) and not _DIGITS.search(text))
    rare: set[str] = set()
    for long in counts:
        for cut in range(1, min(_LONGER, len(long) - 1) + 1):
            for start in range(cut + 1):
                word = long[start : len(long) - cut + start]
                if word in counts:
                    rare |= {word} if counts[word] <= counts[long] else set()
                    rare |= {long} if counts[long] <= counts[word] else set()
    return {at for at, text in enumerate(texts) if text in rare}
