"""The folder that anybody may have: a round's public documents, and a program of its own that recomputes them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from casebook import journal
from desk.commands.filed import list_name
from desk.console import Document
from desk.files import write_text
from desk.state import RoundState
from desk.version import tool_version
from phrases import say
from sampling.draw.verifier import verifier_page
from sampling.public import round_file

_OPEN = ("seal", "draw")  # entries whose facts are public: hashes and seeds


def write_recheck(state: RoundState, folder: Path, lang: str) -> list[Path]:
    """Write round.json, seals, draws, the page and the program; return the files. () where nothing was drawn."""
    if not state.called:
        return []
    place = folder / say("command.recheck.folder", lang)
    texts: dict[str, str] = {}
    seals, draws = [], []
    for number, stored in enumerate(state.seals, 1):
        name = list_name("seal", number)
        texts[name] = stored.document
        seals.append({"file": name, "seal_sha256": stored.sha256})
        first = [stored.draws[1]] if 1 in stored.draws else []
        for at, drawn in enumerate([*first, *stored.seconds]):
            late = at if drawn.stage == 2 else 1
            name = list_name("draw", number, drawn.stage, late)
            texts[name] = drawn.document
            called = {"stage": drawn.stage, "dossiers": list(drawn.dossiers)}
            draws.append({"file": name, "seal": stored.sha256, **called})
    under = {code: stored.sha256 for stored in state.seals for code in stored.versions}
    made = round_file.round_document(
        state.book.round,
        tool_version(),
        seals,
        draws,
        [(under[verdict.judgement.dossier], verdict) for verdict in state.verdicts],
        list(_entries(state)),
    )
    texts["round.json"] = round_file.to_text(made)
    texts["verifier.html"] = verifier_page()
    texts[round_file.SCRIPT] = round_file.script()
    for name, text in texts.items():
        write_text(place / name, text)
    return [place / name for name in texts]


def _entries(state: RoundState) -> Iterator[Document]:
    """The journal without what is nobody's business: who was at work, and facts of other entries."""
    with state.book.read() as conn:
        for entry in journal.entries(conn):
            told = {key: getattr(entry, key) for key in ("id", "at", "what", "previous", "hash")}
            yield {**told, "facts": dict(entry.content)} if entry.what in _OPEN else told
