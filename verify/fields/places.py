"""Names of provinces and cities that companies put before their own, out of the numbering plan's places."""

from __future__ import annotations

import re
from functools import cache

from verify.numbering import areas

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
_KIND = "(?:省|市|自治区|特别行政区|地区|盟|自治州|州)"


@cache
def leading() -> re.Pattern[str]:
    """Return a pattern for the places, one within the other, that a company's name begins with."""
    cities: set[str] = set()
    for area in areas().values():
        for place in re.split("[、,()]", area.place):
            city = re.sub(
                rf"^(?:{'|'.join(_PROVINCES)})(?:省|(?:\w族)*自治区|回族自治区|维吾尔自治区|壮族自治区)?",
                "",
                place,
            )
            city = re.sub(r"(?:市|地区|盟|(?:\w+族)?自治州|林区)$", "", city)
            if len(city) >= 2 and city != "中国":  # a line of the plan without its place
                cities.add(city)
    names = sorted({*_PROVINCES, *cities}, key=len, reverse=True)
    district = r"(?:[\u4e00-\u9fff]{2,3}(?:新区|区|县)(?=[\u4e00-\u9fff]{2}))"
    return re.compile(rf"(?:(?:{'|'.join(map(re.escape, names))}){_KIND}?)+{district}?")
