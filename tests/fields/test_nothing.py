"""What a form fills in for an empty answer says nothing in any column: one list for all of them."""

from __future__ import annotations

from datetime import date

import pytest

from verify.fields import contact, employer, mode, name, surveyed
from verify.fields.nothing import NOTHING, says_nothing

WINDOW = date(2016, 12, 1), date(2017, 6, 20)
FILLED_IN = ["(跳过)", "（空白）", "未作答", "待核", "不愿透露", "【未采集】", "N/A", "Skipped", "无。"]


@pytest.mark.parametrize("text", FILLED_IN)
def test_in_each_column(text):
    assert [one.problem for one in contact.clean(text)] == ["missing"]
    assert surveyed.clean(text, WINDOW).problem == "missing"
    assert mode.clean(text).problem == "missing"
    assert employer.clean(text).problem == "private"
    assert name.clean(text).problem == "not_a_name"


@pytest.mark.parametrize("text", ["无锡", "空军", "缺口", "13904510001", "无1", "略阳县", "na1"])
def test_what_only_begins_so_is_something(text):
    assert not says_nothing(text)


def test_the_list_is_in_the_form_in_which_it_is_asked():
    assert {word.lower().strip() for word in NOTHING} == set(NOTHING)
    assert "" not in NOTHING
