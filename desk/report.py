"""From a casebook to the papers of its round.

Imports inside functions keep start-up fast: SQLAlchemy and pandas are for rounds only.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from casebook.errors import CasebookError
from desk.console import Stop
from desk.printing import print_page
from desk.reading import masks_of_fields
from desk.round import calling_of, list_name, shown_verdicts, verdicts_of
from desk.taught import rates_of
from phrases import has, say


def papers_of_round(
    book: Any, folder: Path, lang: str, unmask: bool, made: datetime, *, pdf: bool = False
) -> tuple[dict[str, Any], list[Path]]:
    """Write the papers of a round; return its JSON document and the paths of the papers about the whole round.

    Raises CasebookError empty; Stop when the folder does not take them.
    """
    from casebook.recall import recall
    from reports.content.material import Context, gather
    from reports.formats import machine
    from reports.papers import write_papers
    from verify.checks import BY_CODE
    from verify.credibility.discovery import RATE, standing_out

    found = recall(book, tuple(BY_CODE))
    if not found.records:
        raise CasebookError("empty")
    context = Context(
        round=round_of(book, lang),
        standing_out=standing_out(found.review.credibility),
        rate=RATE,
        unrecorded=frozenset(code for code, record in found.records.items() if not record.recorded),
        notes=tuple(_notes(found, lang)),
    )
    newest = next(iter(found.records.values())).settings_sha256
    common: dict[str, Any] = {
        "settings": found.review.settings or {"sha256": newest},
        "unreadable": (),
        "passed_over": (),
        "masks": masks_of_fields(),
        "lang": lang,
        "unmask": unmask,
        "context": context,
    }
    material = gather(found.review, BY_CODE, made=made, **common)
    document = machine.document(found.review, BY_CODE, rows=True, **common)
    try:
        written = write_papers(material, document, folder)
    except OSError as error:
        raise Stop("out", path=folder, got=error.strerror or str(error)) from error
    if pdf:
        page = next(path for path in written if path.suffix == ".html")
        print_page(page, page.with_suffix(".pdf"), lang)
        written.append(page.with_suffix(".pdf"))
    for dossier in document["dossiers"]:
        del dossier["rows"]  # in review.json; on the screen only what scripts ask for
    return document, written


def _notes(found: Any, lang: str) -> list[str]:
    """What a reader of the papers has to know about how the dossiers were filed."""

    notes = []
    if len(found.settings) > 1:
        comma = say("paper.comma", lang)
        for sha256 in found.settings:
            names = comma.join(code for code, r in found.records.items() if r.settings_sha256 == sha256)
            notes.append(say("round.note.settings", lang, sha256=sha256[:16], names=names))
    if found.retired:
        notes.append(say("round.note.retired", lang, codes=" ".join(found.retired)))
    return notes


def round_of(book: Any, lang: str) -> Any:
    """Return what the round knows of its dossiers beyond their rosters, as reports.content.round.Round."""
    from casebook import judging, links, standing
    from reports.content.round import Course, Round
    from sampling import rounds

    state = standing.overview(book)
    calling = calling_of(book, need=False)
    verdicts = verdicts_of(book, need=False)
    rated = rates_of(calling, verdicts)
    proposed = {v.judgement.dossier: rounds.document(v) for v in verdicts}
    proposals = {item["id"]: item for item in shown_verdicts(book, proposed, lang)}
    with book.read() as conn:
        matched = links.matches(conn, [item.version_id for item in state.dossiers])
        decisions = judging.all_decisions(conn, book.round)
    sealed = _sealed(state.seals)
    called = {item.sealed.id: item for item in calling.called}
    courses = {}
    for item in state.dossiers:
        courses[item.id] = Course(
            stage=standing.stage_of(item),
            version=item.version,
            versions=item.versions,
            purged=item.purged,
            sealing=sealed[item.id][0] if item.id in sealed else None,
            drawings=_drawings(sealed[item.id][1], called.get(item.id)) if item.id in sealed else (),
            answers=_answers(called.get(item.id), calling, lang),
            rates=_rates(rated.get(item.id, ()), lang),
            proposal=proposals.get(item.id),
            elsewhere=_elsewhere(matched.get(item.version_id, ()), lang),
            remarks=tuple(_remark(d, lang) for d in decisions if d.dossier == item.id and d.what),
            cleared=tuple(
                sorted(
                    d.what
                    for d in decisions
                    if d.dossier == item.id and d.target == judging.FINDING and d.verdict == "cleared"
                )
            ),
        )
    return Round(state.round, courses, state.journal_entries, state.journal_hash)


def _sealed(seals: Any) -> dict[str, tuple[Any, Any]]:
    """Return, by dossier, what was frozen, and the draws under that seal."""
    from dataclasses import asdict

    from reports.content.round import Sealing
    from sampling.draw.seal import read_seal

    found = {}
    for number, stored in enumerate(seals, 1):
        seal = read_seal(stored.document)
        for item in seal.dossiers:
            sealing = Sealing(
                seal.seal_sha256, item.roster_sha256, seal.settings_sha256, seal.version, item.population,
                len(item.targeted), asdict(item.plan), list_name("seal", number),
            )  # fmt: skip
            second = stored.second_of(item.id)
            draws = {stage: drawn for stage, drawn in stored.draws.items() if stage == 1}
            found[item.id] = sealing, draws if second is None else {**draws, 2: second}
    return found


def _drawings(draws: Mapping[int, Any], called: Any) -> tuple[Any, ...]:
    from json import loads

    from reports.content.round import Drawing

    rows = {} if called is None else {1: called.first, 2: called.second}
    found = []
    for stage, stored in sorted(draws.items()):
        mine = rows.get(stage)
        if mine is not None:  # stage 2 is not every dossier's
            document = loads(stored.document)
            found.append(Drawing(stage, tuple(document["seeds"]), len(mine), tuple(document["superseded"])))
    return tuple(found)


def _answers(called: Any, calling: Any, lang: str) -> tuple[Any, ...]:
    from reports.content.round import Answer
    from sampling.answers import answers, words

    if called is None:
        return ()
    found = answers(called, calling.attempts, calling.aside, calling.decided)
    return tuple(Answer(a.code, words(a.code, lang), a.counts_for, a.group, a.rows) for a in found)


def _rates(found: Any, lang: str) -> tuple[Any, ...]:
    from reports.content.round import Rate
    from sampling.rates import document

    return tuple(
        Rate(r["name"], r["words"], r["formula"], r["count"], r["of"]) for r in document(found, lang)
    )


def _elsewhere(matches: Any, lang: str) -> tuple[Any, ...]:
    from reports.content.round import Elsewhere

    return tuple(
        Elsewhere(m.row, say(f"round.kind.{m.kind}", lang), m.round, m.dossier, m.other, m.kind == "contact")
        for m in matches
    )


def _remark(decision: Any, lang: str) -> str:
    """What a reviewer said of a row or of a finding."""
    from reports.content.round import when
    from sampling.answers import words

    key = f"round.said.{decision.verdict}"
    said = say(key, lang) if has(key) else words(decision.verdict, lang)
    facts = {
        "what": decision.what,
        "said": said,
        "by": decision.by,
        "at": when(decision.at),
        "reason": decision.reason,
    }
    return say(f"round.decision.{decision.target}", lang, **facts)
