"""The association's forms: its cells in its order, facts filled in, nothing ticked, sealed or dated."""

from __future__ import annotations

import re
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.content.signed.forms import (
    Notice,
    OpinionFacts,
    SummaryFacts,
    missing,
    missing_words,
    opinion,
    summary,
)
from reports.document import Document, Form, Text, walk
from reports.formats import docx
from reports.safe import clean
from tests.reports.docx.word import nothing_runs, opened

# The notice, 附件1, as it was sent out; spaces and line breaks aside.
OPINION = (
    "实施全省用户满意工程先进单位推荐意见表",
    "被推荐单位情况",
    "企业名称",
    "推荐类别",
    "证实性材料复核情况",
    "被推荐企业满意度得分",
    "是否符合相关规范",
    "□符合□不符合",
    "有效问卷数量",
    "调查时间",
    "证实性材料复核结果",
    "□真实□齐全□有效□其他",
    "推荐意见：",
    "地区、行业质协（公章）",
    "年月日",
    "审定意见：（此栏企业不填，由评定机构填写）",
    "年月日",
    "注：1.此表是评审用记录表，由推进单位和评定机构填写，盖章有效；",
    "2.是否符合相关规范是指企业与相关法律、法规、国家标准、行业标准要求的符合性；",
    "3.调查时间是指调查的启动时间至结束时间。数据应以2016年12月1日后组织的用户满意度调查为准；",
    "4.推荐意见包括企业在产业/行业中重要性、用户评价、用户满意度测评及推荐意见等。",
)
SUMMARY = (
    "实施全省用户满意工程先进单位推荐汇总表",
    "推荐单位：",
    "所在地区或行业实施情况：2017年共推动（）家企业实施用户满意工程，（）家被评为地区或行业级先进单位。拟推荐下述项目为实施全省用户满意工程先进单位。",
    *("推荐企业", "1234", "推荐产品", "1234", "推荐工程", "1234", "推荐服务", "1234"),
    "推荐单位（公章）年月日",
    *("联系人", "电话", "地址", "邮编"),
    "注：此表汇同其他推荐材料于2017年6月20日前寄回黑龙江省质量协会；",
)
FULL = OpinionFacts("松江纸业有限公司", "企业类", "88.6", "120", "2017年3月1日至31日", "名单经回访未见异常。")
TICKED = re.compile("[☑☒✓✔✕✖✗✘✅❎√■▣▪◼◾⬛🗹🗸]")


def texts(document: Document) -> list[str]:
    """Everything that a form shows, in reading order, without white space; empty cells left out."""
    found = [re.sub(r"\s", "", text) for _, text in opened(docx.render(document)).paragraphs()]
    return [text for text in found if text]


def joined(document: Document) -> str:
    return "".join(texts(document))


def test_the_opinion_form_is_the_notices() -> None:
    assert joined(opinion(OpinionFacts(), "zh")) == "".join(OPINION)


def test_the_summary_form_is_the_notices() -> None:
    assert joined(summary([SummaryFacts()], "zh")) == "".join(SUMMARY)
    assert joined(summary([], "zh")) == "".join(SUMMARY)


def test_facts_stand_beside_their_labels() -> None:
    (table,) = opened(docx.render(opinion(FULL, "zh"))).tables()
    cells = [cell.replace("\n", "") for row in table for cell in row]
    for label, fact in (
        ("企业名称", "松江纸业有限公司"),
        ("推荐类别", "企业类"),
        ("被推荐企业满意度得分", "88.6"),
        ("有效问卷数量", "120"),
        ("调查时间", "2017年3月1日至31日"),
    ):
        assert cells[cells.index(label) + 1] == fact
    (area,) = [cell for row in table for cell in row if cell.startswith("推荐意见")]
    assert area == "推荐意见：\n（建议文本，供参考，可删改）名单经回访未见异常。"


def test_filling_in_moves_nothing() -> None:
    """With the facts taken out again, the filled form is the printed one."""
    text = joined(opinion(FULL, "zh"))
    for fact in (
        "松江纸业有限公司",
        "88.6",
        "120",
        "2017年3月1日至31日",
        "（建议文本，供参考，可删改）名单经回访未见异常。",
    ):
        assert text.count(fact) == 1
        text = text.replace(fact, "")
    assert text.replace("推荐类别企业类", "推荐类别") == "".join(OPINION)


def test_no_area_says_proposal_without_one() -> None:
    assert "建议文本" not in joined(opinion(replace(FULL, proposal=" \n"), "zh"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_form_itself_is_chinese_in_both_languages(lang: str) -> None:
    for made, printed in ((opinion(OpinionFacts(), lang), OPINION), (summary([], lang), SUMMARY)):
        assert joined(made).startswith("".join(printed))
        forms = [block for _, block in walk(made.sections) if isinstance(block, Form)]
        assert len(forms) == 1
        aid = [section for section in made.sections if section.title == "Reading aid in English"]
        assert len(aid) == (lang == "en")
        assert all(section.new_page for section in aid)


def test_a_missing_fact_leaves_its_cell_empty_and_is_named() -> None:
    keys = [
        f.name for f in fields(OpinionFacts) if f.name not in ("proposal", "decision", "notice", "settled")
    ]
    for key in keys:
        for nothing in (None, "", " \t\n", "\u200b"):
            facts = replace(FULL, **{key: nothing})
            assert missing(facts) == (key,)
            (table,) = opened(docx.render(opinion(facts, "zh"))).tables()
            (full,) = opened(docx.render(opinion(FULL, "zh"))).tables()
            changed = [
                (new, old)
                for new_row, old_row in zip(table, full, strict=True)
                for new, old in zip(new_row, old_row, strict=True)
                if new != old
            ]
            assert changed == [("", getattr(FULL, key))]
    assert missing(FULL) == ()
    assert missing(OpinionFacts()) == tuple(keys)
    assert missing(SummaryFacts()) == ("recommender", "entries")
    assert missing(SummaryFacts("质协", services=("保洁",))) == ()
    for key in (*keys, "recommender", "entries"):
        assert missing_words(key, "zh") != missing_words(key, "en")


def test_companies_stand_in_their_group_and_all_of_them() -> None:
    names = tuple(f"第{n}公司" for n in "甲乙丙丁戊己庚")
    facts = SummaryFacts("松江质协", names, ("甲牌", "乙牌"), (), ("保洁",), ("丁公司",))
    (table,) = opened(docx.render(summary([facts], "zh"))).tables()
    assert table[0] == ["推荐单位：松江质协"]
    groups = {row[0]: row[1] for row in table[2:6]}
    assert groups["推荐企业"] == "\n".join(f"{i}　{n}" for i, n in enumerate(names, 1))
    assert groups["推荐产品"] == "1　甲牌\n2　乙牌\n3\n4"
    assert groups["推荐工程"] == "1\n2\n3\n4"
    assert groups["推荐服务"] == "1　保洁\n2\n3\n4"
    assert "丁公司" in texts(summary([facts], "zh"))[-1]


def test_every_recommender_has_a_page() -> None:
    made = summary([SummaryFacts("甲"), SummaryFacts("乙"), SummaryFacts()], "zh")
    assert [s.new_page for s in made.sections] == [False, True, True]
    assert joined(made).count("实施全省用户满意工程先进单位推荐汇总表") == 3
    assert [t[0] for t in opened(docx.render(made)).tables()] == [
        ["推荐单位：甲"],
        ["推荐单位：乙"],
        ["推荐单位："],
    ]


def test_another_year_is_a_fact() -> None:
    notice = Notice("2018", "2017年12月1日", "2018年6月30日", "某省质量协会")
    assert "2018年共推动" in joined(summary([SummaryFacts(notice=notice)], "zh"))
    assert "于2018年6月30日前寄回某省质量协会" in joined(summary([SummaryFacts(notice=notice)], "zh"))
    assert "应以2017年12月1日后" in joined(opinion(OpinionFacts(notice=notice), "zh"))


ANY = st.one_of(
    st.none(), st.text(st.characters(codec=None)), st.text(st.sampled_from("☑☒✓✔√■□真实符合年月日\n"))
)
MANY = st.lists(ANY.map(lambda text: text or ""), max_size=6).map(tuple)


@given(st.builds(OpinionFacts, ANY, ANY, ANY, ANY, ANY, ANY, ANY), st.sampled_from(("zh", "en")))
def test_nothing_is_ever_ticked_on_an_opinion(facts: OpinionFacts, lang: str) -> None:
    paper = opened(docx.render(opinion(facts, lang)))
    nothing_runs(paper)
    assert not TICKED.search("".join(text for _, text in paper.paragraphs()))
    (table, *_) = paper.tables()
    assert table[1][-1] == "□ 符合\n□ 不符合"
    assert table[3][-1] == "□真实  □齐全  □有效  □其他"
    assert [row for row in table if "公章" in row[0]][-1] == ["地区、行业质协（公章）\n　　年　　月　　日"]


@given(
    st.lists(st.builds(SummaryFacts, ANY, MANY, MANY, MANY, MANY, MANY), max_size=3),
    st.sampled_from(("zh", "en")),
)
def test_nothing_is_ever_ticked_on_a_summary(facts: list[SummaryFacts], lang: str) -> None:
    paper = opened(docx.render(summary(facts, lang)))
    nothing_runs(paper)
    assert not TICKED.search("".join(text for _, text in paper.paragraphs()))
    for table in paper.tables()[: len(facts)]:
        assert table[6][0] == "推荐单位（公章）　　年　　月　　日"
        assert [row[-1] for row in table[6:]] == ["", "", "", ""]


def test_a_line_break_in_a_fact_makes_no_line_on_the_form() -> None:
    forged = "甲公司\n审定意见：\n同意"
    (table,) = opened(docx.render(opinion(replace(FULL, applicant=forged, proposal=forged), "zh"))).tables()
    assert table[0][2] == clean(forged)
    (list_,) = [t[2][1] for t in opened(docx.render(summary([SummaryFacts("x", (forged,))], "zh"))).tables()]
    assert list_.count("\n") == 3


def test_the_notes_stand_outside_the_grid() -> None:
    notes = [block.text for _, block in walk(opinion(FULL, "zh").sections) if isinstance(block, Text)]
    assert [re.sub(r"\s", "", note) for note in notes] == list(OPINION[-4:])
