"""What the heading over contacts says of them: that they are QQ numbers, extensions, or local numbers of one city."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from verify.intake.table.headings import normal
from verify.text.patterns import when_used

# What stands alone in the cell and needs its word before it, or its area code behind it. Also for pyarrow's RE2.
BARE_QQ, BARE_NAME = r"[1-9]\d{4,9}|[2-9]\d{10}", r"[A-Za-z][\w-]{5,29}|[1-9]\d{4,9}"
EXTENSION = r"\d{1,6}"
LOCAL = r"[(（]?[2-8][\d ()（）-]{5,10}\d"

_QQ = when_used(r"(?:qq|扣扣|企鹅)(?:号码?|账号|帐号|id)?$")
_WECHAT = when_used(r"(?:微信|wechat|weixin)(?:号码?|账号|帐号|id)?$")
_EXTENSION = when_used(r"(?:电话|座机|固话)?分机(?:号码?)?$|ext(?:ension)?$")
_AREA = when_used(r"区号[^\d，。；,;]{0,6}(0\d{2,3})(?!\d)")
_LOCAL = when_used(LOCAL)


def told(heading: str) -> tuple[str, str, str] | None:
    """Return what a heading says of the bare cells below it: their pattern, and what belongs before and behind them."""
    word = normal(heading)
    if _QQ.search(word):
        return BARE_QQ, "QQ ", ""
    if _WECHAT.search(word):
        return BARE_NAME, "微信 ", ""
    if _EXTENSION.search(word):
        return EXTENSION, "转", ""
    return None


def area_told(lines: Iterable[str]) -> tuple[str, str, str] | None:
    """Return the same where a line names the area code of all local numbers: 联系方式（区号0451）."""
    for line in lines:
        if "区号" in line and (found := _AREA.search(line)):
            return LOCAL, "", f"（区号{found[1]}）"
    return None


def in_words(texts: Sequence[str], heading: str, lines: Iterable[str]) -> list[str]:
    """Return contacts with what their heading, or a line above it, says of those that stand alone."""
    said = told(heading)
    if not said and any(map(_LOCAL.fullmatch, texts)):
        said = area_told((heading, *lines))
    if said is None:
        return list(texts)
    pattern, before, behind = re.compile(said[0], re.ASCII), said[1], said[2]
    return [f"{before}{text}{behind}" if pattern.fullmatch(text) else text for text in texts]
