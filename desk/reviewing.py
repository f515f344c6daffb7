"""From rosters to a review, and from a review to its words. Loads nothing that makes papers: see desk/outgoing/."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from desk.console import Document, Stop, tell
from desk.reading import HandedIn, Reading
from desk.version import tool_version
from phrases import say
from reports.content.overview import DossierLine
from reports.formats.screen import clean
from verify import review as road
from verify.fields import contact, name
from verify.fields.strangers import masks
from verify.intake.errors import IntakeError
from verify.intake.roster import RosterTable
from verify.model import Assess, Review, Unread
from verify.register import RegisterConflict
from verify.settings import Settings, as_dict, sha256

MASKS: Mapping[str, Callable[..., Any]] = masks(contact.mask, name.mask)


def reviewed(material: HandedIn, settings: Settings, scores: Assess | None, now: datetime) -> Review:
    """Check what was read; Stop where two registers contradict one another."""
    everything = [*material.results, *material.empty]
    try:
        today, version = now.date(), tool_version()
        tables = (*material.tables, *material.answers)
        return road.review(everything, tables, settings, today, version, scores, material.filed)
    except RegisterConflict as conflict:
        first = conflict.conflicts[0]
        raise Stop("register.conflict", count=len(conflict.conflicts), **first) from conflict


def review_of(
    files: Reading, scores: Assess | None = None, filed: Callable[[], list[RosterTable]] | None = None
) -> Review:
    """Read and check roster files, for commands that do not show the findings.

    ``scores``: what scores a batch; None: no scores. ``filed``: see ``Reading.material``.
    """
    material = replace(files.material(filed), empty=())
    return reviewed(material, files.settings, scores, datetime.now().astimezone())


def facts_of_settings(settings: Settings) -> Document:
    """Return every value as JSON takes it, with the window and the hash of them all."""
    values = as_dict(settings)
    return {"sha256": sha256(settings), "window": [values["window_start"], values["window_end"]], **values}


def unread_files(unreadable: Iterable[Unread], lang: str) -> list[dict[str, str]]:
    """Return what could not be read, why, and what to do: file, code, reason, fix."""
    found = []
    for item in unreadable:
        reason, fix = IntakeError(item.code, **item.facts).words(lang)
        found.append({"file": item.file, "code": item.code, "reason": reason, "fix": fix})
    return found


def tell_next(
    lines: Sequence[DossierLine], material: HandedIn, paths: Sequence[Path], out: Path | None, lang: str
) -> None:
    """Say what was passed over, and what to type next."""
    if material.passed:
        names = say("paper.comma", lang).join(clean(result.file) for result in material.passed[:5])
        tell(say("command.passed", lang, count=len(material.passed), files=names))
    if not lines:
        tell(say("command.nothing", lang))
        return
    if lines[0].worst and (lines[0].counts["fail"] or lines[0].counts["warn"]):
        tell(say("command.next.check", lang, code=lines[0].worst[0]))
    if out is None:
        typed = " ".join(f'"{path}"' if " " in str(path) else str(path) for path in paths)
        tell(say("command.next.verify", lang, paths=typed))
