"""The tables of a round for a projector: 80 columns, the worst first, a sign beside the colour."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from casebook.standing import Standing, stage_of
from desk.console import Document
from phrases import say
from reports.content.bound import decisive
from reports.content.round import JUDGEMENTS
from reports.formats.columns import WIDTH, fit, width, wrap
from reports.naming import Called, labels

Item = TypeVar("Item")
DECIDED, AGAINST = "●", "≠"  # a reviewer has decided: as it is proposed, or otherwise
_SIGN = {"low": ("×", "31"), "more": ("！", "33"), "high": ("√", "32"), "open": ("·", "")}


@dataclass(frozen=True, slots=True)
class _Column(Generic[Item]):
    """A heading's key, columns on the screen, and how its text is made of an item."""

    key: str
    wide: int
    text: Callable[[Item], str]
    right: bool = True


def status_table(
    dossiers: Sequence[Standing], calls: Mapping[str, Document], lang: str, *, colour: bool, columns: int
) -> list[str]:
    """Return where every dossier stands, one line each. ``calls``: dossier -> drawn, done, code (the judgement
    that stands), decided (by a reviewer: DECIDED, AGAINST, or "")."""

    def decided(item: Standing) -> str:
        return str(calls.get(item.id, {}).get("decided", ""))

    def said(item: Standing) -> str:
        return str(calls.get(item.id, {}).get("code") or "open")

    def called(item: Standing) -> str:
        known = calls.get(item.id)
        return f"{known['done']}/{known['drawn']}" if known else "–"

    parts: tuple[_Column[Standing], ...] = (
        _Column("rows", 5, lambda item: str(item.rows)),
        _Column("fail", 4, lambda item: str(item.counts.get("fail", 0) or "·")),
        _Column("warn", 4, lambda item: str(item.counts.get("warn", 0) or "·")),
        _Column("short.score", 4, lambda item: "–" if item.score is None else str(item.score)),
        _Column("short.links", 4, lambda item: str(sum(item.links.values()) or "·")),
        _Column("stage", 8, lambda item: say(f"round.stage.{stage_of(item)}", lang), right=False),
        _Column("short.calls", 7, called),
        _Column("short.judgement", 10, lambda item: say(f"judgement.{said(item)}.column", lang), right=False),
    )
    ordered = sorted(
        dossiers, key=lambda item: (JUDGEMENTS.index(said(item)), -item.counts.get("fail", 0), item.id)
    )
    called_so = [_called(item) for item in ordered]
    return _table(ordered, parts, said, called_so, lang, colour=colour, columns=columns, after=decided)


def judge_table(
    shown: Sequence[Document], names: Mapping[str, Standing], lang: str, *, colour: bool, columns: int
) -> list[str]:
    """Return the proposals, one line each: counts, bounds against the limit, the judgement that stands.

    ``shown``: items of ``hefang judge --json``; ``names``: dossier -> where it stands.
    """

    def said(item: Document) -> str:
        return str((item["decided"] or item)["judgement"])

    parts: tuple[_Column[Document], ...] = (
        _Column("short.calls", 7, lambda item: f"{item['confirmed']}/{item['sampled']}"),
        _Column("short.bad", 6, lambda item: str(item["bad"] or "·")),
        _Column("short.unresolved", 4, lambda item: str(item["unresolved"] or "·")),
        _Column(
            "short.bound", 13, lambda item: say("round.bound", lang, **{**item, "lower": decisive(item)})
        ),
        _Column("short.decided", 4, decision_mark),
        _Column("short.judgement", 10, lambda item: say(f"judgement.{said(item)}.column", lang), right=False),
    )
    ordered = sorted(shown, key=lambda item: JUDGEMENTS.index(said(item)))
    called = [
        _called(names[item["id"]]) if item["id"] in names else Called(item["id"], "", "") for item in ordered
    ]
    return _table(ordered, parts, said, called, lang, colour=colour, columns=columns)


def decision_mark(item: Document) -> str:
    """Return how a reviewer's decision on a dossier stands to its proposal: DECIDED, AGAINST, "" for none."""
    if not item["decided"]:
        return ""
    return DECIDED if item["decided"]["judgement"] == item["judgement"] else AGAINST


def folded(lines: Iterable[str]) -> Iterator[str]:
    """Break lines that are too long for a projector; a command stays in one piece, to be copied."""
    for line in lines:
        bare = line.lstrip()
        if width(line) <= WIDTH or "hefang " in bare:
            yield line
        else:
            yield from wrap(bare, WIDTH, len(line) - len(bare))


def legend(which: str, lang: str) -> list[str]:
    """Return what the columns and signs of a table mean."""
    return wrap(say(f"round.legend.{which}", lang), WIDTH)


def _called(item: Standing) -> Called:
    return Called(item.id, item.applicant, item.file)


def _table(
    items: Sequence[Item],
    parts: Sequence[_Column[Item]],
    said: Callable[[Item], str],
    dossiers: Sequence[Called],
    lang: str,
    *,
    colour: bool,
    columns: int,
    after: Callable[[Item], str] = lambda _: "",
) -> list[str]:
    """``after``: a mark of one column behind the sign."""
    room = columns - 3 - sum(part.wide + 1 for part in parts)
    names = labels(dossiers, room)
    first = max(8, *map(width, names), 0)
    heads = [fit(say(f"round.head.{part.key}", lang), part.wide, right=part.right) for part in parts]
    lines = [
        " ".join(("  ", fit(say("round.head.dossier", lang), first), *heads)).rstrip(),
        "─" * min(columns, WIDTH),
    ]
    for item, name in zip(items, names, strict=True):
        sign, shade = _SIGN[said(item)]
        cells = [fit(part.text(item), part.wide, right=part.right) for part in parts]
        mark = f"\x1b[{shade}m{sign}\x1b[0m" if colour and shade else sign
        mark += after(item)
        lines.append(
            (mark + " " * (3 - width(sign + after(item))) + " ".join((fit(name, first), *cells))).rstrip()
        )
    return lines
