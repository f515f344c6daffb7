"""People written under the frame of a table: they stand in no cell, and are counted so that somebody looks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_PERSON = re.compile(r"(?P<serial>\d{1,4}[.、]?)?[\u4e00-\u9fff·]{2,4}1[3-9]\d{9}(?!\d)(?P<rest>.*)")
_DAY = re.compile(r"\d{1,2}[-./月]\d{1,2}")


def people_in(lines: Sequence[str]) -> int:
    """Return how many lines are a name and a mobile number, with a serial number before or a day behind them.

    Who filled in the form, or is to be called about it, has neither.
    """
    found = (_PERSON.match(re.sub(r"\s+", "", unicodedata.normalize("NFKC", line))) for line in lines)
    return sum(1 for one in found if one and (one["serial"] or _DAY.search(one["rest"])))
