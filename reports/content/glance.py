"""The round at a glance: every dossier a line, what is proposed, what stands out.

One table of columns serves page, paper and workbook; each takes those that it has room for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from phrases import say
from reports.content.bound import decisive, main_ground
from reports.content.dossier import sign
from reports.content.grounds import course_of, kinds
from reports.content.material import Material
from reports.content.overview import GRADES, PART, DossierLine, standing_words
from reports.content.round import JUDGEMENTS, Round
from reports.document import Block, Cell, Column, Section, Table, Text
from reports.figures.chart_interval import interval_small, small_note, small_scale
from reports.figures.svg import bar
from reports.formats.screen import percent, sum_of, unread_words
from reports.naming import Called, short_names
from verify.model import FAIL, NOTE, WARN

SEVERITY = {"high": "ok", "more": WARN, "low": FAIL, "open": ""}  # colour of a judgement
ON_PAGE = (
    *("sign", "dossier", "applicant", "rows", "fail", "warn"),
    *("calls", "bound", "judgement", "main", "score", "reason"),
)
ON_PAPER = ("sign", "dossier", "applicant", "rows", "fail", "warn", "calls", "bound", "judgement")
_OF_ROUND = frozenset(
    (
        "stage",
        "calls",
        "confirmed",
        "bound",
        "judgement",
        "main",
        "decided",
        "sampled",
        "bad",
        "unresolved",
        "lower",
        "upper",
    )
) | {"limit"}
_KINDS = {
    **{"sign": "sign", "dossier": "text", "applicant": "text", "stage": "text", "reason": "long"},
    **{"judgement": "text", "decided": "text", "file": "long", "bound": "text", "calls": "text"},
    "main": "text",
}
_WIDTHS = {"dossier": 24, "applicant": 30, "file": 40, "bound": 16, "main": 26}
# Columns whose heading is a word of the trade: what it means stands in the table of terms.
_TERMS = {
    **{"sign": "list", "fail": "findings", "warn": "doubts", "calls": "calls", "bound": "bound"},
    **{"limit": "limit", "lower": "bound", "upper": "bound", "unresolved": "unresolved", "score": "score"},
}


def round_section(material: Material, places: Mapping[str, str], *, brief: bool = False) -> Section:
    """Return the round's overview; ``brief``: with the columns that a sheet of A4 has room for."""
    lang, lines = material.lang, material.lines
    blocks: list[Block] = [] if material.round is None else [_judgements(material, material.round)]
    unread = say("paper.round.unread", lang, count=n) if (n := len(material.unreadable)) else ""
    blocks.append(Text(sum_of(lines, lang) + unread, "lead" if material.round is None else "body"))
    if lines:
        wanted = ON_PAPER if brief else ON_PAGE
        blocks.append(
            overview_table(material, wanted, places, say("paper.round.table", lang), drawings=not brief)
        )
        counted = [line.grade for line in lines]
        parts = [(say(f"paper.bar.{kind}", lang), counted.count(kind), kind) for kind in GRADES]
        blocks.append(bar("round", parts, say("paper.round.bar", lang), lang, "dossiers"))
    blocks += [
        *_standing_out(material),
        Text(say("paper.fair", lang), "note"),
        Text(say("paper.unmasked" if material.persons.veil.unmask else "paper.masked", lang), "note"),
    ]
    title = say("paper.round", lang)
    return Section(title, tuple(blocks), "round", contents=title)


def overview_table(
    material: Material,
    wanted: Sequence[str],
    places: Mapping[str, str],
    caption: str = "",
    *,
    drawings: bool = False,
) -> Table:
    """Return every dossier as a line, in the order of the round. ``wanted``: columns by name; those about a
    round or a score are left out where there is none. ``places``: dossier -> anchor to link to. ``drawings``: it
    goes to a format that draws, so the scale of the drawings is told, and names are short with the whole behind."""
    lang = material.lang
    absent = _OF_ROUND if material.round is None else frozenset()
    if not any(line.credibility for line in material.lines):
        absent |= {"score"}
    if (drawings or tuple(wanted) == ON_PAPER) and _by_company(material.lines):
        absent |= {"dossier"}
    names = [name for name in wanted if name not in absent]
    columns = tuple(
        Column(_heading(name, lang), _KINDS.get(name, "number"), _WIDTHS.get(name, 0), _hint(name, lang))
        for name in names
    )
    drawn = [p for line in material.lines if (c := course_of(material, line.id)) and (p := c.proposal)]
    scale = small_scale((p["limit"], p["population"]) for p in drawn)
    keys = {line.id: f"bound-{number}" for number, line in enumerate(material.lines, 1)}
    known = (line.facts["applicant"] for line in material.lines)
    short = short_names(name for name in known if isinstance(name, str)) if drawings else {}
    sight = _Sight(material, places, scale, keys, short, "dossier" not in names)
    rows = tuple(tuple(_CELLS[name](sight, line) for name in names) for line in material.lines)
    note = small_note(scale, lang) if drawings and drawn and "bound" in names else ""
    return Table(caption, columns, rows, note, sortable=drawings)


def _by_company(lines: Sequence[DossierLine]) -> bool:
    """Whether every dossier is told by its company: nobody gave a number, and no company is there twice."""
    called = [Called(x.id, str(x.facts["applicant"] or ""), str(x.facts["file"] or "")) for x in lines]
    companies = [item.applicant for item in called]
    numbered = any(item.number or item.is_numbered for item in called)
    return all(companies) and len(set(companies)) == len(lines) and not numbered


def _heading(name: str, lang: str) -> str:
    return say(f"round.head.{name}", lang) if name in _OF_ROUND else say(f"paper.head.{name}", lang)


def _hint(name: str, lang: str) -> str:
    return say(f"term.{_TERMS[name]}.means", lang) if name in _TERMS else ""


def _judgements(material: Material, known: Round) -> Text:
    lang = material.lang
    counted = [known.judgement(line.id) for line in material.lines]
    counts = {kind: counted.count(kind) for kind in JUDGEMENTS}
    return Text(say("round.round.sum", lang, name=known.title(lang), dossiers=len(counted), **counts), "lead")


def _standing_out(material: Material) -> list[Text]:
    lang, found = material.lang, material.context.standing_out
    if found is None:
        return []
    words = standing_words(found, material.name, material.context.rate, lang)
    return [Text(words, "note", say("round.rate.label", lang))]


# How each cell of the overview is made ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Sight:
    """What cells are made from: ``places``: dossier -> anchor to link to; ``scale`` of the small drawings; ``short``:
    company -> its name in few characters, empty where there is room for the whole."""

    material: Material
    places: Mapping[str, str]
    scale: float
    keys: Mapping[str, str]  # dossier -> id of its drawing, unlike all others of the document
    short: Mapping[str, str]
    leads: bool  # whether the company's name is what leads to the dossier's page


_Maker = Callable[[_Sight, DossierLine], Cell]


def _count(severity: str) -> _Maker:
    def make(sight: _Sight, line: DossierLine) -> Cell:
        count = line.counts[severity]
        mark = PART if severity == FAIL and line.grade == PART else severity
        return Cell(str(count), mark if count and severity != NOTE else "")

    return make


def _proposed(name: str) -> _Maker:
    """A number of the proposal; empty where nobody was called."""

    def make(sight: _Sight, line: DossierLine) -> Cell:
        course = course_of(sight.material, line.id)
        return Cell("" if course is None or course.proposal is None else str(course.proposal[name]))

    return make


def _sign(sight: _Sight, line: DossierLine) -> Cell:
    return Cell(sign(line.grade, sight.material.lang), line.grade)


def _dossier(sight: _Sight, line: DossierLine) -> Cell:
    return Cell(line.id, link=sight.places.get(line.id, ""))


def _applicant(sight: _Sight, line: DossierLine) -> Cell:
    applicant = line.facts["applicant"]
    if not isinstance(applicant, str):
        return Cell("")
    short = sight.short.get(applicant, applicant)
    link = sight.places.get(line.id, "") if sight.leads else ""
    return Cell(short, hint=applicant if short != applicant else "", link=link)


def _score(sight: _Sight, line: DossierLine) -> Cell:
    score = line.credibility.score if line.credibility else None
    return Cell("–" if score is None else str(score))


def _stage(sight: _Sight, line: DossierLine) -> Cell:
    course = course_of(sight.material, line.id)
    return Cell("" if course is None else say(f"round.stage.{course.stage}", sight.material.lang))


def _calls(sight: _Sight, line: DossierLine) -> Cell:
    course, lang = course_of(sight.material, line.id), sight.material.lang
    if course is None:
        return Cell("–")
    if course.proposal is None:
        return Cell(say(f"round.stage.{course.stage}", lang))
    done = {name: course.proposal[name] for name in ("confirmed", "sampled")}
    return Cell(say("round.calls.done", lang, **done))


def _bound(sight: _Sight, line: DossierLine) -> Cell:
    course = course_of(sight.material, line.id)
    proposal, lang = None if course is None else course.proposal, sight.material.lang
    if proposal is None:
        return Cell("–")
    counts = {name: proposal[name] for name in ("upper", "limit", "population", "decision")}
    drawn = interval_small(
        sight.keys[line.id], lower=decisive(proposal), lang=lang, scale=sight.scale, **counts
    )
    return Cell(say("round.bound.cell", lang, **{**proposal, "lower": decisive(proposal)}), drawing=drawn)


def _lower(sight: _Sight, line: DossierLine) -> Cell:
    course = course_of(sight.material, line.id)
    return Cell("" if course is None or course.proposal is None else str(decisive(course.proposal)))


def _judgement(sight: _Sight, line: DossierLine) -> Cell:
    course = course_of(sight.material, line.id)
    proposed = "open" if course is None or course.proposal is None else course.proposal["judgement"]
    return Cell(say(f"judgement.{proposed}", sight.material.lang), SEVERITY[proposed])


def _main(sight: _Sight, line: DossierLine) -> Cell:
    material = sight.material
    course = course_of(material, line.id)
    titles = {code: material.title(code) for code in material.catalogue}
    return Cell("" if course is None else main_ground(course, titles, material.lang))


def _reason(sight: _Sight, line: DossierLine) -> Cell:
    """The gravest kind of finding in a whole sentence with its clause; single rows with their share."""
    material, lang = sight.material, sight.material.lang
    found = (*kinds(material, line, lang), *kinds(material, line, lang, WARN))
    if line.unread is not None and not line.counts[FAIL]:
        return Cell(unread_words(line.unread, lang))
    if not found:
        stands_out = line.id in (material.context.standing_out or ())
        return Cell(say("command.reason.stands_out" if stands_out else "command.reason.none", lang))
    first = found[0]
    if line.grade == PART:
        words = say("round.reason.part", lang, words=first.words, share=percent(line.share))
        first = replace(first, words=words)
    return Cell(first.cited(lang))


def _decided(sight: _Sight, line: DossierLine) -> Cell:
    course = course_of(sight.material, line.id)
    decided = None if course is None or course.proposal is None else course.proposal["decided"]
    return (
        Cell(say(f"judgement.{decided['judgement']}", sight.material.lang), SEVERITY[decided["judgement"]])
        if decided
        else Cell("")
    )


_CELLS: Mapping[str, _Maker] = {
    "sign": _sign,
    "dossier": _dossier,
    "applicant": _applicant,
    "rows": lambda sight, line: Cell(str(line.facts["row_count"])),
    "fail": _count(FAIL),
    "warn": _count(WARN),
    "note": _count(NOTE),
    "reason": _reason,
    "score": _score,
    "file": lambda sight, line: Cell(str(line.facts["file"])),
    "stage": _stage,
    "calls": _calls,
    "bound": _bound,
    "judgement": _judgement,
    "decided": _decided,
    "main": _main,
    **{name: _proposed(name) for name in ("sampled", "confirmed", "bad", "unresolved", "upper", "limit")},
    "lower": _lower,
}
