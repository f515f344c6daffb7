"""From the grids of a file to its papers: forms in tables and sheets, and what the text between them says.

Runs in the worker that read the file, beside the search for rosters, and without pandas: texts go out as they are
written, each with its place. verify/forms/gather.py makes values of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from verify.forms import labels, prose
from verify.forms.parts import is_evidence
from verify.forms.tables import read_form
from verify.intake.grid import Grid
from verify.intake.roster import FileResult, Paper, Problem, Said

_LINES, _COLUMNS = 500, 30  # of a sheet that is read as text
_OWN_TEXT = 200  # characters: a report or an account of that length is one, whatever it states
_EXCUSED = frozenset({"no_roster", "no_rows"})
# What the lines of a paper may say, by its kind: a report names many things that are not the applicant's own.
_SAYS = {
    labels.REPORT: ("applicant", "agency"),
    labels.ACCOUNT: ("applicant",),
    labels.PROMISE: ("applicant",),
    labels.ROSTER: ("agency", "valid_questionnaires", "period", "score"),
}

Line = tuple[str, str]  # text, place


@dataclass(slots=True)
class _Section:
    """Lines under one title."""

    kind: str
    lines: list[Line] = field(default_factory=list)

    def is_long(self) -> bool:
        return sum(len(text) for text, _ in self.lines) >= _OWN_TEXT


def read_papers(file: str, grids: Sequence[Grid], found: FileResult) -> tuple[Paper, ...]:
    """Return the papers of a file. ``found``: its rosters and registers, which are looked for first."""
    named = labels.kind_of_name(PurePosixPath(file).stem) or ""
    heads = _heads(found)
    forms: dict[str, list[Paper]] = {}
    sections: list[_Section] = []
    in_word = any(grid.prose for grid in grids)
    for grid in grids:
        if grid.prose or grid.columns is not None or heads.get(grid.sheet) == 0:
            continue
        stop = _stop(grid, heads.get(grid.sheet))
        forms[grid.sheet] = read_form(file, grid, stop)
        if not in_word and not forms[grid.sheet]:
            kind = named if stop is None else labels.ROSTER
            sections += _cut(kind, _sheet_lines(grid, stop), {}, fixed=stop is not None)
    for grid in grids:
        if grid.prose:
            sections += _cut(named, _prose_lines(grid), forms)
    papers = [_paper(file, section) for section in sections]
    return (*(p for p in papers if p is not None), *(paper for group in forms.values() for paper in group))


def settled(result: FileResult, papers: Sequence[Paper]) -> FileResult:
    """Return a file's result with its papers: a paper of the application need not be a roster."""
    problems = result.problems
    papers = papers or _evidence(result)
    if any(paper.kind != labels.ROSTER for paper in papers):
        problems = tuple(problem for problem in problems if problem.code not in _EXCUSED)
    return replace(result, problems=problems, papers=tuple(papers))


def _evidence(result: FileResult) -> tuple[Paper, ...]:
    """Return a PDF as evidence where its name says so and it holds no roster: a contract, an invoice."""
    is_pdf = result.file.lower().endswith(".pdf") and not result.rosters and not result.registers
    return (Paper(result.file, "evidence"),) if is_pdf and is_evidence(result.file) else ()


def refused(file: str, code: str, facts: Mapping[str, object]) -> FileResult:
    """Return the result of a file that no reader takes; a picture of a licence is no roster, and need be none."""
    is_picture = code == "not_a_roster_format" and facts.get("kind") in ("image", "pdf_picture")
    if (is_picture or code in ("pdf_no_table", "picture_later")) and is_evidence(file):
        return FileResult(file, papers=(Paper(file, "evidence"),))
    return FileResult(file, problems=(Problem(code, facts),))


def without_tables(file: str, papers: Sequence[Paper], facts: Mapping[str, str]) -> FileResult:
    """Return the result of a Word file without any table; ``facts`` of the problem where it holds no paper either."""
    return FileResult(file, problems=() if papers else (Problem("no_sheets", facts),), papers=tuple(papers))


def _heads(found: FileResult) -> dict[str, int]:
    """Return the shown row of the heading by sheet; 0 for a sheet that is not read at all."""
    heads = {table.sheet: 0 for table in found.registers}
    for segment in (segment for roster in found.rosters for segment in roster.segments):
        heads.setdefault(segment.sheet, min(segment.header_rows, default=0))
    return heads


def _stop(grid: Grid, head: int | None) -> int | None:
    if head is None:
        return None
    return next((at for at, row in enumerate(grid.rows) if row >= head), len(grid.rows))


def _sheet_lines(grid: Grid, stop: int | None) -> Iterator[Line | str]:
    last = _LINES if stop is None else stop
    for number, row in zip(grid.rows[:last], grid.cells[:last], strict=True):
        texts = [value.strip() for value in row[:_COLUMNS] if isinstance(value, str) and value.strip()]
        for text in (" ".join(texts),) if len(texts) > 1 else texts:
            yield text, f"{grid.sheet}!A{number}" if grid.sheet else f"A{number}"


def _prose_lines(grid: Grid) -> Iterator[Line | str]:
    """Yield the paragraphs of a Word file, and the names of the tables that stand between them."""
    for number, line in zip(grid.rows, grid.cells, strict=True):
        yield (str(line[0]), f"¶{number}") if len(line) == 1 else str(line[1])


def _cut(
    kind: str, lines: Iterable[Line | str], forms: dict[str, list[Paper]], fixed: bool = False
) -> list[_Section]:
    """Cut lines into sections by titles (unless the kind is ``fixed``) and by tables.

    What stands above a form goes with the form, which is replaced in ``forms``.
    """
    sections, current = [], _Section(kind)
    for line in lines:
        if isinstance(line, str):
            if not (group := forms.get(line)):
                continue
            if current.kind in ("", group[0].kind):
                forms[line] = [_with_applicant(group[0], current.lines), *group[1:]]
            else:
                sections.append(current)
            current = _Section("")
            continue
        title = None if fixed else labels.kind_of_title(line[0])
        if title is not None and (title != current.kind or current.is_long()):
            sections.append(current)
            current = _Section(title)
        current.lines.append(line)
    return [*sections, current]


def _with_applicant(paper: Paper, lines: Sequence[Line]) -> Paper:
    """Add what stands above a form: 企业名称（公章）：某某公司."""
    if any(said.item == "applicant" for said in paper.said):
        return paper
    above = _labelled(lines).get("applicant")
    return replace(paper, said=(above, *paper.said)) if above else paper


def _paper(file: str, section: _Section) -> Paper | None:
    """Return what a section says as a paper; None where it is nothing of the application."""
    kind = section.kind
    if not kind:
        return None
    said = {one.item: one for one in prose.report(section.lines)} if kind == labels.REPORT else {}
    allowed = _SAYS.get(kind)
    for item, one in _labelled(section.lines).items():
        if allowed is None or item in allowed:
            said.setdefault(item, one)
    if kind in (labels.REPORT, labels.ACCOUNT) and not said and section.is_long():
        said["present"] = Said("present", "", section.lines[0][1])
    if not said and kind in (labels.ROSTER, labels.APPLICATION, labels.OPINION, labels.SITUATION):
        return None  # a title without its table: the form itself is found elsewhere, or was lost
    return Paper(file, kind, tuple(said.values()))


def _labelled(lines: Sequence[Line]) -> Mapping[str, Said]:
    found: dict[str, Said] = {}
    for text, place in lines:
        for said in prose.pairs(text, place):
            found.setdefault(said.item, said)
        if "category" not in found and (chosen := prose.category(text, place)) is not None:
            found["category"] = chosen
    return found
