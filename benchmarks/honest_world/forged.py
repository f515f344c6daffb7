"""Dossiers that are not honest: wholly invented, half typed; and three agencies that cheat over all their dossiers.

All judgement: what a forger would do who has never heard of the statistic. ``care`` is typist.CARELESS or CAREFUL.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from benchmarks.honest_world import build, days, draw, firms, numbers, writing
from benchmarks.honest_world.given import given
from benchmarks.honest_world.nouns import Dose, HonestRoster, Human
from benchmarks.honest_world.peoples import HAN
from benchmarks.honest_world.typist import CARELESS, Typist, desk_days


def hand(rng: random.Random, care: str, city: str) -> Typist:
    """A forger who knows this city's numbers."""
    return Typist(rng, care, numbers.market(rng, city, 0.0, 60, 1.0, 0))


def invented(kind: str, care: str, seed: int, dose: Dose = build.NOTHING) -> HonestRoster:
    """A roster of which nobody was ever asked, dressed as one of the kinds (its company, size, modes, employers)."""
    rng = draw.source("invented", kind, care, seed)
    recipe = build.RECIPES[kind]
    city = draw.pick(rng, recipe.cities)
    need, forger = dose.size or draw.size(rng, recipe.size), hand(rng, care, city)
    when = desk_days(rng, care, days.first_day(rng), need)
    employers = [firms.employer(rng, city, draw.pick(rng, recipe.sorts)) for _ in range(max(3, need // 8))]
    mode = draw.pick(rng, recipe.modes)
    people = []
    for i, day in enumerate(when):
        turn = (
            i if care == CARELESS else int(rng.triangular(0, len(employers), 0))
        )  # round and round, or some oftener
        firm = (
            employers[0 if recipe.employers == "one" else turn % len(employers)]
            if recipe.employers != "none"
            else ""
        )
        people.append(Human(forger.name(), "", 0, forger.number(), firm, mode, day))
    if care != CARELESS and rng.random() < 0.6:  # the careful one stirs the list a little
        people = [p for _, p in sorted(enumerate(people), key=lambda item: item[0] + rng.gauss(0, 3))]
        people = [replace(p, day=day) for p, day in zip(people, when, strict=True)]
    pasted = _pasted(rng, people, forger) if rng.random() < 0.3 else people
    office = replace(writing.house(rng), times=False, slip_rate=0.0)
    rows, _ = writing.rows_of(rng, pasted, office)
    company = firms.applicant(rng, city, rng.choice(recipe.trade))
    return HonestRoster(
        company, kind, city, tuple(rows), recipe.category, typed=frozenset(range(need)), truth=f"invented {care}",
        days=tuple(p.day for p in pasted),
    )  # fmt: skip


def _pasted(rng: random.Random, people: Sequence[Human], forger: Typist) -> list[Human]:
    """Some stretches of earlier lines, pasted in again with the numbers (or the names) changed."""
    found = list(people)
    for _ in range(rng.randint(1, 3)):
        length = rng.randint(3, 10)
        if len(found) < 3 * length:
            break
        start = rng.randrange(0, len(found) - 2 * length)
        at = rng.randrange(start + length, len(found) - length + 1)
        for i in range(length):
            old = found[start + i]
            new = replace(found[at + i], contact=old.contact[:-2] + rng.choice("1235678") + old.contact[-1])
            found[at + i] = replace(new, name=old.name) if rng.random() < 0.3 else new
    return found


def _replace(
    rng: random.Random, roster: HonestRoster, at: Sequence[int], forger: Typist, truth: str
) -> HonestRoster:
    """The roster with these rows typed over: name and number made up, the rest as it stood."""
    rows = list(roster.rows)
    spaced = sum(" " in row[2] for row in rows) > len(rows) / 2
    dashed = sum(row[2].count("-") == 2 and row[2][0] == "1" for row in rows) > len(rows) / 2
    for i in at:
        number = writing.written_number(
            rng, "spaced" if spaced else "dashed" if dashed else "plain", forger.number()
        )
        rows[i] = (rows[i][0], forger.name(), number, *rows[i][3:])
    left = {i: slip for i, slip in roster.slips.items() if i not in set(at)}
    return replace(roster, rows=tuple(rows), slips=left, typed=frozenset(at), truth=truth)


def _where(rng: random.Random, care: str, size: int, share: float) -> list[int]:
    """Which rows are typed: the careless one fills up the end, the careful one puts handfuls here and there."""
    need = round(size * share)
    if care == CARELESS:
        return list(range(size - need, size))
    found: set[int] = set()
    while len(found) < need:
        start = rng.randrange(size)
        found.update(range(start, min(size, start + rng.randint(1, 9), start + need - len(found))))
    return sorted(found)[:need]


def half_typed(
    kind: str, care: str, seed: int, share: float = 0.5, dose: Dose = build.NOTHING
) -> HonestRoster:
    """An honest roster of a kind, of which that share of rows was typed over."""
    rng = draw.source("half", kind, care, seed, share)
    roster = build.dossiers(kind, rng.randrange(10**9), 1, dose)[0]
    forger = hand(rng, care, roster.city)
    return _replace(
        rng, roster, _where(rng, care, len(roster.rows), share), forger, f"typed {share:.0%} {care}"
    )


def types_itself(
    rng: random.Random, rosters: Sequence[HonestRoster], care: str, share: float = 0.25
) -> list[HonestRoster]:
    """Agency (a): one and the same person types that share of the rows of all dossiers."""
    forger = hand(rng, care, rosters[0].city)
    truth = f"agency types {share:.0%} {care}"
    return [_replace(rng, r, _where(rng, care, len(r.rows), share), forger, truth) for r in rosters]


def staff_numbers(
    rng: random.Random, rosters: Sequence[HonestRoster], care: str, staff: int = 15
) -> list[HonestRoster]:
    """Agency (b): ``staff`` numbers of its own people stand in its dossiers, each in two to four of them, under another
    name in each; the careful agency writes some of them in another form."""
    market = numbers.market(rng, rosters[0].city, 0.03, 400, 0.95, 0)
    forger = hand(rng, care, rosters[0].city)
    own = [market.mobile(rng, rng.randint(1970, 1994)) for _ in range(staff)]
    put: dict[int, list[str]] = {i: [] for i in range(len(rosters))}
    for number in own:
        for i in rng.sample(range(len(rosters)), min(len(rosters), rng.randint(2, 4))):
            put[i].append(number)
    found = []
    for i, roster in enumerate(rosters):
        rows, at = (
            list(roster.rows),
            sorted(rng.sample(range(len(roster.rows)), min(len(roster.rows), len(put[i])))),
        )
        for place, number in zip(at, put[i], strict=False):
            form = "plain" if care == CARELESS else rng.choice(("plain", "spaced", "dashed"))
            rows[place] = (
                rows[place][0],
                forger.name(),
                writing.written_number(rng, form, number),
                *rows[place][3:],
            )
        slips = {k: slip for k, slip in roster.slips.items() if k not in at}
        found.append(
            replace(
                roster,
                rows=tuple(rows),
                slips=slips,
                typed=frozenset(at),
                truth=f"agency staff numbers {care}",
            )
        )
    return found


def one_list(rng: random.Random, rosters: Sequence[HonestRoster], care: str) -> list[HonestRoster]:
    """Agency (c): its names come from one list of 150 to 400 people, with new numbers in every dossier. The careless agency
    copies runs of the list into all rows, the careful one takes scattered names for four rows in ten."""
    city = rosters[0].city
    surnames = draw.Urn(draw.jolted(rng, HAN, 0.2))
    size = rng.randint(150, 400)
    names = [surnames.draw(rng) + given(rng, rng.randint(1955, 1992), rng.choice("mf")) for _ in range(size)]
    forger, found = hand(rng, care, city), []
    for roster in rosters:
        need = len(roster.rows)
        at = list(range(need)) if care == CARELESS else sorted(rng.sample(range(need), round(need * 0.4)))
        start = rng.randrange(size)
        pool = names[start:] + names[:start] if care == CARELESS else draw.shuffled(rng, names)
        typed = _replace(rng, roster, at, forger, f"agency one list {care}")
        rows = list(typed.rows)
        for turn, place in enumerate(at):
            rows[place] = (rows[place][0], pool[turn % size], *rows[place][2:])
        found.append(replace(typed, rows=tuple(rows)))
    return found
