"""Remarks beside respondents that say the row is void: 作废, 重复请删除, 停机. Nobody but a person can say whether it counts."""

from __future__ import annotations

import re
from functools import lru_cache

from verify.text.patterns import when_used

_HEADED = when_used(
    r"备注|备考|附注|说明|情况|结果|状态|核实|核查|复核|回访|处理|意见|标记|remark|note|status|result|comment|^[A-Z]{1,2}$",
    re.I,
)
_WORD = when_used(
    r"(?<![不未非没])无效|(?<![未不])作废|废卷|废弃|(?<![无不未没])(?:有?重复)|请?删(?:除|掉)|剔除"
    r"|拒[访答绝]|停机|空号|号码(?:不对|错误?|有误)|打错|查无此人"
    r"|不是本人|非本人|替换|\b(?:invalid|void|duplicate|delete|refused)\b",
    re.I,
)
_DENIED = when_used(r"(?:无|没有|未|非|不是|不|并无)[^，。；,;]{0,2}$")
# What is said of a number beside it: that nobody answers there.
_OF_NUMBER = when_used(
    r"停用|注销|销号|欠费|关机|打不通|无法接通|(?:无人|没人|未)接听?|拒接|暂停服务|(?:号码|用户)不存在"
)
_BRACKETED = when_used(r"[(（\[［【〔][^()（）\[\]［］【】〔〕]+[)）\]］】〕]")
_OPEN = frozenset("(（[［【〔")
_DIGITS = when_used(r"\d(?:[\d\s()-]*\d)")
# What spreadsheets put before a comment: who wrote it, what older programmes are told of a thread of comments.
_THREAD = when_used(r"^\[[^\]]*\].*?(?:Comment|评论|注释|批注)\s*[:：]\s*", re.S | re.I)
_AUTHOR = when_used(r"^[^\n:：]{1,40}[:：]\s*\n")
_LONGEST = 40  # characters; what is longer tells of something else as well


def may_note(text: str, field: str) -> bool:
    """Return whether anything can be noted beside a value: in brackets, beside a number in any words."""
    return not text.isascii() and (field == "contact" or not _OPEN.isdisjoint(text))


def beside(text: str, field: str) -> str:
    """Return the word by which what is written beside a value, in its own cell, says that its row does not count.

    In brackets beside a name, a day or an employer; beside a number also without: 13904510001停机. A cell that only
    says that no number was given (拒绝提供) says nothing of its row.
    """
    if not may_note(text, field):
        return ""
    if field != "contact":
        return next((word for found in _BRACKETED.findall(text) if (word := voiding(found[1:-1]))), "")
    said = _DIGITS.sub(" ", text)
    if said == text and not _BRACKETED.search(text):
        word = voiding(text)
        return word if word == text.strip() and word != "拒绝" else ""
    return of_number(said)


def of_number(text: str) -> str:
    """Return the word by which a remark on a number says that it or its row does not count; "" for any other remark."""
    if word := voiding(text):
        return word
    found = _OF_NUMBER.search(text) if len(text) <= _LONGEST else None
    return found[0] if found and not _DENIED.search(text[: found.start()]) else ""


def commented(text: str) -> str:
    """Return what a comment of a cell says, without the name of its author and what its programme adds."""
    return _AUTHOR.sub("", _THREAD.sub("", text.strip())).strip()


def is_remark(heading: str) -> bool:
    """Return whether remarks on the respondents stand below a heading; a column without one holds them as well."""
    return bool(_HEADED.search(heading))


@lru_cache(maxsize=4096)
def voiding(text: str) -> str:
    """Return the word by which a remark says that its row does not count; "" for any other remark."""
    if not text or len(text) > _LONGEST:
        return ""
    found = _WORD.search(text)
    return found[0] if found and not _DENIED.search(text[: found.start()]) else ""
