"""calls export and import: lists out to callers, and what they brought back."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from casebook import connect, exported, outcomes, screen
from casebook.calldesk import leases
from casebook.connect import Casebook
from casebook.errors import CasebookError
from casebook.filed import callees
from desk.commands.calling import again
from desk.commands.calling.office import MOST_CALLERS, list_secret, office_of, password_for, password_lines
from desk.console import Document, show, show_json, tell
from desk.files import write_bytes
from desk.reviewing import MASKS
from desk.state import RoundState, load, stamp_now
from desk.web.haste import haste_lines
from phrases import say
from phrases.errors import HefangError
from sampling import progress
from sampling.calls import call_list, dealing, locking
from sampling.calls.queue import groups_of
from sampling.calls.returned import lists
from sampling.errors import SamplingError
from sampling.model import Callee, Remark
from verify.intake.errors import IntakeError
from verify.intake.walk import reason_of
from verify.settings import Settings

LISTS = (".xlsx", ".xlsm", ".xls", ".et", ".csv")  # what a folder of lists is searched for


def export(
    where: str,
    settings: Settings,
    callers: int = 1,
    password: str | None = None,
    *,
    protect: bool = False,
    folder: Path,
    json: bool = False,
    lang: str = "zh",
) -> int:
    """Write one workbook per caller with everybody who is worth a call."""
    if not 1 <= callers <= MOST_CALLERS:
        raise SamplingError("callers", got=callers)
    book = connect.open_casebook(where)
    state = load(book)
    people = state.people(state.waiting)
    purged = sorted({dossier for row in state.stopped if (dossier := row.rpartition("#")[0]) in state.purged})
    if purged and not state.waiting:
        raise CasebookError("purged", what=" ".join(purged))
    with book.read() as conn:
        before, remarks = callees.callers_of(conn), outcomes.all_remarks(conn)
        applicants = callees.applicants_of(conn, state.seals)
    given_password, password = password, password_for(book, password, protect=protect)
    names = [str(number) for number in range(1, callers + 1)]
    # Noted before anything is written: from then on the desk offers none of them to anybody.
    given, held = outcomes.deal_lists(
        book, partial(_dealt, people, state.waiting, names, before), stamp_now()
    )
    dealt = {caller: tuple(people[row] for row in rows) for caller, rows in given.items()}
    written = []
    wanted_by = {caller: folder / f"{say('calls.sheet', lang)}-{caller}.xlsx" for caller in dealt}
    files = {caller: _free_list(state, wanted, password) for caller, wanted in wanted_by.items()}
    exported.note(book, [str(file.absolute()) for file in files.values()], stamp_now())
    for caller, mine in dealt.items():
        made = call_list.CallList(
            book.round, caller, state.draw, mine, remarks, state.home.origin, office_of(settings), applicants
        )
        data = call_list.write_list(made, list_secret(book), lang)
        wanted, file = wanted_by[caller], files[caller]
        if file != wanted:
            tell(say("casebook.kept", lang, old=wanted, new=file))
        write_bytes(file, locking.lock(data, password) if password else data, private=True)
        written.append({"file": str(file), "caller": caller, "rows": len(mine)})
    if json:
        told = {"password": password} if protect and not given_password else {}
        show_json({"lists": written, "draw": state.draw, "held": held, **told})
        return 0
    show(*(say("casebook.listed", lang, **item) for item in written))
    if purged:
        tell(say("casebook.purged_left_out", lang, names=" ".join(purged)))
    if held:
        tell(say("desk.held_back", lang, count=held))
    if idle := [name for name in names if name not in dealt]:
        tell(say("casebook.callers_idle", lang, callers=callers, written=len(dealt), idle=" ".join(idle)))
    if moved := _moved(dealt, before):
        tell(
            *(say("casebook.callers_moved", lang, caller=caller, rows=rows) for caller, rows in moved.items())
        )
    if written:
        shown, noted = password_lines(book, given_password, lang, protect=protect)
        show(*shown)
        tell(*noted)
    tell(say("casebook.next_export" if written else "casebook.nobody", lang))
    return 0


def _moved(dealt: Mapping[str, Sequence[Callee]], before: Mapping[str, str]) -> dict[str, int]:
    """How many people went over to somebody else, by the caller on whose earlier list they still stand."""
    found = Counter(
        before[person.row]
        for caller, mine in dealt.items()
        for person in mine
        if before.get(person.row, caller) != caller
    )
    return dict(sorted(found.items()))


def _dealt(
    people: Mapping[str, Callee],
    rows: Sequence[str],
    callers: Sequence[str],
    before: Mapping[str, str],
    held: Collection[str],
) -> tuple[dict[str, tuple[str, ...]], int]:
    """Deal everybody but those whom the desk has on a screen, and who shares a number with one of them.

    ``held``: rows on screens. Returns each caller's rows, and how many were left out.
    """
    groups = groups_of({row: people[row].phones for row in rows})
    busy = {groups[row] for row in held if row in groups}
    free = [people[row] for row in rows if groups[row] not in busy]
    dealt = dealing.deal(free, callers, before)
    return {caller: tuple(p.row for p in mine) for caller, mine in dealt.items() if mine}, len(rows) - len(
        free
    )


def progress_of(where: str, *, json: bool = False, lang: str = "zh") -> int:
    """Show how far the calls are: by caller, by hour, by outcome."""
    state = load(connect.open_casebook(where))
    with state.book.read() as conn:
        dealt, leased = callees.callers_of(conn), [*leases.read(conn, {}, 0)]
    found = progress.progress(state.attempts, state.rows, state.waiting, dealt)
    if json:
        more = {"again": again.document(state)} if state.again_draws else {}
        show_json({**progress.document(found, lang), "clashing": sorted(state.clashing), **more})
    else:
        show(*progress.lines(found, lang))
        if state.clashing:
            show(say("calls.progress.clashing", lang, count=len(state.clashing)))
        show(*haste_lines(leased, state.attempts, state.again_calls, lang))
        if state.again_draws:
            show("", *again.lines(state, lang))
    return 0


def bring_back(
    where: str,
    files: list[Path],
    password: str | None = None,
    *,
    judge_times: bool = True,
    unmask: bool = False,
    json: bool = False,
    lang: str = "zh",
) -> int:
    """Take lists back; return 2 when a list or a row was refused (the others are taken).

    ``judge_times``: a call before its draw or after now is refused; the demo, which calls in 2017, does without.
    """
    book = connect.open_casebook(where)
    password = password_for(book, password, protect=True)
    taken, unread = _taken(book, files, password, unmask, lang, judge_times=judge_times)
    if json:
        show_json({"files": taken, "unreadable": unread})
    else:
        show(*(line for item in taken for line in _lines(item, lang)))
        if any(item["new"] or item["unchanged"] for item in taken):
            only = all(item.get("again") for item in taken)
            tell(say("again.next_import" if only else "casebook.next_import", lang))
    tell(*(say("command.unread.file", lang, **item) for item in unread))
    return 2 if unread or any(item["refused"] for item in taken) else 0


def _taken(
    book: Casebook, files: list[Path], password: str | None, unmask: bool, lang: str, *, judge_times: bool
) -> tuple[list[Document], list[dict[str, str]]]:
    """Return what each list brought, and the lists that could not be taken."""
    state = load(book, need=False)
    if not (
        state.rows or state.gone_rows
    ):  # a list of nobody but withdrawn people is taken back all the same
        state = load(book)
    # Of who was withdrawn since, too: what they said is on file for whoever files them again.
    people, secret = state.people((*state.rows, *state.gone_rows)), list_secret(book)
    left = [item.sealed.id for item in state.gone]
    mask = (lambda name: name) if unmask else MASKS["name"]
    with book.read() as conn:
        dealt = callees.last_lists(conn)
    drawn, now = (state.drawn_at, datetime.now()) if judge_times else (None, None)
    taken: list[Document] = []
    unread: list[dict[str, str]] = []
    second: list[Path] = []
    for file in _lists(files):
        try:
            data = file.read_bytes()
            back = lists.read_list(
                data, people, secret, home=state.home, password=password, file=str(file), drawn=drawn, now=now,
                dealt=dealt,
            )  # fmt: skip
        except OSError as error:
            unread.append(_refused(file, IntakeError(reason_of(error)), lang))
            continue
        except SamplingError as error:
            if error.code == "list_again":
                second.append(file)
            else:
                unread.append(_refused(file, error, lang))
            continue
        source = hashlib.sha256(data).hexdigest()[:16]
        done = outcomes.import_outcomes(book, back.attempts, back.remarks, source, stamp_now())
        taken.append(
            screen.import_document(str(file), done, back.refused, lang, mask, back.told, back.missing, left)
        )
    for file in second:
        # Loaded anew: what the first calls brought just now is what the second ear is compared with.
        try:
            taken.append(again.take(load(book), file, password, mask, lang, judge_times=judge_times))
        except SamplingError as error:
            unread.append(_refused(file, error, lang))
    return taken, unread


def _lines(item: Document, lang: str) -> list[str]:
    return again.import_lines(item, lang) if item.get("again") else screen.import_lines(item, lang)


def _refused(file: Path, error: HefangError, lang: str) -> dict[str, str]:
    reason, fix = error.words(lang)
    return {"file": str(file), "code": error.code, "reason": reason, "fix": fix}


def _lists(paths: list[Path]) -> list[Path]:
    """Files as named; of a folder every list in it, but for what office programs leave beside an open one."""
    found = []
    for path in paths:
        inside = sorted(path.iterdir()) if path.is_dir() else [path]
        found += [
            file
            for file in inside
            if file == path or (file.suffix.lower() in LISTS and not file.name.startswith(("~$", ".")))
        ]
    return found


def _free_list(state: RoundState, wanted: Path, password: str | None) -> Path:
    """Where a call list may be written: never over one that somebody has filled in since."""
    if not wanted.exists():
        return wanted
    password = password_for(
        state.book, password, protect=True
    )  # a list of before may have had the casebook's own
    people, secret = state.people(state.rows), list_secret(state.book)
    with state.book.read() as conn:
        noted = {_said(remark) for remark in outcomes.all_remarks(conn)}
    known = {(a.row, a.number, a.code) for a in (*state.attempts, *state.aside)}
    for number in range(1, 1000):
        path = wanted if number == 1 else wanted.with_stem(f"{wanted.stem} ({number})")
        if not path.exists():
            return path
        try:
            back = lists.read_list(path.read_bytes(), people, secret, home=state.home, password=password)
        except (SamplingError, OSError):
            continue
        typed = {(a.row, a.number, a.code) for a in back.attempts} - known
        if not typed and not back.refused and {_said(remark) for remark in back.remarks} <= noted:
            return path
    return wanted.with_stem(f"{wanted.stem} {datetime.now():%Y%m%d%H%M%S}")


def _said(remark: Remark) -> tuple[str, ...]:
    return (remark.row, *remark.said)
