"""Minutes and notices of a round: whole as papers to be signed, in a few lines on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from casebook.connect import Casebook
from casebook.filed.declared import declarations
from desk.console import Document, show
from desk.files import write_bytes
from desk.version import tool_version
from desk.witness import grouped, head_line
from phrases import say
from reports.content.called import full_names
from reports.content.dates import day, moment
from reports.content.signed.minutes import minutes_document
from reports.formats import docx
from sampling.draw import minutes
from sampling.model import Seal
from sampling.public.signature import Statement, one_line


def write_seal_minutes(
    book: Casebook,
    seal: Seal,
    folder: Path,
    number: int,
    lang: str,
    signed: Sequence[Statement] = (),
    gaps: Sequence[str] = (),
) -> Path:
    """Write the minutes of a seal, to be read out and signed; return the file. ``gaps``: what of the lists lies under
    no seal, because it could not be read."""
    text = minutes.seal_minutes(seal, lang, _now(lang), filed=True, names=_names(book), gaps=gaps)
    codes = [(seal.seal_sha256, say("minutes.code.seal", lang))]
    return _write(book, text, folder / _name("seal", number, lang), lang, codes, signed)


def write_draw_minutes(
    book: Casebook,
    document: Document,
    dossiers: Sequence[str],
    beside: Path,
    lang: str,
    signed: Sequence[Statement] = (),
) -> Path:
    """Write the minutes of a draw beside its file; ``dossiers``: only these, all where there is none."""
    text = minutes.draw_minutes(document, lang, _now(lang), dossiers, names=_names(book))
    content = f"{document['seal_sha256']} {' '.join(document['seeds'])}"
    name = beside.stem.replace("draw", say("minutes.file.draw", lang)) + ".docx"
    codes = [(content, say("minutes.code.draw", lang))]
    return _write(book, text, beside.with_name(name), lang, codes, signed)


def write_notice(round_name: str, seal: Seal, folder: Path, number: int, lang: str) -> Path:
    """Write the page for applicants: what was sealed, and how anybody can recompute the draw."""
    at = say("minutes.at", lang, at=day(f"{datetime.now():%Y-%m-%d}", lang))
    text = say("minutes.notice", lang, at=at, round=round_name, hash=minutes.grouped(seal.seal_sha256))
    codes = [(seal.seal_sha256, say("minutes.code.seal", lang))]
    path = folder / _name("notice", number, lang)
    write_bytes(path, docx.render(minutes_document(text, lang, codes=codes)))
    return path


def show_seal(seal: Seal, paper: Path, lang: str) -> None:
    """Show on the screen what is read out: how much was sealed, the hash, where the minutes are."""
    facts = {"dossiers": len(seal.dossiers), "rows": sum(item.population for item in seal.dossiers)}
    show(say("minutes.sealed_short", lang, **facts, hash=minutes.grouped(seal.seal_sha256), file=paper))


def show_draw(document: Document, dossiers: Sequence[str], paper: Path, lang: str) -> None:
    """Show on the screen in one line what was drawn, and where all of it stands."""
    mine = [item for item in document["dossiers"] if not dossiers or item["id"] in dossiers]
    rows = sum(len(item["sample"]) for item in mine)
    show(say("minutes.drew", lang, dossiers=len(mine), rows=rows, file=paper))


def _names(book: Casebook) -> dict[str, str]:
    """Dossier -> number and company: a seal holds ids only, and nobody at the meeting knows a file's path."""
    with book.read() as conn:
        filed = declarations(conn, book.round)
    return full_names((one.id, {"applicant": one.applicant, "file": one.file}) for one in filed)


def signature_lines(signed: Sequence[Statement], lang: str) -> list[str]:
    """Return a line per signature: by whom, and with which key."""
    return [say("minutes.signed_line", lang, who=_who(one, lang), key=grouped(one["key"])) for one in signed]


def _who(one: Statement, lang: str) -> str:
    return say(f"minutes.role.{one['role']}", lang, name=one["name"]).strip()


def _write(
    book: Casebook,
    text: str,
    path: Path,
    lang: str,
    codes: Sequence[tuple[str, str]],
    signed: Sequence[Statement],
) -> Path:
    facts = (
        *((say("minutes.signature", lang, who=_who(one, lang)), grouped(one["key"])) for one in signed),
        (say("minutes.journal", lang), head_line(book, lang)),
        (say("minutes.tool", lang), f"hefang {tool_version()}"),
        (say("minutes.present", lang), say("minutes.blank", lang)),
    )
    # What a telephone reads of these goes into the page's field for signatures.
    read = [(one_line(one), say("minutes.code.signature", lang, who=_who(one, lang))) for one in signed]
    write_bytes(path, docx.render(minutes_document(text, lang, facts=facts, codes=[*codes, *read])))
    return path


def _name(what: str, number: int, lang: str) -> str:
    return say(f"minutes.file.{what}", lang) + (f".{number}" if number > 1 else "") + ".docx"


def _now(lang: str) -> str:
    return moment(f"{datetime.now():%Y-%m-%d %H:%M}", lang)
