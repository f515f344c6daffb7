"""What every paper of a review is made from, computed once, so that no two papers can disagree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import numpy as np

from phrases import say
from reports.content.called import full_names, row_words
from reports.content.overview import Catalogue, DossierLine, overview, sentence
from reports.content.round import JUDGEMENTS, Round
from reports.veil import Veil, veil
from verify.check import materialise
from verify.credibility.agencies.model import AgencyComparison
from verify.model import SEVERITIES, Batch, CheckResult, Finding, Review


@dataclass(frozen=True, slots=True)
class Flag:
    """A finding with its sentence, and where it points: positions in ``Batch.rows`` and the column.

    ``field`` is "" where it points at whole rows, ``at`` is () where it is about the dossier as a whole.
    """

    finding: Finding
    message: str
    at: tuple[int, ...]
    field: str


@dataclass(frozen=True, slots=True)
class Persons:
    """Names and contacts by position, masked unless ``veil.unmask``. Texts are made only when asked for."""

    veil: Veil
    names: np.ndarray  # name as read, else as written
    raw: np.ndarray  # contact cell as written
    at: np.ndarray  # positions of the contacts, ascending
    values: np.ndarray  # the contacts

    def name(self, at: int) -> str:
        """Return the name of the respondent at a position."""
        return self.veil.name(str(self.names[at]))

    def several(self, at: Sequence[int]) -> list[str]:
        """Return the different names at several positions; two people whose masks are equal stay two."""
        return [self.veil.name(name) for name in dict.fromkeys(str(self.names[p]) for p in at)]

    def contact(self, at: int) -> str:
        """Return the contact cell of a row: as written, or its contacts masked."""
        if self.veil.unmask:
            return str(self.raw[at])
        start, stop = np.searchsorted(self.at, (at, at + 1))
        return "、".join(self.veil.contact(value) for value in self.values[start:stop])


@dataclass(frozen=True, slots=True)
class Context:
    """What is known beyond the review: the round, what the batch's scores say together, what was not kept.

    ``standing_out``: dossiers whose credibility stands out in the batch when a share of ``rate`` of those named
    may be false alarms; None where that was not computed. ``unrecorded``: dossiers filed before it was kept what
    each check had covered.
    ``notes``: sentences about how the dossiers were filed. ``agencies``: each survey agency beside the others, None where
    that was not computed.
    """

    round: Round | None = None
    standing_out: tuple[str, ...] | None = None
    rate: float = 0.05
    unrecorded: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()
    agencies: AgencyComparison | None = None


@dataclass(frozen=True, slots=True)
class Material:
    """A review, its lines worst first, its flags by dossier (gravest first), and how to show people."""

    review: Review
    catalogue: Catalogue
    lines: tuple[DossierLine, ...]
    flags: Mapping[str, tuple[Flag, ...]]
    persons: Persons
    settings: Mapping[str, Any]  # as in review.json: sha256, window and every value
    unreadable: Sequence[Mapping[str, str]]  # file, code, reason, fix
    passed_over: Sequence[Mapping[str, str]]  # file, reason
    made: datetime
    lang: str
    context: Context = Context()
    names: Mapping[str, str] = field(default_factory=dict)  # dossier -> number and company

    @property
    def round(self) -> Round | None:
        """The round that the dossiers are part of, None where only files were verified."""
        return self.context.round

    @property
    def batch(self) -> Batch:
        """The rows that were looked at."""
        return self.review.batch

    def name(self, dossier: str) -> str:
        """Return what a dossier is called: number and company; one that is not of this batch, by its id."""
        return self.names.get(dossier, dossier)

    def title(self, code: str) -> str:
        """Return the short title of a check."""
        return self.catalogue[code].title[1 if self.lang == "en" else 0]


def gather(
    review: Review,
    catalogue: Catalogue,
    *,
    settings: Mapping[str, Any],
    unreadable: Sequence[Mapping[str, str]],
    passed_over: Sequence[Mapping[str, str]],
    masks: Mapping[str, Any],
    made: datetime,
    lang: str = "zh",
    unmask: bool = False,
    context: Context | None = None,
    lines: Sequence[DossierLine] | None = None,
) -> Material:
    """Return the material of all papers. ``masks``: see ``reports.veil.veil``.

    ``lines``: the overview, where it was composed already.
    """
    every = overview(review, catalogue) if lines is None else lines
    shown = veil(masks, unmask).knowing(review.batch.rows)
    known = Context() if context is None else context
    courses = {} if known.round is None else known.round.courses
    purged = frozenset(dossier for dossier, course in courses.items() if course.purged)
    names = full_names((line.id, line.facts) for line in every)
    return Material(
        review=review,
        catalogue=catalogue,
        lines=_ordered(tuple(_veiled(line, shown) for line in every), known.round),
        flags=_flags(review, catalogue, shown, lang, purged, names),
        persons=_persons(review.batch, shown),
        settings=settings,
        unreadable=unreadable,
        passed_over=passed_over,
        made=made,
        lang=lang,
        context=known,
        names=names,
    )


def _ordered(lines: tuple[DossierLine, ...], known: Round | None) -> tuple[DossierLine, ...]:
    """In a round the judgement comes first, then the weight of what was found."""
    if known is None:
        return lines
    return tuple(sorted(lines, key=lambda line: JUDGEMENTS.index(known.judgement(line.id))))


def _veiled(line: DossierLine, shown: Veil) -> DossierLine:
    first = line.first
    return line if first is None else replace(line, first=replace(first, facts=shown.facts(first.facts)))


def _flags(
    review: Review,
    catalogue: Catalogue,
    shown: Veil,
    lang: str,
    purged: frozenset[str],
    names: Mapping[str, str],
) -> dict[str, tuple[Flag, ...]]:
    by_dossier: dict[str, list[Flag]] = {dossier: [] for dossier in review.batch.dossiers.index}
    for result in review.results:
        check = catalogue[result.code]
        for finding, at, column in _located(review.batch, result, check.clause):
            veiled = replace(finding, facts=shown.facts(finding.facts))
            if finding.dossier in purged:  # its facts are gone, and a sentence without them says nothing
                message = say("round.purged.message", lang, title=check.title[1 if lang == "en" else 0])
            else:
                message = sentence(check, _called(veiled, names, lang), lang)
            by_dossier[finding.dossier].append(Flag(veiled, message, at, column))
    for found in by_dossier.values():
        found.sort(
            key=lambda f: (SEVERITIES.index(f.finding.severity), f.finding.code, f.at, f.finding.cells)
        )
    return {dossier: tuple(found) for dossier, found in by_dossier.items()}


def _called(finding: Finding, names: Mapping[str, str], lang: str) -> Finding:
    """The finding with other dossiers by what they are called, and their rows as people say them."""
    facts = finding.facts
    told: dict[str, object] = {}
    if isinstance(other := facts.get("other"), str):
        told["other"] = names.get(other, other)
        if isinstance(row := facts.get("other_row"), str):
            told["other_row"] = row_words(row, other, lang)
    if isinstance(several := facts.get("dossiers"), list):
        told["dossiers"] = [names.get(d, d) for d in several]
    return replace(finding, facts={**facts, **told}) if told else finding


def _located(batch: Batch, result: CheckResult, clause: str) -> list[tuple[Finding, tuple[int, ...], str]]:
    hits = result.hits
    if not len(hits):
        return []
    places = zip(hits["row"].tolist(), hits["more"].tolist(), hits["field"].tolist(), strict=True)
    found = materialise(batch, result, clause)
    return [
        (finding, tuple(int(p) for p in (row, *more) if p >= 0), field)
        for finding, (row, more, field) in zip(found, places, strict=True)
    ]


def _persons(batch: Batch, shown: Veil) -> Persons:
    rows, contacts = batch.rows, batch.contacts
    there = contacts[contacts["kind"].ne("none")].sort_values("at", kind="stable")
    return Persons(
        veil=shown,
        names=rows["name"].where(rows["name"].ne(""), rows["name_raw"].str.strip()).to_numpy(object),
        raw=rows["contact_raw"].str.strip().to_numpy(object),
        at=there["at"].to_numpy(np.int64),
        values=there["value"].to_numpy(object),
    )
