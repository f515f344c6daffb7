"""report --archive: the papers of a round as PDF/A-2a, all in one folder. Needs the extra ``print``."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from desk.console import Stop, tell
from phrases import say
from reports.content.compose import DETAILED, compose_dossier, compose_round
from reports.content.material import Material
from reports.content.register import with_absent
from reports.content.signed import forms
from reports.content.signed.filled import opinion_facts, summary_facts
from reports.document import Document
from reports.formats.archive import Press
from reports.papers import folder_names, names_of, write_whole

SHOWN = 12  # characters without a font that are named


def archive(material: Material, folder: Path, lang: str) -> list[Path]:
    """Write the papers into a folder of their own below the others; return the files.

    Raises Stop where there is no Chinese font, or the folder does not take them.
    """
    press, place = Press(), folder / say("command.archive.folder", lang)
    if not press.chinese:
        raise Stop("archive.font", path=place)

    def write(paper: partial[Document], path: Path) -> None:
        path.write_bytes(press.pdf(paper(), material.made))

    papers = dict(_papers(material))
    paths = [place / f"{name}.pdf" for name in folder_names(papers)]
    try:
        write_whole({path: partial(write, paper) for path, paper in zip(paths, papers.values(), strict=True)})
    except OSError as error:
        raise Stop("out", path=place, got=error.strerror or str(error)) from error
    if press.missing:
        sample = "".join(sorted(press.missing)[:SHOWN])
        tell(say("command.archive.missing", lang, count=len(press.missing), sample=sample))
    return paths


def _papers(material: Material) -> Iterator[tuple[str, partial[Document]]]:
    """Yield every paper by its name, composed when its turn comes."""
    lang = material.lang
    yield say("command.archive.round", lang), partial(compose_round, material)
    yield say("command.archive.summary", lang), partial(_summary, material)
    files = names_of(material.lines)
    for line in material.lines[:DETAILED]:
        facts = opinion_facts(material, line)
        empty = [forms.missing_words(key, lang) for key in forms.missing(facts)]
        name = say("command.archive.dossier", lang, id=files[line.id])
        yield name, partial(compose_dossier, material, line, empty)
        yield say("command.archive.opinion", lang, id=files[line.id]), partial(forms.opinion, facts, lang)


def _summary(material: Material) -> Document:
    return with_absent(forms.summary(summary_facts(material), material.lang), material)
