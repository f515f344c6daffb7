"""Made-up applicants and employers. All judgement: words that firms of the province like, put together by chance."""

from __future__ import annotations

import random

from benchmarks.honest_world.draw import words

_ONE = "龙北松嘉恒鑫金泰盛华丰宏瑞天远东兴隆德祥润禾峰博达康源广亿诚汇顺裕荣"
_TWO = "江源禾泰达盛通和丰润科信诚林峰华远兴隆安康宇洋辰海原野麟桥帆岭苑"
PLACES = {
    "哈尔滨市": words("哈尔滨 哈尔滨市道里区 哈尔滨市南岗区 哈尔滨市香坊区 阿城 双城 尚志 五常 宾县 依兰县"),
    "齐齐哈尔市": words("齐齐哈尔 讷河 富裕县 龙江县 甘南县 克山县 梅里斯"),
    "牡丹江市": words("牡丹江 宁安 海林 穆棱 东宁 林口县"),
    "佳木斯市": words("佳木斯 富锦 同江 桦南县 汤原县 抚远"),
    "绥化市": words("绥化 肇东 安达 海伦 望奎县 兰西县 庆安县"),
    "黑河市": words("黑河 北安 五大连池 嫩江县 孙吴县 逊克县"),
    "大兴安岭地区": words("加格达奇 漠河县 塔河县 呼玛县"),
    "伊春市": words("伊春 铁力 嘉荫县 南岔"),
    "大庆市": words("大庆 肇州县 肇源县 林甸县 杜尔伯特"),
    "七台河市": words("七台河 勃利县"),
    "鸡西市": words("鸡西 密山 虎林 鸡东县"),
    "鹤岗市": words("鹤岗 萝北县 绥滨县"),
    "双鸭山市": words("双鸭山 集贤县 宝清县 饶河县 友谊县"),
}
TRADES = words(
    "商贸 建材 机电设备 食品 物流 农资 汽车配件 粮油 装饰工程 电力设备 木业 广告 化工 塑料制品 服装 家具 印刷"
    " 管道 五金 酒店管理 制药 乳业 种业"
)
OFFICES = words(
    "财政局 教育局 民政局 卫生局 国土资源局 税务局 林业局 水务局 交通运输局 供电公司 自来水公司 邮政局"
    " 农业局 城管局 社区服务中心 医保局"
)
SMALL = words(
    "超市 饭店 理发店 药店 五金店 服装店 粮店 修理部 幼儿园 诊所 网吧 食杂店 烧烤店 手机店 种子商店 美容院 洗车行"
)
LEGAL = ("有限公司", "有限公司", "有限责任公司", "有限公司", "股份有限公司", "有限公司分公司")


def coined(rng: random.Random) -> str:
    """A fancy word of two signs."""
    return rng.choice(_ONE) + rng.choice(_TWO)


def applicant(rng: random.Random, city: str, trade: str) -> str:
    """The company that applies. ``trade``: words before the legal form, e.g. 医药连锁."""
    return f"{city.removesuffix('市').removesuffix('地区')}{coined(rng)}{trade}{rng.choice(LEGAL[:4])}"


def employer(rng: random.Random, city: str, sort: str) -> str:
    """An employer of a sort: firm, office, small, school, hospital, estate, site, state."""
    place = rng.choice(PLACES[city])
    if sort == "firm":
        return f"{place}{coined(rng)}{rng.choice(TRADES)}{rng.choice(LEGAL)}"
    if sort == "office":
        return f"{place}{rng.choice(OFFICES)}"
    if sort == "small":
        return f"{coined(rng)}{rng.choice(SMALL)}"
    if sort == "school":
        number = rng.choice(words("第一 第二 第三 第四 第五 第七 第九 第十 实验 逸夫 育才 朝鲜族"))
        return f"{place}{number}{rng.choice(words('中学 小学 小学 高级中学 中心校'))}"
    if sort == "estate":
        return f"{place}{coined(rng)}{rng.choice(words('物业服务有限公司 物业管理有限公司 宾馆 商场 医院 大厦'))}"
    sites = "房地产开发有限公司 置业有限公司 建设投资有限公司 监理有限公司 公路建设指挥部"
    if sort == "site":
        return f"{place}{coined(rng)}{rng.choice(words(sites))}"
    works = "第一机械厂 热电厂 铁路分局 矿业集团 农场 林业局 石化公司 卷烟厂 啤酒厂 采油厂 种畜场"
    return f"{place}{rng.choice(words(works))}"
