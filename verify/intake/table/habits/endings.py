"""Headings that say whose name or number it is: 患者姓名, 车主电话, 外呼时间. Known by their last word and by what they hold.

No list has them all, and each company asks somebody else. Such a column is taken only where no heading that is known is
there for the field, where it may not be that of an interviewer or of a thing (调查员姓名, 订单号), and where its cells are
what its heading says. Where two could be it, none is taken, and both are named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache, lru_cache

from verify.intake.grid import Value
from verify.intake.table import cells
from verify.intake.table.headings import OTHERS, endings, heading_words, meanings, normal, signs_of, words
from verify.intake.table.hints import plain
from verify.text.patterns import when_used

FIELDS = ("name", "contact", "mode", "surveyed", "employer")
_LONGEST, _SHORTEST = 12, 2  # characters of such a heading
_WRITTEN = 40  # characters of it with its hints
# Of a question or an answer: 您对服务时间满意吗
_ASKS = when_used(r"[您你吗么]|请|满意|是否|如何|什么|哪|多少|评价$|打分$|[是有]没?有|\d{3}")
# 种植户, 就餐人: whoever it is, if nearly all of them are others
_ANYBODY = when_used(r"[\u4e00-\u9fff]{1,4}(?:人|户|者)")
_PEOPLE = when_used(r"(?:被|受)[\u4e00-\u9fff]{1,4}(?:人|者|对象|用户|客户)|.{0,4}(?:访|调查|测评|调研)对象")
# The most frequent surnames of the census, of nineteen people in twenty.
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金"
    "石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁"
    "岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古"
    "吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝"
)
_NAME = when_used(r"[\u3400-\u9fff*＊某○〇·•\s]{2,12}|[A-Za-z][A-Za-z .'-]{2,40}")
_BEGUN = when_used(r"[\u3400-\u9fff]{2,4}(?![\u3400-\u9fff])")  # 王丽/松江厂, under 姓名/单位
_SURNAMED = when_used(rf"[{_SURNAMES}][\u3400-\u9fff*＊某○〇xX\s]{{1,4}}(?:先生|女士|小姐|同志|老师)?")
_REACHED = when_used(
    r"(?<!\d)(?:\+?0{0,2}86)?1[3-9]\d[\d*xX]{8}(?!\d)|(?<!\d)0\d{2,3}\d{7,8}(?!\d)|^[2-8]\d{6,7}$"
)
_ASKED = when_used(r"(?:被|受)[采调]?[访查]者?")  # 受访家长姓名: of two, the one who was asked
_APART = when_used(r"[/、,，;；|&+]")
_BETWEEN = when_used(r"[\s()（）—–－-]")
_DAY = when_used(
    r"(?:20[0-3]\d)\s*[-/.．年]\s*\d{1,2}(?:\s*[-/.．月]\s*\d{1,2})?.{0,20}|20[0-3]\d(?:0[1-9]|1[0-2])[0-3]\d.{0,12}"
    r"|\d{1,2}\s*[-/.．月]\s*\d{1,2}\s*[日号]?|\d{1,2}[-/.]\d{1,2}[-/.](?:20)?\d\d.{0,12}"
)
_WAY = when_used(
    r"电话|电访|面访|面谈|面对面|当面|现场|上门|入户|拦截|拦访|街访|网络|网上|在线|线上|微信|短信|邮件|邮寄|信函|留置|自填|座谈|深访"
    r"|来电|去电|外呼|手机|问卷|走访|访|phone|face|online|web|e-?mail|sms",
    re.IGNORECASE,
)
_FIRM = when_used(
    r"公司|厂|店|学校|大学|学院|中学|小学|幼儿园|医院|卫生|银行|信用社|集团|中心|局|委员会|研究|研究所|事务所|派出所|法院|政府|街道|社区"
    r"|部队|铁路|电力|电视台|出版社|报社|合作社|超市|商场|酒店|宾馆|饭店|餐厅|工厂|矿|农场|林场|站|个体|自由职业|退休|无业|无单位|务农|学生"
)
_STAYS = (7, 30)  # digits of a number to call under a heading that ends with 电话
_MOST = {"name": 0.7, "contact": 0.5, "surveyed": 0.6, "mode": 0.6, "employer": 0.5}
_DIFFERENT = 0.8
_DISTINCT, _FEW = 0.3, 6  # interviewers are few, and stand in every row
_LOW, _HIGH = 36_500, 50_000  # days of spreadsheets: 1999 to 2036

Values = Callable[[int], Sequence[Value]]  # column -> what stands in the first rows below the heading


@cache
def _signs() -> frozenset[str]:
    last = {word[-1] for kind in FIELDS for word in endings(kind)} | {word[-1] for word in endings("people")}
    return signs_of([*last, "人", "者", "象", "户"])


@lru_cache(maxsize=8192)
def guesses(text: str) -> tuple[str, ...]:
    """Return the fields that a heading may head by its last word; () where it is known, or says nothing.

    >>> guesses("患者姓名"), guesses("调查员姓名"), guesses("姓名")
    (('name',), (), ())
    """
    if not text or len(text) > _WRITTEN or _signs().isdisjoint(text):
        return ()
    known = meanings(text)
    if known and known is not OTHERS:
        return ()
    for form in dict.fromkeys((text, *plain(text))):
        word = normal(form)
        if word in endings("despite"):
            return ("surveyed",)
        if word in endings("buyers"):
            return ("name",)
        if pair := _of_pair(word):
            return (pair,)
        if (
            known is not OTHERS
            and _SHORTEST <= len(word) <= _LONGEST
            and not _ASKS.search(word)
            and (found := _by_word(word))
        ):
            return found
    return ()


def _of_pair(word: str) -> str:
    """Return what 负责人 and 负责人电话 are where they stand together; "" for any other heading."""
    who = next((who for who in endings("pairs") if word.startswith(who)), None)
    rest = word[len(who) :] if who else ""
    if not who or not (rest in ("", "姓名") or rest in endings("contact")):
        return ""
    return "contact" if rest in endings("contact") else "name"


def _ends(word: str, kind: str) -> bool:
    return any(word.endswith(end) for end in endings(kind))


def _says(word: str, kind: str) -> bool:
    return any(part in word for part in endings(kind))


def _by_word(word: str) -> tuple[str, ...]:
    found: list[str] = []
    if not _ends(word, "name") and _says(word, "name"):
        return ()  # 姓名/单位, 姓名电话: two things in one column
    if _ends(word, "employer") and not _says(word, "not_employers"):
        found.append("employer")
    own = word.replace("单位", "")
    if _ends(word, "contact_people") and not (_says(word, "not_employers") or _says(own, "others")):
        found.append("name")
    if _PEOPLE.fullmatch(word) or word in endings("people"):
        found.append("name")
    if _says(word, "others"):
        return tuple(dict.fromkeys(found))
    if _ends(word, "name") or (_ANYBODY.fullmatch(word) and not _says(word, "not_employers")):
        found.append("name")
    if _ends(word, "contact"):
        found.append("contact")
    if _says(word, "asking"):
        found += [kind for kind in ("surveyed", "mode") if _ends(word, kind)]
    return tuple(dict.fromkeys(found))


def taken(
    written: Mapping[int, str], missing: Iterable[str], free: Callable[[int], bool], values: Values
) -> dict[str, tuple[int, ...]]:
    """Return the columns of the fields that are ``missing``, by the last words of their headings and by what they hold.

    ``written``: column -> heading; ``free(column)``: no field has it.
    """
    fields = set(missing)
    if not fields:
        return {}
    found: dict[str, list[int]] = {}
    for column, text in written.items():
        for field in _guessed(text):
            if field in fields and free(column) and holds(field, values(column), _word(text)):
                found.setdefault(field, []).append(column)
    for name, other in (("name", "contact"), ("contact", "name")):
        alone = [column for column in found.get(name, ()) if _of_pair(_word(written[column]))]
        if alone and not any(_of_pair(_word(written[column])) for column in found.get(other, ())):
            found[name] = [column for column in found[name] if column not in alone]
    whose = {column: _whose(text) for column, text in written.items()}
    if len(names := found.get("name", [])) > 1:
        # 学生姓名, 家长姓名, 家长电话: who is reached is who was asked.
        numbers = found.get("contact") or [c for c, text in written.items() if _is_contact(text)]
        reached = {whose[column] for column in numbers} - {""}
        first = [column for column in names if _ASKED.match(_word(written[column]))]
        found["name"] = first if len(first) == 1 else [column for column in names if whose[column] in reached]
    if len(numbers := found.get("contact", [])) > 1:
        asked = {whose[column] for column in found.get("name", ())}
        own = [column for column in numbers if whose[column] in asked]
        found["contact"] = own if own and len({whose[c] for c in own}) == 1 else []
    if len(days := found.get("surveyed", [])) > 1:
        said = [_days(values(column)) for column in days]
        found["surveyed"] = days[:1] if all(day == said[0] for day in said) else []
    return {
        field: tuple(columns)
        for field, columns in found.items()
        if len(columns) == 1 or (field == "contact" and columns)
    }


def unclear(
    written: Mapping[int, str], missing: Iterable[str], columns: Iterable[int], values: Values
) -> dict[str, tuple[int, ...]]:
    """Return for each field that is ``missing`` the columns that could be it, by a word of the heading or by what they hold.

    ``columns``: those that no field has. A column that is known to be somebody else's is none of them.
    """
    found: dict[str, tuple[int, ...]] = {}
    left = [(column, written.get(column, "")) for column in columns]
    for field in missing:
        could = tuple(column for column, text in left if _could_be(field, text, values(column)))
        if could:
            found[field] = could
    return found


def _could_be(field: str, text: str, own: Sequence[Value]) -> bool:
    if field not in ("name", "contact"):
        return field in _guessed(text) and holds(field, own, "")
    pieces = [normal(piece) for piece in _APART.split(text)]
    if not set(pieces) & set(endings("perhaps")) and (
        meanings(text) is OTHERS or _says(normal(text), "others")
    ):
        return False
    word = normal(text)
    return holds(field, own, word if field == "contact" or _mentions(word) else "")


def _mentions(word: str) -> bool:
    return any(part in word for part in endings("perhaps"))


def _guessed(text: str) -> tuple[str, ...]:
    return guesses(text) or guesses(text.rpartition("/")[2])


def _word(text: str) -> str:
    return normal(text.rpartition("/")[2] or text)


def _is_contact(text: str) -> bool:
    return any(meaning.field == "contact" for meaning in meanings(text))


def _whose(text: str) -> str:
    """Return what stands before the last word of a heading: 家长 of 家长姓名 and 家长手机."""
    word = _word(text)
    ends = [end for kind in ("name", "contact") for end in endings(kind) if word.endswith(end)]
    before = word[: -len(max(ends, key=len))] if ends else word
    return _ASKED.sub("", before).removesuffix("联系").removesuffix("联络").removesuffix("的")


def holds(field: str, own: Sequence[Value], word: str) -> bool:
    """Return whether most of the cells below a heading (``word``: in normal form) are what the field asks for."""
    there = [value for value in own if value not in (None, "")]
    if not there:
        return False
    texts = [cells.text_of(value) for value in there]
    tell: Callable[[str], bool]
    if field == "name":
        tell = _is_surnamed
        if _ends(word, "name"):
            tell = _is_name
        elif _mentions(word):
            tell = _begins_with_name
    elif field == "contact":
        tell = _is_number if word.endswith(("电话", "手机", "手机号", "手机号码")) else is_reached
    elif field == "surveyed":
        return sum(map(_is_day, there)) >= _MOST[field] * len(there)
    else:
        tell = is_way if field == "mode" else _is_firm
    if sum(map(tell, texts)) < _MOST[field] * len(texts):
        return False
    if field == "name" and _ANYBODY.fullmatch(word) and len(set(texts)) < _DIFFERENT * len(texts):
        return False
    if field == "employer":
        return len(texts) < _FEW or len(set(texts)) > 1  # one name in all rows is that of the applicant
    return field == "mode" or len(texts) < _FEW or len(set(texts)) >= _DISTINCT * len(texts)


def _is_name(text: str) -> bool:
    return bool(_NAME.fullmatch(text)) and not _WAY.fullmatch(text)


def _begins_with_name(text: str) -> bool:
    return bool(_BEGUN.match(text)) and not _WAY.fullmatch(text)


def _is_surnamed(text: str) -> bool:
    return bool(_SURNAMED.fullmatch(text))


def is_reached(text: str) -> bool:
    """Return whether a text holds a number to call as they are given out."""
    return len(text) < 100 and bool(_REACHED.search(_BETWEEN.sub("", text)))


def is_way(text: str) -> bool:
    """Return whether a text names a way in which people are asked, and no number."""
    return len(text) <= _WRITTEN and bool(_WAY.search(text)) and sum(map(str.isdigit, text)) < _STAYS[0]


def is_day(text: str) -> bool:
    """Return whether a text is written as days are, whether there is such a day or not."""
    return bool(_DAY.fullmatch(text.strip()))


def _is_firm(text: str) -> bool:
    return len(text) <= _WRITTEN and bool(_FIRM.search(text))


def _is_number(text: str) -> bool:
    return (len(text) < 100 and _STAYS[0] <= sum(map(str.isdigit, text)) <= _STAYS[1]) or is_reached(text)


def _is_day(value: Value) -> bool:
    if isinstance(value, datetime | date):
        return value.year >= 2000
    if isinstance(value, float) and not isinstance(value, bool):
        return _LOW <= value < _HIGH or (value.is_integer() and bool(_DAY.fullmatch(str(int(value)))))
    return isinstance(value, str) and is_day(value)


def _days(own: Sequence[Value]) -> list[str]:
    return [cells.text_of(value)[:10] for value in own]


def shown(text: str) -> str:
    """Return a heading as it may be shown to anybody: of words that are in no list only the last one, and never a name.

    >>> shown("患者姓名"), shown("李某某电话"), shown("王丽")
    ('患者姓名', '…电话', '…')
    """
    pieces = [piece for piece in _APART.split(text) if piece.strip()]
    if len(pieces) > 1 and all(normal(piece) in heading_words() for piece in pieces):
        return "/".join(map(normal, pieces))[:_LONGEST]
    word = _word(text)
    if word in heading_words() or word in endings("people") or word in endings("perhaps"):
        return word[:_LONGEST]
    ends = [
        end for kind in FIELDS if kind in _guessed(text) for end in endings(kind) if word.endswith(end)
    ] or [end for kind in ("name", "contact") for end in endings(kind) if word.endswith(end)]
    if not ends:
        return "…"
    end = max(ends, key=len)
    before = word[: -len(end)]
    known = not before or before in (*endings("people"), *words("respondent"), *endings("asking"))
    return f"{before if known else '…'}{end}"
