"""Codes of evidence: what a reviewer found in papers, messages or on the spot about somebody whom no call reached.

They are no outcomes of calls, and lists do not offer them. A reviewer gives one to a row (``hefang judge --decide``) of which
evidence of that kind is on file. Whether they resolve a silent row says a setting as it stood under the seal; a row that
somebody answered for, one whose outcomes disagree, and one that is still worth a call they never change. A confirmed row
is reckoned with as evidence that came after the calls (sampling/design/late.py). Each line of ``evidence_codes.csv``: code,
words, what it counts for, the kind of evidence that it needs. A questionnaire that nobody can find is no evidence.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import StringIO
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class EvidenceCode:
    """One code. ``counts_for``: confirmed or bad; ``kind``: of evidence, as ``hefang evidence add --kind`` has it."""

    code: str
    zh: str
    en: str
    counts_for: str
    kind: str

    def words(self, lang: str = "zh") -> str:
        """Return what the code means."""
        return self.en if lang == "en" else self.zh


@cache
def evidence_codes() -> Mapping[str, EvidenceCode]:
    """All codes, in the order of the file."""
    text = (files("sampling") / "evidence_codes.csv").read_text(encoding="utf-8-sig")
    return MappingProxyType({row["code"]: EvidenceCode(**row) for row in csv.DictReader(StringIO(text))})


def resolving(said: Mapping[str, str], silent: Collection[str], *, counts: bool) -> dict[str, str]:
    """Return the rows that evidence resolves, with their codes.

    ``said``: row -> code; ``silent``: rows that were tried to the end without an answer; ``counts``: whether the seal says
    that evidence counts.
    """
    return {row: code for row, code in said.items() if counts and row in silent}


def counted(rows: Iterable[str], decided: Mapping[str, str]) -> tuple[int, int]:
    """Return how many of these rows codes of evidence confirmed, and how many they showed false."""
    known = evidence_codes()
    said = [known[code].counts_for for row in rows if (code := decided.get(row, "")) in known]
    return said.count("confirmed"), said.count("bad")
