"""Proposed judgements in words: every ground with its clause, the bounds with the command that recomputes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from phrases import has, say
from sampling import rates

HEARD = "called_before"  # ground of a dossier of which people denied under another number of the round
ROSTER = (
    "one_roster"  # ground of two dossiers that are one roster, while nothing says that they are two companies
)
REUSED = "REUSED"  # ground of a roster of which many stand in another company's roster of an earlier round
BESIDE = (
    "called_alike",
)  # kinds of other dossiers that speak of this one no longer, once both are two companies'
TWICE = "DC01"  # the check that one company applies twice: of two that were filed apart, found when they are judged
VISIT = "visit"  # ground of a building project on whose site the record does not bear out the application
_NO_CHECK = (
    "proven",
    "doubtful",
    "outside",
    VISIT,
    HEARD,
    ROSTER,
    REUSED,
)  # codes of grounds that are no checks
_KEPT = frozenset(_NO_CHECK) - {ROSTER, REUSED}  # codes that no clearing takes away

_FEW = 5  # rows that a sentence names


def message(
    ground: Mapping[str, Any], titles: Mapping[str, str], lang: str, document: Mapping[str, Any]
) -> str:
    """Return the sentence for a ground of a filed proposal; ``titles``: check code -> its title."""
    facts = ground["facts"]
    if "bound" in ground:
        return say(f"verdict.bound.{_case(ground, document)}", lang, **{**document, **facts})
    code = str(ground["code"])
    if code == VISIT:
        return say("verdict.visit_bad", lang)
    if code == HEARD:
        return _denied_before(document["called_before"], lang)
    if code == ROSTER:
        return say("verdict.one_roster", lang, names=_named(document["called_before"], "alike", lang))
    if code == REUSED:
        worst = next(item for item in document["reused"] if item["kind"] != "own")
        return say(f"verdict.reused_{worst['kind']}", lang, **worst, rows=document["population"])
    if code in ("proven", "doubtful", "outside"):
        return say(f"verdict.{code}", lang, **facts)
    return say("verdict.finding", lang, title=titles.get(code, code))


def _denied_before(told: Sequence[Mapping[str, Any]], lang: str) -> str:
    """Who of this roster denied under another number, or who denied there and was exchanged."""
    comma = say("paper.comma", lang)
    here = [item for item in told if item["denied_here"]]
    if here:
        names = comma.join(item["dossier"] for item in here)
        return say("verdict.denied_before", lang, names=names, rows=sum(i["denied_here"] for i in here))
    gone = [item for item in told if item["exchanged"]]
    names = comma.join(item["dossier"] for item in gone)
    return say("verdict.exchanged", lang, names=names, rows=sum(i["exchanged"] for i in gone))


def _named(told: Sequence[Mapping[str, Any]], kind: str, lang: str) -> str:
    return say("paper.comma", lang).join(item["dossier"] for item in told if item["kind"].endswith(kind))


def _case(ground: Mapping[str, Any], document: Mapping[str, Any]) -> str:
    """Which sentence says why calls alone do not settle it: no number in it may look like the contrary."""
    facts, decision = ground["facts"], str(ground["bound"])
    if decision != "extend":
        return decision
    if facts["lower"] >= facts["limit"] and "fail_lower" in document:
        return "high"
    if facts["upper"] < facts["limit"]:
        return "silent"
    return "extend" if facts["lower"] else "zero"


def clause_name(clause: str, lang: str) -> str:
    """Return what a clause is called, without its text: 填报说明7."""
    words = say(f"clause.{clause}", lang) if has(f"clause.{clause}") else ""
    return words.replace(": ", "：").partition("：")[0]


def shown(
    document: Mapping[str, Any],
    decided: Mapping[str, Any] | None,
    titles: Mapping[str, str],
    lang: str,
) -> dict[str, Any]:
    """Return a filed proposal as it is printed: grounds with words, the reviewer's decision beside it."""
    grounds = [
        {
            **{k: v for k, v in g.items() if k != "facts"},
            **{key: g["facts"][key] for key in ("rows", "codes") if key in g["facts"]},
            "message": message(g, titles, lang, document),
        }
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


def _ground(ground: Mapping[str, Any], lang: str) -> str:
    """A ground behind its clause, which is called by its name and never by our id for it."""
    clause = clause_name(ground["clause"], lang)
    if not clause:
        return say("verdict.ground.none", lang, message=ground["message"])
    return say("verdict.ground", lang, clause=clause, message=ground["message"])


def _to_clear(item: Mapping[str, Any]) -> list[str]:
    """Codes of the checks whose findings keep a dossier from being settled."""
    if item["judgement"] != "more" or item["decided"]:
        return []
    found: dict[str, None] = {}
    for ground in item["grounds"]:
        named = ground.get("codes") or ([ground["code"]] if ground.get("code") else [])
        found |= dict.fromkeys(TWICE if code == ROSTER else code for code in named if code not in _KEPT)
    return list(found)


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
        found += [_ground(ground, lang) for ground in item["grounds"]]
        found += [say("verdict.clear", lang, id=item["id"], code=code) for code in _to_clear(item)]
        if not item["decided"] and any(ground.get("code") == HEARD for ground in item["grounds"]):
            found.append(say("verdict.decide", lang, id=item["id"]))
        if item.get("silence") and item["silence"]["silent"]:
            found.append(silence_line(item, lang))
            if item["silence"].get("cleared"):
                found.append(say("verdict.cleared", lang, cleared=item["silence"]["cleared"]))
        if visit := item.get("visit"):
            found.append(say(f"verdict.visit.{visit['result']}", lang, **{**visit, "id": item["id"]}))
        found += [say(f"verdict.{told['kind']}", lang, **told) for told in item.get("called_before", ())]
        found += [say(f"verdict.reuse_{told['kind']}", lang, **told) for told in item.get("reused", ())]
        if item.get("set_aside"):
            found.append(say("verdict.set_aside", lang, count=item["set_aside"]))
        if item.get("evidence"):
            found.append(say("verdict.evidence", lang, **item["evidence"]))
        if item.get("evidence_shown"):
            found.append(say("verdict.evidence_shown", lang, count=item["evidence_shown"]))
        if bare := item.get("decided_bare"):
            few = " ".join([*bare[:_FEW], *(["…"] if len(bare) > _FEW else [])])
            found.append(say("verdict.decided_bare", lang, count=len(bare), rows=few))
        if item["contradicting"]:
            found.append(say("verdict.clash", lang, rows=" ".join(item["contradicting"])))
        if item["open"]:
            found.append(say("verdict.open", lang, open=item["open"]))
        if item.get("stopped", {}).get("purged"):
            found.append(say("verdict.purged", lang, rows=item["stopped"]["rows"]))
        elif item.get("stopped"):
            told = item["stopped"]
            found.append(say("verdict.stopped", lang, **{**told, "at": told["at"][:16].replace("T", " ")}))
        if item["decided"]:
            decided = item["decided"]
            at = decided["at"][:16].replace("T", " ")
            shown = {**decided, "judgement": say(f"judgement.{decided['judgement']}.line", lang), "at": at}
            found.append(say("verdict.decided", lang, **shown))
        found.append(say("verdict.recompute", lang, command=item["command"]))
    return found
