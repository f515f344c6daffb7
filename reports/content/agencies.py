"""The agencies of a round beside each other: a chapter of the papers, and lines of a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from phrases import has, say
from reports.document import Block, Cell, Column, Section, Table, Text
from reports.formats.columns import WIDTH, fit, wrap
from reports.formats.screen import percent
from reports.naming import apart
from verify.credibility.agencies.model import FEWEST, Agency, AgencyComparison, AgencyLook, AgencyRate
from verify.model import WARN

SHOWN = 40  # dossiers named beside a look
_COUNTED = ("fail", "warn", "confirmed", "denied", "dead", "silent")
_NAME, _CELLS = 22, (4, 5, 4, 4, 5, 5, 5, 5)


def agencies_section(
    comparison: AgencyComparison | None, lang: str, *, brief: bool = False
) -> tuple[Section, ...]:
    """Return the chapter; none where no dossier names an agency. ``brief``: without the intervals of every agency."""
    if comparison is None or not comparison.agencies:
        return ()
    title = say("agency.title", lang)
    blocks: list[Block] = [Text(say("agency.lead", lang), "note"), Text(summary(comparison, lang), "lead")]
    blocks.append(_overview(comparison, lang))
    if not _called(comparison):
        blocks.append(Text(say("agency.calls.none", lang), "note"))
    blocks += [Text(note, "note") for note in _left_out(comparison, lang)]
    blocks += [_detail(agency, lang) for agency in comparison.agencies if agency.state == "named"]
    if not brief:
        blocks += [
            Section(_heading(agency, lang), tuple(_beside(agency, lang)))
            for agency in comparison.agencies
            if agency.state == "calm"
        ]
    return (Section(title, tuple(blocks), "agencies", contents=title),)


def summary(comparison: AgencyComparison, lang: str) -> str:
    """Return in a sentence who stands out."""
    rate = f"{comparison.rate:.0%}"
    named = [agency.name for agency in comparison.agencies if agency.state == "named"]
    if named:
        names = say("paper.comma", lang).join(named)
        return say("agency.named", lang, count=len(named), names=names, rate=rate)
    if any(agency.state == "calm" for agency in comparison.agencies):
        return say("agency.nobody", lang, rate=rate)
    return say("agency.unseen", lang, fewest=FEWEST)


def screen_lines(comparison: AgencyComparison, lang: str, *, columns: int = WIDTH) -> Iterator[str]:
    """Yield the comparison for a terminal: a table, who stands out, and why."""
    if comparison.agencies:
        room = _NAME + max(0, columns - WIDTH)
        heads = ("dossiers", "rows", *_COUNTED)
        cells = [
            fit(say(f"agency.short.{key}", lang), size, right=True)
            for key, size in zip(heads, _CELLS, strict=True)
        ]
        yield " ".join((fit(say("agency.head.agency", lang), room), *cells, say("agency.short.state", lang)))
        yield "─" * min(columns, WIDTH)
        names = apart([agency.name for agency in comparison.agencies], room)
        for name, agency in zip(names, comparison.agencies, strict=True):
            shares = [_short(rate) for rate in agency.rates]
            figures = (str(len(agency.dossiers)), str(agency.rows), *shares)
            cells = [fit(text, size, right=True) for text, size in zip(figures, _CELLS, strict=True)]
            state = say(f"agency.state.{agency.state}", lang)
            yield " ".join((fit(name, room), *cells, state)).rstrip()
        yield ""
        yield from wrap(say("agency.legend", lang, fewest=FEWEST), columns)
        for agency in comparison.agencies:
            if len(agency.spellings) > 1:
                yield from wrap(_spellings(agency, lang), columns)
        yield ""
    yield from wrap(summary(comparison, lang), columns)
    for note in _left_out(comparison, lang):
        yield from wrap(note, columns)
    for agency in comparison.agencies:
        if agency.state == "named":
            yield ""
            yield from wrap(_heading(agency, lang), columns)
            for look in agency.seen:
                yield from wrap(f"{title(look, lang)}：{seen(look, lang)}" if lang == "zh" else
                                f"{title(look, lang)}: {seen(look, lang)}", columns, 2)  # fmt: skip
                yield from wrap(f"{say('agency.head.innocent', lang)}：{innocent(look, lang)}" if lang == "zh" else
                                f"{say('agency.head.innocent', lang)}: {innocent(look, lang)}", columns, 4)  # fmt: skip
            yield from wrap(say("agency.clear", lang), columns, 2)


def title(look: AgencyLook, lang: str) -> str:
    """Return what a look is about."""
    if not look.component:
        return say(f"agency.{look.name}.title", lang)
    own = f"agency.component.{look.component}"
    return say(own if look.component in ("SG02", "ALL") else f"score.{look.component}.title", lang)


def seen(look: AgencyLook, lang: str) -> str:
    """Return what was seen: the figure that was tested, what is usual, and the others' where it was compared."""
    others = say("paper.unknown", lang) if look.others is None else f"{look.others:g}"
    if look.name == "denied" and look.others is not None:
        others = percent(look.others)
    usual = f"{look.usual:.2f}" if look.component else f"{look.usual:.1f}"
    facts = {**look.facts, "shown": f"{look.shown:g}", "usual": usual, "others": others}
    return say(f"agency.{look.name}.seen", lang, **facts)


def innocent(look: AgencyLook, lang: str) -> str:
    """Return what else could explain it: what is pooled has the causes of its component."""
    own = [f"agency.innocent.{part}" for part in (look.component, look.component.partition(".")[0]) if part]
    return say(next(filter(has, own), f"agency.{look.name}.innocent"), lang)


def _called(comparison: AgencyComparison) -> bool:
    return any(rate.of for agency in comparison.agencies for rate in agency.rates if rate.name == "denied")


def _overview(comparison: AgencyComparison, lang: str) -> Table:
    heads = ("agency", "dossiers", "rows", *_COUNTED, "state")
    kinds = ("text", *("number",) * (len(heads) - 2), "text")
    columns = tuple(
        Column(say(f"agency.head.{key}", lang), kind) for key, kind in zip(heads, kinds, strict=True)
    )
    rows = tuple(
        (
            Cell(agency.name, WARN if agency.state == "named" else ""),
            Cell(str(len(agency.dossiers))),
            Cell(str(agency.rows)),
            *(Cell(_share(rate, lang)) for rate in agency.rates),
            Cell(say(f"agency.state.{agency.state}", lang), WARN if agency.state == "named" else ""),
        )
        for agency in comparison.agencies
    )
    return Table(say("agency.table", lang), columns, rows)


def _detail(agency: Agency, lang: str) -> Section:
    """One agency that stands out: what was seen, where, what else could explain it, what clears it."""
    heads = (("look", "text", 16), ("seen", "long", 0), ("innocent", "long", 0), ("where", "long", 0))
    columns = tuple(Column(say(f"agency.head.{key}", lang), kind, size) for key, kind, size in heads)
    comma = say("paper.comma", lang)
    rows = tuple(
        (
            Cell(title(look, lang)),
            Cell(seen(look, lang)),
            Cell(innocent(look, lang)),
            Cell(comma.join(look.dossiers[:SHOWN])),
        )
        for look in agency.seen
    )
    table = Table(say("agency.looks", lang), columns, rows)
    return Section(
        _heading(agency, lang),
        (table, Text(say("agency.clear", lang), "clear"), *_beside(agency, lang)),
        severity=WARN,
    )


def _heading(agency: Agency, lang: str) -> str:
    return say(
        "agency.detail", lang, name=agency.name, dossiers=len(agency.dossiers), applicants=agency.applicants,
        rows=agency.rows,
    )  # fmt: skip


def _beside(agency: Agency, lang: str) -> Iterator[Block]:
    """Yield every share with its exact interval beside the others'."""
    if len(agency.spellings) > 1:
        yield Text(_spellings(agency, lang), "note")
    yield Text(say("agency.beside", lang), "note")
    for rate in agency.rates:
        if rate.of:
            yield Text(
                say(
                    "agency.rate", lang, name=say(f"agency.rate.{rate.name}", lang), count=rate.count, of=rate.of,
                    share=percent(rate.count / rate.of), low=percent(rate.low),
                    high=percent(rate.high), others=rate.others, others_of=rate.others_of,
                    others_share=percent(rate.others / max(rate.others_of, 1)),
                    others_low=percent(rate.others_low), others_high=percent(rate.others_high),
                )
            )  # fmt: skip


def _left_out(comparison: AgencyComparison, lang: str) -> list[str]:
    """Return which dossiers are not compared, or not in everything."""
    notes = {"without": len(comparison.without), "strange": comparison.strange}
    return [say(f"agency.{key}", lang, count=count) for key, count in notes.items() if count]


def _spellings(agency: Agency, lang: str) -> str:
    return say("agency.spellings", lang, names=say("paper.comma", lang).join(agency.spellings))


def _share(rate: AgencyRate, lang: str) -> str:
    return percent(rate.count / rate.of) if rate.of else "–"


def _short(rate: AgencyRate) -> str:
    return f"{100 * rate.count / rate.of:.0f}" if rate.of else "–"
