"""seal on files: rosters frozen without a casebook, and rosters compared with their seal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from desk.console import show, show_json, tell
from desk.files import text_needed, text_of, write_text
from desk.proofing import unread
from desk.reading import Reading
from desk.reviewing import facts_of_settings, review_of, unread_files
from desk.version import tool_version
from phrases import say
from sampling import called
from sampling.draw import minutes, rosters
from sampling.draw import seal as seals
from sampling.draw.verifier import verifier_page
from verify.model import Assess


def seal(
    files: Reading,
    targeted_share: str,
    rules: Mapping[str, str],
    *,
    scores: Assess | None = None,
    folder: Path,
    json: bool = False,
) -> int:
    """Freeze rosters and plans; write seal.json and verifier.html. Return 2 when a file could not be read."""
    lang, review = files.lang, review_of(files, scores)
    failed = unread_files(review.batch.unreadable, lang)
    tell(*(say("command.unread.file", lang, **item) for item in failed))
    notes = {str(id): own for id, own in review.batch.dossiers["notes"].items()}
    unread.refuse_pictures(notes)
    filed = rosters.filed_rosters(review.batch, review.priority)
    sha256 = facts_of_settings(files.settings)["sha256"]
    sealed = called.seal_rosters(filed, tool_version(), targeted_share, settings_sha256=sha256, **rules)
    place, page = folder / "seal.json", folder / "verifier.html"
    seals.refuse_overwriting(text_of(place), sealed, str(place))
    write_text(place, seals.to_text(sealed))
    write_text(page, verifier_page())
    if json:
        show_json(seals.to_document(sealed))
    else:
        gaps = unread.gap_lines(notes, lang)
        show(minutes.seal_minutes(sealed, lang, f"{datetime.now():%Y-%m-%d %H:%M}", gaps=gaps))
    tell(say("sampling.next_seal", lang, files=f"{place}, {page}", seal=place))
    return 2 if failed else 0


def compare(files: Reading, seal_file: Path) -> None:
    """Say that rosters are those that were sealed. Raises SamplingError roster_changed for the first that is not."""
    known = seals.read_seal(text_needed(seal_file))
    rosters.check_rosters(review_of(files).batch, known)
    tell(say("sampling.unchanged", files.lang))
