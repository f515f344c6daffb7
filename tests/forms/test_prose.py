"""What lines say: labels with values, and the sentences of a survey report, with what must not be taken from them."""

from __future__ import annotations

from time import process_time

import pytest

from verify.forms.prose import category, pairs, report


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("企业名称（公章）：松江纸业有限公司", {"applicant": "松江纸业有限公司"}),
        ("企 业 名 称：松江纸业有限公司（盖章）", {"applicant": "松江纸业有限公司"}),
        ("企业名称   松江纸业有限公司      （加盖公章）", {"applicant": "松江纸业有限公司"}),
        ("推进单位   大庆市质量协会      （加盖公章）", {"recommender": "大庆市质量协会"}),
        (
            "测评机构：北岸测评中心    有效问卷：186份",
            {"agency": "北岸测评中心", "valid_questionnaires": "186份"},
        ),
        ("承诺企业（盖章）：松江纸业有限公司", {"applicant": "松江纸业有限公司"}),
        ("企业名称（公章）：                       ", {}),
        ("企业名称                     （加盖公章）", {}),
        ("企业名称：________（盖章）", {}),
        ("企业名称（公章）:*****公司", {}),
        ("3. 调查时间是指调查的启动时间至结束时间。", {}),
    ],
)
def test_pairs(line: str, found: dict[str, str]) -> None:
    assert {said.item: said.text for said in pairs(line, "¶1")} == found


def said(*lines: str) -> dict[str, str]:
    return {one.item: one.text for one in report([(line, f"¶{at}") for at, line in enumerate(lines, 1)])}


@pytest.mark.parametrize(
    ("sentence", "item", "text"),
    [
        ("本次调查共发放问卷200份，回收有效问卷186份，有效率93%。", "valid_questionnaires", "186"),
        ("本次测评有效样本量为186个。", "valid_questionnaires", "186"),
        ("共收回186份有效问卷。", "valid_questionnaires", "186"),
        ("有效样本量：１８６份", "valid_questionnaires", "186"),
        ("调查时间：2016年12月14日至2017年3月15日。", "period", "2016年12月14日至2017年3月15日"),
        ("本次调查于2017.3.5-2017.3.28进行。", "period", "2017.3.5-2017.3.28"),
        ("现场调查时间为2017年3月5日至28日，历时三周。", "period", "2017年3月5日至28日"),
        ("用户满意度得分为86.50分。", "score", "86.50"),
        ("经测算，总体满意度为86.5分，比上年用户满意度85.1分提高1.4分。", "score", "86.5"),
        ("顾客满意度指数为86.5分，高于行业平均满意度83.2分。", "score", "86.5"),
        ("受松江纸业有限公司委托，由北岸质量测评有限公司承担本次测评。", "agency", "北岸质量测评有限公司"),
        ("松江纸业有限公司2017年用户满意度测评报告", "applicant", "松江纸业有限公司"),
        ("北岸机械厂ZL50装载机用户满意度测评报告", "applicant", "北岸机械厂"),
        ("松江纸业集团有限公司瓦楞纸产品顾客满意度指数测评分析报告", "applicant", "松江纸业集团有限公司"),
    ],
)
def test_what_a_report_states(sentence: str, item: str, text: str) -> None:
    assert said(sentence) == {item: text}


@pytest.mark.parametrize(
    "sentence",
    [
        "共发放问卷200份。",
        "质量满意度88.2分，服务满意度为85.3分，价格满意度为79分。",
        "上年用户满意度为85.1分。",
        "行业用户满意度为85.1分。",
        "用户满意度应为80分以上。",
        "2016年12月1日后组织的调查有效。",
        "有效问卷率为93%。",
        "松江纸业用户满意度测评报告",
    ],
)
def test_other_numbers_are_not_taken(sentence: str) -> None:
    assert said(sentence) == {}


def test_an_item_that_is_said_in_two_ways_is_left_out() -> None:
    assert said("有效问卷186份。", "其中男性有效问卷80份。") == {}
    assert said("有效问卷186份。", "有效样本量为186个。") == {"valid_questionnaires": "186"}


@pytest.mark.parametrize(
    "line",
    [
        "有效样本" + " " * 30_000 + "x", "企业名称" + " " * 30_000 + "x", "调查时间：" + "2017年3月" * 5_000, "满意度" * 10_000,
        "由" + "公司" * 10_000, "（公章" * 10_000, "企业名称：" * 5_000, "1、" * 10_000, "有效问卷为" * 5_000, "\u3000" * 30_000,
    ],
)  # fmt: skip
def test_long_lines_cost_little(line: str) -> None:
    began = process_time()
    list(pairs(line, "¶1"))
    report([(line, "¶1")])
    category(line, "¶1")
    assert process_time() - began < 1
