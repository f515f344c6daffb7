"""Headings that say whose name or number it is: known by their last word, taken by what they hold, never in silence."""

from __future__ import annotations

import pytest

from tests.intake.grids import grid, only, people, read
from verify.intake.table.habits.endings import guesses, shown

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗"
ASKERS = ("王小调", "李小访")
MADE = {
    "name": lambda n: f"{SURNAMES[n % 20]}{'秀英国强丽华'[n % 6]}",
    "other": lambda n: f"{SURNAMES[-n % 20]}{'建军桂兰玉梅'[n % 6]}",
    "asker": lambda n: ASKERS[n % 2],
    "contact": lambda n: f"139045{10000 + 37 * n}",
    "line": lambda n: f"0451-8797{1000 + 7 * n}",
    "hotline": lambda n: "0451-86666666",
    "order": lambda n: f"2017030500{1000 + n}",
    "card": lambda n: f"23010319{60 + n % 40}0305{1000 + n}",
    "mode": lambda n: ("电话", "面访", "网络")[n % 3],
    "pay": lambda n: ("现金", "微信", "刷卡")[n % 3],
    "day": lambda n: f"2017-03-{n % 28 + 1:02d}",
    "before": lambda n: f"2015-{n % 12 + 1:02d}-11",
    "birth": lambda n: f"19{60 + n % 40}-05-{n % 28 + 1:02d}",
    "firm": lambda n: ("松江电机厂", "哈尔滨市第三中学", "齐齐哈尔铁路局", "个体")[n % 4],
    "applicant": lambda n: "某某供热有限公司",
    "goods": lambda n: ("电视机", "空调", "冰箱")[n % 3],
    "serial": lambda n: str(n),
    "surname": lambda n: SURNAMES[n % 20],
    "given": lambda n: "秀英国强丽华"[n % 6],
    "both": lambda n: f"{SURNAMES[n % 20]}秀/松江电机厂",
    "": lambda n: "",
    "yes": lambda n: ("是", "否")[n % 2],
    "long": lambda n: "对服务很满意，希望以后继续保持，谢谢",
}
FIELD = {
    "serial": "序号",
    "name": "姓名",
    "contact": "联系方式",
    "mode": "调查方式",
    "day": "调查时间",
    "firm": "工作单位",
}


def table(columns, count=12):
    """``columns``: pairs of a heading and what stands below it."""
    heads = [heading for heading, _ in columns]
    return grid([heads, *([MADE[kind](n) for _, kind in columns] for n in range(1, count + 1))])


def form(**others):
    """The form of the notice, some of its headings written otherwise."""
    return [(others.get(kind, heading), kind) for kind, heading in FIELD.items()]


def unclear(result):
    return {
        d.partition(": ")[0]: d.partition(": ")[2]
        for c, d in result.rosters[0].notes
        if c == "columns_unclear"
    }


def taken(result):
    return [d for c, d in result.rosters[0].notes if c == "read_as"]


@pytest.mark.parametrize(
    "heading",
    ["患者姓名", "家属姓名", "病人姓名", "家长姓名", "学生姓名", "车主姓名", "车主", "户主", "户名", "会员姓名", "旅客姓名",
     "农户姓名", "储户姓名", "持卡人", "投保人", "被保险人姓名", "缴费人", "收货人", "司机姓名", "店主姓名", "机主姓名",
     "购买人", "种植户", "就餐人", "寄件人", "业主代表",
     "被采访人", "采访对象", "被测评人", "填写人", "对接人", "购机用户", "2.患者姓名", "车主姓名（必填）", "*家长姓名："],
)  # fmt: skip
def test_a_name_is_a_name_whosever_it_is(heading):
    assert only(table(form(name=heading))).columns["name"] == 1


@pytest.mark.parametrize(
    "heading",
    ["联络电话", "通讯方式", "通讯号码", "通信方式", "车主电话", "患者电话", "家长手机", "会员手机号", "来电号码", "被叫号码",
     "外呼号码", "拨打号码", "致电号码", "有效联系方式", "预留手机号", "注册手机号", "绑定手机", "常用电话", "联系途径"],
)  # fmt: skip
def test_a_number_is_a_number_whosever_it_is(heading):
    assert only(table(form(contact=heading))).columns["contact"] == 2


@pytest.mark.parametrize(
    ("kind", "heading"),
    [
        *(("day", h) for h in ("随访时间", "评价时间", "填表日期", "拨打时间", "外呼时间", "上门时间", "执行日期")),
        *(("mode", h) for h in ("随访方式", "走访方式", "数据来源", "样本来源", "执行方式", "联系形式", "收集方式", "外呼方式")),
        *(("firm", h) for h in ("使用单位", "购货单位", "采购单位", "店名", "学校", "雇主")),
    ],
)  # fmt: skip
def test_days_ways_and_employers_by_their_last_word(kind, heading):
    segment = only(table(form(**{kind: heading})))
    assert segment.columns[{"day": "surveyed", "firm": "employer"}.get(kind, kind)] == list(FIELD).index(kind)


def test_a_heading_of_such_words_alone_is_a_heading():
    rows = form(name="家长姓名", contact="家长电话", mode="外呼方式", day="外呼日期", firm="孩子学校")
    segment = only(table(rows))
    assert segment.columns == {"serial": 0, "name": 1, "contact": 2, "mode": 3, "surveyed": 4, "employer": 5}
    assert len(segment.rows) == 12


def test_such_a_heading_printed_again_is_nobody():
    made = table(form(name="车主姓名", contact="车主电话", day="外呼时间"))
    made.cells.insert(7, list(made.cells[0]))
    made.rows.append(14)
    result = read(made)
    assert len(result.rosters[0].segments[0].rows) == 12
    assert ("repeated_header", "Sheet1!8") in result.rosters[0].notes


def test_it_is_told_what_was_read_by_its_last_word():
    assert taken(read(table(form(name="患者姓名", contact="来电号码")))) == [
        "姓名: B 患者姓名",
        "联系方式: C 来电号码",
    ]
    assert taken(read(table(form()))) == []


@pytest.mark.parametrize(
    ("columns", "right"),
    [
        ([("调查员姓名", "asker"), ("患者姓名", "name"), ("电话", "contact")], {"name": "患者姓名"}),
        ([("姓名", "name"), ("订单号码", "order"), ("车主电话", "contact")], {"contact": "车主电话"}),
        ([("姓名", "name"), ("身份证号码", "card"), ("预留手机号码", "contact")], {"contact": "预留手机号码"}),
        ([("姓名", "name"), ("服务电话", "hotline"), ("车主电话", "contact")], {"contact": "车主电话"}),
        ([("姓名", "name"), ("电话", "contact"), ("出生日期", "birth"), ("外呼时间", "day")], {"surveyed": "外呼时间"}),
        ([("姓名", "name"), ("电话", "contact"), ("购买时间", "before"), ("回访时间", "day")], {"surveyed": "回访时间"}),
        ([("姓名", "name"), ("电话", "contact"), ("入院时间", "before"), ("联系时间", "day")], {"surveyed": "联系时间"}),
        ([("姓名", "name"), ("电话", "contact"), ("支付方式", "pay"), ("执行方式", "mode")], {"mode": "执行方式"}),
        ([("姓名", "name"), ("电话", "contact"), ("了解途径", "mode"), ("外呼方式", "mode")], {"mode": "外呼方式"}),
        ([("紧急联系人", "other"), ("联系人", "name"), ("电话", "contact")], {"name": "联系人"}),
        ([("客户经理", "asker"), ("客户", "name"), ("电话", "contact")], {"name": "客户"}),
        ([("客户经理姓名", "other"), ("车主姓名", "name"), ("电话", "contact")], {"name": "车主姓名"}),
        ([("姓名", "name"), ("经理电话", "line"), ("客户手机", "contact")], {"contact": "客户手机"}),
        ([("姓名", "name"), ("电话", "contact"), ("企业名称", "applicant"), ("使用单位", "firm")], {"employer": "企业名称"}),
        ([("姓名", "name"), ("电话", "contact"), ("销售单位", "firm"), ("使用单位", "firm")], {"employer": "使用单位"}),
        ([("姓名", "name"), ("患者姓名", "other"), ("电话", "contact")], {"name": "姓名"}),
        ([("姓名", "name"), ("电话", "contact"), ("家长电话", "line")], {"contact": "电话"}),
        ([("学生姓名", "other"), ("家长姓名", "name"), ("家长电话", "contact")], {"name": "家长姓名", "contact": "家长电话"}),
        ([("会员", "yes"), ("车主", "name"), ("电话", "contact")], {"name": "车主"}),
    ],
)  # fmt: skip
def test_the_right_one_of_two(columns, right):
    segment = only(
        table(
            [("序号", "serial"), *columns, ("调查方式", "mode"), ("访问日", "day")][
                : None if "surveyed" not in right and "mode" not in right else -2
            ]
        )
    )
    assert {field: segment.headings[field] for field in right} == right


@pytest.mark.parametrize(
    ("columns", "open_", "seen"),
    [
        ([("患者姓名", "name"), ("家属姓名", "other"), ("电话", "contact")], "姓名", "B 患者姓名, C …姓名"),
        ([("姓名", "name"), ("车主电话", "contact"), ("来电号码", "line")], "联系方式", "C 车主电话, D 来电号码"),
        ([("填表人", "name"), ("电话", "contact")], "姓名", "B 填表人"),
        ([("负责人", "name"), ("电话", "contact")], "姓名", "B 负责人"),
        ([("姓名", "name"), ("微号", "contact")], "联系方式", "C …"),
        ([("姓名", "name"), (None, "contact")], "联系方式", "C …"),
        ([("孩子", "name"), ("电话", "contact")], "姓名", "B …"),
        ([("姓名/单位", "both"), ("电话", "contact")], "姓名", "B 姓名/单位"),
    ],
)  # fmt: skip
def test_what_is_not_certain_is_left_open_and_named(columns, open_, seen):
    result = read(table([("序号", "serial"), *columns, ("调查方式", "mode"), ("调查时间", "day")]))
    (roster,) = result.rosters
    assert unclear(result) == {open_: seen}
    assert {"姓名": "name", "联系方式": "contact"}[open_] not in roster.segments[0].columns


@pytest.mark.parametrize(
    ("columns", "missing"),
    [
        ([("调查员姓名", "other"), ("电话", "contact")], "name"),
        ([("产品名称", "goods"), ("电话", "contact")], "name"),
        ([("销售员", "asker"), ("电话", "contact")], "name"),
        ([("随访人", "other"), ("电话", "contact")], "name"),
        ([("来电人", "asker"), ("电话", "contact")], "name"),
        ([("客户代表", "other"), ("电话", "contact")], "name"),
        ([("会员", "yes"), ("电话", "contact")], "name"),
        ([("车主姓名", ""), ("电话", "contact")], "name"),
        ([("姓名", "name"), ("订单号", "order")], "contact"),
        ([("姓名", "name"), ("身份证号", "card")], "contact"),
        ([("姓名", "name"), ("访问员电话", "contact")], "contact"),
        ([("姓名", "name"), ("客服电话", "hotline")], "contact"),
    ],
)  # fmt: skip
def test_what_is_somebody_elses_is_nobodys(columns, missing):
    result = read(table([("序号", "serial"), *columns, ("调查方式", "mode"), ("调查时间", "day")]))
    (roster,) = result.rosters
    assert missing not in roster.segments[0].columns
    assert (unclear(result), taken(result)) == ({}, [])


@pytest.mark.parametrize(
    "text",
    ["您对服务时间是否满意", "Q3您对联系方式满意吗", "请对服务态度评价", "订单号", "出生日期", "购买时间", "调查员姓名",
     "产品名称", "哈尔滨使用中心", "王户主的家", "支付方式", "了解渠道", "姓名", "联系方式", "13904510001", ""],
)  # fmt: skip
def test_no_field_by_its_last_word(text):
    assert guesses(text) == ()


def test_answers_and_lists_of_staff_are_no_rosters():
    staff = [("员工姓名", "name"), ("员工手机", "contact"), ("所在部门", "firm"), ("入职时间", "before")]
    assert read(table(staff)).rosters == ()
    answers = [("学生姓名", "name"), ("家长电话", "contact"), ("您对老师满意吗", "yes"), ("您的意见", "long")]
    assert read(table(answers)).rosters == ()


def test_no_strangers_words_are_shown():
    assert shown("王丽华家长姓名") == "…姓名"
    assert shown("13904510001") == "…"
    assert shown("被访者电话") == "被访者电话"


@pytest.mark.parametrize(
    ("columns", "name", "contact"),
    [
        ([("店名", "firm"), ("负责人", "name"), ("负责人电话", "contact")], "负责人", "负责人电话"),
        ([("建设单位联系人", "name"), ("电话", "contact"), ("监理联系人", "other")], "建设单位联系人", "电话"),
        ([("学生姓名", "other"), ("受访家长姓名", "name"), ("家长联系电话", "contact")], "受访家长姓名", "家长联系电话"),
        ([("学生姓名", "other"), ("家长姓名", "name"), ("家长联系电话", "contact")], "家长姓名", "家长联系电话"),
        ([("姓氏", "surname"), ("名字", "given"), ("电话", "contact")], "姓氏", "电话"),
        ([("姓氏", "surname"), ("名字", "name"), ("电话", "contact")], "姓氏", "电话"),
    ],
)  # fmt: skip
def test_who_speaks_for_the_customer(columns, name, contact):
    segment = only(table([("序号", "serial"), *columns, ("调查方式", "mode"), ("调查时间", "day")]))
    assert (segment.headings["name"], segment.headings["contact"]) == (name, contact)
    assert segment.texts["name"][:2] == ["李英", "张国"] or name != "姓氏"


def test_he_who_is_responsible_for_others_is_left_open():
    alone = [
        ("序号", "serial"),
        ("姓名", "name"),
        ("负责人电话", "contact"),
        ("调查方式", "mode"),
        ("调查时间", "day"),
    ]
    result = read(table(alone))
    assert "contact" not in result.rosters[0].segments[0].columns


def test_an_account_beside_it_does_not_hide_the_number():
    """With 手机 it stands behind the number; with 家长手机 it took the number's place, and whoever left no QQ had no contact."""
    heads = ["序号", "家长姓名", "家长手机", "QQ号", "调查方式", "调查时间", "工作单位"]
    rows = [
        [row[0], row[1], row[2] if n % 3 else "", "" if n % 3 else f"2390{n:04d}", *row[3:]]
        for n, row in enumerate(people(1, 9), 1)
    ]
    segment = only(grid([heads, *rows]))
    assert segment.joined["contact"] == (2, 3)
    assert segment.texts["contact"] == [row[2] or f"QQ {row[3]}" for row in rows]


def test_an_account_alone_stays_the_contact():
    heads = ["序号", "姓名", "订单号", "微信号", "调查方式", "调查时间", "工作单位"]
    rows = [
        [row[0], row[1], f"20170{n:06d}", f"wx_{n:05d}", *row[3:]] for n, row in enumerate(people(1, 9), 1)
    ]
    assert only(grid([heads, *rows])).columns["contact"] == 3
