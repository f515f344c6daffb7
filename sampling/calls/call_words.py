"""The columns of call lists and the order of the script. Their words: phrases/tables/calls.csv."""

from __future__ import annotations

from collections.abc import Mapping

# Columns that callers fill in; all others are locked.
OPEN = ("time1", "code1", "time2", "code2", "time3", "code3", "own", "interviewed", "agrees", "note")
WIDTHS: Mapping[str, float] = {
    "number": 5, "applicant": 18, "name": 9, "phone": 16, "time1": 12, "code1": 14, "time2": 12, "code2": 14,
    "time3": 12, "code3": 14, "own": 7, "interviewed": 7, "agrees": 12, "note": 20, "row": 18, "check": 11,
}  # fmt: skip

# The script, in order: the paragraphs (``calls.script.*``) that are headings, and those that are not.
# Questions are open or neutral: nobody is led to an answer.
SCRIPT: tuple[tuple[str, bool], ...] = (
    ("opening", True), ("greeting", False), ("not_now", False),
    ("questions", True), ("name", False), ("company", False), ("when", False), ("employer", False),
    ("closing", True), ("thanks", False),
    ("record", True), ("attempts", False),
)  # fmt: skip
