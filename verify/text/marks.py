"""Marks of footnotes behind numbers, days and companies: 13904510001①, 2017-03-11*. They are no part of what stands there."""

from __future__ import annotations

import re

from verify.text.patterns import when_used

WHOLE = when_used(
    r"(?:\+?86[- ]?)?1[3-9]\d{9}|(?:\(?0\d{2,3}\)?[- ]?)?[2-9]\d{6,7}(?:-\d{1,6})?|[48]00-?\d{3}-?\d{4}"
    r"|\d{4}([-./年])\d{1,2}(?:[-./月])\d{1,2}日?|\d{4}[-./年]\d{1,2}月?|\d{1,2}[:：]\d{2}(?:[:：]\d{2})?"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}",
    re.IGNORECASE,
)
_STARS = "*＊※†‡#＃"
_MARKED = when_used(
    rf"(?P<base>.*[^\s{_STARS}])\s*"
    rf"(?P<mark>[{_STARS}]{{1,3}}|[①-⑳]{{1,3}}|[\u00b9\u00b2\u00b3\u2070-\u2079]{{1,2}}|\[\d{{1,2}}\]|[（(]?注\d{{1,2}}[)）]?)",
    re.DOTALL,
)
_DAY = r"(?:\d{4}[-./年]\d{1,2}[-./月]\d{2}日?|(?:\d{4}年)?\d{1,2}月\d{1,2}日)"
# No local number has more than eight digits.
_SURELY_WHOLE = when_used(
    rf"1[3-9]\d{{9}}|0\d{{2,3}}-?[2-9]\d{{7}}|(?:{_DAY}\s*(?:至|到|[-~～—]+)\s*)?{_DAY}"
)
_NAMED = when_used(r"[\u3400-\u9fff]{3}$")


def without_mark(text: str) -> str:
    """Return a number, a day or a company without the mark of a footnote behind it: 13904510001①.

    A star counts only behind what is whole beyond doubt: of a number to which a digit may be missing it hides one.
    """
    found = _MARKED.fullmatch(text)
    if found is None:
        return text
    base, mark = found["base"], found["mark"]
    if mark[0] in _STARS:
        return base if _SURELY_WHOLE.fullmatch(base) else text
    return base if WHOLE.fullmatch(base) or _NAMED.search(base) else text
