"""judge: proposals from everything on file, and what reviewers decide."""

from __future__ import annotations

from dataclasses import asdict

from casebook import connect, judging, standing
from casebook.connect import Casebook
from casebook.errors import CasebookError
from casebook.evidence.filing import pieces
from casebook.filed import registers
from casebook.filed.came_back import applying_twice, one_roster
from casebook.filed.reuse import reused
from casebook.screen import pair_lines
from desk.console import Document, columns_of, in_colour, show, show_json, tell
from desk.naming import dossier_of
from desk.state import load, stamp_now
from desk.tables import AGAINST, decision_mark, folded, judge_table, legend
from desk.witness import head_line
from phrases import say
from reports.content.tally import states
from reports.formats.screen import clean
from sampling import advice, rates, verdicts
from sampling.calls.outcomes import outcomes
from sampling.evidence import evidence_codes

ALLOWED = {
    judging.DOSSIER: ("high", "more", "low"),
    judging.ROW: ("bad", "good", *outcomes(), *evidence_codes()),
    judging.FINDING: ("cleared", "confirmed"),
}
_RANK = {"low": 0, "more": 1, "high": 2}


def judge(
    where: str,
    decide: str | None = None,
    verdict: str = "",
    by: str = "",
    reason: str = "",
    *,
    json: bool = False,
    wide: bool = False,
    lang: str = "zh",
) -> int:
    """Propose a judgement for every dossier that was drawn; return 1 when one falls short."""
    book = connect.open_casebook(where)
    if decide is None and (verdict or by or reason):
        raise CasebookError("decide_what")
    if decide is not None:
        noted = _decided(book, decide, verdict, by, reason)
        key = "casebook.decided" if noted else "casebook.decided_same"
        tell(say(key, lang, target=decide, verdict=verdict, by=by))
    state = load(book)
    if decide in state.bare_rows:
        tell(say("casebook.decided_bare", lang, row=decide))
    _store(book, state.proposals, lang)
    against = next((item for item in state.shown(lang) if item["id"] == decide), None)
    if against and decision_mark(against) == AGAINST:
        words = {name: say(f"judgement.{value}.line", lang) for name, value in (
            ("said", against["decided"]["judgement"]), ("proposed", against["judgement"]),
        )}  # fmt: skip
        tell(say("casebook.decided_against", lang, id=decide, **words))
    shown = [{**item, "rates": rates.document(state.rates[item["id"]], lang)} for item in state.shown(lang)]
    with book.read() as conn:
        matching, _ = registers.matching(conn, book.round)
    if json:
        show_json({"dossiers": shown, "without_roster": [asdict(entry) for entry in matching.absent]})
    else:
        overview = standing.overview(book)
        names = {item.id: item for item in overview.dossiers}
        show(*judge_table(shown, names, lang, colour=in_colour(), columns=columns_of(wide)))
        show(*map(clean, states(matching, lang)))
        show("", *legend("judge", lang), "", *folded(verdicts.lines(_open_questions(shown), lang)))
        back = overview.came_back
        mine = [
            p for p in overview.altered if p.round == book.round and p.other not in back.get(p.dossier, {})
        ]
        show(*folded(pair_lines(mine, lang)))
        show("", head_line(book, lang))
        tell(
            *advice.next_steps(
                [v for v in state.verdicts if v.judgement.dossier not in state.purged],
                state.decided_dossiers,
                lang,
            )
        )
        unseen = [item["id"] for item in shown if item.get("visit", {}).get("result") == "missing"]
        if unseen:
            tell(say("casebook.visit_missing", lang, ids=" ".join(unseen)))
    final = [item["decided"]["judgement"] if item["decided"] else item["judgement"] for item in shown]
    return 1 if "low" in final else 0


def _store(book: Casebook, proposals: dict[str, Document], lang: str) -> None:
    """Store the proposals; of a casebook that can only be read they are shown, and that is said."""
    try:
        judging.store_judgements(book, proposals, stamp_now())
    except CasebookError as error:
        if error.code != "read_only":
            raise
        tell(say("casebook.not_stored", lang, path=book.path))


def _open_questions(shown: list[Document]) -> list[Document]:
    """Proposals that somebody has to look into, the worst first; what is high and nothing else stands in the table."""
    return sorted(
        (item for item in shown if item["judgement"] != "high" or item["decided"] or _beside(item)),
        key=lambda item: _RANK[item["judgement"]],
    )


def _beside(item: Document) -> bool:
    """Whether something has to be known beside a proposal: the same people under another number, denials set aside."""
    return bool(item.get("called_before") or item.get("reused") or item.get("set_aside"))


def _decided(book: Casebook, named: str, verdict: str, by: str, reason: str) -> bool:
    """Store what a reviewer decided; False when it is on file already. Raises CasebookError verdict and others."""
    with book.read() as conn:
        two = (applying_twice(conn, book.round), one_roster(conn, book.round))
        twice = [(id, verdicts.TWICE) for others in two for id in others]
        last = {version: id for id, version in judging.last_versions(conn, book.round).items()}
        twice += [(id, verdicts.REUSED) for id in reused(conn, book.round, last)]
    dossier, target, what = judging.find_target(book, dossier_of(book, named), twice)
    allowed = ALLOWED[target]
    if verdict not in allowed:
        raise CasebookError("verdict", target=named, expected=" ".join(allowed), got=verdict or "-")
    if target == judging.ROW and verdict in evidence_codes():
        _need_evidence(book, dossier, what, verdict)
    stamp = stamp_now()
    return judging.decide(book, judging.Decision(dossier, target, what, verdict, by, reason, stamp.at), stamp)


def _need_evidence(book: Casebook, dossier: str, row: str, code: str) -> None:
    """Raise CasebookError evidence_none where nothing of the kind that a code stands for is on file of a row."""
    kind = evidence_codes()[code].kind
    with book.read() as conn:
        found = any(
            p.kind == kind and p.row == row and not p.purged for p in pieces(conn, book.round, dossier)
        )
    if not found:
        raise CasebookError("evidence_none", code=code, row=row, kind=kind)
