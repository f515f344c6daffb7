"""The columns of call lists. Their words: phrases/tables/calls.csv, head.*."""

from __future__ import annotations

from collections.abc import Mapping

# Columns that callers fill in; all others are locked.
OPEN = (
    "time1", "code1", "time2", "code2", "time3", "code3", "appointment", "told", "own", "interviewed", "agrees", "note",
)  # fmt: skip
# What to call and to write stands first, then what the list says, beside the cell that asks whether it agrees. The two
# columns that only we read are narrow, last, and not printed. Outcomes are as wide as their words: see call_list.py.
WIDTHS: Mapping[str, float] = {
    "number": 5, "name": 9, "phone": 15,
    "time1": 10, "code1": 20, "time2": 10, "code2": 20, "time3": 10, "code3": 20,
    "appointment": 15.5, "told": 8, "own": 5, "interviewed": 5,
    "applicant": 16, "prompt": 15, "employer": 14, "surveyed": 11, "agrees": 11, "note": 17,
    "row": 8, "check": 8,
}  # fmt: skip
COLUMNS = tuple(WIDTHS)
PRINTED = COLUMNS[: COLUMNS.index("note") + 1]
# Lists of the second ear ask first whether anybody had called before; what is noted of a call besides belongs to the first.
BEFORE_WIDTH = 9.0
_NOT_AGAIN = ("told", "own", "interviewed", "agrees", "note")
AGAIN_COLUMNS = tuple(
    column
    for key in COLUMNS
    for column in ((key, "before") if key == "phone" else (key,))
    if column not in _NOT_AGAIN
)

# The order of columns in lists of the first editions, which may still come back in an alphabet that lost their headings.
EARLIER = (
    "number", "applicant", "name", "phone", "time1", "code1", "time2", "code2", "time3", "code3", "own", "interviewed",
    "agrees", "note", "row", "check",
)  # fmt: skip
# Columns that have gone by another heading, or may: key -> further phrases head.*.
ALSO: Mapping[str, tuple[str, ...]] = {"phone": ("contact",)}
