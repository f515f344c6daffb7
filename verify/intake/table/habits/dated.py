"""Year and month that stand once for many dates: in the heading (调查时间（2017年3月）), over the rows, above the list.

People who write 2017年3月 over a column write 7日 in its cells. Without it such a day is no date, and 3月5日 under 2016年 is not
of the only year that fits the window. Nothing is guessed: a cell that has a year of its own is left as it is, and so is
one whose month lies in no year, or in two, of what stands above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from verify.text.patterns import when_used

# Periods are brought into one writing first: 2016.12-2017.3 and 2017年3-5月 become 2016年12月-2017年3月 and 2017年3月-5月.
_TO = "[至到~～—–─－-]"
_MONTH, _DAY = "(1[0-2]|0?[1-9])", "(3[01]|[12][0-9]|0?[1-9])"
_WRITINGS = (
    (
        when_used(rf"(?<!\d)((?:19|20)\d\d)\s*([./-])\s*{_MONTH}\s*\2\s*{_DAY}(?!\d)\s*[日号]?"),
        r"\1年\3月\4日",
    ),
    (when_used(rf"(?<!\d)((?:19|20)\d\d)\s*[./-]\s*{_MONTH}(?!\d)\s*月?份?"), r"\1年\2月"),
    (when_used(rf"年\s*{_MONTH}\s*{_TO}+\s*{_MONTH}\s*月份?"), r"年\1月-\2月"),
)
_POINT = rf"(?:{_MONTH}\s*月份?\s*)?(?:{_DAY}\s*[日号]\s*)?"
_PERIOD = rf"(?<!\d)((?:19|20)\d\d)\s*年(?!度)\s*{_POINT}(?:{_TO}+\s*(?:((?:19|20)\d\d)\s*年\s*)?{_POINT})?"
_FOUND = when_used(_PERIOD)
_ALONE = when_used(rf"[(（【\[]?\s*(?:{_PERIOD}|{_MONTH}\s*月份?)\s*[)）】\]]?[:：]?")
_REST = when_used(rf"\s*{_TO}?\s*\d")  # behind a period: of something that was not understood
# What the heading says of how to write, or of another day, is no period.
_NO_PERIOD = when_used(
    r"如|例|格式|样式|填写|截止|截至|以前|以后|之前|之后|以来|填表|制表|编制|打印|印制|出生|[Ee]\.g|[Ee]xample|format"
)
_LABELLED = when_used(
    r"(?:调查|访问|走访|回访|访谈|测评|调研|问卷|采访)\s*(?:的|实施|执行)?(?:时间|日期|期间|时段|周期|起止(?:时间|日期)?)\s*(?:为|是)?\s*[:：]?"
)
_LIST = when_used(r"调查|访问|走访|回访|访谈|测评|调研|被访|受访|名单|登记|明细|记录")
_LISTED = when_used(r"(?:(?:被|受)访者?|被?调查|访问|回访)?(?:信息|登记)?(?:名单|登记表|明细|记录|数据)")
_SIX = when_used(r"^(20\d\d)(0[1-9]|1[0-2])$")
_OWN_YEAR = when_used(r"(?:19|20)\d\d|\d{2,}\s*年|[去今当本上]年|[〇零○]|二[O0]")
_MONTH_DAY = when_used(
    rf"\s*{_MONTH}\s*(?:月|[.．。/／](?=\s*\d{{1,2}}(?!\d|\s*[.．。/／-]\s*\d))|-(?=\s*\d{{1,2}}\s*$))"
    r"|\s*(十[一二]?|[一二三四五六七八九])月"
)
_DAY_ALONE = when_used(rf"\s*{_DAY}\s*(?:[日号]|(?:[日号]?\s*{_TO}+\s*{_DAY}\s*[日号])?)\s*")
_CHINESE = {sign: number for number, sign in enumerate("一二三四五六七八九十", 1)} | {"十一": 11, "十二": 12}
_LINES, _FEW = 12, 3  # lines above a heading that are looked at, and how many texts one of them may have
_SHORT = 60  # letters of a line that says when


@dataclass(frozen=True, slots=True)
class Period:
    """From a month to a month, both included; ``year`` 0: a month of whatever year stands above it."""

    year: int
    month: int
    last_year: int
    last_month: int
    said: str = ""

    @property
    def is_one_month(self) -> bool:
        return bool(self.month) and (self.year, self.month) == (self.last_year, self.last_month)

    def years_of(self, month: int) -> list[int]:
        """Return the years in which this period holds a month."""
        first, last = (self.year, self.month or 1), (self.last_year, self.last_month or 12)
        return [year for year in range(self.year, self.last_year + 1) if first <= (year, month) <= last]


def of_heading(text: str) -> Period | None:
    """Return the period that the heading of a column of dates names; an example of how to write is none."""
    return None if _NO_PERIOD.search(text) else _found(text)


def alone(texts: Iterable[str]) -> Period | None:
    """Return the period that a row of a table holds, if it holds nothing else: one text, in one cell or over several."""
    said = set(texts)
    if len(said) != 1:
        return None
    (text,) = said
    match = _ALONE.fullmatch(_written(text).strip()) if len(text) < _SHORT else None
    if match is None:
        return None
    return _read(match, text) if match[1] else Period(0, int(match[7]), 0, int(match[7]), text)


def of_line(text: str) -> Period | None:
    """Return the period in which a line above a list says that people were asked, to the month at least.

    A title with a year alone (2016年度用户满意度调查) does not say when: that year's survey is made after its end.
    """
    if len(text) > _SHORT or _NO_PERIOD.search(text):
        return None
    label = _LABELLED.search(text)
    if label is not None:
        return _found(text[label.end() :])
    found = alone([text]) or (_found(text) if _LIST.search(text) else None)
    return found if found is not None and found.year and found.month else None


def of_sheet(name: str) -> Period | None:
    """Return the month, or months, by which a sheet is named: 2016年12月, 201701, 3月份名单. A year alone does not say when."""
    if len(name) > _SHORT or _NO_PERIOD.search(name):
        return None
    bare = _LISTED.sub("", _SIX.sub(r"\1年\2月", name.strip()))
    found = alone([bare]) if bare else None
    return found if found is not None and found.month else None


def with_sheet(general: Period | None, sheet: Period | None) -> Period | None:
    """Return the period over the rows of a sheet: the month of the sheet within that of the heading or title.

    Where the two contradict each other nobody knows.
    """
    if sheet is None or general is None:
        return sheet or general
    own = _under(sheet, general)
    if not own.year:
        return None
    first, last = (general.year, general.month or 1), (general.last_year, general.last_month or 12)
    if general.year and not (first <= (own.year, own.month) and (own.last_year, own.last_month) <= last):
        return None
    return own


def again(said: str) -> Period | None:
    """Return the period of a text that was one before: what a page ends with, of the page that goes on with it."""
    return alone([said]) or _found(said)


def above(lines: Sequence[Sequence[str]]) -> Period | None:
    """Return the period of the lines above a heading, the nearest first; of a table that ends there, nothing is taken."""
    for texts in reversed(lines[-_LINES:]):
        said = dict.fromkeys(text for text in texts if text)
        if len(said) > _FEW:
            return None
        for text in said:
            if (found := of_line(text)) is not None:
                return found
        joined = "".join(said)
        if len(said) > 1 and (found := of_line(joined)) is not None:
            return found
    return None


def are_whole(texts: Sequence[str]) -> bool:
    """Return whether every date of a column has a year of its own: then nothing that stands above is looked for."""
    return all(_OWN_YEAR.search(text) for text in texts if text)


def along(
    rows: Sequence[int], sections: Sequence[tuple[int, Period]], general: Period | None
) -> list[Period | None]:
    """Return the period of each row: that of the last line above it that names one, else the ``general`` one.

    ``rows`` and the places of ``sections`` are positions, rising.
    """
    found: list[Period | None] = []
    waiting = list(sections)
    now = general
    for row in rows:
        while waiting and waiting[0][0] < row:
            now = _under(waiting.pop(0)[1], general)
        found.append(now)
    return found


def filled(
    texts: Sequence[str], periods: Sequence[Period | None], cut: frozenset[int] = frozenset()
) -> tuple[list[str], dict[int, str]]:
    """Return the dates with what their periods say, and for each of these what was written above it.

    ``cut``: places that hold a number, in which 3.20 may be shown as 3.2; where that matters they are left alone.
    """
    out, said = list(texts), {}
    for at, (text, period) in enumerate(zip(texts, periods, strict=True)):
        if period is None or not text or (at in cut and text[-2:-1] == "." and text[-1] in "123"):
            continue
        if (prefix := _before(text, period)) is not None:
            out[at], said[at] = prefix + text.strip(), period.said
    return out, said


def _before(text: str, period: Period) -> str | None:
    """Return what is wanting before a date, None where nothing is or nobody knows."""
    if _OWN_YEAR.search(text):
        return None
    if _DAY_ALONE.fullmatch(text):
        if not period.month or not (period.is_one_month or not period.year):
            return None
        return (f"{period.year}年" if period.year else "") + f"{period.month}月"
    match = _MONTH_DAY.match(text)
    if match is None or not period.year:
        return None
    years = period.years_of(int(match[1]) if match[1] else _CHINESE[match[2]])
    sign = match[0].strip()[-1]
    if sign == "-" and period.is_one_month:
        return None  # 3-5 under 2017年3月: the fifth, or three days
    return f"{years[0]}{'年' if sign == '月' else sign}" if len(years) == 1 else None


def _under(section: Period, general: Period | None) -> Period:
    """Return the period of a line in the table; 3月 under 2017年 is 2017年3月."""
    if section.year or general is None:
        return section
    years = general.years_of(section.month)
    if len(years) != 1:
        return section
    return Period(years[0], section.month, years[0], section.month, f"{years[0]}年{section.month}月")


def _written(text: str) -> str:
    for pattern, writing in _WRITINGS:
        text = pattern.sub(writing, text)
    return text


def _found(text: str) -> Period | None:
    """Return the one period in a text; none where a second stands beside it, or a part of it was not understood."""
    said = _written(text)
    matches = list(_FOUND.finditer(said))
    if len(matches) != 1 or _REST.match(said, matches[0].end()):
        return None
    return _read(matches[0], matches[0][0].strip())


def _read(match: re.Match[str], said: str) -> Period | None:
    """Return what a match of _PERIOD says; a single day is the day of something else, and no period."""
    year, month, day, last_year, last_month, last_day = (int(part or 0) for part in match.groups()[:6])
    is_span = bool(last_year or last_month or last_day)
    if day and not is_span:
        return None
    if not is_span:
        return Period(year, month, year, month, said)
    last_month = last_month or month
    last_year = last_year or year + (last_month < month)
    return (
        Period(year, month, last_year, last_month, said) if (year, month) <= (last_year, last_month) else None
    )
