"""What page one and the opinion form say stands against a list: by kind, in words, and nothing that contradicts."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from phrases import has
from reports.content.bound import bound_short, bound_words, case, closing_words
from reports.content.grounds import GroundKind, kinds
from reports.content.material import Context, Material, gather
from reports.content.round import Course
from reports.content.signed.filled import opinion_facts
from reports.content.signed.forms import opinion
from reports.content.signed.opinion import decision, recommendation
from reports.content.verdict import GROUNDS, grounds, proposal
from reports.document import Form
from tests.checks.examples import run
from tests.reports.courses import TOTAL, context, course, verdict_of
from tests.reports.rounds import MADE, MASKS, material, settings_facts
from verify.check import Check
from verify.checks import ALL, BY_CODE
from verify.model import FAIL, NOTE, WARN, Review
from verify.settings import Settings

GOLDEN = Path(__file__).parent / "golden"
TITLES = {code: check.title[0] for code, check in BY_CODE.items()}


@cache
def found_by(check: Check, lang: str) -> tuple[tuple[str, GroundKind], ...]:
    """What one check says of its own running example, as kinds: (dossier, kind)."""
    _, _, batch = run(check)
    review = Review(batch, (check.run(batch, Settings()),), {}, pd.Series(0.0), Settings(), "1")
    made = gather(
        review,
        BY_CODE,
        settings=settings_facts(),
        unreadable=(),
        passed_over=(),
        masks=MASKS,
        made=MADE,
        lang=lang,
    )
    return tuple(
        (line.id, kind)
        for line in made.lines
        for severity in (FAIL, WARN, NOTE)
        for kind in kinds(made, line, lang, severity)
    )


def sentences(lang: str) -> str:
    """Page one's and the opinion's sentence for every check."""
    found = [f"{c.code} {id}: {kind.cited(lang)}" for c in ALL for id, kind in found_by(c, lang)]
    return "\n".join(dict.fromkeys(found)) + "\n"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_ground_of_the_catalogue_in_a_sentence(lang: str) -> None:
    text = sentences(lang)
    assert {line.split()[0] for line in text.splitlines()} == set(BY_CODE)
    path = GOLDEN / f"grounds.{lang}.txt"
    if os.environ.get("HEFANG_RENEW_GOLDEN"):
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8")


def test_no_code_stands_in_a_ground() -> None:
    for line in sentences("zh").splitlines():
        code, _, words = line.partition(": ")
        assert code.split()[0] not in words
        assert not re.search(r"第[\d、]+行：", words), "a kind is said of all its rows, not of one"


def test_a_check_about_rows_has_words_of_its_own() -> None:
    for check in ALL:
        for _, kind in found_by(check, "zh"):
            assert not kind.people or has(f"ground.{kind.code}"), kind.code


# Page one -----------------------------------------------------------------------------------------


def line_of(made: Material, dossier: str = "HLJ-01") -> Any:
    return next(line for line in made.lines if line.id == dossier)


def test_grounds_are_few_the_gravest_first_and_the_rest_is_named() -> None:
    made = material()
    table = grounds(made, line_of(made))
    assert len(table.rows) == GROUNDS + 1
    words = [row[1].text for row in table.rows]
    assert words[0] == "名单只有5人，申报有效问卷6份，应提供6人"
    people = [int(match[0]) for text in words[1:-1] if (match := re.match(r"\d+", text))]
    assert people == sorted(people, reverse=True)
    assert words[-1].startswith("其余见“发现的问题”：与条款不符另")
    assert "1人的调查时间早于2016年12月1日" in [k.words for k in kinds(made, line_of(made), "zh")]


def with_course(made: Context, dossier: str, known: Course) -> Context:
    assert made.round is not None
    return replace(made, round=replace(made.round, courses={**made.round.courses, dossier: known}))


def test_a_purged_dossier_still_says_its_grounds() -> None:
    known = replace(course("HLJ-01", 12, 2, "zh"), purged=True)
    made = material(context=with_course(context(), "HLJ-01", known))
    words = [kind.words for kind in kinds(made, line_of(made), "zh")]
    assert "名单人数不足（细节已随个人信息删除）" in words
    assert not any("{" in text or "–" in text for text in words)


# What is open -------------------------------------------------------------------------------------


@cache
def said(bad: int, silent: int, findings: tuple[tuple[str, str], ...] = ()) -> dict[str, Any]:
    found = course("HLJ-02", bad, silent, "zh", findings=findings).proposal
    assert found is not None
    return dict(found)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("bad", "silent"), [(b, s) for b in (0, 1, 3, 5, 7, 12) for s in (0, 4, 9)])
def test_no_bound_contradicts_itself(bad: int, silent: int, lang: str) -> None:
    proposal = said(bad, silent)
    which, limit = case(proposal), proposal["limit"]
    text = bound_words(proposal, lang)
    assert str(limit) in text
    assert ("95%" if which != "fail" else "99%") in text
    if which == "pass":
        assert proposal["upper"] < limit
    elif which == "fail":
        assert proposal["fail_lower"] >= limit
    elif which == "high":  # the level that decides, and the bound at it
        assert proposal["lower"] >= limit > proposal["fail_lower"]
        assert "99%" in text
        assert str(proposal["fail_lower"]) in text
    elif which == "extend":
        assert 0 < proposal["lower"] < limit <= proposal["upper"]
    else:
        assert which == "zero"
        assert proposal["lower"] == 0
        assert "不少于0人" not in text + bound_short(proposal, lang)
    assert ("尚不能认定" in text) == (proposal["decision"] == "extend" and lang == "zh")


def test_eleven_of_ten_is_explained() -> None:
    """The case that a reader took for a contradiction: 11 to 38, ten is too many, and yet open."""
    proposal = {**said(0, 0), "decision": "extend", "lower": 11, "upper": 38, "fail_lower": 9, "limit": 10}
    text = bound_words(proposal, "zh")
    assert "不少于11人、不多于38人（分别为单侧95%的置信水平" in text
    assert "下限虽已达到限值10人" in text
    assert "须有99%的置信水平，按此下限为9人，未达到限值" in text


def closing(known: Course) -> str:
    return closing_words(known, TITLES, "zh")


def test_advice_never_names_a_step_that_was_taken() -> None:
    open_one = course("HLJ-02", 1, 4, "zh")
    assert open_one.proposal is not None
    assert open_one.proposal["decision"] == "extend"
    assert open_one.sealing is not None
    n2 = open_one.sealing.plan["n2"]
    assert f"抽取第二样本{n2}人" in closing(open_one)
    assert "补拨" not in closing(open_one)  # nobody is left to be called
    calling = replace(open_one, proposal={**open_one.proposal, "open": 3})
    assert "补拨还可再拨打的3人" in closing(calling)
    assert "第二样本" not in closing(calling)
    last = replace(open_one, stage="drawn2")
    assert "第二样本" not in closing(last)
    assert "未定4人的原始问卷，或现场核实" in closing(last)
    assert last.proposal is not None
    answered = replace(last, proposal={**last.proposal, "unresolved": 0})
    assert "请评审会决定" in closing(answered)  # nobody's questionnaire could tell more


def test_what_only_documents_settle_asks_for_documents_alone() -> None:
    known = course("HLJ-02", 0, 0, "zh", findings=(("DC06", "filling.2"),))
    assert known.proposal is not None
    assert known.proposal["decision"] == "pass"
    assert closing(known) == "可以定论的办法：请申报企业澄清或更正“产品无型号”。"
    made = material(context=with_course(context(), "HLJ-02", known))
    text = "".join(block.text for block in proposal(made, line_of(made, "HLJ-02")))
    assert "名单或申报材料本身还有问题尚未澄清" in text
    assert "证据不足" not in text


@pytest.mark.parametrize("bad", [0, 12])
def test_what_is_settled_gets_no_advice(bad: int) -> None:
    assert verdict_of("HLJ-02", bad, 0).judgement.judgement in ("high", "low")
    assert closing(course("HLJ-02", bad, 0, "zh")) == ""


# The opinion form ---------------------------------------------------------------------------------


def cells(made: Material, dossier: str) -> tuple[str, str]:
    """推荐意见 and 审定意见 as they are printed."""
    form = next(
        block
        for section in opinion(opinion_facts(made, line_of(made, dossier)), "zh").sections
        for block in section.blocks
        if isinstance(block, Form)
    )
    first, second = (row[0].text for row in form.rows[-2:])
    assert first.startswith("推荐意见：")
    assert second.startswith("审定意见：")
    return first, second


def printed(by: str, **more: Any) -> Material:
    made = material(context=context(), **more)
    return replace(made, settings={**made.settings, "printed_by": by})


def test_who_prints_has_the_text_and_the_other_cell_is_empty() -> None:
    for dossier in ("HLJ-01", "HLJ-02", "HLJ-03"):
        first, second = cells(printed("province"), dossier)
        assert first == "推荐意见："
        decided = dossier == "HLJ-03"  # then it is no proposal any more
        assert ("（建议文本，供参考，可删改）" in second) != decided
        first, second = cells(printed("local"), dossier)
        assert second == "审定意见：\n（此栏企业不填，由评定机构填写）"
        assert ("（建议文本，供参考，可删改）" in first) != decided
        assert not set(first + second) & set("√☑■×△")


def test_the_text_carries_what_was_found_about_rows() -> None:
    made = printed("province")
    text = decision(made, line_of(made))
    assert "2人的号码也见于其他企业的名单（被访者信息登记表注4）" in text
    assert "名单只有5人，申报有效问卷6份，应提供6人（被访者信息登记表注3）" in text
    assert f"被访者名单{TOTAL}人，按封存方案随机抽取25人回访：核实11人，不真实12人，未定2人" in text
    assert "按99%的置信水平推断，信息不真实的不少于28人" in text
    assert "建议审定为“真实性不高”（填报说明7）" in text
    assert recommendation(made, line_of(made)).startswith("经核对被访者信息登记表（5人）：名单只有5人")


def test_after_a_decision_against_the_proposal_its_figures_are_written_and_no_second_conclusion() -> None:
    made = printed("province")
    text = decision(made, line_of(made, "HLJ-03"))
    assert text == (
        "经评审，被访用户名单信息真实性认定为“需补充核查”（填报说明7）。理由：等补充材料（评审人乙评审，2017年7月8日）。"
        "此认定与根据回访提出的建议不同。随机抽取25人回访：核实25人，不真实0人，未定0人。信息不真实的不多于9人，未达到限值11人。"
    )
    assert "真实性高" not in text
    assert "真实性高" not in recommendation(made, line_of(made, "HLJ-03"))


def test_without_a_round_the_local_body_has_its_text_and_the_province_none() -> None:
    made = material()
    assert decision(made, line_of(made)) == ""
    local = replace(made, settings={**made.settings, "printed_by": "local"})
    assert "2人的号码也见于其他企业的名单" in cells(local, "HLJ-01")[0]
    assert "没有发现与条款不符之处" in cells(local, "HLJ-03")[0]
