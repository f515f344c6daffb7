"""What people write round the words of a heading: a question's number, 您的, and hints."""

from __future__ import annotations

from collections.abc import Iterator

from verify.intake.table.legends import before_legend, half
from verify.text.patterns import when_used

_NUMBER = when_used(
    r"[\s*]*(?:q?\d{1,3}(?:[.\-]\d{1,2})?(?:\s*[、.)\]:_]+|\s+)|q\d{1,3}(?!\d)|第[\d一二三四五六七八九十]+[题问]|[一二三四五六七八九十]{1,3}[、.])\s*"
)
_ASKED = when_used(
    r"(?:请问|请)?(?:您|你)?(?:准确|如实)?(?:填写|填入|输入|留下|提供|选择|写下|登记)?(?:一下)?(?:您|你)?(?:本人|目前|现在|现)?"
    r"(?:所在|所属)?的?"
)
_QUESTION = when_used(r"(?:是什么|是多少|是哪[里儿个家]|叫什么|是|为)?[\s?_:.。]*$")
# Where a hint may begin, and what shows that one does: 联系电话：请填手机 has one, 联系电话：13904510001 has none.
_BREAK = when_used(r"\s*\n\s*|\s*[:,;]\s*|(?=[1a][.、)])|\s+")
_HINT = when_used(
    r"[\s(\[【<{]*(?:1[.、)]|a[.、)]|请|如|例|注|必填|必须|选填|选择|含|务必|可填|可选|格式|勾|打|填|尽量|年\s*[/月.\-]|包括|或|手机|座机|固话"
    r"|固定|单选|多选|限填|限选|以便|方便|便于|用于|我们|若|仅|只|\d+\s*位|yyyy|xxxx|√)"
)
_DATA = when_used(r"\d{7,}")
_ALTERNATIVES = when_used(r"\s*(?:——?|--?)\s*")


def plain(text: str) -> Iterator[str]:
    """Yield the heading without its hints, its number, and what makes a question of it, as far as it has such.

    ``手机号码：请填11位`` gives 手机号码; ``3、您所在的工作单位是？`` gives 工作单位; ``1、信息—姓名`` gives 姓名.
    """
    whole = half(text)
    heads = list(dict.fromkeys(_heads(whole)))
    yield from heads
    if head := before_legend(whole):
        yield head
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
