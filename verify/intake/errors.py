"""What can go wrong with a file. Its words: phrases/tables/intake_error.csv."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Mapping

from phrases import has, say
from phrases.errors import HefangError

# What parsers of office formats raise on damaged files, besides their own classes. XML errors are
# SyntaxErrors, Unicode errors ValueErrors, RecursionError and NotImplementedError RuntimeErrors.
# MemoryError is not among them: worker.py reports it under its own code.
PARSER_ERRORS: tuple[type[Exception], ...] = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)

# Facts that hold a number of bytes; shown as MB.
_BYTES = frozenset({"bytes", "limit_bytes"})


class IntakeError(HefangError):
    """A file that cannot be read. ``facts`` are texts: they are filed, and cross from worker processes."""

    room = "intake_error"

    def __init__(self, code: str, /, **facts: object) -> None:
        super().__init__(code, **facts)

    def shown(self, lang: str) -> Mapping[str, object]:
        facts = {k: _megabytes(str(v)) if k in _BYTES else v for k, v in self.facts.items()}
        key = f"intake_error.foreign.{facts.get('kind')}"
        if has(key):
            facts |= {"what": say(key, lang), "do": say(f"{key}.do", lang)}
        return facts


def described(error: BaseException) -> str:
    """Return what went wrong in a parser: the message where it speaks of the format, else only the kind.

    The messages of ValueError and its like quote what was being read, and that may be somebody's number.
    """
    speaks = isinstance(error, SyntaxError | zipfile.BadZipFile | zlib.error | struct.error | EOFError)
    lines = str(error).strip().splitlines() if speaks else []
    return (lines[0] if lines else type(error).__name__)[:200]


def _megabytes(text: str) -> str:
    """Bytes as MB where the fact is a number: 52428800 -> 50 MB."""
    return f"{int(text) / 2**20:,.4g} MB" if text.isdigit() else text
