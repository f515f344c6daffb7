"""Credibility in the audit paper: the score as a waterfall of parts, never a bare number."""

from __future__ import annotations

from phrases import say
from reports.document import Cell, Column, Figure, Section, Table, Text
from reports.figures.chart_waterfall import waterfall
from verify.credibility import words as explained
from verify.model import Credibility


def credibility_section(score: Credibility, lang: str, key: str) -> Section:
    """Return the score, what it is compared with, and every part with what else could explain it."""
    words = (
        say("paper.credibility.none", lang)
        if score.score is None
        else say("paper.credibility.score", lang, score=score.score)
    )
    columns = (
        Column(say("paper.head.signal", lang), "code"),
        Column(say("paper.head.points", lang), "number"),
        Column(say("paper.head.p", lang), "number"),
        Column(say("paper.head.seen", lang), "long"),
        Column(say("paper.head.innocent", lang), "long"),
    )
    rows = tuple(
        (
            Cell(part.signal),
            Cell(f"{part.points:+.1f}"),
            Cell(say("paper.no_p" if "reason" not in part.facts else "paper.untested", lang))
            if part.p_value is None
            else Cell(f"{part.p_value:.3g}" if part.p_value >= 0.001 else "<0.001"),
            Cell(
                say("paper.part", lang, title=explained.title(part, lang), seen=explained.plain(part, lang))
            ),
            Cell(explained.innocent(part, lang)),
        )
        for part in score.parts
    )
    source = say("paper.credibility.reference", lang, **score.reference)
    table = Table(say("paper.credibility.table", lang), columns, rows)
    return Section(
        say("paper.credibility", lang), (Text(words), Text(source), *_steps(score, lang, key), table)
    )


def _steps(score: Credibility, lang: str, key: str) -> tuple[Figure, ...]:
    """The way from 100 to the score; where there is no score there is no way."""
    if score.score is None:
        return ()
    parts = [(explained.title(part, lang), part.points) for part in score.parts if part.signal != "START"]
    return (waterfall(key, parts, lang),)
