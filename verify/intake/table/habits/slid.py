"""Rows whose cells stand a column too far: a comma that nobody quoted, a cell that was deleted or put in.

In such a row the way of asking stands where the day belongs, and the day where the employer does. Whoever took them as they
stand would accuse somebody of three faults, all of them the same slip. Nobody knows where the row broke: it is not used, and
told. A cell that is merely empty moves nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from verify.intake.table.habits.endings import is_day, is_reached, is_way

_FIELDS: Mapping[str, Callable[[str], bool]] = {
    "mode": is_way,
    "contact": lambda text: is_reached(text) and not is_day(text),
    "surveyed": is_day,
}
_FEWEST = 2  # fields of a row that fit one column further, and not where they are
_MOST = 0.3  # of the rows; where more are so it is the heading that is wrong


def slid(
    fields: Mapping[str, Sequence[int]], texts: Mapping[int, Sequence[str]], kept: Sequence[int], of: int = 0
) -> list[int]:
    """Return which of the kept rows slid by a column. ``texts``: column -> text of every row; ``of``: how many people the
    list has, where only some of them are looked at."""
    places = [
        (tell, columns[0]) for name, tell in _FIELDS.items() if len(columns := fields.get(name, ())) == 1
    ]
    if len(places) < _FEWEST:
        return []
    odd: list[set[str]] = []
    for tell, column in places:
        odd.append({text for text in set(texts[column]) if text and not tell(text)})
        if tell is is_way and not odd[-1]:
            return []  # few words, looked at first: in a row that slid something else stands there
    if sum(map(bool, odd)) < _FEWEST:
        return []
    found = [
        index
        for index in kept
        if sum(texts[column][index] in strange for (_, column), strange in zip(places, odd, strict=True))
        >= _FEWEST
        and any(_fits(places, odd, texts, index, by) for by in (1, -1))
    ]
    return found if len(found) <= max(1, _MOST * (of or len(kept))) else []


def _fits(
    places: Sequence[tuple[Callable[[str], bool], int]],
    odd: Sequence[set[str]],
    texts: Mapping[int, Sequence[str]],
    index: int,
    by: int,
) -> bool:
    return (
        sum(
            1
            for (tell, column), strange in zip(places, odd, strict=True)
            if texts[column][index] in strange and column + by in texts and tell(texts[column + by][index])
        )
        >= _FEWEST
    )
