"""calls again: some people, chosen by dice after the calls, are called again by somebody else."""

from __future__ import annotations

import hashlib
import json as json_text
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path

from casebook import connect, screen, second_ear
from casebook.filed import callees
from desk.commands.calling.office import MOST_CALLERS, list_secret, office_of, password_for, password_lines
from desk.console import Document, show, show_json, tell
from desk.files import write_bytes, write_text
from desk.rules import again_rules
from desk.state import RoundState, load, note_exported, stamp_now
from phrases import say
from sampling.again import agreement, choice, hearers, returned, words
from sampling.again.agreement import MORE, NAMED, Agreement
from sampling.calls import call_list, locking
from sampling.calls.returned import lists
from sampling.calls.returned.lines import Home
from sampling.errors import SamplingError
from sampling.model import AgainDraw, Callee
from verify.settings import Settings


def draw(where: str, seed: str, *, folder: Path, json: bool = False, lang: str = "zh") -> int:
    """Draw who is called again, and write the choice beside the seal, so that anybody can make it again."""
    book = connect.open_casebook(where)
    state = load(book)
    reached = choice.reached_by(state.attempts, state.rows)
    share, least, _ = again_rules(state)
    more = {item.caller: item.further for item in agreements(state) if item.said == MORE}
    made = second_ear.store_draw(
        book,
        lambda earlier: choice.choose(seed, reached, earlier, share, least, more),
        seed, stamp_now(),
    )  # fmt: skip
    file = folder / f"again-{made.number}.json"
    write_text(file, made.document)
    document = json_text.loads(made.document)
    if json:
        show_json({**document, "file": str(file), "names": list(made.callers)})
        return 0
    show(say("again.drawn_head", lang, number=made.number, seed=seed, file=file))
    for caller, part in choice.by_caller(made).items():
        key = "again.drawn_more" if part["more"] else "again.drawn_line"
        facts = {"reached": len(part["reached"]), "drawn": len(part["drawn"]), "more": part["more"]}
        show(say(key, lang, caller=caller, **facts))
    if state.waiting:
        tell(say("again.still_open", lang, count=len(state.waiting)))
    tell(say("again.keep", lang, file=file))
    tell(say("again.next_draw", lang))
    return 0


def export(
    where: str,
    settings: Settings,
    callers: int = 1,
    password: str | None = None,
    *,
    protect: bool = False,
    folder: Path,
    json: bool = False,
    lang: str = "zh",
) -> int:
    """Write one workbook for everybody who calls again, with nothing of the first calls in it."""
    if not 1 <= callers <= MOST_CALLERS:
        raise SamplingError("callers", got=callers)
    book = connect.open_casebook(where)
    state = load(book)
    first = choice.turn(state.again_draws)
    people = bound_people(state, [row.row for row in state.heard if row.open])
    with book.read() as conn:
        applicants = callees.applicants_of(conn, state.seals)
    given_password, password = password, password_for(book, password, protect=protect)

    def dealt(held: Collection[str]) -> Mapping[str, Sequence[str]]:
        free = {row: person for row, person in people.items() if row not in held}
        return returned.deal_again(free, first, callers) if free else {}

    given = second_ear.deal_lists(book, dealt, stamp_now())
    home = home_of(state)
    files = {caller: _free(folder / f"{say('again.sheet', lang)}-{caller}.xlsx") for caller in given}
    note_exported(book, *files.values())
    written = []
    for caller, rows in given.items():
        made = call_list.CallList(
            book.round, caller, draw_id(state.again_draws), tuple(people[row] for row in rows), (), home.origin,
            office_of(settings), applicants, again=True,
        )  # fmt: skip
        data = call_list.write_list(made, list_secret(book), lang)
        write_bytes(files[caller], locking.lock(data, password) if password else data, private=True)
        written.append({"file": str(files[caller]), "caller": caller, "rows": len(rows)})
    if json:
        told = {"password": password} if protect and not given_password else {}
        show_json({"lists": written, **told})
        return 0
    show(*(say("casebook.listed", lang, **item) for item in written))
    if written:
        shown, noted = password_lines(book, given_password, lang, protect=protect)
        show(*shown)
        tell(*noted)
    between = say("again.between", lang)
    tell(*(
        say("again.other_person", lang, caller=caller, firsts=between.join(dict.fromkeys(first[row] for row in rows)))
        for caller, rows in given.items()
    ))  # fmt: skip
    tell(say("again.next_export" if written else "again.nobody" if first else "again.not_drawn", lang))
    return 0


def status(where: str, *, json: bool = False, lang: str = "zh") -> int:
    """Show what the second ear heard, by caller."""
    state = load(connect.open_casebook(where))
    if json:
        show_json(document(state))
    else:
        show(*lines(state, lang))
    return 0


def document(state: RoundState) -> Document:
    """Return what the second ear heard as JSON values."""
    share, least, forget = again_rules(state)
    return {
        "share": share,
        "least": least,
        "forget": forget,
        "draws": len(state.again_draws),
        "callers": [agreement.document(item) for item in agreements(state)],
        "heard_by": [
            dict(zip(("caller", "by", "asked", "nobody"), pair, strict=True))
            for pair in hearers.pairs(state.heard)
        ],
        "doubted": [
            {key: asdict(row)[key] for key in ("row", "first", "second", "before")}
            for row in state.heard
            if row.doubted and row.row not in state.decided_rows
        ],
    }


def counts(state: RoundState) -> dict[str, int] | None:
    """Return what the second ear heard of all callers together, for papers; None where nobody was drawn."""
    if not state.again_draws:
        return None
    found = agreements(state)
    return {
        "callers": len(found),
        "drawn": sum(item.drawn for item in found),
        "open": sum(item.open for item in found),
        "asked": sum(item.asked for item in found),
        "nobody": sum(item.nobody for item in found),
        "named": sum(item.said == NAMED for item in found),
        "doubted": sum(row.doubted and row.row not in state.decided_rows for row in state.heard),
    }


def notes(state: RoundState, lang: str) -> list[str]:
    """Return the same as sentences."""
    told = counts(state)
    if told is None:
        return []
    said = [
        say(
            "again.paper",
            lang,
            **{key: told[key] for key in ("callers", "drawn", "asked", "nobody", "doubted")},
        )
    ]
    return [*said, *([say("again.paper_named", lang, named=told["named"])] if told["named"] else [])]


def lines(state: RoundState, lang: str) -> list[str]:
    """Return what the second ear heard as lines of a terminal."""
    if not state.again_draws:
        return [say("again.not_drawn", lang)]
    share, least, forget = again_rules(state)
    doubted = [row for row in state.heard if row.doubted and row.row not in state.decided_rows]
    found = agreements(state)
    shown = words.lines(found, doubted, share, least, forget, lang)
    return [*shown, *hearers.lines(state.heard, found, lang)]


def take(
    state: RoundState,
    file: Path,
    password: str | None,
    mask: Callable[[str], str],
    lang: str,
    *,
    judge_times: bool,
) -> Document:
    """Take a list of the second ear back; return what it brought. Raises SamplingError as ``lists.read_list``."""
    data, at = file.read_bytes(), _draws_by_row(state.again_draws)
    with state.book.read() as conn:
        times, given = callees.office_times(conn), second_ear.last_lists(conn)
    drawn = {row: times[draw.entry] for row, draw in at.items()} if judge_times else None
    back = lists.read_list(
        data, bound_people(state, list(at)), list_secret(state.book), home=home_of(state), password=password,
        file=str(file), drawn=drawn, now=datetime.now() if judge_times else None, dealt=given, again=True,
    )  # fmt: skip
    found = returned.calls_of(back)
    source = hashlib.sha256(data).hexdigest()[:16]
    heard = second_ear.import_calls(state.book, found.calls, source, stamp_now())
    return {
        "file": str(file),
        "again": True,
        "new": len(heard.new),
        "unchanged": heard.unchanged,
        "contradicting": [
            {
                "row": got.row,
                "number": got.number,
                "stored": stored.code,
                "got": got.code,
                "stored_before": stored.before,
                "got_before": got.before,
            }
            for got, stored in heard.clashes
        ],
        **screen.rows_document((*back.refused, *found.refused), back.told, back.missing, lang, mask),
    }


def import_lines(item: Document, lang: str) -> list[str]:
    """Return what a list of the second ear brought, as lines."""
    counts = {"clashes": len(item["contradicting"]), "refused": len(item["refused"])}
    shown = [say("again.imported", lang, **{**item, **counts})]
    for clash in item["contradicting"]:
        said = {
            key: clash[key] and say(f"calls.before_{clash[key]}", lang)
            for key in ("stored_before", "got_before")
        }
        shown.append(
            say("again.clash_line", lang, **{**clash, **{key: words or "-" for key, words in said.items()}})
        )
    return [*shown, *screen.row_lines(item, lang)]


def agreements(state: RoundState) -> tuple[Agreement, ...]:
    """Return what was heard, by caller."""
    return agreement.agreements(state.again_draws, state.heard, again_rules(state)[2])


def bound_people(state: RoundState, rows: Sequence[str]) -> dict[str, Callee]:
    """Return people as the second ear is shown them."""
    at = _draws_by_row(state.again_draws)
    known = [row for row in rows if row in state.bindings and row in at]
    return {row: returned.bound(person, at[row]) for row, person in state.people(known).items()}


def home_of(state: RoundState) -> Home:
    """The round and the draws that lists of the second ear are taken back into."""
    known = (draw_id(state.again_draws[:count]) for count in range(1, len(state.again_draws) + 1))
    return replace(state.home, draws=frozenset(known))


def draw_id(draws: Sequence[AgainDraw]) -> str:
    """Return the id that lists carry: of all draws of the second ear so far."""
    return hashlib.sha256("".join(item.document for item in draws).encode()).hexdigest()[:12]


def _draws_by_row(draws: Sequence[AgainDraw]) -> dict[str, AgainDraw]:
    return {row: item for item in draws for row in choice.turn([item])}


def _free(wanted: Path) -> Path:
    """Where a list may be written: never over another file, which somebody may have filled in."""
    found = wanted
    for number in range(2, 1000):
        if not found.exists():
            return found
        found = wanted.with_stem(f"{wanted.stem} ({number})")
    return wanted.with_stem(f"{wanted.stem} {datetime.now():%Y%m%d%H%M%S}")
