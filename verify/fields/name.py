"""姓名. Nothing is held against a name for its length, its rare characters or its script."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from verify.fields import footnotes
from verify.fields.column import arrow_text, as_series, spread
from verify.fields.nothing import NOTHING
from verify.fields.surnames import COMPOUND, common
from verify.fields.text import LONGEST, normal
from verify.text.patterns import when_used

# In words: phrases/tables/field.csv.
PROBLEMS = ("missing", "not_a_name", "courtesy", "masked", "mask_or_mark", "several")


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name.

    value: NFKC, one form of the dot between parts (·) and of the apostrophe; quotation marks round it, notes
    in brackets, a title or a sex after a full name, a number before it, a footnote mark beside it taken
    off. key: for comparing: also
    without spaces and case; "" where there is no name.
    problem: "" or a code of PROBLEMS.
    """

    value: str
    key: str
    problem: str = ""


_HAN = footnotes.HAN
_DOT = when_used(r"\s*[·•・‧∙⋅･ㆍ˙●]\s*")
_DOT_OF_HAN = when_used(rf"(?<=[{_HAN}])\s*[.。]\s*(?=[{_HAN}])")
_BETWEEN_HAN = when_used(rf"(?<=[{_HAN}·])\s+(?=[{_HAN}·])")
_NOTE = when_used(r"\s*[(\[{【〔<〈《「][^()\[\]{}【】〔〕<>〈〉《》「」]*[)\]}】〕>〉》」]?\s*$")
_WHOLE_NOTE = when_used(r"[(\[{【〔<〈《「](.*)[)\]}】〕>〉》」]")
# Signs that are typed, or left by a spreadsheet, for one apostrophe. Before NFKC: it makes two signs of ´.
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼʻ′＇`´", "'"))
_QUOTED = " ,、;:'\"“”√✓✔☑✅"  # quotation marks, ends of a list, ticks
# 李秀英 女, 李秀英/女, 35岁: only behind a mark, for 王胜男 is a name; only behind two characters without a
# space between them, for 王　男 is one too.
_SEX = when_used(
    rf"([{_HAN}·]{{2,}}|[A-Za-z][A-Za-z.'\- ]*[A-Za-z])"
    r"(?:[\s,、/|;:_-]+(?:性别\s*:?\s*)?[男女]性?|\s*[,/]\s*(?i:(?:fe)?male)|\s*[♂♀])"
    r"(?:[\s,、/|;]*\d{1,3}\s*岁?)?"
)
# The serial number or the heading, typed into the cell before the name. Before NFKC, which makes 1 of ①.
_CIRCLED = when_used(rf"^\s*[①-⑳㉑-㉟㊱-㊿]|(?<=[{_HAN}]{{2}})\s*(?:[①-⑳㉑-㉟㊱-㊿]|[¹²³⁴-⁹]{{1,2}})\s*$")
_LEADING = when_used(
    rf"^(?:(?:姓名|名字|被访者|受访者|被访人|联系人)\s*:\s*(?=\S)|(?:\(\d{{1,4}}\)|\d{{1,4}}\s*[.、,:)])\s*(?=[{_HAN}]{{2}}))"
)
_FULL_STOP = when_used(rf"(?<=[{_HAN}])[.。]+$")
_PEOPLE = when_used(r"\s*[、,/&+;|\n]\s*")
_AND = when_used(r"\s*[和与及]\s*")
_PERSON = when_used(rf"[{_HAN}]{{2,4}}|[{_HAN}]+(?:·[{_HAN}]+)+")

_TITLE = (
    "先生|女士|小姐|太太|夫人|老师|师傅|师父|老板|经理|总经理|副总经理|副总|总监|主任|主管|大姐|大哥|大嫂|大妈|大爷|大叔|大婶"
    "|阿姨|叔叔|奶奶|爷爷|同志|同学|医生|大夫|护士|教授|校长|院长|局长|处长|科长|部长|队长|厂长|店长|站长|所长|行长"
    "|董事长|董事|书记|会计|出纳|律师|警官|司机|总工|工程师|秘书|助理|组长|班长|村长|主席|老总|工头|技师"
)
_TITLED = when_used(rf"(.+?)({_TITLE})")
# A part of a company or what somebody is there, before a name or behind it: 客服部 李玉兰, 班主任 李丽, 王志强/采购.
_OFFICE = (
    "班主任|车间主任|副?(?:校长|院长|厂长|主任|经理|总经理|科长|处长|部长|所长|站长|店长|队长)|采购员?|销售员?|售后|客服|财务"
    "|前台|行政|人事|后勤|法人(?:代表)?|法定代表人|负责人|联系人|经办人|业主|户主|店主|家长|会计|出纳"
)
_OFFICE_ALONE = when_used(_OFFICE)
_ROLE = rf"[{_HAN}]{{1,6}}(?:部|室|车间|中心)|[{_HAN}]{{2,5}}(?:科|处|组|班|股)|{_OFFICE}"
_ROLE_BEFORE = when_used(rf"({_ROLE})[\s,、/|;:-]+([{_HAN}·]{{2,}})")
_ROLE_BEHIND = when_used(rf"([{_HAN}·]{{2,}})[\s,、/|;:-]+({_ROLE})")
_SHORT_TITLES = frozenset("总工姐哥嫂姨婶")
_ONLY_TITLE = when_used(_TITLE)
_TITLE_BEHIND = when_used(rf"([{_HAN}·]{{2,}})[\s,、/|;:-]+({_TITLE})")  # 张三 经理

# A lost glyph is often left as one □, 〓 or ?: a rare character, no mask.
_MASK = when_used(
    rf"\*|[{_HAN}](?:[Xx×✕]{{1,3}}|[ОOo○◯]{{1,3}}|[〇□■△▲☆★※_]{{2,3}}|[○◯■△▲☆★※]{{1,3}})$"
    r"|^[Xx×✕○◯■□△▲☆★※]{2,4}"
    r"|^.{0,3}某{1,3}(?:先生|女士|人|氏)?$"
)
_NO_NAMES = (
    "无名 无名氏 拒访 必填 选填 散客 消费者 匿名 无姓名 没有姓名 姓名 名字 本人 用户 客户 "
    "顾客 业主 家长 员工 职工 户主 负责人 联系人 居民 村民 市民 路人 男 女 同上 合计 小计 "
    "总计 备注 经办人 被访者 name anonymous 办公室 前台 总机 客服 保安 门卫 值班 值班室 财务 "
    "财务部 财务科 财务室 人事部 人事科 采购部 采购科 销售部 市场部 技术部 综合部 质检部 "
    "生产部 工会 设备处 设备科 设备部 总务科 总务处 后勤部 后勤处 后勤科 物资科 物资部 团委 "
    "经理室 厂长室 行政部 行政科 行政处 质量部 质管部 质量科 市场科 生产科 技术科 供应科 "
    "供应部 业务部 业务科 客服部 服务部 管理部 工程部 维修部 安全科 安全部 保卫科 仓库 库房 "
    "食堂 车间 党办 院办 校办"
)
_NOT_A_NAME = NOTHING | frozenset(_NO_NAMES.split())
_TEST = when_used(
    r"测试|试填|样例|示例|举例|\b(?:test|testing|demo|example|asdf\w*|qwer\w*|abc|aaa+)\d*\b", re.I
)
# 顾客A, 用户甲: counted, not named.
_COUNTED = when_used(
    r"(?:顾客|客户|用户|业主|居民|村民|消费者|受访者|被访者|路人|患者|学生)[A-Za-z甲乙丙丁戊己庚辛]{1,2}"
)
# 哈尔滨市道里区; of three characters the first may be a surname.
_PLACE = when_used(rf"[{_HAN}]{{2,}}(?:[区县市镇乡村屯旗]|街道|社区)")
_BODY = when_used(
    r"公司|集团|有限|工厂|商店|商场|超市|酒店|宾馆|饭店|医院|学校|大学|中学|小学|幼儿园|银行|中心|部门|事务所"
    r"|委员会|办事处|居委会|村委会|服务站|经销处|营业部|项目部|研究所|合作社|管理局|管理处"
)
_BODY_WORD_END = when_used(rf"(?:{_BODY.pattern})$")
# 科 and 社 end transliterated names (谢甫琴科) as well as offices.
_BODY_END = when_used(r"(?:厂|店|局|部|处|站|院|校)$")


_LONGEST_NAME = 60  # characters; above it stands a pasted text


def _is_body(text: str) -> bool:
    """Whether a text names a company or an office: a word for one in more than four characters."""
    if len(text) >= 4 and ("公司" in text or _BODY_WORD_END.search(text)):
        return True
    return len(text) > 4 and "·" not in text and bool(_BODY.search(text) or _BODY_END.search(text))


def _not_a_name(text: str) -> bool:
    folded = text.casefold()
    letters = sum(character.isalpha() for character in text)
    return (
        folded in _NOT_A_NAME
        or letters == 0
        or len(text) == 1
        or len(text) > _LONGEST_NAME
        or any(character.isdigit() for character in text)
        or bool(re.search(r"\?{2,}", text))
        or bool(_TEST.search(text))
        or _COUNTED.fullmatch(text) is not None
        or _is_place(text)
        or _is_body(text)
    )


def _is_place(text: str) -> bool:
    """Whether a text is a district or a town; 李镇 and 王立村 are people."""
    if not _PLACE.fullmatch(text):
        return False
    return (
        len(text) > 4
        or (len(text) == 4 and text[:2] not in COMPOUND and text[-1] in "区县市镇")
        or (text[-1] in "区县" and text[0] not in common())
    )


def _courtesy(text: str) -> bool:
    """Whether a text is a surname with a title, 小王, or a title alone; 张经 and 安小王 are names."""
    if _ONLY_TITLE.fullmatch(text):
        return True
    if match := _TITLED.fullmatch(text):
        surname = match.group(1)
        return len(surname) == 1 or surname in COMPOUND or (surname[0] in "小老大" and len(surname) == 2)
    surname, last = text[:-1], text[-1]
    if last in _SHORT_TITLES and (surname in common() or surname in COMPOUND):
        return True
    return len(text) == 2 and text[0] in "小老" and last in common()


def _is_person(text: str) -> bool:
    """Whether a text is a surname that is known with one or two characters behind it, or 王先生."""
    surname = text[:2] in COMPOUND or text[:1] in common()
    return bool(_PERSON.fullmatch(text)) and ((surname and len(text) < 5) or "·" in text or _courtesy(text))


def _several(text: str) -> bool:
    """Whether a cell names more than one person: 张三、李四, 张三和李四, 张三 李四. 张和平 and 欧阳 娜娜 are one."""
    value = _NOTE.sub("", _without_lead(text).strip(_QUOTED))
    if _TITLE_BEHIND.fullmatch(value) or _of_role(value) != value:
        return False
    parts = [_NOTE.sub("", part) for part in _PEOPLE.split(value)]
    if len(parts) > 1:
        return all(map(_is_person, parts))
    parts = _AND.split(value)
    if len(parts) > 1 and len(value) > 4:
        return all(_PERSON.fullmatch(part) and part[0] in common() for part in parts)
    parts = value.split()
    return len(parts) > 1 and all(
        len(part) in (2, 3) and _is_person(part) and part not in COMPOUND for part in parts
    )


def _of_role(value: str) -> str:
    """Return the name beside which a part of a company or an office stands; the text itself where none does."""
    for pattern, role, name in ((_ROLE_BEFORE, 1, 2), (_ROLE_BEHIND, 2, 1)):
        found = pattern.fullmatch(value)
        if found is None or not _is_person(found[name]) or _courtesy("".join(found.groups())):
            continue
        said = found[role]
        # 王经理 李丽 and 李科 王芳 are two people
        if said[-1] in "部室" or _OFFICE_ALONE.fullmatch(said) or not _is_person(said):
            return found[name]
    return value


def _without_lead(text: str) -> str:
    """Return the normal form without what was typed before the name: 1、, ①, 姓名：."""
    value = normal(_CIRCLED.sub("", text).translate(_APOSTROPHES)).strip()
    return _LEADING.sub("", _LEADING.sub("", value))


def _tidy(text: str) -> str:
    """Return the name in one form, without notes in brackets, the sex, what stands before it."""
    value = _without_lead(text)
    if whole := _WHOLE_NOTE.fullmatch(value):
        value = whole.group(1).strip()
    value = (_NOTE.sub("", value) or value).strip(_QUOTED)
    if behind := _SEX.fullmatch(value):
        value = behind.group(1)
    if (titled := _TITLE_BEHIND.fullmatch(value)) and not _courtesy("".join(titled.groups())):
        value = titled.group(1)
    value = _FULL_STOP.sub("", _of_role(value))
    value = _DOT_OF_HAN.sub("·", _DOT.sub("·", value) if not re.search(r"●{2,}|●$", value) else value)
    return re.sub(r"\s+", " ", _BETWEEN_HAN.sub("", value)).strip(_QUOTED)


def _key(value: str) -> str:
    return re.sub(r"\s+", "", value).casefold()


def clean(text: str) -> Name:
    """Read one cell."""
    text = text[:LONGEST]
    value = _tidy(text)
    if not normal(text).strip():
        return Name("", "", "missing")
    if not value:
        value = normal(text).strip()
    bare, kind = footnotes.parted(value)
    value = bare if kind == "marked" else value
    if _MASK.search(value) or "●" in value:
        return Name(value, _key(value), "masked")
    if _several(text):
        return Name(value, _key(value), "several")
    if _not_a_name(value):
        return Name(value, _key(value), "not_a_name")
    if _courtesy(value):
        return Name(value, _key(value), "courtesy")
    if match := _TITLED.fullmatch(value):  # 张三先生: a full name with a title
        value = match.group(1)
    return Name(value, _key(value))


# Two or three common Han characters without any that could end a title, begin 小王 or stand in a mask.
_PLAIN = r"^[\x{4E00}-\x{9FFF}]{2,3}$"
_ENDS = "".join(sorted({title[-1] for title in _TITLE.split("|")} | _SHORT_TITLES))
_MARKED = f"某|^[小老]|[{_ENDS}区县]$|^(?:顾客|客户|用户|业主|居民|村民|患者|学生)|测试|试填|样例|示例|举例"


def clean_column(texts: pd.Series, lists: pd.Series | None = None) -> pd.DataFrame:
    """Read a column of names; the index is that of ``texts``. Returns value, key, problem (``str``).

    Ordinary names, nearly all of a column, are told by pattern at once; the others one by one. ``lists``: which list
    each name belongs to: whether a star masks or marks a name is told by the others (see ``footnotes``).
    """
    table = _cells(texts)
    return table if lists is None else _with_stars(table, lists)


def _with_stars(table: pd.DataFrame, lists: pd.Series) -> pd.DataFrame:
    """Return the names with those read as whole whose star is a footnote mark."""
    places = np.flatnonzero(table["problem"].eq("masked").to_numpy())
    starred = {int(at): footnotes.parted(table["value"].iloc[at]) for at in places}
    kinds = {at: kind for at, (_, kind) in starred.items() if kind}
    if not kinds:
        return table
    problem = footnotes.companies(lists.tolist(), table["problem"].tolist(), kinds)
    read = {
        at: clean(starred[at][0])
        if not found
        else Name(table["value"].iloc[at], table["key"].iloc[at], found)
        for at in kinds
        for found in [problem(at)]
    }
    table = table.copy()
    for column in ("value", "key", "problem"):
        chosen = [getattr(item, column) for item in read.values()]
        told = table[column].to_numpy(object)
        told[list(read)] = chosen
        table[column] = pd.Series(told, index=table.index, dtype=table[column].dtype)
    return table


def _cells(texts: pd.Series) -> pd.DataFrame:
    coded = arrow_text(texts).dictionary_encode()
    names = coded.dictionary.cast(pa.large_string())
    marked = pc.or_(pc.match_substring_regex(names, _MARKED), pc.is_in(names, pa.array(sorted(_NOT_A_NAME))))
    plain = pc.and_not(pc.match_substring_regex(names, _PLAIN), marked)
    others = np.flatnonzero(~plain.to_numpy(zero_copy_only=False))
    cleaned = [clean(text) for text in names.take(pa.array(others)).to_pylist()]
    order = np.arange(len(names))
    order[others] = len(names) + np.arange(len(others))
    table = {}
    for column in ("value", "key", "problem"):
        read = pa.array([getattr(item, column) for item in cleaned], pa.large_string())
        told = names if column != "problem" else pa.array([""] * len(names), pa.large_string())
        table[column] = as_series(pa.concat_arrays([told, read]).take(pa.array(order)))
    return spread(pd.DataFrame(table), coded.indices.to_numpy().astype(np.intp), texts.index)


def mask(value: str) -> str:
    """Keep the first character: 张**, 欧***, J***. Never more than three stars; longer names show as long."""
    return value[:1] + "*" * min(len(value) - 1, 3)
