"""The second ear as the casebook holds it: draws, who was given which rows, and what was heard. Appended, never changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from casebook.calldesk.leases import held_rows
from casebook.codec.values import clean
from casebook.connect import Casebook
from casebook.database.queries import pairs
from casebook.journal import EntryWriter, Stamp
from casebook.outcomes import Dealt, under_seal
from casebook.schema import again_calls, again_draws, again_lists, respondents
from casebook.sealing import refuse_known_dice
from sampling.model import AgainCall, AgainDraw

_CALLS = select(
    again_calls.c.id, respondents.c.row_id, again_calls.c.number, again_calls.c.code, again_calls.c.called_at,
    again_calls.c.caller, again_calls.c.before,
).join(respondents, respondents.c.id == again_calls.c.respondent_id)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Heard:
    """What became of calls that were brought in. ``clashes``: (as it came in, as it is stored)."""

    new: tuple[AgainCall, ...]
    unchanged: int
    clashes: tuple[tuple[AgainCall, AgainCall], ...]


def draws_of(conn: Connection) -> tuple[AgainDraw, ...]:
    """Return every draw of people who are called again, in order."""
    c = again_draws.c
    statement = select(c.number, c.document, c.callers, c.entry).order_by(c.id)
    return tuple(
        AgainDraw(int(number), str(document), tuple(json.loads(callers)), int(entry))
        for number, document, callers, entry in conn.execute(statement)
    )


def calls_of(conn: Connection) -> tuple[AgainCall, ...]:
    """Return every call of the second ear, in the order of rows and numbers."""
    c = again_calls.c
    return tuple(AgainCall(*row[1:]) for row in conn.execute(_CALLS.order_by(c.respondent_id, c.number)))


def calls_after(conn: Connection, after: int) -> Iterator[tuple[int, AgainCall]]:
    """Yield every call that was stored after a line, with its own line."""
    c = again_calls.c
    for line, *call in conn.execute(_CALLS.where(c.id > after).order_by(c.id)):
        yield int(line), AgainCall(*call)


def store_draw(
    casebook: Casebook, make: Callable[[Sequence[AgainDraw]], AgainDraw], seed: str, stamp: Stamp
) -> AgainDraw:
    """Draw under the lock and store it. ``make``: takes the draws so far.

    Raises CasebookError seed_on_file where these dice drew anything before, and what drawing raises.
    """
    with casebook.write() as conn:
        refuse_known_dice(conn, seed)
        made = make(draws_of(conn))
        writer = EntryWriter(conn, casebook.key)
        row = {"number": made.number, "document": made.document}
        writer.add(again_draws, [{**row, "callers": json.dumps(list(made.callers), ensure_ascii=False)}])
        facts = {"number": made.number, "seeds": [seed], "callers": len(made.callers)}
        entry = writer.close(stamp, "again_draw", facts)
        return AgainDraw(made.number, made.document, made.callers, entry.id)


def last_lists(conn: Connection) -> Mapping[str, tuple[str, ...]]:
    """Return caller -> the rows of the last list of the second ear that was written for them."""
    statement = select(again_lists.c.caller, again_lists.c.rows).order_by(again_lists.c.id)
    return {str(caller): tuple(json.loads(rows)) for caller, rows in conn.execute(statement)}


def free_list(casebook: Casebook, caller: str, stamp: Stamp) -> int:
    """Say that a list of the second ear is not in use any longer; return how many rows it held."""
    with casebook.write() as conn:
        rows = last_lists(conn).get(caller, ())
        if rows:
            writer = EntryWriter(conn, casebook.key)
            writer.add(again_lists, [{"caller": caller, "rows": "[]"}])
            writer.close(stamp, "again_lists", {caller: 0})
    return len(rows)


def deal_lists(
    casebook: Casebook, deal: Callable[[Collection[str]], Dealt], stamp: Stamp
) -> Mapping[str, Sequence[str]]:
    """Deal rows to callers and note it, in one piece. ``deal``: takes the rows that are on screens of the desk."""
    with casebook.write() as conn:
        dealt = deal(held_rows(conn, datetime.fromisoformat(stamp.at)))
        known = pairs(conn, select(again_lists.c.caller, again_lists.c.rows).order_by(again_lists.c.id))
        # Whoever had a list before and has none now holds nobody any longer.
        now = {**dict.fromkeys(known, ()), **dealt}
        rows = {caller: json.dumps(list(ids), ensure_ascii=False) for caller, ids in now.items()}
        fresh = {caller: text for caller, text in rows.items() if known.get(caller) != text}
        if fresh:
            writer = EntryWriter(conn, casebook.key)
            writer.add(again_lists, [{"caller": caller, "rows": text} for caller, text in fresh.items()])
            writer.close(stamp, "again_lists", {caller: len(now[caller]) for caller in fresh})
    return dealt


def import_calls(casebook: Casebook, found: Sequence[AgainCall], source: str, stamp: Stamp) -> Heard:
    """Store new calls. The same again changes nothing; another outcome for a stored one is told and not stored."""
    with casebook.write() as conn:
        numbers = under_seal(conn, {call.row for call in found})
        stored = {(call.row, call.number): call for call in calls_of(conn)}
        new: dict[tuple[str, int], AgainCall] = {}
        clashes, unchanged = [], 0
        for call in found:
            if call.row not in numbers:
                continue
            known = stored.get((call.row, call.number)) or new.get((call.row, call.number))
            if known is None:
                new[call.row, call.number] = call
            elif (known.code, known.before) == (call.code, call.before):
                unchanged += 1
            else:
                clashes.append((call, known))
        if new:
            writer = EntryWriter(conn, casebook.key)
            writer.add(again_calls, [row_of(numbers[call.row][0], call, source) for call in new.values()])
            writer.close(stamp, "again_import", {"new": len(new), "source": source})
    return Heard(tuple(new.values()), unchanged, tuple(clashes))


def row_of(respondent: int, call: AgainCall, source: str) -> dict[str, int | str]:
    """Return a call as ``again_calls`` holds it."""
    row: dict[str, int | str] = {"respondent_id": respondent, "number": call.number, "code": call.code}
    return row | {
        "called_at": clean(call.called_at), "caller": clean(call.caller), "before": call.before, "source": source
    }  # fmt: skip
