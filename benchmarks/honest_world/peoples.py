"""Who lives in the province: surnames of Han, Manchu and Hui, and how the smaller peoples are called.

* count: the order of the commonest surnames and their national shares (Ministry of Public Security 2007, National
  Bureau of Statistics 2010, in the table of surnames of the project's domain facts); 王 first in the province
  (national report on names 2019: 王 leads in 16 provinces of the north); of Koreans 金 21.5, 李 14.7, 朴 8.4,
  崔 4.7, 郑 4.3, 姜 2.4, 赵 2.1, 尹 2.1, 张 2.0, 林 1.7 % (census of the Republic of Korea 2015, whose shares are those
  of the Koreans of the province too, since they came from there: judgement).
* judgement: how much 王 李 张 刘 孙 于 姜 are commoner and 陈 黄 吴 周 rarer than in the country (settlers of Shandong and
  Hebei); which surnames and names Daur (郭 孟 敖 鄂 苏 …), Mongols of Dorbod (包 白 …, names without surname), Hezhe
  (尤 傅 葛 毕 …), Oroqen, Manchu and people of Russian descent carry, and how many of them.
"""

from __future__ import annotations

import random
from functools import cache

from benchmarks.honest_world.draw import Urn, pick, ranked, shares, words
from benchmarks.honest_world.given import MEN, given

HAN = shares(
    "王10.3 李9.2 张9.0 刘7.2 赵3.8 孙3.5 杨2.8 于2.5 陈2.3 徐2.0 高1.8 马1.5 周1.4 吴1.4 郭1.3 宋1.3 姜1.2 朱1.1"
    " 林1.0 韩1.0 崔1.0 胡.9 何.8 冯.8 董.8 曹.75 丁.7 魏.65 吕.65 田.65 任.6 关.6 许.55 杜.55 范.5 孟.5 姚.5 谭.45"
    " 石.45 贾.45 金.5 罗.45 付.5 傅.2 夏.4 梁.5 郑.8 潘.4 邹.4 白.45 邢.4 刁.1 曲.4 邵.35 隋.3 栾.18 单.25 尹.4"
    " 侯.4 秦.35 薛.35 苏.45 谢.4 唐.4 程.4 沈.3 肖.4 袁.35 卢.35 闫.4 阎.1 史.35 陶.25 鞠.15 迟.2 初.12 邓.25 常.3 武.3"
    " 康.25 毕.25 郝.3 齐.3 庞.2 安.25 牟.2 车.15 历.1 矫.08 宫.15 丛.2 逄.05 辛.18 仲.1 滕.12 盖.1 包.15 代.15 戴.2"
    " 黄.9 汪.2 顾.15 钟.15 方.2 廖.1 江.12 龙.06 万.1 钱.08 严.12 段.2 雷.12 汤.1 黎.05 贺.15 龚.08 文.06 葛.2 佟.2 那.12"
    " 焦.12 耿.12 岳.15 井.05 国.05 展.03 兰.12 裴.12 冷.1 柳.15 卜.06 祝.1 左.12 柴.1 祁.06 解.1 卞.04 谷.1 庄.1 时.06 苗.12"
    " 季.1 骆.05 冉.03 宁.08 牛.15 窦.06 霍.1 路.08 纪.15 倪.06 尚.1 翟.1 芦.06 荆.06 明.04 巩.05 褚.04 欧阳.02 上官.01 司徒.005"
)
MANCHU = shares(
    "关18 吴8 富6 佟7 那6 赵8 傅5 何4 穆3 陶4 白4 郎3 唐4 索2 舒2 赫2 马4 王5 张4 刘3 徐3 孟2 石2 温1.5 英.5"
)
HUI = shares("马28 白7 杨6 丁5 沙4 李8 王8 张7 回2 金4 刘4 洪2 石2 穆1 哈.6 铁.5 麻.5 韩2 赵2")
KOREAN = shares(
    "金21.5 李14.7 朴8.4 崔4.7 郑4.3 姜2.4 赵2.1 尹2.1 张2.0 林1.7 韩1.5 吴1.5 申1.5 徐1.5 权1.4 黄1.4 安1.4 宋1.4"
    " 全1.3 洪1.1 柳1 高.9 文.9 梁.9 许.8 南.6 太.4 玄.4 池.4 方.3 具.3 玉.2 元.3 严.3 车.4 蔡.3 石.2 俞.3 千.2 奇.1 南宫.02"
)
DAUR = shares(
    "郭20 孟13 敖12 鄂9 苏7 沃5 杜5 吴6 安5 何4 莫4 金4 德3 白3 陶2 胡2 单2 卜1.5 索1.5 多1.5 于1 山.5 乐.5 康.5"
)
HEZHE = shares("尤20 傅13 葛11 毕9 舒9 吴8 卢7 何5 董5 付4 孙3 佟2 韩2")
OROQEN = shares("孟24 吴20 关15 莫14 葛10 魏9 陈4 白2 何2")
MONGOL = shares("包22 白12 吴9 韩8 何6 王7 陈5 齐4 佟3 鲍3 胡3 高2 杨2 金3 马2 孟3 梁2 暴1 波1")

_KOREAN_MEN = words(
    "哲洙 成日 龙洙 昌浩 哲浩 光日 成哲 永浩 东哲 虎 龙 光哲 明浩 正日 京哲 永哲 勇男 哲 松哲 海龙 龙国 正国 日 成国 学哲 "
    "永日 龙哲 浩 铁 明哲 元哲 日男 春植 明植 钟植 相浩 泰植 南洙 炳浩 基洙 万石 在哲 秉哲 昌国 龙云 京日 贤哲 成龙"
)
_KOREAN_WOMEN = words(
    "英子 顺子 贞子 福顺 顺姬 贞淑 英淑 京淑 明淑 今子 善玉 英姬 贞姬 美子 春子 花子 玉顺 粉女 金顺 顺福 明玉 银姬 "
    "京姬 英兰 明花 香兰 春花 顺爱 英爱 贞爱 莲姬 福女 海淑 锦淑 善姬 哲淑"
)
_KOREAN_GIRLS = words(
    "美花 香花 雪花 莲花 明花 银花 美兰 香兰 海燕 红花 美英 春花 银珠 贞花 美玉 善花 英花 丽花 松花 美善 雪莲 珍珠 银姬 智慧 恩惠"
)
_MONGOL_MEN = words(
    "巴图 青山 金山 长山 宝山 银山 福山 宝音 铁柱 双喜 乌力吉 哈斯 布和 吉日嘎拉 特木尔 白音 那顺 图门 额尔敦 苏和 敖其尔 "
    "巴特尔 朝鲁 海山 金柱 永柱 额尔德木图 阿拉坦 孟和 胡日查 满都拉 宝力道 斯日古楞 达来 呼和"
)
_MONGOL_WOMEN = words(
    "乌云 其木格 斯琴 娜仁 高娃 格日乐 萨仁 托娅 塔娜 金花 银花 桂花 荷花 玉花 娜仁花 斯琴高娃 乌日娜 萨日娜 乌兰 阿茹娜 "
    "红梅 秀兰 格根 通拉嘎 其其格 娜仁图雅 萨如拉 苏日娜 乌云其木格 敖敦 海棠 玉梅"
)
_RUSSIAN = words(
    "娜达莎 丽达 瓦莉娅 娜佳 卡佳 柳芭 薇拉 瓦洛佳 科里亚 尼娜 安娜 阿廖沙 米沙 萨沙 托里亚 伊万 冬妮娅 莲娜 加里娅 丹娘"
)

_RUSSIAN_FAMILIES = words("伊万诺娃 彼得洛娃 安德烈耶夫 伊万诺夫 瓦西里耶夫 谢苗诺夫 巴甫洛娃")


@cache
def _urn(name: str) -> Urn:
    return Urn({"manchu": MANCHU, "hui": HUI, "korean": KOREAN, "daur": DAUR, "hezhe": HEZHE, "oroqen": OROQEN,
                "mongol": MONGOL}[name])  # fmt: skip


def surname(rng: random.Random, people: str) -> str:
    """A surname of one of the peoples other than Han."""
    return _urn(people).draw(rng)


def name_of(rng: random.Random, people: str, born: int, sex: str) -> str:
    """A full name of somebody of a people other than Han: korean, mongol, daur, manchu, hui, hezhe, oroqen, russian."""
    if people == "korean":
        pool = _KOREAN_MEN if sex == MEN else _KOREAN_WOMEN if born < 1972 else _KOREAN_GIRLS
        own = rng.choice(pool) if rng.random() < 0.75 else given(rng, born, sex)
        return surname(rng, people) + own
    if people == "mongol":
        pool = _MONGOL_MEN if sex == MEN else _MONGOL_WOMEN
        luck = rng.random()
        if luck < 0.25:  # only the name, as on the card
            return rng.choice([word for word in pool if len(word) > 1])
        return surname(rng, people) + (rng.choice(pool) if luck < 0.5 else given(rng, born, sex))
    if people == "russian":
        if rng.random() < 0.12:
            return f"{rng.choice(_RUSSIAN)}·{rng.choice(_RUSSIAN_FAMILIES)}"
        own = rng.choice(_RUSSIAN[:20]) if rng.random() < 0.2 else given(rng, born, sex)
        return Urn(HAN).draw(rng) + own
    return surname(rng, people) + given(rng, born, sex)


def clans(rng: random.Random, count: int, weights: dict[str, float]) -> dict[str, tuple[float, str]]:
    """Surnames of a village: surname -> (share, the sign that its men of one generation carry), judgement."""
    found: dict[str, tuple[float, str]] = {}
    share = rng.uniform(0.18, 0.4)
    while len(found) < count:
        family = pick(rng, weights)
        if family not in found:
            found[family] = (share, pick(rng, ranked("国玉文德永长洪凤振福金春学志明忠树广连海万庆殿宝", 20)))
            share *= rng.uniform(0.45, 0.95)
    return found
