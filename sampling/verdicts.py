"""Proposed judgements in words: every ground with its clause, the bounds with the command that recomputes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sampling import rates

_WORDS: Mapping[str, tuple[str, str]] = {
    "high": ("真实性高", "high"),
    "more": ("需补充核查", "more evidence needed"),
    "low": ("真实性不高", "low"),
    "line": ("{id}   建议：{judgement}   {rows}", "{id}   proposed: {judgement}   {rows}"),
    "rows": (
        "核实 {confirmed}/{sampled}，不真实 {bad}，未定 {unresolved}{targeted}",
        "confirmed {confirmed}/{sampled}, bad {bad}, unresolved {unresolved}{targeted}",
    ),
    "targeted": (
        "；重点核查 {sampled} 人中不真实 {bad}、未定 {unresolved}",
        "; of {sampled} targeted: bad {bad}, unresolved {unresolved}",
    ),
    "ground": ("    依据 {clause}：{message}", "    {clause}: {message}"),
    "bound.pass": (
        "名单 {population} 人中不真实的最多 {upper} 人（{confidence} 把握），低于不可接受的 {limit} 人",
        "at most {upper} of {population} are not authentic (at {confidence}), below the {limit} that is too many",
    ),
    "bound.fail": (
        "名单 {population} 人中不真实的至少 {lower} 人（{confidence} 把握），达到不可接受的 {limit} 人",
        "at least {lower} of {population} are not authentic (at {confidence}), and {limit} is too many",
    ),
    "bound.extend": (
        "不真实的在 {lower} 至 {upper} 人之间（{confidence} 把握），{limit} 人起不可接受，尚不能定",
        "between {lower} and {upper} are not authentic (at {confidence}); {limit} is too many, so it is open",
    ),
    "proven": (
        "经评审人凭材料查实不真实的 {rows} 人（{limit} 人起不可接受）",
        "{rows} rows shown false by documents, by a reviewer ({limit} is too many)",
    ),
    "doubtful": (
        "名单本身有 {rows} 人与条款不符，尚待回访核实或由评审人澄清（{codes}），{limit} 人起不可接受",
        "by the list itself {rows} rows do not meet a clause and are still to be confirmed or cleared ({codes}); "
        "{limit} is too many",
    ),
    "outside": (
        "{rows} 人的调查时间早于规定的起始日（{codes}），{limit} 人起不可接受",
        "{rows} rows were surveyed before the window ({codes}); {limit} is too many",
    ),
    "silence": (
        "    沉默：已抽 {drawn} 人中 {silent} 人始终未核实。按封存约定（不真实者沉默的可能至多为真实者的 {odds} 倍）；\n"
        "    沉默与真假无关时上限 {upper_independent} 人，全按不真实计时 {upper_worst} 人{tip}",
        "    silence: {silent} of {drawn} drawn never answered; as sealed, a false row is silent with at most {odds} times\n"
        "    the odds of a true one; bound if silence says nothing {upper_independent}, if all are false {upper_worst}{tip}",
    ),
    "tip": ("；不超过 {tipping} 倍时结论成立", "; holds up to {tipping} times"),
    "tip.always": ("；无论几倍结论都成立", "; holds whatever the odds"),
    "tip.many": (
        "；沉默的过多，不能仅凭回访认定为真实性高",
        "; too many are silent to call it high by callbacks alone",
    ),
    "finding": ("{title}（{code}），尚未澄清", "{title} ({code}), not cleared"),
    "open": ("    还有 {open} 人可再打", "    {open} people are worth another call"),
    "clash": ("    结果互相矛盾，按未定计：{rows}", "    outcomes disagree and count as unresolved: {rows}"),
    "decided": (
        "    评审人决定：{judgement}（{by}，{at}）理由：{reason}",
        "    a reviewer decided: {judgement} ({by}, {at}): {reason}",
    ),
    "recompute": ("    复算：{command}", "    recompute: {command}"),
    "call_first": (
        "还有 {count} 人可再拨打：hefang calls export，收回后再 hefang judge",
        "{count} worth another call: hefang calls export, take them back, then hefang judge again",
    ),
    "stage_two": (
        '下一步：补拨未定的；仍未定的 {count} 份重新掷骰：hefang draw --stage 2 --seed "种子"',
        'next: call the unresolved again; for the {count} still open, fresh dice: hefang draw --stage 2 --seed "SEED"',
    ),
    "close": (
        "补不到人的 {count} 份，抽签已到末次：核对原始问卷或现场核实，结果逐人记入 "
        "hefang judge --decide 行号 --as good（或 bad） --by 姓名 --reason 理由",
        "{count} left open after their last draw: check original questionnaires or visit, and note each row by "
        "hefang judge --decide ROW --as good (or bad) --by NAME --reason WHY",
    ),
    "report": ("下一步：hefang report", "next: hefang report"),
}


def say(key: str, lang: str = "zh", /, **facts: object) -> str:
    """Return a phrase in the reader's language with its facts filled in."""
    zh, en = _WORDS[key]
    return (en if lang == "en" else zh).format_map(facts)


def message(ground: Mapping[str, Any], titles: Mapping[str, str], lang: str) -> str:
    """Return the sentence for a ground; ``titles``: check code -> its title."""
    facts = ground["facts"]
    if "bound" in ground:
        return say(f"bound.{ground['bound']}", lang, **facts)
    code = str(ground["code"])
    if code in ("proven", "doubtful", "outside"):
        codes = " ".join(facts.get("codes", ()))
        return say(code, lang, **{**facts, "codes": codes})
    return say("finding", lang, code=code, title=titles.get(code, code))


def shown(
    document: Mapping[str, Any],
    decided: Mapping[str, Any] | None,
    titles: Mapping[str, str],
    lang: str,
) -> dict[str, Any]:
    """Return a filed proposal as it is printed: grounds with words, the reviewer's decision beside it."""
    grounds = [
        {**{k: v for k, v in g.items() if k != "facts"}, "message": message(g, titles, lang)}
        for g in document["grounds"]
    ]
    return {**document, "grounds": grounds, "decided": None if decided is None else dict(decided)}


def silence_line(item: Mapping[str, Any], lang: str) -> str:
    """How much of a proposal rests on what was sealed about silent rows."""
    told = item["silence"]
    key = "tip.many" if told["too_many"] else "tip.always" if told["tipping"] == "inf" else "tip"
    tip = say(key, lang, tipping=told["tipping"]) if told["tipping"] or told["too_many"] else ""
    odds = "∞" if told["odds"] == "inf" else told["odds"]
    return say("silence", lang, **{**told, "odds": odds, "tip": tip, "drawn": item["sampled"]})


def lines(documents: Sequence[Mapping[str, Any]], lang: str) -> list[str]:
    """Return proposals as lines."""
    found = []
    for item in documents:
        aimed = item["targeted"]
        rows = say(
            "rows", lang, targeted=say("targeted", lang, **aimed) if aimed["sampled"] else "",
            **{k: item[k] for k in ("confirmed", "sampled", "bad", "unresolved")},
        )  # fmt: skip
        found.append(say("line", lang, id=item["id"], judgement=say(item["judgement"], lang), rows=rows))
        if item.get("rates"):
            found.append(rates.line(item["rates"], lang))
        found += [say("ground", lang, **ground) for ground in item["grounds"]]
        if item.get("silence"):
            found += silence_line(item, lang).split("\n")
        if item["contradicting"]:
            found.append(say("clash", lang, rows=" ".join(item["contradicting"])))
        if item["open"]:
            found.append(say("open", lang, open=item["open"]))
        if item["decided"]:
            decided = item["decided"]
            at = decided["at"][:16].replace("T", " ")
            shown = {**decided, "judgement": say(decided["judgement"], lang), "at": at}
            found.append(say("decided", lang, **shown))
        found.append(say("recompute", lang, command=item["command"]))
    return found
