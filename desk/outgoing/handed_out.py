"""What `verify --out` and `verify --json` make of a review beside the table on the screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from desk.console import Document
from desk.outgoing.matching_table import write_table
from desk.outgoing.writing import gathered, written
from desk.proofing.proofs import write_proofs
from desk.proofing.unread import aside_line, damaged_line, notes_of, pictures_line
from desk.reading import HandedIn
from phrases import say
from reports.content.overview import DossierLine
from reports.formats import machine
from verify.model import Review


@dataclass(frozen=True, slots=True)
class HandedOut:
    """The papers in ``out``, None for none; the JSON document if ``json``, with every respondent if ``rows``."""

    out: Path | None
    lang: str
    json: bool = False
    rows: bool = False
    unmask: bool = False
    _paths: list[Path] = field(init=False, default_factory=list)

    def document(
        self,
        review: Review,
        lines: Sequence[DossierLine],
        material: HandedIn,
        unread: list[dict[str, str]],
        now: datetime,
    ) -> Document | None:
        """Write the papers; return the JSON document where it was asked for. Raises Stop."""
        papers = gathered(review, lines, material, unread, self.lang, self.unmask, now)
        if self.out:
            self._paths.extend(written(papers, self.out))
        return machine.document(papers, rows=self.rows) if self.json else None

    def told(self, review: Review, material: HandedIn) -> Iterator[str]:
        """Write what people fill in; yield what to say of all that was written. Raises Stop."""
        for path in self._paths:
            yield say("command.written", self.lang, path=path)
        if self.out:
            yield from write_table(review, material.answers, self.out, self.lang)
            yield from write_proofs(review, material, self.out, self.lang)
        else:
            yield from pictures_line(review, self.lang)
        yield from aside_line(notes_of(review), self.lang)
        yield from damaged_line(notes_of(review), self.lang)
