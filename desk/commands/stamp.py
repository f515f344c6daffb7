"""stamp: what an authority elsewhere says of when a file existed: asked for in a file, kept in the journal. No network."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from secrets import randbits
from typing import Any

from sqlalchemy import Connection

from casebook import connect, journal
from casebook.connect import Casebook
from casebook.errors import CasebookError
from casebook.judging import refuse_personal
from desk.console import Document, Stop, show, show_json, tell
from desk.files import write_bytes
from desk.state import stamp_now
from desk.witness import grouped
from phrases import say
from sampling.public import timestamp
from sampling.public.timestamp import ANSWER, REQUEST, StampFault

STAMPED = "timestamp"  # what the journal calls an entry that keeps one
_NONCE = 64  # bits
_SHOWN = 16  # digits of a hash


def ask(file: Path, *, json: bool = False, lang: str = "zh") -> int:
    """Write the request for a file beside it; one that is there is used as it is, if it is for this file."""
    digest = sha256(_bytes(file)).hexdigest()
    path = file.with_name(file.name + REQUEST)
    if not path.exists() or timestamp.request(digest, _nonce(path)) != _bytes(path):
        write_bytes(path, timestamp.request(digest, randbits(_NONCE)))
    if json:
        show_json({"file": str(file), "sha256": digest, "request": str(path)})
        return 0
    show(say("timestamp.asked", lang, path=path, hash=grouped(digest)))
    answer = file.with_name(file.name + ANSWER)
    tell(say("timestamp.asked_next", lang, path=path, file=file, answer=answer))
    return 0


def keep(where: str, file: Path, answer: Path, *, json: bool = False, lang: str = "zh") -> int:
    """Check an answer against a file and keep it in the journal; the same one again changes nothing."""
    book = connect.open_casebook(where)
    token, digest = _bytes(answer), sha256(_bytes(file)).hexdigest()
    asked = file.with_name(file.name + REQUEST)
    try:
        found = timestamp.read(token, digest, _nonce(asked) if asked.exists() else None)
    except StampFault as fault:
        raise Stop(f"stamp.{fault.code}", path=answer, file=file, got=fault.got) from fault
    facts = {
        "file": file.name,
        "sha256": digest,
        "at": found.at.isoformat(),
        "authority": found.authority,
        "certificate": found.certificate,
        "serial": str(found.serial),
        "policy": found.policy,
        "token": b64encode(token).decode("ascii"),
    }
    new = not any(one["token"] == facts["token"] and one["sha256"] == digest for one in kept(book))
    if new:
        with book.write() as conn:
            _refuse_personal(conn, book.round, file)
            journal.append(conn, book.key, stamp_now(), STAMPED, facts)
    if json:
        show_json({**_told(facts), "new": new})
        return 0
    words = {"file": file, "at": _when(facts)}
    show(say("timestamp.kept" if new else "timestamp.known", lang, **words))
    show(say("timestamp.who", lang, authority=found.authority, certificate=grouped(found.certificate)))
    if not asked.exists():
        tell(say("timestamp.without_request", lang, path=asked))
    return 0


def listed(where: str, *, json: bool = False, lang: str = "zh") -> int:
    """Show the time stamps on file."""
    found = kept(connect.open_casebook(where))
    if json:
        show_json({"stamps": [_told(one) for one in found]})
        return 0
    for one in found:
        words = {"file": one["file"], "authority": one["authority"], "hash": grouped(one["sha256"][:_SHOWN])}
        show(say("timestamp.line", lang, at=_when(one), **words))
    if not found:
        show(say("timestamp.none", lang))
    return 0


def kept(book: Casebook) -> list[Mapping[str, Any]]:
    """Return what the journal keeps of time stamps, oldest first."""
    with book.read() as conn:
        return [entry.content for entry in journal.entries(conn) if entry.what == STAMPED]


def answers_for(book: Casebook, texts: Mapping[str, str]) -> dict[str, bytes]:
    """Return the answers on file for files that are written now, by the answers' names. ``texts``: name -> content."""
    by_hash = {one["sha256"]: b64decode(one["token"]) for one in kept(book)}
    hashed = {name: sha256(text.encode()).hexdigest() for name, text in texts.items()}
    return {name + ANSWER: by_hash[digest] for name, digest in hashed.items() if digest in by_hash}


def _refuse_personal(conn: Connection, round_name: str, file: Path) -> None:
    """The journal outlives a purge: what a file is called there must name nobody. Raises Stop stamp.named."""
    try:
        refuse_personal(conn, round_name, None, file.name)
    except CasebookError as error:
        raise Stop("stamp.named", row=error.facts["got"]) from error


def _told(facts: Mapping[str, Any]) -> Document:
    return {name: value for name, value in facts.items() if name != "token"}


def _when(facts: Mapping[str, Any]) -> str:
    return str(facts["at"])[:19].replace("T", " ")


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Stop("read", path=path, got=error.strerror or type(error).__name__) from error


def _nonce(path: Path) -> int:
    try:
        return timestamp.nonce_of(_bytes(path))
    except StampFault as fault:
        raise Stop(f"stamp.{fault.code}", path=path) from fault
