"""Remarks beside respondents that say the row is void: 作废, 重复请删除, 占线. Nobody but a person can say whether it counts."""

from __future__ import annotations

import re
from collections.abc import Callable
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
# What call logs write of a row in which nobody was interviewed, in a column of its own.
_OF_CALL = when_used(
    r"占线|忙线|通话中|(?:未|没|没有|无法|不能|不)接通|接不通|打不通|未接(?=$|[听到电来,，。；、])|(?:无人|没人)(?:应答|接听?|在家)|无应答|拒接"
    r"|关机|不在服务区|暂停服务|停用|注销|销号|欠费|改号|换号|联系不[上到]|无法联系|失联|错号|号码不存在|呼损|语音信箱|挂断|挂机"
    r"|(?:中途|访问|调查)(?:终止|中断|中止|停止|退出|失败|未完成|未成功)|甄别(?:失败|不过|不通过|不合格|不符|未过|未通过|终止)"
    r"|不符合(?:甄别|受访|访问|样本)?条件|配额已?满|超配额|未访(?:到|成|问)?(?=$|[,，。；、])|(?:未|没有?)(?:完成|成功)|不合格(?:样本|问卷)",
    re.I,
)
_THEN = when_used(r"成功|已(?:完成|接通|补访|回访)|(?:后来?|再次|第[二三四]次|重[拨打访]|改日|次日)")
# Columns that ask whether the row counts: 是否有效.
_ASKED = when_used(
    r"(?:样本|问卷|访问|调查|回访|通话|电话|受访)?(?:是否|是不是)(?:为|属于?)?(?:已|成功)?"
    r"(?:有效|完成|成功|接通|受访|接受(?:访问|调查|回访|访谈)|应答)(?:访问|调查|回访|访谈|问卷|样本|通话)?"
    r"|有效(?:与否|否|性)?|(?:问卷|样本|访问)有效性?|(?:is[ _]?)?(?:valid|completed?)",
    re.I,
)
_MARKS_OF_HEADING = when_used(r"[\s?？*＊:：]|[(（][^()（）]*[)）]")
_NO = frozenset(
    (
        "否",
        "不",
        "不是",
        "未",
        "没有",
        "n",
        "no",
        "false",
        "×",
        "✗",
        "✘",
        "x",
        "无效",
        "未完成",
        "未接通",
        "不成功",
        "失败",
    )
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


def teller(heading: str) -> Callable[[str], str] | None:
    """Return what says of a cell below a heading by which word its row does not count ("" where it does); None where
    the column holds no remarks on the respondents. One without a heading does.
    """
    bare = _MARKS_OF_HEADING.sub("", heading)
    if _ASKED.fullmatch(bare):
        return lambda text: f"{bare}：{text.strip()}" if text.strip().lower() in _NO else of_call(text)
    return of_call if _HEADED.search(heading) else None


@lru_cache(maxsize=4096)
def of_call(text: str) -> str:
    """Return the word by which a remark in a column of its own says that its row does not count, or nobody was asked."""
    if word := voiding(text):
        return word
    found = _OF_CALL.search(text) if text and len(text) <= _LONGEST else None
    if not found or _DENIED.search(text[: found.start()]) or _THEN.search(text[found.end() :]):
        return ""
    return found[0]


@lru_cache(maxsize=4096)
def voiding(text: str) -> str:
    """Return the word by which a remark says that its row does not count; "" for any other remark."""
    if not text or len(text) > _LONGEST:
        return ""
    found = _WORD.search(text)
    return found[0] if found and not _DENIED.search(text[: found.start()]) else ""
