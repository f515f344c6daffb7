"""Credibility in the audit paper: the score as a waterfall of parts, never a bare number."""

from __future__ import annotations

from collections.abc import Mapping

from phrases import say
from reports.document import Cell, Column, Figure, Section, Table, Text
from reports.figures.chart_waterfall import waterfall
from verify.credibility import words as explained
from verify.model import Credibility, Part


def credibility_section(score: Credibility, lang: str, key: str, titles: Mapping[str, str]) -> Section:
    """Return the score, what it is compared with, and every part with what else could explain it.

    ``titles``: check code -> its title. P-values and our codes stay in review.json.
    """
    words = (
        say("paper.credibility.none", lang)
        if score.score is None
        else say("paper.credibility.score", lang, score=score.score)
    )
    columns = (
        Column(say("paper.head.signal", lang), "text", 16),
        Column(say("paper.head.points", lang), "number"),
        Column(say("paper.head.seen", lang), "long"),
        Column(say("paper.head.innocent", lang), "long"),
    )
    rows = tuple(
        (
            Cell(titles.get(part.signal, explained.title(part, lang))),
            Cell(_points(part, lang)),
            Cell(explained.plain(part, lang)),
            Cell(explained.innocent(part, lang)),
        )
        for part in score.parts
    )
    source = say("paper.credibility.reference", lang, **{**score.reference, "version": _version(score, lang)})
    table = Table(say("paper.credibility.table", lang), columns, rows)
    return Section(
        say("paper.credibility", lang), (Text(words), Text(source), *_steps(score, lang, key), table)
    )


def _points(part: Part, lang: str) -> str:
    """What a part took off; what could not be tested says so."""
    untested = part.p_value is None and "reason" in part.facts
    if untested:
        return say("paper.untested", lang)
    if part.signal == "START":  # nothing is taken off: it is what is taken from
        return f"{part.points:.0f}"
    return f"{part.points:+.1f}" if part.points else "0"


def _version(score: Credibility, lang: str) -> str:
    kind, _, number = str(score.reference["version"]).partition("-")
    if kind == "synthetic" and number:
        return say("paper.version.synthetic", lang, number=number)
    return say("paper.version.other", lang, version=score.reference["version"])


def _steps(score: Credibility, lang: str, key: str) -> tuple[Figure, ...]:
    """The way from 100 to the score; where there is no score there is no way."""
    if score.score is None:
        return ()
    parts = [(explained.title(part, lang), part.points) for part in score.parts if part.signal != "START"]
    return (waterfall(key, parts, lang),)
