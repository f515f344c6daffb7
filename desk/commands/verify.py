"""verify and checks: read, check, show."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from pathlib import Path

from desk.console import Stop, columns_of, in_colour, show, show_json, tell
from desk.matching import matching_lines, tally_lines, write_table
from desk.proofing.proofs import pictures_line, write_proofs
from desk.reading import Reading
from desk.reviewing import gathered, reviewed, tell_next, unread_files, written
from phrases import say
from reports.content.overview import overview
from reports.content.register import tally
from reports.formats import machine, screen
from verify.checks import BY_CODE
from verify.model import Assess
from verify.settings import Settings, as_dict


def verify(
    files: Reading,
    *,
    scores: Assess | None = None,
    rows: bool = False,
    out: Path | None = None,
    json: bool = False,
    unmask: bool = False,
    wide: bool = False,
) -> int:
    """Check and show; return 1 when a dossier falls short, 2 when a file could not be read."""
    lang, material, now = files.lang, files.material(), datetime.now().astimezone()
    review = reviewed(material, files.settings, scores, now)
    lines = overview(review, BY_CODE)
    unread = unread_files(review.batch.unreadable, lang)
    papers = gathered(review, material, unread, lang, unmask, now) if out or json else None
    files_out = written(papers, out) if papers and out else []
    if papers and json:
        show_json(machine.document(papers, rows=rows))
    else:
        columns = columns_of(wide)
        if lines:
            show(*screen.dossier_table(lines, BY_CODE, lang, colour=in_colour(), columns=columns))
        show(*screen.unread_lines(unread, lang, columns), *screen.summary(lines, lang, columns))
        show(*tally_lines(tally(review.batch), lang, columns))
        tell(*matching_lines(review, lang))
        tell_next(lines, material, files.paths, out, lang)
    tell(*(say("command.written", lang, path=path) for path in files_out))
    if out:
        tell(*write_table(review, material.answers, out, lang))
        tell(*write_proofs(review, material, out, lang))
    else:
        tell(*pictures_line(review, lang))
    hard = len(unread) - len(material.empty)
    return 2 if hard else int(any(line.counts["fail"] for line in lines))


def checks(code: str | None, *, json: bool = False, wide: bool = False, lang: str = "zh") -> int:
    """Print the catalogue, or one page of it."""
    if code is not None and code.strip().lower() == "settings":
        return _settings(json, lang)
    wanted = None if code is None else code.strip().upper().split("_")[0]
    if wanted not in (None, *BY_CODE):
        raise Stop("code", code=code)
    chosen = BY_CODE if wanted is None else {wanted: BY_CODE[wanted]}
    if json:
        show_json(machine.catalogue(chosen, lang))
    elif wanted is None:
        show(*screen.catalogue_table(BY_CODE, lang, columns=columns_of(wide)))
        tell(say("command.next.page", lang))
    else:
        show(*screen.catalogue_page(BY_CODE[wanted], lang))
    return 0


def _settings(json: bool, lang: str) -> int:
    """Print every setting with its value, unit, meaning and clause."""
    if json:
        show_json(as_dict(Settings()))
        return 0
    for item in fields(Settings):
        told = item.metadata
        show(
            say(
                "command.settings.line", lang, name=item.name, value=as_dict(Settings())[item.name],
                unit=f" {told['unit']}" if told["unit"] else "", meaning=told["en" if lang == "en" else "zh"],
            )
        )  # fmt: skip
    return 0
