"""From what papers say to values that can be compared: a number, two days, a category."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date

from verify.fields import surveyed
from verify.forms.boxes import single

Window = tuple[date, date]

_COUNT = re.compile(r"(?:共|共计|有效)?\s*(\d{1,6})(?:\.0+)?\s*[份个人张户]?\s*(?:[(（].*)?")
_SCORE = re.compile(r"(\d{1,3}(?:\.\d+)?)\s*(?:分|%)?\s*(?:[(（].*)?")
_COARSE = re.compile(r"月(?!\s*\d)")  # a month without its day says less, and nothing else


def count(text: str) -> str:
    """Return a number of questionnaires, "" where the text is none."""
    match = _COUNT.fullmatch(_half(text))
    return str(int(match[1])) if match else ""


def score(text: str) -> str:
    """Return a score as written without its unit, "" where the text is none."""
    match = _SCORE.fullmatch(_half(text))
    return match[1] if match else ""


def period(text: str, window: Window) -> tuple[date, date] | None:
    """Return first and last day of a survey, None where the text does not say both."""
    read = surveyed.clean(text, window)
    return (read.start, read.end) if read.start and read.end and not read.problem else None


def category(text: str) -> str:
    """Return a category as the notice writes it, "" where it is none of the four."""
    return single(text) or ""


def is_coarse(text: str) -> bool:
    """Whether a period is told by months alone."""
    return _COARSE.search(_half(text)) is not None


def _half(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def value(item: str, text: str, window: Window) -> str:
    """Return what is compared of an item: "" where the text cannot be read, or is too coarse to be compared."""
    if item == "period":
        days = None if is_coarse(text) else period(text, window)
        return "" if days is None else f"{days[0].isoformat()}/{days[1].isoformat()}"
    read = _READ.get(item)
    return read(text) if read else _half(text)


_READ: Mapping[str, Callable[[str], str]] = {
    "valid_questionnaires": count,
    "score": score,
    "category": category,
}
