"""agencies: what the dossiers of each survey agency show together, beside the round's other agencies."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime

from casebook import connect
from casebook.errors import CasebookError
from casebook.filed.recall import recall
from desk.console import columns_of, show, show_json, tell
from desk.reading import Reading
from desk.reviewing import reviewed
from desk.state import RoundState, load
from phrases import say
from reports.content.agencies import screen_lines
from reports.formats.screen import clean
from sampling.calls.outcomes import CONFIRMED, DEAD, NOT_CALLED, outcomes
from sampling.labels import DENIED
from verify.checks import BY_CODE
from verify.credibility.agencies.model import AgencyComparison, CallTally
from verify.credibility.agencies.of_review import comparison
from verify.model import Assess


def agencies(where: str, *, json: bool = False, wide: bool = False, lang: str = "zh") -> int:
    """Compare the agencies of a casebook's round, callbacks included. Raises CasebookError empty."""
    state = load(connect.open_casebook(where), need=False)
    found = recall(state.book, tuple(BY_CODE))
    if not found.records:
        raise CasebookError("empty")
    return _shown(comparison(found.review, calls_of(state)), json, wide, lang)


def agencies_of_files(files: Reading, scores: Assess, *, json: bool = False, wide: bool = False) -> int:
    """Compare the agencies of rosters that are given as files; nobody was called yet."""
    material = replace(files.material(), empty=())
    review = reviewed(material, files.settings, scores, datetime.now().astimezone())
    return _shown(comparison(review), json, wide, files.lang)


def calls_of(state: RoundState) -> dict[str, CallTally]:
    """Return how the calls to each dossier's rows ended so far; a row that nobody has called counts nowhere."""
    found = {}
    for item in state.called:
        counted = [_ended(state, row) for row in item.rows]
        found[item.sealed.id] = CallTally(
            *(counted.count(kind) for kind in (CONFIRMED, DENIED, DEAD, "silent"))
        )
    return found


def _ended(state: RoundState, row: str) -> str:
    """confirmed, denied, dead or silent; "" for a row that was not called. What disagrees is silent."""
    label = state.labels[row]
    if label in (CONFIRMED, DENIED):
        return label
    code = state.final.get(row, NOT_CALLED)
    if row not in state.clashing and code == NOT_CALLED:
        return ""
    dead = row not in state.clashing and outcomes()[code].counts_for == DEAD
    return DEAD if dead else "silent"


def _shown(found: AgencyComparison, json: bool, wide: bool, lang: str) -> int:
    if json:
        show_json(asdict(found))
    else:
        show(*map(clean, screen_lines(found, lang, columns=columns_of(wide))))
        tell(say("agency.next", lang))
    return 0
