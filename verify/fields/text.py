"""Texts as people type them: one form for comparing, and the way back to what was typed."""

from __future__ import annotations

import re
import unicodedata

from verify.text.characters import unified

# Marks that are copied along unseen (zero width, direction of writing, variants of a character).
_UNSEEN = (
    *(0x00AD, 0x180E, 0xFEFF),
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    *range(0xFE00, 0xFE10),
    *range(0xE0100, 0xE01F0),
)
_DASHES = "‐‑‒–—―−⸺⸻﹘─━ー"
_TABLE: dict[int, str | None] = {
    **dict.fromkeys(_UNSEEN),
    **{ord(dash): "-" for dash in _DASHES},
    **{ord(wave): "~" for wave in "〜∼～"},
}


# Of a cell longer than this only the beginning is read: a cell can hold 32,767 characters, and no entry
# of a roster needs more. Reading must not take minutes because somebody pasted a page.
LONGEST = 400


# What a cell is said to hold in which a spreadsheet program shows a picture: its formula says nothing to people.
PICTURE = "（单元格里是图片）"
UNCERTAIN = "（图片上看不准）"  # of a roster that was read off a picture: in two ways, or as what cannot be
_PICTURE = re.compile(r"=?(?:_xlfn\.)*(?:DISPIMG|IMAGE)\(", re.IGNORECASE)


def is_picture(text: str) -> bool:
    """Whether a cell holds a picture: WPS writes =DISPIMG("ID_...",1) there, Excel =IMAGE(...), our reader its word."""
    return text == PICTURE or bool(_PICTURE.match(text.strip()))


def normal(text: str) -> str:
    """Return the text in NFKC, every dash as ``-``, no radical for an ideograph, without unseen marks.

    Spaces and case are kept.
    """
    if text.isascii():
        return text
    # Dashes first as well: NFKC makes of some of them what it makes of nothing else.
    return unicodedata.normalize("NFKC", unified(text).translate(_TABLE)).translate(_TABLE)


def normal_with_places(text: str) -> tuple[str, list[int]]:
    """Return the normal form character by character, and for each of its characters the place in ``text``.

    The list has one entry more than the form: the length of ``text``.
    """
    pieces, places = [], []
    for place, character in enumerate(text):
        piece = normal(character)
        pieces.append(piece)
        places.extend([place] * len(piece))
    return "".join(pieces), [*places, len(text)]
