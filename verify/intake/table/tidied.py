"""Formulas that only tidy what was typed beside them: =TRIM(G2), with the number itself standing in G2."""

from __future__ import annotations

import re
from bisect import bisect_left

from verify.intake.grid import Grid, Value
from verify.intake.table import cells

# Functions that change spaces, signs or the kind of a value, and no digit of it.
_TIDYING = "TRIM|CLEAN|TEXT|VALUE|NUMBERVALUE|T|ASC|WIDECHAR|UPPER|LOWER|PROPER|SUBSTITUTE|CONCATENATE|CONCAT|PHONETIC|N"
_FUNCTION = re.compile(rf"(?:_xlfn\.)*(?:{_TIDYING})(?=\()", re.IGNORECASE)
_STRING = re.compile(r'"(?:[^"]|"")*"')
_CELL = re.compile(r"(?<![A-Za-z!:'\]])\$?([A-Za-z]{1,3})\$?(\d{1,7})(?![\d(!:])")
_REST = re.compile(r"[\s=(),&+*\-]*(?:[01]{1,3}[\s(),&+*\-]*)*")  # G2*1 and --G2 make a number of a text
_NO_SUM = re.compile(r"[\s=(),&]*")


def tidies(grid: Grid, position: int, column: int) -> bool:
    """Return whether the formula in a cell only tidies one typed cell of its own row, and shows the same digits."""
    formula = _STRING.sub("", grid.formulas[grid.rows[position], column])
    references = {(letters.upper(), int(row)) for letters, row in _CELL.findall(formula)}
    rest = _CELL.sub("", _FUNCTION.sub("", formula))
    shown = _value(grid, position, column)
    if len(references) != 1 or not (_NO_SUM if shown in (None, "") else _REST).fullmatch(rest):
        return False
    (letters, row) = references.pop()
    source = 0
    for letter in letters:
        source = source * 26 + ord(letter) - 64
    source -= 1
    place = bisect_left(grid.rows, row)
    if row != grid.rows[position] or source == column or (row, source) in grid.formulas:
        return False
    return _same(_value(grid, place, source), shown)


def _value(grid: Grid, place: int, column: int) -> Value:
    line = grid.cells[place]
    return line[column] if column < len(line) else None


def _same(typed: Value, shown: Value) -> bool:
    """Whether both hold the same letters and digits; a formula that was never calculated contradicts nothing."""
    source = "".join(filter(str.isalnum, cells.text_of(typed)))
    result = "".join(filter(str.isalnum, cells.text_of(shown)))
    return bool(source) and (not result or source == result)
