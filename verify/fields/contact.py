"""联系方式: numbers, e-mail addresses and accounts. See ``Contact`` for the forms of the values."""

from __future__ import annotations

import re

from verify.fields.contact_column import clean_column
from verify.fields.contact_grammar import Contact, clean

__all__ = ["KINDS", "PROBLEMS", "Contact", "clean", "clean_column", "mask"]

KINDS = (
    *("mobile", "landline", "email", "wechat", "qq", "toll_free", "short_code", "iot", "satellite"),
    *("masked", "none", "unreadable"),
)

PROBLEMS: dict[str, tuple[str, str]] = {
    "missing": ("没有填写联系方式", "no contact was given"),
    "unreadable": ("不是可以辨认的联系方式", "nothing that somebody could be reached by"),
    "masked": ("部分号码被遮盖", "part of the contact was masked"),
    "digits_lost": ("电子表格丢失了号码的末几位", "the spreadsheet has lost the last digits"),
    "placeholder": ("像是随手填入的号码", "looks like a number typed to fill the field"),
    "never_issued": ("该号段从未分配", "the prefix was never issued to anybody"),
    "area_code_missing": ("固定电话没有区号", "a local number without its area code"),
    "area_zero_missing": (
        "区号前的 0 丢失，已补上读取",
        "the zero before the area code is missing; it was read with it",
    ),
    "wrong_length": ("本地号码与区号不符", "the local number does not fit the area code"),
}

_MOBILE = re.compile(r"\d{11,}")
_LANDLINE = re.compile(r"(0\d{2,3}-(?=\d{5})|(?=\d{7}))(\d{5,10})((?:-\d+)?)")
_FOREIGN = re.compile(r"(\+\d{1,3})[ \-]?(.*\d)")
_HIDDEN = re.compile(r"[*●○◯•◆◇■□▇█☆★※△▲#?×✕✖╳]|[xX]{2}|\.{3}|-{3}")


def _stars(digits: str, kept: int = 4) -> str:
    return "*" * (len(digits) - kept) + digits[-kept:]


def mask(value: str) -> str:
    """Hide a contact value: 139****9986, 0451-****9096, 0451-****9096-***, l***@qq.com, w***.

    Works on the value alone. What is masked already stays as it is; a short code is hidden like a short
    account number, which it cannot be told from.
    """
    if _HIDDEN.search(value) or not value:
        return value
    name, sign, domain = value.partition("@")
    if sign:
        return (name[0] if len(name) > 1 else "") + "***@" + domain
    if _MOBILE.fullmatch(value):
        return value[:3] + "*" * (len(value) - 7) + value[-4:]
    if match := _LANDLINE.fullmatch(value):
        area, local, extension = match.groups()
        return area + _stars(local) + ("-" + "*" * (len(extension) - 1) if extension else "")
    if match := _FOREIGN.fullmatch(value):
        digits = re.sub(r"\D", "", match.group(2))
        return f"{match.group(1)} {_stars(digits)}"
    return value[0] + "***"
