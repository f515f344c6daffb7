"""Lists that a person reads and that are no table of one line for each person: what they are, so that the word fits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from verify.intake.grid import Grid
from verify.intake.roster import Problem, Segment
from verify.intake.table.fill import covered
from verify.intake.table.headings import meanings
from verify.intake.table.window import SEARCHED, Header, find_header
from verify.text.patterns import when_used

_FURTHER = 300  # rows in which a heading that stands too far below is looked for
_DEEP, _WIDE = 400, 12  # rows and columns in which headings down a column are looked for
_FEWEST = 3  # fields
_CARD = 12  # rows of a card
_NAME = when_used(r"[\u3400-\u9fff·•\s]{2,12}|[A-Za-z][A-Za-z .'-]{1,40}")
_SHORTEST = 7  # digits of a number to call


def other_layout(grid: Grid) -> Problem | None:
    """Return why a grid in whose first rows no heading was found has none: it stands further down, or down a column."""
    found = find_header(grid, covered(grid), SEARCHED, _FURTHER) if len(grid.cells) > SEARCHED else None
    if found is not None and _has_people(grid, found):
        return Problem("heading_far", {"sheet": grid.sheet, "row": str(grid.rows[found.bottom])})
    for column in range(_WIDE):
        fields = _down(grid, column)
        counted = Counter(fields)
        if len(counted) < _FEWEST or not {"name", "contact"} <= counted.keys():
            continue
        beside = max((_filled(row) for row in grid.cells[:_DEEP] if _field(row, column)), default=0)
        code = "cards" if max(counted.values()) > 1 or beside <= 2 else "transposed"
        return Problem(code, {"sheet": grid.sheet})
    return Problem("cards", {"sheet": grid.sheet}) if _labelled(grid) else None


def _labelled(grid: Grid) -> bool:
    """Whether labels with what they name beside them come again and again: 姓名 | 赵一 | 电话 | 139..., a block for each."""
    counted: Counter[str] = Counter()
    for row in grid.cells[:_DEEP]:
        for column in range(min(len(row), _WIDE) - 1):
            if (
                (field := _field(row, column))
                and row[column + 1] not in (None, "")
                and not _field(row, column + 1)
            ):
                counted[field] += 1
    return len(counted) >= _FEWEST and min(counted["name"], counted["contact"]) > 1


def cards_among(grids: Sequence[Grid]) -> list[Grid]:
    """Return the tables of a document that hold one person each, label by label, where there are several such."""
    found = [grid for grid in grids if _is_card(grid)]
    return found if len(found) > 1 else []


def _is_card(grid: Grid) -> bool:
    """Whether each label stands once, with what it names beside it: a name, a number to call, and something else."""
    if grid.prose or grid.columns is not None or len(grid.cells) > _CARD:
        return False
    said: dict[str, str] = {}
    for row in grid.cells:
        for column in range(min(len(row), _WIDE) - 1):
            field, beside = _field(row, column), row[column + 1]
            if not field or beside in (None, "") or _field(row, column + 1):
                continue
            if field in said:
                return False
            said[field] = str(beside).strip()
    digits = sum(map(str.isdigit, said.get("contact", "")))
    return len(said) >= _FEWEST and digits >= _SHORTEST and bool(_NAME.fullmatch(said.get("name", "")))


def _has_people(grid: Grid, header: Header) -> bool:
    """Whether a number to call stands under the heading: a blank form has one without anybody."""
    columns = header.columns.fields.get("contact", ())
    rows = grid.cells[header.bottom + 1 : header.bottom + 1 + _FURTHER]
    numbers = (str(row[column]) for row in rows for column in columns if column < len(row) and row[column])
    return any(sum(map(str.isdigit, number)) >= _SHORTEST for number in numbers)


def _field(row: Sequence[object], column: int) -> str:
    value = row[column] if column < len(row) else None
    found = meanings(value.strip()) if isinstance(value, str) else ()
    return next((meaning.field for meaning in found if meaning.strength > 1), "")


def _down(grid: Grid, column: int) -> list[str]:
    return [field for row in grid.cells[:_DEEP] if (field := _field(row, column))]


def _filled(row: Sequence[object]) -> int:
    return sum(1 for value in row if value not in (None, ""))


def two_lines(grid: Grid, header: Header) -> Problem | None:
    """Return that a heading takes two lines, and so does each person: headings of further fields stand below those found."""
    at = header.bottom + 1
    if header.top < 0 or grid.columns is not None or at + 1 >= len(grid.cells):
        return None
    fields = header.columns.fields
    further = set()
    for column in range(len(grid.cells[at])):
        field = _field(grid.cells[at], column)
        own = next((name for name, columns in fields.items() if column in columns), "")
        if field and field not in fields and own:
            further.add(field)
    if len(further) < 2:
        return None
    return Problem("two_lines", {"sheet": grid.sheet, "row": f"{grid.rows[header.bottom]}-{grid.rows[at]}"})


def several_people(segments: Sequence[Segment]) -> Problem | None:
    """Return that rows hold several people each, by lines in their cells: as many names as numbers.

    A row with as many serial numbers as well is plain; else most rows must be such, for a couple may have answered
    together.
    """
    for segment in segments:
        names, contacts, serials = (segment.texts.get(f) for f in ("name", "contact", "serial"))
        if not isinstance(names, list) or not isinstance(contacts, list):
            continue
        counted = [_people(n, c) for n, c in zip(names, contacts, strict=True)]
        numbered = serials if isinstance(serials, list) else [""] * len(counted)
        plain = [c > 1 and len(_lines(s)) == c for c, s in zip(counted, numbered, strict=True)]
        if any(plain) or 2 * sum(c > 1 for c in counted) > max(len(counted), 2):
            first = next(at for at, c in enumerate(counted) if c > 1)
            return Problem("several_in_a_row", {"sheet": segment.sheet, "row": str(segment.rows[first])})
    return None


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _people(name: str, contact: str) -> int:
    """Return how many people a row holds by its lines: 1 where they are not as many full names as whole numbers."""
    if "\n" not in name or "\n" not in contact:
        return 1
    names, numbers = _lines(name), _lines(contact)
    whole = all(_NAME.fullmatch(n) for n in names) and all(
        sum(map(str.isdigit, n)) >= _SHORTEST for n in numbers
    )
    return len(names) if whole and len(names) == len(numbers) else 1
