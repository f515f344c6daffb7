"""Who is called again by somebody else: a share of the people whom each caller reached, chosen by dice.

The dice are thrown after the calls, so that nobody knows while calling which outcomes will be heard again. The share
lies under the seal with the other settings. Tickets are made as in every draw (sampling/draw/tickets.py), so anybody
who has the document and the seed can choose again:

    {"format": "hefang-again/1", "number", "seed", "h0", "share", "least",
     "callers": [{"caller", "reached": [row ids], "more": rows drawn beyond the share,
                  "drawn": [row ids in ticket order], "tickets": {row id: ticket}}]}

``caller`` is a number: names of callers are nobody's business outside the office. ``reached``: the rows that could be
drawn, those of earlier draws left out. From them are drawn max(``least``, the share rounded up) of the rows that no
draw has listed before, plus ``more``, or all where there are fewer.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sampling.calls.outcomes import outcomes
from sampling.design.exact import share as read_share
from sampling.draw.seal import parse_document
from sampling.draw.tickets import read_seed, seed_hash, tickets
from sampling.errors import SamplingError
from sampling.model import AgainDraw, Attempt
from sampling.rates import disposition

FORMAT = "hefang-again/1"
TALKED = ("I", "P")  # somebody answered the questions: what can be invented, and heard again


def talked(code: str) -> bool:
    """Whether an outcome says that somebody answered."""
    return disposition(code) in TALKED


def reached_by(attempts: Sequence[Attempt], rows: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return caller -> the rows whose people answered them, each in the order of ``rows``.

    Of a row that answered twice the later call counts.
    """
    last = {a.row: a.caller for a in sorted(attempts, key=lambda a: a.number) if talked(a.code)}
    callers = sorted({last[row] for row in rows if row in last}, key=lambda name: (len(name), name))
    return {caller: tuple(row for row in rows if last.get(row) == caller) for caller in callers}


def size_of(fresh: int, share: str, least: int) -> int:
    """Return how many of ``fresh`` rows are drawn: the share rounded up, at least ``least``, at most all."""
    part = read_share(share, "again_share") * fresh
    return min(fresh, max(least, -(-part.numerator // part.denominator)))


def choose(
    seed: str,
    reached: Mapping[str, Sequence[str]],
    earlier: Sequence[AgainDraw],
    share: str,
    least: int,
    more: Mapping[str, int] | None = None,
) -> AgainDraw:
    """Draw. ``reached``: caller -> rows that they reached; ``more``: rows of a caller beyond the share.

    Raises SamplingError again_nothing where nobody is left to draw, and a seed's own.
    """
    seed = read_seed(seed)
    drawn, listed = drawn_rows(earlier), listed_rows(earlier)
    further = more or {}
    made, names = [], []
    for caller, rows in reached.items():
        pool = [row for row in rows if row not in drawn]
        beyond = further.get(caller, 0)
        size = min(len(pool), size_of(sum(row not in listed for row in pool), share, least) + beyond)
        if size:
            names.append(caller)
            made.append(_caller(len(names), seed, pool, beyond, size))
    if not made:
        raise SamplingError("again_nothing")
    document = {
        "format": FORMAT,
        "number": len(earlier) + 1,
        "seed": seed,
        "h0": seed_hash(seed),
        "share": share,
        "least": least,
        "callers": made,
    }
    return AgainDraw(len(earlier) + 1, to_text(document), tuple(names))


def _caller(number: int, seed: str, pool: Sequence[str], beyond: int, size: int) -> dict[str, Any]:
    ordered = tickets(seed, pool)
    return {
        "caller": number,
        "reached": list(pool),
        "more": beyond,
        "drawn": [ticket.row for ticket in ordered[:size]],
        "tickets": {ticket.row: ticket.number for ticket in ordered},
    }


def to_text(document: Mapping[str, Any]) -> str:
    """Return the text of the file; the same choice gives the same bytes."""
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def by_caller(draw: AgainDraw) -> dict[str, Mapping[str, Any]]:
    """Return caller's name -> what the draw says of them."""
    return dict(zip(draw.callers, json.loads(draw.document)["callers"], strict=True))


def drawn_rows(draws: Sequence[AgainDraw]) -> frozenset[str]:
    """Return every row that one of these draws took."""
    return frozenset(row for draw in draws for part in by_caller(draw).values() for row in part["drawn"])


def listed_rows(draws: Sequence[AgainDraw]) -> frozenset[str]:
    """Return every row that one of these draws could have taken."""
    return frozenset(row for draw in draws for part in by_caller(draw).values() for row in part["reached"])


def turn(draws: Sequence[AgainDraw]) -> dict[str, str]:
    """Return drawn row -> who called it first, in the order in which they are called again."""
    return {
        row: caller for draw in draws for caller, part in by_caller(draw).items() for row in part["drawn"]
    }


def differences(
    text: str, earlier: Collection[str] = (), sealed: tuple[str, int] | None = None
) -> tuple[str, ...]:
    """Choose again from a document; return the parts that differ (h0, sizes, drawn, tickets), () where all holds.

    ``earlier``: texts of the draws before it, by which rows are fresh; ``sealed``: share and least number as they lay
    under the seal, where they are known. Raises SamplingError draw_unreadable.
    """
    document = parse_document(text, "draw_unreadable")
    try:
        if document["format"] != FORMAT:
            raise SamplingError("draw_unreadable", got=str(document["format"])[:40])
        before = [AgainDraw(at, item, ()) for at, item in enumerate(earlier, 1)]
        known = {
            row for item in before for part in json.loads(item.document)["callers"] for row in part["reached"]
        }
        gone = {
            row for item in before for part in json.loads(item.document)["callers"] for row in part["drawn"]
        }
        found = [] if document["h0"] == seed_hash(document["seed"]) else ["h0"]
        found += ["number"] if document["number"] != len(before) + 1 else []
        found += ["share"] if sealed not in (None, (document["share"], document["least"])) else []
        every = [row for part in document["callers"] for row in part["reached"]]
        found += ["reached"] if len(set(every)) != len(every) else []
        for at, part in enumerate(document["callers"], 1):
            found += [f"{part['caller']} caller"] if part["caller"] != at else []
            found += [f"{part['caller']} more"] if part["more"] and not before else []
            pool = part["reached"]
            fresh = sum(row not in known for row in pool)
            size = min(len(pool), size_of(fresh, document["share"], document["least"]) + part["more"])
            again = _caller(part["caller"], document["seed"], pool, part["more"], size)
            found += [f"{part['caller']} {key}" for key in again if again[key] != part.get(key)]
            found += [f"{part['caller']} reached"] if gone & set(pool) else []
    except (KeyError, TypeError) as error:
        raise SamplingError("draw_unreadable", got=repr(error)[:80]) from error
    return tuple(found)


def kind_of(code: str) -> str:
    """Return what an outcome says of a row: confirmed, bad, unresolved or dead."""
    return outcomes()[code].counts_for
