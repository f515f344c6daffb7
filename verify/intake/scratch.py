"""Temporary folders: named after the process that made them, so that those of dead runs can be told and removed."""

from __future__ import annotations

import ctypes
import os
import re
import shutil
import sys
import tempfile
import time
from pathlib import Path

_NAME = re.compile(r"hefang-(?:read|zip|office|profile)-(\d+)-\w+")
_YOUNG = 60.0  # seconds; a process whose folder is younger may be one that this one cannot see
_QUERY = 0x1000  # PROCESS_QUERY_LIMITED_INFORMATION


def prefix(kind: str) -> str:
    """Return how the name of a temporary folder begins. ``kind``: read, zip, office, profile."""
    return f"hefang-{kind}-{os.getpid()}-"


def clear(folder: Path | None = None, now: float | None = None) -> list[Path]:
    """Remove what runs that were killed left behind, and return it. Never raises: it is done by the way.

    They hold what was unpacked or converted, names and numbers too. Only folders of this user whose process is gone.
    """
    place, moment = folder or Path(tempfile.gettempdir()), time.time() if now is None else now
    gone = []
    try:
        for path in sorted(place.glob("hefang-*-*-*")):
            match = _NAME.fullmatch(path.name)
            if match and not is_alive(int(match[1])) and _is_ours(path) and moment - _made(path) > _YOUNG:
                shutil.rmtree(path, ignore_errors=True)
                gone.append(path)
    except OSError:
        pass
    return gone


def _made(path: Path) -> float:
    return path.lstat().st_mtime


def _is_ours(path: Path) -> bool:
    """A folder, no link to one, of this user."""
    known = path.lstat()
    mine = not hasattr(os, "getuid") or known.st_uid == os.getuid()
    return mine and path.is_dir() and not path.is_symlink()


def is_alive(process: int, platform: str = sys.platform) -> bool:
    """Whether a process of this number runs on this machine."""
    if platform == "win32":  # there os.kill with 0 would end it
        kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - only Windows has it
        handle = kernel.OpenProcess(_QUERY, False, process)
        if handle:
            kernel.CloseHandle(handle)
        return bool(handle)
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True  # somebody else's
    return True
