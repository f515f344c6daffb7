"""The drawings of one dossier: how its interviews, its digits and its numbers lie."""

from __future__ import annotations

from collections import Counter
from datetime import date

import numpy as np
import pandas as pd

from phrases import say
from reports.content.material import Material
from reports.content.overview import DossierLine
from reports.document import Figure, Section, Text
from reports.figures.chart_neighbours import neighbours
from reports.figures.svg import calendar, digits

ENOUGH = 50  # mobile numbers that a digit distribution needs to say anything


def drawings_section(material: Material, line: DossierLine, anchor: str) -> Section:
    """Return what there is enough of to be drawn."""
    lang, batch = material.lang, material.batch
    code = batch.rows["dossier"].cat.categories.get_loc(line.id)
    mine = np.flatnonzero(batch.rows["dossier"].cat.codes.to_numpy() == code)
    figures: list[Figure] = []
    days = _days(batch.rows["start"].iloc[mine])
    if sum(days.values()) > 1:
        figures.append(_captioned(calendar(f"{anchor}-days", days, lang), say("paper.fig.calendar", lang)))
    table = _last_digits(material, mine)
    if sum(table[0]) >= ENOUGH:
        figures.append(_captioned(digits(f"{anchor}-digits", table, lang), say("paper.fig.digits", lang)))
    near = neighbours(f"{anchor}-near", _blocks(material, mine), lang)
    figures += [near] if near is not None else []
    lead = Text(say("paper.figures.lead" if figures else "paper.figures.none", lang), "note")
    return Section(say("paper.figures", lang), (lead, *figures))


def _captioned(drawn: Figure, caption: str) -> Figure:
    return Figure(drawn.svg, drawn.title, drawn.description, caption)


def _days(start: pd.Series) -> Counter[date]:
    counts = start.dropna().dt.date.value_counts()
    return Counter({day: int(n) for day, n in counts.items() if isinstance(day, date)})


def _mobiles(material: Material, mine: np.ndarray) -> pd.Series:
    """The dossier's distinct mobile numbers."""
    contacts = material.batch.contacts
    good = contacts["kind"].eq("mobile") & contacts["problem"].eq("")
    chosen = contacts.loc[good & contacts["at"].isin(mine), "value"]
    return chosen[chosen.str.fullmatch(r"\d{11}")].drop_duplicates()


def _blocks(material: Material, mine: np.ndarray) -> list[tuple[str, list[int]]]:
    """The last four digits in every block of ten thousand; the block is named as far as the papers show it."""
    numbers = _mobiles(material, mine)
    masked = material.persons.veil.contact
    return [
        (masked(f"{block}0000")[:-4], [int(number) for number in part.str.slice(7)])
        for block, part in numbers.groupby(numbers.str.slice(0, 7), sort=True)
        if len(part) > 1
    ]


def _last_digits(material: Material, mine: np.ndarray) -> list[list[int]]:
    """How often each digit stands at places 8 to 11 of the dossier's distinct mobile numbers."""
    numbers = _mobiles(material, mine)
    return [
        np.bincount(numbers.str.get(place).astype(np.int64), minlength=10).tolist() for place in range(7, 11)
    ]
