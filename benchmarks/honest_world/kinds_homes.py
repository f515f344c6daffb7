"""Kinds of rosters whose respondents are private people. Every figure is judgement."""

from __future__ import annotations

from benchmarks.honest_world.recipes import ADULTS, OLD, PARENTS, WORKING, YOUNG, Recipe

PHONE = {"电话": 1.0}
HOME = {"入户": 0.8, "电话": 0.2}

HOMES: dict[str, Recipe] = {
    "pharmacy_old_women": Recipe(  # members of a pharmacy chain beside an old community
        ("医药连锁", "大药房连锁"), (60, 300), OLD, (0.68, 0.95), {"centre": 2, "evenings": 1, "paper": 2},
        {"电话": 2, "面访": 1}, "服务类", fancy=(0.0, 0.02), landlines=(0.02, 0.22), families=(0.0, 0.04),
    ),
    "village_supplies": Recipe(  # seed and fertiliser, sold in a few villages
        ("农资", "种业", "农业生产资料"), (40, 220), {1950: 8, 1958: 18, 1964: 24, 1970: 24, 1976: 16, 1984: 8}, (0.08, 0.3),
        {"travels": 3, "meeting": 1, "paper": 2, "evenings": 1}, {"面访": 2, "入户": 2, "电话": 1}, "产品类",
        cities={"绥化市": 4, "齐齐哈尔市": 3, "佳木斯市": 2, "哈尔滨市": 2, "双鸭山市": 1, "黑河市": 1}, clans=(4, 8),
        fancy=(0.0, 0.015), pool=(5, 25), families=(0.01, 0.07), slack=(0.0, 0.3),
    ),
    "mongol_county": Recipe(  # milk farmers of Dorbod and Zhaoyuan
        ("乳业", "饲料", "牧业"), (40, 160), {1955: 10, 1963: 22, 1970: 28, 1978: 24, 1986: 14}, (0.2, 0.4),
        {"travels": 3, "paper": 1}, {"面访": 2, "电话": 1}, "产品类", cities={"大庆市": 1}, peoples={"mongol": 0.42},
        clans=(5, 9), pool=(6, 20), families=(0.0, 0.06), slack=(0.0, 0.3),
    ),
    "daur_district": Recipe(  # Meilisi and Fularji: water, heat, a clinic
        ("供水", "供热", "卫生服务"), (50, 180), ADULTS, (0.4, 0.65), {"paper": 2, "evenings": 2, "centre": 1}, HOME, "服务类",
        cities={"齐齐哈尔市": 1}, peoples={"daur": 0.35, "manchu": 0.06, "mongol": 0.03}, pool=(20, 60),
        families=(0.0, 0.05), landlines=(0.0, 0.06),
    ),
    "korean_township": Recipe(  # rice growers and their town; sons and daughters work in the south and in Korea
        ("米业", "水稻种植"), (40, 180), {1940: 14, 1948: 22, 1955: 24, 1962: 18, 1970: 12, 1980: 10}, (0.4, 0.62),
        {"travels": 2, "meeting": 2, "paper": 1}, {"面访": 3, "电话": 2}, "产品类",
        cities={"哈尔滨市": 3, "牡丹江市": 3, "鸡西市": 1, "绥化市": 1}, peoples={"korean": 0.86}, pool=(10, 40),
        families=(0.0, 0.05), abroad=(0.02, 0.08),
    ),
    "manchu_villages": Recipe(  # the banners' villages round Shuangcheng and Yilan
        ("粮油", "农机", "农村供电"), (40, 200), ADULTS, (0.25, 0.5), {"travels": 2, "paper": 2}, {"入户": 2, "面访": 1},
        cities={"哈尔滨市": 3, "牡丹江市": 1, "绥化市": 1, "黑河市": 1}, peoples={"manchu": 0.55}, clans=(4, 9), pool=(6, 25),
        families=(0.0, 0.08),
    ),
    "hezhe_river": Recipe(  # fishing villages of Tongjiang and Raohe: few people, all of them asked
        ("水产", "渔业", "旅游服务"), (12, 60), ADULTS, (0.3, 0.55), {"travels": 2, "meeting": 1, "paper": 1}, {"面访": 1},
        "服务类", cities={"佳木斯市": 3, "双鸭山市": 1}, peoples={"hezhe": 0.55, "manchu": 0.05}, clans=(3, 6), pool=(3, 12),
        families=(0.0, 0.12),
    ),
    "border_russian": Recipe(  # shops and villages on the Heilongjiang: some people of Russian descent, some Oroqen
        ("边境贸易", "电信服务", "供电"), (30, 150), ADULTS, (0.4, 0.6), {"street": 1, "evenings": 1, "paper": 1},
        {"面访": 1, "电话": 1}, cities={"黑河市": 4, "鸡西市": 1}, peoples={"russian": 0.22, "oroqen": 0.08, "daur": 0.05},
        pool=(10, 40), families=(0.0, 0.05), fancy=(0.0, 0.05),
    ),
    "hui_quarter": Recipe(  # food of a Hui quarter
        ("清真食品",), (30, 150), ADULTS, (0.4, 0.65), {"street": 2, "paper": 1}, {"拦截": 1, "面访": 1}, "产品类",
        cities={"哈尔滨市": 3, "齐齐哈尔市": 1}, peoples={"hui": 0.5}, families=(0.0, 0.05),
    ),
    "bank_wealthy": Recipe(  # clients of a bank's wealth room
        ("村镇银行", "商业银行", "证券"), (50, 220), {1948: 6, 1955: 16, 1962: 26, 1968: 24, 1974: 18, 1982: 10}, (0.38, 0.6),
        {"centre": 3, "evenings": 1, "travels": 1}, PHONE, "服务类", fancy=(0.10, 0.20), employers="many",
        sorts={"firm": 5, "office": 2, "small": 1}, left_empty=(0.4, 1.0), families=(0.0, 0.03),
    ),
    "car_owners": Recipe(  # calls some days after the workshop
        ("汽车销售服务", "汽车贸易"), (80, 600), {1958: 6, 1966: 16, 1972: 20, 1978: 22, 1984: 22, 1989: 12, 1994: 4},
        (0.14, 0.32), {"sales": 6, "centre": 1}, PHONE, "服务类", fancy=(0.04, 0.12), slack=(0.0, 0.15),
    ),
    "estate_residents": Recipe(  # a housing estate, door by door
        ("物业服务", "房地产开发"), (60, 400), ADULTS, (0.5, 0.68), {"weekends": 4, "paper": 2, "evenings": 2}, HOME, "服务类",
        landlines=(0.0, 0.08), families=(0.01, 0.08), couples=(0.0, 0.02), slack=(0.0, 0.2),
    ),
    "hotel_guests": Recipe(  # guests from everywhere
        ("酒店管理", "宾馆", "滑雪旅游度假"), (50, 260), WORKING, (0.3, 0.48), {"sales": 3, "paper": 2, "centre": 1},
        {"问卷": 2, "电话": 1}, "服务类", cities={"哈尔滨市": 6, "牡丹江市": 2, "黑河市": 1, "伊春市": 1}, fancy=(0.03, 0.1),
        abroad=(0.35, 0.7), families=(0.0, 0.02), employers="many", left_empty=(0.5, 1.0),
    ),
    "school_parents": Recipe(  # a link in the groups of the classes
        ("幼儿教育", "培训学校"), (60, 500), PARENTS, (0.68, 0.88), {"link": 5, "paper": 1}, {"微信": 3, "网络": 1}, "服务类",
        families=(0.0, 0.02), couples=(0.0, 0.015), fancy=(0.01, 0.05),
    ),
    "outpatients": Recipe(  # a hospital; old people give a daughter's number
        ("医院", "口腔医院", "中医院"), (80, 400), {1935: 8, 1943: 12, 1950: 16, 1957: 16, 1964: 14, 1972: 12, 1981: 12,
         1990: 10},
        (0.5, 0.64), {"ward": 4, "paper": 2}, {"面访": 2, "电话": 1, "问卷": 1}, "服务类", families=(0.0, 0.04),
        abroad=(0.0, 0.02),
    ),
    "old_customers": Recipe(  # those who bought a stove or a washing machine, from the customer file
        ("家用电器", "锅炉制造", "太阳能"), (60, 320), ADULTS, (0.35, 0.55), {"centre": 3, "evenings": 2}, PHONE, "产品类",
        landlines=(0.03, 0.25), families=(0.0, 0.02), slack=(0.0, 0.25),
    ),
    "street_intercept": Recipe(  # passers-by of a shopping street
        ("百货", "食品", "乳制品"), (80, 300), {1945: 4, 1955: 10, 1965: 14, 1975: 18, 1983: 20, 1990: 22, 1996: 12},
        (0.52, 0.72),
        {"street": 1}, {"拦截": 1}, "产品类", abroad=(0.0, 0.04), families=(0.0, 0.015),
    ),
    "heating_evenings": Recipe(  # one interviewer calls the houses of a heating company after work
        ("热力", "供热", "燃气"), (40, 240), ADULTS, (0.45, 0.65), {"evenings": 1}, PHONE, "服务类", landlines=(0.02, 0.15),
        pool=(60, 400), slack=(0.0, 0.5),
    ),
    "telecom_centre": Recipe(  # a provider asks its own subscribers: new numbers, one operator mostly
        ("广电网络", "通信服务"), (150, 600), ADULTS, (0.4, 0.55), {"centre": 1}, PHONE, "服务类", families=(0.0, 0.004),
        fancy=(0.0, 0.03), slack=(0.5, 1.0),
    ),
    "young_online": Recipe(  # customers of a shop on the web and of take-away food
        ("电子商务", "网络科技", "餐饮管理"), (60, 400), YOUNG, (0.5, 0.75), {"link": 1}, {"网络": 2, "微信": 1}, "服务类",
        abroad=(0.02, 0.12), fancy=(0.0, 0.04),
    ),
    "supermarket_members": Recipe(  # members at the till, at weekends
        ("超市连锁", "商业连锁"), (80, 300), ADULTS, (0.62, 0.82), {"weekends": 3, "paper": 1}, {"面访": 1, "拦截": 1}, "服务类",
        families=(0.0, 0.02), landlines=(0.0, 0.04),
    ),
    "insured_families": Recipe(  # policies of whole families under one number
        ("保险代理", "人寿保险"), (50, 240), {1946: 6, 1955: 14, 1963: 22, 1971: 24, 1979: 18, 1988: 12, 1999: 4}, (0.5, 0.7),
        {"centre": 2, "travels": 2}, {"电话": 2, "面访": 1}, "服务类", families=(0.06, 0.22), couples=(0.0, 0.03),
        fancy=(0.02, 0.09), slack=(0.0, 0.3),
    ),
}  # fmt: skip
