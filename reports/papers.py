"""The papers as files: all written beside and then moved into place.

audit.html  audit.docx  findings.xlsx  summary.docx  review.json     the round, or the batch
<number or company>/audit.docx  <number or company>/opinion.docx   each dossier
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from reports.content.called import number_of
from reports.content.compose import DETAILED, compose, compose_dossier, compose_round
from reports.content.material import Material
from reports.content.overview import DossierLine
from reports.content.register import with_absent
from reports.content.signed import forms
from reports.content.signed.filled import opinion_facts, summary_facts
from reports.content.workbook.sheets import sheets
from reports.document import Document
from reports.formats import docx, html, machine, xlsx
from reports.moving import beside, clear, move, refuse_open
from reports.safe import clean

PAGE, WORKBOOK, MACHINE = "audit.html", "findings.xlsx", "review.json"
PAPER, OPINION, SUMMARY = "audit.docx", "opinion.docx", "summary.docx"
# Written as \u escapes in JSON: half characters cannot be UTF-8, the others steer a terminal that shows them.
_ESCAPE = re.compile(r"[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufffe\uffff]")
# What no file system of our users takes in a name, and names that Windows keeps for itself.
_UNFIT = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_KEPT = re.compile(r"(?i)\A(con|prn|aux|nul|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³])(\..*)?\Z")
_LONGEST = 60  # characters of a folder's name, so that whole paths stay below what Windows takes
Writer = Callable[[Path], None]


def write_papers(material: Material, folder: Path) -> list[Path]:
    """Write all papers into a folder and return the paths of those about the round.

    Folders are made if they are missing. Papers about single dossiers are written for the DETAILED gravest. Raises
    OSError when something cannot be written; a file that was there before is then still whole.
    """
    page, book = compose(material), sheets(material)
    summary = with_absent(forms.summary(summary_facts(material), material.lang), material)
    # The workbook first: it is the one that somebody may have open, and then nothing is moved at all.
    writers: dict[Path, Writer] = {
        folder / WORKBOOK: partial(xlsx.write, book),
        folder / PAPER: partial(docx.write, compose_round(material)),
        folder / SUMMARY: partial(docx.write, summary),
        folder / PAGE: partial(html.write, page),
        folder / MACHINE: lambda path: write_json(machine.document(material, rows=True), path),
    }
    about_round = list(writers)
    for line, name in zip(
        material.lines[:DETAILED], folder_names(map(named_by, material.lines)), strict=False
    ):
        writers |= _of_dossier(material, line, folder / name)
    write_whole(writers)
    return [folder / name for name in (PAGE, *(p.name for p in about_round if p.name != PAGE))]


def _of_dossier(material: Material, line: DossierLine, folder: Path) -> dict[Path, Writer]:
    lang, facts = material.lang, opinion_facts(material, line)
    empty = [forms.missing_words(key, lang) for key in forms.missing(facts)]

    def paper(
        path: Path,
    ) -> None:  # composed when its turn comes, so that a round is never in memory as a whole
        docx.write(compose_dossier(material, line, empty), path)

    return {folder / PAPER: paper, folder / OPINION: partial(docx.write, forms.opinion(facts, lang))}


def write_documents(documents: Mapping[str, Document], folder: Path) -> list[Path]:
    """Write papers that stand by themselves, each for Word and as a page; return the files. ``documents``: by name.

    Raises OSError when something cannot be written; what was there before is then still whole.
    """
    writers: dict[Path, Writer] = {}
    for name, document in zip(folder_names(documents), documents.values(), strict=True):
        writers[folder / f"{name}.docx"] = partial(docx.write, document)
        writers[folder / f"{name}.html"] = partial(html.write, document)
    write_whole(writers)
    return list(writers)


def write_whole(writers: Mapping[Path, Writer]) -> None:
    """Write every file beside its place, then move all of them there; what a killed run left goes. Raises OSError."""
    parts = {path: beside(path) for path in writers}
    fresh = [folder for folder in dict.fromkeys(path.parent for path in writers) if not folder.exists()]
    try:
        clear(writers)
        for path, part in parts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            writers[path](part)
        refuse_open(parts)
        for path, part in parts.items():
            move(part, path)
    finally:
        for part in parts.values():
            part.unlink(missing_ok=True)
        for folder in fresh:
            with suppress(OSError):  # only one that stayed empty goes
                folder.rmdir()


def names_of(lines: Iterable[DossierLine]) -> dict[str, str]:
    """Return dossier -> what its papers are named by; its id where two would be named alike."""
    found = {line.id: named_by(line) for line in lines}
    often = Counter(found.values())
    return {id: name if often[name] == 1 else id for id, name in found.items()}


def named_by(line: DossierLine) -> str:
    """What the folder of a dossier is named by: its number; where nobody gave one, its company."""
    applicant = line.facts["applicant"]
    return number_of(line.id, line.facts) or (applicant if isinstance(applicant, str) else "") or line.id


def folder_names(dossiers: Iterable[str]) -> list[str]:
    """Return a folder name per dossier: what it is named by without what Windows refuses, no two alike."""
    names: list[str] = []
    taken: set[str] = set()
    for dossier in dossiers:
        name = _UNFIT.sub("_", clean(dossier)).strip(". ")[:_LONGEST].strip(". ") or "_"
        name = _KEPT.sub(r"\1_\2", name)  # before the ending: CON.txt is kept too
        unique, number = name, 1
        while unique.lower() in taken:
            number += 1
            unique = f"{name}~{number}"
        taken.add(unique.lower())
        names.append(unique)
    return names


def write_json(document: Mapping[str, Any], path: Path) -> None:
    """Write one JSON document as UTF-8."""
    text = json.dumps(document, ensure_ascii=False, indent=1)
    safe = _ESCAPE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    path.write_text(safe + "\n", encoding="utf-8", newline="\n")
