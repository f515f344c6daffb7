"""calls close: the end of calls, declared with a reason, and taken back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from casebook import connect
from casebook.errors import CasebookError
from casebook.filed import closings
from desk.console import show, show_json, tell
from desk.state import RoundState, load, stamp_now
from phrases import say


def close(
    where: str,
    ids: Sequence[str],
    reason: str,
    *,
    undo: bool = False,
    json: bool = False,
    lang: str = "zh",
) -> int:
    """Declare the calls ended, of the dossiers that are named or of all that have open calls; or take that back."""
    book = connect.open_casebook(where)
    state = load(book)
    wanted = list(dict.fromkeys(ids))
    if unknown := [id for id in wanted if id not in {item.sealed.id for item in state.called}]:
        raise CasebookError("close_unknown", ids=" ".join(unknown))
    if undo:
        if gone := [id for id in wanted or state.ended if id in state.purged]:
            raise CasebookError("reopen_purged", names=" ".join(gone))
        taken = closings.reopen(book, wanted, reason, stamp_now())
        if json:
            show_json({"reopened": [item.dossier for item in taken]})
        else:
            lines = ({"id": t.dossier, "at": t.at[:16].replace("T", " "), "by": t.by} for t in taken)
            show(*(say("casebook.calls_reopened", lang, **item) for item in lines))
            tell(say("casebook.next_reopened", lang))
        return 0
    left = _left(state)
    wanted = wanted or list(left)
    if not wanted:
        raise CasebookError("close_nobody")
    if nothing := [id for id in wanted if not left[id]]:
        raise CasebookError("close_none", ids=" ".join(nothing))
    closings.end(book, wanted, reason, stamp_now())
    if json:
        show_json({"closed": [{"id": id, "rows": left[id]} for id in wanted], "reason": reason})
    else:
        show(*(say("casebook.calls_closed", lang, id=id, rows=left[id]) for id in wanted))
        tell(say("casebook.next_closed", lang))
    return 0


def _left(state: RoundState) -> Counter[str]:
    """How many people are worth a call, by dossier, in the order of the round."""
    waiting = frozenset(state.waiting)
    return Counter(item.sealed.id for item in state.called for row in item.rows if row in waiting)
