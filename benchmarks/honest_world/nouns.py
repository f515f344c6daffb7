"""The nouns of the honest world."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

HEADINGS = ("序号", "姓名", "联系方式", "调查方式", "调查时间", "工作单位")


@dataclass(frozen=True, slots=True)
class Dose:
    """Knobs that override what a kind has of its own. None: the kind decides.

    ``fancy``: share of bought tails among mobile numbers, 0 to 0.20. ``spread``: relative spread of a centre's daily
    count, 0.05 to 0.40; given, the survey is made by such a centre whatever the kind's habit is. ``old_women``: share
    of respondents who are women born 1930-1959, 0 to 1. ``size``: number of rows.
    """

    fancy: float | None = None
    spread: float | None = None
    old_women: float | None = None
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Human:
    """A made-up person, before anything is written down. ``day`` and ``minute`` (-1: none) say when they were asked."""

    name: str
    sex: str
    born: int
    contact: str
    employer: str
    mode: str = ""
    day: date = date(2017, 3, 1)
    minute: int = -1


@dataclass(frozen=True, slots=True)
class HonestRoster:
    """A roster as texts: six columns of HEADINGS per row.

    ``slips``: row (0-based) -> what went wrong when it was typed (honest). ``typed``: rows that a forger made up or
    altered (none in an honest roster). ``truth``: honest, or the name of what was done. ``days``: when each was asked.
    """

    company: str
    kind: str
    city: str
    rows: tuple[tuple[str, ...], ...]
    category: str = "企业类"
    agency: str = ""
    slips: dict[int, str] = field(default_factory=dict)
    typed: frozenset[int] = frozenset()
    truth: str = "honest"
    days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class House:
    """How one office writes: form of dates, of numbers, of the mode; share of rows with a slip; order of rows."""

    date_form: str
    number_form: str
    times: bool
    slip_rate: float
    order: str
