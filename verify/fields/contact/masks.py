"""How much of a contact value may be shown."""

from __future__ import annotations

import re

from verify.fields.strangers import written
from verify.fields.text import PICTURE, UNCERTAIN

_MOBILE = re.compile(r"\d{11,}")
_LANDLINE = re.compile(r"(0\d{2,3}-(?=\d{5})|(?=\d{7}))(\d{5,10})((?:-\d+)?)")
_FOREIGN = re.compile(r"(\+\d{1,3})[ \-]?(.*\d)")
_EMAIL = re.compile(r"([^@]*)@([\w.\-]*)", re.ASCII | re.DOTALL)
_MASKED = re.compile(r"\w\*{3}")  # by this function
_HIDDEN = re.compile(r"[*●○◯•◆◇■□▇█☆★※△▲#?×✕✖╳]|[xX]{2}|\.{3}|-{3}")


def _stars(digits: str, kept: int = 4) -> str:
    return "*" * (len(digits) - kept) + digits[-kept:]


def mask(value: str) -> str:
    """Hide a contact value: 139****9986, 0451-****9096, 0451-****9096-***, l***@qq.com, w***.

    Works on the value alone. What is masked already stays as it is, but for names and whole numbers beside it; a
    short code is hidden like a short
    account number, which it cannot be told from.
    """
    if value in ("", PICTURE, UNCERTAIN):
        return value
    if match := _EMAIL.fullmatch(value):
        name, domain = match.groups()
        return (name[0] if len(name) > 1 and name[0] != "*" else "") + "***@" + domain
    if _HIDDEN.search(value):
        return value if _MASKED.fullmatch(value) else written(value)
    if _MOBILE.fullmatch(value):
        return value[:3] + "*" * (len(value) - 7) + value[-4:]
    if match := _LANDLINE.fullmatch(value):
        area, local, extension = match.groups()
        return area + _stars(local) + ("-" + "*" * (len(extension) - 1) if extension else "")
    if match := _FOREIGN.fullmatch(value):
        digits = re.sub(r"\D", "", match.group(2))
        return f"{match.group(1)} {_stars(digits)}"
    return value[0] + "***"
