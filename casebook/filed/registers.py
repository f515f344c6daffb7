"""The register against the rosters, as the casebook knows it: every ``add`` writes what it learned that is new.

Entries, files that could not be read, rosters that are open, tables that were set aside, and what told whose a roster
is. Companies and files, no respondent: so a purge leaves it. From all of it together ``matching`` says how the round
stands now: an entry whose roster came later, or whose dossier was withdrawn, is where it belongs.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, select

from casebook.codec.values import as_json
from casebook.filed.declared import declarations
from casebook.filed.withdrawals import withdrawn
from casebook.journal import EntryWriter
from casebook.schema import dossiers, registers, versions
from verify.model import Aside, Entry, Lost, Matching, Open, Unread

_KINDS = ("entries", "unread", "open", "aside", "how")
State = dict[str, dict[str, Any]]  # kind -> key -> value


def learned(found: Matching, unreadable: Iterable[Unread], *, register: bool) -> State:
    """Return what an ``add`` knows, by what it is about. ``register``: one came with it, so its entries are news."""
    facts = {item.file: {k: str(v) for k, v in item.facts.items()} for item in unreadable}
    values: State = {
        "entries": {key_of(e): _entry(e) for e in found.everybody} if register else {},
        "unread": {
            item.file: {
                **asdict(item),
                "entry": _entry(item.entry) if item.entry else None,
                "facts": facts.get(item.file, {}),
            }
            for item in found.unread
        },
        "open": {f"{item.file}\n{item.sheet}": asdict(item) for item in found.open},
        "aside": {f"{item.file}\n{item.sheet}": asdict(item) for item in found.aside},
        "how": dict(found.how),
    }
    state: State = json.loads(as_json(values, sort=False))
    return state


def fresh(conn: Connection, known: State) -> State:
    """Return what of it is not on file yet; {} where that is nothing.

    What told whose a roster is counts as told once: without a register of its own, it is read off the casebook's.
    """
    there = _all(conn)
    if not known["entries"]:
        known = {**known, "how": {id: how for id, how in known["how"].items() if id not in there["how"]}}
    news = {
        kind: {key: value for key, value in known[kind].items() if there[kind].get(key) != value}
        for kind in _KINDS
    }
    return {kind: values for kind, values in news.items() if values}


def store(writer: EntryWriter, news: State) -> None:
    """Write what is new."""
    if news:
        writer.add(registers, [{"content": as_json(news, sort=False)}])


def entries(conn: Connection) -> tuple[Entry, ...]:
    """Return every entry of the registers on file, in the order in which they came."""
    return tuple(map(_to_entry, _all(conn)["entries"].values()))


def matching(conn: Connection, round_name: str) -> tuple[Matching, tuple[Unread, ...]]:
    """Return how the register and the rosters of the round stand to one another now, and what could not be read."""
    known, out = _all(conn), withdrawn(conn, round_name)
    everybody = [_to_entry(value) for value in known["entries"].values()]
    filed = declarations(conn, round_name)
    ids, names = {item.id for item in filed}, {item.applicant for item in filed}
    listed = {entry.id or entry.applicant for entry in everybody}
    everybody += [Entry(d.id, d.applicant) for d in filed if d.id not in listed and d.applicant not in listed]
    # Withdrawn, and back under another number: the old line of the register is nobody's any more.
    everybody = [e for e in everybody if not (e.id in out and e.id not in ids and e.applicant in names)]
    there = {entry for entry in everybody if (entry.id in ids if entry.id else entry.applicant in names)}
    left = {name for item in declarations(conn, round_name, gone=True) for name in (item.id, item.applicant)}
    statement = select(dossiers.c.code, versions.c.file).join(
        versions, versions.c.dossier_id == dossiers.c.id
    )
    files: dict[str, str] = {}
    for code, file in conn.execute(statement.where(dossiers.c.round == round_name)):
        files |= {file: code} if code not in out else {}
    codes = set(files.values())
    lost = [_to_lost(item, there) for item in known["unread"].values() if item["file"] not in files]
    missed = {item.entry for item in lost if item.alone}
    told = Matching(
        entries=len(everybody) if known["entries"] else 0,
        how={code: how for code, how in known["how"].items() if code in codes},
        open=tuple(
            Open(**{**item, "candidates": tuple(item["candidates"])})
            for item in known["open"].values()
            if files.get(item["file"]) in codes - ids
        ),
        absent=tuple(e for e in everybody if e not in there and e not in missed) if known["entries"] else (),
        withdrawn=tuple(e for e in everybody if e not in there and (e.id or e.applicant) in left - {""}),
        aside=tuple(Aside(**item) for item in known["aside"].values() if item["dossier"] in codes),
        unread=tuple(lost),
        everybody=tuple(everybody),
    )
    unread = [
        Unread(item["file"], item["code"], item["facts"])
        for item in known["unread"].values()
        if item["file"] not in files
    ]
    return told, tuple(unread)


def key_of(entry: Entry) -> str:
    """What an entry is known by: its number, else its company."""
    return f"#{entry.id}" if entry.id else entry.applicant


def _to_lost(item: Mapping[str, Any], there: set[Entry]) -> Lost:
    entry = _to_entry(item["entry"]) if item["entry"] else None
    return Lost(item["file"], item["code"], entry, item["alone"] and entry not in there)


def _entry(entry: Entry) -> dict[str, Any]:
    return asdict(entry)


def _to_entry(value: Mapping[str, Any]) -> Entry:
    return Entry(**{**value, "declared": tuple((name, text) for name, text in value.get("declared", ()))})


def _all(conn: Connection) -> State:
    """Everything that was learned, the later in the place of the earlier."""
    state: State = {kind: {} for kind in _KINDS}
    for content in conn.scalars(select(registers.c.content).order_by(registers.c.id)):
        for kind, values in json.loads(content).items():
            state[kind] |= values
    return state
