"""The folder that anybody may have: a round's public documents, and a program of its own that recomputes them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from json import loads
from pathlib import Path

from casebook import journal
from desk import signing
from desk.commands.filed import list_name
from desk.commands.stamp import answers_for
from desk.console import Document
from desk.files import write_bytes, write_text
from desk.rules import settings_under_seal
from desk.signing import Signer
from desk.state import RoundState, stamp_now
from desk.version import tool_version
from phrases import say
from sampling.draw.verifier import verifier_page
from sampling.public import round_file, signature

# Entries whose facts are public: hashes and seeds; which dossiers left; of signatures, which there are.
_OPEN: dict[str, tuple[str, ...]] = {
    "seal": (),
    "draw": (),
    "withdraw": ("dossier", "stage", "undone"),
    "again_draw": ("number", "seeds"),
    signing.SIGN: ("what", "sha256", "role", "key"),
}


def write_recheck(
    state: RoundState, folder: Path, lang: str, signers: Sequence[Signer] = (), papers: Sequence[Path] = ()
) -> list[Path]:
    """Write round.json, seals, draws, signatures, the page and the programs; return the files. [] where nothing was drawn.

    ``signers`` sign the round and the ``papers``; what they signed of seals and draws is on file.
    """
    if not state.called:
        return []
    place = folder / say("command.recheck.folder", lang)
    texts: dict[str, str] = {}
    seals: list[Document] = []
    draws: list[Document] = []
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
    judged = {verdict.judgement.dossier for verdict in state.verdicts}
    drawn_ids = dict.fromkeys(id for item in draws for id in item["dossiers"])
    again = {f"again-{item.number}.json": item.document for item in state.again_draws}
    texts |= again
    made = round_file.round_document(
        state.book.round,
        tool_version(),
        seals,
        draws,
        [(under[verdict.judgement.dossier], verdict) for verdict in state.verdicts],
        list(_entries(state)),
        [id for id in drawn_ids if id not in judged],
        round_file.again_document(again, settings_under_seal(state), _settings_hashes(state))
        if again
        else None,
    )
    texts["round.json"] = round_file.to_text(made)
    there = {made["round_sha256"], *(stored.sha256 for stored in state.seals)}
    there |= {signature.sha256_of(loads(texts[item["file"]])) for item in draws}
    known = [one for one in signing.kept(state.book) if one["sha256"] in there]
    digests = {
        p.relative_to(folder).as_posix(): sha256(p.read_bytes()).hexdigest() for p in papers if signers
    }
    for signer in signers:
        when = stamp_now().at
        known.append(signer.sign(when, signature.ROUND, made["round_sha256"]))
        known.append(signer.sign(when, signature.PAPERS, signature.sha256_of(digests)))
    gone = place / signature.FILE
    if known:
        texts[signature.FILE] = signature.to_text(known, digests)
    elif gone.exists():
        gone.unlink()  # of an earlier report: it would speak of another round.json
    texts["verifier.html"] = verifier_page()
    texts[round_file.SCRIPT] = round_file.script()
    texts[round_file.AGAIN] = round_file.script(round_file.AGAIN)
    texts[signature.SCRIPT] = signature.script()
    for name, text in texts.items():
        write_text(place / name, text)
    answers = answers_for(state.book, texts)
    for name, answer in answers.items():
        write_bytes(place / name, answer)
    return [place / name for name in (*texts, *answers)]


def _settings_hashes(state: RoundState) -> frozenset[str]:
    return frozenset(seal.settings_sha256 for seal in state.documents)


def _entries(state: RoundState) -> Iterator[Document]:
    """The journal without what is nobody's business: who was at work, and facts of other entries."""
    with state.book.read() as conn:
        for entry in journal.entries(conn):
            told = {key: getattr(entry, key) for key in ("id", "at", "what", "previous", "hash")}
            names = _OPEN.get(entry.what, ())
            facts = {key: value for key, value in entry.content.items() if not names or key in names}
            yield {**told, "facts": facts} if entry.what in _OPEN else told
