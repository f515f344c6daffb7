"""What a round did with a dossier: seal and draw, calls, what else is on file, what reviewers decided."""

from __future__ import annotations

from collections import Counter

from reports.content.round import Answer, Course, Rate
from reports.document import Block, Cell, Column, Facts, Section, Table, Text
from reports.paper_words import say as paper
from reports.round_words import say
from verify.model import FAIL, NOTE, WARN

LISTED = 30  # rows on other rosters that are listed
COUNTS_FOR = {"confirmed": "ok", "bad": FAIL, "unresolved": WARN}


def course_sections(course: Course, lang: str) -> list[Section]:
    """Return the sections about a dossier's way through the round."""
    sections = [_draw(course, lang), _calls(course, lang)]
    if course.elsewhere:
        sections.append(_elsewhere(course, lang))
    if course.remarks:
        title = say("decisions", lang)
        sections.append(Section(title, tuple(Text(remark) for remark in course.remarks)))
    return sections


def _draw(course: Course, lang: str) -> Section:
    title, sealed = say("draw", lang), course.sealing
    pairs = [
        (say("draw.stage", lang), say(f"stage.{course.stage}", lang)),
        (
            say("draw.version", lang),
            say("draw.versions", lang, version=course.version, versions=course.versions),
        ),
    ]
    if sealed is None:
        return Section(title, (Text(say("draw.none", lang)), Facts(tuple(pairs))))
    plan = sealed.plan
    pairs += [
        (say("draw.seal", lang), sealed.seal_sha256),
        (say("draw.roster", lang), sealed.roster_sha256),
        (say("draw.plan", lang), say("plan.two" if plan["n2"] else "plan.one", lang, **plan)),
        (say("draw.claim", lang), say("draw.claim.words", lang, **plan)),
    ]
    if sealed.targeted:
        pairs.append((say("draw.targeted", lang), say("draw.people", lang, count=sealed.targeted)))
    typed = ""
    for drawn in course.drawings:
        seed = drawn.seeds[-1]
        words = say("draw.drawn", lang, seed=seed, rows=drawn.rows)
        pairs.append((say("draw.seed", lang, stage=drawn.stage), words))
        pairs += [
            (
                say("draw.superseded", lang),
                say("draw.superseded.words", lang, seeds=" / ".join(item["seeds"]), reason=item["reason"]),
            )
            for item in drawn.superseded
        ]
        typed = " ".join(f'--seed "{text}"' for text in drawn.seeds)
    if typed:
        pairs.append((say("draw.replay", lang), f"hefang replay {sealed.file} {typed}"))
        offline = say("draw.offline.words", lang, file=sealed.file)
        pairs.append((say("draw.offline", lang), offline))
    if course.proposal is not None:
        pairs.append((say("draw.recompute", lang), str(course.proposal["command"])))
    return Section(title, (Facts(tuple(pairs)),))


def _calls(course: Course, lang: str) -> Section:
    title = say("calls", lang)
    if not course.answers:
        return Section(title, (Text(say("calls.none", lang)),))
    blocks: list[Block] = [_answers(course.answers, lang)]
    if course.rates:
        blocks.append(_rates(course.rates, lang))
    return Section(title, tuple(blocks))


def _answers(answers: tuple[Answer, ...], lang: str) -> Table:
    groups = [g for g in ("drawn", "targeted") if g == "drawn" or any(a.group == g for a in answers)]
    columns = (
        Column(say("head.code", lang), "code", 7),
        Column(say("head.outcome", lang), "long"),
        Column(say("head.counts", lang), "text", 18),
        *(Column(say(f"head.{group}", lang), "number", 9) for group in groups),
    )
    counted = Counter[tuple[str, str]]()
    for answer in answers:
        counted[answer.code, answer.group] += answer.rows
    kinds = {answer.code: answer for answer in answers}
    rows = [
        (
            Cell(code),
            Cell(kind.words),
            Cell(say(f"counts.{kind.counts_for}", lang), COUNTS_FOR[kind.counts_for]),
            *(Cell(str(counted[code, group])) for group in groups),
        )
        for code, kind in kinds.items()
    ]
    totals = (sum(n for (_, g), n in counted.items() if g == group) for group in groups)
    rows.append((Cell(""), Cell(say("calls.total", lang)), Cell(""), *(Cell(str(n)) for n in totals)))
    return Table(say("calls.table", lang), columns, tuple(rows))


def _rates(rates: tuple[Rate, ...], lang: str) -> Table:
    columns = (
        Column(say("head.rate", lang), "text", 20),
        Column(say("head.value", lang), "number", 16),
        Column(say("head.formula", lang), "long"),
    )
    rows = tuple(
        (
            Cell(rate.words),
            Cell(
                say("rate", lang, count=rate.count, of=rate.of, percent=f"{100 * rate.count / rate.of:.1f}")
                if rate.of
                else say("rate.none", lang)
            ),
            Cell(rate.formula),
        )
        for rate in rates
    )
    return Table(say("rates.table", lang), columns, rows)


def _elsewhere(course: Course, lang: str) -> Section:
    shown = course.elsewhere[:LISTED]
    columns = (
        Column(say("head.row", lang), "code"),
        Column(say("head.kind", lang), "text"),
        Column(say("head.round", lang), "text"),
        Column(say("head.other", lang), "code"),
    )
    rows = tuple((Cell(e.row), Cell(e.kind, NOTE), Cell(e.round), Cell(e.other)) for e in shown)
    note = ""
    if len(shown) < len(course.elsewhere):
        note = paper("first", lang, shown=len(shown), count=len(course.elsewhere))
    table = Table(say("elsewhere.table", lang), columns, rows, note)
    return Section(say("elsewhere", lang), (Text(say("elsewhere.lead", lang), "note"), table))
