"""What a list is called by its sheet, its file, a line above it: of others than respondents, a form to fill in, a company's."""

from __future__ import annotations

import re

from verify.text.patterns import when_used

_STAFF = r"访问员|访员|调查员|调研员|督导员?|工作人员|录入员|审核员|复核员|interviewers?"
_OTHERS = (
    r"拒访|拒绝|拒答|备用|备选|候补|替补|未接通|未接|无人接听|打不通|空号|停机"
    r"|未成功|不成功|失败|未完成|未访"
    r"|无效|作废|废卷|废弃|剔除|淘汰"
    r"|refus(?:al|als|ed)|spare|reserve|invalid|void|unreached"
)
_LIST = (
    r"者|人员|人|访问|调查|样本|号码|电话|问卷|名单|名册|客户|用户|顾客|信息|登记|联系|花名册|一览|明细|情况|记录|表|的"
    r"|list|sheet|sample"
)
_NAMED = when_used(
    rf"(?:附[件表]?|调查|被|[\W\d_])*(?:(?P<staff>{_STAFF})|{_OTHERS})(?:{_LIST}|[\W\d_])*", re.IGNORECASE
)

_FORM = when_used(
    r"(?:被访者|名单|信息|登记|表|调查|[\W\d_])*(?:(?:名单|登记表|表格|空白|填[写表报])?(?:模板|模版|样表|样例|样本表|样张|范例|范本|范表|示例|示范|例表|参考)"
    r"|(?:填[写表报]|使用|操作|录入)?(?:说明|须知|指南|要求|帮助)|template|example|instructions?|readme|help)(?:表|[\W\d_])*",
    re.IGNORECASE,
)
# The company's own line above its list. "企业" and "单位" alone are labels only before a colon.
LABEL = when_used(
    r"(?:填报单位|填表单位|企业名称|公司名称|申报企业|申报单位|参评企业|参评单位|受评企业|受评单位|被测评企业|被测评单位|单位名称|企业|单位)"
    r"(?:[(（][^)）]{0,8}[)）])?\s*[:：]\s*"
)


def names_others(name: str) -> bool:
    """Return whether a name is one of a list of others than respondents: 访问员, 拒访名单, 备用样本, 作废问卷."""
    return bool(_NAMED.fullmatch(name.strip()))


def names_staff(name: str) -> bool:
    """Return whether such a name is one of interviewers: nobody on their list was interviewed."""
    found = _NAMED.fullmatch(name.strip())
    return bool(found and found["staff"])


def names_form(name: str) -> bool:
    """Return whether a sheet or a file is called a form with examples, or says how to fill one in."""
    return bool(_FORM.fullmatch(name.strip()))
