"""verify: read, check, show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from desk.console import Document, columns_of, in_colour, show, show_json, tell
from desk.matching import matching_lines, tally_lines
from desk.proofing.unread import aside_line, damaged_line, notes_of, pictures_line
from desk.reading import HandedIn, Reading
from desk.reviewing import reviewed, tell_next, unread_files
from reports.content.overview import DossierLine, overview
from reports.content.tally import tally
from reports.formats import screen
from verify.checks import BY_CODE
from verify.credibility.discovery import RATE, standing_out
from verify.model import Assess, Review


class Outgoing(Protocol):
    """What is made of a review beside the table on the screen: see desk/outgoing/handed_out.py.

    Handed in, because importing it brings in what makes papers, which takes longer than a small review.
    """

    def document(
        self,
        review: Review,
        lines: Sequence[DossierLine],
        material: HandedIn,
        unread: list[dict[str, str]],
        now: datetime,
    ) -> Document | None:
        """Write the papers; return the JSON document where it was asked for."""
        ...

    def told(self, review: Review, material: HandedIn) -> Iterable[str]:
        """Write what people fill in; return what to say of all that was written."""
        ...


def verify(
    files: Reading,
    *,
    scores: Assess | None = None,
    out: Path | None = None,
    outgoing: Outgoing | None = None,
    wide: bool = False,
) -> int:
    """Check and show; return 1 when a dossier falls short, 2 when a file could not be read.

    ``out``: the folder that papers go to, None for none.
    """
    lang, material, now = files.lang, files.material(), datetime.now().astimezone()
    review = reviewed(material, files.settings, scores, now)
    lines = overview(review, BY_CODE)
    unread = unread_files(review.batch.unreadable, lang)
    document = outgoing.document(review, lines, material, unread, now) if outgoing else None
    if document is not None:
        show_json(document)
    else:
        columns = columns_of(wide)
        if lines:
            named = standing_out(
                {line.id: line.credibility for line in lines if line.credibility is not None}
            )
            colour = in_colour()
            show(
                *screen.dossier_table(
                    lines, BY_CODE, lang, colour=colour, columns=columns, standing=named or ()
                ),
                *screen.standing_lines(lines, named, RATE, lang, columns),
            )
        show(*screen.unread_lines(unread, lang, columns), *screen.summary(lines, lang, columns))
        show(*tally_lines(tally(review.batch), lang, columns))
        tell(*matching_lines(review, lang))
        tell_next(lines, material, files.paths, out, lang)
    notes = notes_of(review)
    own = (*pictures_line(review, lang), *aside_line(notes, lang), *damaged_line(notes, lang))
    for line in outgoing.told(review, material) if outgoing else own:
        tell(line)
    hard = len(unread) - len(material.empty)
    return 2 if hard else int(any(line.counts["fail"] for line in lines))
