"""A call list behind a password: it holds names and numbers in full, and it travels."""

from __future__ import annotations

import io
import secrets
from collections.abc import Callable

import msoffcrypto
from msoffcrypto.format.ooxml import OOXMLFile

# Without letters and digits that are taken for each other when somebody reads them out: 0 o, 1 i l.
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
_GROUPS, _GROUP = 3, 4


def new_password(choose: Callable[[str], str] = secrets.choice) -> str:
    """Return a password to be read out over the telephone: twelve letters in groups of four, 59 bits."""
    return "-".join("".join(choose(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))


def lock(data: bytes, password: str) -> bytes:
    """Return the workbook encrypted; it is opened again before anything else happens to the clear copy.

    Raises ValueError when what was encrypted does not open to the same bytes.
    """
    closed = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt(password, closed)
    opened = io.BytesIO()
    file = msoffcrypto.OfficeFile(io.BytesIO(closed.getvalue()))
    file.load_key(password=password)
    file.decrypt(opened)
    if opened.getvalue() != data:
        raise ValueError("the encrypted workbook does not open to what was encrypted")
    return closed.getvalue()
