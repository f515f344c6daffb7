"""Kinds of rosters whose respondents answer for their work. Every figure is judgement."""

from __future__ import annotations

from benchmarks.honest_world.recipes import WORKING, Recipe

CALLS_AND_VISITS = {"电话": 3, "面访": 2, "走访": 0.4}

WORK: dict[str, Recipe] = {
    "purchasing_managers": Recipe(  # one or two buyers of each of many firms
        ("机械制造", "轴承", "电缆", "阀门"), (20, 120), WORKING, (0.16, 0.4), {"travels": 2, "centre": 1, "sales": 1},
        CALLS_AND_VISITS, "产品类", fancy=(0.05, 0.15), landlines=(0.05, 0.35), switchboard=True, abroad=(0.1, 0.5),
        employers="many", left_empty=(0.0, 0.05),
    ),
    "one_customer": Recipe(  # the workers of one industrial customer: a group plan, one employer, a switchboard
        ("劳保用品", "石油机械", "电气设备"), (15, 120), WORKING, (0.15, 0.4), {"meeting": 3, "travels": 1, "paper": 2},
        {"面访": 2, "座谈": 1, "问卷": 1}, "产品类", plans=(1, 3), in_plan=(0.3, 0.9), landlines=(0.0, 0.3), switchboard=True,
        employers="one", sorts={"state": 3, "firm": 1}, left_empty=(0.0, 0.5), fancy=(0.0, 0.05),
    ),
    "oilfield_workers": Recipe(  # Daqing: numbers of the oilfield's plan, landlines of its exchange
        ("石油设备", "矿区服务", "油田化学"), (60, 260), WORKING, (0.25, 0.5), {"paper": 2, "centre": 1, "meeting": 1},
        {"问卷": 1, "面访": 1, "电话": 1}, cities={"大庆市": 1}, plans=(2, 5), in_plan=(0.2, 0.6), landlines=(0.02, 0.2),
        employers="few", sorts={"state": 1}, left_empty=(0.0, 0.6),
    ),
    "drivers": Recipe(  # taxis and lorries
        ("汽车运输", "燃气加注", "轮胎"), (50, 260), {1958: 8, 1964: 22, 1970: 30, 1976: 24, 1983: 14}, (0.0, 0.05),
        {"street": 2, "centre": 1, "evenings": 1}, {"面访": 2, "电话": 1, "拦截": 1}, "服务类", fancy=(0.03, 0.1),
        employers="few", left_empty=(0.3, 1.0),
    ),
    "teachers": Recipe(  # schools that buy books and desks; mostly women; numbers of a plan
        ("教学设备", "图书发行", "校服"), (40, 220), {1960: 6, 1967: 18, 1973: 26, 1979: 26, 1985: 18, 1990: 8}, (0.62, 0.85),
        {"link": 1, "paper": 2, "meeting": 1}, {"问卷": 2, "网络": 1, "电话": 1}, "产品类", plans=(0, 3), in_plan=(0.1, 0.5),
        employers="few", sorts={"school": 1}, left_empty=(0.0, 0.3), slack=(0.0, 0.3),
    ),
    "building_owners": Recipe(  # client, supervisor and users of finished buildings
        ("建筑工程", "路桥工程", "安装工程"), (10, 70), WORKING, (0.08, 0.3), {"travels": 3, "meeting": 1},
        {"面访": 3, "电话": 1},
        "建筑工程类", fancy=(0.06, 0.18), landlines=(0.02, 0.25), switchboard=True, employers="few",
        sorts={"site": 3, "office": 1},
        left_empty=(0.0, 0.05),
    ),
    "lift_customers": Recipe(  # lift maintenance: the desks of property firms, landlines, visits by route
        ("电梯", "消防工程", "制冷设备"), (25, 160), WORKING, (0.2, 0.45), {"travels": 2, "sales": 1, "centre": 1},
        CALLS_AND_VISITS, "服务类", landlines=(0.15, 0.5), switchboard=True, employers="many", sorts={"estate": 1},
        left_empty=(0.0, 0.1), slack=(0.0, 0.2),
    ),
    "shopkeepers": Recipe(  # small traders of a brewery or a wholesaler
        ("啤酒", "调味品", "饮料批发"), (60, 320), {1958: 6, 1964: 18, 1970: 26, 1976: 26, 1982: 16, 1988: 8}, (0.4, 0.62),
        {"travels": 3, "centre": 1}, {"面访": 2, "电话": 1}, "产品类", fancy=(0.06, 0.18), families=(0.0, 0.03),
        couples=(0.0, 0.03),
        employers="many", sorts={"small": 1}, left_empty=(0.0, 0.3), slack=(0.0, 0.3),
    ),
    "public_offices": Recipe(  # offices that use software or a printer's work; landlines, a plan
        ("软件", "印务", "办公设备"), (30, 160), WORKING, (0.35, 0.6), {"centre": 1, "travels": 1, "paper": 1},
        CALLS_AND_VISITS, "服务类", plans=(0, 2), in_plan=(0.1, 0.4), landlines=(0.1, 0.45), switchboard=True, employers="many",
        sorts={"office": 1}, left_empty=(0.0, 0.05),
    ),
    "state_farm": Recipe(  # workers of a reclamation farm buy machines: one employer, few blocks, from every province once
        ("农业机械", "化肥", "农药"), (40, 240), {1955: 10, 1962: 22, 1968: 26, 1974: 22, 1981: 14, 1988: 6}, (0.12, 0.35),
        {"meeting": 2, "travels": 2, "paper": 1}, {"面访": 2, "座谈": 1}, "产品类",
        cities={"佳木斯市": 3, "双鸭山市": 2, "鸡西市": 2, "鹤岗市": 1, "齐齐哈尔市": 1, "黑河市": 1}, pool=(6, 25), plans=(0, 2),
        in_plan=(0.1, 0.4), employers="one", sorts={"state": 1}, left_empty=(0.0, 1.0), families=(0.0, 0.04),
    ),
}  # fmt: skip
