"""The letter to a company: what of its roster is to be corrected, completed or explained, cell by cell."""

from __future__ import annotations

from phrases import say
from phrases.places import placed
from phrases.places import placed as called
from reports.applicant.questions import Question, questions
from reports.content.called import number_of
from reports.content.dates import day
from reports.content.material import Flag, Material
from reports.content.overview import DossierLine
from reports.document import Block, Cell, Column, Document, Facts, Section, Table, Text
from reports.safe import clean
from verify.model import FAIL

LISTED = 500  # cells of one question; a letter with more is read by nobody
LINES = 12  # cells that stand below one another; more of them run on
NAMED = 3  # people of one finding, and cells, in one line of a table


def letter(material: Material, line: DossierLine) -> Document | None:
    """Return the letter about a dossier, None where nothing is asked."""
    found, lang = questions(material, line), material.lang
    if not found:
        return None
    parts = [
        ("must", tuple(q for q in found if q.severity == FAIL)),
        ("may", tuple(q for q in found if q.severity != FAIL)),
    ]
    sections = [Section("", _opening(material, line, found))]
    titles = say("round.numerals", lang).split()
    count = 0
    for key, some in parts:
        if some:
            blocks: list[Block] = []
            for question in some:
                count += 1
                blocks.append(_asked(material, question, count))
            heading = say(
                "round.numbered",
                lang,
                number=titles[len(sections) - 1],
                title=say(f"letter.part.{key}", lang),
            )
            sections.append(Section(heading, tuple(blocks)))
    heading = say(
        "round.numbered", lang, number=titles[len(sections) - 1], title=say("letter.part.back", lang)
    )
    sections.append(Section(heading, _closing(material)))
    return Document(say("letter.title", lang), "", lang, tuple(sections))


def _opening(material: Material, line: DossierLine, found: tuple[Question, ...]) -> tuple[Block, ...]:
    lang, facts = material.lang, line.facts
    applicant = facts["applicant"]
    name = applicant if isinstance(applicant, str) and applicant else say("letter.somebody", lang)
    number = number_of(line.id, facts)
    counts = {"kinds": len(found), "places": sum(len(question.flags) for question in found)}
    pairs = [
        *(((say("letter.fact.id", lang), number),) if number else ()),
        (say("letter.fact.file", lang), _where(line, lang)),
        (say("letter.fact.rows", lang), say("letter.people", lang, count=facts["row_count"])),
        (say("letter.fact.hash", lang), str(facts["sha256"])[:16]),
        (say("letter.fact.made", lang), day(f"{material.made:%Y-%m-%d}", lang)),
    ]
    if material.round is not None:
        pairs.insert(0, (say("letter.fact.round", lang), material.round.title(lang)))
    return (
        Text(say("letter.to", lang, name=name), "lead"),
        Text(say("letter.lead", lang, **counts)),
        Text(say("letter.fair", lang)),
        Facts(tuple(pairs)),
        Text(say("letter.unmasked" if material.persons.veil.unmask else "letter.masked", lang), "note"),
    )


def _where(line: DossierLine, lang: str) -> str:
    """The company's own file, without the folder in which the association keeps it."""
    file = str(line.facts["file"]).replace("\\", "/").rpartition("/")[2]
    sheet = placed(str(line.facts["sheet"] or ""), lang, str(line.facts["reader"]))
    return f"{file}　{sheet}".strip()


def _asked(material: Material, question: Question, number: int) -> Section:
    lang = material.lang
    told = list(zip(question.flags, question.messages, strict=True))
    blocks: list[Block] = [Text(words, "message") for flag, words in told if not flag.at]
    if question.clause:
        blocks.append(Text(question.clause, "clause", say("paper.label.clause", lang)))
    blocks.append(Text(question.ask, "clear", say("letter.label.ask", lang)))
    if placed := [(flag, words) for flag, words in told if flag.at]:
        blocks.append(_cells(material, placed))
    key = "letter.question" if len(told) > 1 else "letter.question.one"
    return Section(say(key, lang, number=number, title=question.title, count=len(told)), tuple(blocks))


def _cells(material: Material, placed: list[tuple[Flag, str]]) -> Table:
    lang, persons = material.lang, material.persons
    comma = say("paper.comma", lang)
    columns = (
        Column(say("paper.head.cell", lang), "code", lines=True),
        Column(say("paper.head.name", lang)),
        Column(say("paper.head.contact", lang), "code", lines=True),
        Column(say("letter.head.found", lang), "long"),
        Column(say("letter.head.answer", lang), "long", 16),
    )
    rows = []
    for flag, words in placed[:LISTED]:
        more = "…" if len(flag.at) > NAMED else ""
        contacts = dict.fromkeys(clean(persons.contact(at)) for at in flag.at[:NAMED])
        # All of them: the company has to find each.
        cells = [called(cell, lang) for cell in flag.finding.cells]
        rows.append(
            (
                Cell(("\n" if len(cells) <= LINES else comma).join(cells)),
                Cell(comma.join(persons.several(flag.at[:NAMED])) + more),
                Cell("\n".join(contacts).replace("、", "\n") + more),
                Cell(words),
                Cell(""),
            )
        )
    left = len(placed) - LISTED
    note = say("letter.first", lang, shown=LISTED, count=len(placed)) if left > 0 else ""
    return Table("", columns, tuple(rows), note)


def _closing(material: Material) -> tuple[Block, ...]:
    lang, known = material.lang, material.settings
    office = str(known.get("office_name") or "")
    phone = str(known.get("office_phone") or "") or say("minutes.blank", lang)
    steps = [Text(say(f"letter.back.{n}", lang)) for n in (1, 2, 3, 4)]
    return (
        *steps,
        Text(say("letter.contact", lang, office=office, phone=phone)),
        Text(office, "signature"),
        Text(say("letter.date", lang), "signature"),
    )
