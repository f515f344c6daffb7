"""Names of provinces and cities that companies put before their own, out of the numbering plan's places."""

from __future__ import annotations

import re
from functools import cache

from verify.numbering import areas
from verify.text.patterns import when_used

_PROVINCES = (
    *(
        "北京",
        "天津",
        "上海",
        "重庆",
        "河北",
        "山西",
        "辽宁",
        "吉林",
        "黑龙江",
        "江苏",
        "浙江",
        "安徽",
        "福建",
        "江西",
    ),
    *("山东", "河南", "湖北", "湖南", "广东", "海南", "四川", "贵州", "云南", "陕西", "甘肃", "青海", "台湾"),
    *("内蒙古", "广西", "西藏", "宁夏", "新疆", "香港", "澳门"),
)
_KINDS = ("省", "市", "自治区", "特别行政区", "地区", "盟", "自治州", "州")
_OF_PROVINCE = when_used(
    rf"^(?:{'|'.join(_PROVINCES)})(?:省|(?:\w族)*自治区|回族自治区|维吾尔自治区|壮族自治区)?"
)
_OF_CITY = when_used(r"(?:市|地区|盟|(?:\w+族)?自治州|林区)$")
_DISTRICT = when_used(r"[\u4e00-\u9fff]{2,3}(?:新区|区|县)(?=[\u4e00-\u9fff]{2})")


def leading(name: str) -> int:
    """Return how many characters the places have that a company's name begins with, one within the other; 0 for none."""
    end = 0
    while place := next((p for p in _by_first().get(name[end : end + 1], ()) if name.startswith(p, end)), ""):
        end += len(place)
        end += len(next((kind for kind in _KINDS if name.startswith(kind, end)), ""))
    district = _DISTRICT.match(name, end) if end else None
    return district.end() if district else end


@cache
def _by_first() -> dict[str, list[str]]:
    """Provinces and cities by their first character, the longer first."""
    found: set[str] = set(_PROVINCES)
    for area in areas().values():
        for place in re.split("[、,()]", area.place):
            city = _OF_CITY.sub("", _OF_PROVINCE.sub("", place))
            if len(city) >= 2 and city != "中国":  # a line of the plan without its place
                found.add(city)
    grouped: dict[str, list[str]] = {}
    for place in sorted(found, key=lambda place: (-len(place), place)):
        grouped.setdefault(place[0], []).append(place)
    return grouped
