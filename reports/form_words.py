"""Words of the Word papers and of the association's two forms, Chinese and English side by side.

The Chinese of the keys ``opinion.*`` and ``summary.*`` is the notice's own wording (黑质协字[2017]2号, 附件1) and is
printed in both languages; the English beside it is what the reading aid says.
"""

from __future__ import annotations

# key: (zh, en). {facts} are filled in by say().
WORDS: dict[str, tuple[str, str]] = {
    # any Word paper
    "label": ("{label}：", "{label}: "),
    "table": ("表 {number}　{caption}", "Table {number}. {caption}"),
    "figure": ("图 {number}（以文字说明）：{title}。{text}", "Figure {number} (in words): {title}. {text}"),
    # 推荐意见表
    "opinion.title": (
        "实施全省用户满意工程先进单位推荐意见表",
        "Recommendation of a model organisation of the provincial user satisfaction project",
    ),
    "opinion.company": ("被推荐单位\n情况", "the organisation recommended"),
    "opinion.applicant": ("企业名称", "name of the company"),
    "opinion.category": ("推荐类别", "category"),
    "opinion.evidence": ("证实性材料\n复核情况", "review of the supporting material"),
    "opinion.score": ("被推荐企业\n满意度得分", "satisfaction score of the company"),
    "opinion.conform": (
        "是否符合相关规范",
        "whether it conforms to the relevant rules (for people to tick: 符合 yes, 不符合 no)",
    ),
    "opinion.conform.boxes": ("□ 符合\n□ 不符合", "yes, no"),
    "opinion.valid_questionnaires": ("有效问卷数量", "valid questionnaires"),
    "opinion.period": ("调查时间", "survey period"),
    "opinion.result": (
        "证实性材料\n复核结果",
        "result of the review (for people to tick: 真实 authentic, 齐全 complete, 有效 valid, 其他 other)",
    ),
    "opinion.result.boxes": ("□真实  □齐全  □有效  □其他", "authentic, complete, valid, other"),
    "opinion.opinion": (
        "推荐意见：",
        "recommendation, with the seal of the city or industry association and the date",
    ),
    "opinion.proposal": (
        "建议文本（供参考，可删改）：{text}",
        "proposed text, to be changed or deleted by whoever signs",
    ),
    "opinion.seal": ("地区、行业质协（公章）", "seal of the city or industry association"),
    "opinion.date": ("　　年　　月　　日", "year, month, day"),
    "opinion.decision": ("审定意见：", "decision"),
    "opinion.decision.left": (
        "（此栏企业不填，由评定机构填写）",
        "not for the company: the reviewing body fills it in",
    ),
    "opinion.note.1": (
        "注：1. 此表是评审用记录表，由推进单位和评定机构填写，盖章有效；",
        "Note 1. This form is a record of the review; the promoting and the reviewing body fill it in; a seal makes it valid.",
    ),
    "opinion.note.2": (
        "2. 是否符合相关规范是指企业与相关法律、法规、国家标准、行业标准要求的符合性；",
        "2. The relevant rules are laws, regulations, national and industry standards.",
    ),
    "opinion.note.3": (
        "3. 调查时间是指调查的启动时间至结束时间。数据应以{since}后组织的用户满意度调查为准；",
        "3. The survey period runs from its start to its end. Only surveys organised after {since} count.",
    ),
    "opinion.note.4": (
        "4. 推荐意见包括企业在产业/行业中重要性、用户评价、用户满意度测评及推荐意见等。",
        "4. The recommendation speaks of the company's weight in its industry, its users' judgement and the survey.",
    ),
    # 推荐汇总表
    "summary.title": (
        "实施全省用户满意工程先进单位推荐汇总表",
        "Summary of the model organisations that one body recommends",
    ),
    "summary.recommender": ("推荐单位：", "recommending body"),
    "summary.state": (
        "所在地区或行业实施情况：{year}年共推动（　　　）家企业实施用户满意工程，（　　　）家被评为地区或行业级先进单位。"
        "拟推荐下述项目为实施全省用户满意工程先进单位。",
        "state of the project in {year}: how many companies were encouraged, how many were named models of the area or "
        "industry (for the recommending body to fill in), and that the items below are recommended",
    ),
    "summary.enterprises": ("推荐企业", "companies recommended"),
    "summary.products": ("推荐产品", "products recommended"),
    "summary.projects": ("推荐工程", "construction projects recommended"),
    "summary.services": ("推荐服务", "services recommended"),
    "summary.seal": ("推荐单位（公章）　　年　　月　　日", "seal of the recommending body and date"),
    "summary.person": ("联系人", "contact person"),
    "summary.phone": ("电  话", "telephone"),
    "summary.address": ("地  址", "address"),
    "summary.postcode": ("邮  编", "postcode"),
    "summary.note": (
        "注：此表汇同其他推荐材料于{due}前寄回{body}；",
        "Note: to be sent to {body} with the other material before {due}.",
    ),
    # beside the forms
    "unplaced": (
        "（本行不属于表格，签发前请删去）未填推荐类别，因此没有列入上表：{names}",
        "(Not part of the form, to be deleted before it is signed.) Not entered above because no category is given: {names}",
    ),
    "comma": ("、", ", "),
    "aid.title": ("表格中英对照", "Reading aid in English"),
    "aid.note": (
        "本页不属于表格，不随表格报送。",
        "This page is no part of the form and is not handed in. The form itself is a Chinese document in both languages.",
    ),
    # cells that stay empty because the fact is not known
    "missing.applicant": ("企业名称", "name of the company"),
    "missing.category": ("推荐类别", "category"),
    "missing.score": ("满意度得分", "satisfaction score"),
    "missing.valid_questionnaires": ("有效问卷数量", "number of valid questionnaires"),
    "missing.period": ("调查时间", "survey period"),
    "missing.recommender": ("推荐单位", "recommending body"),
    "missing.entries": (
        "推荐的企业、产品、工程、服务",
        "companies, products, projects and services recommended",
    ),
}


def say(key: str, lang: str = "zh", /, **facts: object) -> str:
    """Return a phrase in the reader's language with its facts filled in."""
    return WORDS[key][1 if lang == "en" else 0].format(**facts)
