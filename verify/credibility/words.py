"""Everything that is said of a score, in both languages: what was seen, what else could explain it, why not tested.

Messages take the facts of the part: ``SAID[code].zh.format(**facts)``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from verify.model import Part


@dataclass(frozen=True, slots=True)
class Words:
    """One thing in both languages."""

    zh: str
    en: str

    def say(self, lang: str, facts: Mapping[str, Any] | None = None) -> str:
        """Return the words in ``zh`` or ``en``, filled with facts."""
        return (self.zh if lang == "zh" else self.en).format(**(facts or {}))


@dataclass(frozen=True, slots=True)
class Explained:
    """A part of the score: its name, what was seen, and what else could explain it."""

    title: Words
    seen: Words
    innocent: Words


PARTS: Mapping[str, Explained] = {
    "START": Explained(
        Words("起点", "start"),
        Words("每份名单从 100 分起", "every roster starts at 100"),
        Words("不适用", "nothing to explain"),
    ),
    "SG01": Explained(
        Words("号码相邻", "neighbouring numbers"),
        Words(
            "{n} 个手机号中，有 {pairs} 对同号段且相差不超过 {apart}（偶然约 {expected} 对），{copies} 对只差一两位数字",
            "among {n} mobiles, {pairs} pairs lie within {apart} of each other in one block (chance: about {expected}), "
            "and {copies} pairs differ in one or two digits only",
        ),
        Words(
            "单位集体购买的号码（未填工作单位、或两三个一批分多次购买时看不出）、一批连号的持有者全部受访、"
            "亲属同时办卡、同一营业厅放号",
            "numbers that a company bought together (unseen where no employer is given, or where it bought two or three "
            "at a time), a whole department with numbers in a row that was asked to the last person, relatives who "
            "bought theirs on one day, one shop's SIM cards",
        ),
    ),
    "SG02": Explained(
        Words("数字习惯", "digit habits"),
        Words(
            "{n} 个手机号末位：相邻重复数字 {repeats} 处（打乱后约 {expected_repeats} 处），"
            "顺子和叠号 {ladders}（约 {expected_ladders}）；数字 {scarcest} 最少，{scarcest_count} 次",
            "endings of {n} mobiles: {repeats} repeated digits (about {expected_repeats} when shuffled), "
            "ladders and doubles {ladders} (about {expected_ladders}); the digit {scarcest} is scarcest, {scarcest_count} times",
        ),
        Words(
            "集体号段、靓号用户多；名单太短时说明不了问题",
            "a company's block of numbers, customers who bought fancy numbers; a short roster shows little",
        ),
    ),
    "SG03": Explained(
        Words("访问进度", "pace"),
        Words(
            "{days} 天内每天平均 {a_day} 份，逐日方差 {variance}（稳定的访问队伍至少约 {least}）",
            "over {days} days, {a_day} interviews a day with a variance of {variance} (a steady team: {least} or more)",
        ),
        Words(
            "按日定额、事后按计划补录日期、按天分批发放问卷",
            "a daily quota, dates entered afterwards by plan, questionnaires handed out in daily lots",
        ),
    ),
    "SG04": Explained(
        Words("相似的行", "similar rows"),
        Words(
            "{pairs} 对行的姓名和号码都几乎相同（偶然约 {expected} 对），其中姓名完全相同 {same_name} 对",
            "{pairs} pairs of rows are alike in name and number (chance: about {expected}), {same_name} of them with equal names",
        ),
        Words(
            "同一人就两种产品受访、重复录入、更正后未删除原行",
            "one person asked about two products, typed twice, or corrected without deleting the first row",
        ),
    ),
    "SG05": Explained(
        Words("名字重复", "given names"),
        Words(
            "{n} 个三字姓名中，有 {pairs} 对名字相同（按放宽的名字表约 {expected} 对）；全名相同 {equal_names} 对",
            "among {n} three-character names, {pairs} pairs share the given name (about {expected} by a generous table); "
            "{equal_names} pairs share the full name",
        ),
        Words(
            "同一家族按字辈取名、同一年代同一性别的人多、当地风俗；名字表里的名字本身都是常见名",
            "a clan's generation names, respondents of one sex and one generation, local custom; "
            "every name in the generators' list is a common one",
        ),
    ),
    "SG06": Explained(
        Words("循环顺序", "order"),
        Words(
            "{n} 行中，{column}每隔 {every} 行重复得最多；是否超出偶然，看 p 值",
            "in {n} rows, the {column} comes round most often every {every} rows; the p-value says whether by chance",
        ),
        Words(
            "名单按固定轮次（如各网点轮流）编排",
            "a list that was dealt out in turns, for instance branch by branch",
        ),
    ),
    "SG07": Explained(
        Words("号段构成", "number mix"),
        Words(
            "{n} 个手机号中有 {cards} 个属于上网卡号段",
            "{cards} of {n} mobiles lie in prefixes that were issued for data cards",
        ),
        Words("部分地区用上网卡号段放过语音号", "some places issued voice numbers in such prefixes"),
    ),
    "SG08": Explained(
        Words("无法存在的联系方式", "contacts that can be nobody's"),
        Words(
            "{n} 个联系方式中有 {impossible} 个当时不可能有人使用",
            "{impossible} of {n} contacts could be nobody's at that date",
        ),
        Words(
            "录入笔误（166 与 186）、调查后换号并更新了名单",
            "slips of the pen (166 for 186), numbers updated after the survey",
        ),
    ),
    "ALL": Explained(
        Words("与参照名单相比", "against reference dossiers"),
        Words(
            "在 {dossiers} 份参照名单中，至少同样异常的约占 {percent}%",
            "of {dossiers} reference dossiers about {percent}% are at least as odd",
        ),
        Words(
            "参照名单中没有这类企业；几处各自无害的特点碰在一起",
            "a kind of company that the reference lacks; several harmless peculiarities at once",
        ),
    ),
    "RANK": Explained(
        Words("参照不足，只列名次", "too small a reference: rank only"),
        Words(
            "参照名单只有 {dossiers} 份（至少需要 {minimum} 份），其中 {odder} 份至少同样异常；不给分数",
            "there are only {dossiers} reference dossiers ({minimum} are needed), {odder} of them at least as odd; "
            "no score is given",
        ),
        Words("参照太少，不能据此判断", "with so few nothing can be concluded"),
    ),
    "FINDING": Explained(
        Words("核验发现", "findings of the checks"),
        Words(
            "核验 {check} 涉及 {rows} 行，共 {examined} 行",
            "check {check} concerns {rows} of {examined} rows",
        ),
        Words("见该项核验的说明", "see the page of that check"),
    ),
    "FLOOR": Explained(
        Words("不低于零分", "not below zero"),
        Words("扣分合计超过 100，按 0 分计", "the deductions exceed 100; the score stays at 0"),
        Words("不适用", "nothing to explain"),
    ),
}

# Said besides, where the fact is there and counts more than one thing.
BESIDES: Mapping[str, tuple[str, Words]] = {
    "SG01": (
        "row",
        Words(
            "；同一单位最长一串连号 {row} 个，其间缺 {missing} 个",
            "; the longest row of one employer's numbers holds {row}, with {missing} missing in between",
        ),
    ),
    "SG05": (
        "like",
        Words(
            "；首字与常见生成工具名字表相同的 {like} 个中，{stock} 个就在表内",
            "; of {like} that begin like names in a generator's list, {stock} stand in the list",
        ),
    ),
}

REASONS: Mapping[str, Words] = {
    "few_mobiles": Words("手机号太少，无法检验", "too few mobiles to test"),
    "one_employer": Words("号码都属于同一单位，不作检验", "all numbers belong to one employer; not tested"),
    "few_dates": Words("单日日期太少，无法检验", "too few single dates to test"),
    "few_days_or_quota": Words(
        "调查天数太少，或每天份数固定，不作检验", "too few days, or a fixed number a day; not tested"
    ),
    "few_names": Words("三字姓名太少，无法检验", "too few three-character names to test"),
    "few_rows": Words("行数太少，无法检验", "too few rows to test"),
    "few_contacts": Words("可判断的联系方式太少", "too few contacts that can be judged"),
}

NULLS: Mapping[str, Words] = {
    "poisson_blocks": Words(
        "同一号段内末四位均匀独立，另加家庭余量；单位连号的持有者至多八成受访",
        "last four even within a block, Poisson, plus households; of a firm's numbers in a row at most 80 % answered",
    ),
    "digits_shuffled": Words(
        "各位数字在行间打乱；组内数字等频",
        "digits of each place shuffled over rows; equal shares within groups",
    ),
    "steady_team": Words(
        "稳定队伍的逐日波动（卡方下侧）", "day-to-day variation of a steady team (chi-squared, lower tail)"
    ),
    "names_shuffled": Words(
        "姓名在号码间打乱（泊松），另加余量", "names shuffled over numbers, Poisson, plus repeats"
    ),
    "given_names": Words(
        "宽松的名字频率表；首字相同者至多 45% 在生成工具的名字表内",
        "a generous table of given names; of names that begin alike at most 45 % stand in a generator's list",
    ),
    "rows_shuffled": Words("行序打乱", "rows in random order"),
    "rare_rate": Words("不超过容许比例（二项分布）", "at most the allowed rate (binomial)"),
    "conformal": Words("与留出的参照名单排序比较", "rank among reference dossiers held out from the fit"),
}

NO_WEIGHT = Words("（仅供参考，不计分）", " (for information, no weight in the score)")
COLUMN = {"surname": Words("姓氏", "surname"), "prefix": Words("号段前三位", "prefix")}


def title(part: Part, lang: str) -> str:
    """Return the name of a part."""
    return PARTS[_kind(part)].title.say(lang)


def plain(part: Part, lang: str) -> str:
    """Return what was seen, or why it was not tested."""
    if part.facts.get("reason"):
        return REASONS[part.facts["reason"]].say(lang)
    facts = dict(part.facts)
    if "column" in facts:
        facts["column"] = COLUMN[facts["column"]].say(lang)
    more = ""
    if part.signal in BESIDES:
        fact, besides = BESIDES[part.signal]
        more = besides.say(lang, facts) if facts.get(fact, 0) > 1 else ""
    note = NO_WEIGHT.say(lang) if part.facts.get("context") else ""
    return PARTS[_kind(part)].seen.say(lang, facts) + more + note


def innocent(part: Part, lang: str) -> str:
    """Return what else could explain it."""
    return PARTS[_kind(part)].innocent.say(lang)


def _kind(part: Part) -> str:
    return part.signal if part.signal in PARTS else "FINDING"
