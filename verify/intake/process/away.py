"""The mark that stands for a column while it travels in a file. Apart, so that nobody loads Arrow for it."""

from __future__ import annotations

from dataclasses import dataclass

from verify.intake.roster import FileResult, Segment


@dataclass(frozen=True, slots=True)
class Away:
    """Stands in ``Segment.texts`` for a column that lies in an Arrow file."""

    path: str
    column: str


def away_in(segment: Segment) -> list[Away]:
    """Return the marks in a segment."""
    return [
        item for item in [*segment.texts.values(), *segment.extra_texts.values()] if isinstance(item, Away)
    ]


def has_away(result: FileResult) -> bool:
    """Whether some column of a result still lies in a file."""
    return any(away_in(segment) for roster in result.rosters for segment in roster.segments)
