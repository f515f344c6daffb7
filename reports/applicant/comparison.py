"""A roster that came back, as a paper and as lines of a terminal: what is still to be asked first, then the rest."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from phrases import say
from phrases.places import placed
from reports.applicant.alignment import AlignedLine
from reports.applicant.returned import (
    CLEARED,
    NEW,
    STATES,
    UNSEEN,
    Change,
    ListComparison,
    Matched,
    Side,
    codes_of,
)
from reports.content.dates import day
from reports.content.material import Flag, Material
from reports.document import Block, Cell, Column, Document, Facts, Section, Table, Text
from reports.formats.columns import WIDTH, fit, wrap
from reports.veil import Veil
from verify.check import skip_words

LISTED = 200  # lines of one table
_SIGNS = {"open": "fail", "new": "fail", "unseen": "warn", "gone": "warn", "cleared": "ok"}


def comparison_paper(found: ListComparison) -> Document:
    """Return the comparison as a paper for the dossier's file."""
    material, lang = found.after.material, found.after.material.lang
    sections = [
        Section(
            say("returned.part.result", lang), (Text(summary(found), "lead"), _facts(found), _counts(found))
        ),
    ]
    for state in STATES:
        some = [o for o in found.outcomes if o.state == state]
        if some:
            lead = Text(say(f"returned.lead.{state}", lang))
            sections.append(Section(say(f"returned.state.{state}", lang), (lead, _outcomes(found, some))))
    sections.append(Section(say("returned.part.changes", lang), _changed(found)))
    named = {"id": found.before.line.id, "made": day(f"{material.made:%Y-%m-%d}", lang)}
    return Document(
        say("returned.title", lang), say("returned.subtitle", lang, **named), lang, tuple(sections)
    )


def summary(found: ListComparison) -> str:
    """Return how it stands in one sentence."""
    lang = found.after.material.lang
    counts = {state: found.count(state) for state in STATES}
    asked = sum(o.before is not None for o in found.outcomes)
    if not asked and not counts[NEW]:
        return say("returned.none", lang)
    return say("returned.sum", lang, asked=asked, **counts)


def change_sum(found: ListComparison) -> str:
    """Return what else is different between the two rosters in one sentence."""
    lang, changes = found.after.material.lang, found.changes
    return say(
        "returned.changes", lang,
        before=len(found.before.rows), after=len(found.after.rows),
        added=sum(c.before is None for c in changes), removed=sum(c.after is None for c in changes),
        changed=sum(bool(c.fields) for c in changes),
        unasked=sum(bool(c.fields) and not c.asked for c in changes),
    )  # fmt: skip


def screen_lines(found: ListComparison) -> list[str]:
    """Return the comparison for a terminal of 80 columns."""
    lang = found.after.material.lang
    who = found.before.line.facts["applicant"]
    lines = wrap(f"{found.before.line.id} {who if isinstance(who, str) else ''}".strip(), WIDTH)
    lines += [*wrap(summary(found), WIDTH), ""]
    if found.outcomes:
        heads = [fit(say(f"returned.head.{state}", lang), 10, right=True) for state in STATES]
        lines += [fit(say("returned.head.question", lang), 30) + "".join(heads), "─" * WIDTH]
        for code in codes_of(found.outcomes):
            cells = [fit(str(found.count(state, code) or "·"), 10, right=True) for state in STATES]
            lines.append(fit(found.after.material.title(code), 30) + "".join(cells))
        lines.append("")
    return [*lines, *wrap(change_sum(found), WIDTH), *wrap(say("returned.legend", lang), WIDTH)]


def document(found: ListComparison) -> dict[str, Any]:
    """Return the comparison as JSON values; names and numbers as the material shows them."""
    after, before = found.after, found.before
    return {
        "id": before.line.id,
        "before": _source(before),
        "after": _source(after),
        "counts": {state: found.count(state) for state in STATES},
        "findings": [_outcome(o) for o in found.outcomes],
        "changes": [
            {
                "row_before": None if c.before is None else c.before.row,
                "row_after": None if c.after is None else c.after.row,
                "fields": list(c.fields),
                "asked": c.asked,
            }
            for c in found.changes
        ],
    }


def _source(one: Side) -> dict[str, Any]:
    facts = one.line.facts
    return {
        "file": facts["file"],
        "sheet": facts["sheet"],
        "sha256": facts["sha256"],
        "row_count": facts["row_count"],
    }


def _outcome(outcome: Matched) -> dict[str, Any]:
    finding, was, now = outcome.flag.finding, outcome.before, outcome.after
    return {
        "state": outcome.state,
        "code": finding.code,
        "severity": finding.severity,
        "clause": finding.clause,
        "cells_before": [] if was is None else list(was.finding.cells),
        "cells_after": [] if now is None else list(now.finding.cells),
        "why": outcome.why or None,
        "message": outcome.flag.message,
    }


def _facts(found: ListComparison) -> Facts:
    lang, before, after = found.after.material.lang, found.before.line.facts, found.after.line.facts
    who = before["applicant"] if isinstance(before["applicant"], str) else say("paper.unknown", lang)
    pairs = [(say("round.fact.applicant", lang), who)]
    for key, facts in (("before", before), ("after", after)):
        told = {"file": facts["file"], "rows": facts["row_count"], "hash": str(facts["sha256"])[:16]}
        pairs.append((say(f"returned.fact.{key}", lang), say("returned.fact.file", lang, **told)))
    return Facts(tuple(pairs))


def _counts(found: ListComparison) -> Table:
    lang = found.after.material.lang
    columns = (
        Column(say("returned.head.question", lang), "long"),
        *(Column(say(f"returned.head.{state}", lang), "number") for state in STATES),
    )
    rows = tuple(
        (
            Cell(found.after.material.title(code)),
            *(
                Cell(str(count), _SIGNS[state] if count else "")
                for state in STATES
                for count in [found.count(state, code)]
            ),
        )
        for code in codes_of(found.outcomes)
    )
    return Table(say("returned.table", lang), columns, rows)


def _outcomes(found: ListComparison, some: list[Matched]) -> Table:
    """Where each finding was, where it is now, who, and what is said of it."""
    lang, comma = found.after.material.lang, say("paper.comma", found.after.material.lang)
    columns = (
        Column(say("returned.head.cell.before", lang), "code"),
        Column(say("returned.head.cell.after", lang), "code"),
        Column(say("paper.head.name", lang)),
        Column(say("paper.head.message", lang), "long"),
    )
    rows = []
    for outcome in some[:LISTED]:
        was, now = outcome.before, outcome.after
        # Who it is, by the roster that the finding was made on.
        material = (found.before if now is None else found.after).material
        people = comma.join(material.persons.several(outcome.flag.at[:3]))
        why = ""
        if outcome.state == UNSEEN:
            why = say("returned.why", lang, why=_why(outcome.why, lang))
        rows.append(
            (
                Cell("–" if was is None else _cells(was, found.before.material)),
                Cell(_place(outcome, found.after.material)),
                Cell(people),
                Cell(
                    outcome.flag.message + why,
                    "" if outcome.state == CLEARED else outcome.flag.finding.severity,
                ),
            )
        )
    left = len(some) - LISTED
    note = say("returned.first", lang, shown=LISTED, count=len(some)) if left > 0 else ""
    return Table("", columns, tuple(rows), note)


def _cells(flag: Flag, material: Material) -> str:
    lang, reader = material.lang, str(material.batch.dossiers.at[flag.finding.dossier, "reader"])
    return say("paper.comma", lang).join(placed(cell, lang, reader) for cell in flag.finding.cells[:8])


def _place(outcome: Matched, material: Material) -> str:
    """Where it stands now: the cell, or the row of whoever it was asked about, where nothing is said of it any more."""
    lang = material.lang
    comma = say("paper.comma", lang)
    if outcome.after is not None:
        return _cells(outcome.after, material) or "–"
    rows = comma.join(map(str, outcome.rows[:8]))
    return say("returned.row", lang, rows=rows) if rows else "–"


def _why(code: str, lang: str) -> str:
    return say("returned.retired", lang) if code == "retired" else skip_words(code, lang)


def _changed(found: ListComparison) -> tuple[Block, ...]:
    lang = found.after.material.lang
    lead = Text(change_sum(found))
    if not found.changes:
        return (lead,)
    columns = (
        Column(say("returned.head.row.before", lang), "number"),
        Column(say("returned.head.row.after", lang), "number"),
        Column(say("paper.head.name", lang)),
        Column(say("returned.head.change", lang), "long"),
        Column(say("returned.head.asked", lang)),
    )
    rows = tuple(_change(found, change) for change in found.changes[:LISTED])
    left = len(found.changes) - LISTED
    note = say("returned.first", lang, shown=LISTED, count=len(found.changes)) if left > 0 else ""
    return lead, Table("", columns, rows, note)


def _change(found: ListComparison, change: Change) -> tuple[Cell, ...]:
    lang, before, after = found.after.material.lang, change.before, change.after
    names = [
        one.material.persons.name(line.at)
        for one, line in ((found.before, before), (found.after, after))
        if line is not None
    ]
    if before is None or after is None:
        words = say("returned.added" if before is None else "returned.removed", lang)
    else:
        told = (_change_words(found, before, after, field) for field in change.fields)
        words = say("paper.semicolon", lang).join(told)
    return (
        Cell("–" if before is None else str(before.row)),
        Cell("–" if after is None else str(after.row)),
        Cell(" → ".join(dict.fromkeys(names))),
        Cell(words),
        Cell(say("paper.yes" if change.asked else "paper.no", lang), "" if change.asked else "warn"),
    )


def _change_words(found: ListComparison, before: AlignedLine, after: AlignedLine, field: str) -> str:
    lang = found.after.material.lang
    thing = say(f"finding.thing.{field}", lang)
    old, new = _shown(found.before, before, field), _shown(found.after, after, field)
    if old == new:
        return say("returned.change.hidden", lang, thing=thing)
    return say("returned.change", lang, thing=thing, old=old, new=new)


def _shown(one: Side, line: AlignedLine, field: str) -> str:
    """What stands in a cell, as it may be shown."""
    lang, persons, veil = one.material.lang, one.material.persons, one.material.persons.veil
    makers: dict[str, Callable[[], str]] = {
        "name": lambda: persons.name(line.at),
        "contact": lambda: persons.contact(line.at),
    }
    made = makers.get(field, lambda: _written(one, line, field, veil))()
    return made or say("returned.blank", lang)


def _written(one: Side, line: AlignedLine, field: str, veil: Veil) -> str:
    text = str(one.material.batch.rows.at[line.at, f"{field}_raw"]).strip()
    return veil.text(text) if field == "employer" else veil.written(text)
