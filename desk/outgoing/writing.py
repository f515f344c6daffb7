"""From a review to its papers. Apart from desk/reviewing.py: what makes papers takes longer to load than a small review."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from desk.console import Stop
from desk.reading import HandedIn
from desk.reviewing import MASKS, facts_of_settings
from reports.content.material import Context, Material, gather
from reports.content.overview import DossierLine
from reports.document import Document as Paper
from reports.papers import write_documents, write_papers
from verify.checks import BY_CODE
from verify.credibility.agencies.of_review import comparison
from verify.credibility.discovery import RATE, standing_out
from verify.intake.errors import IntakeError
from verify.intake.roster import FileResult
from verify.model import Review


def passed_over(passed: Iterable[FileResult], lang: str) -> list[dict[str, str]]:
    """Return what was left alone, and why: file, code, reason."""
    found = [(result.file, result.problems[0]) for result in passed]
    return [
        {"file": f, "code": p.code, "reason": IntakeError(p.code, **p.facts).words(lang)[0]} for f, p in found
    ]


def context_of(review: Review) -> Context:
    """What the scores of a batch say together, as the papers of a round say it."""
    agencies = comparison(review)
    return Context(standing_out=standing_out(review.credibility), rate=RATE, agencies=agencies)


def gathered(
    review: Review,
    lines: Sequence[DossierLine],
    material: HandedIn,
    unread: list[dict[str, str]],
    lang: str,
    unmask: bool,
    made: datetime,
) -> Material:
    """Return what every paper of a review is made from, its JSON document included. ``lines``: its overview."""
    return gather(
        review,
        BY_CODE,
        lines=lines,
        settings=facts_of_settings(review.settings),
        unreadable=unread,
        passed_over=passed_over(material.passed, lang),
        masks=MASKS,
        made=made,
        lang=lang,
        unmask=unmask,
        context=context_of(review),
    )


def written(papers: Material, out: Path) -> list[Path]:
    """Write the papers; Stop when the folder does not take them."""
    try:
        return write_papers(papers, out)
    except OSError as error:
        raise Stop("out", path=out, got=error.strerror or str(error)) from error


def written_letters(documents: Mapping[str, Paper], out: Path) -> list[Path]:
    """Write papers that stand by themselves; Stop when the folder does not take them."""
    try:
        return write_documents(documents, out)
    except OSError as error:
        raise Stop("out", path=out, got=error.strerror or str(error)) from error
