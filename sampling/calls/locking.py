"""A call list behind a password: it holds names and numbers in full, and it travels."""

from __future__ import annotations

import hmac
import io

import msoffcrypto
from msoffcrypto.format.ooxml import OOXMLFile

# Without letters and digits that are taken for each other when somebody reads them out: 0 o, 1 i l.
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
_GROUPS, _GROUP = 3, 4


def password_of(secret: bytes) -> str:
    """Return the password that a secret stands for: twelve letters in groups of four, 59 bits, to be read out.

    The same secret gives the same password: a list that is written again opens as the one before did, and whoever has
    the secret need not be told it. ``secret``: a casebook's key, or what was derived of it.
    """
    number = int.from_bytes(hmac.digest(secret, b"password of call lists", "sha256"))
    letters = []
    for _ in range(_GROUPS * _GROUP):
        number, at = divmod(number, len(_LETTERS))
        letters.append(_LETTERS[at])
    groups = ("".join(letters[at : at + _GROUP]) for at in range(0, len(letters), _GROUP))
    return "-".join(groups)


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
