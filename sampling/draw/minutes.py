"""The minutes: what is read aloud and signed at the meeting, before and after the dice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from phrases import say
from sampling.design import exact
from sampling.design.chances import Claim, Sizes, accept
from sampling.design.odds import read_odds
from sampling.design.silence import CalledSample
from sampling.design.silent_plan import promises
from sampling.draw.tickets import DICE, shown
from sampling.model import BAD, Plan, Seal

_NOBODY: Mapping[str, str] = {}


def grouped(digest: str, indent: str = "    ") -> str:
    """Break a hash into groups of four, eight to a line, for reading aloud."""
    groups = [digest[at : at + 4] for at in range(0, len(digest), 4)]
    return "\n".join(indent + " ".join(groups[at : at + 8]) for at in range(0, len(groups), 8))


def seal_minutes(
    seal: Seal,
    lang: str = "zh",
    at: str = "",
    *,
    filed: bool = False,
    names: Mapping[str, str] = _NOBODY,
    gaps: Sequence[str] = (),
) -> str:
    """Return the text to print and read before the dice. ``at``: the time as text, or nothing.

    ``filed``: the seal stands in a casebook, which does the draw without being told the file. ``names``: dossier ->
    what people call it; the seal itself holds ids only. ``gaps``: what of the lists is not under the seal because it
    could not be read.
    """
    when = say("minutes.at", lang, at=at) if at else ""
    aimed_at = ".targeted" if any(sealed.targeted for sealed in seal.dossiers) else ""
    rows = sum(sealed.population for sealed in seal.dossiers)
    lines = [
        say(
            "minutes.sealed",
            lang,
            at=when,
            dossiers=len(seal.dossiers),
            rows=rows,
            fixed=say(f"minutes.fixed{aimed_at}", lang),
            hash=grouped(seal.seal_sha256),
        )
    ]
    tabled = bool(names) and all(d.plan.silence_odds and not d.targeted for d in seal.dossiers)
    if tabled:
        lines += _tabled(seal, names, lang)
    for sealed in () if tabled else seal.dossiers:
        aimed = say("minutes.targeted", lang, count=len(sealed.targeted)) if sealed.targeted else ""
        plan = sealed.plan
        silent, some = _with_silence(plan)
        key = ("two" if plan.n2 else "one") + ("_silent" if plan.silence_odds else "")
        lines.append(
            say(
                f"minutes.{key}", lang, id=names.get(sealed.id, sealed.id),
                population=sealed.population, targeted=aimed, silent=silent,
                all_answer=_passes(plan.accept1, lang), some_silent=_passes(some, lang),
                n1=plan.n1, accept1=plan.accept1, reject1=plan.reject1, n2=plan.n2, accept2=plan.accept2,
            )
        )  # fmt: skip
    lines += gaps
    # One line for each claim in the round; as a rule there is one.
    lines += dict.fromkeys(_claim(sealed.plan, lang) for sealed in seal.dossiers)
    if aimed_at:
        lines.append(say("minutes.targeted.claim", lang))
    lines += chances(seal, lang)
    return (
        "\n".join(
            [*lines, "", say("minutes.dice", lang, dice=DICE, seal="" if filed else " --seal seal.json")]
        )
        + "\n"
    )


def _tabled(seal: Seal, names: Mapping[str, str], lang: str) -> list[str]:
    """The plans as lines of columns, two blanks apart: for a paper that many companies look into."""

    def most(count: int) -> str:
        return say("minutes.never", lang) if count < 0 else say("minutes.most", lang, count=count)

    lines = [say("minutes.table", lang)]
    for sealed in seal.dossiers:
        plan = sealed.plan
        silent, some = _with_silence(plan)
        columns = (
            " ".join(names.get(sealed.id, sealed.id).split()),
            str(sealed.population),
            str(plan.n1),
            most(plan.accept1),
            say("minutes.most.silent", lang, silent=silent, most=most(some)),
            str(plan.n2) if plan.n2 else "–",
        )
        lines.append("      " + "  ".join(columns))
    return lines


def _passes(most: int, lang: str) -> str:
    """With how many bad ones a sample passes; that it cannot pass at all is said, not shown as nought."""
    return say("minutes.never", lang) if most < 0 else say("minutes.passes", lang, count=most)


def _with_silence(plan: Plan) -> tuple[int, int]:
    """How many silent rows of stage 1 were expected, and how many bad ones it then passes with."""
    if not plan.silence_odds:
        return 0, plan.accept1
    share = exact.share(plan.expected_silence, "expected_silence", zero=True)
    silent = plan.n1 * share.numerator // share.denominator
    alpha = (1 - exact.share(plan.confidence, "confidence")) * Fraction(plan.stage_share)
    return silent, accept(_claimed(plan), (CalledSample(plan.n1, silent),), alpha)


def _claimed(plan: Plan) -> Claim:
    return Claim(
        plan.population,
        plan.limit,
        min(int(exact.share(plan.expected, "expected", zero=True) * plan.population), plan.population),
        1 - exact.share(plan.confidence, "confidence"),
        read_odds(plan.silence_odds),
        exact.share(plan.silence_most, "silence_most", zero=True),
    )


def chances(seal: Seal, lang: str) -> list[str]:
    """The table that is read before the dice: an honest roster's chance of high at 0, 10, 20 and 30 % silence."""
    plans = {p.population: p for d in seal.dossiers if (p := d.plan).silence_odds and p.population <= _SHOWN}
    if not plans:
        return []
    lines = say("minutes.chances", lang, expected=next(iter(plans.values())).expected).split("\n")
    for population, plan in sorted(plans.items()):
        sizes, claim = Sizes(plan.n1, plan.n2, Fraction(plan.stage_share)), _claimed(plan)
        silent = exact.share(plan.expected_silence, "expected_silence", zero=True)
        row, found = promises(claim, sizes, silent)
        lines.append(f"      {population:<10} {row:<9.1f}" + "".join(f"{chance:8.1%}" for chance in found))
    return lines


_SHOWN = 2_000  # rows: larger rosters have no two stages, and their chances take long to add up


def _claim(plan: Plan, lang: str) -> str:
    dead = say("minutes.dead_bad" if plan.dead_numbers == BAD else "minutes.dead_unresolved", lang)
    return say(
        "minutes.claim", lang, confidence=plan.confidence, tolerable=plan.tolerable,
        fail_confidence=plan.fail_confidence, dead=dead,
        silence=say("minutes.silence", lang, odds=plan.silence_odds, most=plan.silence_most)
        if plan.silence_odds not in ("", "inf") else say("minutes.silence_worst", lang),
    )  # fmt: skip


def draw_minutes(
    record: Mapping[str, Any],
    lang: str = "zh",
    at: str = "",
    dossiers: Sequence[str] = (),
    *,
    names: Mapping[str, str] = _NOBODY,
) -> str:
    """Return the text of a draw (the document of draw.json or of a replay): seed, hashes, every sample.

    ``dossiers``: only these, all when empty; ``names``: dossier -> what people call it.
    """
    when = say("minutes.at", lang, at=at) if at else ""
    lines = [
        say(
            "minutes.drawn", lang, stage=say(f"round.stage.drawn{record['stage']}", lang), at=when,
            hash=grouped(record["seal_sha256"]),
            seed=record["seeds"][-1], h0=grouped(record["h0"][-1]),
        )
    ]  # fmt: skip
    lines += [
        say("minutes.again", lang, seed=" / ".join(item["seeds"]), reason=item["reason"])
        for item in record.get("superseded", ())
    ]
    for item in record["dossiers"]:
        if dossiers and item["id"] not in dossiers:
            continue
        sample = item["sample"]
        lines.append(
            say(
                "minutes.sample",
                lang,
                id=names.get(item["id"], item["id"]),
                count=len(sample),
                reserve=len(item["reserve"]),
            )
        )
        spoken = item["id"] if item["id"] in names else ""  # a row of a dossier that was just named
        lines += [
            f"      {at:>3}  {row.removeprefix(spoken)}  {shown(item['tickets'][row])}"
            for at, row in enumerate(sample, 1)
        ]
    return "\n".join(lines) + "\n"
