"""Call lists on disk: which may be written over, and what those that came back brought.

Imports inside functions keep start-up fast: SQLAlchemy and pandas are for rounds only.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path
from typing import Any

from desk.reading import masks_of_fields
from desk.round import calling_of, people_of, stamp_now
from phrases import say
from sampling.errors import SamplingError


def list_secret(book: Any) -> bytes:
    from casebook.fingerprints import mac

    return bytes.fromhex(mac(book.key, "call lists"))


def free_list(book: Any, wanted: Path, password: str | None) -> Path:
    """Where a call list may be written: never over one that somebody has filled in since."""
    from casebook import outcomes
    from sampling.calls.call_return import read_list

    if not wanted.exists():
        return wanted
    calling = calling_of(book)
    with book.read() as conn:
        people = people_of(conn, calling, calling.rows)
        noted = {_said(remark) for remark in outcomes.all_remarks(conn)}
    known = {(a.row, a.number, a.code) for a in (*calling.attempts, *calling.aside)}
    for number in range(1, 1000):
        path = wanted if number == 1 else wanted.with_stem(f"{wanted.stem} ({number})")
        if not path.exists():
            return path
        try:
            back = read_list(
                path.read_bytes(), people, list_secret(book), home=calling.home, password=password
            )
        except (SamplingError, OSError):
            continue
        typed = {(a.row, a.number, a.code) for a in back.attempts} - known
        if not typed and not back.refused and {_said(remark) for remark in back.remarks} <= noted:
            return path
    return wanted.with_stem(f"{wanted.stem} {datetime.now():%Y%m%d%H%M%S}")


def _said(remark: Any) -> tuple[str, ...]:
    return remark.row, remark.own, remark.interviewed, remark.agrees, remark.note


def import_lists_of(
    book: Any, files: list[Path], password: str | None, unmask: bool, lang: str
) -> tuple[list[dict[str, Any]], list[dict[str, str]]]:
    from casebook import outcomes, screen
    from sampling.calls import call_return

    calling = calling_of(book)
    with book.read() as conn:
        people = people_of(conn, calling, calling.rows)
    mask = (lambda name: name) if unmask else masks_of_fields()["name"]
    taken, unread = [], []
    for file in files:
        try:
            data = file.read_bytes()
            back = call_return.read_list(
                data, people, list_secret(book), home=calling.home, password=password, file=str(file)
            )
        except OSError as error:
            reason, fix = error.strerror or str(error), say("command.arg.lists", lang)
            unread.append({"file": str(file), "code": "os", "reason": reason, "fix": fix})
            continue
        except SamplingError as error:
            reason, fix = error.words(lang)
            unread.append({"file": str(file), "code": error.code, "reason": reason, "fix": fix})
            continue
        source = hashlib.sha256(data).hexdigest()[:16]
        done = outcomes.import_outcomes(book, back.attempts, back.remarks, source, stamp_now())
        taken.append(screen.import_document(str(file), done, back.refused, lang, mask))
    return taken, unread
