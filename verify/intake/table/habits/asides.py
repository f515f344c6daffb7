"""Tables beside the roster in its own file that are none: the form with its examples, a list that is only looked up.

They are told, and left out only where another table of the file is the roster: whoever typed his people into the sheet 模板
has a roster there. A list of people at companies may be a part of the roster that was made carelessly: it is left out where it is
the longer one, as a directory is, or names the same people.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from verify.intake.table.columns import Columns
from verify.intake.table.habits.others import names_form

_EXAMPLES = 5  # people of a form that is shown how to fill in
_ASKED = frozenset({"mode", "surveyed"})


@dataclass(frozen=True, slots=True)
class Listed:
    """A table that reads as a roster; ``unclear``: fields that could be in other columns; ``contacts``: as written."""

    sheet: str
    columns: Columns
    people: int
    unclear: frozenset[str]
    contacts: frozenset[str]


def asides(tables: Sequence[Listed]) -> dict[int, str]:
    """Return position -> note of the tables that are no roster beside the others: "form_aside", "list_aside"."""
    found = {
        at: "form_aside"
        for at, table in enumerate(tables)
        if table.people <= _EXAMPLES
        and names_form(table.sheet)
        and any(other.people > table.people and not names_form(other.sheet) for other in tables)
    }
    rosters = [table for at, table in enumerate(tables) if at not in found and _is_asked(table)]
    people = sum(table.people for table in rosters)
    asked = frozenset().union(*(table.contacts for table in rosters))
    for at, table in enumerate(tables):
        if at in found or _is_asked(table) or not people or (people <= _EXAMPLES and people < table.people):
            continue
        if "employer" not in table.columns.fields or table.people > people or _shares(table.contacts, asked):
            found[at] = "list_aside"
    return found


def _shares(contacts: frozenset[str], asked: frozenset[str]) -> bool:
    """Return whether half of a list stands in the roster, or half of the roster in the list."""
    both = len(contacts & asked)
    return bool(both) and 2 * both >= min(len(contacts), len(asked))


def _is_asked(table: Listed) -> bool:
    """Return whether a table says of its people how or when they were asked, or may do so."""
    return not _ASKED.isdisjoint({*table.columns.fields, *table.unclear})
