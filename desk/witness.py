"""What was printed of the journal then, against what is on file now: the witness against a casebook that was put back."""

from __future__ import annotations

import re
import zipfile
from html import unescape
from pathlib import Path

from casebook import journal
from casebook.connect import Casebook
from desk.console import Stop
from phrases import say

_HASH = r"([0-9a-f]{4}(?:\s?[0-9a-f]{4}){15})"
# How papers, screens and review.json say it: 日志 14 条，末条 …; 14 entries, the last …; "entries": 14, "hash": "…".
_PRINTED = re.compile(rf'(?:末条|the last|"entries": \d+,\s*"hash": ")\s*{_HASH}')


def grouped(digest: str) -> str:
    """Return a hash in groups of four, as it is read aloud."""
    return " ".join(digest[at : at + 4] for at in range(0, len(digest), 4))


def head_line(book: Casebook, lang: str) -> str:
    """Return number and hash of the journal's last entry, to be written down."""
    with book.read() as conn:
        entries, last = journal.head(conn)
    return say("casebook.journal", lang, entries=entries, hash=grouped(last))


def printed_in(path: Path) -> list[str]:
    """Return the journal's hashes that a paper holds (docx, html, json, text). Raises Stop when there is none."""
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as parts:
                names = [name for name in parts.namelist() if name.endswith(".xml")]
                text = "\n".join(parts.read(name).decode("utf-8", "replace") for name in names)
        else:
            text = path.read_bytes().decode("utf-8", "replace")
    except (OSError, zipfile.BadZipFile) as error:
        raise Stop("read", path=path, got=getattr(error, "strerror", None) or type(error).__name__) from error
    found = _PRINTED.findall(unescape(re.sub(r"<[^>]*>", "", text)))
    if not found:
        raise Stop("witness.none", path=path)
    return list(dict.fromkeys("".join(each.split()) for each in found))


def testimony(book: Casebook, witnesses: list[str], lang: str) -> tuple[list[str], bool]:
    """Say of every hash or paper whether what was printed then is a part of what is on file now; True: all are."""
    lines, whole = [], True
    for named in witnesses:
        path = Path(named)
        for digest in printed_in(path) if path.is_file() else [named]:
            with book.read() as conn:
                found = journal.witness(conn, digest)
            facts = {"hash": grouped("".join(digest.split()).lower())[:39], "file": named}
            if found is None:
                whole = False
                lines.append(say("casebook.witness_gone", lang, **facts))
            else:
                lines.append(say("casebook.witness_there", lang, number=found[0], after=found[1], **facts))
    return lines, whole
