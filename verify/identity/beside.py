"""Lists that lie beside a company's roster and are none of its respondents: telephone books, directories, sampling frames.

Counted in, they would accuse the company of what is not on its roster, and hide what is. Four things tell them: the register
names another file as the roster; their own name says what they are; they have neither way nor day of asking where the roster
has; or the roster alone has as many people as the notice asks for. Lists that together make up what was declared are its parts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import PurePosixPath

from verify.intake.roster import Roster
from verify.intake.table.habits.others import names_form
from verify.text.patterns import when_used

OTHER, BARE, NAMED, UNNAMED, EARLIER = "other", "bare", "beside", "unnamed", "earlier"

_WORDS = (
    r"通讯录|通信录|电话[簿本]|员工|职工|签到|培训|考勤|供应商|供货商|经销商|投诉|抽样框|总体|调查组|项目组|课题组"
    r"|名录|客户库|台账|contacts?|directory|employees?|staff|suppliers?|frame"
)
_LIST = (
    r"名单|名册|花名册|登记|信息|成员|人员|客户|用户|顾客|及|和|与|联系|方式|电话|记录|处理|情况|明细|一览|被访者|受访者|公司|企业"
    r"|部门|全体|全部|的|表|list|of|sheet"
)
_SAYS = when_used(rf"(?:{_LIST}|[\W\d_])*(?:{_WORDS})(?:{_LIST}|{_WORDS}|[\W\d_])*", re.IGNORECASE)
_YEAR = when_used(r"(?<!\d)(20\d\d)\s*年?(?:度|份)?(?![\d.\-年]|\s*\d*\s*月)")


def of_survey(roster: Roster) -> int:
    """Return how many of the two columns a roster has that only a survey fills: way and day of asking."""
    return sum(any(field in part.texts for part in roster.segments) for field in ("mode", "surveyed"))


def year_of(roster: Roster) -> int | None:
    """Return the year that the name of a sheet, or else of its file, gives without a month; None for none or several."""
    sheet = roster.segments[0].sheet if roster.segments else ""
    for name in (sheet, PurePosixPath(unicodedata.normalize("NFKC", roster.file)).stem):
        years = set(_YEAR.findall(name))
        if years:
            return int(years.pop()) if len(years) == 1 else None
    return None


def of_earlier_years(rosters: Sequence[Roster], members: Sequence[int], this_year: int) -> set[int]:
    """Return the lists that are called by a year before the round's, where another one is not."""
    years = {at: year_of(rosters[at]) for at in members}
    old = {at for at, year in years.items() if year is not None and year < this_year}
    return old if len(old) < len(years) else set()


def strays(
    rosters: Sequence[Roster],
    kept: Sequence[int],
    count: Callable[[int], int],
    asked: frozenset[int],
    *,
    named: frozenset[int] = frozenset(),
    is_company: bool = True,
) -> dict[int, tuple[int, str]]:
    """Return which of a company's lists are none of its roster: list -> (the roster, why).

    ``count``: how many people a list has; ``asked``: how many the roster should have (as declared, or as the notice asks
    for), empty if unknown; ``named``: the lists in the file that the register names; ``is_company``: they are known to be of
    one company.
    """
    if len(kept) < 2 or sum(map(count, kept)) in asked:
        return {}
    found: dict[int, tuple[int, str]] = {}
    enough = not asked or sum(count(at) for at in kept if at in named) >= min(asked)
    for why, own in (
        (NAMED, [at for at in kept if not _says_other(rosters[at])]),
        (BARE, [at for at in kept if of_survey(rosters[at])] if is_company else []),
        (UNNAMED, [at for at in kept if at in named and enough]),
    ):
        left = [at for at in own if at not in found]
        found |= {at: (left[0], why) for at in kept if left and at not in own and at not in found}
        if sum(count(at) for at in kept if at not in found) in asked:
            return found
    return found | _beyond(rosters, [at for at in kept if at not in found], count, asked)


def _says_other(roster: Roster) -> bool:
    """Whether sheet or file is called by a word for another list than of respondents, and by nothing else."""
    sheet = roster.segments[0].sheet if roster.segments else ""
    stem = PurePosixPath(unicodedata.normalize("NFKC", roster.file)).stem
    names = [name.strip() for name in (sheet, stem) if name]
    return any(names_form(name) or _SAYS.fullmatch(name) is not None for name in names)


def _beyond(
    rosters: Sequence[Roster], kept: Sequence[int], count: Callable[[int], int], asked: frozenset[int]
) -> dict[int, tuple[int, str]]:
    """Return files that would make a roster longer than it should be, where one other file alone is as long as that."""
    files = {at: rosters[at].file for at in kept}
    alone = [at for at in kept if count(at) in asked]
    if len(alone) != 1 or len(set(files.values())) < 2:
        return {}
    return {at: (alone[0], OTHER) for at in kept if files[at] != files[alone[0]]}
