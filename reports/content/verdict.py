"""Page one of a dossier's paper: what is proposed, why, by which clause, how sure, what was not looked at."""

from __future__ import annotations

from collections.abc import Mapping

from phrases import say
from reports.content.bound import apart_words, bound_short, bound_words, closing_words, counts_words, decisive
from reports.content.dates import moment
from reports.content.grounds import clause_name, course_of, doubts, kinds, standing
from reports.content.material import Material
from reports.content.overview import DossierLine
from reports.document import Cell, Column, Facts, Figure, Table, Text
from reports.figures.chart_interval import interval
from verify.check import plain, skip_words, unread_items
from verify.model import NOTE, WARN

GROUNDS = 5  # that page one has room for
SKIPPED = 3  # checks named for one reason
REASONS = 2  # that page one has room for; more of them stand in a section of their own
DOUBTS = 3  # kinds of doubts named on page one


def facts(material: Material, line: DossierLine) -> Facts:
    """Return who this paper is about."""
    lang, given = material.lang, line.facts
    unknown = say("paper.unknown", lang)
    unread = unread_items(material.batch, line.id)

    def told(item: str) -> str:
        value = plain(given[item])
        if value is None and item in unread:
            return say("finding.term.cell_unread", lang) + material.persons.veil.written(unread[item])
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
    """Return what is proposed and what that means; once a reviewer has decided, the decision comes first."""
    lang, course = material.lang, course_of(material, line.id)
    if course is None or course.proposal is None:
        stage = "verify" if course is None else course.stage
        why = say("round.why", lang, why=say(f"round.why.{stage.rstrip('12')}", lang))
        return Text(say("round.proposed.none", lang), "lead"), Text(why, "brief")
    said, decided = course.proposal["judgement"], course.proposal["decided"]
    lead = Text(say("round.proposed", lang, judgement=say(f"judgement.{said}", lang)), "lead")
    if not decided:
        closing = closing_words(course, {code: material.title(code) for code in material.catalogue}, lang)
        passed = said == "more" and course.proposal["decision"] == "pass"
        meaning = say(f"round.meaning.{said}.material" if passed else f"round.meaning.{said}", lang)
        listed = said == "high" and any(f.finding.severity != NOTE for f in standing(material, line))
        rest = say("round.meaning.high.rest", lang) if listed else ""
        parts = (meaning, rest, closing, say("round.people", lang))
        return lead, Text((" " if lang == "en" else "").join(part for part in parts if part), "brief")
    shown = {
        **decided,
        "judgement": say(f"judgement.{decided['judgement']}", lang),
        "at": moment(decided["at"], lang),
    }
    return (
        Text(say("round.decided", lang, **shown), "lead"),
        Text(say("round.decided.by", lang, **shown), "brief"),
        Text(lead.text, "brief"),
    )


def grounds(material: Material, line: DossierLine) -> Table:
    """Return the grounds by kind, the gravest first, each with its clause; the rest is one line."""
    lang = material.lang
    found = [*_called(material, line), *((k.words, k.clause or "–") for k in kinds(material, line, lang))]
    if not found:
        found = [(say("round.ground.none", lang), "–")]
    rest = say("round.ground.rest", lang, what=_rest(material, line, len(found) - GROUNDS))
    shown = found[:GROUNDS] + ([(rest, "–")] if _rest(material, line, len(found) - GROUNDS) else [])
    columns = (
        Column(say("round.head.number", lang), "number", 5),
        Column(say("round.head.ground", lang), "long"),
        Column(say("round.head.clause", lang), "code", 28),
    )
    rows = tuple((Cell(str(n)), Cell(text), Cell(clause)) for n, (text, clause) in enumerate(shown, 1))
    return Table(say("round.grounds", lang), columns, rows)


def _called(material: Material, line: DossierLine) -> list[tuple[str, str]]:
    """What the calls say, and what reviewers have shown by documents; nothing before anybody was called."""
    lang, course = material.lang, course_of(material, line.id)
    if course is None or course.proposal is None:
        return []
    clause = say("round.clause.sealed", lang, clause=clause_name("filling.7", lang))
    found = [(say("round.ground.called", lang, bound=bound_short(course.proposal, lang)), clause)]
    for ground in course.proposal["grounds"]:
        if ground.get("code") == "proven":
            facts = {"rows": ground["rows"], "limit": course.proposal["limit"]}
            found.append((say("round.ground.proven", lang, **facts), clause_name(ground["clause"], lang)))
    found += [(words, clause) for words in apart_words(course.proposal, lang)]
    return found


def _rest(material: Material, line: DossierLine, left: int) -> str:
    """What the table of grounds leaves to the chapter on findings, "" where it leaves nothing."""
    lang, course = material.lang, course_of(material, line.id)
    words = [say("round.ground.more", lang, count=left)] if left > 0 else []
    if many := doubts(material, line):
        key = "round.ground.warn.bare" if left > 0 else "round.ground.warn"  # as far as the page has room
        words.append(say(key, lang, count=many, what=_doubted(material, line)))
    if course is not None and course.cleared:
        names = say("paper.comma", lang).join(
            material.title(code) if code in material.catalogue else code for code in course.cleared
        )
        words.append(say("round.ground.cleared", lang, names=names))
    return say("paper.semicolon", lang).join(words)


def _doubted(material: Material, line: DossierLine) -> str:
    """Doubts by kind in few words, the gravest first."""
    lang = material.lang
    found = kinds(material, line, lang, WARN)
    told = [kind.brief(lang).words for kind in found[:DOUBTS]]
    what = say("paper.comma", lang).join(told)
    return say("round.ground.several", lang, what=what, count=len(found)) if len(found) > DOUBTS else what


def certainty(material: Material, line: DossierLine) -> tuple[Text, ...]:
    """Return how sure the proposal is: counts and bounds in words."""
    lang, course = material.lang, course_of(material, line.id)
    if course is None or course.proposal is None:
        return (Text(say("round.certainty.none", lang), "brief"),)
    said = course.proposal
    words = [counts_words(course, lang), bound_words(said, lang)]
    if clash := len(course.proposal["contradicting"]):
        words.append(say("round.certainty.clash", lang, count=clash))
    return (Text((" " if lang == "en" else "").join(words), "brief"),)


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
    reasons = _skipped(material, line)
    words = [
        say("round.unseen.checks", lang, why=why, checks=_named(titles, SKIPPED, lang))
        for why, titles in reasons.items()
    ]
    if len(words) > REASONS:
        every = _named([title for titles in reasons.values() for title in titles], REASONS, lang)
        words = [say("round.unseen.many", lang, checks=every, section=say("paper.skips", lang))]
    if line.id in material.context.unrecorded:
        words.append(say("round.unseen.unrecorded", lang))
    if course is not None and course.purged:
        words.append(say("round.unseen.purged", lang))
    words.append(say("round.unseen.always", lang))
    return (Text((" " if lang == "en" else "").join(words), "brief"),)


def _named(titles: list[str], most: int, lang: str) -> str:
    """Titles, at most so many of them and how many there are."""
    names = say("paper.comma", lang).join(titles[:most])
    return names if len(titles) <= most else say("round.unseen.several", lang, names=names, count=len(titles))


def _skipped(material: Material, line: DossierLine) -> Mapping[str, list[str]]:
    """Titles of the checks that could not be run, by the reason in words."""
    by_reason: dict[str, list[str]] = {}
    for check in line.checks:
        if check.skipped is not None:
            why = skip_words(check.skipped, material.lang)
            by_reason.setdefault(why, []).append(material.title(check.code))
    return by_reason
