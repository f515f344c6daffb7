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
    """Write a key file, durably and for its owner only; one that is there already is used as it is."""
    if path.exists():
        return read_key(path)
    key = key or secrets.token_bytes(_BYTES)
    part = path.with_name(path.name + ".part")
    try:
        part.unlink(missing_ok=True)
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(key.hex().encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    except OSError as error:
        raise CasebookError("cannot_open", path=path, got=error.strerror or str(error)) from error
    return key


def check_of(key: bytes) -> str:
    """Return what the casebook remembers of its key, to know the wrong one."""
    return mac(key, "key check")[:32]
