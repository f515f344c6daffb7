"""report --to applicant: what each company is asked to correct or explain about its own list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from casebook import connect
from casebook.errors import CasebookError
from desk.commands.papers.report import gathered
from desk.console import Stop, show, show_json, tell
from desk.naming import dossier_of
from desk.outgoing.writing import written_letters
from desk.printing import print_page
from desk.state import load, note_exported
from phrases import say
from reports.applicant.letter import letter
from reports.applicant.questions import questions
from reports.content.grounds import course_of
from reports.papers import names_of

APPLICANT = "applicant"


def letters(
    where: str,
    to: str,
    named: Sequence[str],
    folder: Path | None,
    *,
    pdf: bool = False,
    json: bool = False,
    unmask: bool = False,
    lang: str = "zh",
) -> int:
    """Write a letter for every dossier that is named, for all where none is; nothing to ask, no letter."""
    if not to:
        raise Stop("to.missing", got=named[0])
    if to != APPLICANT:
        raise Stop("to", got=to)
    state = load(connect.open_casebook(where), need=False)
    named = [dossier_of(state.book, name) for name in named]
    material = gathered(state, lang, unmask, datetime.now().astimezone())
    lines = {line.id: line for line in material.lines}
    if strangers := [id for id in named if id not in lines]:
        raise CasebookError("withdraw_unknown", id=strangers[0])
    purged = [id for id in lines if (course := course_of(material, id)) and course.purged]
    if gone := [id for id in named if id in purged]:
        raise Stop("letter.purged", id=gone[0])
    wanted = [id for id in sorted(dict.fromkeys(named) or lines) if id not in purged]
    made = {id: letter(material, lines[id]) for id in wanted}
    asked = {id: document for id, document in made.items() if document is not None}
    names = names_of(material.lines)
    place = (folder or Path(say("command.papers.folder", lang))) / say("letter.folder", lang)
    if unmask and asked:
        note_exported(state.book, place)
    paths = written_letters(
        {say("letter.file", lang, id=names[id]): document for id, document in asked.items()}, place
    )
    if pdf:
        for page in [path for path in paths if path.suffix == ".html"]:
            print_page(page, page.with_suffix(".pdf"), lang)
            paths.append(page.with_suffix(".pdf"))
    counts = {}
    for id in asked:
        found = questions(material, lines[id])
        counts[id] = {"kinds": len(found), "places": sum(len(question.flags) for question in found)}
    quiet = [id for id in wanted if id not in asked]
    if json:
        told = [{"id": id, **counts[id]} for id in asked]
        show_json(
            {"letters": told, "nothing": quiet, "purged": purged, "papers": [str(path) for path in paths]}
        )
    else:
        show(*(say("command.letters.written", lang, id=names[id], **counts[id]) for id in asked))
        if asked:
            show(say("command.letters.folder", lang, count=len(asked), path=place))
        comma = say("paper.comma", lang)
        if quiet:
            show(say("command.letters.nothing", lang, names=comma.join(names[id] for id in quiet)))
        if purged and not named:
            show(say("command.letters.purged", lang, names=comma.join(names[id] for id in purged)))
    if unmask and asked:
        tell(say("command.letters.full", lang))
    tell(say("command.letters.next", lang))
    return 0
