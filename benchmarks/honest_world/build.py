"""Honest rosters of a kind: ``dossiers(kind, seed, count)``."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from benchmarks.honest_world import days, draw, numbers, writing
from benchmarks.honest_world.firms import applicant, employer
from benchmarks.honest_world.given import MEN, WOMEN, given
from benchmarks.honest_world.kinds_homes import HOMES
from benchmarks.honest_world.kinds_work import WORK
from benchmarks.honest_world.nouns import Dose, HonestRoster, House, Human
from benchmarks.honest_world.peoples import HAN, clans, name_of
from benchmarks.honest_world.recipes import Recipe

RECIPES: dict[str, Recipe] = HOMES | WORK
KINDS = tuple(RECIPES)
NOTHING = Dose()


@dataclass
class Locality:
    """What the people of one roster have in common."""

    recipe: Recipe
    city: str
    women: float
    old_women: float | None
    surnames: draw.Urn
    clans: dict[str, tuple[float, str]]
    market: numbers.Market


def dossiers(
    kind: str,
    seed: int,
    count: int,
    dose: Dose = NOTHING,
    house: House | None = None,
    agency: str = "",
    city: str = "",
) -> list[HonestRoster]:
    """Return so many honest rosters of a kind; the same arguments give the same rows. ``house``, ``agency``: of the agency
    that made the survey, and ``city`` where it is (otherwise every roster has its own). KeyError for a kind that is none
    of KINDS."""
    recipe = RECIPES[kind]
    return [
        _roster(draw.source("honest", kind, seed, i, agency), kind, recipe, dose, house, agency, city)
        for i in range(count)
    ]


def _roster(
    rng: random.Random, kind: str, recipe: Recipe, dose: Dose, house: House | None, agency: str, city: str
) -> HonestRoster:
    place = _place(rng, recipe, dose, city)
    need = dose.size or draw.size(rng, recipe.size)
    office = house or writing.house(rng)
    people = _people(rng, place, need)
    people = _asked(rng, people, recipe, dose, office)
    rows, slips = writing.rows_of(rng, people, office)
    company = applicant(rng, place.city, rng.choice(recipe.trade))
    return HonestRoster(
        company,
        kind,
        place.city,
        tuple(rows),
        recipe.category,
        agency,
        slips,
        days=tuple(p.day for p in people),
    )


def _place(rng: random.Random, recipe: Recipe, dose: Dose, city: str) -> Locality:
    city = city if city in recipe.cities else draw.pick(rng, recipe.cities)
    fancy = draw.between(rng, recipe.fancy) if dose.fancy is None else dose.fancy
    pool, home = rng.randint(*recipe.pool), draw.between(rng, recipe.home)
    market = numbers.market(rng, city, fancy, pool, home, rng.randint(*recipe.plans))
    surnames = draw.jolted(rng, HAN, 0.25)
    few = clans(rng, rng.randint(*recipe.clans), surnames) if recipe.clans[1] else {}
    return Locality(
        recipe, city, draw.between(rng, recipe.women), dose.old_women, draw.Urn(surnames), few, market
    )


def someone(rng: random.Random, place: Locality) -> tuple[str, str, int]:
    """Return (name, sex, year of birth) of one respondent."""
    recipe = place.recipe
    if place.old_women is not None and rng.random() < place.old_women:
        sex, born = WOMEN, rng.randint(1932, 1957)
    else:
        sex = WOMEN if rng.random() < place.women else MEN
        born = draw.pick(rng, recipe.ages) + rng.randint(-3, 3)
        if place.old_women is not None and sex == WOMEN:
            born = max(born, 1961)
    other = draw.pick(rng, {**recipe.peoples, "han": 1 - sum(recipe.peoples.values())})
    if other != "han":
        return name_of(rng, other, born, sex), sex, born
    luck, family = rng.random(), ""
    for name, (share, _) in place.clans.items():
        luck -= share
        if luck < 0:
            family = name
            break
    name = given(rng, born, sex)
    if family and sex == MEN and len(name) == 2 and 1945 < born < 1985 and rng.random() < 0.4:
        name = place.clans[family][1] + name[1]  # the sign that the clan gives to one generation
    return (family or place.surnames.draw(rng)) + name, sex, born


def _people(rng: random.Random, place: Locality, need: int) -> list[Human]:
    """The respondents in the order of the customer file: employers and families stand together."""
    recipe = place.recipe
    groups = _employers(rng, recipe, place.city, need)
    empty, in_plan = draw.between(rng, recipe.left_empty), draw.between(rng, recipe.in_plan)
    lines, abroad = draw.between(rng, recipe.landlines), draw.between(rng, recipe.abroad)
    families, couples = draw.between(rng, recipe.families), draw.between(rng, recipe.couples)
    # Offices leave the column empty for nobody, for everybody, or here and there.
    empty = 1.0 if empty > 0.85 else 0.0 if empty < 0.05 else empty
    people: list[Human] = []
    for firm, members in groups:
        away = rng.random() < abroad
        switchboard = numbers.landline(rng, place.city)
        inside = (
            numbers.extensions(rng, switchboard, members)
            if recipe.switchboard and members > 1
            else [switchboard]
        )
        start = len(people)
        for _ in range(members):
            name, sex, born = someone(rng, place)
            luck = rng.random()
            before = people[-1].contact if len(people) > start else ""
            if before and luck < families:
                contact = before
                if rng.random() < 0.45 and len(people[-1].name) < 4:  # a child or a brother
                    name = people[-1].name[0] + name[1:]
            elif before.isdigit() and luck < families + couples:
                contact = place.market.beside(rng, before)
            elif rng.random() < lines:
                contact = (
                    inside.pop(0) if recipe.switchboard and inside else numbers.landline(rng, place.city)
                )
            elif place.market.plans and rng.random() < in_plan:
                contact = place.market.of_plan(rng)
            else:
                contact = place.market.mobile(rng, born, away if firm else rng.random() < abroad)
            people.append(Human(name, sex, born, contact, "" if rng.random() < empty else firm))
    return people


def _employers(rng: random.Random, recipe: Recipe, city: str, need: int) -> list[tuple[str, int]]:
    """(employer, how many respondents); ("", need) where nobody is asked for one."""
    if recipe.employers == "none":
        return [("", need)]
    most = {"one": need, "few": max(2, need // 4), "many": 3}[recipe.employers]
    found: list[tuple[str, int]] = []
    left = need
    while left:
        members = min(left, most if recipe.employers == "one" else rng.randint(1, most))
        found.append((employer(rng, city, draw.pick(rng, recipe.sorts)), members))
        left -= members
    return found


def _asked(rng: random.Random, people: list[Human], recipe: Recipe, dose: Dose, office: House) -> list[Human]:
    """The same people with day, minute and mode, in the order in which the office lists them."""
    habit = "centre" if dose.spread is not None else draw.pick(rng, recipe.habits)
    spread = dose.spread if dose.spread is not None else rng.choice((0.05, 0.1, 0.15, 0.2, 0.3, 0.4))
    moments = days.HABITS[habit](rng, days.first_day(rng), len(people), spread)
    slack = draw.between(rng, recipe.slack) * len(people)
    turns = sorted(range(len(people)), key=lambda i: i + rng.gauss(0, slack / 2))
    mode = draw.pick(rng, recipe.modes)
    second = draw.pick(rng, recipe.modes) if rng.random() < 0.3 else mode
    change = rng.uniform(0.05, 0.5)
    asked = list(people)
    for turn, (day, minute) in zip(turns, moments, strict=True):
        said = second if rng.random() < change else mode
        asked[turn] = replace(people[turn], day=day, minute=minute, mode=said)
    return writing.ordered(rng, asked, office.order)
