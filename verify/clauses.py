"""Clause id -> words. Source: 黑质协字[2017]2号, its filling notes, forms and measures."""

from __future__ import annotations

CLAUSES: dict[str, tuple[str, str]] = {
    "notice.2": (
        "通知第二条：申报材料不完整、不真实，样本量不足，统计方法不科学，无准确被访者信息的，一律视作无效申报",
        "Notice 2: incomplete or untrue material, too small a sample, unscientific analysis or no accurate "
        "respondent information makes the application void",
    ),
    "notice.3": ("通知第三条：每个企业只能申报一项", "Notice 3: each company may apply for one item only"),
    "filling.2": (
        "填报说明2：产品须填型号、规格，填系列产品无效；服务应填专项服务名称，不清楚无效",
        "Filling note 2: a product names model and specification (a series is void); a service names the "
        "specific service",
    ),
    "filling.6": (
        "填报说明6：测评报告应说明调查对象、方式、时间、有效样本量、指标体系、分析方法、结果和改进建议",
        "Filling note 6: the report states whom, how, when, valid sample size, indicators, analysis, results, "
        "improvements",
    ),
    "filling.7": (
        "填报说明7：被访用户名单信息表中信息真实性如果不高，视作无效申报",
        "Filling note 7: if the authenticity of the respondent list is not high, the application is void",
    ),
    "filling.9": (
        "填报说明9：提交材料截止时间 2017年6月20日",
        "Filling note 9: material is due on 2017-06-20",
    ),
    "opinion.2": (
        "推荐意见表注2：是否符合相关规范指与法律法规、国家标准、行业标准的符合性",
        "Opinion form note 2: conformity with law, national and industry standards",
    ),
    "opinion.3": (
        "推荐意见表注3：调查时间为启动至结束时间，以2016年12月1日后组织的调查为准",
        "Opinion form note 3: survey time is from start to end; only surveys organised after 2016-12-01 count",
    ),
    "roster.1": (
        "被访者信息登记表注1：本表为第三方采集被访者信息的登记样表",
        "Roster note 1: the form in which the third party registers respondents",
    ),
    "roster.2": (
        "被访者信息登记表注2：被访者数量如实填写，原则上提供所有被访者信息",
        "Roster note 2: the number of respondents is filled in as it is; in principle all are given",
    ),
    "roster.3": (
        "被访者信息登记表注3：少于50个的全部提供，超出200个的提供200个",
        "Roster note 3: fewer than 50, all of them; more than 200, 200 are given",
    ),
    "roster.4": (
        "被访者信息登记表注4：被访者信息准确程度直接影响推荐、评审结果",
        "Roster note 4: the accuracy of respondent information bears directly on recommendation and review",
    ),
    "roster.5": (
        "被访者信息登记表注5：使用者为个人的，工作单位可不填",
        "Roster note 5: where the user is a private person, the employer may stay empty",
    ),
    "measures.score": (
        "管理办法第五至八条：经第三方用户评价调查，用户满意度在80分以上",
        "Measures 5-8: user satisfaction by third-party survey is 80 points or more",
    ),
    "measures.2": (
        "管理办法第二条：被推荐实施的单位必须进行第三方用户评价调查",
        "Measures 2: the organisation recommended must have been surveyed by a third party",
    ),
    "measures.16": (
        "管理办法第十六条：申报企业应实事求是，弄虚作假的视情节直至取消获得称号资格",
        "Measures 16: applicants must be truthful; forgery is punished up to losing the right to apply",
    ),
}


def words(clause: str, lang: str = "zh") -> str:
    """Return the text of a clause; "" for checks that cite none (shown as –)."""
    zh, en = CLAUSES.get(clause, ("", ""))
    return en if lang == "en" else zh
