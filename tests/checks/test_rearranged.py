"""DU08: a roster in another order is told, and people whom two companies share are not."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from tests.checks.examples import Line, batch_of
from tests.checks.test_edited import made
from verify.checks import BY_CODE
from verify.settings import Settings

Person = tuple[str, str, str]  # name, mobile, day


def dated(seed: str, count: int, days: int = 20) -> list[Person]:
    rng = Random(f"days/{seed}")
    first = date(2017, 3, 1)
    return [(n, c, (first + timedelta(days=rng.randrange(days))).isoformat()) for n, c in made(seed, count)]


def later(people: list[Person], days: int) -> list[Person]:
    return [(n, c, (date.fromisoformat(d) + timedelta(days=days)).isoformat()) for n, c, d in people]


def told(rosters: dict[str, list[Person]]) -> dict[str, list]:
    rows = [
        Line(dossier, {"name": n, "contact": c, "surveyed": d, "@applicant": dossier}, False, "")
        for dossier, roster in rosters.items()
        for n, c, d in roster
    ]
    hits = BY_CODE["DU08"].run(batch_of(rows), Settings()).hits
    return {d: part.to_dict("records") for d, part in hits.groupby("dossier")} if len(hits) else {}


def test_names_and_numbers_recombined_are_told_in_both() -> None:
    first = dated("first", 60)
    rng = Random("recombine")
    names = [n for n, _, _ in first[:40]]
    rng.shuffle(names)
    mixed = [(name, c, d) for name, (_, c, d) in zip(names, first[:40], strict=True)]
    found = told({"甲": first, "乙": [*mixed, *dated("rest", 20)], "丙": dated("third", 60)})
    assert set(found) == {"甲", "乙"}
    assert found["乙"][0]["manner_term"] == "recombined"
    assert found["乙"][0]["people"] >= 35, "a shuffle leaves hardly anybody where he was"


def test_dates_moved_by_a_constant_are_told_with_their_direction() -> None:
    first = dated("first", 40)
    found = told({"甲": first, "乙": [*later(first[:20], 31), *dated("rest", 20)]})
    assert [facts["manner_term"] for facts in found["甲"]] == ["moved_later"]
    assert [facts["manner_term"] for facts in found["乙"]] == ["moved_earlier"]
    assert found["甲"][0]["days"] == 31
    back = told({"甲": later(first[:20], 31), "乙": first})
    assert back["甲"][0]["manner_term"] == "moved_earlier"


def test_customers_of_two_companies_asked_on_days_of_their_own_are_not_told() -> None:
    first = dated("first", 60)
    rng = Random("own days")
    again = [(n, c, (date(2017, 4, 1) + timedelta(days=rng.randrange(20))).isoformat()) for n, c, _ in first]
    assert not told({"甲": first, "乙": again})


def test_one_day_for_everybody_gives_no_order_away() -> None:
    first = dated("first", 60, days=1)
    assert not told({"甲": first, "乙": later(first, 31)})


def test_the_same_survey_for_two_companies_on_the_same_days_is_left_to_others() -> None:
    first = dated("first", 60)
    assert not told({"甲": first, "乙": first})


def test_few_people_are_never_told() -> None:
    first = dated("first", 60)
    assert not told({"甲": first, "乙": [*later(first[:7], 31), *dated("rest", 50)]})


def test_households_that_share_a_telephone_are_not_recombined() -> None:
    first = dated("first", 60)
    wives = [(n[:1] + "春兰", c, d) for n, c, d in first[:10]]
    assert not told({"甲": first, "乙": [*wives, *dated("rest", 50)], "丙": dated("third", 60)})
