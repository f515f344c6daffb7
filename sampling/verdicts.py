"""Proposed judgements in words: every ground with its clause, the bounds with the command that recomputes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from phrases import say
from sampling import rates


def message(ground: Mapping[str, Any], titles: Mapping[str, str], lang: str) -> str:
    """Return the sentence for a ground; ``titles``: check code -> its title."""
    facts = ground["facts"]
    if "bound" in ground:
        return say(f"verdict.bound.{ground['bound']}", lang, **facts)
    code = str(ground["code"])
    if code in ("proven", "doubtful", "outside"):
        codes = " ".join(facts.get("codes", ()))
        return say(f"verdict.{code}", lang, **{**facts, "codes": codes})
    return say("verdict.finding", lang, code=code, title=titles.get(code, code))


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
    tip = say(f"verdict.{key}", lang, tipping=told["tipping"]) if told["tipping"] or told["too_many"] else ""
    odds = "∞" if told["odds"] == "inf" else told["odds"]
    return say("verdict.silence", lang, **{**told, "odds": odds, "tip": tip, "drawn": item["sampled"]})


def lines(documents: Sequence[Mapping[str, Any]], lang: str) -> list[str]:
    """Return proposals as lines."""
    found = []
    for item in documents:
        aimed = item["targeted"]
        rows = say(
            "verdict.rows", lang, targeted=say("verdict.targeted", lang, **aimed) if aimed["sampled"] else "",
            **{k: item[k] for k in ("confirmed", "sampled", "bad", "unresolved")},
        )  # fmt: skip
        found.append(
            say(
                "verdict.line",
                lang,
                id=item["id"],
                judgement=say(f"judgement.{item['judgement']}.line", lang),
                rows=rows,
            )
        )
        if item.get("rates"):
            found.append(rates.line(item["rates"], lang))
        found += [say("verdict.ground", lang, **ground) for ground in item["grounds"]]
        if item.get("silence"):
            found += silence_line(item, lang).split("\n")
        if item["contradicting"]:
            found.append(say("verdict.clash", lang, rows=" ".join(item["contradicting"])))
        if item["open"]:
            found.append(say("verdict.open", lang, open=item["open"]))
        if item["decided"]:
            decided = item["decided"]
            at = decided["at"][:16].replace("T", " ")
            shown = {**decided, "judgement": say(f"judgement.{decided['judgement']}.line", lang), "at": at}
            found.append(say("verdict.decided", lang, **shown))
        found.append(say("verdict.recompute", lang, command=item["command"]))
    return found
