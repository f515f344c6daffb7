"""What the papers of each dossier say, as one frame of the batch: for the check on disagreement, and for the eye."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from verify.fields import contact, name
from verify.forms import labels, values
from verify.forms.applications import Application
from verify.forms.names import key_of
from verify.model import OFFICER_COLUMNS, PAPER_COLUMNS, Batch

REGISTER = "register"
# What is kept of a paper: what the register asks for, and nothing about persons.
_KEPT = ("applicant", "category", "recommender", "agency", "valid_questionnaires", "score", "period",
         "product_name", "product_model", "service_name", "project_name")  # fmt: skip


def attach(batch: Batch, found: Sequence[Application], window: values.Window, typed: bool) -> Batch:
    """Return the batch with what the papers of its dossiers say. ``typed``: somebody typed the register."""
    if not found:
        return batch
    lines: list[tuple[str, ...]] = []
    people: list[tuple[str, ...]] = []
    by_key: dict[str, list[Application]] = {}
    for application in found:
        by_key.setdefault(application.key, []).append(application)
    for dossier, facts in batch.dossiers.to_dict("index").items():
        applicant = facts["applicant"]
        mine = by_key.get(key_of(applicant), []) if isinstance(applicant, str) else []
        if len(mine) > 1:  # a company that applies twice: the papers that lie with this roster
            mine = [a for a in mine if a.owns(facts["file"])]
        if len(mine) != 1:
            continue
        lines += [(str(dossier), *line) for line in _lines(mine[0], window)]
        people += [(str(dossier), *line) for line in _officers(mine[0])]
        if typed and facts["declared"]:
            lines += [(str(dossier), *line) for line in _registered(facts)]
    frame = pd.DataFrame(lines, columns=list(PAPER_COLUMNS), dtype="str")
    named = pd.DataFrame(list(dict.fromkeys(people)), columns=list(OFFICER_COLUMNS), dtype="str")
    return replace(batch, papers=frame, officers=named)


def _officers(application: Application) -> Iterator[tuple[str, str, str]]:
    """Yield whom the 申请表 names, with the numbers that stand on the same form: (item, name, number) as compared."""
    for paper in application.papers:
        if paper.kind != labels.APPLICATION:
            continue
        said = {one.item: one.text for one in paper.said if not one.problem}
        numbers = [one.value for one in contact.clean(said.get("phone", "")) if not one.problem]
        for item in ("legal_person", "liaison"):
            person = name.clean(said.get(item, ""))
            if person.key and not person.problem:
                yield from ((item, person.key, number) for number in numbers)


def _lines(application: Application, window: values.Window) -> Iterator[tuple[str, str, str, str, str]]:
    for file in application.evidence:
        yield "evidence", "", "", file, ""
    for paper in application.papers:
        yield paper.kind, "", "", paper.file, ""
        for said in paper.said:
            if (
                said.item in _KEPT
                and not said.problem
                and (read := values.value(said.item, said.text, window))
            ):
                yield paper.kind, said.item, read, paper.file, said.place


def _registered(facts: Any) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield what the typed register says of a dossier, in the same form."""
    yield REGISTER, "", "", "", ""
    start, end = facts["survey_start"], facts["survey_end"]
    given = {
        "category": facts["category"],
        "valid_questionnaires": _whole(facts["valid_questionnaires"]),
        "score": f"{facts['score']:g}" if pd.notna(facts["score"]) else "",
        "period": f"{start:%Y-%m-%d}/{end:%Y-%m-%d}" if pd.notna(start) and pd.notna(end) else "",
    }
    for item, text in given.items():
        if isinstance(text, str) and text:
            yield REGISTER, item, values.category(text) if item == "category" else text, "", ""


def _whole(number: Any) -> str:
    return str(int(number)) if pd.notna(number) else ""
