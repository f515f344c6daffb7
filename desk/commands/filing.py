"""add: dossiers verified, scored and filed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from pathlib import Path, PurePath

from casebook import connect, judging, screen
from casebook.connect import Casebook
from casebook.filed import dossiers, registers, withdrawals
from casebook.filed.declared import declarations
from desk.console import Stop, columns_of, show, show_json, tell
from desk.grounds.against import beside
from desk.matching import matching_lines, tally_lines
from desk.naming import dossier_of
from desk.outgoing.matching_table import write_table
from desk.proofing.proofs import write_proofs
from desk.reading import HandedIn, Reading
from desk.reviewing import facts_of_settings, reviewed, unread_files
from desk.scoring import assessor_of
from desk.state import stamp_now
from phrases import say
from reports.content.overview import findings
from reports.content.tally import Tally, tally_of
from reports.formats.screen import clean
from verify.checks import BY_CODE
from verify.fields import company
from verify.intake.roster import RosterTable
from verify.intake.table.register_words import ANSWER, NAME
from verify.register import HEADINGS, ITEMS

# Items of a declaration, under the register's headings.
_DECLARED = {name: HEADINGS[name] for name in ITEMS if name != "applicant"}


def add(where: str, files: Reading, dossier: str = "", *, json: bool = False) -> int:
    """Verify dossiers and file them; return 2 when a file could not be read (the others are filed).

    ``dossier``: whose the one roster is, by number or company, where nothing in it tells.
    """
    book, lang = connect.open_casebook(where), files.lang
    material = files.material(lambda: register_of(book))
    if dossier:
        material = replace(material, answers=(*material.answers, told(book, files, dossier)))
    material, left = _without_withdrawn(book, replace(material, empty=()))
    review = reviewed(material, files.settings, assessor_of(book), datetime.now().astimezone())
    unread = unread_files(review.batch.unreadable, lang)
    facts = facts_of_settings(files.settings)
    new = bool(material.tables)  # not what is on file already
    read = {roster.file: roster.sha256 for result in material.results for roster in result.rosters}
    found = findings(review, BY_CODE)
    filed = dossiers.file_review(book, review, found, facts, stamp_now(), register=new, read=read)
    if json:
        show_json({"dossiers": [dossiers.document(item) for item in filed], "unreadable": unread})
    else:
        show(*screen.filed_lines(filed, lang), *tally_lines(_tally(book), lang, columns_of(False)))
        tell(*matching_lines(review, lang))
        tell(*_twice(book, {item.dossier for item in filed}, lang))
    tell(*(say("casebook.left_out", lang, file=clean(file), id=id) for file, id in left))
    tell(*write_table(review, material.answers, folder_of(book), lang))
    newer = [item.dossier for item in filed if item.status in (dossiers.OLDER, dossiers.WITHDRAWN)]
    tell(*write_proofs(review, material, folder_of(book), lang, without=newer))
    tell(*(say("command.unread.file", lang, **item) for item in unread))
    if not json:
        tell(say("casebook.next_add", lang))
    return 2 if any(item["code"] != "empty" for item in unread) else 0


def _twice(book: Casebook, added: Collection[str], lang: str) -> list[str]:
    """Which of the dossiers that were added belong to one that the round has already: by company, or by their people."""
    with book.read() as conn:
        known = beside(conn, book.round)
    own = {
        id: {other: pairs for other, pairs in known.shared.get(id, {}).items() if other in others}
        for id, others in known.others.items()
        if id in added
    }
    company = {id: others for id, others in known.company.items() if id in added}
    return screen.twice_lines(company, known.roster, own, lang)


def told(book: Casebook, files: Reading, dossier: str) -> RosterTable:
    """Return a 对应表 of one line: whose the one file is that was handed in. Raises Stop."""
    id = dossier_of(book, dossier)
    rosters = [file.shown for file in files.found.files if PurePath(file.shown).name != NAME]
    if len(rosters) != 1:
        raise Stop("add.one", count=len(rosters))
    with book.read() as conn:
        known = {item.id for item in declarations(conn, book.round)}
        waiting = registers.entries(conn)  # companies that have no roster yet
    known |= {entry.id for entry in waiting if entry.id}
    named = {company.form(entry.applicant) for entry in waiting} | {
        company.exact(e.applicant) for e in waiting
    }
    if id not in known and not {company.form(id), company.exact(id)} & named:
        raise Stop("add.unknown", id=dossier)
    return RosterTable(book.path, "", ("名单文件", "工作表", ANSWER), (1,), ((rosters[0], "", id),))


def _tally(book: Casebook) -> Tally | None:
    """How the whole round stands, of which these rosters may be a few."""
    with book.read() as conn:
        found, _ = registers.matching(conn, book.round)
        declared = {item.id for item in declarations(conn, book.round)}
        strangers = tuple(id for id in judging.last_versions(conn, book.round) if id not in declared)
    return tally_of(found, strangers)


def folder_of(book: Casebook) -> Path:
    """Where 对应表 of a round lies: beside the casebook, or where the command runs when that is on a server."""
    return Path(book.path).parent if book.is_file else Path()


def _without_withdrawn(book: Casebook, material: HandedIn) -> tuple[HandedIn, list[tuple[str, str]]]:
    """Leave out rosters that are on file as withdrawn, so that nobody is compared with them: (file, dossier) of each."""
    with book.read() as conn:
        gone = withdrawals.withdrawn_files(conn, book.round)
    left: list[tuple[str, str]] = []
    if not gone:
        return material, left
    results = []
    for result in material.results:
        kept = []
        for roster in result.rosters:
            keys = [(roster.sha256, tab, name) for name in ("", roster.file) for tab in (None, roster.sheet)]
            code = next((gone[key] for key in keys if key in gone), None)
            if code is None:
                kept.append(roster)
            else:
                left.append((f"{result.file} {roster.sheet}".strip(), code))
        results.append(replace(result, rosters=tuple(kept)))
    return replace(material, results=tuple(results)), left


def register_of(book: Casebook) -> list[RosterTable]:
    """Return what is on file of the register as a register, so that a roster that comes alone finds its dossier."""
    with book.read() as conn:
        found = declarations(conn, book.round)
        known = registers.entries(conn)
    filed = {(item.id, item.applicant) for item in found} | {("", item.applicant) for item in found}
    lines = tuple(
        (item.id, item.applicant, item.file, *(str(item.items.get(name) or "") for name in _DECLARED))
        for item in found
    )
    for entry in known:
        if (entry.id, entry.applicant) not in filed:
            said = {"category": entry.category, "recommender": entry.recommender, **dict(entry.declared)}
            lines += (
                (
                    entry.id,
                    entry.applicant,
                    said.get("roster_file", ""),
                    *(said.get(n, "") for n in _DECLARED),
                ),
            )
    headings = ("申报编号", "企业名称", "名单文件", *_DECLARED.values())
    # A column that nobody filled may never have been there: what was not asked is not missing.
    kept = [at for at in range(len(headings)) if at < 3 or any(line[at] for line in lines)]
    headings = tuple(headings[at] for at in kept)
    lines = tuple(tuple(line[at] for at in kept) for line in lines)
    return [RosterTable(book.path, "", headings, tuple(range(1, len(lines) + 1)), lines)] if lines else []
