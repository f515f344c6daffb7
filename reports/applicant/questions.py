"""What a company is asked about its own roster: every finding that stands, in words that can be sent to it.

A company learns what is written where, by which clause that matters, and what clears it. It learns nothing of others:
what a check says of several dossiers is said here without them, and where nobody has written how, with the row alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from phrases import has, say
from reports.content.grounds import standing
from reports.content.material import Flag, Material
from reports.content.overview import DossierLine
from verify.clauses import words as clause_words
from verify.model import FAIL, WARN

ASKED = (FAIL, WARN)  # what is only noted asks nobody anything
OF_OTHERS = frozenset({"other", "other_row", "same_term", "dossiers"})  # facts that tell of other dossiers


@dataclass(frozen=True, slots=True)
class Question:
    """Everything that one check found in one dossier. ``messages``: one per flag, fit to be sent."""

    code: str
    severity: str
    title: str
    clause: str  # with its text, "" where none is cited
    ask: str
    flags: tuple[Flag, ...]
    messages: tuple[str, ...]


def questions(material: Material, line: DossierLine) -> tuple[Question, ...]:
    """Return what is asked of a dossier's company, the gravest first; () where nothing is."""
    mine = sorted(
        (flag for flag in standing(material, line) if flag.finding.severity in ASKED),
        key=lambda flag: (ASKED.index(flag.finding.severity), flag.finding.code),
    )
    groups = groupby(mine, key=lambda flag: (flag.finding.severity, flag.finding.code))
    return tuple(_question(material, code, severity, tuple(flags)) for (severity, code), flags in groups)


def message(material: Material, flag: Flag) -> str:
    """Return the sentence of a finding as the company may read it."""
    finding, lang = flag.finding, material.lang
    key = f"letter.say.{finding.code}"
    of_others = "others" in material.catalogue[finding.code].needs or OF_OTHERS & finding.facts.keys()
    if not of_others and not has(key):
        return flag.message
    rows = say("paper.comma", lang).join(map(str, finding.shown))
    return say(key if has(key) else "letter.say.other", lang, rows=rows)


def _question(material: Material, code: str, severity: str, flags: tuple[Flag, ...]) -> Question:
    lang = material.lang
    title, ask = (_key(kind, code, severity) for kind in ("title", "ask"))
    return Question(
        code,
        severity,
        say(title, lang) if has(title) else material.title(code),
        say("paper.semicolon", lang).join(_clauses(flags, lang)),
        say(ask if has(ask) else "letter.ask.other", lang),
        flags,
        tuple(message(material, flag) for flag in flags),
    )


def _key(kind: str, code: str, severity: str) -> str:
    """Return the words for a check; a doubt can have its own, where it is of another thing: a star beside a name."""
    own = f"letter.{kind}.{code}.{severity}"
    return own if has(own) else f"letter.{kind}.{code}"


def _clauses(flags: Iterable[Flag], lang: str) -> list[str]:
    return list(dict.fromkeys(words for f in flags if (words := clause_words(f.finding.clause, lang))))
