"""Sheets and pages without a heading that is known: which go on with the list before, and which hold people nevertheless."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from verify.intake.grid import Grid
from verify.intake.table import cells
from verify.intake.table.fill import is_ditto
from verify.intake.table.habits.endings import is_way
from verify.intake.table.headings import heading_words, normal
from verify.intake.table.legends import is_code
from verify.intake.table.window import SAMPLED, Header
from verify.text.patterns import when_used

_NAME = when_used(r"[\u3400-\u9fff·•\s]{2,12}|[A-Za-z][A-Za-z .'-]{1,40}")
_LONGEST_HEADING = 12  # characters


def width_of(grid: Grid) -> int:
    """Return the number of columns up to the last one that holds something, by the first rows."""
    rows = grid.cells[:SAMPLED]
    return max((j + 1 for row in rows for j, value in enumerate(row) if value not in (None, "")), default=0)


def _sample(grid: Grid, column: int) -> list[str]:
    rows = grid.cells[:SAMPLED]
    texts = [cells.text_of(row[column]) for row in rows if column < len(row)]
    return [text for text in texts if text]


def _is_contact(text: str) -> bool:
    return len(text) < 100 and (sum(map(str.isdigit, text)) >= 5 or "@" in text or "**" in text)


def _is_name(text: str) -> bool:
    return len(text) < 40 and bool(_NAME.fullmatch(text))


def _mostly(kind: Callable[[str], bool], texts: Sequence[str]) -> bool:
    return bool(texts) and 2 * sum(map(kind, texts)) >= len(texts)


def _is_headed(grid: Grid, header: Header) -> bool:
    """Return whether the first row of a grid is made of words alone, where numbers and days are in the rows below."""
    first = next((texts for row in grid.cells if any(texts := [cells.text_of(value) for value in row])), [])
    asked = [first[c] for c in header.columns.fields.get("contact", ()) if c < len(first)]
    return (
        bool(asked and any(asked))
        and not any(map(str.isdigit, "".join(first)))
        and not any(map(is_ditto, asked))
        and all(2 <= len(text) <= _LONGEST_HEADING for text in first if text)
    )


def alike(grid: Grid, header: Header, width: int) -> bool:
    """Return whether a grid without a heading holds names and contacts where the roster before it does.

    One whose first row is a heading that nobody knows is another list, and so is a telephone book, that says neither how
    nor when anybody was asked.
    """
    fields = header.columns.fields
    kinds = {"name": _is_name, "contact": _is_contact}
    needed = {name: fields[name] for name in kinds if name in fields}
    if not max(map(max, needed.values())) < width_of(grid) <= width:
        return False
    if _is_headed(grid, header):
        return False
    asked = [column for name in ("mode", "surveyed") for column in fields.get(name, ())]
    if asked and not any(_fits(name, grid, fields) for name in ("mode", "surveyed")):
        return False
    return all(
        _mostly(kinds[name], [text for column in columns for text in _sample(grid, column)])
        for name, columns in needed.items()
    )


def _fits(name: str, grid: Grid, fields: Mapping[str, Sequence[int]]) -> bool:
    """Return whether any cell of the columns in which people say how, or when, may say so: a mode, a tick, a day."""
    tell = (
        (lambda text: any(map(str.isdigit, text)) or is_ditto(text)) if name == "surveyed" else _may_be_mode
    )
    return any(tell(text) for column in fields.get(name, ()) for text in _sample(grid, column))


def _may_be_mode(text: str) -> bool:
    return is_way(text) or is_code(text) or is_ditto(text) or len(text) == 1


def looks_like_people(grid: Grid) -> bool:
    """Return whether a grid has a column of names and a column of contacts, whatever stands above them."""
    columns = [_sample(grid, column) for column in range(min(width_of(grid), 50))]
    columns = [texts for texts in columns if len(texts) > 1]  # a form has one number, a list has more
    labels = heading_words()
    names = {
        at
        for at, c in enumerate(columns)
        if _mostly(_is_name, c) and 3 * sum(normal(text) in labels for text in c) < len(c)
    }
    contacts = {at for at, c in enumerate(columns) if _mostly(_is_contact, c)}
    return bool(names) and bool(contacts) and len(names | contacts) > 1  # a form holds both below each other
