"""工作单位, and whether two names of companies mean the same one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd
from rapidfuzz import fuzz

from verify.fields.column import by_distinct
from verify.fields.nothing import says_nothing
from verify.fields.places import leading
from verify.fields.text import LONGEST, normal
from verify.text.patterns import when_used

# In words: phrases/tables/field.csv.
PROBLEMS = ("missing", "private")


@dataclass(frozen=True, slots=True)
class Employer:
    """Where somebody works.

    value: NFKC without outer spaces; "" where there is none. key: for comparing: no spaces, brackets (their
    text stays), marks, case or legal form at the end. problem: "" or a code of PROBLEMS.
    """

    value: str
    key: str
    problem: str = ""


_PRIVATE = frozenset(
    (
        *(
            "个人",
            "个人用户",
            "私人",
            "私人用户",
            "无",
            "没有",
            "无单位",
            "无工作单位",
            "无业",
            "待业",
            "自由职业",
        ),
        *(
            "自由职业者",
            "退休",
            "离退休",
            "已退休",
            "退休人员",
            "退休职工",
            "居民",
            "社区居民",
            "个体",
            "个体户",
        ),
        *(
            "个体经营",
            "个体经营者",
            "学生",
            "务农",
            "农民",
            "村民",
            "市民",
            "家庭主妇",
            "主妇",
            "家务",
            "家庭用户",
        ),
        *(
            "住户",
            "业主",
            "散户",
        ),
        *("个人客户", "自由", "自由人", "下岗", "打工", "务工", "灵活就业", "自主创业"),
    )
)
# What people are or where they live, written where an organisation should stand; none of them buys numbers for anybody.
_OCCUPATIONS = frozenset(
    [
        "工人",
        "教师",
        "老师",
        "医生",
        "大夫",
        "护士",
        "司机",
        "驾驶员",
        "职员",
        "职工",
        "员工",
        "公务员",
        "干部",
        "军人",
        "警察",
        "律师",
        "会计",
        "厨师",
        "保安",
        "保洁",
        "店主",
        "老板",
        "商户",
        "商人",
        "客户",
        "用户",
        "消费者",
        "顾客",
        "企业",
        "公司",
        "单位",
        "工厂",
        "国企",
        "私企",
        "外企",
        "民企",
        "央企",
        "私营",
        "私营业主",
        "企业主",
        "经商",
        "做生意",
        "离休",
        "离休干部",
        "退伍军人",
        "事业单位",
        "机关",
        "行政机关",
        "党政机关",
        "政府机关",
        "政府",
        "学校",
        "医院",
        "银行",
        "其他",
        "其它",
        "在职",
        "就业",
        "上班族",
        "工薪",
        "技术员",
        "工程师",
        "技工",
        "服务员",
        "营业员",
        "销售员",
        "业务员",
        "经理",
        "管理人员",
        "专业技术人员",
        "科研人员",
        "技术人员",
        "白领",
        "蓝领",
        "大学生",
        "研究生",
        "中学生",
        "牧民",
        "渔民",
        "林业工人",
        "农垦职工",
        "种植户",
        "养殖户",
        "农户",
        "个体商户",
        "个体工商户",
        "电商",
        "微商",
        "主播",
        "快递员",
        "外卖员",
        "出租车司机",
        "家政",
        "保姆",
        "军属",
        "无固定职业",
        "临时工",
        "农民工",
    ]
)
_HOMES = when_used(
    r"(?:村|屯|区|社区|小区|街道|乡|镇|县|市|省|路|街|巷|大街|胡同|花园|家园|公寓|号楼|[0-9]+组|生产队)$"
)
_MARKS = when_used(r"[\W_]+")
_BRACKETED = when_used(r"[(（]([^()（）]+)[)）]")
_LEGAL = when_used(
    r"(?:股份有限责任公司|有限责任公司|股份有限公司|有限公司|股份公司|总公司|公司"
    r"|(?:特殊)?普通合伙|有限合伙|个体工商户|有限责任|股份)$"
    r"|(?<=.)(?:coltd|ltd|limited|incorporated|inc|llc|corporation|corp|company|co)$"
)
# A department: only after a word that ends a company's name. Branches (分公司) have their own name.
_DEPARTMENT = when_used(
    r"(?<=公司|集团)(?!.*(?:分公司|子公司|分厂))[\u4e00-\u9fff]{1,6}(?:部|科|处|室|车间|办|组|班|队|研发中心|客服中心|销售中心)$"
)
# The same behind any word that an organisation's name ends with; classes of a school.
_INSIDE = when_used(
    r"(?<=公司|集团|医院|学校|中学|小学|大学|学院|银行|.[厂局矿场院所站])"
    r"(?!.*(?:分公司|子公司|分厂|分院|分校|分行|支行))[\u4e00-\u9fff\d]{0,6}"
    r"(?:部|科|处|室|车间|办|组|班|队|年级|工段)$"
)
_CLASS = when_used(r"(?:\d{2,4}[级届]|高|初)?[\u4e00-\u9fff\d]{0,8}\d*班$")
_GROUP = when_used(r"(?:控股)?集团(?:控股)?|控股|(?<=.{3})(?:总厂|厂)$")
# What many companies do; shared alone it relates nobody.
_TRADES = when_used(
    r"建设|建筑|工程|安装|装饰|装修|贸易|商贸|经贸|科技|技术|物业|管理|服务|房地产|开发|置业|投资|实业|发展|医院|银行|保险|电力|供电"
    r"|供热|热力|热电|燃气|供水|自来水|食品|农业|粮油|制药|药业|机械|设备|制造|电子|信息|网络|文化|传媒|广告|物流|运输|汽车|销售"
    r"|超市|商场|酒店|餐饮|旅游|教育|学校|环保|化工|材料|建材|家居|服装|印刷|产业|企业|人民|第?[一二三四五六七八九十]+|中心|市|省|县|区"
)
_ORDINALS = when_used(r"[\d一二三四五六七八九十]+")
_CLOSE = 87  # rapidfuzz ratio, 0-100: one character of eight may differ


def _bare(text: str) -> str:
    return _MARKS.sub("", normal(text[:LONGEST])).casefold()


def key_of(text: str) -> str:
    """Return the comparing form of a company's name: ``Employer.key``."""
    bare = _bare(text)
    key = _LEGAL.sub("", bare)
    return _LEGAL.sub("", key) or bare


@lru_cache(maxsize=65536)
def core(text: str) -> str:
    """Return the looser comparing form: also without places before it, 集团, a final 厂, departments."""
    text = _BRACKETED.sub(lambda held: "" if leading(held[1]) == len(held[1]) else held[0], text[:LONGEST])
    key = key_of(_DEPARTMENT.sub("", _bare(text)))
    return _GROUP.sub("", key[leading(key) :]) or key


@lru_cache(maxsize=65536)
def _same_form(text: str) -> str:
    return key_of(_DEPARTMENT.sub("", _bare(text)))


def clean(text: str) -> Employer:
    """Read one cell."""
    value = re.sub(r"\s+", " ", normal(text[:LONGEST])).strip()
    if not value:
        return Employer("", "", "missing")
    if _bare(value) in _PRIVATE or value.casefold() in _PRIVATE or says_nothing(value):
        return Employer("", "", "private")
    return Employer(value, key_of(value))


@lru_cache(maxsize=65536)
def is_organisation(key: str) -> bool:
    """Whether a comparing form (``Employer.key``) names an organisation that may buy numbers for its people.

    Not what somebody is (工人, 教师), and not where he lives (红旗村, 道里区).
    """
    return bool(key) and key not in _OCCUPATIONS and not _HOMES.search(key)


@lru_cache(maxsize=65536)
def house(key: str) -> str:
    """Return the organisation of a comparing form (``Employer.key``): without a department, a workshop, a class.

    Numbers are bought for the whole house. Classes without their school are one, whichever school it is.
    """
    bare = _INSIDE.sub("", key)
    if bare != key:
        return key_of(bare)
    return "班" if _CLASS.fullmatch(key) else key


def same_company(a: str, b: str) -> bool:
    """Whether two names are one company: equal but for brackets, spaces, legal form and a department.

    A group and its member (某某集团有限公司, 某某有限公司) are two companies, as are branches.
    """
    form = _same_form(a)
    return len(form) >= 2 and form == _same_form(b)


def related_company(a: str, b: str) -> bool:
    """Whether two names are so alike that somebody should ask: for warnings only.

    One core holds the other, or they differ in a character or so; places and trades alone do not count,
    and 第一 and 第二 are two. True for the same company as well.
    """
    if same_company(a, b):
        return True
    short, long = sorted((core(a), core(b)), key=len)
    own = _TRADES.sub("", short)
    if len(own) < 2:
        return False
    if _ORDINALS.findall(short) != _ORDINALS.findall(long) and _ORDINALS.sub("", short) == _ORDINALS.sub(
        "", long
    ):
        return False
    if long.startswith(short) or (len(short) >= 3 and short in long):
        return True
    return len(short) >= 5 and fuzz.ratio(short, long) >= _CLOSE


def clean_column(texts: pd.Series) -> pd.DataFrame:
    """Read a column of employers; the index is that of ``texts``. Returns value, key, problem (``str``)."""
    return by_distinct(
        texts,
        clean,
        {
            "value": (lambda item: item.value, "str"),
            "key": (lambda item: item.key, "str"),
            "problem": (lambda item: item.problem, "str"),
        },
    )


def mask(value: str) -> str:
    """Return the value as it is: an employer is an organisation, not a person's own data."""
    return value
