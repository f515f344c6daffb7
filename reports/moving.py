"""Files moved into place: whole, or not at all, also where another program has the old one open."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from verify.intake.scratch import is_alive

_BESIDE = re.compile(r"\.(\d+)-(.+)")
_TRIES = 20
_PAUSE = 0.1  # seconds; virus scanners and indexers hold a fresh file about that long


def beside(path: Path) -> Path:
    """Return where a file is written until it is whole: beside its place, named after this process."""
    return path.with_name(f".{os.getpid()}-{path.name}")


def clear(paths: Iterable[Path]) -> None:
    """Remove what runs that were killed left beside the places of these files: halves of papers, with names in them."""
    names: dict[Path, set[str]] = {}
    for path in paths:
        names.setdefault(path.parent, set()).add(path.name)
    for folder, ours in names.items():
        for left in folder.iterdir() if folder.is_dir() else ():
            match = _BESIDE.fullmatch(left.name)
            if match and match[2] in ours and not is_alive(int(match[1])):
                left.unlink(missing_ok=True)


def refuse_open(paths: Iterable[Path], platform: str = sys.platform) -> None:
    """Raise OSError where another program has one of these files open, so that none of them is replaced.

    Only on Windows: elsewhere an open file does not keep its name from being given to another.
    """
    if platform == "win32":
        for path in paths:
            try:
                with path.open("r+b"):
                    pass
            except FileNotFoundError:
                continue
            except PermissionError as error:
                raise PermissionError(error.errno, f"{error.strerror} ({path.name})") from error


def move(
    part: Path, path: Path, platform: str = sys.platform, wait: Callable[[float], None] = time.sleep
) -> None:
    """Give a finished file its place, in one step. Raises OSError; on Windows after some patience."""
    for left in reversed(range(_TRIES)):
        try:
            os.replace(part, path)
            return
        except PermissionError:
            if platform != "win32" or not left:
                raise
            wait(_PAUSE)
