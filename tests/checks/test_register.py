"""The register as people fill it in: thousands are read, and what cannot be read is said to be given."""

from __future__ import annotations

from datetime import date

import pytest

from tests.checks.examples import batch_of, lines
from verify import register
from verify.check import materialise, skip_words
from verify.checks import BY_CODE
from verify.intake.roster import RosterTable
from verify.register import UNREAD
from verify.settings import Settings

WINDOW = (date(2016, 12, 1), date(2017, 6, 20))


def read(**cells):
    table = RosterTable("申报登记表.xlsx", "", ("企业名称", *cells), (2,), (("松江纸业", *cells.values()),))
    return register.read([table], WINDOW)


@pytest.mark.parametrize(
    "text",
    [
        "1200",
        "1,200",
        "1，200",
        "１，２００",
        "1 200",
        "1,200份",
        "1200.0",
        "1,200.00",
        "共1,200份",
        "合计 1200 份",
        "1'200",
    ],
)
def test_a_number_with_separators_is_read(text):
    found = read(有效问卷数量=text)
    assert found.entries["valid_questionnaires"].tolist() == [1200]
    assert found.doubts == ()


@pytest.mark.parametrize(
    ("heading", "item", "text"),
    [
        ("有效问卷数量", "valid_questionnaires", "约200"),
        ("有效问卷数量", "valid_questionnaires", "200余份"),
        ("有效问卷数量", "valid_questionnaires", "12,00"),
        ("满意度得分", "score", "八十六分"),
        ("调查开始时间", "survey_start", "三月初"),
        ("调查结束时间", "survey_end", "2017-02-30"),
    ],
)
def test_what_cannot_be_read_is_a_doubt_with_its_place(heading, item, text):
    found = read(**{heading: text})
    assert found.entries[item].tolist() == [None]
    assert found.doubts == (
        (UNREAD, {"entry": "0", "file": "申报登记表.xlsx", "row": "2", "item": item, "got": text}),
    )
    assert found.unread() == {0: {item: text}}


@pytest.mark.parametrize("text", ["", "-", "无", "待定"])
def test_what_says_nothing_is_not_filled_in(text):
    assert read(有效问卷数量=text).doubts == ()


def test_the_reader_is_told_that_it_was_given():
    example = (
        "dossier  name  @applicant  @category  @agency  @valid_questionnaires  @survey_start  @survey_end  @score\n"
        "A  赵一水  松江纸业  企业类  北岸  约200  2017-03-01  2017-03-31  86\n"
        "B  钱二水  松江乳业  企业类  北岸  _  2017-03-01  2017-03-31  86"
    )
    batch = batch_of(lines(example))
    check = BY_CODE["DC04"]
    given, missing = materialise(batch, check.run(batch, Settings()), check.clause)
    assert "已填写，但无法读取：约200" in check.sentence(given)
    assert "given in the register of declarations, but not readable: 约200" in check.sentence(given, "en")
    assert "没有填写" in check.sentence(missing)
    assert given.clause == missing.clause == ""
    skipped = BY_CODE["RS02"].run(batch, Settings()).skipped
    assert skipped == {"A": "not_readable:valid_questionnaires", "B": "not_declared:valid_questionnaires"}
    assert "无法读取" in skip_words(skipped["A"])
    assert "没有填写" in skip_words(skipped["B"])


def test_a_roster_is_measured_by_a_number_with_separators():
    batch = batch_of(lines("dossier  name  @valid_questionnaires\nA  赵一水  1,200"))
    assert BY_CODE["RS02"].run(batch, Settings()).hits["wanted"].tolist() == [200]
