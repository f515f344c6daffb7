"""What a round did with a dossier: seal and draw, calls, what else is on file, what reviewers decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from phrases import has, say
from reports.content.bound import apart_words, silence_words
from reports.content.called import row_words
from reports.content.round import CallAnswer, Course, ShownRate, when
from reports.document import Block, Cell, Column, Facts, Section, Table, Text
from verify.model import FAIL, NOTE, WARN

LISTED = 30  # rows on other rosters that are listed
COUNTS_FOR = {"confirmed": "ok", "bad": FAIL, "unresolved": WARN}


def course_sections(course: Course, lang: str, dossier: str, names: Mapping[str, str]) -> list[Section]:
    """Return the sections about a dossier's way through the round. ``names``: dossier -> what it is called."""
    sections = [_draw(course, lang), _calls(course, lang)]
    if course.elsewhere:
        sections.append(_elsewhere(course, lang, dossier, names))
    if course.remarks:
        title = say("round.decisions", lang)
        sections.append(Section(title, tuple(Text(remark) for remark in course.remarks)))
    return sections


def _draw(course: Course, lang: str) -> Section:
    title, sealed = say("round.draw", lang), course.sealing
    pairs = [
        (say("round.draw.stage", lang), say(f"round.stage.{course.stage}", lang)),
        (
            say("round.draw.version", lang),
            say("round.draw.versions", lang, version=course.version, versions=course.versions),
        ),
    ]
    if sealed is None:
        return Section(title, (Text(say("round.draw.none", lang)), Facts(tuple(pairs))))
    plan = sealed.plan
    pairs += [
        (say("round.draw.seal", lang), sealed.seal_sha256),
        (say("round.draw.roster", lang), sealed.roster_sha256),
        (
            say("round.draw.plan", lang),
            say("round.plan.two" if plan["n2"] else "round.plan.one", lang, **plan),
        ),
        (say("round.draw.claim", lang), say("round.draw.claim.words", lang, **plan)),
    ]
    if sealed.targeted:
        pairs.append(
            (say("round.draw.targeted", lang), say("round.draw.people", lang, count=sealed.targeted))
        )
    typed = ""
    for drawn in course.drawings:
        seed = drawn.seeds[-1]
        words = say("round.draw.drawn", lang, seed=seed, rows=drawn.rows)
        stage = say(f"round.stage.drawn{drawn.stage}", lang)
        pairs.append((say("round.draw.seed", lang, stage=stage), words))
        pairs += [
            (
                say("round.draw.superseded", lang),
                say(
                    "round.draw.superseded.words",
                    lang,
                    seeds=" / ".join(item["seeds"]),
                    reason=item["reason"],
                ),
            )
            for item in drawn.superseded
        ]
        typed = " ".join(f'--seed "{text}"' for text in drawn.seeds)
    if typed:
        pairs.append((say("round.draw.replay", lang), f"hefang replay {sealed.file} {typed}"))
        offline = say("round.draw.offline.words", lang, file=sealed.file)
        pairs.append((say("round.draw.offline", lang), offline))
    if course.proposal is not None:
        if silence := silence_words(course.proposal, lang):
            pairs.append((say("round.silence.label", lang), silence))
        stopped = course.proposal.get("stopped")
        if stopped and stopped.get("purged"):
            words = say("round.stopped.purged", lang, rows=stopped["rows"])
            pairs.append((say("round.stopped.label", lang), words))
        elif stopped:
            told = {**stopped, "at": when(stopped["at"])}
            pairs.append((say("round.stopped.label", lang), say("round.stopped.words", lang, **told)))
        if seen := course.proposal.get("visit"):
            words = say(f"round.visit.{seen['result']}", lang, **seen)
            pairs.append((say("round.visit.label", lang), words))
        pairs += [
            (say("round.called_before.label", lang), words) for words in apart_words(course.proposal, lang)
        ]
        if counted := course.proposal.get("evidence"):
            pairs.append((say("round.evidence.label", lang), say("round.evidence.words", lang, **counted)))
        if rows := course.proposal.get("decided_bare"):
            bare = say("round.bare.words", lang, count=len(rows), rows=" ".join(rows))
            pairs.append((say("round.bare.label", lang), bare))
        if shown := course.proposal.get("evidence_shown"):
            pairs.append((say("round.evidence.label", lang), say("round.evidence.shown", lang, count=shown)))
        pairs.append((say("round.draw.recompute", lang), str(course.proposal["command"])))
    return Section(title, (Facts(tuple(pairs)),))


def _calls(course: Course, lang: str) -> Section:
    title = say("round.calls", lang)
    if not course.answers:
        return Section(title, (Text(say("round.calls.none", lang)),))
    blocks: list[Block] = [_answers(course.answers, lang)]
    if course.rates:
        drawn = sum(answer.rows for answer in course.answers if answer.group == "drawn")
        blocks.append(_rates(course.rates, drawn, lang))
    return Section(title, tuple(blocks))


def _answers(answers: tuple[CallAnswer, ...], lang: str) -> Table:
    groups = [g for g in ("drawn", "targeted") if g == "drawn" or any(a.group == g for a in answers)]
    columns = (
        Column(say("round.head.outcome", lang), "long"),
        Column(say("round.head.counts", lang), "text", 18),
        *(Column(say(f"round.head.{group}", lang), "number", 9) for group in groups),
    )
    counted = Counter[tuple[str, str]]()
    for answer in answers:
        counted[answer.code, answer.group] += answer.rows
    kinds = {answer.code: answer for answer in answers}
    rows = [
        (
            Cell(kind.words),
            Cell(say(f"round.counts.{kind.counts_for}", lang), COUNTS_FOR[kind.counts_for]),
            *(Cell(str(counted[code, group])) for group in groups),
        )
        for code, kind in kinds.items()
    ]
    totals = (sum(n for (_, g), n in counted.items() if g == group) for group in groups)
    rows.append((Cell(say("round.calls.total", lang)), Cell(""), *(Cell(str(n)) for n in totals)))
    return Table(say("round.calls.table", lang), columns, tuple(rows))


def _rates(rates: tuple[ShownRate, ...], drawn: int, lang: str) -> Table:
    """The rates with how they are made, in words; letters and English stay in review.json."""
    columns = (
        Column(say("round.head.rate", lang), "text", 20),
        Column(say("round.head.value", lang), "code", 16),
        Column(say("round.head.formula", lang), "long"),
    )
    rows = tuple(
        (
            Cell(rate.words),
            Cell(_rate(rate, lang)),
            Cell(_formula(rate, drawn, lang)),
        )
        for rate in rates
    )
    return Table(say("round.rates.table", lang), columns, rows)


def _rate(rate: ShownRate, lang: str) -> str:
    if not rate.of:
        return say("round.rate.none", lang)
    percent = f"{100 * rate.count / rate.of:.1f}"
    return say("round.rate", lang, count=rate.count, of=rate.of, percent=percent)


def _formula(rate: ShownRate, drawn: int, lang: str) -> str:
    """How a rate is made, in words; the contact rate says how many dead numbers it leaves out."""
    key = f"rate.{rate.name}.formula"
    words, dead = say(key, lang) if has(key) else rate.formula, drawn - rate.of
    return words + (say("rate.dead", lang, count=dead) if rate.name == "CON1" and dead > 0 else "")


def _elsewhere(course: Course, lang: str, dossier: str, names: Mapping[str, str]) -> Section:
    shown = course.elsewhere[:LISTED]
    columns = (
        Column(say("round.head.row", lang), "code"),
        Column(say("round.head.kind", lang), "text"),
        Column(say("round.head.round", lang), "text"),
        Column(say("round.head.other", lang), "long"),
    )
    rows = tuple(
        (
            Cell(row_words(e.row, dossier, lang)),
            Cell(e.kind, NOTE),
            Cell(e.round),
            Cell(f"{names.get(e.dossier, e.dossier)} {row_words(e.other, e.dossier, lang)}"),
        )
        for e in shown
    )
    note = ""
    if len(shown) < len(course.elsewhere):
        note = say("paper.first", lang, shown=len(shown), count=len(course.elsewhere))
    table = Table(say("round.elsewhere.table", lang), columns, rows, note)
    return Section(say("round.elsewhere", lang), (Text(say("round.elsewhere.lead", lang), "note"), table))
