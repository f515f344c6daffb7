"""new, status, purge: a casebook from its beginning to its end."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from casebook import carry, check, connect, exported, journal, judging, purge, screen, sealing, standing
from casebook.check import UNREADABLE, Fault
from casebook.connect import Casebook
from casebook.errors import CasebookError
from casebook.filed import registers, withdrawals
from casebook.filed.notes import notes_of
from casebook.journal import JournalEntry
from casebook.standing import Overview
from desk.console import Document, columns_of, in_colour, show, show_json, tell
from desk.grounds.taught import taught
from desk.proofing.unread import waiting_line
from desk.state import load, stamp_now
from desk.tables import AGAINST, DECIDED, legend, status_table
from desk.witness import testimony
from phrases import say
from phrases.errors import HefangError
from reports.content.tally import states
from reports.formats.screen import clean
from sampling import rounds
from sampling.draw.record import differences, read_record
from sampling.draw.seal import read_seal
from sampling.draw.tickets import replay
from sampling.errors import SamplingError
from sampling.model import Seal


def new(
    where: str, round_name: str = "", previous: str | None = None, *, json: bool = False, lang: str = "zh"
) -> int:
    """Start a casebook; bring fingerprints, dice and lessons of an earlier one along."""
    stamp = stamp_now()
    old = None if previous is None else connect.open_casebook(previous)
    learned = [] if old is None else taught(load(old, need=False))
    book = connect.create(where, round_name or stamp.at[:4], stamp, key=None if old is None else old.key)
    carried = carry.Carried(0, 0) if old is None else carry.carry(old, book, stamp, learned)
    if json:
        facts = {"casebook": book.path, "round": book.round, "key_file": str(book.key_file)}
        show_json({**facts, "carried": carried.rows, "lessons": carried.lessons})
        return 0
    show(say("casebook.created", lang, path=book.path, round=book.round))
    if old is not None:
        show(say("casebook.carried", lang, rows=carried.rows))
    if carried.lessons:
        show(say("casebook.taught", lang, lessons=carried.lessons))
    tell(say("casebook.key_file", lang, path=book.key_file), say("casebook.next_new", lang))
    return 0


def status(
    where: str,
    *,
    verify: bool = False,
    witnesses: Sequence[str] = (),
    log: bool = False,
    json: bool = False,
    wide: bool = False,
    lang: str = "zh",
) -> int:
    """Show where every dossier stands; with ``verify`` check everything stored, return 1 when it was changed."""
    book = connect.open_casebook(where)
    faults = _faults(book, lang) if verify else ()
    said, whole = testimony(book, list(witnesses), lang)
    # Nothing more can be asked of a file that is no database any longer.
    broken = any(fault.code == "file" for fault in faults)
    state, calls, unread = (None, {}, "") if broken else _standing(book, lang, bent=bool(faults))
    entries = _journal(book) if log and not broken else ()
    if json:
        document = standing.document(state, calls, faults if verify else None)
        if log and state:
            document["journal"]["log"] = [{**asdict(entry), "facts": entry.content} for entry in entries]
        if witnesses:
            document["witness"] = {"whole": whole, "lines": said}
        show_json(document)
        return 1 if faults or not whole else 0
    if unread:
        show(say("casebook.not_shown", lang, reason=unread), "")
    if state:
        show(say("casebook.round", lang, round=state.round, path=state.path))
        show(*status_table(state.dossiers, calls, lang, colour=in_colour(), columns=columns_of(wide)))
        show(*map(clean, _without_roster(book, lang)), *_waiting(book, lang))
        show("", *legend("status", lang), *screen.status_notes(state, calls, lang))
    show(*screen.journal_lines(entries, lang))
    if verify:
        show(*screen.fault_lines(faults, lang))
        if state:
            show(*_other_settings(book, lang), *_about_journal(book, lang))
    show(*said)
    return 1 if faults or not whole else 0


def _standing(
    book: Casebook, lang: str, *, bent: bool
) -> tuple[Overview | None, Mapping[str, Document], str]:
    """Where everything stands, and what of the calls is shown; ``bent``: where it cannot be read, say why instead.

    Whoever edits one document must not thereby hide what else was changed.
    """
    try:
        return standing.overview(book), _calls(book, lang), ""
    except UNREADABLE as error:
        if not bent:
            raise
        return None, {}, error.words(lang)[0] if isinstance(error, HefangError) else type(error).__name__


def forget(
    where: str,
    before: str | None = None,
    *,
    whole_round: bool = False,
    unsealed: bool = False,
    unfinished: bool = False,
    json: bool = False,
    lang: str = "zh",
) -> int:
    """Delete names, numbers and raw texts; keyed fingerprints stay."""
    day = purge.day_of(before, whole_round)
    book = connect.open_casebook(where)
    if not unfinished:
        _refuse_unfinished(book, day)
    done = purge.purge(book, day, stamp_now(), unsealed=unsealed)
    with book.read() as conn:
        outside = {path: Path(path).exists() for path in exported.noted(conn)}
    if json:
        rosters = [{"id": code, "version": number} for code, number in done.rosters]
        there = [{"path": path, "there": still} for path, still in outside.items()]
        show_json({"rosters": rosters, "people": done.people, "exported": there})
    else:
        show(*screen.purge_lines(done, lang, is_file=book.is_file, outside=outside))
    return 0


def _refuse_unfinished(book: Casebook, before: str | None) -> None:
    """Raise CasebookError purge_calls, purge_second where somebody is still to be called or drawn: it cannot be undone."""
    state = load(book, need=False)
    with book.read() as conn:
        taken = purge.chosen(conn, before)
    codes = {code for seal in state.seals for code, version in seal.versions.items() if version in taken}
    waiting = [row for row in state.waiting if row.rpartition("#")[0] in codes]
    if waiting:
        names = list(dict.fromkeys(row.rpartition("#")[0] for row in waiting))
        raise CasebookError("purge_calls", count=len(waiting), names=", ".join(names[:5]))
    decided = state.decided_dossiers
    # Whoever declared the end of the calls can take that back; names and numbers come back never.
    undecided = {
        v.judgement.dossier for v in state.verdicts if v.judgement.judgement == "more"
    } - decided.keys()
    stopped = [row for row in state.stopped if row.rpartition("#")[0] in codes & undecided - state.purged]
    if stopped:
        names = list(dict.fromkeys(row.rpartition("#")[0] for row in stopped))
        raise CasebookError("purge_stopped", count=len(stopped), names=", ".join(names[:5]))
    if second := [id for id in rounds.needs_stage_two(state.verdicts) if id in codes and id not in decided]:
        raise CasebookError("purge_second", names=", ".join(second[:5]))


def _without_roster(book: Casebook, lang: str) -> list[str]:
    """The register's companies that have no roster on file: they belong into the round like all others."""
    with book.read() as conn:
        found, _ = registers.matching(conn, book.round)
    return states(found, lang)


def _waiting(book: Casebook, lang: str) -> list[str]:
    """Dossiers that were read off pictures and wait for somebody to compare them."""
    with book.read() as conn:
        out = withdrawals.withdrawn(conn, book.round)
        versions = judging.last_versions(conn, book.round)
        notes = notes_of(conn, {code: id for code, id in versions.items() if code not in out})
    return waiting_line(notes, lang)


def _journal(book: Casebook) -> tuple[JournalEntry, ...]:
    with book.read() as conn:
        return tuple(journal.entries(conn))


def _about_journal(book: Casebook, lang: str) -> list[str]:
    """What of the journal cannot be proven, and where a clock went back."""
    found = []
    with book.read() as conn:
        start, entries = journal.keyed_from(conn), tuple(journal.entries(conn))
    if start is not None:
        found.append(say("casebook.keyed_since", lang, number=start, before=start - 1))
    for before, entry in itertools.pairwise(entries):
        if datetime.fromisoformat(entry.at) < datetime.fromisoformat(before.at):
            facts = {"at": entry.at[:16].replace("T", " "), "previous": before.at[:16].replace("T", " ")}
            found.append(say("casebook.clock", lang, number=entry.id, **facts))
    return found


def _other_settings(book: Casebook, lang: str) -> list[str]:
    """Say which dossiers were verified under other settings than they are sealed, or were so afterwards."""
    found = []
    with book.read() as conn:
        for stored in sealing.load_seals(conn):
            sealed = read_seal(stored.document).settings_sha256
            for code, version in stored.versions.items():
                under = judging.settings_of(conn, version, upto=stored.entry)["sha256"]
                last = judging.settings_of(conn, version)["sha256"]
                facts = {"id": code, "sealed": sealed[:8], "under": under[:8], "last": last[:8]}
                if under != sealed:
                    found.append(say("casebook.settings_under", lang, **facts))
                if last != under:
                    found.append(say("casebook.settings_after", lang, **facts))
    return found


def _calls(book: Casebook, lang: str) -> Mapping[str, Document]:
    """What status shows of the calls: drawn, done, contradicting rows, the judgement that stands."""
    state = load(book, need=False)
    waiting = {*state.waiting, *state.stopped}  # whom the end of calls left out is not done with
    with book.read() as conn:
        proposed = judging.last_judgements(conn, book.round)
    found = {}
    for item in state.called:
        id = item.sealed.id
        decided = state.decided_dossiers.get(id)
        judged = proposed.get(id, {}).get("judgement")
        last = decided.verdict if decided else judged
        found[id] = {
            "drawn": len(item.rows),
            "done": sum(row not in waiting for row in item.rows),
            "contradicting": [row for row in item.rows if row in state.clashing],
            "judgement": None if last is None else say(f"judgement.{last}.line", lang),
            "code": last,
            "decided": "" if decided is None else DECIDED if decided.verdict == judged else AGAINST,
        }
    return found


def _faults(book: Casebook, lang: str) -> tuple[Fault, ...]:
    """Everything that is not as it was stored: the casebook's own check, then seals and draws recomputed."""
    found = list(check.check(book))
    if any(fault.code == "file" for fault in found):
        return tuple(found)
    with book.read() as conn:
        try:
            known = sealing.load_seals(conn)
        except UNREADABLE as error:
            return (*found, Fault("unreadable", "seals", "", type(error).__name__))
    for stored in known:
        try:
            sealed = read_seal(stored.document)
        except SamplingError as error:
            found.append(Fault("seal", "seals", stored.sha256, error.words(lang)[0]))
            continue
        for drawn in (*(d for stage, d in stored.draws.items() if stage == 1), *stored.seconds):
            found += check.part("draws", _redrawn(drawn.document, sealed, lang))
    return tuple(found)


def _redrawn(text: str, sealed: Seal, lang: str) -> Iterator[Fault]:
    """What of a draw is not what its seal and its seeds give."""
    try:
        document = read_record(text, sealed)
        gaps = differences(document, replay(sealed, document["seeds"]))
    except SamplingError as error:
        yield Fault("draw", "draws", sealed.seal_sha256, error.words(lang)[0])
        return
    for gap in gaps:
        which = f"{gap['dossier']} {gap['part']}"
        yield Fault("draw", "draws", which, f"{gap['expected']} / {gap['got']}")
