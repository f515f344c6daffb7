"""confirm: a person has compared a roster that was read off pictures with them; what they say is filed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from casebook import connect, judging, screen
from casebook.connect import Casebook
from casebook.errors import CasebookError
from casebook.filed import dossiers, withdrawals
from casebook.filed.notes import Notes, notes_of
from desk.commands.filing import register_of
from desk.console import show, show_json, tell
from desk.reading import HandedIn
from desk.reviewing import facts_of_settings, reviewed
from desk.scoring import assessor_of
from desk.state import stamp_now
from phrases import say
from reports.content.overview import findings
from reports.proof import workbook
from reports.proof.answers import adds_many, told_in
from reports.proof.stored import Proof, corrected
from verify.checks import BY_CODE
from verify.intake.roster import FileResult
from verify.intake.sniff import read_head, sniff
from verify.model import FILE_UNREAD
from verify.pictures import CONFIRMED, unconfirmed
from verify.settings import Settings

# What people save a workbook as, beside .xlsx.
_KINDS = {
    **{"xls": ".xls", "biff": ".xls", "ods": ".ods", "xlsb": ".xlsb", "pdf": ".pdf"},
    **{"text": ".csv", "html": ".html", "docx": ".docx"},
}
_SHOWN = 20  # places that a message names


def confirm(
    where: str,
    file: Path,
    by: str,
    settings: Settings,
    *,
    added: int | None = None,
    json: bool = False,
    lang: str = "zh",
) -> int:
    """File a roster as somebody has compared it with its pictures; name and time go into the journal.

    ``added``: how many people stand on the pictures in handwriting, by word of whoever compared them.
    """
    book, who = connect.open_casebook(where), " ".join(by.split())
    if not who:
        raise CasebookError("confirm_who")
    try:
        data = file.read_bytes()
        checked = workbook.read(file)
    except OSError as error:
        raise CasebookError("confirm_file", file=file.name, got=error.strerror or str(error)) from error
    except workbook.ProofEditedError as error:
        raise CasebookError("confirm_inside", file=file.name) from error
    except ValueError as error:
        raise _no_workbook(file) from error
    proof = checked.proof
    notes = _refuse_stale(book, proof)
    _refuse_lines(file, checked, lang)
    if checked.open:
        lines = say("paper.comma", lang).join(map(str, checked.open[:20])) + (
            "…" if len(checked.open) > 20 else ""
        )
        raise CasebookError("confirm_open", file=file.name, count=len(checked.open), lines=lines)
    if checked.blocks:
        blocks = say("paper.comma", lang).join(checked.blocks[:20]) + (
            "…" if len(checked.blocks) > 20 else ""
        )
        raise CasebookError("confirm_blocks", file=file.name, count=len(checked.blocks), blocks=blocks)
    if checked.empty:
        raise CasebookError("confirm_empty", file=file.name, places=_some(checked.empty, lang))
    if set(proof.rows()) <= checked.answers.gone and not checked.answers.added:
        raise CasebookError("confirm_nobody", file=file.name, id=proof.dossier)
    _refuse_added(file, checked, added)
    stamp, sha256 = stamp_now(), hashlib.sha256(data).hexdigest()
    note = CONFIRMED, f"{stamp.at[:16].replace('T', ' ')} {who}"
    said = checked.answers
    rosters = corrected(
        proof, said.said, sha256, note, unclear=said.unclear, gone=said.gone, added=said.added
    )
    # Files beside the pictures that were not read are none of theirs: the roster goes on saying so.
    beside = tuple(item for item in notes if item[0] == FILE_UNREAD)
    rosters = (replace(rosters[0], notes=(*rosters[0].notes, *beside)), *rosters[1:])
    results = tuple(FileResult(roster.file, rosters=(roster,)) for roster in rosters)
    material = HandedIn(results, (), (), (), tuple(register_of(book)))
    review = reviewed(material, settings, assessor_of(book), datetime.now().astimezone())
    if list(review.batch.dossiers.index) != [proof.dossier]:
        raise CasebookError("confirm_elsewhere", id=proof.dossier)
    asked = {place for place, _ in proof.doubts()}
    done = {
        "doubts": len(asked),
        "mended": len(said.said.keys() - asked),
        "compared": len(proof.numbers()),
        "unclear": len(said.unclear),
        "gone": len(said.gone),
        "added": len(said.added),
    } | ({} if added is None else {"added_said": added})
    filed = dossiers.file_review(
        book, review, findings(review, BY_CODE), facts_of_settings(settings), stamp, register=False,
        confirmed={"by": who, "pictures": proof.sha256, "workbook": sha256, **done},
    )  # fmt: skip
    if json:
        shown = [dossiers.document(item) for item in filed]
        show_json({"id": proof.dossier, "by": who, **done, "dossiers": shown})
        return 0
    show(say("proof.confirmed", lang, id=proof.dossier, by=who, **done))
    show(*screen.filed_lines(filed, lang))
    tell(say("casebook.next_add", lang))
    return 0


def _no_workbook(file: Path) -> CasebookError:
    """Return why a file is no workbook that was written here: what other programs save it as is no damage."""
    kind = sniff(read_head(file), file)
    if kind == "encrypted":
        return CasebookError("confirm_locked", file=file.name)
    if kind in _KINDS:
        return CasebookError("confirm_kind", file=file.name, kind=_KINDS[kind])
    return CasebookError("confirm_other", file=file.name)


def _refuse_lines(file: Path, checked: workbook.Checked, lang: str) -> None:
    """Raise CasebookError where a line is missing, moved or belongs to no row, or a value is answered in two ways
    or by what it cannot be."""
    found = checked.answers
    for code, places in (
        ("confirm_shifted", found.shifted),
        ("confirm_missing", found.missing),
        ("confirm_column", found.columns),
        ("confirm_extra", found.extra),
        ("confirm_moved", found.moved),
        ("confirm_read", found.overwritten),
        ("confirm_cleared", found.cleared),
        ("confirm_twice", found.twice),
        ("confirm_odd", found.odd),
        ("confirm_mode", found.modes),
        ("confirm_word", found.words),
    ):
        if places:
            raise CasebookError(code, file=file.name, places=_some(places, lang))


def _some(places: Sequence[str], lang: str) -> str:
    shown = (told_in(place, lang) for place in dict.fromkeys(places[:_SHOWN]))
    return say("paper.comma", lang).join(shown) + ("…" if len(places) > _SHOWN else "")


def _refuse_added(file: Path, checked: workbook.Checked, added: int | None) -> None:
    """Raise CasebookError where so many people were added by hand that somebody has to say that it is so."""
    count = len(checked.answers.added)
    if added != count and (added is not None or adds_many(checked.proof, checked.answers)):
        read = len(checked.proof.rows())
        raise CasebookError("confirm_added", file=file.name, count=count, read=read)


def _refuse_stale(book: Casebook, proof: Proof) -> Notes:
    """Return what was noted of the dossier.

    Raises CasebookError where the dossier is not on file as these pictures, or waits for nobody.
    """
    with book.read() as conn:
        files = dossiers.last_files(conn, book.round)
        out = withdrawals.withdrawn(conn, book.round)
        known = judging.last_versions(conn, book.round)
        notes = notes_of(conn, {code: id for code, id in known.items() if code == proof.dossier})
    if proof.dossier in out or proof.dossier not in files:
        raise CasebookError("confirm_unknown", id=proof.dossier)
    if not unconfirmed(notes.get(proof.dossier, ())):
        raise CasebookError("confirm_done", id=proof.dossier)
    if files[proof.dossier][1] != proof.sha256:
        raise CasebookError("confirm_changed", id=proof.dossier)
    return notes.get(proof.dossier, ())
