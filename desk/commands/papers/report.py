"""report: from a casebook to the papers of its round."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime
from json import loads
from pathlib import Path

from casebook import connect, judging, standing
from casebook.connect import Casebook
from casebook.errors import CasebookError
from casebook.filed import links, withdrawals
from casebook.filed.links import Match
from casebook.filed.recall import Recalled, recall
from casebook.judging import Decision
from casebook.sealing import StoredDraw, StoredSeal
from desk import signing
from desk.commands.calling.again import counts as again_counts
from desk.commands.calling.again import notes as again_notes
from desk.commands.evidence import evidence_notes
from desk.commands.filed import list_name
from desk.commands.papers.agencies import calls_of
from desk.console import show, show_json, tell
from desk.outgoing.writing import written
from desk.printing import print_page
from desk.recheck import write_recheck
from desk.reviewing import MASKS, unread_files
from desk.state import RoundState, load, note_exported
from desk.witness import grouped
from phrases import has, say
from reports.content.material import Context, Material, gather
from reports.content.round import CallAnswer, Course, Drawing, Elsewhere, Round, Sealing, ShownRate, when
from reports.formats import machine
from sampling import rates
from sampling.answers import answers, words
from sampling.called import CalledDossier
from sampling.public import signature
from verify.checks import BY_CODE
from verify.credibility.agencies.of_review import comparison
from verify.credibility.discovery import RATE, standing_out


def report(
    where: str,
    folder: Path | None = None,
    *,
    pdf: bool = False,
    archive: Callable[[Material, Path, str], list[Path]] | None = None,
    keys: Sequence[Path] = (),
    json: bool = False,
    unmask: bool = False,
    lang: str = "zh",
) -> int:
    """Write the papers of the round: audit reports, forms, the round at a glance.

    ``archive``: writes them once more for the archive; it needs an extra, so whoever calls brings it along.
    ``keys``: of those who sign the public documents and the papers.
    """
    signers = signing.signers(keys, lang)
    state = load(connect.open_casebook(where), need=False)
    place = folder or Path(say("command.papers.folder", lang))
    if unmask:
        note_exported(state.book, place)
    material = gathered(state, lang, unmask, datetime.now().astimezone())
    paths = written(material, place)
    if pdf:
        page = next(path for path in paths if path.suffix == ".html")
        print_page(page, page.with_suffix(".pdf"), lang)
        paths.append(page.with_suffix(".pdf"))
    archived = archive(material, place, lang) if archive else []
    every = [*paths, *archived, *sorted(place.glob("*/*.docx"))] if keys else []
    public = write_recheck(state, place, lang, signers, every)
    if json:
        # The rows are in review.json; on the screen only what scripts ask for.
        show_json({**machine.document(material), "papers": [str(path) for path in (*paths, *archived)]})
    else:
        show(*(say("command.written", lang, path=path) for path in paths))
        show(say("command.written.each", lang, count=len(material.lines), path=place))
        if archived:
            show(say("command.archive.written", lang, count=len(archived), path=archived[0].parent))
        if public:
            show(say("command.recheck.written", lang, path=public[0].parent))
        tell(say("command.next.report", lang))
    return 0


def gathered(state: RoundState, lang: str, unmask: bool, made: datetime) -> Material:
    """Return what the papers of a round are made from. Raises CasebookError empty."""
    found = recall(state.book, tuple(BY_CODE))
    if not found.records:
        raise CasebookError("empty")
    context = Context(
        round=round_of(state, lang),
        standing_out=standing_out(found.review.credibility),
        rate=RATE,
        agencies=comparison(found.review, calls_of(state)),
        unrecorded=frozenset(code for code, record in found.records.items() if not record.recorded),
        notes=(
            *_notes(found, lang),
            *_gone(state.book, lang),
            *_signed(state, lang),
            *evidence_notes(state.book, lang),
            *again_notes(state, lang),
        ),
    )
    return gather(
        found.review,
        BY_CODE,
        settings=found.review.settings or {"sha256": next(iter(found.records.values())).settings_sha256},
        unreadable=unread_files(found.review.batch.unreadable, lang),
        passed_over=(),
        masks=MASKS,
        made=made,
        lang=lang,
        unmask=unmask,
        context=context,
    )


def _notes(found: Recalled, lang: str) -> list[str]:
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


def _gone(book: Casebook, lang: str) -> list[str]:
    """What left the round, why, by whom and when: nothing vanishes from a paper without a word."""
    with book.read() as conn:
        out = withdrawals.withdrawn(conn, book.round)
    return [
        say("casebook.withdrawn_line", lang, id=w.dossier, reason=w.reason, by=w.by, at=when(w.at))
        for w in out.values()
    ]


def _signed(state: RoundState, lang: str) -> list[str]:
    """Who signed what is under seal, and with which key."""
    return [
        say(
            "round.note.signed", lang, hash=one["sha256"][:16], key=grouped(one["key"]),
            who=say(f"minutes.role.{one['role']}", lang, name=one["name"]).strip(),
        )
        for stored in state.seals
        for one in signing.kept(state.book, signature.SEAL, stored.sha256)
    ]  # fmt: skip


def round_of(state: RoundState, lang: str) -> Round:
    """Return what the round knows of its dossiers beyond their rosters."""
    about = standing.overview(state.book)
    proposals = {item["id"]: item for item in state.shown(lang)}
    called = {item.sealed.id: item for item in state.called}
    with state.book.read() as conn:
        matched = links.matches(conn, [item.version_id for item in about.dossiers])
    sealed = _sealed(state)
    courses = {}
    for item in about.dossiers:
        said = [decision for decision in state.decisions if decision.dossier == item.id and decision.what]
        sealing, draws = sealed.get(item.id, (None, ()))
        courses[item.id] = Course(
            stage=standing.stage_of(item),
            version=item.version,
            versions=item.versions,
            purged=item.purged,
            sealing=sealing,
            drawings=_drawings(draws, called.get(item.id)),
            answers=_answers(state, called.get(item.id), lang),
            rates=_rates(state.rates.get(item.id, ()), lang),
            proposal=proposals.get(item.id),
            elsewhere=_elsewhere(matched.get(item.version_id, ()), lang),
            remarks=tuple(
                _remark(decision, lang, bare=decision.what in state.bare_rows) for decision in said
            ),
            cleared=tuple(sorted(d.what for d in said if _clears(d))),
        )
    heard = again_counts(state)
    return Round(about.round, courses, about.journal_entries, about.journal_hash, heard)


def _clears(decision: Decision) -> bool:
    return decision.target == judging.FINDING and decision.verdict == "cleared"


def _sealed(state: RoundState) -> dict[str, tuple[Sealing, tuple[StoredDraw, ...]]]:
    """Return, by dossier, what was frozen, and the draws under that seal by which it is called."""
    found = {}
    for number, (stored, seal) in enumerate(zip(state.seals, state.documents, strict=True), 1):
        for item in seal.dossiers:
            sealing = Sealing(
                seal.seal_sha256, item.roster_sha256, seal.settings_sha256, seal.version, item.population,
                len(item.targeted), asdict(item.plan), list_name("seal", number),
            )  # fmt: skip
            found[item.id] = sealing, _draws_of(stored, item.id)
    return found


def _draws_of(stored: StoredSeal, dossier: str) -> tuple[StoredDraw, ...]:
    return tuple(drawn for drawn in (stored.draws.get(1), stored.second_of(dossier)) if drawn is not None)


def _drawings(draws: Sequence[StoredDraw], called: CalledDossier | None) -> tuple[Drawing, ...]:
    rows = {} if called is None else {1: called.first, 2: called.second}
    found = []
    for stored in draws:
        mine = rows.get(stored.stage)
        if mine is not None:  # stage 2 is not every dossier's
            document = loads(stored.document)
            seeds, gone = tuple(document["seeds"]), tuple(document["superseded"])
            found.append(Drawing(stored.stage, seeds, len(mine), gone))
    return tuple(found)


def _answers(state: RoundState, called: CalledDossier | None, lang: str) -> tuple[CallAnswer, ...]:
    if called is None:
        return ()
    found = answers(called, state.final, state.clashing, state.resolved_rows)
    return tuple(CallAnswer(a.code, words(a.code, lang), a.counts_for, a.group, a.rows) for a in found)


def _rates(found: Sequence[rates.Rate], lang: str) -> tuple[ShownRate, ...]:
    return tuple(
        ShownRate(r["name"], r["words"], r["formula"], r["count"], r["of"])
        for r in rates.document(found, lang)
    )


def _elsewhere(matches: Sequence[Match], lang: str) -> tuple[Elsewhere, ...]:
    return tuple(
        Elsewhere(m.row, say(f"round.kind.{m.kind}", lang), m.round, m.dossier, m.other, m.kind == "contact")
        for m in matches
    )


def _remark(decision: Decision, lang: str, *, bare: bool) -> str:
    """What a reviewer said of a row or of a finding. ``bare``: nothing else speaks for the row."""
    key = f"round.said.{decision.verdict}"
    said = say(key, lang) if has(key) else words(decision.verdict, lang)
    known = BY_CODE.get(decision.what)
    what = (
        decision.what
        if known is None
        else say("round.quoted", lang, text=known.title[1 if lang == "en" else 0])
    )
    told = say(
        f"round.decision.{decision.target}", lang, what=what, said=said, by=decision.by, at=when(decision.at),
        reason=decision.reason,
    )  # fmt: skip
    return f"{told} {say('round.decision.bare', lang)}" if bare else told
