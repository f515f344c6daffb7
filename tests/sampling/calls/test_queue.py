"""Who is offered next, and when somebody may be called again: rules one by one, and laws over many rounds."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sampling.calls.outcomes import outcomes
from sampling.calls.queue import SKIP_REASONS, Skip, Waiting, choose, groups_of, in_turn, open_among
from sampling.calls.redial import FIRST_HOUR, LAST_HOUR, called_when, part_of_day, ready_at
from sampling.model import Attempt

MONDAY = datetime(2017, 7, 3, 10, 0)


def tried(*made: tuple[str, str], caller: str = "甲") -> tuple[Attempt, ...]:
    return tuple(Attempt("A#1", number, code, at, caller) for number, (code, at) in enumerate(made, 1))


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        ((("U2", "2017-07-03 10:00"),), "07-03 10:30"),  # engaged: half an hour later
        ((("U1", "2017-07-03 10:00"),), "07-03 13:00"),  # three hours later, and another part of the day
        ((("U1", "2017-07-03 08:00"),), "07-03 12:00"),
        ((("U1", "2017-07-03 19:00"),), "07-04 08:00"),  # nobody is rung at night
        ((("R2", "2017-07-03 10:00"),), "07-04 12:00"),  # another day, and not in the morning again
        ((("D5", "2017-07-07 16:00"),), "07-10 09:00"),  # office hours: Friday afternoon, then Monday
        ((("U1", "2017-07-03 10:00"), ("U1", "2017-07-03 13:00")), "07-04 18:00"),  # never three on one day
        ((("U2", "2017-07-03 10:00"), ("U2", "2017-07-03 10:30")), "07-04 08:00"),
        ((("U1", "2017-07-03 10:00"), ("U1", "2017-07-04 13:00")), "07-04 18:00"),
        ((("U1", "2017-07-03"),), "07-04 08:00"),  # only the day was written: a whole night lies between
        ((("R3", "2017-07-03 10:00"),), "07-03 13:00"),  # an appointment without its hour
    ],
)
def test_when_somebody_may_be_called_again(made: tuple[tuple[str, str], ...], expected: str) -> None:
    at = ready_at(tried(*made))
    assert at is not None
    assert f"{at:%m-%d %H:%M}" == expected


def test_an_appointment_is_kept_to_the_minute_whatever_its_hour() -> None:
    agreed = datetime(2017, 7, 3, 21, 40)
    assert ready_at(tried(("R3", "2017-07-03 10:00")), agreed) == agreed
    assert ready_at(tried(("U1", "2017-07-03 10:00")), agreed) != agreed  # an older one counts no longer


def test_who_was_never_called_may_be_called_at_any_time() -> None:
    assert ready_at(()) is None
    assert ready_at(tried(("U1", ""))) is None
    assert ready_at(tried(("X1", "2017-07-03 10:00"))) is None


codes_again = st.sampled_from(
    [code for code, item in outcomes().items() if item.again == "yes" and item.when != "any"]
)
hours = st.datetimes(datetime(2017, 7, 3, FIRST_HOUR), datetime(2017, 7, 9, 20))


@given(codes_again, codes_again, hours, st.integers(0, 72))
def test_three_attempts_never_fall_on_one_day(one: str, two: str, start: datetime, later: int) -> None:
    first = Attempt("A#1", 1, one, f"{start:%Y-%m-%d %H:%M}", "甲")
    again = ready_at((first,))
    assert again is not None
    second_at = again + timedelta(hours=later)
    if not FIRST_HOUR <= second_at.hour < LAST_HOUR:
        second_at = again
    second = Attempt("A#1", 2, two, f"{second_at:%Y-%m-%d %H:%M}", "甲")
    third = ready_at((first, second))
    known = [called_when(attempt) for attempt in (first, second)]
    assert third is not None
    assert None not in known
    assert len({at.date() for at in (*known, third) if at}) > 1
    assert third > second_at
    assert FIRST_HOUR <= third.hour < LAST_HOUR
    if "U2" not in (one, two):
        assert part_of_day(third) not in {part_of_day(at) for at in known if at} or len(
            {part_of_day(at) for at in known if at}
        ) == 3 or outcomes()[two].when == "office_hours"  # fmt: skip


def test_the_queue_takes_one_of_each_dossier_in_turn() -> None:
    assert in_turn([["A1", "A2", "A3"], ["B1"], ["C1", "C2"]]) == ("A1", "B1", "C1", "A2", "C2", "A3")
    assert in_turn([]) == ()


def test_people_who_share_a_number_over_others_are_one_group() -> None:
    groups = groups_of({"a": ("1", "2"), "b": ("3",), "c": ("2", "4"), "d": ("4",), "e": ()})
    assert groups["a"] == groups["c"] == groups["d"]
    assert len({groups["a"], groups["b"], groups["e"]}) == 3


@given(st.lists(st.lists(st.integers(0, 8), max_size=3), max_size=12))
def test_groups_are_the_connected_parts(numbers: list[list[int]]) -> None:
    phones = {str(at): [str(n) for n in mine] for at, mine in enumerate(numbers)}
    groups = groups_of(phones)
    for one, mine in phones.items():
        for other, theirs in phones.items():
            if set(mine) & set(theirs):
                assert groups[one] == groups[other]
    # Never more in one than numbers can tie: each group is reached from any of its people.
    for group in set(groups.values()):
        people = [row for row in phones if groups[row] == group]
        reached, fresh = {people[0]}, [people[0]]
        while fresh:
            at = fresh.pop()
            near = {row for row in people if set(phones[row]) & set(phones[at])} - reached
            reached |= near
            fresh += near
        assert reached == set(people)


PRESENT = ("甲", "乙")
skips = st.builds(
    Skip, st.sampled_from(PRESENT), st.sampled_from(list(SKIP_REASONS)), st.just(MONDAY - timedelta(hours=1))
)
made = st.lists(
    st.tuples(
        st.sampled_from(["V1", "N1", "U1", "U2", "R3", "D2"]),
        st.sampled_from(["2017-07-02 10:00", "2017-07-03 09:00"]),
    ),
    max_size=3,
)


@st.composite
def rounds(draw: st.DrawFn) -> list[Waiting]:
    found = []
    for at in range(draw(st.integers(0, 12))):
        caller = draw(st.sampled_from((*PRESENT, "丙")))
        attempts = tuple(
            Attempt(f"A#{at}", n, code, when, caller) for n, (code, when) in enumerate(draw(made), 1)
        )
        agreed = draw(st.none() | st.just(MONDAY) | st.just(MONDAY + timedelta(days=1)))
        held = draw(st.sampled_from(("", "", "", "乙")))
        skipped = tuple(draw(st.lists(skips, max_size=2)))
        found.append(Waiting(f"A#{at}", draw(st.integers(0, 6)), attempts, agreed, skipped, held))
    return found


@given(rounds(), st.sets(st.integers(0, 11)), st.sets(st.integers(0, 11)))
def test_laws_of_the_queue(everybody: list[Waiting], on_lists: set[int], by_reviewer: set[int]) -> None:
    listed, settled = {f"A#{at}" for at in on_lists}, {f"A#{at}" for at in by_reviewer}
    choice = choose(everybody, "甲", MONDAY, present=PRESENT, listed=listed, settled=settled)
    still = open_among(everybody, settled)
    assert choice.row is None or sum(choice.passed.values()) < len(everybody)
    assert choice.row is not None or sum(choice.passed.values()) == len(everybody)
    if choice.row is not None:
        who = next(who for who in everybody if who.row == choice.row)
        assert who.row in still - listed
        assert not any(other.group == who.group and other.held_by for other in everybody)
        assert not any(skip.caller == "甲" and SKIP_REASONS[skip.reason][0] is None for skip in who.skips)
        ready = ready_at(who.attempts, who.agreed)
        assert ready is None or ready <= MONDAY + timedelta(minutes=5)
