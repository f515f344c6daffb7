"""What of a roster was not read, or not for certain: said aloud, or a reason to freeze nothing yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from casebook.errors import CasebookError
from phrases import say
from phrases.places import placed
from verify.intake.grid import PICTURES_ASIDE, UNREAD_ROWS, rows_in
from verify.model import FILE_UNREAD, Review
from verify.pictures import unconfirmed

Notes = Mapping[str, Sequence[tuple[str, str]]]  # dossier -> (code, detail) of what intake noted


def refuse_pictures(notes: Notes) -> None:
    """Raise CasebookError seal_pictures where a roster of pictures was compared with them by nobody."""
    waiting = [id for id, own in notes.items() if unconfirmed(own)]
    if waiting:
        raise CasebookError("seal_pictures", ids="、".join(waiting))


def gap_lines(notes: Notes, lang: str) -> list[str]:
    """Return a line for every roster of which rows, pages or files were seen and not read: nobody in them can be drawn."""
    lines = []
    for id, own in notes.items():
        rows = [detail for code, detail in own if code in UNREAD_ROWS]
        pages = [detail for code, detail in own if code == "pages_unread"]
        places = placed(say("paper.semicolon", lang).join(filter(None, (*rows, *pages))), lang)
        count = sum(map(rows_in, rows))
        if rows and count:
            lines.append(say("minutes.gap_rows", lang, id=id, count=count, places=places))
        elif rows or pages:
            lines.append(say("minutes.gap_some", lang, id=id, places=places))
        if files := say("paper.comma", lang).join(detail for code, detail in own if code == FILE_UNREAD):
            lines.append(say("minutes.gap_file", lang, id=id, places=files))
    return lines


def waiting_line(notes: Notes, lang: str) -> list[str]:
    """Return a line that says which dossiers wait for somebody to compare them with their pictures, [] for none."""
    return _line("proof.waiting", (id for id, own in notes.items() if unconfirmed(own)), lang)


def notes_of(review: Review) -> Notes:
    """Return what intake noted of each dossier."""
    return {str(id): own for id, own in review.batch.dossiers["notes"].items()}


def pictures_line(review: Review, lang: str) -> list[str]:
    """Return a line that says which dossiers were read off pictures, [] for none."""
    return _line("proof.pictures", (id for id, own in notes_of(review).items() if unconfirmed(own)), lang)


def aside_line(notes: Notes, lang: str) -> list[str]:
    """Return a line that says beside which rosters a large picture was left unread, [] for none."""
    beside = (id for id, own in notes.items() if any(code == PICTURES_ASIDE for code, _ in own))
    return _line("proof.aside", beside, lang)


def damaged_line(notes: Notes, lang: str) -> list[str]:
    """Return a line that says which files lost signs of names or numbers before they came here, [] for none."""
    worn = (id for id, own in notes.items() if any(code == "damaged_text" for code, _ in own))
    return _line("proof.damaged", worn, lang)


def _line(key: str, ids: Iterable[str], lang: str) -> list[str]:
    named = say("paper.comma", lang).join(ids)
    return [say(key, lang, ids=named)] if named else []
