"""Legends: what a heading, or a line above or below the list, says that codes mean: 1电话 2面访, T=电话，M=面访."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from verify.text.characters import unified
from verify.text.patterns import when_used

_CIRCLED = {0x2460 + n: f"{n + 1}." for n in range(20)} | {0x2776 + n: f"{n + 1}." for n in range(10)}
_HAN = r"\u4e00-\u9fff"
_LONGEST = 300  # characters of a heading or a line that may hold a legend

_MARKER = when_used(
    r"(?<![a-z\d])\(?(?P<sign>\d{1,2}(?=\s*[.、):=\-])|[a-z](?=\s*[.、):=]))\s*[.、):=\-]+\s*"
    rf"|(?<!\d)(?P<digit>\d)(?=\s*[{_HAN}])|(?<![a-z\d])(?P<letter>[a-z])(?=\s*[{_HAN}])"
)
# 电话为1，面访为2; 电话填D，面访填M: the word first
_TURNED = when_used(
    rf"(?P<word>[{_HAN}]{{2,8}}?)\s*(?:填写|填|为|是|写|记|用|选|[:=])\s*[“\"']?(?P<code>\d{{1,2}}|[a-z])[”\"']?(?![a-z\d.、=\-]|\)?\s*[{_HAN}])"
)
_CODES = when_used(r"[\s().、,;/+&]*(?:(?:\d{1,2}|[a-z])[\s().、,;/+&]+)*(?:\d{1,2}|[a-z])[\s().、,;/+&]*")
_OF_MODES = when_used(r"(?:调查|访问|访谈|采访|回访|问卷)?(?:方式|形式|方法|途径|渠道)")


def half(text: str) -> str:
    """Return a text in half width and lower case, ① as 1., radicals as their ideographs."""
    return unicodedata.normalize("NFKC", unified(text).translate(_CIRCLED)).lower()


@lru_cache(maxsize=256)
def legend(heading: str) -> Mapping[str, str]:
    """Return code -> word of a heading that explains codes: ``调查方式①电话②面访`` gives 1: 电话, 2: 面访.

    Codes that only stand before their words must be 1, 2, 3 ... or a, b, c ... in order, two at least; where each has its
    sign of equality (T=电话，M=面访; 电话填D，面访填M) no two may be the same. Else it is no legend.
    """
    return _read(half(heading[:_LONGEST]))[0]


def before_legend(whole: str) -> str:
    """Return what stands before the legend of a heading in half width; "" where it has none."""
    meaning, start = _read(whole[:_LONGEST])
    return whole[:start].strip(" \n([【<:,;、") if meaning else ""


def _read(text: str) -> tuple[Mapping[str, str], int]:
    """Return the legend of a text in half width, and where it begins."""
    turned = list(_TURNED.finditer(text))
    if len(turned) > 1 and len({found["code"] for found in turned}) == len(turned):
        return {found["code"]: found["word"] for found in turned}, turned[0].start()
    marks = list(_MARKER.finditer(text))
    if len(marks) < 2:
        return {}, 0
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    words = [
        text[mark.end() : end].strip(" \n()[]【】、,;。./|:") for mark, end in zip(marks, ends, strict=True)
    ]
    codes = [mark["sign"] or mark["digit"] or mark["letter"] for mark in marks]
    ordered = [str(n + 1) for n in range(len(codes))], [chr(97 + n) for n in range(len(codes))]
    told = all(re.search(r"[=:]", mark[0]) for mark in marks) and len(set(codes)) == len(codes)
    if (codes in ordered or told) and all(words):
        return dict(zip(codes, words, strict=True)), marks[0].start()
    return {}, 0


def is_code(text: str) -> bool:
    """Return whether a cell holds nothing but codes that a legend could explain."""
    return 0 < len(text) <= 20 and bool(_CODES.fullmatch(half(text)))


def explained(text: str, meaning: Mapping[str, str]) -> str:
    """Return the words for a cell that holds nothing but codes of the legend; "" for any other cell."""
    if not is_code(text):
        return ""
    codes = re.findall(r"\d{1,2}|[a-z]", half(text))
    return "、".join(meaning[code] for code in codes) if all(code in meaning for code in codes) else ""


def legend_of_modes(lines: Iterable[str]) -> str:
    """Return the one line beside a list that explains the codes of 调查方式, from that word on; "" where none does, or
    two do not say the same."""
    found: dict[tuple[tuple[str, str], ...], str] = {}
    for line in lines:
        named = _OF_MODES.search(line[:_LONGEST])
        if named and (meaning := legend(line[named.start() : _LONGEST])):
            found.setdefault(tuple(sorted(meaning.items())), line[named.start() : _LONGEST])
    return next(iter(found.values())) if len(found) == 1 else ""
