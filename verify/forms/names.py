"""Company names on papers and in paths: when two are one, and what in a path is no name at all."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from functools import lru_cache
from pathlib import PurePosixPath

from verify.fields import employer
from verify.fields.company import in_order
from verify.fields.places import leading
from verify.text.patterns import when_used

# What people write into names of files and folders beside a company's name, or instead of one.
_NEUTRAL = when_used(
    r"被访者|受访者|被访|信息|登记表?|名单|名册|花名册|用户|客户|顾客|满意度?|测评|调查|评价|结果|报告书?|推荐|意见|申请表?|申报|材料|资料"
    r"|情况|汇总表?|承诺书?|附件|封面|证明|证实性|营业执照|最终|终稿|定稿|初稿|草稿|新版?|旧版?|修改|盖章|扫描件?|副本|备份|版本?"
    r"|电话|面访|入户|网络|企业类?|产品类?|工程类?|服务类?|建筑|单位|公司(?=$)|填好|全套|电子版|问卷|表格?|文件|正式|上报|报送|[份户人的及和与第号]"
    r"|sheet|new|old|final|copy|draft|[a-z]{1,4}|\d+|[一二三四五六七八九十]+(?=[、.．])|工作簿|文档|新建"
)
_MARKS = when_used(r"[\W_]+")
# Papers and rosters that were kept, not handed in: a copy, a draft, an older version.
_ASIDE = when_used(
    r"副本|备份|旧|草稿|初稿|作废|过期|历史|修改前|(?<![a-z])(?:old|draft|backup|copy|bak)(?![a-z])",
    re.IGNORECASE,
)
_COMPANY = when_used(r"[一-鿿（）()]{3,}?(?:公司|集团|厂|医院|学校|银行|宾馆|酒店|滑雪场|合作社|研究院)")
_LEAST = 2


@lru_cache(maxsize=65536)
def key_of(name: str) -> str:
    """Return the comparing form of a company's name: legal forms count alike, 大庆市 and 大庆 too, never 市 and 县."""
    key = employer.key_of(name)
    place = leading(key)
    return re.sub(r"[省市]", "", key[:place]) + key[place:]


def is_aside(file: str) -> bool:
    """Whether a path says that a file is a copy, a draft or an older version. 旧 counts only as 旧版, 旧稿 or alone."""
    path = PurePosixPath(file)
    parts = [*path.parts[:-1], path.stem]
    return any(
        _ASIDE.search(re.sub(r"旧(?!版|稿|的|文件|$)", "", unicodedata.normalize("NFKC", p))) for p in parts
    )


def is_neutral(part: str, key: str = "") -> bool:
    """Whether a part of a path names no other company than the one with this key.

    What is left of it after the words of the trade is nothing, or is found in order within the key: 松江纸业 is
    no other than 哈尔滨松江纸业.
    """
    bare = _MARKS.sub("", unicodedata.normalize("NFKC", part).casefold())
    if key and key in key_of(bare):
        return not _NEUTRAL.sub("", key_of(bare).replace(key, "", 1))
    left = _NEUTRAL.sub("", bare)
    return not left or (bool(key) and len(left) >= _LEAST and in_order(key_of(left), key))


def companies_in(text: str) -> list[str]:
    """Return what looks like the names of companies in a line of text."""
    return _COMPANY.findall(text)


def by_path(file: str, keys: Container[str]) -> str | None:
    """Return the only one of these companies that the file's name names, else a folder's, the innermost first."""
    path = PurePosixPath(file)
    for part in (path.stem, *reversed(path.parts[:-1])):
        text = unicodedata.normalize("NFKC", part)
        named = {key_of(name) for name in (*companies_in(text), _NEUTRAL.sub("", _MARKS.sub("", text)))}
        if found := {key for key in named if key and key in keys}:
            return next(iter(found)) if len(found) == 1 else None
    return None
