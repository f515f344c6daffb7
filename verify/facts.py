"""What a finding's facts may hold, and what of it may be shown to anybody.

A fact is shown because its kind says that it may be: a count, a date, a code, a row. Everything else is masked,
a new fact that nobody has listed here included: forgetting a line costs a reader some stars, and no company a name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

COUNT, NUMBER, DATE, CODE, ID, TEXT, MASKED = "count", "number", "date", "code", "id", "text", "masked"
# What stands in a cell that should hold something else than free text: by the words that such cells are made of.
WRITTEN, FORMULA, ADDRESSED = "written", "formula", "addressed"

KINDS: Mapping[str, str] = {
    # Whole numbers
    "declared": COUNT,
    "digits": COUNT,
    "given": COUNT,
    "jumps": COUNT,
    "people": COUNT,
    "repeats": COUNT,
    "wanted": COUNT,
    "year": COUNT,
    # A score, a date, whatever the limit of a setting is
    "score": NUMBER,
    "limit": DATE,
    "day": DATE,
    "from_day": DATE,
    "to_day": DATE,
    "opened": DATE,
    # Of the numbering plan: three or four digits that thousands share
    "prefix": CODE,
    # What several papers say of one item: lists of these
    "field": CODE,
    "paper": CODE,
    "value": TEXT,
    "file": TEXT,
    "place": ID,
    # Rows and dossiers, as every paper names them
    "dossiers": ID,
    "other": ID,
    "other_row": ID,
    # Typed by strangers: shown without people, and without numbers by which one is reached
    "applicant": TEXT,
    "category": TEXT,
    "employer": TEXT,
    "formula": FORMULA,
    "got": WRITTEN,
    "mode": WRITTEN,
    "remark": WRITTEN,
    "name": ADDRESSED,  # what stands where a name should: 王先生, 测…, 张*
    "what": TEXT,
    # Masked by the check, in the manner of the field
    "number": MASKED,
    "numbers": MASKED,
}
NESTED = frozenset({"papers"})  # facts that are made of facts
_CODE_ENDINGS = ("_term", "_thing")  # words of verify/terms.py and names of columns
_PATTERNS: Mapping[str, re.Pattern[str]] = {
    COUNT: re.compile(r"\d{1,7}"),
    NUMBER: re.compile(r"\d{1,5}(\.\d{1,4})?"),
    DATE: re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,3}(\.\d+)?"),
    CODE: re.compile(r"[a-z][a-z_0-9]*|\d{3,4}"),
    # Short numbers belong to nobody (95588); of words no more than a first letter, and the domain of a mail address.
    MASKED: re.compile(r"[^\s@]?\*{3}@[^\s@]+|(?!.*[^\W\d_]{2}).*[*…×].*|\d{5,6}", re.DOTALL),
}


def kind_of(key: str, value: object) -> str | None:
    """Return the kind by which a fact may be shown; None: nobody said that it may be, or it is not of its kind."""
    if value is None or isinstance(value, bool):
        return COUNT
    if isinstance(value, (int, float)):  # a count, under any name; nine digits are a telephone number
        return COUNT if abs(value) < 10_000_000 else None
    kind = CODE if key.endswith(_CODE_ENDINGS) else KINDS.get(key)
    if kind is None or not isinstance(value, str):
        return None
    pattern = _PATTERNS.get(kind)
    return kind if pattern is None or not value or pattern.fullmatch(value) else None
