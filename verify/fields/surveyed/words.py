"""The words that dates and times are written with, and Chinese numerals in them."""

from __future__ import annotations

import re

from verify.text.patterns import when_used

MONTHS = {
    **{"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6},
    **{"jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12},
}
MONTH = (
    r"(?P<mon>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])"
)

WEEKDAYS = {
    **{name: number for number, name in enumerate("一二三四五六日")},
    "天": 6,
    **{name: number for number, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))},
}
WEEKDAY_HAN = r"(?:星期|周|礼拜)(?P<week>[一二三四五六日天])"
WEEKDAY_ALONE = (
    r"(?<=[\d日号])\s*\((?P<week>[一二三四五六日天])\)"  # (日) behind a date; (二) may as well be a batch
)
WEEKDAY_ENGLISH = (
    r"(?P<week>(?:mon|tue|wed|thu|fri|sat|sun))(?:s|sday|nesday|r|rs|rsday|ur|urday|day)?(?![a-z])[.,]*"
)

# What says nothing about the date. Words of doubt (左右, 前后, 初, 底) are not here.
NOISE = (
    r"[\s()\[\]{}'\"“”]+|(?:调查|访问|回访|填写)?(?:日期|时间)\s*:?\s*|date\s*:?\s*|周末|全天|公元|北京时间"
    r"|除夕|春节|元旦|元宵节?|小年|清明节?|劳动节|妇女节|端午节?"
    r"|[于自从起止](?=\d|$|[\-~至到])|[.。]$"
)

_DIGITS = {**{c: str(i) for i, c in enumerate("零一二三四五六七八九")}, **dict.fromkeys("〇○ОοOo", "0")}
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾", "一二三四五六七八九十")  # as on cheques
_ONES = "一二三四五六七八九"
_YEAR = when_used(r"[零〇○ОοOo一二三四五六七八九\d]{4}(?=年)")
_NUMBER = when_used(
    rf"(?<!星期)(?<!周)(?<!礼拜)(?:[{_ONES}]?十[{_ONES}]?|廿[{_ONES}]?|卅一?|[{_ONES}两])(?=[月日号时点])"
)
_LETTER_O = when_used(r"(?<=\d)[Oo](?=\d)")
_UNIT = when_used(r"\s*([年月日号])\s*")
_POINT = when_used(r"(?<=\d)\s*(?:([./。])\s*)+(?=\d)")  # also one that was typed twice
_JANUARY = when_used(r"元(?=\s*月)|(?<=[./\-])元(?=[./\-])")
_SAYS = when_used(r"(?<=\d)曰")  # typed for 日, which it looks like


# The lunar day that people add to a full date, 2017年3月5日（农历二月初八）: named as such, or told by its words
# (初八, 廿三, 正月, 腊月) or its brackets. Without a date of our calendar beside it nothing is left to be read.
_STEM = r"[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥][鼠牛虎兔龙蛇马羊猴鸡狗猪]?年\s*"
_LUNAR_MONTH = rf"闰?(?:[正冬腊]|[{_ONES}]|十[一二]?)月"
_LUNAR_DAY = rf"(?:初[{_ONES}十]|廿[{_ONES}]?|二?十[{_ONES}]?|三十)日?"
_SURELY = rf"(?:闰?[正冬腊]月{_LUNAR_DAY}|{_LUNAR_MONTH}(?:初[{_ONES}十]|廿[{_ONES}]?)日?)"
_LUNAR = when_used(
    rf"[(\[]?(?:(?:农历|阴历|旧历|夏历)\s*(?:{_STEM})?|{_STEM})(?:{_LUNAR_MONTH}{_LUNAR_DAY}|\d{{1,2}}月\d{{1,2}}日?)[)\]]?"
    rf"|(?<=[日号\d])\s*[(\[]?{_SURELY}[)\]]?|(?<=[日号\d])\s*\({_LUNAR_MONTH}{_LUNAR_DAY}(?<!日)\)"
    rf"|(?<=[日号\d])\s*[(\[](?:初[{_ONES}十]|廿[{_ONES}]?)日?[)\]]"  # the day alone: our calendar has no 初八
)


def _number(match: re.Match[str]) -> str:
    text = match.group().replace("两", "二").replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = text.partition("十")
    if not ten:
        return str(_ONES.index(text) + 1)
    return str(10 * (_ONES.index(tens) + 1 if tens else 1) + (_ONES.index(ones) + 1 if ones else 0))


def arabic(text: str) -> str:
    """Return the text with Chinese numerals (and the letter O) in digits, no spaces round the units and no lunar date."""
    text = text.translate(_FORMAL)
    text = _UNIT.sub(r"\1", _LUNAR.sub(" ", _SAYS.sub("日", _JANUARY.sub("1", text))).strip())
    text = _YEAR.sub(lambda match: "".join(_DIGITS.get(c, c) for c in match.group()), text)
    text = _NUMBER.sub(_number, _LETTER_O.sub("0", text))
    return _POINT.sub(lambda match: match.group(1).replace("。", "."), text)


_MORNING = frozenset({"上午", "早上", "早晨", "早", "清晨", "凌晨", "am"})
_QUARTERS = {"半": 30, "一刻": 15, "三刻": 45}


def clock_minute(half: str, hour: int, minute: str, quarter: str) -> int | None:
    """Return the minute of the day; None for a time that no clock shows.

    Midnight sharp gives -1: a spreadsheet writes it where no time was given.
    """
    minutes = int(minute) if minute else _QUARTERS.get(quarter, 0)
    if hour > 24 or minutes > 59 or (hour == 24 and minutes):
        return None
    if half and hour <= 12:
        if half in _MORNING:
            hour %= 12
        elif not (half == "中午" and hour >= 10):
            hour = hour % 12 + 12 if half == "pm" or hour != 12 else 12
    return hour % 24 * 60 + minutes or -1
