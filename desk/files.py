"""Single files on disk: read whole, written whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from desk.console import Stop
from reports.moving import move


def text_needed(path: Path) -> str:
    """Return a file's text. Raises Stop when it cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        got = getattr(error, "strerror", None) or type(error).__name__
        raise Stop("read", path=path, got=got) from error


def text_of(path: Path) -> str | None:
    """Return a file's text, None where there is no file. Raises Stop when it cannot be read."""
    return text_needed(path) if path.exists() else None


def write_text(path: Path, text: str) -> None:
    """Write a text whole or not at all: a draw that breaks off half-way must not look like one."""
    write_bytes(path, text.encode())


def write_bytes(path: Path, data: bytes, *, private: bool = False) -> None:
    """Write beside and move into place; folders are made. Raises Stop, and then nothing is left behind.

    ``private``: for its owner's eyes only, where the system knows such a thing (POSIX).
    """
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):
            part.unlink()  # of a run that was killed: its permissions would stay
        handle = os.open(
            part,
            os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0),
            0o600 if private else 0o666,
        )
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        move(part, path)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise Stop("out", path=path, got=error.strerror or str(error)) from error


def has_casebook(where: str) -> bool:
    """Whether there is a casebook at a path; of a server's URL nobody asks before it is needed."""
    return "://" in where or Path(where).exists()


def quoted(path: Path) -> str:
    """Return a path as it can be typed in a command: in quotes where it holds a blank."""
    return f'"{path}"' if any(c.isspace() for c in str(path)) else str(path)
