"""What is written beside a whole day in its cell: 2017-03-05（补访）, 2017-03-05 √, 约2017年3月5日.

That somebody was asked again, or a tick, changes nothing of the day. 约 and 前后 do, and so may whatever else stands there:
then nobody knows for certain, and it is a doubt.
"""

from __future__ import annotations

import re

from verify.fields.surveyed.words import arabic
from verify.text.patterns import when_used

_PARTS = when_used(
    r"(?P<before>[^\d]{0,16}?)(?P<day>\d.*\d(?:\s*[日号时点分秒])?)(?!\s*[日号])(?P<behind>[^\d]{0,24})",
    re.DOTALL,
)
_BRACKETED = when_used(r"\s*[(\[{<【〔「][^()\[\]{}<>【】〔〕「」]+[)\]}>】〕」]\s*")
_SIGNS = when_used(r"[\s()\[\]{}<>【】〔〕「」,.;:、。!]+")
_DOUBT = when_used(
    r"[约许?年月周旬季初底末止截至到~≈-]|左右|前后|上下|附近|大概|可能|估计|不[详清明知]|未|[以之][前后来]|[前后起]$|出生|生日|购买|发货"
)
_HARMLESS = when_used(
    r"(?:[√✓✔☑✅○●◎★☆※△▲]|已|再|重新|重|补|复|回|首次|首访|电话|上门|入户|现场|当面|面对面|网上|网络|微信|短信|问卷|调查|调研|测评"
    r"|访问|访谈|走访|面访|面谈|拜访|随访|访|录入|填写|录|填|做|核实|核对|核|确认|完成|完毕|成功|有效|合格|提交|收回|回收|签收|本人|好|完|毕)+"
)


def parted(plain: str) -> tuple[str, bool] | None:
    """Return the text of a day without what stands beside it, and whether that says nothing about it; None where nothing does.

    ``plain``: a text in normal form that is no date as it is.
    """
    match = _PARTS.fullmatch(arabic(plain))
    said = [text for text in (match["before"], match["behind"]) if text] if match else []
    return (match["day"], all(map(_is_harmless, said))) if match and said else None


def _is_harmless(said: str) -> bool:
    bare = _SIGNS.sub("", said)
    if not bare or _DOUBT.search(bare):
        return False
    return bool(_BRACKETED.fullmatch(said) or _HARMLESS.fullmatch(bare))
