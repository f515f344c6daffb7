"""联系方式: numbers, e-mail addresses and accounts.

A cell walks three steps, and ``clean`` takes them one after the other:

    compact    what was typed → one form of it: half-width, one kind of dash, no unseen marks
    validate   → everything in it that somebody can be reached by, each with its kind and its problem
    format     → each value in the one form that it is compared by: 13904510001, 0451-87979096, l@qq.com

``grammar`` finds what stands in a cell, with ``numbers`` (which digits belong together), ``online``
(addresses and accounts) and ``plan`` (what the numbering plan says of them); ``column`` does the same for a
whole column, plain mobile numbers without a loop; ``masks`` hides.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from verify.fields.contact import column, grammar
from verify.fields.contact.masks import mask
from verify.fields.contact.numbers import Located
from verify.fields.text import LONGEST, PICTURE, is_picture, normal_with_places
from verify.text.marks import without_mark

__all__ = ["KINDS", "PROBLEMS", "Contact", "clean", "clean_column", "compact", "format", "mask", "validate"]

KINDS = (
    *("mobile", "landline", "email", "wechat", "qq", "toll_free", "short_code", "iot", "satellite"),
    *("masked", "none", "unreadable"),
)

# In words: phrases/tables/field.csv.
PROBLEMS = (
    "missing",
    "unreadable",
    "doubtful",
    "picture",
    "uncertain",
    "no_value",
    "error",
    "nothing_above",
    "same_as_left",
    "masked",
    "digits_lost",
    "placeholder",
    "never_issued",
    "area_code_missing",
    "area_zero_missing",
    "wrong_length",
)


@dataclass(frozen=True, slots=True)
class Contact:
    """One way to reach somebody.

    kind: mobile landline email wechat qq toll_free short_code iot satellite masked none unreadable.
    value: mobile 11 digits; landline ``0451-87979096`` (``-801`` appended for an extension), a local
    number alone where the area code is missing, and a valid foreign number in international format
    (``+852 2345 6789``, kind landline); e-mail in lower case; else as cleaned.
    raw: what was typed: the whole cell where it holds one contact, its own part where it holds several.
    problem: "" or a code of ``PROBLEMS``.
    """

    kind: str
    value: str
    raw: str
    problem: str = ""


def compact(text: str) -> tuple[str, list[int]]:
    """Return one form of what was typed, and for each of its characters the place in ``text``."""
    return normal_with_places(text[:LONGEST])


def validate(plain: str, mode: str = "") -> list[Located]:
    """Return what somebody can be reached by, with kind and problem, in order; [] where there is nothing."""
    return grammar.contacts(plain, mode)


def format(found: Iterable[Located], text: str, places: Sequence[int]) -> tuple[Contact, ...]:
    """Return the contacts that were found; the same one written twice counts once."""
    once: dict[tuple[str, str], Located] = {}
    for item in found:
        once.setdefault((item.kind, item.value), item)
    return tuple(
        Contact(
            item.kind,
            item.value,
            text if len(once) == 1 else text[places[item.start] : places[item.end]],
            item.problem,
        )
        for item in once.values()
    )


def clean(text: str, mode: str = "") -> tuple[Contact, ...]:
    """Read one cell; at least one contact comes back (kind none or unreadable where there is nothing).

    ``mode``: code of the survey mode (``mode.clean(...).code``): under QQ a bare number is an account,
    under WECHAT bare letters are.
    """
    if landline := grammar.plain_landline(text):  # nearly all of what is no mobile: no need to look further
        return (Contact(landline.kind, landline.value, text, landline.problem),)
    if is_picture(text):
        return (Contact("unreadable", PICTURE, text, "picture"),)
    plain, places = compact(without_mark(text))
    if grammar.is_none(plain):
        return (Contact("none", "", text, "missing"),)
    found = validate(plain, mode)
    return format(found, text, places) or (Contact("unreadable", plain.strip(), text, "unreadable"),)


def clean_column(texts: pd.Series, modes: pd.Series | None = None) -> pd.DataFrame:
    """Read a column of cells: one line per contact, at least one per cell, in order.

    ``modes``: codes of the survey modes, same length, where known (see ``clean``).
    Returns at (int64, place of the cell in ``texts``, 0-based), position (int64, 0 for the first contact of
    a cell), kind, value, raw, problem (``str``). The index of ``texts`` plays no part.
    """
    return column.read_column(texts, modes, clean)
