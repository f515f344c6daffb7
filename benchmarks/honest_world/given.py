"""Given names of Han people of the north-east, by generation and sex.

A two-character name is mostly a first sign that the time liked and a second one; some names are whole (秀英, 婷婷).

* count: the shares of one-character names (7, 17, 30, 38, 33, 22 % of the six generations), and the shares of eight
  names among the province's women born 1930-1959, from Bao (2023), ChineseNames 2023.8, over the counts of the
  National Citizen Identity Information Center of 2008. The weights of the first and second signs of these women are
  set so that two of them share a two-character name with chance 0.0053, which is counted too.
* count: the order of the commonest whole names of each generation of women, same source.
* judgement: every other sign and its place in the order, from hearing such names; the steepness of the orders, set so
  that the chance of a shared name lies a few times above the national lower bounds of the same source (a province is
  narrower than a country: five times so for the women of 1930-1959).
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache

from benchmarks.honest_world.draw import Urn, ranked, shares

MEN, WOMEN = "m", "f"
GENERATIONS = (1930, 1960, 1970, 1980, 1990, 2000)  # first year of each
ONE_SIGN = {1930: 0.07, 1960: 0.17, 1970: 0.30, 1980: 0.38, 1990: 0.33, 2000: 0.22}


@dataclass(frozen=True, slots=True)
class Fashion:
    """How one generation of one sex was named: shares (%) of whole names among those of two signs; the rest is put
    together of ``first`` and ``second``. ``single``: names of one sign."""

    whole: dict[str, float]
    first: dict[str, float]
    second: dict[str, float]
    single: dict[str, float]


FASHIONS: dict[tuple[int, str], Fashion] = {
    (1930, WOMEN): Fashion(
        shares("淑珍2.0 桂兰1.9 桂芝1.6 淑兰1.5 淑芹1.3 秀英1.3 淑华1.3 桂珍1.3"),
        shares(
            "淑23 桂18 秀10 玉9 凤6 亚4.5 素4 丽4 金3 春3 艳2 月1.6 文1.6 云1.5 彩1.5 景1.3 翠1.2 雅1.1 振 洪 慧.9"
            " 晓.8 国.8 美.8 永.7 贵.7 宝.7 香.7 福.6 长.6 凌.5 庆.5 喜.5 忠.5 孝.4 世.4 德.4 清.4 连.4 荣.4 士.3"
        ),
        shares(
            "兰12.5 珍10 英9.5 华9.5 芝8 芹7.5 云5.5 琴6 芬4.5 荣4.5 香4 芳4 梅4 霞3.5 杰3.2 贤3 清2 媛1.5 玲2.5 凤2 范"
            " 侠 坤.8 敏1.2 平1 文.8 娥1.2 莲1.2 花1 环1 茹.9 娟1 艳.9 波.6 君.7 洁.7 哲.4 丽.8"
        ),
        ranked("英兰芹珍琴敏杰芝霞平荣洁贤颖华静慧芬云玲艳萍梅范坤", 5),
    ),
    (1930, MEN): Fashion(
        shares("建国.5 国华.2 玉山.2 德福.2 凤山.2 桂林.2 长海.2 国栋.1 文学.2 景林.1"),
        ranked(
            "国玉文德永长洪凤振福金春学志明忠树广连海万庆景殿宝荣贵成喜世兴占士正希立守绍延维占仁有孝纯显延",
            8,
        ),
        ranked(
            "林山海江文臣和义发才生军成富祥贵华学春有田武友清财祯明林余德堂东昌忠波君和久珍阁民彬斌岐礼仁信臣儒龙",
            8,
        ),
        ranked("忠义军林江峰刚明杰海贵臣信德才武山斌涛福", 6),
    ),
    (1960, WOMEN): Fashion(
        shares("秀英.7 桂英.4 玉兰.4 秀兰.5 玉梅.3 丽华.6 淑华.6 亚杰.5 丽娟.5 艳华.5 桂荣.4 玉华.5 凤英.3"),
        ranked("丽淑亚玉桂艳秀凤春晓红立雅金伟海文彩素云国志冬景雪永庆月洪慧美爱素洁宏敏佳", 2.2),
        ranked("华杰娟芹梅玲霞荣芳琴艳波敏丽红英香萍云秋芬君珍洁贤静媛莉文滨菊凡范凤芝兰坤彬", 3),
        ranked("丽敏杰艳红霞静波颖萍玲莉洁娟平梅芳英华秋辉岩娜莹", 4),
    ),
    (1960, MEN): Fashion(
        shares("建国.5 建军.5 志刚.5 志强.4 永强.2 国强.2 晓东.3 卫东.3 立新.3 洪涛.2 建华.4"),
        ranked("志国建永文玉洪立春海金晓学德明宝长庆振伟成广树忠卫凤喜占延景兴福连向新俊利江万彦维", 7),
        ranked("军强刚林国东民华明伟江波涛臣文成海生义山良峰平福龙友学祥和富发利才斌春杰滨武彬君辉庆田忠", 7),
        ranked("军刚伟波涛杰强明辉斌勇峰东平林岩滨江利海忠宏", 4),
    ),
    (1970, WOMEN): Fashion(
        shares(
            "红梅.6 海燕.8 小红.3 红霞.4 春梅.4 丽丽.4 艳玲.5 丽娜.3 晓红.5 丽华.5 艳红.5 春艳.6 立红.3 雪梅.4"
        ),
        ranked("丽艳海晓春红玉立雪淑桂秀亚金秋凤彦佳冬云洪慧文伟彩志宏小美燕世庆永爱广国", 3),
        ranked("梅燕霞杰玲红丽娟艳华敏波芳萍英秋荣辉菊娜君静洁晶莉香凤芹滨平影丹莹微新云", 3.5),
        ranked("丽艳红敏静颖杰燕霞玲晶波莉娜辉萍丹洁娟妍岩梅影宏微", 3.5),
    ),
    (1970, MEN): Fashion(
        shares("志强.4 志刚.4 建军.3 海涛.3 立新.2 晓东.3 海波.4 洪波.3 海龙.3 立军.3 建国.2 志国.3"),
        ranked("志海建洪立永春国晓文玉金宏学长庆明彦俊宝利成忠喜大德广世东伟福凤树延士占秀兴向新", 7),
        ranked("军波涛强刚国龙东伟峰林江明辉滨民华杰友成臣海生斌文良利义春鹏光武君新彬山庆平全", 7),
        ranked("军伟刚涛波勇强杰辉峰明磊鹏东斌超岩亮宇松宏", 3.5),
    ),
    (1980, WOMEN): Fashion(
        shares(
            "丽丽.8 海燕.5 婷婷.7 丹丹.7 丽娟.4 丽娜.6 晶晶.4 莹莹.4 春艳.3 丽红.2 娜娜.4 艳艳.2 玲玲.3 美玲.3"
        ),
        ranked("丽晓海雪艳春佳红玉立冬秋彦美凤金婷文思洪慧小淑志云桂明雅宏莹秀亚燕", 5),
        ranked("娜丽艳娟红玲燕梅莹丹杰敏影晶婷霞颖楠微华洁静薇萍芳新辉波南双君佳娇媛男静", 5),
        ranked("丹娜丽静颖晶莹婷楠敏艳爽雪佳娇红杨洋莉慧蕾燕玲欣璐", 3.5),
    ),
    (1980, MEN): Fashion(
        shares("海龙.5 海涛.3 海波.3 志强.2 晓龙.3 洪伟.2 志鹏.2 俊龙.1 晓东.2 立伟.2 明明.1 洋洋.1"),
        ranked("海志晓洪立建春文明永金玉宏俊国长庆彦学佳宝大少成天世东广利振德新雪艳忠喜", 8),
        ranked("龙伟涛波鹏辉峰军东明强亮刚超宇林杰飞磊国江斌良新滨海成华洋全光民达月男", 8),
        ranked("磊伟超鹏宇涛亮刚波强辉峰洋龙勇杰飞帅明东岩旭鑫阳雷", 3.5),
    ),
    (1990, WOMEN): Fashion(
        shares(
            "婷婷.7 丹丹.5 晶晶.3 倩倩.2 丽丽.2 莹莹.3 雪莹.4 美琪.3 思琪.4 佳琪.4 佳慧.3 雪娇.3 美玲.3 欣欣.2"
        ),
        ranked("佳美雪思晓欣春艳海婷秋丽冬梦玉红雨诗文明静慧颖小宇莹亚金洪立凤嘉可子", 6),
        ranked("琪莹慧娇婷楠彤欣雪玲丽娜瑶月颖琳蕊双静怡萌薇雯宁微阳佳茹娟媛丹男悦琦", 6),
        ranked("爽莹楠雪婷颖丹娇佳欣静慧悦琪璐蕾鑫月瑶雯杨宁微冰", 4),
    ),
    (1990, MEN): Fashion(
        shares("海龙.2 鑫鑫.2 俊龙.1 鹏飞.3 天宇.3 宇航.3 明宇.2 浩然.2 洪涛.1 鹏宇.2 佳龙.1"),
        ranked("海天志宇佳俊洪明浩晓文子立鹏春金鑫建国永思玉嘉旭少东成博一庆世雪泽", 8),
        ranked("龙宇鹏伟涛博超航阳磊鑫峰林明然洋东旭辉杰飞强文成亮达轩刚泽国男奇丰", 8),
        ranked("鑫宇鹏磊超博帅旭洋龙阳雷涛强伟浩明迪航岩达", 4),
    ),
    (2000, WOMEN): Fashion(
        shares("欣怡.8 佳怡.7 雨欣.6 梓涵.5 婷婷.2 思琪.4 佳琪.5 欣悦.4 雨桐.3 诗涵.4 文静.3 雪莹.2"),
        ranked("欣佳思雨诗梓美子文梦嘉可宇馨一涵雪心悦静慧晓艺紫", 6),
        ranked("怡琪涵彤欣萱悦桐瑶妍琳雯慧娇宁然莹月蕊茹轩晴冉", 6),
        ranked("悦琪彤欣蕊雪瑶妍月莹爽婷宁冉颖", 4),
    ),
    (2000, MEN): Fashion(
        shares("宇航.5 浩然.5 天宇.3 俊杰.2 子豪.3 博文.4 宇轩.3 明宇.2 佳豪.2 鹏宇.1 嘉豪.2"),
        ranked("宇天浩子佳俊博泽嘉明家志文思鑫一梓峻晨旭海", 8),
        ranked("航然轩豪宇博文泽杰阳鹏龙鑫涵旭瑞霖琪峰睿达", 8),
        ranked("博宇鑫航旭浩阳鹏龙帅迪超", 4),
    ),
}


# Signs that no time made much of; one sign in eight is one of them (judgement), save among the counted women of 1930.
RARE = (
    "安邦宾炳畅朝澄川聪达丁鼎栋铎恩尔帆方芙甫复冈歌耕公冠桂浩赫衡弘鸿厚焕辉基纪继加坚谏江津锦京鲸靖炯珏钧凯科奎来蓝"
    "黎力廉烈麟凌柳鲁禄伦洛茂梅孟敏墨沐宁攀培沛品朴启迁谦潜勤青全泉群然仁荣如锐润森尚绍申升石书舒朔松苏素泰堂滕"
    "田庭通桐彤宛望威惟温汶西希弦显湘晓心星行修炎阳业依怡以义逸音盈影颖雍友余虞煜毓元原远悦云允蕴赞昭照哲真震征政"
)
RARELY = {1930: {MEN: 0.12, WOMEN: 0.0}}


def _signs(weights: dict[str, float], rare: float) -> dict[str, float]:
    """The weights as chances, with that share spread evenly over the signs that are rare."""
    total = sum(weights.values())
    found = {sign: weight / total * (1 - rare) for sign, weight in weights.items()}
    for sign in dict.fromkeys(RARE):
        found[sign] = found.get(sign, 0.0) + rare / len(set(RARE))
    return {sign: chance for sign, chance in found.items() if chance}


def generation(born: int) -> int:
    """The first year of the generation of somebody born in that year."""
    return max(first for first in GENERATIONS if first <= max(born, 1930))


@cache
def two_signs(first_year: int, sex: str) -> dict[str, float]:
    """Chance of every two-character given name of a generation and sex; they sum to 1."""
    fashion = FASHIONS[first_year, sex]
    whole = {name: share / 100 for name, share in fashion.whole.items()}
    rare = RARELY.get(first_year, {}).get(sex, 0.13)
    firsts, seconds = _signs(fashion.first, rare), _signs(fashion.second, rare)
    pairs = {
        a + b: p * q for a, p in firsts.items() for b, q in seconds.items() if a != b and a + b not in whole
    }
    scale = (1 - sum(whole.values())) / sum(pairs.values())
    return whole | {name: chance * scale for name, chance in pairs.items()}


def shared(first_year: int, sex: str) -> float:
    """Chance that two people of the generation and sex with two-character given names have the same."""
    return sum(chance**2 for chance in two_signs(first_year, sex).values())


@cache
def _urns(first_year: int, sex: str) -> tuple[Urn, Urn]:
    return Urn(two_signs(first_year, sex)), Urn(FASHIONS[first_year, sex].single)


def given(rng: random.Random, born: int, sex: str) -> str:
    """A given name for somebody born in that year."""
    first_year = generation(born)
    two, one = _urns(first_year, sex)
    return (one if rng.random() < ONE_SIGN[first_year] else two).draw(rng)
