"""seal and draw on a casebook: everything filed goes under seal, every seal gets its own roll of dice."""

from __future__ import annotations

import json as texts
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from casebook import connect, judging, sealing
from casebook.connect import Casebook
from casebook.errors import CasebookError
from casebook.filed import dossiers
from casebook.filed.notes import notes_of
from casebook.sealing import StoredDraw, StoredSeal
from desk import minutes_papers as papers
from desk import signing
from desk.console import Document, show, show_json, tell
from desk.files import has_casebook, quoted, text_of, write_text
from desk.proofing import unread
from desk.reviewing import facts_of_settings
from desk.state import RoundState, load, stamp_now
from desk.version import tool_version
from desk.witness import head_line
from phrases import say
from sampling import called, rounds
from sampling.design.plan import silent_plan
from sampling.draw import record
from sampling.draw import seal as seals
from sampling.draw.verifier import verifier_page
from sampling.errors import SamplingError
from sampling.model import Seal
from sampling.public import signature
from verify.settings import Settings


def list_name(stem: str, number: int, stage: int = 1, late: int = 1) -> str:
    """seal.json, draw.json, draw-2.json; for a later seal of the round seal.2.json and so on.

    ``late``: a second draw of stage 2, for dossiers that opened late, is draw-2-2.json.
    """
    end = ("-2" if stage == 2 else "") + (f"-{late}" if late > 1 else "")
    return f"{stem}{f'.{number}' if number > 1 else ''}{end}.json"


def seal(
    where: str,
    targeted_share: str,
    rules: Mapping[str, str],
    settings: Settings,
    *,
    again: bool = False,
    reason: str = "",
    folder: Path,
    keys: Sequence[Path] = (),
    json: bool = False,
    lang: str = "zh",
) -> int:
    """Seal what is on file and not yet under a seal; nothing new, then show the seal that stands."""
    if not has_casebook(where):
        raise SamplingError("nothing_to_seal")
    signers = signing.signers(keys, lang)
    book = connect.open_casebook(where)
    with book.read() as conn:
        members = sealing.to_seal(conn, book.round, again=again)
        known = sealing.load_seals(conn)
        purged = sealing.purged_dossiers(conn, book.round)
        rosters = dossiers.rosters(conn, members)
        unread.refuse_pictures(notes_of(conn, members))
        if again:
            judging.need_reason(conn, book.round, reason, "--again")
    if again and not members and known:
        raise CasebookError("sealed_drawn")
    if not members and not known:
        raise CasebookError("seal_purged", names=" ".join(purged)) if purged else CasebookError("empty")
    sha256 = facts_of_settings(settings)["sha256"]
    if members:
        made = called.seal_rosters(rosters, tool_version(), targeted_share, settings_sha256=sha256, **rules)
        text = seals.to_text(made)
        sealing.store_seal(
            book, made.seal_sha256, text, members, stamp_now(), again=again, reason=reason
        )  # fmt: skip
        with book.read() as conn:
            known = sealing.load_seals(conn)
    with book.read() as conn:
        gaps = unread.gap_lines(notes_of(conn, known[-1].versions), lang)
    files = _write_seals(known, folder, again=again)
    last = seals.read_seal(known[-1].document)
    if not members:
        tell(say("casebook.seal_nothing_new", lang))
        tell(*_not_taken(rules, last, lang, drawn=bool(known[-1].draws)))
    signed = signing.keep(book, signers, stamp_now(), signature.SEAL, last.seal_sha256)
    paper = papers.write_seal_minutes(book, last, folder, len(known), lang, signed, gaps)
    files.append(papers.write_notice(book.round, last, folder, len(known), lang))
    if json:
        show_json(seals.to_document(last))
    else:
        papers.show_seal(last, paper, lang)
        show(*gaps)
        show(*papers.signature_lines(signed, lang))
        show(head_line(book, lang))
    if members or not known[-1].draws:
        tell(say("sampling.next_seal_filed", lang, files=", ".join(map(str, files))))
    return 0


def _not_taken(rules: Mapping[str, str], last: Seal, lang: str, *, drawn: bool) -> list[str]:
    """Say which rules were asked for and are not those of the seal that stands: nobody shall believe that they hold."""
    stands = last.dossiers[0].plan
    asked = silent_plan(stands.population, **rules)
    other = [name for name in rules if getattr(stands, name) not in ("", getattr(asked, name))]
    if not other:
        return []
    values = (
        {"rule": name, "asked": getattr(asked, name), "stands": getattr(stands, name)} for name in other
    )
    end = "casebook.seal_rules_drawn" if drawn else "casebook.seal_rules_again"
    return [*(say("casebook.seal_rule", lang, **item) for item in values), say(end, lang)]


def _write_seals(known: Sequence[StoredSeal], folder: Path, *, again: bool) -> list[Path]:
    """Write every seal of the round and the page that recomputes draws; return the files."""
    files = [folder / list_name("seal", number) for number in range(1, len(known) + 1)]
    for file, stored in zip(files, known, strict=True):
        if not again:
            seals.refuse_overwriting(text_of(file), seals.read_seal(stored.document), str(file))
        write_text(file, stored.document)
    page = folder / "verifier.html"
    write_text(page, verifier_page())
    return [*files, page]


@dataclass(frozen=True, slots=True)
class _Turn:
    """Which seal a roll of dice draws. ``number``: of its draws of this stage, 2 and more for late dossiers."""

    seal: StoredSeal
    stage: int
    number: int = 1
    earlier: StoredDraw | None = None  # that this draw repeats, or takes the place of
    repeated: bool = False  # these very dice drew it before: the same command once more
    opened: tuple[str, ...] = ()  # dossiers whose second stage it opens
    waiting: int = 0  # seals that wait for a roll of their own after this one

    @property
    def called(self) -> tuple[str, ...]:
        """The dossiers whose drawn rows are called."""
        of_stage = tuple(self.seal.versions) if self.stage == 1 else self.opened
        named = self.earlier.dossiers if self.earlier and self.stage == 2 else of_stage
        return tuple(code for code in named if code in self.seal.versions)


def draw(
    where: str,
    seed: str,
    stage: int,
    *,
    again: bool = False,
    early: bool = False,
    reason: str = "",
    folder: Path,
    keys: Sequence[Path] = (),
    json: bool = False,
    lang: str = "zh",
) -> int:
    """Draw one stage for the first seal that waits for it; the same seed again changes nothing."""
    signers = signing.signers(keys, lang)
    book = connect.open_casebook(where)
    record.file_of_stage(stage, Path(), Path())
    state = load(book, need=False)
    if again or early:
        with book.read() as conn:
            judging.need_reason(conn, book.round, reason, "--again" if again else "--early")
    if not state.seals:
        raise CasebookError("not_sealed")
    turn = _turn(state, seed, stage, again=again, early=early, lang=lang)
    if again and turn.earlier is None:
        raise CasebookError("again_first", stage=stage)
    if turn.earlier is not None and not turn.repeated:
        with book.read() as conn:
            sealing.refuse_redraw(conn, turn.seal, turn.earlier)
    digest = turn.seal.sha256[:8]
    about = {"dossiers": len(turn.called), "stage": stage, "hash": digest, "seed": seed}
    tell(say("minutes.repeated" if turn.repeated else "minutes.about_to", lang, **about))
    document, seeds = _drawn(book, turn, seed, reason if again else None)
    at = 1 + [stored.id for stored in state.seals].index(turn.seal.id)
    file = folder / list_name("draw", at, stage, turn.number)
    text = record.to_text(document)
    if not again:  # nor over a draw of other dice that somebody left there
        sealed = seals.read_seal(turn.seal.document)
        record.record(sealed, seeds, text_of(file), file=str(file))
    if not turn.repeated:
        late = turn.number > 1
        sealing.store_draw(book, turn.seal, stage, text, list(turn.called), stamp_now(), late=late)
    write_text(file, text)
    only = turn.called if stage == 2 else ()
    digest = signature.sha256_of(document)
    signed = signing.keep(book, signers, stamp_now(), signature.DRAW, digest)
    paper = papers.write_draw_minutes(book, document, only, file, lang, signed)
    if json:
        show_json(document)
    else:
        papers.show_draw(document, only, paper, lang)
        show(*papers.signature_lines(signed, lang))
        show(head_line(book, lang))
    typed = " ".join(f'--seed "{text}"' for text in seeds)
    place = folder / list_name("seal", at)
    if not place.exists():  # sealed into another folder: whoever recomputes needs both
        write_text(place, turn.seal.document)
    tell(say("sampling.next_draw", lang, file=quoted(file), seal=quoted(place), seeds=typed))
    if turn.waiting > 1:
        tell(say("sampling.next_roll", lang, count=turn.waiting - 1))
    return 0


def _drawn(book: Casebook, turn: _Turn, seed: str, reason: str | None) -> tuple[Document, list[str]]:
    """Draw, and return the document with the seeds of all its stages. Raises CasebookError seed_on_file."""
    sealed = seals.read_seal(turn.seal.document)
    first = turn.seal.draws.get(1)
    if not turn.repeated:
        with book.read() as conn:
            sealing.refuse_known_dice(conn, seed)
    seeds = record.seeds_of_stage(sealed, seed, turn.stage, None if first is None else first.document)
    before = None if turn.earlier is None else turn.earlier.document
    return record.record(sealed, seeds, before, file=book.path, reason=reason), seeds


def _turn(state: RoundState, seed: str, stage: int, *, again: bool, early: bool, lang: str) -> _Turn:
    """Find the seal that these dice draw. One roll, one seal: dice that have fallen are public for whatever is
    sealed after them. Raises CasebookError no_open_dossier, calls_open."""
    if stage == 1:
        return _first_turn(state, seed)
    two = [
        stored
        for stored, sealed in zip(state.seals, state.documents, strict=True)
        if any(item.plan.n2 for item in sealed.dossiers)
    ]
    known = two or list(state.seals)
    if (repeated := _drawn_with(known, seed, 2)) is not None:
        seconds = repeated.seconds
        at = next(n for n, drawn in enumerate(seconds, 1) if _seed_of(drawn) == sealing.plain_seed(seed))
        return _Turn(repeated, 2, at, seconds[at - 1], repeated=True)
    waiting: list[StoredSeal] = []
    opened: tuple[str, ...] = ()
    if any(1 in stored.draws for stored in known):
        opened = _opened(state, again=again, early=early, lang=lang)
        # A dossier that opens late, or whose seal was drawn late, gets its stage 2 like any other.
        waiting = [s for s in known if 1 in s.draws and not s.versions.keys().isdisjoint(opened)]
    chosen = (waiting or [s for s in known if 2 in s.draws] or known[-1:])[0 if waiting else -1]
    if waiting and chosen.seconds:
        return _Turn(chosen, 2, len(chosen.seconds) + 1, opened=opened, waiting=len(waiting))
    return _Turn(chosen, 2, 1, chosen.draws.get(2), opened=opened, waiting=len(waiting))


def _first_turn(state: RoundState, seed: str) -> _Turn:
    waiting = [stored for stored in state.seals if 1 not in stored.draws]
    if waiting:
        return _Turn(waiting[0], 1, waiting=len(waiting))
    repeated = _drawn_with(state.seals, seed, 1)
    chosen = repeated or state.seals[-1]
    return _Turn(chosen, 1, 1, chosen.draws[1], repeated=repeated is not None)


def _opened(state: RoundState, *, again: bool, early: bool, lang: str) -> tuple[str, ...]:
    """Return the dossiers that stage 1 left open; say so, or refuse, where some of their calls are still to be made."""
    wanting = rounds.needs_stage_two(state.verdicts)
    opened = tuple(id for id in wanting if id not in state.purged)
    if wanting and not opened:
        raise CasebookError("seal_purged", names=" ".join(wanting))
    if not opened and not again:
        second = any(item.second is not None for item in state.called)
        raise CasebookError("no_open_second" if second else "no_open_dossier")
    if still := sum(verdict.open for verdict in state.verdicts if verdict.judgement.dossier in opened):
        if not early:
            raise CasebookError("calls_open", count=still)
        tell(say("casebook.open_calls", lang, count=still))
    return opened


def _drawn_with(known: Sequence[StoredSeal], seed: str, stage: int) -> StoredSeal | None:
    """The seal that these very dice drew at this stage, if there is one: the same command once more."""
    for stored in known:
        drawn = stored.seconds if stage == 2 else [stored.draws[1]] if 1 in stored.draws else []
        if any(_seed_of(item) == sealing.plain_seed(seed) for item in drawn):
            return stored
    return None


def _seed_of(drawn: StoredDraw) -> str:
    return sealing.plain_seed(texts.loads(drawn.document)["seeds"][-1])
