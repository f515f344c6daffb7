"""replay: what anybody can do with the published documents. Loads no pandas."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from desk.console import show, show_json, tell
from desk.files import text_needed
from phrases import say
from sampling import machine, screen
from sampling.draw import minutes, record, tickets
from sampling.draw import seal as seals


def replay(
    seal_file: Path, seeds: Sequence[str], expect: Path | None, *, json: bool = False, lang: str = "zh"
) -> int:
    """Recompute a draw; return 1 when it is not the expected one."""
    known = seals.read_seal(text_needed(seal_file))
    expected = None if expect is None else record.read_record(text_needed(expect), known)
    document = machine.replay_document(known, seeds, expected)
    for text in seeds:
        if (plain := tickets.plain_dice(text)) not in (None, text):
            tell(say("sampling.replay_literal", lang, seed=plain))
    if json:
        show_json(document)
    else:
        show(minutes.draw_minutes(document, lang))
    if expected is None:
        tell(say("sampling.next_replay", lang))
        return 0
    tell(*screen.difference_lines(document, str(expect), lang))
    return 1 if document["differences"] else 0
