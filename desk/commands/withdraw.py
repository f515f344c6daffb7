"""withdraw: a dossier leaves the round, or comes back."""

from __future__ import annotations

from casebook import connect
from casebook.filed.withdrawing import bring_back, withdraw
from desk.console import show, show_json, tell
from desk.naming import dossier_of
from desk.state import stamp_now
from phrases import say


def take_out(
    where: str, id: str, reason: str, *, undo: bool = False, json: bool = False, lang: str = "zh"
) -> int:
    """Take a dossier out of the round, or back in."""
    book, stamp = connect.open_casebook(where), stamp_now()
    id = dossier_of(book, id)
    if undo:
        known = bring_back(book, id, reason, stamp)
        if json:
            show_json({"id": id, "withdrawn": False})
        else:
            show(say("casebook.undone", lang, id=id, at=known.at[:16].replace("T", " "), by=known.by))
        return 0
    stage = withdraw(book, id, reason, stamp)
    if json:
        show_json({"id": id, "withdrawn": True, "stage": stage, "reason": reason})
        return 0
    show(say("casebook.withdrawn", lang, id=id, stage=say(f"casebook.stage_{stage}", lang)))
    if stage == "drawn":
        tell(say("casebook.withdrawn_drawn", lang))
    return 0
