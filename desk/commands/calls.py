"""calls export and import: lists out to callers, and what they brought back."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path

from casebook import callees, connect, outcomes, screen
from casebook.connect import Casebook
from casebook.fingerprints import mac
from desk.console import Document, show, show_json, tell
from desk.files import write_bytes
from desk.reviewing import MASKS
from desk.state import RoundState, load, stamp_now
from phrases import say
from phrases.errors import HefangError
from sampling.calls import call_list, call_return, dealing
from sampling.errors import SamplingError
from sampling.model import Remark
from verify.intake.errors import IntakeError
from verify.intake.walk import reason_of

MOST_CALLERS = 50
LISTS = (".xlsx", ".xlsm", ".xls", ".et", ".csv")  # what a folder of lists is searched for


def list_secret(book: Casebook) -> bytes:
    """Return the key that check codes of this casebook's lists are made with."""
    return bytes.fromhex(mac(book.key, "call lists"))


def export(
    where: str,
    callers: int = 1,
    password: str | None = None,
    *,
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
    with book.read() as conn:
        before, remarks = callees.callers_of(conn), outcomes.all_remarks(conn)
    names = [str(number) for number in range(1, callers + 1)]
    dealt = {
        caller: mine
        for caller, mine in dealing.deal([people[row] for row in state.waiting], names, before).items()
        if mine
    }
    written = []
    for caller, mine in dealt.items():
        made = call_list.CallList(book.round, caller, state.draw, mine, remarks, state.home.origin)
        data = call_list.write_list(made, list_secret(book), lang)
        wanted = folder / f"{say('calls.sheet', lang)}-{caller}.xlsx"
        file = _free_list(state, wanted, password)
        if file != wanted:
            tell(say("casebook.kept", lang, old=wanted, new=file))
        write_bytes(file, call_list.lock(data, password) if password else data, private=True)
        written.append({"file": str(file), "caller": caller, "rows": len(mine)})
    outcomes.store_lists(book, {c: [p.row for p in mine] for c, mine in dealt.items()}, stamp_now())
    if json:
        show_json({"lists": written, "draw": state.draw})
        return 0
    show(*(say("casebook.listed", lang, **item) for item in written))
    tell(say("casebook.next_export" if written else "casebook.nobody", lang))
    return 0


def bring_back(
    where: str,
    files: list[Path],
    password: str | None = None,
    *,
    unmask: bool = False,
    json: bool = False,
    lang: str = "zh",
) -> int:
    """Take lists back; return 2 when a list or a row was refused (the others are taken)."""
    book = connect.open_casebook(where)
    taken, unread = _taken(book, files, password, unmask, lang)
    if json:
        show_json({"files": taken, "unreadable": unread})
    else:
        show(*(line for item in taken for line in screen.import_lines(item, lang)))
        if taken:
            tell(say("casebook.next_import", lang))
    tell(*(say("command.unread.file", lang, **item) for item in unread))
    return 2 if unread or any(item["refused"] for item in taken) else 0


def _taken(
    book: Casebook, files: list[Path], password: str | None, unmask: bool, lang: str
) -> tuple[list[Document], list[dict[str, str]]]:
    """Return what each list brought, and the lists that could not be taken."""
    state = load(book)
    people, secret = state.people(state.rows), list_secret(book)
    mask = (lambda name: name) if unmask else MASKS["name"]
    taken, unread = [], []
    for file in _lists(files):
        try:
            data = file.read_bytes()
            back = call_return.read_list(
                data, people, secret, home=state.home, password=password, file=str(file)
            )
        except OSError as error:
            unread.append(_refused(file, IntakeError(reason_of(error)), lang))
            continue
        except SamplingError as error:
            unread.append(_refused(file, error, lang))
            continue
        source = hashlib.sha256(data).hexdigest()[:16]
        done = outcomes.import_outcomes(book, back.attempts, back.remarks, source, stamp_now())
        taken.append(screen.import_document(str(file), done, back.refused, lang, mask))
    return taken, unread


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
    people, secret = state.people(state.rows), list_secret(state.book)
    with state.book.read() as conn:
        noted = {_said(remark) for remark in outcomes.all_remarks(conn)}
    known = {(a.row, a.number, a.code) for a in (*state.attempts, *state.aside)}
    for number in range(1, 1000):
        path = wanted if number == 1 else wanted.with_stem(f"{wanted.stem} ({number})")
        if not path.exists():
            return path
        try:
            back = call_return.read_list(
                path.read_bytes(), people, secret, home=state.home, password=password
            )
        except (SamplingError, OSError):
            continue
        typed = {(a.row, a.number, a.code) for a in back.attempts} - known
        if not typed and not back.refused and {_said(remark) for remark in back.remarks} <= noted:
            return path
    return wanted.with_stem(f"{wanted.stem} {datetime.now():%Y%m%d%H%M%S}")


def _said(remark: Remark) -> tuple[str, ...]:
    return remark.row, remark.own, remark.interviewed, remark.agrees, remark.note
