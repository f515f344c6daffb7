"""Headings of a register beyond the synonyms of ``headings.toml``: short ones, that mean this only in a register.

编号, 单位 and 调查时间 head columns of rosters too. They are taken for a register's where other columns leave no doubt
that the table is one.
"""

from __future__ import annotations

from functools import cache

from verify.intake.roster import RosterTable
from verify.intake.table.headings import normal

PERIOD = "调查时间"  # begin and end in one cell
NAME = "对应表.xlsx"  # the file in which people say whose roster a file is
ANSWER = "申报编号/企业"  # the heading under which they say it
_SHORT = {
    "申报编号": ("编号", "号", "项目号", "申报序号", "no", "id"),
    "企业名称": (
        "企业", "单位", "单位名称", "公司", "公司名称", "企业全称", "单位全称", "公司全称", "名称", "被测评企业",
        "被测评单位",
    ),
    "推荐类别": ("类型", "申报类型", "申报项目类别", "项目类别", "申请类型"),
    "有效问卷数量": ("份数", "问卷份数", "问卷数", "有效份数", "样本数", "有效问卷份数", "样本"),
    "满意度得分": ("分数", "评分", "满意度得分分", "总分"),
    "测评机构": ("测评公司", "第三方测评公司", "调查公司"),
    "调查开始时间": ("开始", "起始"),
    "调查结束时间": ("结束", "截止"),
    PERIOD: ("调查时间", "调查日期", "调查起止时间", "调查时间段", "起止时间", "调查期间", "测评时间", "调查周期"),
}  # fmt: skip
# What a register may well have, and nobody here needs.
_NEEDLESS = (
    "序号", "序", "备注", "说明", "联系人", "联系电话", "电话", "手机", "手机号", "联系方式", "地址", "邮箱", "法人",
    "法定代表人", "负责人", "传真", "邮编", "签字", "日期", "推荐意见", "工作表", "可能是",
    "企业负责人", "经办人", "通讯地址", "统一社会信用代码",
)  # fmt: skip


@cache
def _short() -> dict[str, str]:
    return {word: column for column, words in _SHORT.items() for word in words}


def short_column(text: str) -> str:
    """Return the register's column that a short heading means inside a register, "" for none."""
    return _short().get(normal(text), "") if len(text) <= 40 else ""


def is_needless(text: str) -> bool:
    """Say whether a register's column is known and not needed, so that nothing need be said of it."""
    return normal(text) in _NEEDLESS


def is_answers(headings: list[str]) -> bool:
    """Say whether a row heads a 对应表."""
    return ANSWER in headings and "名单文件" in headings


def answered(table: RosterTable) -> int:
    """Return how many lines of a 对应表 say something."""
    at = table.headings.index(ANSWER)
    return sum(1 for texts in table.texts if at < len(texts) and texts[at].strip())
