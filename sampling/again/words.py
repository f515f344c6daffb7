"""What the second ear heard, as lines of a terminal within 80 columns."""

from __future__ import annotations

from collections.abc import Sequence

from phrases import say
from sampling.again.agreement import MORE, NAMED, QUIET, WAITING, Agreement, HeardRow
from sampling.progress import table

HEAD = (
    "caller", "reached", "drawn", "open", "asked", "nobody", "nobody_bounds", "differing", "differing_bounds", "said",
)  # fmt: skip


def lines(
    found: Sequence[Agreement], doubted: Sequence[HeardRow], share: str, least: int, forget: str, lang: str
) -> list[str]:
    """Return a table by caller, what is to be done, what could not be seen, and the rows in doubt."""
    rows = [[say(f"again.head.{key}", lang) for key in HEAD], *(cells(item, lang) for item in found)]
    shown = [*table(rows), "", say("again.rules", lang, share=share, least=least)]
    for item in found:
        shown += told(item, forget, lang)
    for row in doubted:
        before = say(f"calls.before_{row.before}", lang) if row.before else "-"
        shown.append(
            say("again.line.doubted", lang, row=row.row, first=row.first, second=row.second, before=before)
        )
    return shown


def cells(item: Agreement, lang: str) -> list[str]:
    """Return what was heard of a caller, in the order of ``HEAD``."""
    low, high = item.bounds
    least, most = item.differing_bounds
    return [
        item.caller, str(item.reached), str(item.drawn), str(item.open), str(item.asked), str(item.nobody),
        say("again.bounds", lang, low=low, high=high), str(item.differing),
        say("again.bounds", lang, low=least, high=most), say(f"again.said.{_verdict(item)}", lang),
    ]  # fmt: skip


def _verdict(item: Agreement) -> str:
    """Noes that forgetting explains are not nothing."""
    return "forgotten" if item.said == QUIET and item.nobody else item.said


def told(item: Agreement, forget: str, lang: str) -> list[str]:
    """Return what is to be done about a caller, or what could not be seen of them."""
    facts = {
        "caller": item.caller, "asked": item.asked, "nobody": item.nobody, "share": forget, "limit": item.limit,
        "reached": item.reached, "further": item.further, "open": item.open, "seen": item.seen,
    }  # fmt: skip
    if item.said in (NAMED, MORE, WAITING):
        return [say(f"again.line.{item.said}", lang, **facts)]
    return [say("again.line.unseen" if item.seen is None else "again.line.seen", lang, **facts)]
