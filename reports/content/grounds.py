"""What stands against a dossier, by kind: how many respondents, in words, the gravest kind first.

Page one, the opinion form and the overview are made from this; a kind is one check, and no code is in its words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from phrases import has, say
from reports.content.dates import day
from reports.content.material import Flag, Material
from reports.content.overview import DossierLine, sentence
from reports.content.round import Course
from verify.clauses import words as clause_words
from verify.model import FAIL, WARN

SHARED = ("DU05", "DU06")  # people who stand in another roster too: calls show whose they are
LONG = {"zh": 40, "en": 90}  # characters of a ground that there is room for where many stand
WHOLE = 0.5  # what a finding about the dossier as a whole weighs: as much as half a roster


@dataclass(frozen=True, slots=True)
class GroundKind:
    """Everything that one check found in one dossier, in words. ``people``: respondents that it is about, 0 where it
    is about the dossier as a whole; ``clause``: what it is called."""

    code: str
    words: str
    clause: str
    people: int
    weight: float

    def cited(self, lang: str) -> str:
        """Return the words with their clause in brackets."""
        return say("ground.cited", lang, words=self.words, clause=self.clause) if self.clause else self.words

    def brief(self, lang: str) -> GroundKind:
        """Return the same in few words: a long sentence gives up what stands behind its colon, which the findings have."""
        head = self.words.replace(": ", "：").partition("：")[0]
        return self if len(self.words) <= LONG[lang] else replace(self, words=head)


def course_of(material: Material, dossier: str) -> Course | None:
    """Return how far a dossier has come, None where there is no round."""
    return None if material.round is None else material.round.courses.get(dossier)


def standing(material: Material, line: DossierLine) -> tuple[Flag, ...]:
    """Return the findings of a dossier that no reviewer has cleared."""
    course = course_of(material, line.id)
    cleared = frozenset() if course is None else frozenset(course.cleared)
    return tuple(flag for flag in material.flags[line.id] if flag.finding.code not in cleared)


def kinds(material: Material, line: DossierLine, lang: str, severity: str = FAIL) -> tuple[GroundKind, ...]:
    """Return the kinds of findings of a severity that stand, the gravest first: by the share of the roster."""
    mine = sorted(
        (f for f in standing(material, line) if f.finding.severity == severity),
        key=lambda flag: flag.finding.code,
    )
    found = [
        _kind(material, line, tuple(flags), lang)
        for _, flags in groupby(mine, key=lambda flag: flag.finding.code)
    ]
    return tuple(sorted(found, key=lambda kind: (-kind.weight, kind.code)))


def doubts(material: Material, line: DossierLine) -> int:
    """Return how many doubts stand."""
    return sum(flag.finding.severity == WARN for flag in standing(material, line))


def clause_name(clause: str, lang: str) -> str:
    """Return what a clause is called, without its text: 填报说明7, 被访者信息登记表注4; "" where none is cited."""
    return clause_words(clause, lang).replace(": ", "：").partition("：")[0]


def _kind(material: Material, line: DossierLine, flags: Sequence[Flag], lang: str) -> GroundKind:
    first = flags[0].finding
    clause = clause_name(first.clause, lang)
    people = len({at for flag in flags for at in flag.at})
    if not people:
        return GroundKind(first.code, _whole(material, flags[0], lang), clause, 0, WHOLE)
    key = f"ground.{first.code}"
    if has(f"{key}.{first.severity}"):  # what is a doubt only can be another thing: a star beside a name
        key = f"{key}.{first.severity}"
    title = material.catalogue[first.code].title[1 if lang == "en" else 0]
    limit = day(str(first.facts.get("limit", material.settings.get("window_start", ""))), lang)
    words = say(key if has(key) else "ground.other", lang, count=people, limit=limit, title=title)
    if first.code in SHARED and first.severity == FAIL and _borne_out(material, line, first.code, people):
        words = say("round.ground.borne_out", lang, words=words)
    return GroundKind(first.code, words, clause, people, people / max(1, int(line.facts["row_count"])))


def _borne_out(material: Material, line: DossierLine, code: str, people: int) -> bool:
    """Whether the calls have cleared people who stand in another roster too: enough of them to be a ground, and none.

    Without a word of it a reader asks why so many do not stand against the list.
    """
    course = course_of(material, line.id)
    said = None if course is None else course.proposal
    if said is None or code not in str(material.settings.get("against_codes", "")).split():
        return False
    named = {c for g in said["grounds"] if g.get("code") == "doubtful" for c in g.get("codes", ())}
    return people >= int(said["limit"]) and code not in named


def _whole(material: Material, flag: Flag, lang: str) -> str:
    """The sentence itself; where the facts of a purged dossier are gone, what is left of it."""
    if lang == material.lang or not flag.finding.facts:
        return flag.message
    return sentence(material.catalogue[flag.finding.code], flag.finding, lang)
