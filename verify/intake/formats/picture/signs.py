"""Signs that are hardly ever written on the mainland: the model knows traditional ones too, and takes 黄 for 黃 at both readings.

The twelve or so people of a roster whose name does hold such a sign (镕, 喆, 堃) are compared by a person.
"""

from __future__ import annotations

import unicodedata


def usual(text: str) -> bool:
    """Whether every Chinese sign of a text is in GB 2312, the signs of everyday writing."""
    return all(map(_is_usual, unicodedata.normalize("NFKC", text)))


def _is_usual(sign: str) -> bool:
    if not unicodedata.name(sign, "").startswith("CJK UNIFIED"):
        return True
    try:
        sign.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
