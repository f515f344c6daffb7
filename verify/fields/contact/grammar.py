"""One contact cell: everything in it that somebody can be reached by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from verify.fields.contact.broken_lines import joined
from verify.fields.contact.misread import misread
from verify.fields.contact.numbers import Located, numbers
from verify.fields.contact.online import labelled, same_number_notes, unlabelled
from verify.fields.contact.plan import Number, whole
from verify.fields.contact.writings import usual
from verify.fields.nothing import says_nothing
from verify.text.patterns import when_used

_NO_NUMBER = frozenset(("拒访", "无电话", "无号码", "无联系方式"))
_BREAK = when_used(r"[/、,;|&\\\n\r\t\0]|或者?|以及|和|及|与")
_MASK = r"[*●○◯•◆◇■□▇█☆★※△▲#?×✕✖╳xX]"
_FULL = r"(?:1[3-9]\d{9}|0\d{2,3}-?\d{7,8})(?!\d)"  # a number beside the masked one is no part of it
_MASKED = when_used(
    rf"(?<![A-Za-z\d])(?!{_FULL}[\s(])\+?\d[\d\s()\-.]*(?:\*|{_MASK}{{2,}})"
    rf"(?:(?![\s(]+{_FULL})[\d\s()\-]|{_MASK})*"  # 138****8000
    rf"|(?<![A-Za-z\d])(?:\*|{_MASK}{{2,}})[\s\-]*\d+(?![A-Za-z\d])"  # ****8000
    rf"|(?<![A-Za-z\d])1[3-9]\d*{_MASK}\d+(?![A-Za-z\d])"  # 1390451x001: no extension follows a mobile
    r"|(?<!\d)1[3-9]\d\s{2,}\d{4}(?!\d)"  # the middle four left blank
    r"|\*{3,}"
)
_DOTTED = when_used(r"(?<!\d)\+?\d[\d\s\-.]*?(?:\.{3,}|-{3,}|_{3,}|·{3,})\d*(?!\d)")
_EXPONENT = when_used(r"([1-9])(?:\.(\d+))?e\+?(\d{1,2})", re.IGNORECASE)
_FLOAT = when_used(r"(\d{7,13})\.0+")
_LABEL = when_used(
    r"(?<![A-Za-z])(?:tel|telephone|phone|mobile|mob|cell|fax|mp|wx|vx|weixin|wechat|m|t)\s*[.:]?\s*(?=[+(]?\d[\d\s\-()+]{5,}$)",
    re.IGNORECASE,
)
# 13,904,510,001: a spreadsheet's thousands, also with an apostrophe
_THOUSANDS = when_used(
    r"(?<![\d,'.\-])\d{1,3}(?:,\d{3}){2,4}(?![\d,'])|(?<![\d,'.\-])\d{1,3}(?:'\d{3}){2,4}(?![\d,'])"
)
_PLAIN_LANDLINE = when_used(r"0\d{2,3}-?\d{7,8}", re.ASCII)
_DASH_OF_HAN = when_used(r"(?<=\d)[一_](?=\d)")  # the Chinese one, typed for a dash
_AREA_APART = when_used(r"(?<!\d)(0\d{2,3})[:/,、](?=[2-9]\d{6,7}(?!\d))")  # 0451/87979096 is one number
# 87979096（区号0451）
_AREA_TOLD = when_used(r"[(\[]?\s*(?:长途|电话)?区号\s*[:=是为]?\s*(0\d{2,3})(?!\d)\s*[)\]]?")
# 0451-87979096*801: the star of a telephone's keys, no mask
_STAR_EXTENSION = when_used(r"((?<!\d)(?:0\d{2,3}[-) ]?)?[2-9]\d{6,7})\*(?=\d{1,5}(?![\d*]))")


def _spreadsheet_number(piece: str) -> tuple[str, bool] | None:
    """Read 1.3904510001E+10 and 13904510001.0; the flag tells that digits were lost."""
    if match := _FLOAT.fullmatch(piece):
        return match.group(1), False
    if match := _EXPONENT.fullmatch(piece):
        digits, exponent = match.group(1) + (match.group(2) or ""), int(match.group(3))
        return digits, len(digits) != exponent + 1
    return None


def _without_thousands(match: re.Match[str]) -> str:
    """Take the separators out where a number is what remains; the signs stay as many, so that places hold."""
    text = match.group()
    digits = re.sub(r"\D", "", text)
    number = whole((digits,), False, "")
    if number is None or number.kind not in ("mobile", "landline"):
        return text
    return digits + "\0" * (len(text) - len(digits))


def _masked(piece: str) -> Iterator[tuple[int, int]]:
    for match in _MASKED.finditer(piece):
        yield match.span()
    for match in _DOTTED.finditer(piece):
        # 0451...87979096 is a whole number that somebody wrote with many dots
        if sum(map(str.isdigit, match.group())) < 10:
            yield match.span()


def _piece(piece: str, at: int, area: str, mode: str) -> Iterator[Located]:
    """Yield what stands in one piece; ``at``: its place in the cell."""
    body = piece.strip()
    start = at + len(piece) - len(piece.lstrip())
    if number := _spreadsheet_number(body):
        digits, lost = number
        if lost:
            yield Located(start, start + len(body), "unreadable", body, "digits_lost")
        else:
            for found in numbers(digits, area):
                yield Located(start, start + len(body), found.kind, found.value, found.problem, found.weak)
        return
    for first, last in _masked(piece):
        yield Located(at + first, at + last, "masked", piece[first:last].strip(" ()-"), "masked")
        piece = _blank(piece, first, last)
    piece = _LABEL.sub(lambda match: "\0" * len(match.group()), piece)
    for first, last in misread(piece):
        yield Located(at + first, at + last, "unreadable", piece[first:last].strip(" ()-"), "unreadable")
        piece = _blank(piece, first, last)
    bare = piece.strip(" .()[]")
    if account := unlabelled(bare, mode):
        first = at + piece.index(bare)
        yield Located(first, first + len(bare), *account)
        return
    for found in numbers(piece, area):
        yield Located(at + found.start, at + found.end, found.kind, found.value, found.problem, found.weak)


def _blank(text: str, start: int, end: int) -> str:
    return text[:start] + "\0" * (end - start) + text[end:]


def contacts(text: str, mode: str) -> list[Located]:
    """Return all contacts of a cell in order, weak ones only where there is nothing else."""
    found = []
    text = joined(usual(text))
    for item in labelled(text):
        if "\0" not in text[item.start : item.end]:
            found.append(item)
            text = _blank(text, item.start, item.end)
    for start, end in same_number_notes(text):
        text = _blank(text, start, end)
    text = _AREA_APART.sub(r"\1-", _DASH_OF_HAN.sub("-", text))
    text = _THOUSANDS.sub(_without_thousands, _STAR_EXTENSION.sub(r"\1#", text))
    area, at = "", 0
    if "区号" in text and (said := _AREA_TOLD.search(text)):
        area = said[1]
        text = _blank(text, *said.span())
    for piece in re.split(f"({_BREAK.pattern})", text):
        for item in _piece(piece, at, area, mode):
            found.append(item)
            if item.kind == "landline" and item.value.startswith("0"):
                area = item.value.split("-")[0]
        at += len(piece)
    found.sort(key=lambda item: item.start)
    found = [item for item in found if item.kind != "masked" or not _copies(item, found)]
    strong = [item for item in found if not item.weak]
    return strong or [item for item in found if item.kind == "short_code"]


_SHOWN_ENDS = when_used(r"(\d{0,8})\D+(\d{2,4})")


def _copies(masked: Located, found: Iterable[Located]) -> bool:
    """Whether a masked number only repeats a full one that stands beside it: 139****0001 and 13904510001."""
    ends = _SHOWN_ENDS.fullmatch(re.sub(r"[\s()\-.]", "", masked.value))
    if ends is None or len(ends[1]) + len(ends[2]) < 4:
        return False
    full = (re.sub(r"\D", "", item.value) for item in found if item.kind in ("mobile", "landline"))
    return any(digits.startswith(ends[1]) and digits.endswith(ends[2]) for digits in full)


def is_none(text: str) -> bool:
    """Whether the text is empty, or says that there is no contact (无, 未留, 保密)."""
    return text.strip("()[] ") in _NO_NUMBER or (says_nothing(text) and not any(c in "*#●•■□×" for c in text))


def plain_landline(text: str) -> Number | None:
    """Return the number where a cell holds one landline in its usual form and nothing else."""
    return whole((text.replace("-", ""),), False, "") if _PLAIN_LANDLINE.fullmatch(text) else None
