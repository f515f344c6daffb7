"""Everything that is said of a score, in both languages: what was seen, what else could explain it, why not tested.

Messages take the facts of the part: ``SAID[code].zh.format(**facts)``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from verify.credibility.look_words import LOOKS, TITLES, Words
from verify.model import Part


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
    "ALL": Explained(
        Words("与参照名单相比", "against reference dossiers"),
        Words(
            "在 {dossiers} 份参照名单中，至少同样异常的约占 {percent}%（最低只能到 {floor}%）；"
            "由此扣的分已分摊在以上各项，不重复扣",
            "of {dossiers} reference dossiers about {percent}% are at least as odd (it cannot fall below {floor}%); "
            "the points for that stand with the parts above and are taken off once",
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

# Casebooks of earlier versions hold signals whose facts had another shape.
EARLIER = Words(
    "由较早版本的程序计算，强度 {statistic}",
    "computed by an earlier version of the program; strength {statistic}",
)
UNTESTED = Words("未作检验，不说明任何问题", "not tested: nothing is said")

UNKNOWN = Words("见当时的报告", "see the report of that time")

REASONS: Mapping[str, Words] = {
    "few_mobiles": Words("手机号太少，无法检验", "too few mobiles to test"),
    "few_dates": Words("单日日期太少，无法检验", "too few single dates to test"),
    "few_days_or_quota": Words(
        "调查天数太少，或每天份数固定，不作检验", "too few days, or a fixed number a day; not tested"
    ),
    "few_names": Words("三字姓名太少，无法检验", "too few three-character names to test"),
    "few_rows": Words("行数太少，无法检验", "too few rows to test"),
    "few_contacts": Words("可判断的联系方式太少", "too few contacts that can be judged"),
}

NULLS: Mapping[str, Words] = {
    "rare_rate": Words("不超过容许比例（二项分布）", "at most the allowed rate (binomial)"),
    "conformal": Words("与留出的参照名单排序比较", "rank among reference dossiers held out from the fit"),
    **{name: look.null for name, look in LOOKS.items()},
}

NO_WEIGHT = Words("（仅供参考，不计分）", " (for information, no weight in the score)")
COLUMN = {"surname": Words("姓氏", "surname"), "prefix": Words("号段前三位", "prefix")}


def title(part: Part, lang: str) -> str:
    """Return the name of a part."""
    return (TITLES.get(part.signal) or PARTS[_kind(part)].title).say(lang)


def plain(part: Part, lang: str) -> str:
    """Return what was seen, or why it was not tested."""
    if part.facts.get("reason"):
        return REASONS[part.facts["reason"]].say(lang)
    facts = dict(part.facts)
    if "column" in facts:
        facts["column"] = COLUMN[facts["column"]].say(lang)
    note = NO_WEIGHT.say(lang) if part.facts.get("context") else ""
    if part.signal in TITLES and "look" not in facts:
        return EARLIER.say(lang, {"statistic": facts.get("statistic", "?")}) + note
    seen = LOOKS[facts["look"]].seen if "look" in facts else PARTS[_kind(part)].seen
    return seen.say(lang, facts) + note


def innocent(part: Part, lang: str) -> str:
    """Return what else could explain it."""
    if part.facts.get("reason"):
        return UNTESTED.say(lang)
    look = part.facts.get("look")
    if part.signal in TITLES and not look:
        return UNKNOWN.say(lang)
    return (LOOKS[look].innocent if look else PARTS[_kind(part)].innocent).say(lang)


def _kind(part: Part) -> str:
    return part.signal if part.signal in PARTS else "FINDING"
