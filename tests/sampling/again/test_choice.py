"""Who is called again: by dice, by caller, nobody twice; and anybody can choose again."""

from __future__ import annotations

import json

import pytest

from sampling.again.choice import by_caller, choose, differences, drawn_rows, reached_by, size_of, turn
from sampling.draw.tickets import tickets
from sampling.errors import SamplingError
from sampling.model import Attempt

SEED, FRESH = "31415926535897932384", "27182818284590452353"
REACHED = {"1": tuple(f"A#{at:04d}" for at in range(40)), "2": tuple(f"B#{at:04d}" for at in range(8))}


def test_whoever_answered_last_is_the_callers() -> None:
    attempts = [
        Attempt("A#1", 1, "U1", "", "1"), Attempt("A#1", 2, "V1", "", "2"), Attempt("A#2", 1, "N1", "", "1"),
        Attempt("A#3", 1, "R1", "", "1"), Attempt("A#4", 1, "V4", "", "10"), Attempt("A#5", 1, "V1", "", "1"),
    ]  # fmt: skip
    rows = ("A#4", "A#3", "A#2", "A#1")
    # A#3 refused: nobody answered. A#5 is not of the round.
    assert reached_by(attempts, rows) == {"1": ("A#2",), "2": ("A#1",), "10": ("A#4",)}


@pytest.mark.parametrize(("fresh", "size"), [(0, 0), (2, 2), (8, 3), (30, 3), (31, 4), (60, 6), (61, 7)])
def test_the_share_is_rounded_up_and_has_a_least(fresh: int, size: int) -> None:
    assert size_of(fresh, "10%", 3) == size


def test_the_first_tickets_are_drawn() -> None:
    made = choose(SEED, REACHED, (), "10%", 3)
    for caller, part in by_caller(made).items():
        order = [ticket.row for ticket in tickets(SEED, REACHED[caller])]
        assert part["drawn"] == order[: size_of(len(REACHED[caller]), "10%", 3)]
    assert len(turn([made])) == 4 + 3
    assert choose(SEED, REACHED, (), "10%", 3) == made


def test_a_further_draw_takes_nobody_twice_and_adds_no_share_of_those_it_knows() -> None:
    first = choose(SEED, REACHED, (), "10%", 3)
    with pytest.raises(SamplingError) as error:
        choose(FRESH, REACHED, (first,), "10%", 3)
    assert error.value.code == "again_nothing"
    more = {**REACHED, "2": (*REACHED["2"], *(f"C#{at}" for at in range(20)))}
    second = choose(FRESH, more, (first,), "10%", 3, {"1": 5})
    sizes = {caller: len(part["drawn"]) for caller, part in by_caller(second).items()}
    assert sizes == {"1": 5, "2": 3}
    assert not drawn_rows((first,)) & drawn_rows((second,))


def test_anybody_can_choose_again() -> None:
    first = choose(SEED, REACHED, (), "10%", 3)
    second = choose(FRESH, REACHED, (first,), "10%", 3, {"1": 5})
    assert differences(first.document) == ()
    assert differences(second.document, (first.document,)) == ()
    document = json.loads(first.document)
    drawn = document["callers"][0]["drawn"]
    other = next(row for row in REACHED["1"] if row not in drawn)
    drawn[0] = other
    assert differences(json.dumps(document)) == ("1 drawn",)
    document = json.loads(first.document)
    document["callers"][1]["drawn"].pop()
    assert differences(json.dumps(document)) == ("2 drawn",)
    document = json.loads(first.document) | {"seed": FRESH}
    assert "h0" in differences(json.dumps(document))
    # Somebody who was drawn before is put into the pool again.
    document = json.loads(second.document)
    document["callers"][0]["reached"].append(by_caller(first)["1"]["drawn"][0])
    assert "1 reached" in differences(json.dumps(document), (first.document,))


def test_names_of_callers_stay_in_the_office() -> None:
    made = choose(SEED, {"王五": REACHED["1"]}, (), "10%", 3)
    assert made.callers == ("王五",)
    assert "王五" not in made.document
