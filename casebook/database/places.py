"""Where an SQLite casebook may not lie: on a network share, locks do not hold, and two computers ruin the file."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from pathlib import Path

from casebook.errors import CasebookError

_REMOTE = 4  # DRIVE_REMOTE of GetDriveTypeW
_SHARES = frozenset({"nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "ncpfs", "afs"})


def refuse_network(path: Path) -> None:
    """Raise CasebookError network for a path on a share."""
    if is_shared(str(path.absolute())) or is_shared(str(path.resolve())):
        raise CasebookError("network", path=path)


def is_shared(
    path: str,
    platform: str = sys.platform,
    drive_type: Callable[[str], int] | None = None,
    mounts: str | None = None,
) -> bool:
    """Return whether an absolute path lies on a network share.

    ``drive_type``: what Windows says of a root such as ``Z:\\``; ``mounts``: the text of /proc/self/mounts. Both are asked
    for where they are not given. Where neither can be had (macOS), a path counts as local.
    """
    if platform == "win32":
        plain = path.replace("/", "\\")
        if plain.startswith("\\\\?\\") and not plain.upper().startswith("\\\\?\\UNC\\"):
            plain = plain[4:]  # a long path of this machine
        if plain.startswith("\\\\"):
            return True
        return plain[1:2] == ":" and (drive_type or _drive_type)(plain[:2] + "\\") == _REMOTE
    if not platform.startswith("linux"):
        return False
    best, kind = "", ""
    for line in (_mounts() if mounts is None else mounts).splitlines():
        _, place, name, *_ = [*line.split(), "", "", ""]
        place = place.replace("\\040", " ")
        if len(place) >= len(best) and (path == place or path.startswith(place.rstrip("/") + "/")):
            best, kind = place, name
    return kind in _SHARES


def _mounts() -> str:
    try:
        return Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _drive_type(root: str) -> int:
    return int(getattr(ctypes, "windll").kernel32.GetDriveTypeW(root))  # noqa: B009 - only Windows has it
