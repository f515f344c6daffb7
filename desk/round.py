"""What the commands of a review round share: the casebook that they open, seals, draws, calls, verdicts.

Imports inside functions keep start-up fast: SQLAlchemy and pandas are for rounds only.
"""

from __future__ import annotations

import getpass
import io
import json
import os
from collections.abc import Callable, Iterable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from casebook.errors import CasebookError
from desk.console import show, show_json, tell, tool_version
from desk.reading import text_of, write_text
from phrases import say
from sampling.errors import SamplingError


def kept_in(path: Path, command: Callable[[], None]) -> None:
    """Run a command of the demo and keep what it prints in a file: it is long, and for the record."""
    printed = io.StringIO()
    try:
        with redirect_stdout(printed), redirect_stderr(io.StringIO()):
            command()
    finally:
        write_text(path, printed.getvalue())


def stamp_now() -> Any:
    """Who is at work and when, for the journal."""
    from casebook.journal import Stamp

    try:
        who = os.environ.get("HEFANG_WHO") or getpass.getuser()
    except (OSError, KeyError):
        who = "?"
    return Stamp(datetime.now().astimezone().isoformat(timespec="seconds"), who)


def has_casebook(where: str) -> bool:
    return "://" in where or Path(where).exists()


def list_name(stem: str, number: int, stage: int = 1, late: int = 1) -> str:
    """seal.json, draw.json, draw-2.json; for a later seal of the round seal.2.json and so on.

    ``late``: a second draw of stage 2, for dossiers that opened late, is draw-2-2.json.
    """
    end = ("-2" if stage == 2 else "") + (f"-{late}" if late > 1 else "")
    return f"{stem}{f'.{number}' if number > 1 else ''}{end}.json"


def seal_filed(
    where: str, share: str, rules: dict[str, str], sha256: str, again: bool, reason: str, folder: Path,
    json_: bool, lang: str,
) -> None:  # fmt: skip
    """Seal what is on file and not yet under a seal; nothing new, then show the seal that stands."""
    from casebook import connect, dossiers, judging, sealing
    from sampling import rounds
    from sampling.draw import minutes
    from sampling.draw import seal as seals
    from sampling.draw.verifier import verifier_page

    book = connect.open_casebook(where)
    with book.read() as conn:
        members = sealing.to_seal(conn, book.round, again=again)
        known = sealing.load_seals(conn)
        rosters = dossiers.rosters(conn, members)
        if again:
            judging.need_reason(conn, book.round, reason, "--again")
    if again and not members and known:
        raise CasebookError("sealed_drawn")
    if not members and not known:
        raise CasebookError("empty")
    if members:
        made = rounds.seal_rosters(rosters, tool_version(), share, **rules, settings_sha256=sha256)
        sealing.store_seal(
            book, made.seal_sha256, seals.to_text(made), members, stamp_now(), again=again, reason=reason
        )
    with book.read() as conn:
        known = sealing.load_seals(conn)
    files = [folder / list_name("seal", number) for number in range(1, len(known) + 1)]
    for file, stored in zip(files, known, strict=True):
        if not again:
            seals.refuse_overwriting(text_of(file), seals.read_seal(stored.document), str(file))
        write_text(file, stored.document)
    write_text(folder / "verifier.html", verifier_page())
    last = seals.read_seal(known[-1].document)
    if json_:
        show_json(seals.to_document(last))
    else:
        show(minutes.seal_minutes(last, lang, f"{datetime.now():%Y-%m-%d %H:%M}", filed=True))
    listed = ", ".join(map(str, [*files, folder / "verifier.html"]))
    tell(say("sampling.next_seal_filed", lang, files=listed))


def refuse_past_casebook(where: str, seal_sha256: str) -> None:
    """Raise CasebookError draw_past when the casebook at hand holds this seal: its draws belong on file."""
    from casebook import connect, sealing

    if not has_casebook(where):
        return
    book = connect.open_casebook(where)
    with book.read() as conn:
        known = any(stored.sha256 == seal_sha256 for stored in sealing.load_seals(conn))
    connect.close(book)
    if known:
        raise CasebookError("draw_past", path=book.path)


def draw_filed(
    where: str, seed: str, stage: int, again: bool, early: bool, reason: str, folder: Path, json_: bool, lang: str
) -> None:  # fmt: skip
    """Draw one stage for the first seal that waits for it; the same seed again changes nothing."""
    from casebook import connect, judging, sealing
    from sampling import rounds
    from sampling.draw import minutes, record
    from sampling.draw import seal as seals

    book = connect.open_casebook(where)
    record.file_of_stage(stage, Path(), Path())
    with book.read() as conn:
        known = sealing.load_seals(conn)
        if again or early:
            judging.need_reason(conn, book.round, reason, "--again" if again else "--early")
    if not known:
        raise CasebookError("not_sealed")
    numbers = {stored.id: at for at, stored in enumerate(known, 1)}
    if stage == 2:
        two = [s for s in known if any(d.plan.n2 for d in seals.read_seal(s.document).dossiers)]
        known = tuple(two or known)
    waiting = [s for s in known if stage not in s.draws and stage == 1]
    open_now: tuple[str, ...] = ()
    repeated = _drawn_with(known, seed, stage) if not waiting else None
    if stage == 2 and repeated is None and any(1 in s.draws for s in known):
        found = verdicts_of(book)
        open_now = rounds.needs_stage_two(found)
        if not open_now and not again:
            raise CasebookError("no_open_dossier")
        if still := sum(v.open for v in found if v.judgement.dossier in open_now):
            if not early:
                raise CasebookError("calls_open", count=still)
            tell(say("casebook.open_calls", lang, count=still))
        # A dossier that opens late, or whose seal was drawn late, gets its stage 2 like any other.
        waiting = [s for s in known if 1 in s.draws and not s.versions.keys().isdisjoint(open_now)]
    # One roll, one seal: dice that have fallen are public for whatever is sealed after them.
    stored = (
        waiting[0] if waiting else repeated or ([s for s in known if stage in s.draws] or list(known))[-1]
    )
    sealed = seals.read_seal(stored.document)
    late = stage == 2 and bool(waiting) and bool(stored.seconds)
    number = len(stored.seconds) + 1 if late else 1
    first, earlier = stored.draws.get(1), None if late else stored.draws.get(stage)
    if repeated is not None and stage == 2:
        number, earlier = next(
            (at, drawn)
            for at, drawn in enumerate(stored.seconds, 1)
            if _seed_of(drawn) == sealing.plain_seed(seed)
        )
        late = number > 1
    with book.read() as conn:
        if repeated is None:
            sealing.refuse_known_dice(conn, seed)
    seeds = record.seeds_of_stage(sealed, seed, stage, None if first is None else first.document)
    before = None if earlier is None else earlier.document
    document = record.record(sealed, seeds, before, file=book.path, reason=reason if again else None)
    file = folder / list_name("draw", numbers[stored.id], stage, number)
    if not again:  # nor over a draw of other dice that somebody left there
        record.record(sealed, seeds, text_of(file), file=str(file))
    called = tuple(stored.versions) if stage == 1 else earlier.dossiers if earlier else open_now
    mine = [code for code in called if code in stored.versions]
    if repeated is None:
        text = record.to_text(document)
        sealing.store_draw(book, stored, stage, text, mine, stamp_now(), late=late)
    write_text(file, record.to_text(document))
    if json_:
        show_json(document)
    else:
        show(minutes.draw_minutes(document, lang, dossiers=mine if stage == 2 else ()))
    typed = " ".join(f'--seed "{text}"' for text in seeds)
    seal_file = folder / list_name("seal", numbers[stored.id])
    tell(say("sampling.next_draw", lang, file=file, seal=seal_file, seeds=typed))
    if len(waiting) > 1:
        tell(say("sampling.next_roll", lang, count=len(waiting) - 1))


def _drawn_with(known: Any, seed: str, stage: int) -> Any:
    """The seal that these very dice drew at this stage, if there is one: the same command once more."""
    from casebook.sealing import plain_seed

    for stored in known:
        drawn = stored.seconds if stage == 2 else [stored.draws[1]] if 1 in stored.draws else []
        if any(_seed_of(item) == plain_seed(seed) for item in drawn):
            return stored
    return None


def _seed_of(drawn: Any) -> str:
    from casebook.sealing import plain_seed

    return plain_seed(json.loads(drawn.document)["seeds"][-1])


@dataclass(frozen=True, slots=True)
class Calling:
    """Who is called in this round, and what came of it so far."""

    seals: tuple[Any, ...]
    called: tuple[Any, ...]  # sampling.rounds.Called
    rows: tuple[str, ...]
    attempts: tuple[Any, ...]
    aside: tuple[Any, ...]
    decided: dict[str, str]
    clashing: frozenset[str]
    draw: str
    bindings: dict[str, str]  # row id -> casebook, seal, stage and draw that it was drawn in
    home: Any  # sampling.calls.call_return.Home

    @property
    def settled(self) -> frozenset[str]:
        """Rows that nobody calls again: a reviewer has decided, or has to."""
        return self.clashing | frozenset(self.decided)


def calling_of(book: Any, *, need: bool = True) -> Calling:
    from casebook import journal, judging, outcomes, sealing
    from sampling import rounds
    from sampling.calls.call_list import row_binding
    from sampling.calls.call_return import Home
    from sampling.draw.seal import read_seal

    with book.read() as conn:
        known = sealing.load_seals(conn)
        draw_ids = sealing.draw_ids(conn)
        origin = next(journal.entries(conn)).hash
        attempts, aside = outcomes.all_attempts(conn), outcomes.all_contradictions(conn)
        decided = judging.verdicts(judging.all_decisions(conn, book.round), judging.ROW)
    if need and not known:
        raise CasebookError("not_sealed")
    called: list[Any] = []
    bindings: dict[str, str] = {}
    for stored in known:
        one = stored.draws.get(1)
        mine = rounds.called_rows(
            read_seal(stored.document), None if one is None else one.document,
            [(drawn.document, drawn.dossiers) for drawn in stored.seconds],
        )  # fmt: skip
        called += mine
        for item in mine:
            first = (*item.sealed.targeted, *item.first)
            for drawn, rows_of in ((one, first), (stored.second_of(item.sealed.id), item.second or ())):
                if drawn is not None and rows_of:
                    bound = row_binding(origin, stored.sha256, drawn.stage, drawn.document)
                    bindings.update(dict.fromkeys(rows_of, bound))
    if need and not called:
        raise CasebookError("not_drawn")
    rows = tuple(row for item in called for row in item.rows)
    said = {row: decision.verdict for row, decision in decided.items()}
    return Calling(
        known, tuple(called), rows, attempts, aside, said, rounds.clashing(attempts, aside, said),
        draw_ids[-1] if draw_ids else "", bindings, Home(book.round, origin, frozenset(draw_ids)),
    )  # fmt: skip


def people_of(conn: Any, calling: Calling, rows: Iterable[str]) -> dict[str, Any]:
    """The people behind drawn rows, by row id, each bound to the draw that it came from."""
    from casebook import callees

    found = callees.callees(conn, calling.seals, rows)
    return {row: replace(person, binding=calling.bindings[row]) for row, person in found.items()}


def verdicts_of(book: Any, *, need: bool = True) -> Any:
    """Propose judgements from everything on file."""
    from casebook import judging
    from sampling import rounds
    from sampling.calls import dealing

    calling = calling_of(book, need=need)
    findings: dict[str, list[tuple[str, str]]] = {}
    row_findings: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    with book.read() as conn:
        cleared = {
            name
            for name, decision in judging.verdicts(
                judging.all_decisions(conn, book.round), judging.FINDING
            ).items()
            if decision.verdict == "cleared"
        }
        for stored in calling.seals:
            for code, version in stored.versions.items():
                # Judged by the review that lay under the seal: whatever was filed after it, with other settings or
                # by another version, is kept beside and changes nothing.
                filed = judging.findings_of(conn, version, upto=stored.entry)
                grave = [f for f in filed if f.severity == "fail" and f"{code}:{f.code}" not in cleared]
                findings[code] = list(dict.fromkeys((f.code, f.clause) for f in grave if not f.rows))
                row_findings[code] = [(f.code, f.rows) for f in grave if f.rows]
    still = dealing.open_rows(calling.rows, calling.attempts, calling.settled)
    return rounds.judge_round(
        calling.called, calling.attempts, calling.aside, calling.decided, findings, still, row_findings
    )


def shown_verdicts(book: Any, documents: dict[str, Any], lang: str) -> list[dict[str, Any]]:
    """Proposals with words, and the reviewer's decision beside each."""
    from casebook import judging
    from sampling import verdicts
    from verify.checks import BY_CODE

    titles = {code: check.title[1 if lang == "en" else 0] for code, check in BY_CODE.items()}
    with book.read() as conn:
        decided = judging.verdicts(judging.all_decisions(conn, book.round), judging.DOSSIER)
    return [
        verdicts.shown(document, judging.document(decided.get(id)), titles, lang)
        for id, document in documents.items()
    ]


def decide_by(book: Any, named: str, verdict: str, by: str, reason: str) -> bool:
    from casebook import judging
    from sampling.calls.outcomes import outcomes

    dossier, target, what = judging.find_target(book, named)
    allowed = {
        judging.DOSSIER: ("high", "more", "low"),
        judging.ROW: ("bad", "good", *outcomes()),
        judging.FINDING: ("cleared", "confirmed"),
    }[target]
    if verdict not in allowed:
        raise CasebookError("verdict", target=named, expected=" ".join(allowed), got=verdict or "-")
    stamp = stamp_now()
    return judging.decide(book, judging.Decision(dossier, target, what, verdict, by, reason, stamp.at), stamp)


def calls_of(book: Any, lang: str) -> dict[str, dict[str, Any]]:
    """What status shows of the calls: drawn, done, contradicting rows, judgement."""
    from casebook import judging
    from sampling.calls import dealing

    calling = calling_of(book, need=False)
    waiting = set(dealing.open_rows(calling.rows, calling.attempts, calling.settled))
    with book.read() as conn:
        proposed = judging.last_judgements(conn, book.round)
        decided = judging.verdicts(judging.all_decisions(conn, book.round), judging.DOSSIER)
    found = {}
    for item in calling.called:
        id = item.sealed.id
        last = decided[id].verdict if id in decided else proposed.get(id, {}).get("judgement")
        found[id] = {
            "drawn": len(item.rows),
            "done": sum(row not in waiting for row in item.rows),
            "contradicting": [row for row in item.rows if row in calling.clashing],
            "judgement": None if last is None else say(f"judgement.{last}.line", lang),
            "code": last,
        }
    return found


def faults_of(book: Any) -> tuple[Any, ...]:
    """Everything that is not as it was stored: the casebook's own check, then seals and draws recomputed."""
    from casebook import check as checking
    from casebook import sealing
    from sampling.draw.record import differences, read_record
    from sampling.draw.seal import read_seal
    from sampling.draw.tickets import replay

    found = list(checking.check(book))
    if any(fault.code == "file" for fault in found):
        return tuple(found)
    with book.read() as conn:
        known = sealing.load_seals(conn)
    for stored in known:
        try:
            sealed = read_seal(stored.document)
            for drawn in (*(d for stage, d in stored.draws.items() if stage == 1), *stored.seconds):
                document = read_record(drawn.document, sealed)
                for gap in differences(document, replay(sealed, document["seeds"])):
                    which = f"{gap['dossier']} {gap['part']}"
                    found.append(checking.Fault("draw", "draws", which, f"{gap['expected']} / {gap['got']}"))
        except SamplingError as error:
            found.append(checking.Fault("seal", "seals", stored.sha256, str(error)))
    return tuple(found)
