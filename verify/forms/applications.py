"""Whose papers these are: from all papers that were read to applications, one for each company that applies.

A paper that names its company belongs to it. One that names none goes with its file, or with the innermost folder
in which exactly one company is named. Nothing is guessed: what fits two stays with nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from verify.fields.company import in_order
from verify.forms import labels
from verify.forms.names import by_path, companies_in, is_aside, is_neutral, key_of
from verify.forms.parts import is_evidence
from verify.forms.second import Share, apart
from verify.intake.roster import FileResult, Paper, Said

# Forms that the applicant or its recommender filled in under its full name.
_SURE = (labels.OPINION, labels.APPLICATION, labels.COVER, labels.SITUATION, labels.INSPECTION)
_ORDER = (labels.OPINION, labels.APPLICATION, labels.COVER, labels.REPORT, labels.SUMMARY)


@dataclass(frozen=True, slots=True)
class Application:
    """One company's papers. ``aside``: copies, drafts and older versions of papers that are there too.

    ``rosters``: files of rosters that lie with these papers, or in the same file; ``evidence``: of 证实性材料.
    """

    applicant: str
    key: str
    papers: tuple[Paper, ...]
    aside: tuple[Paper, ...] = ()
    rosters: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    share: Share = field(default_factory=Share)

    def owns(self, file: str) -> bool:
        """Whether a roster of the company belongs to this application, where it applies for more than one item."""
        return file in self.rosters or self.share.owns(file)

    def says(self, item: str, *kinds: str) -> tuple[Paper, Said] | None:
        """Return who says an item first, in the order in which papers are believed."""
        for kind in kinds or _ORDER:
            for paper in self.papers:
                if paper.kind == kind:
                    for said in paper.said:
                        if said.item == item and not said.problem:
                            return paper, said
        return None

    def undecided(self, item: str) -> str:
        """Return the text that says an item in two ways, "" for none: two boxes that are ticked."""
        texts = (
            said.text for paper in self.papers for said in paper.said if said.item == item and said.problem
        )
        return next(texts, "")


def said_of(paper: Paper, item: str) -> str:
    """Return what a paper says of an item, "" for nothing or for what decides nothing."""
    return next((said.text for said in paper.said if said.item == item and not said.problem), "")


def applications(results: Sequence[FileResult]) -> tuple[Application, ...]:
    """Return the applications that the papers speak of, in the order of the files."""
    papers = [paper for result in results for paper in result.papers if paper.said]
    own = _Named([(p.file, key) for p in papers if p.kind in _SURE and (key := _key(p))])
    groups: dict[str, list[Paper]] = {}
    keys = {key for p in papers if (key := _key(p)) and p.kind in (*_SURE, labels.SUMMARY)}
    joined = [(p, _key(p) if p.kind in _SURE else _joined(p, own, keys)) for p in papers]
    # A list of a whole region names companies, but files and folders are not theirs.
    own = _Named([(paper.file, key) for paper, key in joined if key and paper.kind != labels.SUMMARY])
    lying = dict(_rosters(results, own))
    for paper, key in joined:
        whose: str | None = key
        if not key and paper.kind != labels.SUMMARY:
            near = lying.get(paper.file) if paper.kind == labels.ROSTER else own.of(paper.file)
            whose = by_path(paper.file, keys) or near
        if whose:
            groups.setdefault(whose, []).append(paper)
    rosters = _by_key(lying.items())
    proofs = _by_key(
        (r.file, company)
        for r in results
        if is_evidence(r.file) and not r.rosters and (company := by_path(r.file, keys) or own.of(r.file))
    )
    found = []
    for key, group in groups.items():
        for part in apart(group):
            beside, seen = (list(filter(part.owns, files.get(key, []))) for files in (rosters, proofs))
            found.append(replace(_application(key, part.papers, beside, seen), share=part))
    return tuple(found)


def _by_key(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for file, key in pairs:
        found.setdefault(key, []).append(file)
    return found


def _key(paper: Paper) -> str:
    return key_of(said_of(paper, "applicant"))


def _joined(paper: Paper, own: _Named, keys: set[str]) -> str:
    """Return whose a report or the like is. It may shorten the name: then the form beside it says whose it is."""
    key = _key(paper)
    if not key or key in keys or paper.kind == labels.SUMMARY:
        return key
    beside = own.of(paper.file) or by_path(paper.file, keys) or ""
    return beside if beside and (in_order(key, beside) or in_order(beside, key)) else key


class _Named:
    """Which companies are named in which file and under which folder."""

    def __init__(self, files: Iterable[tuple[str, str]]) -> None:
        self._files: dict[str, set[str]] = {}
        self._folders: dict[PurePosixPath, set[str]] = {}
        for file, key in files:
            self._files.setdefault(file, set()).add(key)
            for folder in PurePosixPath(file).parents:
                self._folders.setdefault(folder, set()).add(key)

    def of(self, file: str) -> str | None:
        """Return the only company that a file can belong to by what is named beside it; None for none or several."""
        keys = self._files.get(file, set())
        if keys:
            return next(iter(keys)) if len(keys) == 1 else None
        path = PurePosixPath(file)
        for folder in path.parents:
            if keys := self._folders.get(folder, set()):
                key = next(iter(keys))
                below = [folder.name, *path.relative_to(folder).parent.parts, path.stem]
                return (
                    key if len(keys) == 1 and all(is_neutral(part, key) for part in below if part) else None
                )
        return None

    def holds(self, file: str) -> bool:
        """Whether a file itself names a company."""
        return file in self._files

    def folder(self, file: str) -> PurePosixPath | None:
        """Return the innermost folder of a file under which a company is named."""
        return next((f for f in PurePosixPath(file).parents if f in self._folders), None)


def _rosters(results: Sequence[FileResult], own: _Named) -> list[tuple[str, str]]:
    """Return (file, key) of rosters whose company the papers beside them tell."""
    files = [r for r in results if r.rosters and not is_aside(r.file)]
    counted: dict[PurePosixPath | None, set[str]] = {}
    for result in files:
        if not own.holds(result.file):
            counted.setdefault(own.folder(result.file), set()).update(r.sha256 for r in result.rosters)
    found = []
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for result in files:
        key = own.of(result.file)
        if key is None:
            continue
        # One form among many rosters says nothing of any of them.
        if not own.holds(result.file) and len(counted[own.folder(result.file)]) > 1:
            continue
        bytes_ = (key, tuple(r.sha256 for r in result.rosters))
        if bytes_ in seen:  # 名单(1).xlsx beside 名单.xlsx: one roster, which the papers may well mean
            continue
        seen.add(bytes_)
        others = (name for r in result.rosters for name in companies_in(r.title))
        if own.holds(result.file) or all(is_neutral(name, key) for name in others):
            found.append((result.file, key))
    return found


def _application(
    key: str, papers: Sequence[Paper], rosters: Sequence[str], evidence: Sequence[str]
) -> Application:
    kinds = {paper.kind for paper in papers if not is_aside(paper.file)}
    counted = tuple(p for p in papers if not is_aside(p.file) or p.kind not in kinds)
    aside = tuple(p for p in papers if p not in counted)
    first = Application("", key, counted, aside)
    told = first.says("applicant")
    name = told[1].text if told else next(filter(None, (said_of(p, "applicant") for p in papers)), "")
    return Application(name, key, counted, aside, tuple(rosters), tuple(evidence))
