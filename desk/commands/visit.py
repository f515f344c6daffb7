"""visit: 现场巡视记录表 of building projects, written with what is known, and what was seen taken back in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from casebook import connect, standing
from casebook.connect import Casebook
from casebook.errors import CasebookError
from casebook.evidence.filing import file_evidence
from casebook.filed import visits
from casebook.standing import Standing
from desk.console import show, show_json, tell
from desk.naming import dossier_of
from desk.state import stamp_now
from phrases import say
from reports.content.signed.visit import VisitFacts, visit
from reports.formats import docx
from reports.papers import folder_names, write_whole


def form(where: str, ids: Sequence[str], *, folder: Path, json: bool = False, lang: str = "zh") -> int:
    """Write the form of every building project, or of the dossiers that are named, whatever their category."""
    book = connect.open_casebook(where)
    known = {item.id: item for item in standing.overview(book).dossiers}
    wanted = [dossier_of(book, text) for text in ids] or buildings(book, list(known.values()))
    for id in wanted:
        if id not in known:
            raise CasebookError("target_unknown", got=id)
    if not wanted:
        raise CasebookError("visit_none")
    title = say("command.visit.file", "zh")
    names = zip(wanted, folder_names(wanted), strict=True)
    files = {id: folder / f"{title}-{name}.docx" for id, name in names}
    for path in files.values():
        if path.exists():
            raise CasebookError("visit_there", file=path)
    facts = {id: VisitFacts(known[id].applicant, project_of(book, known[id])) for id in wanted}
    write_whole({path: partial(docx.write, visit(facts[id], lang)) for id, path in files.items()})
    if json:
        show_json({"forms": [{"id": id, "file": str(path)} for id, path in files.items()]})
    else:
        show(*(say("command.written", lang, path=path) for path in files.values()))
        tell(say("command.visit.next", lang, id=wanted[0]))
    return 0


def note(
    where: str,
    named: str,
    paper: Path | None,
    verdict: str,
    by: str,
    day: str,
    seen: str,
    *,
    json: bool = False,
    lang: str = "zh",
) -> int:
    """Take a record back in: what was seen, by whom and when; the signed paper itself as evidence where it is given."""
    book = connect.open_casebook(where)
    dossier = dossier_of(book, named)
    if dossier not in {item.id for item in standing.overview(book).dossiers}:
        raise CasebookError("target_unknown", got=named)
    if paper is not None and not paper.is_file():
        raise CasebookError("visit_paper", file=paper)
    new = visits.note(book, dossier, day, verdict, by, seen, stamp_now())
    number = None if paper is None else file_evidence(book, dossier, paper, "visit", stamp_now())[0].number
    if json:
        show_json({"id": dossier, "verdict": verdict, "on": day, "new": new, "evidence": number})
        return 0
    show(say("command.visit.noted" if new else "command.visit.known", lang, id=dossier))
    if number is not None:
        show(say("command.visit.paper", lang, number=number))
    tell(say("casebook.next_import", lang))
    return 0


def buildings(book: Casebook, dossiers: Sequence[Standing]) -> list[str]:
    """Return the dossiers that apply as building projects."""
    with book.read() as conn:
        return [
            d.id
            for d in dossiers
            if visits.declared_of(conn, d.version_id).get("category") == visits.CATEGORY
        ]


def project_of(book: Casebook, dossier: Standing) -> str:
    """Return the name of the project where the register gives one; "" where it does not."""
    with book.read() as conn:
        said = visits.declared_of(conn, dossier.version_id)
    return str(said.get("product_model") or said.get("service_name") or "")
