"""desk code, desk free: who may sit at the call desk, and whom lists no longer hold. Needs no server."""

from __future__ import annotations

from casebook import connect, outcomes, second_ear
from casebook.calldesk import passes
from casebook.calldesk.passes import CALLER, REVIEWER
from casebook.filed import callees
from desk.console import Stop, show, show_json, tell
from desk.state import stamp_now
from phrases import say


def hand_out(
    where: str, name: str, *, reviewer: bool = False, end: bool = False, json: bool = False, lang: str = "zh"
) -> int:
    """Hand out a work code, which is shown once, or end one."""
    book = connect.open_casebook(where)
    if end:
        passes.end(book, name, stamp_now())
        if json:
            show_json({"name": name, "ended": True})
        else:
            show(say("desk.code_ended", lang, name=name))
        return 0
    name, code = passes.name_of(name), passes.new_code()
    again = passes.give(book, name, REVIEWER if reviewer else CALLER, code, stamp_now())
    if json:
        show_json({"name": name, "role": REVIEWER if reviewer else CALLER, "code": code, "again": again})
        return 0
    show(say("desk.code_given", lang, name=name, code=code))
    tell(say("desk.code_once", lang), *([say("desk.code_again", lang)] if again else []))
    return 0


def free_list(where: str, caller: str, *, again: bool = False, json: bool = False, lang: str = "zh") -> int:
    """Say that an exported list is not in use any longer: whoever is on it may be offered at the desk.

    ``again``: a list of the second ear.
    """
    book = connect.open_casebook(where)
    with book.read() as conn:
        given = second_ear.last_lists(conn) if again else callees.last_lists(conn)
    known = {name: rows for name, rows in given.items() if rows}
    rows = known.get(caller.strip())
    if not rows:
        raise Stop("desk_free", got=caller, names=", ".join(sorted(known)) or "-")
    if again:
        second_ear.free_list(book, caller.strip(), stamp_now())
    else:
        outcomes.store_lists(book, {caller.strip(): ()}, stamp_now())
    if json:
        show_json({"caller": caller.strip(), "freed": len(rows)})
    else:
        show(
            say(
                "desk.ear_freed" if again else "desk.list_freed", lang, caller=caller.strip(), count=len(rows)
            )
        )
    return 0
