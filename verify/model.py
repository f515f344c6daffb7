"""The nouns. Frozen dataclasses round pandas frames; nobody changes a frame that is in one of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

FAIL, WARN, NOTE = "fail", "warn", "note"
SEVERITIES = (FAIL, WARN, NOTE)
OFFICER_COLUMNS = ("dossier", "item", "name_key", "value")
LACKS = "register_lacks"  # in Matching.told: the register has no column for an item
FILE_UNREAD = "file_unread"  # note of a dossier: a file beside its roster was not read, or not whole
PAPER_COLUMNS = ("dossier", "paper", "item", "value", "file", "place")


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that is not among the dossiers, why, and what to do about it (already facts, not words)."""

    file: str
    code: str
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Entry:
    """An application as the register has it. ``declared``: (item, text) of all that it says further."""

    id: str = ""
    applicant: str = ""
    category: str = ""
    recommender: str = ""
    declared: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Open:
    """A roster that no entry of the register could be found for.

    ``candidates``: applicants that it might be. ``why``: several (read in two ways), contradict (what stands in it
    and on it are two companies), near (almost a name of the register), none (nothing tells).
    """

    file: str
    sheet: str
    candidates: tuple[str, ...]
    why: str = "none"
    rows: int = 0


@dataclass(frozen=True, slots=True)
class Aside:
    """A table that is not counted: ``kind`` copy, draft or older, of the roster of a dossier."""

    file: str
    sheet: str
    kind: str
    dossier: str


@dataclass(frozen=True, slots=True)
class Lost:
    """A file that gave no roster, and the entry that it is for, None where nothing tells.

    ``code``: why. ``alone``: it is all that there is for that entry, which so has no roster that could be read.
    """

    file: str
    code: str
    entry: Entry | None = None
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Matching:
    """How rosters and the register's entries found each other.

    ``how``: dossier -> what decided (see verify/identity/whose.py). ``absent``: entries without a roster;
    ``withdrawn``: those of them whose roster was withdrawn. ``everybody``: all entries of the register;
    ``typed``: somebody typed one of them, the others are made of papers.
    ``told``: (code, facts) of what was not understood or was taken together.
    """

    entries: int = 0
    how: Mapping[str, str] = field(default_factory=dict)
    open: tuple[Open, ...] = ()
    absent: tuple[Entry, ...] = ()
    withdrawn: tuple[Entry, ...] = ()
    aside: tuple[Aside, ...] = ()
    unread: tuple[Lost, ...] = ()
    everybody: tuple[Entry, ...] = ()
    told: tuple[tuple[str, Mapping[str, str]], ...] = ()
    typed: bool = True


@dataclass(frozen=True, slots=True)
class Batch:
    """Every row of every dossier that is looked at together.

    ``rows`` (RangeIndex = *position*, the key of the other frames):
        row_id, dossier (category), segment (int), file, sheet (category), row (int, as shown),
        serial, name, contact (the first), contact_kind, mode (code), mode_parts (codes of a mixed mode
        joined by |), start, end (datetime64[s], NaT), minute (of the day, -1 = none), employer;
        each field's ``<field>_raw``; ``<field>_problem`` for name, contact, mode, surveyed, employer
        (code of fields/*.PROBLEMS or ""); name_key, employer_key (normal forms for comparing);
        year_assumed (bool), weekday_said (Int8, 0 = Monday, NA = none written), hidden (bool).
        Texts are "" where there is none, never NaN.
    ``contacts`` (one row per contact): at (position), position (0, 1, ...), kind (category), value,
        value_id (equal for equal values), raw, problem (category).
    ``dossiers`` (index = dossier id, in order of the files): what was declared (applicant, agency,
        recommender, category, valid_questionnaires, survey_start, survey_end, score, product_model,
        service_name; None/NaN/NaT where unknown), declared (bool: the register has an entry),
        applicant_key (comparing form, "" if unknown), unread (items that are given, but cannot be read: item ->
        what stands there), file,
        sheet, sha256, reader, title, header (tuple of shown rows), columns (dict field -> letter),
        row_count, notes (of intake: code, detail), read_on (the day it was read).
    ``segments`` (index = segment number): dossier, sheet, columns (dict field -> 0-based column), several
        (the dossier has rows on more than one sheet, so that cells need the sheet's name).
    ``papers``: what the papers of an application say, one row each: dossier, paper (kind, see verify/forms; "register",
        "roster"), item, value (text: a number, ISO dates joined by /, a category; "" where only the paper was seen),
        file, place.
    ``officers``: whom the application forms name, with the number given beside them, one row each: dossier, item
        (legal_person, liaison), name_key and value, both as in ``rows`` and ``contacts``. For comparing only: they are
        shown nowhere and kept nowhere.
    ``marks``: at, field, kind, detail (see intake/roster.MARKS).
    ``extras``: at, heading, text.
    """

    rows: pd.DataFrame
    contacts: pd.DataFrame
    dossiers: pd.DataFrame
    segments: pd.DataFrame
    marks: pd.DataFrame
    extras: pd.DataFrame
    unreadable: tuple[Unread, ...] = ()
    matching: Matching = Matching()
    papers: pd.DataFrame = field(
        default_factory=lambda: pd.DataFrame(columns=list(PAPER_COLUMNS), dtype="str")
    )
    officers: pd.DataFrame = field(
        default_factory=lambda: pd.DataFrame(columns=list(OFFICER_COLUMNS), dtype="str")
    )


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found. Facts are data (numbers, dates, masked values, row ids), never sentences."""

    code: str
    severity: str
    clause: str
    dossier: str
    rows: tuple[str, ...]  # row ids; () for a finding about the dossier as a whole
    cells: tuple[str, ...]  # physical addresses in the dossier's own file, e.g. C9
    shown: tuple[int, ...]  # row numbers as shown
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What one check did in every dossier.

    ``hits`` has one row per finding: dossier, severity, row (position or -1), more (tuple of further
    positions), field ("" or the column it points at), clause (that of the check, or the hit's own), and one column
    per fact.
    ``examined``: dossier -> number of things looked at. ``skipped``: dossier -> reason code, for the
    dossiers that the check could not be run on. A dossier stands in exactly one of the two.
    """

    code: str
    hits: pd.DataFrame
    examined: Mapping[str, int]
    skipped: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Part:
    """One step of the credibility waterfall."""

    signal: str
    points: float
    p_value: float | None  # None: not testable, facts say why
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Credibility:
    """Score of one dossier against reference dossiers. Never shown without its parts."""

    score: int | None  # None: ranks only, the reference is too small
    p_value: float | None
    reference: Mapping[str, Any]  # version, sha256, dossiers, synthetic
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Assessment:
    """Scores by dossier, and per row of the batch how much it is part of what was seen (position -> 0..1)."""

    scores: Mapping[str, Credibility]
    suspicion: pd.Series


# What scores a batch, given the results of its checks: verify.credibility.score.assess, or a part of it.
Assess = Callable[[Batch, Sequence[CheckResult]], Assessment]


@dataclass(frozen=True, slots=True)
class Review:
    """The whole road's result: everything that tables, papers and JSON are made from."""

    batch: Batch
    results: tuple[CheckResult, ...]
    credibility: Mapping[str, Credibility]  # dossier -> score; empty when it was not asked for
    priority: pd.Series  # position -> 0..1
    settings: Any  # verify.settings.Settings
    version: str
