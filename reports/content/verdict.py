"""Page one of a dossier's paper: what is proposed, why, by which clause, how sure, what was not looked at."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from phrases import say
from reports.content.material import Flag, Material
from reports.content.overview import DossierLine
from reports.content.round import Course, when
from reports.document import Cell, Column, Facts, Figure, Table, Text
from reports.figures.chart_interval import interval
from verify.check import plain, skip_words
from verify.clauses import words as clause_words
from verify.model import FAIL, WARN

GROUNDS = 4  # kinds of findings that page one has room for
_BOUND = {
    "pass": "round.opinion.pass", "fail": "round.opinion.fail", "extend": "verdict.bound.extend",
}  # fmt: skip
SKIPPED = 3  # checks named for one reason
CLAUSES = 2  # clauses named in one cell


def course_of(material: Material, dossier: str) -> Course | None:
    """Return how far a dossier has come, None where there is no round."""
    return None if material.round is None else material.round.courses.get(dossier)


def clause_name(clause: str, lang: str) -> str:
    """Return what a clause is called, without its text and as short as it stays clear: 填报说明7, 登记表注4."""
    name = clause_words(clause, lang).replace(": ", "：").partition("：")[0]
    return name.removeprefix("被访者信息") or "–"


def facts(material: Material, line: DossierLine) -> Facts:
    """Return who this paper is about."""
    lang, given = material.lang, line.facts
    unknown = say("paper.unknown", lang)

    def told(item: str) -> str:
        value = plain(given[item])
        return unknown if value is None else f"{value:g}" if isinstance(value, float) else str(value)

    pairs = [(say("round.fact.applicant", lang), told("applicant"))]
    pairs += [
        (
            say("round.fact.category", lang),
            say("round.fact.two", lang, one=told("category"), other=told("recommender")),
        ),
        (say("round.fact.agency", lang), told("agency")),
        (
            say("round.fact.rows", lang),
            say("round.fact.two", lang, one=given["row_count"], other=told("valid_questionnaires")),
        ),
    ]
    return Facts(tuple(pairs))


def proposal(material: Material, line: DossierLine) -> tuple[Text, ...]:
    """Return what is proposed and what that means; a reviewer's decision comes first."""
    lang, course = material.lang, course_of(material, line.id)
    if course is None or course.proposal is None:
        stage = "verify" if course is None else course.stage
        why = say("round.why", lang, why=say(f"round.why.{stage.rstrip('12')}", lang))
        return Text(say("round.proposed.none", lang), "lead"), Text(why, "brief")
    said, decided = course.proposal["judgement"], course.proposal["decided"]
    lead = Text(say("round.proposed", lang, judgement=say(f"judgement.{said}", lang)), "lead")
    if not decided:
        meaning = say(f"round.meaning.{said}", lang) + " " * (lang == "en") + say("round.people", lang)
        return lead, Text(meaning, "brief")
    shown = {
        **decided,
        "judgement": say(f"judgement.{decided['judgement']}", lang),
        "at": when(decided["at"]),
    }
    return (
        Text(say("round.decided", lang, **shown), "lead"),
        Text(say("round.decided.by", lang, **shown), "brief"),
        lead,
    )


def grounds(material: Material, line: DossierLine) -> Table:
    """Return every ground of the proposal with its clause; without a round the gravest findings."""
    lang, course = material.lang, course_of(material, line.id)
    found: list[tuple[str, str]] = []
    if course is not None and course.proposal is not None:
        named = [(g["message"], clause_name(g["clause"], lang)) for g in course.proposal["grounds"]]
        found += _several(named, lang, GROUNDS - 1)  # two lines more follow
        found += _rows_ground(material, line)
    else:
        found += _gravest(material, line)
    doubts = [f.finding.code for f in standing(material, line) if f.finding.severity == WARN]
    if doubts:
        found.append((say("round.ground.warn", lang, count=len(doubts), kinds=len(set(doubts))), "–"))
    if course is not None and course.cleared:
        found.append((say("round.ground.cleared", lang, codes=" ".join(course.cleared)), "–"))
    columns = (
        Column(say("round.head.number", lang), "number", 5),
        Column(say("round.head.ground", lang), "long"),
        Column(say("round.head.clause", lang), "text", 22),
    )
    rows = tuple((Cell(str(n)), Cell(text), Cell(clause)) for n, (text, clause) in enumerate(found, 1))
    return Table(say("round.grounds", lang), columns, rows)


def standing(material: Material, line: DossierLine) -> tuple[Flag, ...]:
    """Return the findings of a dossier that no reviewer has cleared."""
    course = course_of(material, line.id)
    cleared = frozenset() if course is None else frozenset(course.cleared)
    return tuple(flag for flag in material.flags[line.id] if flag.finding.code not in cleared)


def _rows_ground(material: Material, line: DossierLine) -> list[tuple[str, str]]:
    flags = [f for f in standing(material, line) if f.finding.severity == FAIL and f.at]
    if not flags:
        return []
    clauses = list(dict.fromkeys(clause_name(f.finding.clause, material.lang) for f in flags))
    named = say("paper.comma", material.lang).join(clauses[:CLAUSES])
    if len(clauses) > CLAUSES:
        named = say("round.clauses", material.lang, names=named, count=len(clauses))
    words = say(
        "round.ground.rows", material.lang, fail=len(flags), rows=len({at for f in flags for at in f.at})
    )
    return [(words, named)]


def _gravest(material: Material, line: DossierLine) -> list[tuple[str, str]]:
    """The kinds of findings that break a clause: about the dossier as a whole first, then the most frequent."""
    lang = material.lang
    failed = sorted(
        (f for f in standing(material, line) if f.finding.severity == FAIL), key=lambda f: f.finding.code
    )
    kinds = [tuple(group) for _, group in groupby(failed, key=lambda f: f.finding.code)]
    kinds.sort(key=lambda flags: (bool(flags[0].at), -len(flags)))
    found = [(_ground(material, flags), clause_name(flags[0].finding.clause, lang)) for flags in kinds]
    if not found:
        return [(say("round.ground.none", lang), "–")]
    return _several(found, lang, GROUNDS)


def _several(found: list[tuple[str, str]], lang: str, most: int) -> list[tuple[str, str]]:
    """The first so many, and how many more there are."""
    left = len(found) - most
    return found[:most] + ([(say("round.ground.more", lang, count=left), "–")] if left > 0 else [])


def _ground(material: Material, flags: tuple[Flag, ...]) -> str:
    lang, first = material.lang, flags[0]
    if not first.at:
        return say("round.ground.whole", lang, message=first.message, code=first.finding.code)
    cells = say("paper.comma", lang).join(first.finding.cells[:3])
    title = material.title(first.finding.code)
    return say(
        "round.ground.finding", lang, title=title, code=first.finding.code, count=len(flags), where=cells
    )


def certainty(material: Material, line: DossierLine) -> tuple[Text, ...]:
    """Return how sure the proposal is: counts and bounds in words."""
    lang, course = material.lang, course_of(material, line.id)
    if course is None or course.proposal is None:
        return (Text(say("round.certainty.none", lang), "brief"),)
    said = course.proposal
    aimed = say("round.certainty.targeted", lang, **said["targeted"]) if said["targeted"]["sampled"] else ""
    counts = {k: said[k] for k in ("sampled", "confirmed", "bad", "unresolved")}
    words = [say("round.certainty.counts", lang, targeted=aimed, **counts), bound_words(said, lang)]
    words += _silence_words(said, lang)
    if said["open"]:
        words.append(say("round.certainty.open", lang, open=said["open"]))
    if said["contradicting"]:
        words.append(say("round.certainty.clash", lang, count=len(said["contradicting"])))
    return (Text((" " if lang == "en" else "").join(words), "brief"),)


def _silence_words(proposal: Mapping[str, Any], lang: str) -> list[str]:
    """How much of the bound rests on what was sealed about people who never answered."""
    told = proposal.get("silence")
    if not told or not told["silent"]:
        return []
    odds = "∞" if told["odds"] == "inf" else told["odds"]
    words = [say("round.certainty.silence", lang, **{**told, "odds": odds})]
    if told["too_many"]:
        words.append(say("round.certainty.many", lang))
    elif told["tipping"] not in (None, "inf"):
        words.append(say("round.certainty.tipping", lang, tipping=told["tipping"]))
    return words


def bound_words(proposal: Mapping[str, Any], lang: str) -> str:
    """Return the bounds in a sentence, each with its confidence; the lower one is the one that decides."""
    strict = "fail_confidence" if proposal["decision"] == "fail" else "confidence"
    decided = {"lower": decisive(proposal), "lower_confidence": proposal[strict]}
    return say("round.certainty.bound", lang, **{**proposal, **decided})


def decisive(proposal: Mapping[str, Any]) -> int:
    """Return the lower bound that a proposal rests on: at the stricter confidence where it says fail."""
    return int(proposal["fail_lower" if proposal["decision"] == "fail" else "lower"])


def bound_figure(material: Material, line: DossierLine, key: str) -> tuple[Figure, ...]:
    """Return the bounds against the limit as a drawing, nothing where nobody was called."""
    course = course_of(material, line.id)
    if course is None or course.proposal is None:
        return ()
    said = course.proposal
    counts = {name: said[name] for name in ("upper", "limit", "population", "decision")}
    return (interval(key, lower=decisive(said), lang=material.lang, **counts),)


def not_seen(material: Material, line: DossierLine) -> tuple[Text, ...]:
    """Return what was not looked at, in as few words as page one allows; never nothing."""
    lang, course = material.lang, course_of(material, line.id)
    comma, reasons = say("paper.comma", lang), _skipped(material, line)
    words = []
    for why, titles in reasons.items():
        named = comma.join(titles[:SKIPPED])
        if len(titles) > SKIPPED:
            named = say("round.unseen.several", lang, names=named, count=len(titles))
        words.append(say("round.unseen.checks", lang, why=why, checks=named))
    if line.id in material.context.unrecorded:
        words.append(say("round.unseen.unrecorded", lang))
    if course is not None and course.purged:
        words.append(say("round.unseen.purged", lang))
    words.append(say("round.unseen.always", lang))
    return (Text((" " if lang == "en" else "").join(words), "brief"),)


def _skipped(material: Material, line: DossierLine) -> Mapping[str, list[str]]:
    """Titles of the checks that could not be run, by the reason in words."""
    by_reason: dict[str, list[str]] = {}
    for check in line.checks:
        if check.skipped is not None:
            why = skip_words(check.skipped, material.lang)
            by_reason.setdefault(why, []).append(material.title(check.code))
    return by_reason


def opinion_text(material: Material, line: DossierLine) -> str:
    """Return the text proposed for the opinion form, "" where nothing can be proposed yet.

    In Chinese, as the form is, whatever the language of the other papers.
    """
    course = course_of(material, line.id)
    if course is None or course.proposal is None:
        return ""
    said = course.proposal
    found = [say(_BOUND[said["decision"]], **said)]
    for ground in said["grounds"]:
        code = ground.get("code")
        if code == "proven":
            found.append(say("round.opinion.proven"))
        elif code is not None:
            title = material.catalogue[code].title[0] if code in material.catalogue else code
            found.append(say("round.opinion.finding", title=title, code=code))
    counts = {k: said[k] for k in ("population", "sampled", "confirmed", "bad", "unresolved")}
    words = say(
        "round.opinion.proposed",
        grounds=say("paper.semicolon").join(found),
        judgement=say(f"judgement.{said['judgement']}"),
        **counts,
    )
    if said["decided"]:
        decided = said["decided"]
        shown = {**decided, "judgement": say(f"judgement.{decided['judgement']}"), "at": when(decided["at"])}
        words += say("round.opinion.decided", **shown)
    return words
