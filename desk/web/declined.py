"""What the desk does not do, said to whoever asked for it."""

from __future__ import annotations

from phrases.errors import HefangError


class Declined(HefangError):  # noqa: N818 - it is an answer, not a fault
    """Something that a caller or a browser asked for and that is not done. Its words: ``desk_error.*``."""

    room = "desk_error"
