"""Whether a formula computes a cell from others, or only joins what was typed into it."""

from __future__ import annotations

import re
from typing import Literal

_STRING = re.compile(r'"(?:[^"]|"")*"')
_JOINING = re.compile(r"\b(?:_xlfn\.)?(?:CONCATENATE|CONCAT|TEXTJOIN|TEXT|VALUE|T)\s*\(", re.IGNORECASE)
_CONSTANTS = re.compile(r"[\s=&(),;]*[+-]?[\s\d.&(),;]*")


def formula_kind(formula: str) -> Literal["formula", "formula_constant"]:
    """Return "formula_constant" for ``="139"&"04510001"`` and the like, "formula" for all else.

    Arithmetic on constants (``=13904510000+5``) and calls such as RANDBETWEEN compute a number that
    nobody typed, so they count as formulas although they refer to no cell.
    """
    bare = _JOINING.sub("(", _STRING.sub("", formula))
    return "formula_constant" if _CONSTANTS.fullmatch(bare) else "formula"
