"""Phrases of the drawings, Chinese and English side by side. Those of the older ones (bar, calendar, digits, network)
stand in paper_words.py."""

from __future__ import annotations

# key: (zh, en). {facts} are filled in by say().
WORDS: dict[str, tuple[str, str]] = {
    # shared numbers; its other phrases stand in paper_words.py
    "network.left": (
        "图中只画 {shown} 份，其余 {count} 份见下表和 findings.xlsx。",
        " Only {shown} are drawn; the other {count} stand in the table below and in findings.xlsx.",
    ),
    # what calls say: the bounds on how many respondents are not authentic
    "interval": ("不真实人数的区间与界限", "How many are not authentic, against the limit"),
    "interval.head": (
        "{sign} 不真实的在 {lower} 至 {upper} 人之间",
        "{sign} between {lower} and {upper} not authentic",
    ),
    "interval.head.one": ("{sign} 不真实的为 {lower} 人", "{sign} {lower} not authentic"),
    "interval.limit": ("{limit} 人起不可接受", "{limit} or more: not acceptable"),
    "interval.whole": ("名单共 {population} 人", "a roster of {population}"),
    "interval.cut": (
        "名单共 {population} 人，横轴只画到 {end} 人",
        "a roster of {population}; the scale ends at {end}",
    ),
    "interval.words": (
        "名单 {population} 人中，不真实的在 {lower} 至 {upper} 人之间；{limit} 人起不可接受。{decision}{cut}",
        "Of {population} in the roster, between {lower} and {upper} are not authentic; {limit} or more are not "
        "acceptable. {decision}{cut}",
    ),
    "interval.words.one": (
        "名单 {population} 人中，不真实的为 {lower} 人；{limit} 人起不可接受。{decision}{cut}",
        "Of {population} in the roster, {lower} are not authentic; {limit} or more are not acceptable. {decision}{cut}",
    ),
    "interval.words.cut": ("横轴只画到 {end} 人。", " The scale ends at {end}."),
    "interval.pass": ("整个区间都在界限以下。", "The whole interval lies below the limit."),
    "interval.fail": ("整个区间都达到或超过界限。", "The whole interval lies at or above the limit."),
    "interval.extend": ("区间跨着界限，还不能定。", "The interval straddles the limit: not decided yet."),
    "interval.extend.high": (
        "区间已达到界限，但还没有认定所要求的把握，还不能定。",
        "The interval has reached the limit, but not with the confidence that a decision needs: not decided yet.",
    ),
    "interval.caption": (
        "横条两端是由回访算出的下限和上限，竖虚线是界限：线右边不可接受。绿（√）低于界限，红（×）达到界限，黄（！）未定。"
        "未能核实的人按最坏情形计入上限，这不等于他们不真实。",
        "The bar runs from the lower to the upper bound that the calls give, the dashed line is the limit: right of it is "
        "not acceptable. Green (√) is below it, red (×) has reached it, yellow (!) is not decided. Those who could not be "
        "confirmed count in the upper bound as the worst case; that does not mean that they are not authentic.",
    ),
    # the same in a cell of a table
    "small": (
        "不真实的 {lower} 至 {upper}，{limit} 起不可接受",
        "{lower} to {upper} not authentic; {limit} or more is not acceptable",
    ),
    "small.heading": ("不真实的比例（0 至 {scale}）", "share not authentic (0 to {scale})"),
    "small.note": (
        "横条为不真实比例的下限至上限，横轴从 0 至 {scale}，各份相同；竖虚线为界限，线右边不可接受。绿低于界限，红达到界限，"
        "黄未定；右端的箭头表示还要往右。",
        "Each bar runs from the lower to the upper bound of the share that is not authentic, on one scale from 0 to {scale}; "
        "the dashed line is the limit: right of it is not acceptable. Green is below it, red has reached it, yellow is not "
        "decided; an arrow at the right end goes on beyond the scale.",
    ),
    # the credibility score, step by step
    "waterfall": ("可信度得分的由来", "How the score comes about"),
    "waterfall.start": ("起点", "start"),
    "waterfall.end": ("得分", "score"),
    "waterfall.words": (
        "从 {start} 分起，{steps}，得 {end} 分。{zero}",
        "It starts at {start}, {steps}, and ends at {end}. {zero}",
    ),
    "waterfall.words.none": (
        "从 {start} 分起，没有一项扣分，得 {end} 分。{zero}",
        "It starts at {start}, nothing is taken off, and it ends at {end}. {zero}",
    ),
    "waterfall.step": ("{title} {points}", "{title} {points}"),
    "waterfall.zero": (
        "另有 {count} 项没有扣分，图中不画。",
        "{count} more took nothing off and are not drawn.",
    ),
    "waterfall.caption": (
        "每一横条是一项扣去的分；得分是与参照名单比较的统计量，不是造假的概率，各项可能的无辜原因见表。",
        "Each bar is what one part took off. The score compares this roster with reference rosters; it is not a "
        "probability of forgery. What could innocently explain each part stands in the table.",
    ),
    # neighbouring numbers
    "neighbours": ("相邻的手机号", "Neighbouring mobile numbers"),
    "neighbours.whole": ("后四位 0000 至 9999", "last four digits, 0000 to 9999"),
    "neighbours.zoom": ("最长的一串，放大", "the longest run, enlarged"),
    "neighbours.count": ("{count} 个相邻", "{count} near"),
    "neighbours.span": ("{count} 个，跨 {span} 号", "{count} within {span}"),
    "neighbours.words": (
        "{blocks} 个号段有相邻的号码（相差不超过 {apart}），共 {near} 个；最多的号段 {label} 有 {most} 个，最长的一串有 "
        "{longest} 个。{left}",
        "Blocks with numbers within {apart} of each other: {blocks}, and {near} such numbers in all; the block {label} "
        "holds most ({most}), the longest run has {longest}. {left}",
    ),
    "neighbours.left": (
        "图中只画前 {shown} 个号段，其余 {count} 个号段（{near} 个号码）未画。",
        "Only the first {shown} blocks are drawn; {count} more ({near} numbers) are not.",
    ),
    "neighbours.caption": (
        "一行是一个号段（前七位相同），一竖是一个号码，粗色条是相邻的一串。单位集体购号、亲属同时办卡、同一营业厅放号都会"
        "相邻，属正常；大量相邻需要核实。",
        "A line is one block (the first seven digits are the same), a tick one number, a thick bar a run of near ones. "
        "Numbers that a company bought together, relatives who bought theirs on one day or one shop's SIM cards lie near "
        "each other too; many have to be looked into.",
    ),
}


def say(key: str, lang: str = "zh", /, **facts: object) -> str:
    """Return a phrase in the reader's language with its facts filled in."""
    return WORDS[key][1 if lang == "en" else 0].format(**facts)
