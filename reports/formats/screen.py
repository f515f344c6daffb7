"""Tables for a terminal or a projector: 80 columns, worst first, colour plus a sign."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from phrases import say
from reports.content.overview import Catalogue, DossierLine
from reports.formats.columns import WIDTH, fit, width, wrap
from reports.naming import Called, labels
from reports.safe import clean as clean
from verify.check import Check
from verify.clauses import words as clause_words
from verify.model import FAIL, WARN

_SIGN = {FAIL: ("×", "31"), WARN: ("！", "33"), "": ("√", "32")}


def dossier_table(
    lines: Sequence[DossierLine], catalogue: Catalogue, lang: str, *, colour: bool, columns: int = WIDTH
) -> list[str]:
    """Return the table of ``hefang verify``, one line per dossier, in the order given."""
    called = labels([called_of(line) for line in lines], 24 if columns <= WIDTH else 48)
    dossier = max(8, *map(width, called), 0)
    rest = columns - 3 - dossier - 1 - 5 - 1 - 5 - 1 - 5 - 2
    head = " ".join(
        (
            "  ",
            fit(say("command.head.dossier", lang), dossier),
            fit(say("command.head.rows", lang), 5, right=True),
            fit(say("command.head.fail", lang), 5, right=True),
            fit(say("command.head.warn", lang), 5, right=True),
            " " + say("command.head.reason", lang),
        )
    )
    table = [head.rstrip(), "─" * columns]
    for line, name in zip(lines, called, strict=True):
        worst = next((s for s in (FAIL, WARN) if line.counts[s]), "")
        sign, shade = _SIGN[worst]
        cells = (
            fit(name, dossier),
            fit(str(line.facts["row_count"]), 5, right=True),
            fit(str(line.counts[FAIL] or "·"), 5, right=True),
            fit(str(line.counts[WARN] or "·"), 5, right=True),
            " " + fit(reason(line, catalogue, lang, rest), rest).rstrip(),
        )
        mark = f"\x1b[{shade}m{sign}\x1b[0m" if colour else sign
        table.append((mark + " " * (3 - width(sign)) + " ".join(cells)).rstrip())
    return table


def called_of(line: DossierLine) -> Called:
    """Return what a dossier may be called by."""
    applicant = line.facts["applicant"]
    return Called(line.id, applicant if isinstance(applicant, str) else "", str(line.facts["file"]))


def reason(line: DossierLine, catalogue: Catalogue, lang: str, columns: int = WIDTH) -> str:
    """Return the first reason: what, how often, and the first cell; a whole sentence where it fits."""
    if line.worst is None or line.first is None or line.first.severity not in (FAIL, WARN):
        return say("command.reason.none", lang)
    check = catalogue[line.worst[0]]
    title = check.title[1 if lang == "en" else 0]
    if line.first.cells:
        return say("command.reason", lang, title=title, count=line.worst[1], where=line.first.cells[0])
    sentence = check.sentence(line.first, lang)
    return sentence if width(sentence) <= columns else title


def summary(lines: Sequence[DossierLine], lang: str, columns: int = WIDTH) -> list[str]:
    """Return what stands under the table: the round in one sentence, and what the signs mean."""
    fail = sum(1 for line in lines if line.counts[FAIL])
    warn = sum(1 for line in lines if line.counts[WARN] and not line.counts[FAIL])
    rows = sum(int(line.facts["row_count"]) for line in lines)
    clean_lines = len(lines) - fail - warn
    sentence = say(
        "command.sum", lang, dossiers=len(lines), rows=rows, fail=fail, warn=warn, clean=clean_lines
    )
    return ["", *wrap(sentence, columns), *wrap(say("command.legend", lang), columns)]


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
        sign = _SIGN.get(check.severity, ("·", ""))[0]
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
