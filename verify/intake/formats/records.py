"""Records of a delimited text: what short and long texts have in common."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection

from verify.intake.errors import IntakeError
from verify.intake.formats.encoding import Decoding, heading
from verify.intake.formats.mixed_lines import LINES
from verify.intake.formats.quotes import mended
from verify.settings import Settings

# A field with this many line ends was opened by a stray quotation mark.
MAX_LINES_IN_FIELD = 50
MAX_COLUMNS = 16_384

_HEADINGS = 3  # in one line, so that blanks are taken for its separators

Notes = tuple[tuple[str, str], ...]


def damage_note(decoding: Decoding) -> Notes:
    """Return the note that says where a text is damaged, if it is, or that it is in two encodings."""
    if decoding.encoding == LINES:
        return (("mixed_encoding", ""),)
    return () if decoding.damaged is None else (("damaged_text", f"byte {decoding.damaged}"),)


def too_wide(width: int, height: int, settings: Settings) -> IntakeError:
    """Return the error for a text of too many columns."""
    return IntakeError(
        "too_many_cells",
        sheet="",
        cell=f"{height} x {width}",
        got=str(width * height),
        expected=str(settings.max_cells),
    )


def parse(text: str, separator: str) -> tuple[list[list[str]], Notes]:
    """Return the records of a text, blank lines as empty ones, and the notes.

    Where a stray quotation mark swallows lines, the line that it stands in is read as it stands; where many do, quotation
    marks are ordinary characters.
    """
    records: list[list[str]] = []
    worst = 1
    try:
        # newline=None: also texts of Macs and of printers, with \r alone
        records = list(csv.reader(io.StringIO(text, newline=None), delimiter=separator))
        worst = max((field.count("\n") for record in records for field in record), default=0)
        if not worst:
            return records, ()
    except csv.Error:
        worst = MAX_LINES_IN_FIELD + 1  # a field above csv's limit: a stray quotation mark
    lines = io.StringIO(text, newline=None).read().split("\n")
    if not lines[-1]:
        lines.pop()
    found = mended(lines, separator, records)
    if found is not None and found[1]:
        return found[0], (("stray_quote", ", ".join(map(str, found[1]))),)
    if found is not None and worst <= MAX_LINES_IN_FIELD:
        return records, ()
    records = [line.split(separator) if line else [] for line in lines]
    return records, (("stray_quote", ""),)


def by_blanks(text: str, words: Collection[str]) -> list[list[str]] | None:
    """Return the records of a list typed with blanks between its columns (``words``: of headings); None for others.

    Nothing but their number tells which field is which: from the line of headings on, every line has as many, or the
    text is none of these. An empty cell, or a blank within a name, would move all that stands behind it.
    """
    records = [line.split() for line in io.StringIO(text, newline=None).read().split("\n")]
    for at, record in enumerate(records):
        if sum(heading(field) in words for field in record) >= _HEADINGS:
            return records if {len(other) for other in records[at:] if other} == {len(record)} else None
    return None
