"""What the calls say about the whole roster, in one sentence, and what is still open.

The level that decided stands beside the number; nothing is said to be open that the next number contradicts.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from phrases import has, say
from reports.content.round import Course


def decisive(proposal: Mapping[str, Any]) -> int:
    """Return the lower bound that a proposal rests on: at the stricter confidence where it says fail."""
    return int(proposal["fail_lower" if proposal["decision"] == "fail" else "lower"])


def case(proposal: Mapping[str, Any]) -> str:
    """Return which sentence fits: pass, fail, and four ways of being open.

    high: the lower bound has reached the limit, but not at the confidence that "not high" needs; silent: the upper
    bound is below the limit, but too many are silent; zero: there is no lower bound to speak of; extend: else.
    """
    decision, limit = str(proposal["decision"]), int(proposal["limit"])
    if decision != "extend":
        return decision
    if int(proposal["lower"]) >= limit:
        return "high"
    if int(proposal["upper"]) < limit:
        return "silent"
    return "extend" if int(proposal["lower"]) else "zero"


def counts_words(course: Course, lang: str) -> str:
    """Return how many were called and what came of it; the dossier must have a proposal."""
    proposal = course.proposal or {}
    aimed = proposal["targeted"]
    targeted = say("round.certainty.targeted", lang, **aimed) if aimed["sampled"] else ""
    if not course.answers:
        return say("round.certainty.uncalled", lang, sampled=proposal["sampled"] + aimed["sampled"])
    counts = {k: proposal[k] for k in ("sampled", "confirmed", "bad", "unresolved")}
    return say("round.certainty.counts", lang, targeted=targeted, **counts)


def bound_words(proposal: Mapping[str, Any], lang: str) -> str:
    """Return the bounds in one sentence: the level that decided, the sealed silence odds, and up to which odds the
    result holds."""
    told = proposal.get("silence") or {}
    facts = {**proposal, "silent": told.get("silent", 0), "share": f"{told.get('share', 0.0):.0%}"}
    sealed = _odds(told, lang)
    return say(f"round.bound.{case(proposal)}", lang, odds=sealed, tip=_tip(told, lang), **facts)


def bound_short(proposal: Mapping[str, Any], lang: str) -> str:
    """Return the same in few words, without confidence and odds: as a ground, beside its clause."""
    told = proposal.get("silence") or {}
    return say(f"round.short.{case(proposal)}", lang, **{**proposal, "silent": told.get("silent", 0)})


def _odds(told: Mapping[str, Any], lang: str) -> str:
    if not told.get("silent"):
        return ""
    key = "worst" if told["odds"] == "inf" else "odds"
    return say(f"round.silence.{key}", lang, silent=told["silent"], odds=_plain(told["odds"]))


def _tip(told: Mapping[str, Any], lang: str) -> str:
    tipping = told.get("tipping")
    if not told.get("silent") or not tipping:
        return ""
    key = "always" if tipping == "inf" else "tip"
    return say(f"round.silence.{key}", lang, tipping=_plain(tipping))


def _plain(odds: object) -> str:
    return str(odds).removesuffix(".0")


def silence_words(proposal: Mapping[str, Any], lang: str) -> str:
    """Return how much of the upper bound rests on what was sealed about silence; "" where nobody was silent."""
    told = proposal.get("silence")
    if not told or not told["silent"]:
        return ""
    since = say("round.silence.cleared", lang, cleared=told["cleared"]) if told.get("cleared") else ""
    return say("round.silence.range", lang, **told) + since


def main_ground(course: Course, titles: Mapping[str, str], lang: str) -> str:
    """Return in a few words what a proposal mainly rests on, for a column beside it; "" where there is none.

    ``titles``: check code -> its title.
    """
    said = course.proposal
    if said is None:
        return ""
    if said["decided"]:
        judgement = say(f"judgement.{said['decided']['judgement']}", lang)
        return say("round.main.decided", lang, judgement=judgement)
    proven = next((g for g in said["grounds"] if g.get("code") == "proven"), None)
    if proven is not None and said["judgement"] == "low" and said["decision"] != "fail":
        return say("round.main.proven", lang, rows=proven["rows"])
    if said["decision"] == "pass" and said["judgement"] != "high":
        others = [g for g in said["grounds"] if g.get("code") not in (None, "proven")]
        for ground in others:
            if ground["code"] in ("doubtful", "outside"):
                return say(f"round.main.{ground['code']}", lang, rows=ground["rows"])
        named = [_title(g["code"], titles, lang) for g in others]
        return say("round.main.finding", lang, names=say("paper.comma", lang).join(named))
    return say(f"round.main.{case(said)}", lang, **said)


def _title(code: str, titles: Mapping[str, str], lang: str) -> str:
    """What a ground is called: a check by its title, the others by words of their own."""
    key = f"round.named.{code}"
    return say(key, lang) if has(key) else titles.get(code, code)


# What would settle it -----------------------------------------------------------------------------


def closing_words(course: Course, titles: Mapping[str, str], lang: str) -> str:
    """Return what would settle a dossier that needs more evidence; no step that was taken already.

    ``titles``: check code -> its title.
    """
    said = course.proposal
    if said is None or said["judgement"] != "more":
        return ""
    steps = [*_calls(course, said, lang), *_material(said, titles, lang)]
    return say("round.close", lang, steps=say("paper.semicolon", lang).join(steps)) if steps else ""


def _calls(course: Course, said: Mapping[str, Any], lang: str) -> list[str]:
    """Steps about the people who were drawn: none once the calls have passed."""
    steps = []
    if clash := len(said["contradicting"]):
        steps.append(say("round.close.clash", lang, count=clash))
    if said["decision"] != "extend":
        return steps
    if course.purged:
        return [*steps, say("round.close.purged", lang)]
    more = 0 if course.sealing is None or course.stage == "drawn2" else int(course.sealing.plan["n2"])
    if said["open"]:
        steps.append(say("round.close.calls", lang, open=said["open"]))
    elif more:
        steps.append(say("round.close.second", lang, n2=more))
    elif lost := said["unresolved"] + said["targeted"]["unresolved"]:
        steps.append(say("round.close.evidence", lang, unresolved=lost))
    elif not clash:
        steps.append(say("round.close.committee", lang))
    return steps


def _material(said: Mapping[str, Any], titles: Mapping[str, str], lang: str) -> list[str]:
    """Steps about what the list and the declaration themselves say."""
    steps, named = [], []
    for ground in said["grounds"]:
        code = ground.get("code")
        if code in ("doubtful", "outside"):
            steps.append(say(f"round.close.{code}", lang, rows=ground.get("rows", "")))
        elif code in ("called_before", "one_roster", "visit", "REUSED"):  # grounds that are no checks
            steps.append(say(f"round.close.{code}", lang))
        elif code not in (None, "proven"):
            named.append(say("round.close.name", lang, title=titles.get(code, code)))
    if named:
        steps.append(say("round.close.finding", lang, names=say("paper.comma", lang).join(named)))
    return steps


def _company(id: str) -> str:
    """An id that is a company's folder and its file, without the file: a paper names companies, and no files."""
    return id.rpartition("/")[0].rpartition("/")[2] or id


def apart_words(proposal: Mapping[str, Any], lang: str) -> list[str]:
    """What whoever signs has to know beside the counts: the same people under another number, denials set aside, other
    companies' rosters with the same people."""
    found = [
        say(f"round.ground.{told['kind']}", lang, **{**told, "dossier": _company(told["dossier"])})
        for told in proposal.get("called_before", ())
    ]
    found += [say(f"round.reuse.{told['kind']}", lang, **told) for told in proposal.get("reused", ())]
    if count := proposal.get("set_aside"):
        found.append(say("round.ground.set_aside", lang, count=count))
    for pair in proposal.get("shared_elsewhere", ()):
        key = "repeated" if pair["kind"] == "same_number" else "altered"
        kind = "" if key == "repeated" else say(f"finding.term.{pair['kind']}", lang)
        found.append(say(f"round.ground.{key}", lang, **{**pair, "kind": kind}))
    return found
