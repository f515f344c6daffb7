"""Tables for a terminal or a projector: 80 columns, worst first, colour plus a sign."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from phrases import say
from phrases.places import placed
from reports.content.overview import (
    GRADES,
    PART,
    Catalogue,
    DossierLine,
    sentence,
    spaced_words,
    standing_words,
)
from reports.formats.columns import WIDTH, fit, width, wrap
from reports.naming import Called, labels
from reports.safe import clean as clean
from verify.check import Check
from verify.clauses import words as clause_words
from verify.model import FAIL, WARN

_SIGN = {FAIL: ("×", "31"), PART: ("△", "33"), WARN: ("！", "33"), "ok": ("√", "32")}


def dossier_table(
    lines: Sequence[DossierLine],
    catalogue: Catalogue,
    lang: str,
    *,
    colour: bool,
    columns: int = WIDTH,
    standing: Collection[str] = (),
) -> list[str]:
    """Return the table of ``hefang verify``, one line per dossier, in the order given.

    ``standing``: dossiers whose score stands out. Scores have a column where there are any.
    """
    called = labels([called_of(line) for line in lines], 24 if columns <= WIDTH else 48)
    dossier = max(8, *map(width, called), 0)
    scored = any(line.credibility is not None and line.credibility.score is not None for line in lines)
    heads = ["command.head.rows", "command.head.fail", "command.head.warn"]
    heads += ["round.head.short.score"] if scored else []
    rest = columns - 3 - dossier - 6 * len(heads) - 2
    head = " ".join(
        (
            "  ",
            fit(say("command.head.dossier", lang), dossier),
            *(fit(say(key, lang), 5, right=True) for key in heads),
            " " + say("command.head.reason", lang),
        )
    )
    table = [head.rstrip(), "─" * columns]
    for line, name in zip(lines, called, strict=True):
        sign, shade = _SIGN[line.grade]
        cells = (
            fit(name, dossier),
            fit(str(line.facts["row_count"]), 5, right=True),
            fit(str(line.counts[FAIL] or "·"), 5, right=True),
            fit(str(line.counts[WARN] or "·"), 5, right=True),
            *([fit(_score(line), 5, right=True)] if scored else []),
            " " + fit(_first_reason(line, catalogue, lang, rest, standing), rest).rstrip(),
        )
        mark = f"\x1b[{shade}m{sign}\x1b[0m" if colour else sign
        table.append((mark + " " * (3 - width(sign)) + " ".join(cells)).rstrip())
    return table


def _score(line: DossierLine) -> str:
    found = line.credibility.score if line.credibility is not None else None
    return "·" if found is None else str(found)


def _first_reason(
    line: DossierLine, catalogue: Catalogue, lang: str, columns: int, standing: Collection[str]
) -> str:
    """The reason of the checks; where they have none and the score stands out, that it does."""
    stands_out = line.grade == "ok" and line.id in standing
    return say("command.reason.stands_out", lang) if stands_out else reason(line, catalogue, lang, columns)


def standing_lines(
    lines: Sequence[DossierLine], standing: Sequence[str] | None, rate: float, lang: str, columns: int = WIDTH
) -> list[str]:
    """Return whose score stands out, and how many of those named may be false alarms; nothing without scores."""
    if standing is None:
        return []
    called = dict(
        zip((line.id for line in lines), labels([called_of(line) for line in lines], 48), strict=True)
    )
    words = standing_words(standing, called.__getitem__, rate, lang)
    told = say("command.labelled", lang, label=say("round.rate.label", lang), text=words)
    spaced = spaced_words(lines, called.__getitem__, lang)
    rest = [say("command.legend.score", lang), *([spaced] if spaced else [])]
    return ["", *wrap(told, columns), *(text for words in rest for text in wrap(words, columns))]


def called_of(line: DossierLine) -> Called:
    """Return what a dossier may be called by."""
    applicant = line.facts["applicant"]
    return Called(line.id, applicant if isinstance(applicant, str) else "", str(line.facts["file"]))


def reason(line: DossierLine, catalogue: Catalogue, lang: str, columns: int = WIDTH) -> str:
    """Return the first reason: what, how often, and the first cell; a whole sentence where it fits."""
    if line.unread is not None and not line.counts[FAIL]:
        return unread_words(line.unread, lang)
    if line.worst is None or line.first is None or line.first.severity not in (FAIL, WARN):
        return say("command.reason.none", lang)
    check = catalogue[line.worst[0]]
    title = check.title[1 if lang == "en" else 0]
    if line.first.cells:
        facts = {
            "title": title,
            "count": line.worst[1],
            "where": placed(line.first.cells[0], lang, str(line.facts["reader"])),
        }
        if line.grade == PART:
            whole = say("command.reason.part", lang, share=percent(line.share), **facts)
            if width(whole) <= columns:
                return whole
            del facts["where"]  # the share is what tells a slip from more
            return say("command.reason.share", lang, share=percent(line.share), **facts)
        return say("command.reason", lang, **facts)
    words = sentence(check, line.first, lang)
    return words if width(words) <= columns else title


def unread_words(count: int, lang: str) -> str:
    """Say that rows, or pages, were not read and so not checked."""
    return (
        say("command.reason.unread", lang, count=count) if count else say("command.reason.unread_pages", lang)
    )


def percent(share: float) -> str:
    """Return a share as people read it: one digit after the point below ten per cent."""
    return f"{share:.1%}" if share < 0.0995 else f"{share:.0%}"


def summary(lines: Sequence[DossierLine], lang: str, columns: int = WIDTH) -> list[str]:
    """Return what stands under the table: the round in one sentence, and what the signs mean."""
    return ["", *wrap(sum_of(lines, lang), columns), *wrap(say("command.legend", lang), columns)]


def sum_of(lines: Sequence[DossierLine], lang: str) -> str:
    """Return the round in one sentence: how many dossiers of each grade."""
    rows = sum(int(line.facts["row_count"]) for line in lines)
    grades = [line.grade for line in lines]
    counts = {grade.replace("ok", "clean"): grades.count(grade) for grade in GRADES}
    return say("command.sum", lang, dossiers=len(lines), rows=rows, **counts)


def unread_lines(unread: Sequence[Mapping[str, str]], lang: str, columns: int = WIDTH) -> list[str]:
    """Return the files that could not be read, each with its reason and what to do."""
    if not unread:
        return []
    lines = ["", say("command.unread", lang, count=len(unread))]
    for item in unread:
        lines += wrap(item["file"], columns - 2, 2)
        lines += wrap(say("command.unread.line", lang, **item), columns - 2, 6)
    return lines


def catalogue_table(catalogue: Catalogue, lang: str, *, columns: int = WIDTH) -> list[str]:
    """Return the catalogue, one check a line: code, severity, clause, what it is."""
    table = []
    for check in catalogue.values():
        sign = _SIGN.get(check.severity, ("·", ""))[0]  # of the gravest that the check can say of one row
        what = check.page(lang).what
        table.append(
            f"{check.code}  {fit(sign, 2)} {fit(check.clause or '–', 14)} {fit(what, columns - 24).rstrip()}"
        )
    return table


def catalogue_page(check: Check, lang: str) -> list[str]:
    """Return one page of the catalogue."""
    page = check.page(lang)
    example = [line.strip() for line in check.example.strip().splitlines()]
    clause = f"{check.clause}  {clause_words(check.clause, lang)}" if check.clause else "–"
    return [
        f"{check.name}  {check.title[1 if lang == 'en' else 0]}",
        "",
        page.what,
        "",
        f"{say('command.page.severity', lang)}: {say('command.severity.' + check.severity, lang)}",
        f"{say('command.page.clause', lang)}: {clause}",
        f"{say('command.page.innocent', lang)}: {page.innocent}",
        f"{say('command.page.clear', lang)}: {page.clear}",
        "",
        say("command.page.example", lang),
        *("    " + line for line in example),
    ]
