"""What an outcome counts for, and from counts to a proposed judgement."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from sampling.calls.outcomes import counts_for, outcomes
from sampling.design.plan import round_plan, single_plan, two_stage_plan
from sampling.draw.minutes import draw_minutes, grouped, seal_minutes
from sampling.draw.record import record
from sampling.errors import SamplingError
from sampling.judge import estimate, judge
from sampling.model import BAD, EXTEND, FAIL, HIGH, LOW, MORE, PASS, UNRESOLVED, Counts
from sampling.recompute import command
from tests.sampling.helpers import small_seal

ROOT = Path(__file__).parents[3]


def test_what_each_code_counts_for():
    by_kind = {
        "V": "confirmed",
        "N": "bad",
        "R": "unresolved",
        "U": "unresolved",
        "L": "unresolved",
        "X": "unresolved",
    }
    for code in outcomes():
        if code == "V4":  # does not remember: no answer, and no fault
            assert counts_for(code) == counts_for(code, BAD) == UNRESOLVED
        elif code[0] != "D":
            assert counts_for(code) == counts_for(code, BAD) == by_kind[code[0]]
        else:
            assert (counts_for(code), counts_for(code, BAD)) == (UNRESOLVED, BAD)


@pytest.mark.parametrize(
    ("code", "rule", "wanted"), [("V9", UNRESOLVED, "outcome_unknown"), ("V1", "no", "dead_rule")]
)
def test_unknown_codes_and_rules(code, rule, wanted):
    with pytest.raises(SamplingError) as caught:
        counts_for(code, rule)
    assert caught.value.code == wanted


@pytest.mark.parametrize(
    ("counts", "findings", "proven", "decision", "judgement"),
    [
        (Counts(23, 0), (), 0, PASS, HIGH),
        (Counts(23, 0), (("DC01", "roster.2"),), 0, PASS, MORE),
        (Counts(23, 0, 1), (), 0, EXTEND, MORE),
        (Counts(23, 12), (), 0, FAIL, LOW),
        (Counts(23, 12), (("DC01", "roster.2"),), 0, FAIL, LOW),
        (Counts(23, 0), (), 10, PASS, HIGH),
        (Counts(23, 0), (), 11, PASS, LOW),
        (Counts(23, 0, 20), (), 11, EXTEND, LOW),
    ],
)
def test_the_table_from_bounds_to_judgement(counts, findings, proven, decision, judgement):
    proposal = judge("哈测-001", estimate(single_plan(100), counts), findings, proven)
    assert (proposal.decision, proposal.judgement) == (decision, judgement)
    assert all(ground.clause for ground in proposal.grounds)
    assert proposal.grounds[0].code == decision
    assert [ground.code for ground in proposal.grounds if ground.kind == "finding"] == [
        c for c, _ in findings
    ]


def test_rows_called_for_suspicion_only_move_the_outer_edges():
    plan = single_plan(100)
    plain = estimate(plan, Counts(23, 2))
    more_bad = estimate(plan, Counts(23, 2), known_bad=9)
    more_good = estimate(plan, Counts(23, 2), known_good=70)
    assert (more_bad.lower, more_bad.upper, more_bad.decision) == (11, plain.upper, FAIL)
    assert (more_good.lower, more_good.upper) == (plain.lower, 100 - 21 - 70)


def test_a_stage_two_that_was_drawn_is_not_hidden_by_a_stage_one_cleared_up_later():
    plan = two_stage_plan(100)
    assert estimate(plan, Counts(25, 0, 1)).decision == EXTEND
    assert estimate(plan, Counts(25, 0)).decision == PASS
    assert estimate(plan, Counts(25, 0), Counts(26, 2)).decision == PASS
    assert estimate(plan, Counts(25, 0), Counts(26, 3)).decision == EXTEND
    assert estimate(plan, Counts(25, 0), Counts(26, 15)).decision == FAIL


def test_a_bad_roster_can_fail_at_stage_two():
    plan = two_stage_plan(100)
    assert estimate(plan, Counts(25, 4)).decision == EXTEND
    assert estimate(plan, Counts(25, 4), Counts(26, 7)).decision == FAIL


def test_found_bad_among_the_targeted_tightens_stage_one_but_stage_two_can_still_pass():
    plan = round_plan(100, targeted=10)
    spoiled = Counts(10, 3)
    assert estimate(plan, Counts(plan.n1, 0), None, Counts(10, 0)).decision == PASS
    assert estimate(plan, Counts(plan.n1, 0), None, spoiled).decision == EXTEND
    assert estimate(plan, Counts(plan.n1, 0), Counts(plan.n2, 0), spoiled).decision == PASS


def test_the_command_that_recomputes():
    plan = two_stage_plan(100)
    words = command(estimate(plan, Counts(25, 1, 1), Counts(26, 0, 2)), plan)
    assert words == (
        "hefang bounds --population 100 --sample 25 --bad 1 --unresolved 1 --stage-two 0/26/2 --second 0/2"
    )


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_minutes_say_what_has_to_be_said(lang):
    seal = small_seal()
    text = seal_minutes(seal, lang, "2017-07-01 09:00")
    for words in (
        grouped(seal.seal_sha256),
        "hefang draw --seal seal.json",
        "hefang replay",
        "verifier.html",
        "20",
    ):
        assert words in text
    for sealed in seal.dossiers:
        assert sealed.id in text
        assert str(sealed.plan.n2) in text
    seeds = ["31415926535897932384"]
    drawn = record(seal, seeds)
    shown = draw_minutes(drawn, lang)
    assert seeds[0] in shown
    assert grouped(drawn["h0"][0]) in shown
    assert all(row in shown for item in drawn["dossiers"] for row in item["sample"])
    again = record(seal, ["2"], json.dumps(drawn), reason="骰子落地")
    assert "骰子落地" in draw_minutes(again, lang)
    assert "{" not in text + shown


def test_planning_drawing_and_judging_need_no_pandas():
    code = (
        "import sys; from sampling import judge; from sampling.calls import outcomes;"
        "from sampling.design import plan; from sampling.draw import tickets, seal, record, minutes, verifier;"
        "plan.two_stage_plan(100); plan.silent_plan(100); print([m for m in ('pandas', 'numpy', 'scipy') if m in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
