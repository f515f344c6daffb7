"""What of a roster was not read, when it is frozen: said aloud."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from phrases import say
from verify.intake.grid import rows_in

Notes = Mapping[str, Sequence[tuple[str, str]]]  # dossier -> (code, detail) of what intake noted


def gap_lines(notes: Notes, lang: str) -> list[str]:
    """Return a line for every roster of which rows or pages were seen and not read: nobody on them can be drawn."""
    lines = []
    for id, own in notes.items():
        rows = [detail for code, detail in own if code == "rows_unread"]
        pages = [detail for code, detail in own if code == "pages_unread"]
        places = say("paper.semicolon", lang).join(filter(None, (*rows, *pages)))
        count = sum(map(rows_in, rows))
        if rows and count:
            lines.append(say("minutes.gap_rows", lang, id=id, count=count, places=places))
        elif rows or pages:
            lines.append(say("minutes.gap_some", lang, id=id, places=places))
    return lines
