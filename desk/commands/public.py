"""draw on files: a seal without a casebook."""

from __future__ import annotations

from pathlib import Path

from casebook import connect, sealing
from casebook.errors import CasebookError
from desk.console import show, show_json, tell
from desk.files import has_casebook, quoted, text_needed, text_of, write_text
from phrases import say
from sampling.draw import minutes, record, tickets
from sampling.draw import seal as seals


def draw(
    seal_file: Path,
    seed: str,
    stage: int,
    *,
    again: bool = False,
    reason: str = "",
    casebook: str = "",
    json: bool = False,
    lang: str = "zh",
) -> int:
    """Draw for every dossier of a seal; write draw.json (draw-2.json for stage 2) beside it."""
    known = seals.read_seal(text_needed(seal_file))
    _refuse_past_casebook(casebook, known.seal_sha256)
    first, second = seal_file.with_name("draw.json"), seal_file.with_name("draw-2.json")
    file = record.file_of_stage(stage, first, second)
    seeds = record.seeds_of_stage(known, seed, stage, text_of(first))
    document = record.record(known, seeds, text_of(file), file=str(file), reason=reason if again else None)
    write_text(file, record.to_text(document))
    if json:
        show_json(document)
    else:
        show(minutes.draw_minutes(document, lang))
    typed = " ".join(f'--seed "{text}"' for text in seeds)
    tell(say("sampling.next_draw", lang, file=quoted(file), seal=quoted(seal_file), seeds=typed))
    return 0


def dice_read(typed: str, *, free_text: bool, lang: str) -> str:
    """Return a seed as it is used, and say so where it was typed otherwise. Raises SamplingError."""
    seed = tickets.read_dice(typed, free_text=free_text)
    if seed != typed:
        tell(say("sampling.dice_read", lang, seed=seed))
    return seed


def _refuse_past_casebook(where: str, seal_sha256: str) -> None:
    """Raise CasebookError draw_past when the casebook at hand holds this seal: its draws belong on file."""
    if not has_casebook(where):
        return
    book = connect.open_casebook(where)
    with book.read() as conn:
        known = any(stored.sha256 == seal_sha256 for stored in sealing.load_seals(conn))
    connect.close(book)
    if known:
        raise CasebookError("draw_past", path=book.path)
