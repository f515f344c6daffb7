"""Names of companies in few characters: the place and the legal form go, the part that tells them apart stays.

黑龙江省昌泰兴食品有限公司 → 昌泰兴食品. Two names of a round that would become one keep as much as they need.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

LEAST = 3  # characters that have to be left, or nothing is taken away: 大庆油田 is not 油田
LONGEST = 12  # characters, before the middle goes

_CITIES = (
    "哈尔滨|齐齐哈尔|牡丹江|佳木斯|大庆|鸡西|双鸭山|伊春|七台河|鹤岗|黑河|绥化|大兴安岭|五大连池|"
    "北京|上海|天津|重庆|沈阳|长春"
)
_PLACE = re.compile(rf"^(?:黑龙江省|黑龙江|[\u4e00-\u9fff]{{2,3}}省)?(?:(?:{_CITIES})(?:市|地区)?)?")
_FORM = re.compile(
    r"(?:[（(](?:集团|控股)[)）])?(?:集团)?(?:股份有限责任公司|有限责任公司|股份有限公司|有限公司|公司)$"
)


def short(name: str, longest: int = LONGEST) -> str:
    """Return a company's name without its place and its legal form, the middle left out where it is too long."""
    return cut(_without(_PLACE, _without(_FORM, name)), longest)


def cut(name: str, longest: int) -> str:
    """Return a text of at most so many characters: its middle goes, since names begin with what is their own and
    end with what the company does."""
    if len(name) <= longest:
        return name
    head = longest // 2
    return f"{name[:head]}…{name[len(name) - (longest - 1 - head) :]}"


def short_names(names: Iterable[str], longest: int = LONGEST) -> Mapping[str, str]:
    """Return name -> short name; names that would become equal keep their legal form, then their place too."""
    every = dict.fromkeys(name for name in names if name)
    found = {name: short(name, longest) for name in every}
    for longer in (lambda n: cut(_without(_PLACE, n), longest + 4), lambda n: n):
        several = {text for text, count in Counter(found.values()).items() if count > 1}
        found = {name: longer(name) if text in several else text for name, text in found.items()}
    return found


def _without(part: re.Pattern[str], name: str) -> str:
    bare = part.sub("", name)
    return bare if len(bare) >= LEAST else name
