"""A company's name in three forms, each looser than the one before: under which of them two names are one company.

exact: as written, but for width, case and blanks. form: also without brackets' kind, marks and the legal form at the
end. place: also without 省 and 市 after a place (大庆市松江 is 大庆松江). 县 and 区 always stay: 双城市 is not 双城县.
"""

from __future__ import annotations

import re
import unicodedata

from verify.fields.employer import key_of
from verify.fields.places import leading
from verify.text.patterns import when_used

_PROVINCE = when_used(r"^([\u4e00-\u9fff]{2,3})省(?=[\u4e00-\u9fff]{2})")
# 市 of a place; in 超市, 城市, 市政, 市场 it is part of another word.
_CITY = when_used(
    r"^([\u4e00-\u9fff]{2,8}?)(?<![超城都夜上门菜股黑早])市(?![场政民容井集话值长])(?=[\u4e00-\u9fff]{2})"
)
_COUNTY = when_used(r"^([\u4e00-\u9fff]{2,8}?)县(?=[\u4e00-\u9fff]{2})")


def exact(name: str) -> str:
    """Return the name as it is compared first."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", name)).casefold()


def form(name: str) -> str:
    """Return the name without legal form, brackets and marks."""
    return key_of(name)


def placed(name: str) -> str:
    """Return the form without 省 and 市 after the places that it begins with."""
    return _CITY.sub(r"\1", _PROVINCE.sub(r"\1", key_of(name)))


def kindless(name: str) -> str:
    """Return ``placed`` without 县 too: only to see which names could be taken for one another."""
    return _COUNTY.sub(r"\1", placed(name))


def placeless(name: str) -> str:
    """Return ``placed`` without the places themselves: names that agree here are near, and no more than that."""
    key = placed(name)
    rest = key[leading(key) :]
    return rest if len(rest) >= 2 else key


def in_order(part: str, whole: str) -> bool:
    """Whether all characters of a name stand in another one, in their order."""
    letters = iter(whole)
    return all(letter in letters for letter in part)


FORMS = (exact, form, placed)
