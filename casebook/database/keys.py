"""The casebook's key: 32 random bytes in a file beside an SQLite casebook, or where HEFANG_KEY_FILE says.

Whoever has the key and the casebook can try numbers against the fingerprints, so the key is no part of
the database: a copy of the casebook alone tells nothing.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from casebook.errors import CasebookError
from casebook.fingerprints import mac

_BYTES = 32


def read_key(path: Path) -> bytes:
    """Read a key file. Raises CasebookError key_missing, key_wrong or cannot_open."""
    try:
        text = path.read_text(encoding="ascii").strip()
        key = bytes.fromhex(text)
    except FileNotFoundError as error:
        raise CasebookError("key_missing", path=path) from error
    except (ValueError, UnicodeDecodeError) as error:
        raise CasebookError("key_wrong", path=path) from error
    except OSError as error:
        raise CasebookError("cannot_open", path=path, got=error.strerror or str(error)) from error
    if len(key) != _BYTES:
        raise CasebookError("key_wrong", path=path)
    return key


def make_key(path: Path, key: bytes | None = None) -> bytes:
    """Write a key file, durably and for its owner only; one that is there already is used as it is.

    Raises CasebookError key_wrong when the one that is there is not the ``key`` that was asked for.
    """
    if not path.exists():
        _write_key(path, key or secrets.token_bytes(_BYTES))
    # Read back: somebody else may have been first, and then theirs counts.
    found = read_key(path)
    if key is not None and found != key:
        raise CasebookError("key_wrong", path=path)
    return found


def _write_key(path: Path, key: bytes) -> None:
    part = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(key.hex().encode() + b"\n")
                file.flush()
                os.fsync(file.fileno())
            _move_new(part, path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise CasebookError("cannot_open", path=path, got=error.strerror or str(error)) from error


def _move_new(part: Path, path: Path) -> None:
    """Give a file its name unless there is one of that name: never replace a key."""
    try:
        os.link(part, path)
    except FileExistsError:
        return
    except OSError:
        # A file system without links: on Windows a rename refuses to replace, elsewhere we look first.
        if not path.exists():
            os.rename(part, path)


def check_of(key: bytes) -> str:
    """Return what a casebook remembers of its key, to know the wrong one; and that its journal is keyed.

    Whoever has the casebook and no key cannot make up the other form, and so cannot pass a casebook off as one
    from before journals were keyed.
    """
    return mac(key, "key check", "keyed journal")[:32]


def first_check_of(key: bytes) -> str:
    """The same, as casebooks of the first edition have it, whose journals began without a key."""
    return mac(key, "key check")[:32]
