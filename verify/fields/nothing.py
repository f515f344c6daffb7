"""What is filled in where nobody answered: by people, and by the forms of survey programmes, as (跳过)."""

from __future__ import annotations

_WORDS = (
    "无 没有 暂无 略 空 空白 空值 缺 缺失 不详 未知 保密 未留 没留 未填 未填写 未提供 不提供 "
    "无法提供 未答 未作答 未回答 不作答 跳过 不便 不方便 不便透露 不愿 不愿透露 不愿提供 "
    "不愿意透露 不愿意提供 不想透露 未透露 拒绝 拒答 拒绝提供 拒绝透露 拒绝回答 拒绝作答 未登记 "
    "未采集 未收集 未获取 未取得 待定 待填 待补 待补充 待查 待核 待核实 none null nan nat n/a na "
    "skip skipped refused unknown tbd"
)
NOTHING = frozenset((*_WORDS.split(), "not provided", "no answer"))
_AROUND = "()[]<>{}（）【】.。 "


def says_nothing(text: str) -> bool:
    """Whether a text in normal form is empty, no sign of writing, or a word for nothing, in brackets or without."""
    bare = text.strip(_AROUND).lower()
    return bare in NOTHING or not any(character.isalnum() for character in bare)
