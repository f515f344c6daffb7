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
_LONGEST = 40  # characters; what is longer tells of something else as well


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
