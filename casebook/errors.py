"""What can go wrong with a casebook. Its words: phrases/tables/casebook_error.csv."""

from __future__ import annotations

from phrases.errors import HefangError


class CasebookError(HefangError):
    """Something that could not be done with a casebook. ``facts`` fill the words."""

    room = "casebook_error"
