"""Telephone numbers as the people of a place have them.

* count: which seven first digits belong to which city (geographic data of the library phonenumbers, of every prefix
  that was in use in spring 2017); area codes and the length of local numbers (the project's numbering plan).
* judgement: shares of operators (China Mobile about six in ten, China Unicom and China Telecom two each); when the
  families of prefixes were sold; how unevenly the blocks of a city are filled; how 4 is shunned and 8, 6, 9 are
  sought, by amounts that differ from place to place; which tails are bought, and by how many.

Not known: blocks that were opened after 2017 within an older prefix; the library does not date them.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate

from phonenumbers.geodata import GEOCODE_DATA

from benchmarks.honest_world.draw import between, jolted, pick, words

PROVINCE = "黑龙江省"
AREA = {
    "哈尔滨市": "0451", "齐齐哈尔市": "0452", "牡丹江市": "0453", "佳木斯市": "0454", "绥化市": "0455", "黑河市": "0456",
    "大兴安岭地区": "0457", "伊春市": "0458", "大庆市": "0459", "七台河市": "0464", "鸡西市": "0467", "鹤岗市": "0468",
    "双鸭山市": "0469",
}  # fmt: skip
OPERATORS = {
    "mobile": words("134 135 136 137 138 139 150 151 152 157 158 159 182 183 184 187 188"),
    "unicom": words("130 131 132 155 156 176 185 186"),
    "telecom": words("133 153 177 180 181 189"),
}
ERAS = {  # families of prefixes by the time when most were sold
    "old": words("130 131 132 133 134 135 136 137 138 139"),
    "middle": words("150 151 152 153 155 156 157 158 159"),
    "new": words("180 181 182 183 184 185 186 187 188 189"),
    "newest": words("176 177"),
}
ABROAD = words(
    "北京市 辽宁省 吉林省 山东省 内蒙古 河北省 天津市 广东省 上海市 浙江省 江苏省 四川省 湖北省 陕西省 海南省"
)


@lru_cache(maxsize=1)
def _blocks() -> dict[str, dict[str, list[str]]]:
    """Place (a city of the province, or another province) -> prefix -> its blocks of seven digits."""
    used = {prefix for group in OPERATORS.values() for prefix in group}
    found: dict[str, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
    for digits, names in sorted(GEOCODE_DATA.items()):
        block, place = digits[2:], names.get("zh", "")
        if not digits.startswith("86") or block[:3] not in used or block[:4] == "1349":
            continue  # 1349 belongs to satellites
        home = place.removeprefix(PROVINCE)
        key = home if home in AREA else next((name for name in ABROAD if place.startswith(name)), "")
        if key and len(block) <= 7:
            ends = (
                [""]
                if len(block) == 7
                else [f"{i:0{7 - len(block)}d}" for i in range(10 ** (7 - len(block)))]
            )
            found[key][block[:3]].update(dict.fromkeys(block + end for end in ends))
    return {place: {prefix: list(blocks) for prefix, blocks in ways.items()} for place, ways in found.items()}


def tail_weights(rng: random.Random, taste: float) -> dict[str, float]:
    """Weights of the ten final digits at one place. ``taste`` 0..1: how much people there choose."""
    weights = dict.fromkeys("0123456789", 1.0)
    weights["4"] *= 1 - taste * rng.uniform(0.3, 0.8)
    for digit, most in (("8", 0.7), ("6", 0.55), ("9", 0.5), ("3", 0.15), ("7", 0.1)):
        weights[digit] *= 1 + taste * rng.uniform(0.0, most)
    return jolted(rng, weights, 0.04)


def fancy_tail(rng: random.Random) -> str:
    """Four last digits that somebody paid for."""
    a, b = rng.choice("88899966631257"), rng.choice("8966801235")
    year = str(rng.randrange(1958, 1999))
    day = f"{rng.randrange(1, 13):02d}{rng.randrange(1, 29):02d}"
    kinds = {
        f"{b}{a * 3}": 14, a * 4: 3, f"{b}{b}{a}{a}": 16, f"{b}{a}{b}{a}": 10, f"{b}{a}{a}{b}": 5, year: 9, day: 11,
        rng.choice(("1234", "2345", "5678", "6789", "4567", "3456", "0123")): 6, f"{rng.randrange(10)}168": 7,
        f"{rng.randrange(10)}{rng.randrange(10)}88": 10, f"{rng.randrange(10)}{rng.randrange(10)}66": 6,
        f"{rng.randrange(10)}{rng.randrange(10)}99": 4, f"{a}{a}{a}{b}": 4, f"{rng.randrange(1, 10)}000": 4,
        rng.choice(("1688", "5188", "1818", "5858", "0451", "9898", "6868", "8866", "1314")): 5,
    }  # fmt: skip
    return pick(rng, kinds)


def paid_for(tail: str) -> bool:
    """Whether shops would not give this tail away: three alike, or four in a row."""
    return tail[1] == tail[2] == tail[3] or tail in "0123456789" or len(set(tail)) == 1


@dataclass(frozen=True, slots=True)
class GroupPlan:
    """A group plan: one block of seven digits, from ``start``, so many numbers wide."""

    block: str
    start: int
    width: int


@dataclass
class Market:
    """Where the respondents of one roster got their numbers.

    ``pool``: so many blocks of each prefix are met at all (a county was given few); ``thousands``: share of people whose
    first digit after the block is one of ``county``, which was given those thousands; ``fancy``: share of bought tails;
    ``home``: share with a number of the city; ``tails``: weights of the final digit; ``shun``: how much 4 is shunned
    before it; ``drift``: how late people there bought, 1 as a rule; ``taken``: numbers that are given out already.
    """

    city: str
    fancy: float
    pool: int
    thousands: float
    home: float
    operators: Mapping[str, float]
    tails: Mapping[str, float]
    shun: float
    drift: float
    county: str
    plans: Sequence[GroupPlan] = ()
    taken: set[str] = field(default_factory=set)
    filled: dict[str, tuple[list[str], list[float]]] = field(default_factory=dict)

    def mobile(self, rng: random.Random, born: int, abroad: bool = False) -> str:
        """A number that nobody else of the roster has, for somebody born in that year."""
        while True:
            number = self._block(rng, born, abroad) + self._tail(rng)
            if number not in self.taken:
                self.taken.add(number)
                return number

    def of_plan(self, rng: random.Random) -> str:
        """A number of one of the group plans."""
        plan = rng.choice(self.plans)
        for _ in range(200):
            number = f"{plan.block}{plan.start + rng.randrange(plan.width):04d}"
            if number not in self.taken and not (number[-1] == "4" and rng.random() < self.shun):
                self.taken.add(number)
                return number
        return self.mobile(rng, 1975)  # the plan is full

    def beside(self, rng: random.Random, number: str) -> str:
        """The number next to this one, as couples buy them, or another where it is given out."""
        other = str(int(number) + rng.choice((1, -1)))
        if other in self.taken or other[:7] != number[:7]:
            return self.mobile(rng, 1980)
        self.taken.add(other)
        return other

    def _block(self, rng: random.Random, born: int, abroad: bool) -> str:
        place = rng.choice(ABROAD) if abroad or rng.random() < (1 - self.home) * 0.3 else self.city
        if place == self.city and rng.random() > self.home:
            place = rng.choice(list(AREA))
        age = 2017 - born
        late = self.drift * (1.6 if age < 28 else 1.0 if age < 45 else 0.7 if age < 65 else 1.1)
        eras = {"old": 0.42 / late, "middle": 0.30, "new": 0.26 * late, "newest": 0.03 * late**2}
        by_prefix = _blocks()[place]
        while True:
            era, operator = pick(rng, eras), pick(rng, self.operators)
            both = [p for p in ERAS[era] if p in OPERATORS[operator] and p in by_prefix]
            if both:
                return self._filled(rng, place, rng.choice(both))

    def _filled(self, rng: random.Random, place: str, prefix: str) -> str:
        if (key := place + prefix) not in self.filled:
            blocks = list(_blocks()[place][prefix])
            rng.shuffle(blocks)
            del blocks[self.pool if place == self.city else 120 :]
            self.filled[key] = (
                blocks,
                list(accumulate(jolted(rng, dict.fromkeys(blocks, 1.0), 0.9).values())),
            )
        blocks, sums = self.filled[key]
        return rng.choices(blocks, cum_weights=sums)[0]

    def _tail(self, rng: random.Random) -> str:
        if rng.random() < self.fancy:
            return fancy_tail(rng)
        while True:
            first = rng.choice(self.county) if rng.random() < self.thousands else rng.choice("0123456789")
            tail = first + "".join(rng.choices("0123456789", k=2)) + pick(rng, self.tails)
            kept = (1 - self.shun / 2) ** tail[:3].count("4")
            if rng.random() < kept and not (paid_for(tail) and rng.random() < 0.7):
                return tail


def market(rng: random.Random, city: str, fancy: float, pool: int, home: float, plans: int) -> Market:
    """A market of its own for one roster."""
    own = {"mobile": 0.6, "unicom": 0.21, "telecom": 0.19}
    taste = rng.random() ** 1.3
    blocks = [
        b for prefix in words("139 138 136 150 158 188 186 189 182") for b in _blocks()[city].get(prefix, [])
    ]
    made = []
    for _ in range(plans):
        width = rng.choice((400, 1000, 1000, 2000))
        made.append(GroupPlan(rng.choice(blocks), rng.randrange(0, (10000 - width) // 100 + 1) * 100, width))
    return Market(
        city, fancy, pool, between(rng, (0.0, 0.3)) if pool < 40 else 0.0, home, jolted(rng, own, 0.35),
        tail_weights(rng, taste), taste * rng.uniform(0.2, 0.7), rng.uniform(0.7, 1.35),
        "".join(rng.sample("0123456789", 2)), tuple(made),
    )  # fmt: skip


def landline(rng: random.Random, city: str) -> str:
    """A subscriber's number with its area code: eight digits in Harbin, seven elsewhere."""
    if city == "哈尔滨市":
        return (
            f"0451-{rng.choice(words('82 83 84 85 86 87 88 89 55 57 53 51 58 56'))}{rng.randrange(10**6):06d}"
        )
    return f"{AREA[city]}-{rng.choice('23456788')}{rng.randrange(10**6):06d}"


def extensions(rng: random.Random, switchboard: str, count: int) -> list[str]:
    """So many different extensions of one switchboard, as they are written."""
    low = rng.choice((8001, 6001, 801, 201, 101, 3101))
    sign = rng.choice(("-", "-", "转"))
    chosen = sorted(rng.sample(range(low, low + max(90, 2 * count)), count))
    return [f"{switchboard}{sign}{number}" for number in chosen]
