"""The labels of the notice's forms, and what is meant by each."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from verify.intake.table.headings import normal

# Kinds of papers, as filling.1 lists the parts of an application.
COVER, APPLICATION, SITUATION, ACCOUNT = "cover", "application", "situation", "account"
OPINION, REPORT, PROMISE, SUMMARY, INSPECTION = "opinion", "report", "promise", "summary", "inspection"
ROSTER = "roster"  # what stands above a roster: the roster itself is no paper of ours

# Item -> labels in normal form (headings.normal).
_ITEMS: dict[str, tuple[str, ...]] = {
    "applicant": ("企业名称", "申报企业", "申报企业名称", "申报单位", "申报单位名称", "被推荐企业", "被推荐单位",
                  "企业名称公章", "申报企业全称", "企业全称", "填报单位", "受测评企业", "被测评企业", "受评企业",
                  "委托单位", "承诺企业"),
    "category": ("推荐类别", "申报类别", "推荐类型"),
    "recommender": ("推荐单位", "推进单位", "推荐机构", "推进机构", "推荐单位名称"),
    "agency": ("测评机构", "测评单位", "调查机构", "第三方机构", "第三方测评机构", "测评机构名称", "调查机构名称", "测评公司",
               "调查公司", "调查单位", "第三方调查机构", "第三方测评公司", "第三方机构名称", "第三方测评机构名称"),
    "score": ("被推荐企业满意度得分", "满意度得分", "用户满意度得分", "顾客满意度得分", "满意度"),
    "valid_questionnaires": ("有效问卷数量", "有效问卷数", "有效问卷", "有效样本量", "有效样本数", "有效样本数量"),
    "period": ("调查时间", "调查日期", "调查起止时间", "调查时间段", "测评时间"),
    "product_name": ("产品名称",),
    "product_model": ("产品型号及规格", "产品型号规格", "产品规格型号", "型号规格", "规格型号"),
    "service_name": ("专项服务名称", "服务项目名称", "服务项目"),
    "project_name": ("工程名称",),
    "legal_person": ("法定代表人姓名", "法定代表人"),
    "liaison": ("申报联系人", "联系人"),
    "phone": ("联系人电话", "电话", "联系电话"),
}  # fmt: skip
LABELS = {label: item for item, labels in _ITEMS.items() for label in labels}
# Other labels of the forms: what stands right of a label is no value where it is one of these.
_OTHERS = frozenset((
    "是否符合相关规范", "证实性材料复核结果", "证实性材料复核情况", "被推荐单位情况", "推荐意见", "审定意见",
    "所属行业", "所在地区", "填表日期", "负责申报部门名称", "联系人职务", "职务", "邮箱", "邮编", "传真",
    "通信地址", "电子信箱", "职工人数", "全员劳产率元", "固定资产", "原值", "净值", "实现利税", "创汇",
    "企业年销售额", "国家抽检合格率", "三年有无重大安全质量事故", "工业企业填写", "建筑企业填写",
    "服务企业填写", "年处理退赔次数", "保修期返修率", "主导产品名称", "年产量", "年销售量", "国内市场占有率",
    "其它批量产品名称", "主要工程名称", "工程建筑面积", "工程造价", "工程建设时间", "其它工程名称",
    "年接待投诉次数", "主要服务项目名称", "年销售额", "年接待人次", "年税利", "其它服务项目名称",
    "联系机构名称", "商标名称", "单位产品出厂价格", "质量退赔次数", "售后服务网点数", "售后服务职工人数",
    "工程预算", "工程类别", "建设单位名称", "建筑面积", "峻工日期", "竣工日期", "验收日期", "工程地点",
    "项目负责人", "地址", "工程设计单位", "工程监理单位", "服务机构名称", "服务内容及标准", "负责人",
    "办公地址", "用户投诉次数", "服务职工人数", "每年服务人次", "现场巡视情况", "推进机构检查人", "检查人",
    "日期", "企业用户数量", "用户需求及收集方式", "用户满意度调查情况", "用户满意度调查结果改进情况",
    "被推荐产品基本情况", "被推荐工程基本情况", "被推荐服务基本情况", "推荐企业", "推荐产品", "推荐工程",
    "推荐服务",
))  # fmt: skip
# Labels by which a table is told: kind, labels, how many of them are enough.
_TOLD: tuple[tuple[str, frozenset[str], int], ...] = (
    (SUMMARY, frozenset({"推荐企业", "推荐产品", "推荐工程", "推荐服务"}), 2),
    (INSPECTION, frozenset({"现场巡视情况"}), 1),
    (SITUATION, frozenset({"企业用户数量", "用户需求及收集方式", "用户满意度调查情况", "用户满意度调查结果改进情况"}), 2),
    (OPINION, frozenset({"推荐类别", "满意度得分", "被推荐企业满意度得分", "有效问卷数量", "证实性材料复核结果",
                         "是否符合相关规范"}), 3),
    (APPLICATION, frozenset({"法定代表人姓名", "法定代表人", "职工人数", "产品型号及规格", "产品名称", "工程名称",
                             "专项服务名称", "服务机构名称", "联系机构名称", "负责申报部门名称", "电子信箱",
                             "申报联系人", "联系人职务"}), 3),
)  # fmt: skip
# What a title says of the paper under it. Without blanks, brackets closed.
_TITLES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"推荐意见表?$"), OPINION),
    (re.compile(r"推荐汇总表$|先进单位汇总表$"), SUMMARY),
    (re.compile(r"现场巡视记录表$"), INSPECTION),
    (re.compile(r"(?:先进单位|类[)）])申请表$|^申请表$"), APPLICATION),
    (re.compile(r"情况表$"), SITUATION),
    (re.compile(r"^(?:.*先进单位)?申报材料$"), COVER),
    (re.compile(r"承诺书(?:[(（]范本[)）])?$"), PROMISE),
    (re.compile(r"满意(?:度|指数).{0,12}(?:测评|调查|评价).{0,12}报告(?:书)?$|^测评(?:结果)?报告$"), REPORT),
    (re.compile(r"(?:用户满意工程|实施).{0,12}情况的?报告$"), ACCOUNT),
    (re.compile(r"被访.{0,8}(?:登记|名单|信息).{0,12}$"), ROSTER),
)
_LONGEST_TITLE, _LONGEST_LABEL = 60, 40


@lru_cache(maxsize=8192)
def item_of(text: str) -> str | None:
    """Return the item that a label asks for, "" for another label of the forms, None for no label."""
    if len(text) > _LONGEST_LABEL:
        return None
    word = normal(text)
    return LABELS.get(word, "" if word in _OTHERS else None)


def kind_of_table(texts: list[str]) -> str:
    """Return the kind of form whose labels these texts are, "" for none."""
    words = {normal(text) for text in texts if len(text) <= _LONGEST_LABEL}
    return next((kind for kind, labels, least in _TOLD if len(words & labels) >= least), "")


def kind_of_title(text: str) -> str | None:
    """Return the kind of paper that a line is the title of: "" for a roster, None for no title."""
    bare = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    if not bare or len(bare) > _LONGEST_TITLE:
        return None
    return next((kind for pattern, kind in _TITLES if pattern.search(bare)), None)


_NAMES = (
    (OPINION, "推荐意见"), (SUMMARY, "汇总表"), (REPORT, "测评报告"), (REPORT, "调查报告"), (REPORT, "满意度报告"),
    (PROMISE, "承诺书"), (APPLICATION, "申请表"), (SITUATION, "情况表"), (ACCOUNT, "情况报告"), (ACCOUNT, "情况的报告"),
    (COVER, "申报材料"),
)  # fmt: skip


def kind_of_name(stem: str) -> str | None:
    """Return the kind of paper that a file's name speaks of, None where it speaks of none."""
    bare = re.sub(r"\s+", "", unicodedata.normalize("NFKC", stem))
    return next((kind for kind, word in _NAMES if word in bare), None)
