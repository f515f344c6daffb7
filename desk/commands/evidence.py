"""evidence: files that speak for people whom no call reached, filed, listed, and got out again."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from casebook import connect
from casebook.connect import Casebook
from casebook.errors import CasebookError
from casebook.evidence.filing import Piece, file_evidence, piece_of, pieces, vault_of
from desk.console import Document, show, show_json, tell
from desk.state import note_exported, stamp_now
from phrases import say
from verify.intake.errors import IntakeError
from verify.intake.walk import reason_of

GROUP = 4  # digits of a hash that are read aloud together
SHOWN = 16


def add(
    where: str, target: str, files: list[Path], kind: str, *, json: bool = False, lang: str = "zh"
) -> int:
    """File evidence about a row or a dossier; 2 when a file could not be taken (the others are)."""
    book = connect.open_casebook(where)
    done: list[tuple[Piece, bool]] = []
    refused: list[dict[str, str]] = []
    for file in files:
        try:
            done.append(file_evidence(book, target, file, kind, stamp_now()))
        except OSError as error:
            refused.append(_refused(file, *IntakeError(reason_of(error)).words(lang)))
        except CasebookError as error:
            if not error.code.startswith("evidence_") or error.code in ("evidence_target", "evidence_kind"):
                raise
            refused.append(_refused(file, *error.words(lang)))
    if json:
        show_json({"evidence": [{**_document(piece), "new": new} for piece, new in done], "refused": refused})
    else:
        show(*(
            say("evidence.filed" if new else "evidence.known", lang, **_words(piece, lang)) for piece, new in done
        ))  # fmt: skip
        tell(*_elsewhere(book, done, lang))
        if done and done[0][0].row:
            tell(say("evidence.next_row", lang, row=done[0][0].row))
        elif done:
            tell(say("evidence.next_dossier", lang, id=done[0][0].dossier))
    tell(*(say("command.unread.file", lang, **item) for item in refused))
    return 2 if refused else 0


def listed(where: str, dossier: str = "", *, json: bool = False, lang: str = "zh") -> int:
    """Show the evidence of a round, or of one dossier."""
    book = connect.open_casebook(where)
    with book.read() as conn:
        found = [*pieces(conn, book.round, dossier or None)]
    if json:
        show_json({"evidence": [_document(piece) for piece in found]})
    else:
        show(*(say("evidence.line", lang, **_words(piece, lang)) for piece in found))
        show(say("evidence.sum", lang, count=len(found)) if found else say("evidence.none", lang))
    return 0


def get(where: str, number: int, out: Path | None = None, *, json: bool = False, lang: str = "zh") -> int:
    """Write one piece of evidence out again, for its owner's eyes; never over another file."""
    book = connect.open_casebook(where)
    with book.read() as conn:
        piece = piece_of(conn, book.round, number)
    path = out or Path(say("evidence.file_name", lang, number=number) + f".{piece.media}")
    if path.exists():
        raise CasebookError("evidence_there", file=path)
    note_exported(book, path)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    except FileExistsError as error:
        raise CasebookError("evidence_there", file=path) from error
    try:
        with os.fdopen(handle, "wb") as file:
            for part in vault_of(book).pieces(piece.sha256):
                file.write(part)
    except BaseException as error:
        path.unlink(missing_ok=True)
        if isinstance(error, FileNotFoundError):
            raise CasebookError("evidence_missing", got=number) from error
        if isinstance(error, ValueError):
            raise CasebookError("evidence_changed", got=number) from error
        raise
    if json:
        show_json({**_document(piece), "written": str(path)})
    else:
        show(say("command.written", lang, path=path))
    return 0


def evidence_notes(book: Casebook, lang: str) -> list[str]:
    """Return, for papers, how much evidence is on file of each dossier, by kind."""
    with book.read() as conn:
        found = [piece for piece in pieces(conn, book.round) if not piece.purged]
    notes = []
    for dossier in dict.fromkeys(piece.dossier for piece in found):
        counted = Counter(piece.kind for piece in found if piece.dossier == dossier)
        kinds = say("paper.comma", lang).join(
            say("evidence.note_kind", lang, kind=say(f"evidence.kind_{kind}", lang), count=count)
            for kind, count in counted.items()
        )
        notes.append(say("evidence.note", lang, id=dossier, count=counted.total(), kinds=kinds))
    return notes


def _elsewhere(book: Casebook, done: list[tuple[Piece, bool]], lang: str) -> list[str]:
    """Say of new pieces where the very same file is on file already: one photograph cannot prove many."""
    with book.read() as conn:
        known = [*pieces(conn, book.round)]
    return [
        say("evidence.elsewhere", lang, number=piece.number, others=say("paper.comma", lang).join(
            say("evidence.elsewhere_one", lang, number=other.number, target=other.row or other.dossier,
                kind=say(f"evidence.kind_{other.kind}", lang))
            for other in same
        ))
        for piece, new in done
        if new and (same := [o for o in known if o.sha256 == piece.sha256 and o.number != piece.number])
    ]  # fmt: skip


def _document(piece: Piece) -> Document:
    return asdict(piece)


def _words(piece: Piece, lang: str) -> dict[str, object]:
    digits = piece.sha256[:SHOWN]
    return {
        "number": piece.number,
        "target": piece.row or piece.dossier,
        "kind": say(f"evidence.kind_{piece.kind}", lang),
        "media": piece.media,
        "size": _size(piece.size),
        "hash": " ".join(digits[at : at + GROUP] for at in range(0, SHOWN, GROUP)),
        "by": piece.by,
        "at": datetime.fromisoformat(piece.at).strftime("%Y-%m-%d %H:%M"),
        "purged": say("evidence.purged", lang) if piece.purged else "",
    }


def _size(count: int) -> str:
    for unit in ("B", "KB", "MB"):
        if count < 1024:
            return f"{count} {unit}"
        count = -(-count // 1024)
    return f"{count} GB"


def _refused(file: Path, reason: str, fix: str) -> dict[str, str]:
    return {"file": str(file), "reason": reason, "fix": fix}
