"""The minutes that everybody signs are true, word for word, and fit the paper that they are printed on."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from reports.formats.columns import width
from sampling.design.plan import round_plan, silent_plan
from sampling.draw.minutes import seal_minutes
from sampling.draw.seal import make_seal, seal_dossier
from sampling.model import Seal

ROWS = [f"A#{n:04d}" for n in range(2, 102)]
SHA = "70517e" + "0" * 58


def seal(targeted: int = 0, **rules: str) -> Seal:
    given = {"tolerable": "10%", "confidence": "95%", "expected": "2%"}
    plan = silent_plan(100, targeted=targeted, **given, **rules)
    return make_seal([seal_dossier("A", ROWS, SHA, plan, ROWS[:targeted])], "0" * 64, "1.2.3")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("targeted", [0, 5])
def test_they_fit_eighty_columns(lang: str, targeted: int) -> None:
    text = seal_minutes(seal(targeted), lang, "2017-07-01 09:30")
    assert [line for line in text.split("\n") if width(line) > 80] == []


def test_targeted_rows_are_spoken_of_only_where_there_are_any() -> None:
    assert "重点核查" not in seal_minutes(seal())
    text = seal_minutes(seal(5))
    assert "名单、抽样方案和重点核查的行已固定" in text
    assert "另有重点核查 5 人全部回访" in text


def test_not_passing_is_not_called_false() -> None:
    text = seal_minutes(seal())
    assert "没有通过不等于认定“真实性不高”" in text
    assert "认定“真实性不高”须有 99% 的置信水平" in text
    assert not re.search("不再通过|把握|沉默|第.阶段", text)


def test_what_cannot_pass_is_not_read_as_nought() -> None:
    """Where so many silent people rule a pass out, the minutes said that it passes with none found bad."""
    made = seal()
    hopeless = replace(made.dossiers[0].plan, silence_most="5%")
    text = seal_minutes(replace(made, dossiers=(replace(made.dossiers[0], plan=hopeless),)))
    assert re.search(r"\d+ 人未应答时不能通过", text)
    assert "人未应答时查实不真实的不超过" not in text


def test_a_plan_of_the_first_edition_is_read_as_it_is_judged() -> None:
    plan = round_plan(100, tolerable="10%", confidence="95%", expected="2%")
    text = seal_minutes(make_seal([seal_dossier("A", ROWS, SHA, plan)], "0" * 64, "1.0"))
    assert f"不真实与未核实的合计不超过 {plan.accept1} 人的，判为通过；仍不能认定的，重新" in text
    assert "未应答（始终未接通、拒访、未能核实）的一律按不真实计" in text
