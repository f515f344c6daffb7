"""DU07 against brute force, and the honest people whom it must leave alone."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import product
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import poisson

from tests.checks.examples import Line, batch_of
from verify import edited
from verify.checks import BY_CODE
from verify.coincidence import ALIKE, ONE, SOUND, TWO, controlled, earlier, holes, in_order, tail
from verify.edited import ComparedPeople, expectations, name_parts
from verify.fields.reading import read, readings
from verify.settings import Settings

SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈", "水火木金土石山川云雨春夏"
names = st.text("王小明强晓铭", min_size=2, max_size=4)
numbers = st.builds(lambda tail: 13900000000 + tail, st.integers(0, 60) | st.sampled_from((10**7, 10**6 + 1)))
people = st.lists(st.tuples(names, numbers), min_size=1, max_size=12, unique=True)


def roster_pair(
    one: list[tuple[str, int]], other: list[tuple[str, int]]
) -> tuple[ComparedPeople, ComparedPeople]:
    """Two rosters with names as the whole batch numbers them."""
    both = [*one, *other]
    parts = name_parts([name for name, _ in both])
    spelt = np.unique([name for name, _ in both], return_inverse=True)[1]
    gaps = np.stack([parts["hole0"], parts["hole1"], parts["hole2"]], axis=1)
    number = np.array([number for _, number in both])

    def part(chosen: slice) -> ComparedPeople:
        return ComparedPeople(
            parts["person"][chosen], spelt[chosen], gaps[chosen], parts["length"][chosen],
            parts["sound"][chosen], number[chosen],
        )  # fmt: skip

    return part(slice(0, len(one))), part(slice(len(one), None))


def same(a: str, b: str) -> bool:
    return sorted(a) == sorted(b)


def alike(a: str, b: str) -> int:
    """1 for the same characters, and 1 more for one other character after the surname: both are counted."""
    apart = [i for i, (x, y) in enumerate(zip(a, b, strict=True)) if x != y] if len(a) == len(b) else []
    return int(same(a, b)) + int(len(a) > 2 and len(apart) == 1 and apart[0] > 0)


def apart(a: int, b: int) -> int:
    return sum(x != y for x, y in zip(str(a), str(b), strict=True))


@given(people, people)
def test_what_chance_gives_is_near_pairs_times_alike_pairs(
    one: list[tuple[str, int]], other: list[tuple[str, int]]
) -> None:
    pairs = list(product(one, other))
    near = {d: sum(apart(m, n) == d for (_, m), (_, n) in pairs) for d in (1, 2)}
    equal = sum(same(a, b) for (a, _), (b, _) in pairs)
    similar = sum(alike(a, b) for (a, _), (b, _) in pairs)
    heard = sum(read(a) == read(b) for (a, _), (b, _) in pairs)
    found = expectations(*roster_pair(one, other))
    assert found[ONE] == pytest.approx(near[1] * equal / len(pairs))
    assert found[TWO] == pytest.approx((near[1] + near[2]) * equal / len(pairs))
    assert found[ALIKE] == pytest.approx(near[1] * similar / len(pairs))
    assert found[SOUND] == pytest.approx(near[1] * heard / len(pairs))


@given(st.integers(0, 40), st.floats(0.001, 30))
def test_the_tail_is_that_of_poisson(count: int, expected: float) -> None:
    if count > expected:
        assert tail(count, expected) == pytest.approx(float(poisson.sf(count - 1, expected)), rel=1e-6)
    else:
        assert tail(count, expected) == 1.0


@given(numbers, numbers)
def test_the_distance_is_counted_in_the_last_eight_digits(one: int, other: int) -> None:
    (found,) = edited.distance(np.array([one]), np.array([other]))
    assert found == apart(one, other)
    (far,) = edited.distance(np.array([one]), np.array([other - 10**8]))
    assert far == 9


def test_a_name_of_two_characters_has_nothing_to_be_alike_by() -> None:
    assert holes("王伟") == ("", "", "")
    assert holes("王小明") == ("王\t明", "王小\t", "")
    assert holes("欧阳小明") == ("欧\t小明", "欧阳\t明", "欧阳小\t")


def test_an_order_is_told_of_eight_people_and_more_and_only_when_it_is_one() -> None:
    assert in_order([(i, 3 * i) for i in range(8)])
    assert not in_order([(i, 3 * i) for i in range(7)])
    assert not in_order([(i, -i) for i in range(50)])
    rng = Random("orders")
    told = sum(in_order([(i, rng.random()) for i in range(20)]) for _ in range(2_000))
    assert told <= 8, "at most one shuffle in a thousand"


def test_false_ones_are_controlled_over_all_that_were_compared() -> None:
    assert controlled([1e-9, 0.5], 10) == [True, False]
    assert controlled([1e-4], 11) == [False], "one of eleven compared: 0.001 / 11"
    assert controlled([1e-4], 10) == [True]
    assert controlled([2e-4, 2e-4], 10) == [True, True], "two of ten: 2 x 0.001 / 10"


def test_whose_dates_are_earlier_is_told_when_nine_of_ten_are() -> None:
    day = [("2017-03-05", "2017-04-05")] * 9
    assert earlier([*day, ("2017-04-06", "2017-03-06")]) == "dates_before"
    assert earlier([(b, a) for a, b in day]) == "dates_after"
    assert earlier([*day, *[("2017-04-06", "2017-03-06")] * 2]) == "dates_mixed"
    assert earlier([("2017-03-05", "2017-03-05")]) == "dates_same"
    assert earlier([("", "2017-03-05")]) == "dates_unknown"


def made(seed: str, count: int) -> list[tuple[str, str]]:
    rng = Random(seed)
    return [
        (
            rng.choice(SURNAMES) + rng.choice(GIVEN) + rng.choice(GIVEN),
            f"139{rng.randrange(10**8):08d}",
        )
        for _ in range(count)
    ]


def changed(number: str, place: int) -> str:
    return number[:place] + str((int(number[place]) + 1) % 10) + number[place + 1 :]


def told(
    rosters: dict[str, list[tuple[str, str]]], applicant: dict[str, str] | None = None
) -> dict[str, list]:
    """Facts of the findings by dossier."""
    rows = [
        Line(
            dossier,
            {"name": n, "contact": c, "@applicant": (applicant or {}).get(dossier, dossier)},
            False,
            "",
        )
        for dossier, roster in rosters.items()
        for n, c in roster
    ]
    hits = BY_CODE["DU07"].run(batch_of(rows), Settings()).hits
    return {d: part.to_dict("records") for d, part in hits.groupby("dossier")} if len(hits) else {}


def test_a_roster_with_a_digit_changed_is_told_in_both_and_in_no_other() -> None:
    first = made("first", 40)
    copy = [(n, changed(c, 3 + at % 8)) for at, (n, c) in enumerate(first[:20])] + made("rest", 20)
    found = told({"甲": first, "乙": copy, "丙": made("third", 40), "丁": made("fourth", 40)})
    assert set(found) == {"甲", "乙"}
    assert found["甲"][0]["people"] == found["乙"][0]["people"] == 20
    assert found["甲"][0]["other"] == "乙"
    assert found["甲"][0]["order_term"] == "same_order"


def test_two_digits_and_a_name_with_one_character_changed_are_told() -> None:
    first = made("first", 40)
    twice = [(n, changed(changed(c, 4), 9)) for n, c in first]
    renamed = [(n[:2] + "福", changed(c, 9)) for n, c in first]
    assert told({"甲": first, "乙": twice})["乙"][0]["kind_term"] == TWO
    assert told({"甲": first, "乙": renamed})["乙"][0]["kind_term"] == ALIKE


LIKE = dict(zip(GIVEN, "税伙牧今吐时闪钏匀与纯吓", strict=True))  # the same readings, other characters


@pytest.mark.parametrize(
    "write",
    [
        lambda name: name[0] + "".join(LIKE[c] for c in name[1:]),
        lambda name: " ".join(readings()[c] for c in name).title(),
    ],
)
def test_names_that_are_written_as_they_are_read_are_told(write: Callable[[str], str]) -> None:
    first = made("first", 40)
    heard = [(write(n), changed(c, 3 + at % 8)) for at, (n, c) in enumerate(first[:6])]
    (facts,) = told({"甲": first, "乙": heard + made("rest", 30)})["乙"]
    assert (facts["kind_term"], facts["people"]) == (SOUND, 6)
    assert not told({"甲": first, "乙": heard[:5] + made("rest", 30)}), "namesakes by ear are met by chance"


def test_people_whose_names_are_read_alike_are_no_more_accused_than_namesakes() -> None:
    first = made("first", 40)
    others = (lambda n: n, lambda n: n[0] + LIKE[n[1]] + LIKE[n[2]], lambda n: "冯三福")
    rows = [
        Line(d, {"name": n, "contact": c, "@applicant": d}, False, "")
        for write in others
        for d, roster in (("甲", first), ("乙", [(write(n), c) for n, c in first[:3]] + made("rest", 60)))
        for n, c in roster
    ]
    size = 40 + 63
    seen = []
    for at in range(3):
        hits = BY_CODE["DU05"].run(batch_of(rows[at * size : (at + 1) * size]), Settings()).hits
        seen.append({(s, t) for s, t in zip(hits["severity"], hits["same_term"], strict=True)})
    assert seen == [{("warn", "same_name")}, {("warn", "read_alike")}, {("fail", "other_name")}]


def test_a_tampered_prefix_is_another_number() -> None:
    first = made("first", 40)
    assert not told({"甲": first, "乙": [(n, "136" + c[3:]) for n, c in first]})


def test_one_or_two_pairs_are_never_told() -> None:
    first = made("first", 200)
    for count in (1, 2):
        copy = [(n, changed(c, 9)) for n, c in first[:count]] + made("rest", 198)
        assert not told({"甲": first, "乙": copy})


def test_two_rosters_of_one_company_are_not_compared() -> None:
    first = made("first", 40)
    copy = [(n, changed(c, 9)) for n, c in first]
    assert not told({"甲": first, "乙": copy}, {"甲": "松江纸业", "乙": "松江纸业"})


def test_customers_whom_two_companies_share_may_have_slips() -> None:
    first = made("first", 200)
    copy = [(n, changed(c, 9) if at in (3, 70, 140) else c) for at, (n, c) in enumerate(first)]
    assert not told({"甲": first, "乙": copy})


def test_siblings_with_neighbouring_numbers_are_not_told() -> None:
    first, other = made("first", 60), made("other", 60)
    for at in range(5):
        name, number = first[at]
        other[at] = (name[:2] + ("福" if name[2] != "福" else "禄"), changed(number, 10))
    assert not told({"甲": first, "乙": other})


def test_colleagues_in_one_block_with_few_surnames_are_not_told() -> None:
    rng = Random("block")
    rosters = {
        who: [
            (f"王{rng.choice(GIVEN)}{rng.choice(GIVEN)}", f"1390451{rng.randrange(1_000):04d}")
            for _ in range(150)
        ]
        for who in "甲乙丙丁"
    }
    assert not told(rosters)


def test_a_farm_of_copies_names_three_others_for_each() -> None:
    first = made("first", 30)
    farm = {f"D{at}": [(n, changed(c, 3 + at % 8)) for n, c in first] for at in range(14)}
    found = told(farm)
    assert set(found) == set(farm)
    assert all(len(others) <= 3 for others in found.values())


def test_facts_are_finite_and_small_enough_to_be_shown() -> None:
    first = made("first", 40)
    copy = [(n, changed(c, 9)) for n, c in first]
    for facts in told({"甲": first, "乙": copy})["乙"]:
        assert math.isfinite(facts["expected"])
        assert 0 < facts["expected"] < 10
