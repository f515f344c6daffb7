"""What people write round the words of a heading: a question's number, 您的, hints, and the legend of its codes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

from verify.characters import unified

_CIRCLED = {0x2460 + n: f"{n + 1}." for n in range(20)} | {0x2776 + n: f"{n + 1}." for n in range(10)}

_NUMBER = re.compile(
    r"[\s*]*(?:q?\d{1,3}(?:[.\-]\d{1,2})?(?:\s*[、.)\]:_]+|\s+)|q\d{1,3}(?!\d)|第[\d一二三四五六七八九十]+[题问]|[一二三四五六七八九十]{1,3}[、.])\s*"
)
_ASKED = re.compile(
    r"(?:请问|请)?(?:您|你)?(?:准确|如实)?(?:填写|填入|输入|留下|提供|选择|写下|登记)?(?:一下)?(?:您|你)?(?:本人|目前|现在|现)?"
    r"(?:所在|所属)?的?"
)
_QUESTION = re.compile(r"(?:是什么|是多少|是哪[里儿个家]|叫什么|是|为)?[\s?_:.。]*$")
# Where a hint may begin, and what shows that one does: 联系电话：请填手机 has one, 联系电话：13904510001 has none.
_BREAK = re.compile(r"\s*\n\s*|\s*[:,;]\s*|(?=[1a][.、)])|\s+")
_HINT = re.compile(
    r"[\s(\[【<{]*(?:1[.、)]|a[.、)]|请|如|例|注|必填|必须|选填|选择|含|务必|可填|可选|格式|勾|打|填|尽量|年\s*[/月.\-]|包括|或|手机|座机|固话"
    r"|固定|单选|多选|限填|限选|以便|方便|便于|用于|我们|若|仅|只|\d+\s*位|yyyy|xxxx|√)"
)
_DATA = re.compile(r"\d{7,}")
_ALTERNATIVES = re.compile(r"\s*(?:——?|--?)\s*")

_MARKER = re.compile(
    r"(?<![a-z\d])\(?(\d{1,2}(?=\s*[.、):=\-])|[a-h](?=\s*[.、):=]))\s*[.、):=\-]+\s*|(?<!\d)(\d)(?=\s*[\u4e00-\u9fff])"
)
_CODES = re.compile(r"[\s().、,;/+&]*(?:(?:\d{1,2}|[a-h])[\s().、,;/+&]+)*(?:\d{1,2}|[a-h])[\s().、,;/+&]*")


def half(text: str) -> str:
    """Return a text in half width and lower case, ① as 1., radicals as their ideographs."""
    return unicodedata.normalize("NFKC", unified(text).translate(_CIRCLED)).lower()


def plain(text: str) -> Iterator[str]:
    """Yield the heading without its hints, its number, and what makes a question of it, as far as it has such.

    ``手机号码：请填11位`` gives 手机号码; ``3、您所在的工作单位是？`` gives 工作单位; ``1、信息—姓名`` gives 姓名.
    """
    whole = half(text)
    heads = list(dict.fromkeys(_heads(whole)))
    yield from heads
    for head in dict.fromkeys((whole, *heads)):
        bare = _NUMBER.sub("", head, count=1)
        yield from (bare,) if bare != head else ()
        yield from _heads(bare) if bare != head else ()
        asked = _QUESTION.sub("", _ASKED.sub("", bare, count=1))
        yield from (asked,) if asked and asked != bare else ()
        parts = _ALTERNATIVES.split(bare)
        if len(parts) > 1:
            yield _QUESTION.sub("", parts[-1])


def _heads(whole: str) -> Iterator[str]:
    for found in _BREAK.finditer(whole):
        head, rest = whole[: found.start()], whole[found.end() :]
        if head.strip() and _HINT.match(rest) and not _DATA.search(rest):
            yield head


@lru_cache(maxsize=256)
def legend(heading: str) -> Mapping[str, str]:
    """Return code -> word of a heading that explains codes: ``调查方式①电话②面访`` gives 1: 电话, 2: 面访.

    The codes must be 1, 2, 3 ... or a, b, c ... in order, two at least; else it is no legend.
    """
    text = half(heading)
    marks = list(_MARKER.finditer(text))
    if len(marks) < 2:
        return {}
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    words = [
        text[mark.end() : end].strip(" \n()[]【】、,;。./|:") for mark, end in zip(marks, ends, strict=True)
    ]
    codes = [mark[1] or mark[2] for mark in marks]
    ordered = [str(n + 1) for n in range(len(codes))], [chr(97 + n) for n in range(len(codes))]
    return dict(zip(codes, words, strict=True)) if codes in ordered and all(words) else {}


def explained(text: str, meaning: Mapping[str, str]) -> str:
    """Return the words for a cell that holds nothing but codes of the legend; "" for any other cell."""
    if not text or len(text) > 20:
        return ""
    plain_text = half(text)
    if not _CODES.fullmatch(plain_text):
        return ""
    codes = re.findall(r"\d{1,2}|[a-h]", plain_text)
    return "、".join(meaning[code] for code in codes) if all(code in meaning for code in codes) else ""
