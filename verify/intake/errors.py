"""What can go wrong with a file. Its words: phrases/tables/intake_error.csv."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Mapping

from phrases import has, say
from phrases.errors import HefangError
from phrases.places import placed

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
_PLACES = frozenset({"got", "sheet"})  # may name pages


class IntakeError(HefangError):
    """A file that cannot be read. ``facts`` are texts: they are filed, and cross from worker processes."""

    room = "intake_error"

    def __init__(self, code: str, /, **facts: object) -> None:
        super().__init__(code, **facts)

    def line(self) -> str:
        """Return ``code.medium`` where what is said, or what to do, differs for an archive, a picture, a PDF."""
        return _special(self.code, str(self.facts.get("of"))) or self.code

    def shown(self, lang: str) -> Mapping[str, object]:
        facts = {k: _megabytes(str(v)) if k in _BYTES else v for k, v in self.facts.items()}
        kind = str(self.facts.get("of", ""))
        facts = {
            k: placed(v, lang, kind) if isinstance(v, str) and k in _PLACES else v for k, v in facts.items()
        }
        key = f"intake_error.foreign.{facts.get('kind')}"
        if has(key):
            facts |= {"what": say(key, lang), "do": say(f"{key}.do", lang)}
        return facts


_PAGES = frozenset({"pdf", "picture"})


def _special(code: str, medium: str) -> str:
    """Return the line that says a code of a medium, "" where the common one does. ``code.pages``: of PDFs and pictures."""
    found = [f"{code}.{medium}", *([f"{code}.pages"] if medium in _PAGES else [])]
    return next((line for line in found if has(f"intake_error.{line}")), "")


def of_medium(code: str, facts: Mapping[str, object], medium: str) -> dict[str, str]:
    """Return the facts of a problem with what it is about (archive, picture, pdf, word), where that changes its words."""
    told = {key: str(value) for key, value in facts.items()}
    return told | ({"of": medium} if _special(code, medium) else {})


def described(error: BaseException) -> str:
    """Return what went wrong in a parser: which layer of the format, else the kind of error.

    No message of a parser: it is English, quotes what was being read, and that may be somebody's number.
    """
    if isinstance(error, SyntaxError):
        line = getattr(error, "lineno", None)
        return "XML" if line is None else f"XML:{line}"
    if isinstance(error, zipfile.BadZipFile | zlib.error):
        return "ZIP"
    return "EOF" if isinstance(error, EOFError | struct.error) else type(error).__name__


def _megabytes(text: str) -> str:
    """Bytes as MB where the fact is a number: 52428800 -> 50 MB."""
    return f"{int(text) / 2**20:,.4g} MB" if text.isdigit() else text
