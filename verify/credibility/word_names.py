"""Beginnings of Mongolian names: words, with no surname before them."""

from __future__ import annotations

_BEGINNINGS = (
    "乌云乌日乌兰乌力娜仁娜日萨仁萨日斯琴斯日其木其其格日格根哈斯敖登图雅托娅高娃阿拉阿日那顺那仁那日宝音"
    "孟和巴图巴特巴雅苏和苏日布和布仁呼和青格额尔朝鲁朝克特木吉日满都通拉赛罕红格银花金花塔娜海日敖日达来"
)
WORDS = frozenset(a + b for a, b in zip(_BEGINNINGS[::2], _BEGINNINGS[1::2], strict=True))
