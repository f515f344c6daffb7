"""请核对: of every dossier that was read off pictures, what a person has to look at."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import count
from pathlib import Path

from desk.console import Stop
from desk.reading import HandedIn
from phrases import say
from reports.proof import page, workbook
from reports.proof.stored import Proof
from verify.model import Review
from verify.pictures import is_picture, unconfirmed

_UNFIT = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')


def proofs(review: Review, material: HandedIn) -> list[Proof]:
    """Return what has to be looked at, one for each dossier that holds a roster of pictures."""
    dossiers = review.batch.dossiers
    found = []
    places = review.batch.rows[["file", "sheet", "dossier"]].drop_duplicates()
    whose = {(str(f), str(s)): str(d) for f, s, d in places.itertuples(index=False)}
    for id, notes in dossiers["notes"].items():
        if not unconfirmed(notes):
            continue
        rosters = tuple(
            roster
            for result in material.results
            for roster in result.rosters
            if any(whose.get((roster.file, segment.sheet)) == id for segment in roster.segments)
        )
        if any(is_picture(roster.notes) for roster in rosters):
            found.append(Proof(str(id), str(dossiers.at[id, "sha256"]), rosters))
    return found


def write_proofs(
    review: Review, material: HandedIn, folder: Path, lang: str, *, without: Collection[str] = ()
) -> list[str]:
    """Write workbook and page of each; return what to say. Raises Stop.

    ``without``: dossiers for which there is a newer list. A workbook that is there is left as it is: somebody may have
    filled it in.
    """
    told = []
    for proof in proofs(review, material):
        if proof.dossier in without:
            continue
        book, is_new = _place(folder, proof)
        shown = book.with_suffix(".html")
        try:
            if is_new:
                workbook.write(book, proof, lang)
                page.write(shown, proof, lang)
        except OSError as error:
            raise Stop("out", path=book, got=error.strerror or str(error)) from error
        counts = {"count": len(proof.doubts()), "numbers": len(proof.numbers())}
        told.append(say("proof.written", lang, id=proof.dossier, path=book, page=shown, **counts))
    return told


def _place(folder: Path, proof: Proof) -> tuple[Path, bool]:
    """Return where the workbook lies, or will lie beside older ones, and whether it has to be written."""
    stem = f"请核对-{_UNFIT.sub('_', proof.dossier)[:60]}"
    for number in count(1):
        path = folder / f"{stem}{f' ({number})' if number > 1 else ''}.xlsx"
        if not path.exists():
            return path, True
        try:
            known = workbook.read(path).proof
        except (OSError, ValueError):
            continue  # somebody has it open, or it is another file of that name
        if (known.dossier, known.sha256) == (proof.dossier, proof.sha256):
            return path, False
    raise AssertionError
