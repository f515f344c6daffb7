"""Regular expressions that are compiled when they are first used.

A command loads some three hundred, and to compile them takes longer than to read a small roster; a sound one asks for few.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


class _WhenUsed:
    def __init__(self, text: Any, flags: int) -> None:
        self._given = (text, flags)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # copying and pickling ask for what nobody has
            raise AttributeError(name)
        found = getattr(re.compile(*self._given), name)
        # From now on it is the compiled one's own: a pattern is used a million times.
        setattr(self, name, found)
        return found


def when_used(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return what ``re.compile`` would, at no cost until it is used. A fault in ``text`` shows only then."""
    return cast("re.Pattern[AnyStr]", _WhenUsed(text, flags))
