"""Office files that are encrypted with the password that every program supplies itself.

Office encrypts with it when only the structure is protected, and opens such files without asking
([MS-OFFCRYPTO] 2.4.2.3 and 2.3.7.1).
"""

from __future__ import annotations

import io
from typing import Any
from xml.parsers.expat import ExpatError

import msoffcrypto
from msoffcrypto import exceptions

from verify.intake.errors import PARSER_ERRORS, IntakeError

_DEFAULT_PASSWORD = "VelvetSweatshop"
_BLOCK = 16  # bytes that AES takes at a time
_SIZE = 8  # bytes before the package that say how long it is
_CRYPTO_ERRORS = (*PARSER_ERRORS, ExpatError, exceptions.FileFormatError, exceptions.DecryptionError)


class _Measured:
    """The container of an encrypted package, its stream cut to whole blocks: programs fill it up to a sector."""

    def __init__(self, container: Any) -> None:
        self._container = container

    def openstream(self, name: str) -> io.BytesIO:
        data: bytes = self._container.openstream(name).read()
        blocks = -(-int.from_bytes(data[:_SIZE], "little") // _BLOCK)
        size = min(blocks, -(-(len(data) - _SIZE) // _BLOCK)) * _BLOCK + _SIZE
        return io.BytesIO(data[:size].ljust(size, b"\x00"))


def without_default_password(data: bytes) -> bytes:
    """Return the file in clear where the default password opens it.

    Raises IntakeError: encrypted where somebody set a password; damaged where the default one is right and
    what it opens is not whole.
    """
    clear = io.BytesIO()
    try:
        file: Any = msoffcrypto.OfficeFile(io.BytesIO(data))
        # The older formats compare the password as they take it.
        told = {"verify_password": True} if file.format == "ooxml" else {}
        file.load_key(password=_DEFAULT_PASSWORD, **told)
    except _CRYPTO_ERRORS as error:
        raise IntakeError("encrypted") from error
    try:
        if file.format == "ooxml":
            file.file = _Measured(file.file)
        file.decrypt(clear)
    except _CRYPTO_ERRORS as error:
        raise IntakeError("damaged", got="EncryptedPackage") from error
    return clear.getvalue()
