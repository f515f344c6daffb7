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
    drawn = [] if expected is None else [str(seed) for seed in expected["seeds"]]
    taken = [_as_drawn(text, drawn[at : at + 1]) for at, text in enumerate(seeds)]
    for text, seed in zip(seeds, taken, strict=True):
        if text != seed:
            tell(say("sampling.dice_read", lang, seed=seed))
    document = machine.replay_document(known, taken, expected)
    other = ""
    if expected is not None and [tickets.read_seed(seed) for seed in taken] != drawn:
        told = {"drawn": " / ".join(drawn), "typed": " / ".join(taken)}
        other = say("sampling.other_seed", lang, file=str(expect), **told)
        tell(other)
    if json:
        show_json(document)
    else:
        show(minutes.draw_minutes(document, lang))
    if expected is None:
        tell(say("sampling.next_replay", lang))
        return 0
    tell(*screen.difference_lines(document, str(expect), lang), *([other] if other else []))
    return 1 if document["differences"] or other else 0


def _as_drawn(typed: str, drawn: Sequence[str]) -> str:
    """Return a seed as ``draw`` takes it: twenty digits however they are written, or the very text that was drawn with."""
    plain = tickets.plain_dice(typed)
    return typed if plain is None or typed in drawn else plain
