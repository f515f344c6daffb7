"""A round judged by hand-made outcomes: what each attempt counts for, which rows clash, who is called at all."""

from __future__ import annotations

import pytest

from sampling.called import LEAST_PRIORITY, CalledDossier, seal_rosters
from sampling.calls.dealing import open_rows
from sampling.design.plan import silent_plan, single_plan
from sampling.documents import AGAINST
from sampling.draw.seal import seal_dossier
from sampling.model import BAD, EXTEND, FAIL, HIGH, LOW, MORE, PASS, UNRESOLVED, Attempt, FiledRoster, Plan
from sampling.rounds import (
    Verdict,
    clashing,
    document,
    final_codes,
    judge_round,
    needs_stage_two,
    open_after_the_last_stage,
)

ROWS = tuple(f"甲#{at:04d}" for at in range(2, 102))


def calls(*codes: str, row: str = ROWS[0]) -> list[Attempt]:
    """The attempts of one row, in order; "" is an attempt that was not made."""
    return [Attempt(row, number, code, "", "甲") for number, code in enumerate(codes, 1) if code]


def answered(rows: tuple[str, ...], code: str = "V1") -> list[Attempt]:
    return [Attempt(row, 1, code, "", "甲") for row in rows]


def called(plan: Plan | None = None, targeted: int = 0, *, second: bool = False) -> CalledDossier:
    plan = plan or silent_plan(len(ROWS), targeted=targeted)
    sealed = seal_dossier("甲", list(ROWS), "0" * 64, plan, list(ROWS[:targeted]))
    free = sealed.drawable
    return CalledDossier(sealed, free[: plan.n1], free[plan.n1 : plan.n1 + plan.n2] if second else None)


def judged(item: CalledDossier, attempts: list[Attempt], **more: object) -> Verdict:
    given: dict[str, object] = {"aside": (), "decided": {}, "findings": {}, **more}
    return judge_round([item], attempts, **given)[0]  # type: ignore[arg-type]


# What counts of several attempts --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("codes", "counts"),
    [
        (("U1", "U3", "V1"), "V1"),
        (("V1", "U1"), "V1"),  # whoever was reached stays reached
        (("V1", "U1", "R1"), "V1"),
        (("N2", "U1"), "N2"),
        (("N2", "D1", "R2"), "N2"),
        (("U1", "U3"), "U3"),
        (("U1", "D1"), "D1"),
        (("V1", "N1"), "N1"),  # of two answers the later; whether they clash is another question
        (("U1", "", "V3"), "V3"),
    ],
)
def test_the_last_answer_counts_else_the_last_outcome(codes: tuple[str, ...], counts: str) -> None:
    attempts = calls(*codes)
    assert final_codes(attempts) == {ROWS[0]: counts}
    assert final_codes(attempts[::-1]) == {ROWS[0]: counts}  # by number, not by the order of filing


def test_attempts_of_one_row_say_nothing_of_another() -> None:
    attempts = calls("V1", "U1") + calls("U1", row=ROWS[1])
    assert final_codes(attempts) == {ROWS[0]: "V1", ROWS[1]: "U1"}


def test_an_answer_is_not_lost_in_later_silence() -> None:
    item = called()
    attempts = answered(item.first) + [Attempt(row, 2, "U1", "", "乙") for row in item.first]
    found = judged(item, attempts)
    assert (found.result.first.confirmed, found.result.first.unresolved) == (len(item.first), 0)
    assert found.judgement.judgement == HIGH


# What clashes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("codes", "clash"),
    [
        (("V1", "N1"), True),
        (("N3", "V2"), True),
        (("N3", "U1", "V2"), True),
        (("V1", "V3"), False),
        (("N1", "N2"), False),
        (("U1", "V1"), False),
        (("D1", "N1"), False),
        (("R1", "D4", "V1"), False),
    ],
)
def test_yes_and_no_clash_and_nothing_else_does(codes: tuple[str, ...], clash: bool) -> None:
    attempts = calls(*codes)
    assert clashing(attempts, (), ()) == (frozenset({ROWS[0]}) if clash else frozenset())
    assert clashing(attempts, (), {ROWS[0]}) == frozenset()


def test_a_second_outcome_for_one_attempt_clashes_until_it_is_decided() -> None:
    aside = calls("U1")
    assert clashing(calls("U2"), aside, ()) == {ROWS[0]}
    assert clashing(calls("U2"), aside, (ROWS[0],)) == frozenset()


def test_a_clashing_row_is_unresolved_and_taken_at_its_worst_until_it_is_decided() -> None:
    item = called()
    row, *others = item.first
    attempts = answered(tuple(others)) + calls("V1", "N1", row=row)
    open_ = judged(item, attempts)
    assert open_.contradicting == (row,)
    assert (open_.result.first.bad, open_.result.first.unresolved, open_.result.first.open) == (0, 1, 1)
    silent = judged(item, answered(tuple(others)) + calls("R1", row=row))
    false = judged(item, answered(tuple(others)) + calls("N1", row=row))
    assert open_.result.upper == false.result.upper > silent.result.upper
    cleared = judged(item, attempts, decided={row: "good"})
    assert (cleared.result.first.confirmed, cleared.contradicting) == (len(item.first), ())
    assert (
        cleared.result.first.cleared == 0
    )  # somebody was reached: a decision between two answers is no evidence
    assert judged(item, attempts, decided={row: "bad"}).result.first.bad == 1


# Silence, dead numbers, evidence --------------------------------------------------------------------


@pytest.mark.parametrize("code", ["U1", "R1", "L1", "X1", "D1"])
def test_silence_confirms_nobody_and_denies_nobody(code: str) -> None:
    item = called()
    found = judged(item, answered(item.first, code))
    first = found.result.first
    assert (first.confirmed, first.bad, first.unresolved) == (0, 0, len(item.first))
    assert (found.judgement.decision, found.judgement.judgement) == (EXTEND, MORE)


def test_whom_nobody_called_is_not_silent() -> None:
    """Three times "not called" uses the attempts up; it takes nobody for somebody who does not answer."""
    item = called()
    rows, few = item.first, item.first[:4]
    made = [*answered(rows[4:]), *(Attempt(row, n, "X1", "", "1") for row in few for n in (1, 2, 3))]
    first = judged(item, made).result.first
    assert (first.silent, first.open, first.confirmed) == (0, 4, len(rows) - 4)
    once = [*made[:-1], Attempt(few[-1], 3, "U1", "", "1")]
    assert judged(item, once).result.first.silent == 1


def test_an_answer_after_the_calls_were_over_is_evidence() -> None:
    item = called()
    rows, few = item.first, item.first[:4]
    late = [
        Attempt(row, n, code, "", "1")
        for row, before in zip(few, ("R1", "V4", "D1", "U1"), strict=True)
        for n, code in ((1, before), (2, "V1"))
    ]
    first = judged(item, [*answered(rows[4:]), *late]).result.first
    assert (first.confirmed, first.cleared, first.silent) == (len(rows), 3, 3)  # no answer (U1) ends nothing


def test_a_row_without_any_attempt_is_silent() -> None:
    item = called()
    assert judged(item, []).result.first.unresolved == len(item.first)
    few = judged(item, answered(item.first[:10]))
    assert (few.result.first.confirmed, few.result.first.unresolved) == (10, len(item.first) - 10)


def test_each_silent_row_makes_the_bound_wider_never_narrower() -> None:
    item = called()
    uppers = []
    for silent in range(0, 13, 3):
        rows = item.first
        found = judged(item, answered(rows[silent:]) + answered(rows[:silent], "U1"))
        assert found.result.first.confirmed == len(rows) - silent
        uppers.append(found.result.upper)
    assert uppers == sorted(uppers)
    assert uppers[0] < uppers[-1]


@pytest.mark.parametrize(("rule", "bad"), [(UNRESOLVED, 0), (BAD, 3)])
def test_dead_numbers_count_as_the_seal_says(rule: str, bad: int) -> None:
    item = called(silent_plan(len(ROWS), dead_numbers=rule))
    found = judged(item, answered(item.first[3:]) + answered(item.first[:3], "D1"))
    assert (found.result.first.bad, found.result.first.unresolved) == (bad, 3 - bad)


def test_rows_that_may_be_called_again_are_taken_at_their_worst() -> None:
    item = called()
    attempts = answered(item.first[8:]) + answered(item.first[:8], "U1")
    done, waiting = judged(item, attempts), judged(item, attempts, still_open=item.first[:8])
    assert (done.judgement.decision, waiting.judgement.decision) == (PASS, EXTEND)
    assert (done.open, waiting.open, waiting.result.first.open) == (0, 8, 8)


def test_evidence_for_a_silent_row_is_told_from_an_answer() -> None:
    item = called()
    silent = item.first[:20]
    attempts = answered(item.first[20:]) + answered(silent, "U1")
    by_paper = judged(item, attempts, decided=dict.fromkeys(silent, "good"))
    by_call = judged(item, answered(item.first))
    assert by_paper.result.first.confirmed == by_call.result.first.confirmed
    assert (by_paper.result.first.cleared, by_call.result.first.cleared) == (20, 0)
    before = judged(item, attempts)
    assert by_paper.result.upper == before.result.upper
    assert by_call.judgement.judgement == HIGH
    denied = judged(item, attempts, decided=dict.fromkeys(silent, "bad"))
    assert denied.judgement.judgement == LOW
    assert "--cleared 20" in document(by_paper)["command"]


@pytest.mark.parametrize(
    ("code", "again"),
    [
        ("D5", True),
        ("D2", True),
        ("U1", True),
        ("R2", True),
        ("X1", True),
        ("R1", False),
        ("D1", False),
        ("V1", False),
    ],
)
def test_who_is_called_again(code: str, again: bool) -> None:
    """A switchboard that puts nobody through (D5) is tried again: at another hour somebody else answers it."""
    assert open_rows(ROWS[:1], calls(code)) == (ROWS[:1] if again else ())
    assert open_rows(ROWS[:1], calls(code, code)) == (ROWS[:1] if again else ())
    assert open_rows(ROWS[:1], calls(code, code, code)) == ()
    assert open_rows(ROWS[:1], calls(code), settled=ROWS[:1]) == ()


# The judgement --------------------------------------------------------------------------------------


def test_denials_fail_a_dossier_and_documents_hold_it_back() -> None:
    item = called()
    assert judged(item, answered(item.first, "N1")).judgement.decision == FAIL
    fine = answered(item.first)
    assert judged(item, fine).judgement.judgement == HIGH
    assert judged(item, fine, findings={"甲": (("DC01", "roster.2"),)}).judgement.judgement == MORE
    listed = {"甲": ((AGAINST[0], ROWS[:40]),)}
    assert judged(item, fine, row_findings=listed).judgement.judgement == MORE
    few = {"甲": ((AGAINST[0], ROWS[:3]),)}
    assert judged(item, fine, row_findings=few).judgement.judgement == HIGH


def test_a_call_clears_a_doubtful_number_but_not_a_repetition() -> None:
    item, limit = called(), called().sealed.plan.limit
    rows = item.first[: limit + 1]
    fine = answered(item.first)
    assert judged(item, fine, row_findings={"甲": (("CT04", rows),)}).judgement.judgement == HIGH
    assert judged(item, fine, row_findings={"甲": (("DU02", rows),)}).judgement.judgement == MORE


def test_a_denial_outside_the_sample_counts_against_the_roster_only() -> None:
    item = called()
    outside = [row for row in item.sealed.rows if row not in item.rows][: item.sealed.plan.limit]
    found = judged(item, answered(item.first), decided=dict.fromkeys(outside, "bad"))
    assert found.beyond == (item.sealed.plan.limit, 0)
    assert found.result.first.bad == 0
    assert found.judgement.judgement == LOW


def test_what_is_open_gets_stage_two_and_then_only_evidence() -> None:
    item, whole = called(), called(second=True)
    one = judged(item, answered(item.first, "U1"))
    two = judged(whole, answered(whole.rows, "U1"))
    passed = judged(item, answered(item.first))
    single = judged(called(single_plan(len(ROWS))), [])
    found = (one, two, passed, single)
    assert [len(needs_stage_two([v])) for v in found] == [1, 0, 0, 0]
    assert [len(open_after_the_last_stage([v])) for v in found] == [0, 1, 0, 1]


# Targets --------------------------------------------------------------------------------------------


def sealed_targets(priority: tuple[float, ...], share: str) -> tuple[str, ...]:
    rows = tuple((row, f"某{at}", "", "", "", "", "") for at, row in enumerate(ROWS[: len(priority)]))
    seal = seal_rosters(
        [FiledRoster("甲", rows, priority)], "1.0", share,
        tolerable="10%", confidence="95%", expected="2%", settings_sha256="0" * 64,
    )  # fmt: skip
    return seal.dossiers[0].targeted


def test_only_rows_above_the_threshold_are_targeted_the_worst_first_up_to_the_share() -> None:
    calm = (0.0,) * 57
    assert sealed_targets((0.4, LEAST_PRIORITY - 0.001, 0.1, *calm), "10%") == ()
    assert set(sealed_targets((0.4, LEAST_PRIORITY, 0.9, *calm), "10%")) == {ROWS[1], ROWS[2]}
    assert set(sealed_targets((0.6, 0.7, 0.8, 0.9, *calm[1:]), "5%")) == {ROWS[1], ROWS[2], ROWS[3]}
    assert sealed_targets((0.9,) * 60, "0%") == ()


def test_targeted_rows_are_called_in_full_and_never_pooled() -> None:
    item = called(targeted=6)
    assert item.rows[:6] == ROWS[:6]
    assert not set(item.first) & set(ROWS[:6])
    found = judged(item, answered(ROWS[:2], "N1") + answered(ROWS[2:6]) + answered(item.first))
    assert (found.result.targeted.bad, found.result.targeted.confirmed, found.result.first.bad) == (2, 4, 0)
    clean = judged(item, answered(ROWS[:6]) + answered(item.first))
    assert found.result.upper > clean.result.upper
    assert found.result.first == clean.result.first
