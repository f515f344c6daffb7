"""调查方式: the codes of ``survey_modes.csv``, by its words and their mixtures."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache, partial
from importlib.resources import files

import pandas as pd

from verify.fields.column import by_distinct
from verify.fields.nothing import says_nothing
from verify.fields.text import LONGEST, normal
from verify.fields.ticks import habit_of, ticked

MIXED, UNKNOWN = "MIXED", "UNKNOWN"

# In words: phrases/tables/field.csv.
PROBLEMS = ("missing", "unknown")


@dataclass(frozen=True, slots=True)
class Mode:
    """How somebody was interviewed.

    code: of ``survey_modes.csv``; MIXED where several are named, or where a word means either of two
    (邮件: MAIL and EMAIL); UNKNOWN with a problem. parts: the codes named, in order; () for 多种方式, where
    nobody says which.
    """

    code: str
    parts: tuple[str, ...]
    problem: str = ""


# Words that say nothing beside another one: 网络问卷 is WEB, 问卷 alone is SELF.
_GENERAL = frozenset(
    {
        "访问",
        "访谈",
        "问卷",
        "问卷调查",
        "发放问卷",
        "发放",
        "填答",
        "填写问卷",
        "现场",
        "自填",
        "链接",
        "通话",
    }
    | {"interview", "questionnaire", "paper", "会议", "手机"}
)


def _folded(text: str) -> str:
    return re.sub(r"\s+", "", normal(text[:LONGEST])).casefold()


@cache
def _words() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    """Return a pattern of all words, longest first, and the codes that each stands for."""
    text = files("verify.fields").joinpath("survey_modes.csv").read_text(encoding="utf-8")
    codes: dict[str, tuple[str, ...]] = {}
    for row in csv.DictReader(text.splitlines()):
        if row["code"] == UNKNOWN:
            continue
        for word in row["synonyms"].split("|"):
            codes.setdefault(_folded(word), tuple(row["code"].split("/")))
    longest = sorted(codes, key=len, reverse=True)
    # English words need their ends: web is no part of cobweb, nor tel of hotel.
    return re.compile(
        "|".join(rf"(?<![a-z]){re.escape(w)}(?![a-z])" if w.isascii() else re.escape(w) for w in longest)
    ), codes


@cache
def synonyms() -> frozenset[str]:
    """Return every word for a mode, folded: no blanks, no case."""
    return frozenset(_words()[1])


@cache
def codes() -> dict[str, str]:
    """Return every code and its Chinese name, in the order of the file."""
    text = files("verify.fields").joinpath("survey_modes.csv").read_text(encoding="utf-8")
    return {row["code"]: row["zh"] for row in csv.DictReader(text.splitlines()) if "/" not in row["code"]}


def clean(text: str, habit: str = "") -> Mode:
    """Read one cell; where boxes stand in it, only what is ticked. ``habit``: where its list puts ticks."""
    chosen = ticked(text[:LONGEST], habit)
    folded = _folded(text if chosen is None else chosen)
    if says_nothing(folded):
        return Mode(UNKNOWN, (), "missing")
    pattern, meanings = _words()
    words = pattern.findall(folded)
    particular = [word for word in words if word not in _GENERAL] or words[:1]
    parts = tuple(dict.fromkeys(code for word in particular for code in meanings[word]))
    if not parts:
        return Mode(UNKNOWN, (), "unknown")
    named = tuple(part for part in parts if part != MIXED)
    if len(named) == 1 and len(parts) == 1:
        return Mode(named[0], named)
    return Mode(MIXED, named)


def clean_column(texts: pd.Series) -> pd.DataFrame:
    """Read a column of modes; the index is that of ``texts``.

    Returns code, parts (joined by |, e.g. ``PHONE|F2F``), problem (all ``str``).
    """
    return by_distinct(
        texts,
        partial(clean, habit=habit_of(texts.unique())),
        {
            "code": (lambda item: item.code, "str"),
            "parts": (lambda item: "|".join(item.parts), "str"),
            "problem": (lambda item: item.problem, "str"),
        },
    )


def mask(value: str) -> str:
    """Return the value as it is: a survey mode says nothing about a person."""
    return value
