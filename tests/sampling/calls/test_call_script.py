"""The script: everything that has to be told is told, nothing leads, nothing is promised that cannot be kept."""

from __future__ import annotations

import re
from datetime import date

import pytest

from phrases import say, texts
from sampling.calls.script import BLANK, HEADING, NOTE, READ, Office, script
from verify.settings import Settings

OFFICE = Office("某省质量协会", "0451-12345678", False, 60, date(2016, 12, 1))


def read_out(office: Office = OFFICE, lang: str = "zh") -> str:
    return "\n".join(p.text for p in script(office, "2017", "3", lang) if p.kind == READ)


def test_what_the_law_asks_to_be_told_is_read_out() -> None:
    """Who calls, why, where the number is from, voluntary, to be stopped, recorded or not, how long, whom to ask."""
    said = read_out()
    for words in (
        "某省质量协会的3号回访员", "参加2017年度用户满意测评的企业报送了调查记录", "登记了这个号码", "抽取一部分核对",
        "是否回答由您决定", "随时可以停止", "本次通话不录音", "60日内", "0451-12345678", "查询、更正或删除", "您愿意回答吗",
        "自2016年12月以来", "号码来自哪家企业",
    ):  # fmt: skip
        assert words in said
    assert "除外" in said  # what the law or an appeal requires is not promised away


def test_recording_is_said_and_asked_for() -> None:
    said = read_out(Office(recorded=True, kept_days=30))
    assert "本次通话录音" in said
    assert "您不同意就不录" in said
    assert "不录音" not in said
    assert BLANK in said  # no telephone was set: a blank to fill in, no number that nobody answers


@pytest.mark.parametrize(
    ("code", "asked"),
    [("N1", "有没有人就哪家企业"), ("N2", "从什么时候起使用"), ("N3", "用过哪家的产品或服务"),
     ("N4", "有没有在这家企业或调查公司工作"), ("N5", "还是别人代答的？事先有没有人告诉您怎么回答"), ("V4", "“记不清”都可以")],
)  # fmt: skip
def test_what_a_code_counts_as_bad_is_asked_in_a_question_that_does_not_lead(code: str, asked: str) -> None:
    assert asked in read_out()


def test_no_question_expects_an_answer() -> None:
    questions = [s for s in re.findall(r"[^。？\n]*？", read_out()) if "愿意" not in s and "方便" not in s]
    assert len(questions) >= 9
    assert not any(
        re.search(r"是您自己作出的吗|对吗|是不是|对不对|没错吧", question) for question in questions
    )


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_instructions_never_share_a_paragraph_with_what_is_read_out(lang: str) -> None:
    made = script(OFFICE, "2017", "1", lang)
    assert {p.kind for p in made} == {HEADING, READ, NOTE}
    for paragraph in made:
        if paragraph.kind == READ:
            assert not re.search(r"[A-Z]\d\b", paragraph.text)  # codes are for the caller
            assert not re.search(r"不要|选 ?R|\bchoose\b", paragraph.text)


def test_the_settings_say_what_the_script_says() -> None:
    defaults = Settings()
    assert (defaults.calls_recorded, defaults.calls_kept_days, defaults.office_phone) == (False, 90, "")
    assert defaults.office_name
    assert say("calls.office") in texts("calls.office")
