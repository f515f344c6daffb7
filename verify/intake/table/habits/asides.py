"""Tables beside the roster in its own file that are none: the form with its examples, a list that is only looked up.

They are told, and left out only where another table of the file is the roster: whoever typed his people into the sheet 模板
has a roster there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from verify.intake.table.columns import Columns
from verify.text.patterns import when_used

_FORM = when_used(
    r"(?:被访者|名单|信息|登记|表|调查|[\W\d_])*(?:(?:名单|登记表|表格|空白|填[写表报])?(?:模板|模版|样表|样例|样本表|样张|范例|范本|范表|示例|示范|例表|参考)"
    r"|(?:填[写表报]|使用|操作|录入)?(?:说明|须知|指南|要求|帮助)|template|example|instructions?|readme|help)(?:表|[\W\d_])*",
    re.IGNORECASE,
)
_EXAMPLES = 5  # people of a form that is shown how to fill in
_ASKED = frozenset({"mode", "surveyed"})


@dataclass(frozen=True, slots=True)
class Table:
    """A table that reads as a roster: its sheet, its columns, how many people, fields that could be in other columns."""

    sheet: str
    columns: Columns
    people: int
    unclear: frozenset[str]


def asides(tables: Sequence[Table]) -> dict[int, str]:
    """Return position -> note of the tables that are no roster beside the others: "form_aside", "list_aside"."""
    found = {
        at: "form_aside"
        for at, table in enumerate(tables)
        if table.people <= _EXAMPLES
        and _FORM.fullmatch(table.sheet.strip())
        and any(other.people > table.people and not _FORM.fullmatch(other.sheet.strip()) for other in tables)
    }
    rosters = [table for at, table in enumerate(tables) if at not in found and _is_asked(table)]
    people = sum(table.people for table in rosters)
    for at, table in enumerate(tables):
        if (
            at not in found
            and not _is_asked(table)
            and (people > _EXAMPLES or people >= table.people > 0 < people)
        ):
            found[at] = "list_aside"
    return found


def _is_asked(table: Table) -> bool:
    """Return whether a table says of its people how or when they were asked, or may do so."""
    return not _ASKED.isdisjoint({*table.columns.fields, *table.unclear})
