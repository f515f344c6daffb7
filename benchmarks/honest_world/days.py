"""When respondents were asked: days (and minutes) of one survey, as different houses work. All judgement.

Every habit takes (rng, first day, how many, spread) and gives that many moments in order of time, as (day, minute of the
day or -1). ``spread``: the relative spread of a centre's daily count, 0.05 to 0.40 (a centre that stops at its goal has
0.05 to 0.10); other habits do not use it. Workdays and holidays are those of chinesecalendar (count: the State
Council's notices on holidays 2016 and 2017). A habit that runs beyond LAST asks more people a day instead.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta

from chinese_calendar import is_workday

from benchmarks.honest_world.draw import count, pick

FIRST, LAST = date(2016, 12, 1), date(2017, 5, 31)
FESTIVAL = (date(2017, 1, 26), date(2017, 2, 3))  # nobody asks, nobody answers
Moment = tuple[date, int]
Habit = Callable[[random.Random, date, int, float], list[Moment]]


def _free(day: date) -> bool:
    return not FESTIVAL[0] <= day <= FESTIVAL[1]


def _fill(
    rng: random.Random, first: date, need: int, today: Callable[[date], int], hours: tuple[int, int]
) -> list[Moment]:
    """Ask ``today(day)`` people on each day until all are asked; what is left on LAST is spread over the days before."""
    found: list[date] = []
    day = first
    while len(found) < need and day <= LAST:
        found += [day] * min(need - len(found), max(0, today(day)) if _free(day) else 0)
        day += timedelta(1)
    worked = sorted(set(found)) or [first]
    found += rng.choices(worked, k=need - len(found))
    return sorted((day, rng.randrange(*hours)) for day in found)


def centre(rng: random.Random, first: date, need: int, spread: float) -> list[Moment]:
    """A telephone centre with a goal for the day; weekends off, in some houses Saturdays too."""
    goal = max(3, min(need / rng.choice((rng.uniform(3, 14), rng.uniform(8, 30))), 70))
    saturdays = rng.random() < 0.3
    slow = 0.6 if rng.random() < 0.5 else 1.0  # the first day is for learning

    def today(day: date) -> int:
        if not (is_workday(day) or (saturdays and day.weekday() == 5)):
            return 0
        return round(goal * (slow if day == first else 1) * max(0.15, rng.gauss(1, spread)))

    return _fill(rng, first, need, today, (9 * 60, 19 * 60 + 30))


def evenings(rng: random.Random, first: date, need: int, spread: float) -> list[Moment]:
    """One interviewer after working hours: some evenings not at all, otherwise four to twelve people."""
    pace = max(rng.uniform(4, 12), need / 75)
    return _fill(
        rng,
        first,
        need,
        lambda day: 0 if rng.random() < 0.3 else count(rng, pace),
        (17 * 60 + 20, 20 * 60 + 40),
    )


def weekends(rng: random.Random, first: date, need: int, spread: float) -> list[Moment]:
    """Saturdays and Sundays in blocks, a few on Friday evenings."""
    pace = max(need / rng.uniform(4, 12), need / 14)
    chance = {5: 1.0, 6: 0.85, 4: 0.12}

    def today(day: date) -> int:
        share = chance.get(day.weekday(), 0.0)
        return count(rng, min(55, pace * share)) if share else 0

    return _fill(rng, first, need, today, (9 * 60 + 30, 18 * 60))


def paper_batches(rng: random.Random, first: date, need: int, spread: float) -> list[Moment]:
    """Forms on paper, entered in batches: the date is the day on which a pile was handed in."""
    piles, day, found = rng.randint(2, 8), first, list[date]()
    weights = [rng.gammavariate(1.5, 1) for _ in range(piles)]
    for i in range(piles):
        while not is_workday(day) or not _free(day):
            day += timedelta(1)
        found += [day] * (need - len(found) if i == piles - 1 else round(need * weights[i] / sum(weights)))
        day = min(day + timedelta(rng.randint(1, 12)), LAST - timedelta(2))
    return sorted((day, -1) for day in found[:need])


def street(rng: random.Random, first: date, need: int, spread: float) -> list[Moment]:
    """Intercepts on a few days; the weather decides how many stop."""
    pace = max(need / rng.uniform(2, 9), 3)

    def today(day: date) -> int:
        return round(pace * rng.gammavariate(2.2, 0.45)) if rng.random() < 0.8 else 0

    return _fill(rng, first, need, today, (9 * 60 + 30, 17 * 60))


def after_sales(rng: random.Random, first: date, need: int, spread: float) -> list[Moment]:
    """Calls some days after each sale or visit: sales come by chance, more on some weekdays, and die down in January."""
    pace = max(need / rng.uniform(25, 100), need / 110)
    week = [rng.uniform(0.5, 1.6) for _ in range(7)]
    return _fill(rng, first, need, lambda day: count(rng, pace * week[day.weekday()]), (9 * 60, 17 * 60))


def meeting(rng: random.Random, first: date, need: int, spread: float) -> list[Moment]:
    """One to three meetings at which everybody fills in the form."""
    days = sorted({first + timedelta(rng.choice((0, 0, 1, 2, 7, 14))) for _ in range(rng.randint(1, 3))})
    days = [day if day <= LAST and _free(day) else first for day in days]
    return sorted((rng.choice(days), -1) for _ in range(need))


def link(rng: random.Random, first: date, need: int, spread: float) -> list[Moment]:
    """A link is sent: most answer in hours, the rest after one or two reminders."""
    calls = [0, *(rng.randint(2, 9) for _ in range(rng.randint(0, 2)))]
    found = []
    for _ in range(need):
        wave = pick(rng, {0: 1.0, **dict.fromkeys(range(1, len(calls)), 0.35)})
        late = sum(calls[: wave + 1]) + int(rng.expovariate(1 / 0.9))
        day = min(first + timedelta(late), LAST)
        found.append(
            (
                day if _free(day) else FESTIVAL[1] + timedelta(1),
                min(1430, max(360, round(rng.gauss(1130, 200)))),
            )
        )
    return sorted(found)


def travels(rng: random.Random, first: date, need: int, spread: float) -> list[Moment]:
    """Visits by one or two travellers: some days on the road with one to six visits, then days in the office."""
    road, pace = True, max(rng.uniform(1.5, 5), need / 60)

    def today(day: date) -> int:
        nonlocal road
        road = not road if rng.random() < 0.3 else road
        return 0 if not road or day.weekday() == 6 else 1 + count(rng, pace - 1)

    return _fill(rng, first, need, today, (8 * 60 + 30, 17 * 60))


def ward(rng: random.Random, first: date, need: int, spread: float) -> list[Moment]:
    """Outpatients: every workday, most on Mondays, few at weekends."""
    pace, week = max(need / rng.uniform(8, 30), need / 90), (1.5, 1.15, 1.0, 1.0, 0.9, 0.35, 0.2)
    return _fill(
        rng, first, need, lambda day: count(rng, min(55, pace * week[day.weekday()])), (8 * 60, 16 * 60)
    )


HABITS: dict[str, Habit] = {
    "centre": centre, "evenings": evenings, "weekends": weekends, "paper": paper_batches, "street": street,
    "sales": after_sales, "meeting": meeting, "link": link, "travels": travels, "ward": ward,
}  # fmt: skip


def first_day(rng: random.Random) -> date:
    """When a survey began: mostly March and April, when the notice is awaited; some before the festival."""
    low, high = pick(rng, {(0, 50): 0.2, (66, 100): 0.25, (90, 165): 0.55})
    day = FIRST + timedelta(rng.randint(low, high))
    return day if _free(day) else FESTIVAL[1] + timedelta(1)
