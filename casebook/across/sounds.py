"""How names are read: two that sound alike are written the same. Needs the extra that reads Chinese, offline."""

from __future__ import annotations

from importlib import import_module

from casebook.across.people import Sound
from casebook.errors import CasebookError


def sounds() -> Sound:
    """Return what reads a name without its tones; "" where it holds nothing to be read. Raises CasebookError extra."""
    try:
        pypinyin = import_module("pypinyin")
    except ImportError as error:
        raise CasebookError("extra", name="pypinyin", extra="scale") from error

    def read(name: str) -> str:
        return " ".join(pypinyin.lazy_pinyin(name, errors="ignore"))

    return read
