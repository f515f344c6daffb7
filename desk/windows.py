"""What the console of Windows needs to be told."""

from __future__ import annotations

import ctypes
import sys
from typing import Any

_STDOUT = -11
_VIRTUAL_TERMINAL = 0x0004


def takes_colours(platform: str = sys.platform, kernel: Any = None) -> bool:
    """Return whether the terminal understands colours; on Windows they are turned on first.

    A classic console (Windows 7, 8, old settings) does not: it would show the codes as text. ``kernel``: kernel32.
    """
    if platform != "win32":
        return True
    try:
        library = kernel or getattr(ctypes, "windll").kernel32  # noqa: B009 - only Windows has it
        handle, mode = library.GetStdHandle(_STDOUT), ctypes.c_ulong()
        if not library.GetConsoleMode(handle, ctypes.byref(mode)):
            return False  # no console: a pipe, or a terminal that pretends to be one
        return bool(library.SetConsoleMode(handle, mode.value | _VIRTUAL_TERMINAL))
    except (AttributeError, OSError):
        return False
