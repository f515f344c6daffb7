"""Tables that say by their name that they list other people than respondents."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath

from verify.intake.roster import Roster
from verify.intake.table.habits.others import names_others

LISTED = "listed"


def listed(roster: Roster) -> str:
    """Return the name by which a table lists other people than respondents; "" where it has none such.

    That of its sheet; else that of its file.
    """
    sheet = roster.segments[0].sheet if roster.segments else ""
    stem = PurePosixPath(unicodedata.normalize("NFKC", roster.file)).stem
    return next((name for name in (sheet, stem) if name and names_others(name)), "")
