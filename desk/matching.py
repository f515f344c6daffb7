"""What commands say of how rosters and register found each other."""

from __future__ import annotations

import pandas as pd

from phrases import say
from phrases.places import placed
from reports.content.tally import Tally, tally_line
from reports.formats.columns import wrap
from reports.formats.screen import clean
from verify.aged import aged
from verify.forms.above import OTHER, TWO
from verify.model import Matching, Open, Review
from verify.register import HEADINGS

_LISTED = 20  # rosters that are named one by one
_ABOVE = (*OTHER.values(), *TWO.values())


def tally_lines(found: Tally | None, lang: str, columns: int) -> list[str]:
    """Return the reconciliation, wrapped; nothing where there is no register."""
    line = tally_line(found, lang)
    return wrap(line, columns) if line else []


def matching_lines(review: Review, lang: str) -> list[str]:
    """Return what people have to know of how rosters and register found each other, one thing a line."""
    found = review.batch.matching
    lines = [*_register_lines(found, lang), *_above_lines(review, lang)]
    lines += [_open_line(item, found.typed, lang) for item in found.open[:_LISTED]]
    if left := len(found.open) - _LISTED:
        lines += [say("door.open.more", lang, count=left)] if left > 0 else []
    for dossier, how in found.how.items():
        if how == "near":
            file = str(review.batch.dossiers.at[dossier, "file"])
            lines.append(say("door.near", lang, dossier=dossier, file=file))
    lines += _joined_lines(review, lang)
    lines += _aged_lines(review, lang)
    for aside in found.aside:
        place = f"{aside.file} {_sheet(aside.file, aside.sheet, lang)}".strip()
        lines.append(say(f"door.aside.{aside.kind}", lang, file=place, dossier=aside.dossier))
    return [clean(line) for line in lines]


def _sheet(file: str, sheet: str, lang: str) -> str:
    return placed(sheet, lang, file.rpartition(".")[2].lower())


def _joined_lines(review: Review, lang: str) -> list[str]:
    """Say of which files a roster was put together: one of them may be last year's, or no roster at all."""
    rows, dossiers = review.batch.rows, review.batch.dossiers
    counted = rows.groupby(["dossier", "file"], observed=True, sort=False).size().reset_index(name="count")
    files: dict[str, list[str]] = {}
    for dossier, file, count in counted.itertuples(index=False):
        files.setdefault(str(dossier), []).append(say("door.joined.part", lang, file=file, count=count))
    comma = say("paper.comma", lang)
    return [
        say("door.joined", lang, dossier=_called(dossiers, id), count=len(parts), files=comma.join(parts))
        for id, parts in files.items()
        if len(parts) > 1
    ]


def _aged_lines(review: Review, lang: str) -> list[str]:
    """Say which dossiers have nothing but what calls itself a draft or an older version."""
    dossiers = review.batch.dossiers
    places = zip(dossiers.index, dossiers["file"], dossiers["sheet"], strict=True)
    kinds = [(str(id), str(file), aged(str(file), str(sheet))) for id, file, sheet in places]
    return [
        say(f"door.only.{kind}", lang, dossier=_called(dossiers, id), file=file)
        for id, file, kind in kinds
        if kind
    ]


def _called(dossiers: pd.DataFrame, id: str) -> str:
    """The company of a dossier, its id where none is known."""
    applicant = dossiers.at[id, "applicant"]
    return applicant if isinstance(applicant, str) and applicant else id


def _register_lines(found: Matching, lang: str) -> list[str]:
    keys = {
        "register_column": "door.column",
        "register_merged": "door.merged",
        "register_cell": "command.register_cell",
        "table_unknown": "door.table.unknown",
    }
    return [
        say(keys[code], lang, **{**facts, "item": HEADINGS.get(facts.get("item", ""), "")})
        for code, facts in found.told
        if code in keys
    ]


def _above_lines(review: Review, lang: str) -> list[str]:
    """Say where the lines above a roster do not agree with the register, or with one another."""
    dossiers = review.batch.dossiers
    said = [
        say(f"door.{code}", lang, dossier=_called(dossiers, str(id)), names=detail)
        for id, notes in dossiers["notes"].items()
        for code, detail in notes
        if code in _ABOVE
    ]
    left = len(said) - _LISTED
    return [*said[:_LISTED], *([say("door.above.more", lang, count=left)] if left > 0 else [])]


def _open_line(item: Open, typed: bool, lang: str) -> str:
    place = f"{item.file} {_sheet(item.file, item.sheet, lang)}".strip()
    names = say("paper.comma", lang).join(item.candidates[:5])
    if item.why in ("contradict", "near", "beside"):
        return say(f"door.open.{item.why}", lang, file=place, names=names)
    told = say("command.match.candidates", lang, names=names) if names else ""
    return say("command.match.open" if typed else "door.open.untyped", lang, file=place, candidates=told)
