"""Signs that look like an ideograph and are none: radicals and strokes that fonts, PDFs and old forms leave behind.

⻢ (U+2EE2) is the drawing of a radical, 马 (U+9A6C) is a character; two people see the same, a program two names.
NFKC unites some of them; ``radicals.csv`` has all that Unicode names.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files

_RADICALS = re.compile(r"[\u2e80-\u2fdf\u31c0-\u31ef]")
# Fonts for simplified Chinese draw 户 with the sign whose ideograph by the standard is the traditional 戶.
_DRAWN = {ord("⼾"): "户"}


@cache
def radicals() -> dict[int, str]:
    """Return code point of a radical or stroke -> the ideograph that it stands for."""
    text = files("verify.text").joinpath("radicals.csv").read_text(encoding="utf-8")
    table = {int(row["code"], 16): row["ideograph"] for row in csv.DictReader(text.splitlines())}
    return table | _DRAWN


def unified(text: str) -> str:
    """Return the text with ideographs in place of radicals and strokes."""
    return text.translate(radicals()) if _RADICALS.search(text) else text
