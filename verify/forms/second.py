"""A second application of one company: which of its papers, and which rosters, belong to which.

A company may apply for one item only; where it applies for two, that is for the check to say (DC01), and for nobody
to hide by taking all its papers together. Two opinion forms are two applications where what they apply for differs:
category, model, service or project. They are told apart by their folders, else by the spelling of the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TypeVar

from verify.fields import company
from verify.forms import labels
from verify.forms.boxes import single
from verify.forms.names import is_aside
from verify.intake.roster import Paper

# What is applied for. Names of goods are typed in many ways: only what tells one item from another counts.
_APPLIED = ("category", "product_model", "service_name", "project_name")
_HEADS = (labels.OPINION, labels.APPLICATION, labels.COVER)
Item = Mapping[str, str]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Share:
    """One application's share of a company's papers. ``folders``: where they lie; ``spelling``: how its name is
    written, "" where the folders tell enough."""

    papers: tuple[Paper, ...] = ()
    folders: frozenset[PurePosixPath] = frozenset()
    spelling: str = ""

    def owns(self, file: str) -> bool:
        """Whether a roster or a proof of the company belongs to this application."""
        if self.spelling:
            return self.spelling in company.exact(file)
        return not self.folders or any(PurePosixPath(file).is_relative_to(folder) for folder in self.folders)


def apart(papers: Sequence[Paper]) -> list[Share]:
    """Part one company's papers into its applications, in the order of the papers."""
    opinions = [p for p in papers if p.kind == labels.OPINION and not is_aside(p.file)]
    return _by_folder(papers, opinions) or _by_spelling(papers, opinions) or [Share(tuple(papers))]


def _by_folder(papers: Sequence[Paper], opinions: Sequence[Paper]) -> list[Share]:
    folders = list(dict.fromkeys(PurePosixPath(p.file).parent for p in opinions))
    # A folder within another one is asked first.
    nearest = sorted(folders, key=lambda folder: -len(folder.parts))
    mine: dict[PurePosixPath, list[Paper]] = {folder: [] for folder in folders}
    for paper in papers:
        path = PurePosixPath(paper.file)
        if (home := next((f for f in nearest if path.is_relative_to(f)), None)) is not None:
            mine[home].append(paper)
    groups = _groups([(folder, _applied(mine[folder])) for folder in folders])
    return [
        Share(tuple(paper for folder in group for paper in mine[folder]), frozenset(group))
        for group in groups
    ]


def _by_spelling(papers: Sequence[Paper], opinions: Sequence[Paper]) -> list[Share]:
    spellings = list(dict.fromkeys(name for p in opinions if (name := _spelling(p))))
    # 松江纸业 stands in 松江纸业有限公司 too, and would own its files.
    if any(one in two for one in spellings for two in spellings if one != two):
        return []
    mine: dict[str, list[Paper]] = {spelling: [] for spelling in spellings}
    for paper in papers:
        own, file = _spelling(paper), company.exact(paper.file)
        named = [own] if own in mine else [spelling for spelling in spellings if spelling in file]
        if len(named) == 1:
            mine[named[0]].append(paper)
    groups = _groups([(spelling, _applied(mine[spelling])) for spelling in spellings])
    if any(len(group) > 1 for group in groups):  # two spellings of one application beside another one
        return []
    return [Share(tuple(mine[spelling]), spelling=spelling) for (spelling,) in groups]


def _groups(applied: Sequence[tuple[T, Item]]) -> list[list[T]]:
    """Return what applies for the same item together; nothing where all of it does."""
    groups: list[tuple[list[T], Item]] = []
    for one, item in applied:
        same = next((members for members, other in groups if not _differ(item, other)), None)
        if same is None:
            groups.append(([one], item))
        else:
            same.append(one)
    return [members for members, _ in groups] if len(groups) > 1 else []


def _applied(papers: Iterable[Paper]) -> Item:
    """Return what papers apply for; an item that they state in two ways tells nothing."""
    found: dict[str, set[str]] = {}
    for paper in papers:
        if paper.kind in _HEADS and not is_aside(paper.file):
            for said in paper.said:
                if said.item in _APPLIED and not said.problem:
                    text = single(said.text) if said.item == "category" else None
                    found.setdefault(said.item, set()).add(
                        text or re.sub(r"[\W_]", "", company.exact(said.text))
                    )
    return {item: next(iter(texts)) for item, texts in found.items() if len(texts) == 1}


def _differ(one: Item, two: Item) -> bool:
    """Whether two items are certainly not one: SJ-200 and SJ-200型 may be."""
    return any(
        text and other and text not in other and other not in text
        for item, text in one.items()
        if (other := two.get(item, ""))
    )


def _spelling(paper: Paper) -> str:
    return next(
        (company.exact(said.text) for said in paper.said if said.item == "applicant" and not said.problem), ""
    )
