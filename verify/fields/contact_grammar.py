"""One contact cell: everything in it that somebody can be reached by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from verify.fields.contact_numbers import Found, numbers
from verify.fields.contact_online import labelled, same_number_notes, unlabelled
from verify.fields.contact_plan import whole
from verify.fields.text import LONGEST, normal, normal_with_places

_NOTHING = frozenset(
    (
        *("无", "没有", "暂无", "未留", "未填", "未填写", "未提供", "不提供", "不详", "不便透露", "不便"),
        *(
            "保密",
            "拒绝",
            "拒绝提供",
            "拒访",
            "空",
            "空白",
            "缺",
            "缺失",
            "未知",
            "none",
            "null",
            "nan",
            "n/a",
            "na",
        ),
    )
)
_BREAK = re.compile(r"[/、,;|&\\\n\r\t\0]|或者?|以及|和|及|与")
_MASK = r"[*●○◯•◆◇■□▇█☆★※△▲#?×✕✖╳xX]"
_MASKED = re.compile(
    rf"(?<![A-Za-z\d])\+?\d[\d\s()\-.]*(?:\*|{_MASK}{{2,}})(?:[\d\s()\-]|{_MASK})*"  # 138****8000
    rf"|(?<![A-Za-z\d])(?:\*|{_MASK}{{2,}})[\s\-]*\d+(?![A-Za-z\d])"  # ****8000
    rf"|(?<![A-Za-z\d])1[3-9]\d*{_MASK}\d+(?![A-Za-z\d])"  # 1390451x001: no extension follows a mobile
    r"|(?<!\d)1[3-9]\d\s{2,}\d{4}(?!\d)"  # the middle four left blank
    r"|\*{3,}"
)
_DOTTED = re.compile(r"(?<!\d)\+?\d[\d\s\-.]*?(?:\.{3,}|-{3,}|_{3,}|·{3,})\d*(?!\d)")
_EXPONENT = re.compile(r"([1-9])(?:\.(\d+))?e\+?(\d{1,2})", re.IGNORECASE)
_FLOAT = re.compile(r"(\d{7,13})\.0+")
_LABEL = re.compile(
    r"(?<![A-Za-z])(?:tel|telephone|phone|mobile|mob|cell|fax|mp|wx|vx|weixin|wechat|m|t)\s*[.:]?\s*(?=[+(]?\d[\d\s\-()+]{5,}$)",
    re.IGNORECASE,
)
_PLAIN_LANDLINE = re.compile(r"0\d{2,3}-?\d{7,8}", re.ASCII)
_DASH_OF_HAN = re.compile(r"(?<=\d)[一_](?=\d)")  # the Chinese one, typed for a dash
_AREA_APART = re.compile(r"(?<!\d)(0\d{2,3})[:/,、](?=[2-9]\d{6,7}(?!\d))")  # 0451/87979096 is one number
# 0451-87979096*801: the star of a telephone's keys, no mask
_STAR_EXTENSION = re.compile(r"((?<!\d)(?:0\d{2,3}[-) ]?)?[2-9]\d{6,7})\*(?=\d{1,5}(?![\d*]))")


@dataclass(frozen=True, slots=True)
class Contact:
    """One way to reach somebody.

    kind: mobile landline email wechat qq toll_free short_code iot satellite masked none unreadable.
    value: mobile 11 digits; landline ``0451-87979096`` (``-801`` appended for an extension), a local
    number alone where the area code is missing, and a valid foreign number in international format
    (``+852 2345 6789``, kind landline); e-mail in lower case; else as cleaned.
    raw: what was typed: the whole cell where it holds one contact, its own part where it holds several.
    problem: "" or a code of ``contact.PROBLEMS``.
    """

    kind: str
    value: str
    raw: str
    problem: str = ""


def _spreadsheet_number(piece: str) -> tuple[str, bool] | None:
    """Read 1.3904510001E+10 and 13904510001.0; the flag tells that digits were lost."""
    if match := _FLOAT.fullmatch(piece):
        return match.group(1), False
    if match := _EXPONENT.fullmatch(piece):
        digits, exponent = match.group(1) + (match.group(2) or ""), int(match.group(3))
        return digits, len(digits) != exponent + 1
    return None


def _masked(piece: str) -> Iterator[tuple[int, int]]:
    for match in _MASKED.finditer(piece):
        yield match.span()
    for match in _DOTTED.finditer(piece):
        # 0451...87979096 is a whole number that somebody wrote with many dots
        if sum(map(str.isdigit, match.group())) < 10:
            yield match.span()


def _piece(piece: str, at: int, area: str, mode: str) -> Iterator[Found]:
    """Yield what stands in one piece; ``at``: its place in the cell."""
    body = piece.strip()
    start = at + len(piece) - len(piece.lstrip())
    if number := _spreadsheet_number(body):
        digits, lost = number
        if lost:
            yield Found(start, start + len(body), "unreadable", body, "digits_lost")
        else:
            for found in numbers(digits, area):
                yield Found(start, start + len(body), found.kind, found.value, found.problem, found.weak)
        return
    for first, last in _masked(piece):
        yield Found(at + first, at + last, "masked", piece[first:last].strip(" ()-"), "masked")
        piece = _blank(piece, first, last)
    piece = _LABEL.sub(lambda match: "\0" * len(match.group()), piece)
    bare = piece.strip(" .()[]")
    if account := unlabelled(bare, mode):
        first = at + piece.index(bare)
        yield Found(first, first + len(bare), *account)
        return
    for found in numbers(piece, area):
        yield Found(at + found.start, at + found.end, found.kind, found.value, found.problem, found.weak)


def _blank(text: str, start: int, end: int) -> str:
    return text[:start] + "\0" * (end - start) + text[end:]


def _all(text: str, mode: str) -> list[Found]:
    """Return all contacts of a cell in order, weak ones only where there is nothing else."""
    found = []
    for item in labelled(text):
        if "\0" not in text[item.start : item.end]:
            found.append(item)
            text = _blank(text, item.start, item.end)
    for start, end in same_number_notes(text):
        text = _blank(text, start, end)
    text = _AREA_APART.sub(r"\1-", _DASH_OF_HAN.sub("-", text))
    text = _STAR_EXTENSION.sub(r"\1#", text)
    area, at = "", 0
    for piece in re.split(f"({_BREAK.pattern})", text):
        for item in _piece(piece, at, area, mode):
            found.append(item)
            if item.kind == "landline" and item.value.startswith("0"):
                area = item.value.split("-")[0]
        at += len(piece)
    found.sort(key=lambda item: item.start)
    strong = [item for item in found if not item.weak]
    return strong or [item for item in found if item.kind == "short_code"]


def _nothing(text: str) -> bool:
    body = text.strip().strip("()[].。").lower()
    return body in _NOTHING or not any(c.isalnum() or c in "*#●•■□×" for c in body)


def clean(text: str, mode: str = "") -> tuple[Contact, ...]:
    """Read one cell; at least one contact comes back (kind none or unreadable where there is nothing).

    ``mode``: code of the survey mode (``mode.clean(...).code``): under QQ a bare number is an account,
    under WECHAT bare letters are. The same contact written twice counts once.
    """
    if _PLAIN_LANDLINE.fullmatch(text):  # nearly all of what is no mobile: no need to look further
        number = whole((text.replace("-", ""),), False, "")
        if number is not None:
            return (Contact(number.kind, number.value, text, number.problem),)
    plain = normal(text[:LONGEST])
    if _nothing(plain):
        return (Contact("none", "", text, "missing"),)
    plain, places = normal_with_places(text[:LONGEST])
    found: dict[tuple[str, str], Found] = {}
    for item in _all(plain, mode):
        found.setdefault((item.kind, item.value), item)
    if not found:
        return (Contact("unreadable", plain.strip(), text, "unreadable"),)
    if len(found) == 1:
        return tuple(Contact(item.kind, item.value, text, item.problem) for item in found.values())
    return tuple(
        Contact(item.kind, item.value, text[places[item.start] : places[item.end]], item.problem)
        for item in found.values()
    )
