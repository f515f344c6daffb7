"""What a formula is made of: functions, cells and ranges that it takes, constants. Nothing is computed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from verify.intake.grid import column_number
from verify.text.patterns import when_used

_SHEET = r"(?:'(?:[^']|'')*'|[^\s'\"(),;&=<>+\-*/^:!{}#%@]+)!"
_TOKEN = when_used(
    rf"""(?P<string>"(?:[^"]|"")*")
    |(?P<lost>(?:{_SHEET})?\#[A-Z][A-Z/0-9]*[!?]?)
    |(?P<reference>(?P<sheet>{_SHEET})?(?:
        \$?(?P<left>[A-Za-z]{{1,3}})(?P<fixed>\$?)(?P<top>\d{{1,7}})(?::\$?(?P<right>[A-Za-z]{{1,3}})\$?\d{{1,7}})?
       |\$?(?P<first>[A-Za-z]{{1,3}}):\$?(?P<last>[A-Za-z]{{1,3}})|\$?\d{{1,7}}:\$?\d{{1,7}})(?![\w.(!\[]))
    |(?P<function>(?!\d)[\w.]+)(?=\()
    |(?P<table>\w*\[(?:[^\[\]]|\[[^\[\]]*\])*\])
    |(?P<truth>(?:TRUE|FALSE)\b)
    |(?P<name>(?:{_SHEET})?(?!\d)[\w.\\]+)
    |(?P<number>\d+(?:\.\d*)?(?:E[+-]?\d+)?|\.\d+)
    |(?P<operator>[-+*/^%])""",
    re.IGNORECASE | re.VERBOSE,
)
_PREFIX = when_used(
    r"^(?:_xlfn\.|_xlws\.|COM\.MICROSOFT\.|ORG\.(?:LIBREOFFICE|OPENOFFICE)\.)+", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Taken:
    """A cell or a range of whole columns that a formula takes; ``sheet`` "" is its own.

    ``row``: of a single cell, 0 for a range. ``fixed``: the row stays when the formula is copied ($H$1).
    """

    sheet: str
    left: int
    right: int
    row: int
    fixed: bool


@dataclass(slots=True)
class Parts:
    """The parts of a formula; ``elsewhere``: it takes something that cannot be followed (a name, a lost cell)."""

    functions: set[str]
    taken: list[Taken]
    texts: list[str]
    numbers: list[str]
    operators: bool = False
    table: bool = False  # [@手机]: of its own row
    elsewhere: bool = False


def parts_of(formula: str) -> Parts:
    """Return what a formula is made of."""
    parts = Parts(set(), [], [], [])
    for match in _TOKEN.finditer(formula):
        kind, text = match.lastgroup, match[0]
        if match["reference"]:
            parts.taken.append(_taken(match))
        elif kind == "string":
            parts.texts.append(text[1:-1].replace('""', '"'))
        elif kind == "function":
            parts.functions.add(_PREFIX.sub("", text).upper())
        elif kind == "number":
            parts.numbers.append(text)
        elif kind == "operator":
            parts.operators = True
        elif kind == "table":
            parts.table = True
        elif kind in ("name", "lost"):
            parts.elsewhere = True
    return parts


def _taken(match: re.Match[str]) -> Taken:
    sheet = (match["sheet"] or "")[:-1]
    if sheet[:1] == "'":
        sheet = sheet[1:-1].replace("''", "'")
    if match["left"]:
        left = column_number(match["left"].upper())
        right = column_number((match["right"] or match["left"]).upper())
        return Taken(sheet, left, right, 0 if match["right"] else int(match["top"]), match["fixed"] == "$")
    if match["first"]:
        return Taken(
            sheet, column_number(match["first"].upper()), column_number(match["last"].upper()), 0, False
        )
    return Taken(sheet, 0, 1 << 14, 0, False)
