"""The association's two forms, 推荐意见表 and 推荐汇总表, with the facts that are known filled in.

Cells and wording are the notice's, in its order. People tick, date, seal and sign: no form that comes from
here has a ticked box, whatever stands in the facts. A fact that is not known leaves its cell empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from phrases import keys, say, texts
from reports.document import Block, Box, Cell, Column, Document, Facts, Form, Section, Table, Text
from reports.safe import clean

LINES = 4  # of each group on the printed summary
# What could be taken for a tick or a filled square. 〓 is what printers set for a character that is wanting.
_TICKS = re.compile(
    "[\u221a\u22a0\u25a0\u25a3-\u25aa\u25fc\u25fe\u2611\u2612\u2705\u2713-\u2718\u274e\u2b1b\u2b55\u2bbd"
    "\U0001f5f5-\U0001f5f9\U0001f78e-\U0001f791\U0001fbb1\uf052\uf0fc\uf0fe]"  # the last: of Wingdings
)
_SINGLE = ("applicant", "category", "score", "valid_questionnaires", "period")
_GROUPS = ("enterprises", "products", "projects", "services")


@dataclass(frozen=True, slots=True)
class Notice:
    """What the forms say of the year and the place. The defaults are those of the notice of 2017."""

    year: str = "2017"
    since: str = "2016年12月1日"  # surveys count that were organised after it
    due: str = "2017年6月20日"
    body: str = "黑龙江省质量协会"


@dataclass(frozen=True, slots=True)
class OpinionFacts:
    """What is known of one dossier, as it is to be printed; None or blank = not known.

    ``proposal``: a text for 推荐意见, ``decision``: one for 审定意见, in Chinese as the form is; one body prints and
    the other's cell stays empty. Up to about 300 characters leave the form on one page.
    """

    applicant: str | None = None
    category: str | None = None
    score: str | None = None
    valid_questionnaires: str | None = None
    period: str | None = None
    proposal: str | None = None
    decision: str | None = None
    notice: Notice = field(default_factory=Notice)
    settled: bool = False  # the text is what a reviewer has decided, and no proposal


@dataclass(frozen=True, slots=True)
class SummaryFacts:
    """What one body recommends, as it is to be printed. ``recommender`` None = not known.

    Companies (企业类), products with model (产品类), construction projects (建筑工程类), services (服务类);
    ``unplaced``: dossiers without a category, named so that none is lost; ``standing``: (company, proposed, decided)
    of each dossier. Neither is part of the form: they stand on a sheet of their own that is not handed in.
    """

    recommender: str | None = None
    enterprises: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    unplaced: tuple[str, ...] = ()
    standing: tuple[tuple[str, str, str], ...] = ()
    notice: Notice = field(default_factory=Notice)


def opinion(facts: OpinionFacts, lang: str) -> Document:
    """Return the opinion form of one dossier; in English with a page that says what its cells are."""
    known = {key: fact(getattr(facts, key)) for key in _SINGLE}
    rows = (
        (
            _label("opinion.company"),
            _label("opinion.applicant"),
            Box(known["applicant"], "value"),
            _label("opinion.category"),
            Box(known["category"], "value"),
        ),
        (
            Box(printed("opinion.evidence"), down=3),
            _label("opinion.score"),
            Box(known["score"], "value"),
            _label("opinion.conform"),
            _label("opinion.conform.boxes"),
        ),
        (
            _label("opinion.valid_questionnaires"),
            Box(known["valid_questionnaires"], "value"),
            _label("opinion.period"),
            Box(known["period"], "value"),
        ),
        (_label("opinion.result"), Box(printed("opinion.result.boxes"), across=3)),
        (_area("opinion.opinion", facts.proposal, facts.settled, "opinion.seal", "opinion.date"),),
        (_area("opinion.decision", facts.decision, facts.settled, "opinion.date"),),
    )
    # The body that has something to write has the room for it; both cells are there in any case.
    heights = (46, 62) if fact(facts.decision) and not fact(facts.proposal) else (76, 32)
    grid = Form((25, 29, 38, 22, 42), rows, (15, 15, 15, 15, *heights))
    since = fact(facts.notice.since)
    notes = (Text(say(f"form.opinion.note.{n}", "zh", since=since), "note") for n in range(1, 5))
    title = printed("opinion.title")
    sections = (Section(title, (grid, *notes)), *_aid("opinion.", lang, since=since))
    return Document(title, "", lang, sections)


def summary(recommenders: Sequence[SummaryFacts], lang: str) -> Document:
    """Return one summary form per recommender, each on its own page; without any, one empty form."""
    title = printed("summary.title")
    forms = (
        section
        for i, facts in enumerate(recommenders or (SummaryFacts(),))
        for section in (_summary(facts, new_page=i > 0), *_enclosure(facts, lang))
    )
    notice = recommenders[0].notice if recommenders else Notice()
    aid = _aid("summary.", lang, year=fact(notice.year), due=fact(notice.due), body=fact(notice.body))
    return Document(title, "", lang, (*forms, *aid))


def missing(facts: OpinionFacts | SummaryFacts) -> tuple[str, ...]:
    """Return the keys of the cells that stay empty because the fact is not known, in the form's order.

    Cells that people fill (ticks, opinion, seal, dates, contact person) are none of them. Words: ``missing_words``.
    """
    if isinstance(facts, OpinionFacts):
        return tuple(key for key in _SINGLE if not fact(getattr(facts, key)))
    empty = () if fact(facts.recommender) else ("recommender",)
    return empty if any(_facts(getattr(facts, group)) for group in _GROUPS) else (*empty, "entries")


def missing_words(key: str, lang: str) -> str:
    """Return what a key of ``missing`` is called."""
    return say(f"form.missing.{key}", lang)


def _summary(facts: SummaryFacts, *, new_page: bool) -> Section:
    notice = facts.notice
    groups = [_facts(getattr(facts, group)) for group in _GROUPS]
    lists = tuple(
        (_label(f"summary.{group}"), Box(_numbered(entries), "value", across=3))
        for group, entries in zip(_GROUPS, groups, strict=True)
    )
    # A long list takes its room from the empty lines of the others.
    tall = 28 if sum(max(LINES, len(entries)) for entries in groups) <= 4 * LINES else 24
    rows = (
        (Box(printed("summary.recommender") + fact(facts.recommender), "value", across=4),),
        (Box(say("form.summary.state", "zh", year=fact(notice.year) or "　　"), "value", across=4),),
        *lists,
        (Box(printed("summary.seal"), across=2, down=4), _label("summary.person"), Box("", "value")),
        *((_label(f"summary.{key}"), Box("", "value")) for key in ("phone", "address", "postcode")),
    )
    grid = Form((9, 72, 22, 53), rows, (10, 20, *(tall,) * 4, 8, 8, 8, 8))
    note = say("form.summary.note", "zh", due=fact(notice.due), body=fact(notice.body))
    blocks: list[Block] = [grid, Text(note, "note")]
    return Section(printed("summary.title"), tuple(blocks), new_page=new_page)


def _enclosure(facts: SummaryFacts, lang: str) -> tuple[Section, ...]:
    """What the recommender should know beside the form, on a sheet of its own; nothing where there is nothing."""
    blocks: list[Block] = []
    if unplaced := _facts(facts.unplaced):
        blocks.append(Text(say("form.unplaced", lang, names=say("paper.comma", lang).join(unplaced))))
    if facts.standing:
        heads = [say("paper.head.applicant", lang)]
        heads += [say(f"round.summary.{key}", lang) for key in ("proposed", "decided")]
        rows = tuple(tuple(Cell(fact(text)) for text in line) for line in facts.standing)
        columns = tuple(Column(title, "text", 30) for title in heads)
        blocks.append(Table(say("round.summary.table", lang), columns, rows))
    if not blocks:
        return ()
    blocks.insert(0, Text(say("round.summary.who", lang), "note"))
    return (Section(say("round.summary.title", lang), tuple(blocks), new_page=True),)


def _numbered(entries: Sequence[str]) -> str:
    """One line for each entry, empty numbered lines up to the number on the printed form."""
    lines = (*entries, *("",) * (LINES - len(entries)))
    return "\n".join(f"{number}　{entry}".rstrip() for number, entry in enumerate(lines, 1))


def _area(label: str, text: str | None, settled: bool, *foot: str) -> Box:
    """A cell in which a body writes its opinion: the text that is prepared for it, or nothing."""
    words = printed(label)
    if label == "opinion.decision":
        words += "\n" + printed("opinion.decision.left")
    if prepared := fact(text):
        words += "\n" + (prepared if settled else say("form.opinion.proposal", "zh", text=prepared))
    return Box(words, "area", across=5, foot=tuple(map(printed, foot)))


def _aid(form: str, lang: str, **facts: str) -> tuple[Section, ...]:
    """In English: what the printed Chinese says, on a page of its own."""
    if lang != "en":
        return ()
    pairs = tuple(
        (say(key, "zh", text="…", **facts), say(key, "en", **facts)) for key in keys(f"form.{form}")
    )
    blocks = (Text(say("form.aid.note", lang), "note"), Facts(pairs))
    return (Section(say("form.aid.title", lang), blocks, new_page=True),)


def _label(key: str) -> Box:
    return Box(printed(key))


def printed(key: str) -> str:
    """Return words of the form itself, which are Chinese in every language."""
    return texts(f"form.{key}")[0]


def _facts(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(known for value in values if (known := fact(value)))


def fact(value: str | None) -> str:
    """Return a fact on one line, "" where it is not known; nothing in it looks like a tick."""
    return _TICKS.sub("〓", clean(value or "")).strip()
