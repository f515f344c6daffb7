"""compare: a roster that came back from a company against the one on file. Nothing is filed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from casebook import connect
from casebook.connect import Casebook
from casebook.filed.recall import recall, version_before
from desk.commands.filing import register_of
from desk.commands.papers.report import round_of
from desk.console import Stop, show, show_json, tell
from desk.files import quoted
from desk.naming import dossier_of
from desk.outgoing.writing import written_letters
from desk.reading import Reading
from desk.reviewing import MASKS, facts_of_settings, reviewed, unread_files
from desk.state import load, note_exported
from phrases import say
from reports.applicant import comparison
from reports.applicant.returned import ListComparison, side
from reports.applicant.returned import compare as matched
from reports.content.material import Context, Material, gather
from reports.papers import named_by
from verify.checks import BY_CODE
from verify.intake.roster import RosterTable
from verify.model import Review


def compare(
    where: str,
    files: Reading,
    dossier: str,
    out: Path | None,
    *,
    json: bool = False,
    unmask: bool = False,
) -> int:
    """Show what became of every question; return 1 where something that does not meet a clause is left, 2 where a file
    could not be read or belongs to no dossier of the round."""
    book, lang, now = connect.open_casebook(where), files.lang, datetime.now().astimezone()
    typed, dossier = dossier, dossier_of(book, dossier) if dossier else ""
    read = replace(files.material(lambda: _register(book, files, dossier)), empty=())
    review = reviewed(read, files.settings, None, now)
    unread = unread_files(review.batch.unreadable, lang)
    ids = [str(id) for id in review.batch.dossiers.index]
    if not ids and not unread:
        raise Stop("compare.none", path=files.paths[0])
    if dossier and len(ids) > 1:
        raise Stop("compare.one", count=len(ids))
    context = Context(round=round_of(load(book, need=False), lang))
    found, failed = [], []
    for id in ids:
        try:
            found.append(_compared(book, review, id, dossier or id, context, now, files, unmask))
        except Stop as error:  # the others are still done and shown
            failed.append(error)
    if failed and not found:
        raise failed[0]
    named = {
        say("returned.file", lang, id=named_by(item.before.line)): comparison.comparison_paper(item)
        for item in found
    }
    if out and unmask:
        note_exported(book, out)
    paths = written_letters(named, out) if out else []
    if json:
        told = [comparison.document(item) for item in found]
        show_json({"comparisons": told, "unreadable": unread, "papers": [str(path) for path in paths]})
    else:
        for number, item in enumerate(found):
            show(*([""] if number else []), *comparison.screen_lines(item))
        show(*(say("command.written", lang, path=path) for path in paths))
    for item in found:
        if item.before.line.facts["sha256"] == item.after.line.facts["sha256"]:
            tell(say("command.compare.same", lang, id=item.before.line.id))
    tell(*(say("command.unread.file", lang, **item) for item in unread))
    tell(*(say("command.error", lang, message=error.sentence(lang)) for error in failed))
    if found:
        path = " ".join(map(quoted, files.paths))
        whose = f' --dossier "{typed}"' if typed else ""
        tell(say("command.compare.next", lang, path=path + whose))
    return 2 if unread or failed else int(any(item.falls_short for item in found))


def _register(book: Casebook, files: Reading, dossier: str) -> list[RosterTable]:
    """The register on file; where somebody says whose roster it is, that entry alone, and its file is this one."""
    tables = register_of(book)
    if not dossier:
        return tables
    if len(files.found.files) > 1:
        raise Stop("compare.one", count=len(files.found.files))
    if not files.found.files:  # why not is said with the files that could not be read
        return []
    shown = files.found.files[0].shown
    found = []
    for table in tables:
        at, file = table.headings.index("申报编号"), table.headings.index("名单文件")
        lines = [text for text in table.texts if text[at] == dossier]
        mine = tuple((*text[:file], shown, *text[file + 1 :]) for text in lines)
        if mine:
            found.append(replace(table, rows=tuple(range(1, len(mine) + 1)), texts=mine))
    return found


def _compared(
    book: Casebook,
    review: Review,
    read: str,
    dossier: str,
    context: Context,
    now: datetime,
    files: Reading,
    unmask: bool,
) -> ListComparison:
    """Compare a roster with that of a dossier. ``read``: what the roster is called among those that were read."""
    version = version_before(book, dossier, str(review.batch.dossiers.at[read, "sha256"]))
    if version is None:
        raise Stop("compare.unknown", id=dossier)
    known = recall(book, tuple(BY_CODE), {dossier: version})
    if known.records[dossier].purged:
        raise Stop("letter.purged", id=dossier)
    if context.round is not None and dossier in context.round.courses:
        # What a reviewer has cleared is cleared on both sides, whatever the new file is called.
        courses = {**context.round.courses, read: context.round.courses[dossier]}
        context = replace(context, round=replace(context.round, courses=courses))
    before = side(_material(known.review, context, now, files.lang, unmask), dossier)
    return matched(before, side(_material(review, context, now, files.lang, unmask), read))


def _material(review: Review, context: Context, now: datetime, lang: str, unmask: bool) -> Material:
    settings = review.settings if isinstance(review.settings, dict) else facts_of_settings(review.settings)
    return gather(
        review, BY_CODE, settings=settings, unreadable=(), passed_over=(), masks=MASKS, made=now, lang=lang,
        unmask=unmask, context=context,
    )  # fmt: skip
