"""A person at a desk who invents respondents: the names that come to mind, the keys that the fingers find.

All judgement, from how people make up names and digits: they have favourites, avoid repeating what they typed last,
shun doubled digits and zeros, walk over the keypad, copy a line and change a little, and share rows out evenly over days.
The careless one does all of that; the careful one knows real blocks of the city, mixes a list of acquaintances, varies
the days, and still has one hand.
"""

from __future__ import annotations

import random
from datetime import date, timedelta

from chinese_calendar import is_workday

from benchmarks.honest_world import draw, numbers
from benchmarks.honest_world.days import FESTIVAL, LAST
from benchmarks.honest_world.given import MEN, WOMEN, given
from benchmarks.honest_world.peoples import HAN

CARELESS, CAREFUL = "careless", "careful"
# What lies beside what on the keypad of a telephone or at the right of a keyboard.
BESIDE = {
    "1": "245",
    "2": "1356",
    "3": "256",
    "4": "1578",
    "5": "246813",
    "6": "3598",
    "7": "458",
    "8": "5790",
    "9": "568",
    "0": "87",
}
COMMON = draw.words(
    "张伟 王伟 李娜 王芳 李伟 王静 李静 张丽 王丽 李强 张敏 王强 刘洋 李军 王勇 张杰 李杰 张磊 王磊 刘伟 王艳 李艳 张艳 刘强 李明"
    " 王明 张强 赵刚 刘芳 陈静 杨洋 赵丽 孙伟 周杰 吴刚 王海 李红 张红 刘丽 赵敏 孙丽 王建国 李建军 张建华 王小红 李小明 刘志强"
)
HEADS = "王李张刘赵陈杨孙周吴徐马高于林宋郭何韩朱"
BODIES = "伟强军丽敏静杰涛明艳娟芳磊洋勇超霞平刚红玲波辉斌华国海文东梅英兰峰龙燕萍"
FRONTS = (
    "建国志海玉秀春文晓小立金永丽桂淑明雪红大"  # what a name of two signs begins with, when it is made up
)


class Typist:
    """One forger. ``name`` and ``number`` give the next made-up respondent; nothing is given twice on purpose."""

    def __init__(self, rng: random.Random, care: str, market: numbers.Market) -> None:
        self._rng, self._care, self._market = rng, care, market
        careful = care == CAREFUL
        self._heads = rng.sample(HEADS[:14], 8) if not careful else list(HEADS)
        self._bodies, self._fronts = rng.sample(BODIES, 18), rng.sample(FRONTS, 11)
        self._prefixes = rng.sample(
            draw.words("139 138 136 135 150 151 158 159 186 187 188 189 130 133"), 9 if careful else 5
        )
        self._middles = rng.sample(draw.words("0451 4501 3611 4600 8450 0450 4513 9451 3664 0461"), 4)
        self._digits = draw.jolted(
            rng, dict(zip("0123456789", (5, 8, 11, 12, 7, 11, 12, 13, 12, 9), strict=True)), 0.25
        )
        own = rng.randint(1966, 1990)  # people of the forger's own age come to mind
        self._known = [
            (draw.pick(rng, HAN), given(rng, own + rng.randint(-8, 8), MEN if i % 2 else WOMEN))
            for i in range(rng.randint(120, 280))
        ]
        self._blocks = [market.mobile(rng, own)[:7] for _ in range(rng.randint(18, 40))]
        self._said: list[str] = []
        self._typed: list[str] = []

    def name(self) -> str:
        """The next name: unlike the last few, as a rule of three signs."""
        for _ in range(60):
            found = self._careful_name() if self._care == CAREFUL else self._careless_name()
            lately = self._said[-3:] if self._care == CARELESS else self._said[-8:]
            if found[0] not in {n[0] for n in lately} and found not in self._said[-150:]:
                break
        self._said.append(found)
        return found

    def _careless_name(self) -> str:
        rng, luck = self._rng, self._rng.random()
        if luck < 0.22:
            return rng.choice(COMMON)
        if luck < 0.42:
            return rng.choice(self._heads) + rng.choice(self._bodies)
        if luck < 0.52 and self._said:  # the last name with another end
            return rng.choice(self._heads) + self._said[-1][1:-1] + rng.choice(self._bodies)
        return rng.choice(self._heads) + rng.choice(self._fronts) + rng.choice(self._bodies)

    def _careful_name(self) -> str:
        rng, luck = self._rng, self._rng.random()
        (head, own), (other, body) = rng.choice(self._known), rng.choice(self._known)
        if luck < 0.3:
            return head + own
        if luck < 0.75:
            return (
                other + own if len(own) > 1 or rng.random() < 0.5 else other + own + rng.choice(self._bodies)
            )
        return (
            rng.choice(self._heads) + own[0] + (body[-1] if body[-1] != own[0] else rng.choice(self._bodies))
        )

    def number(self) -> str:
        """The next number, never one that was typed before."""
        while True:
            found = self._careful_number() if self._care == CAREFUL else self._careless_number()
            if found not in self._market.taken:
                break
        self._market.taken.add(found)
        self._typed.append(found)
        return found

    def _keyed(self, before: str, count: int) -> str:
        """So many digits as fingers walk: mostly to a key nearby, hardly ever the same one."""
        for _ in range(count):
            last = before[-1]
            near = self._rng.random() < 0.45
            keys = {
                d: w
                for d, w in self._digits.items()
                if (d in BESIDE[last] if near else d != last or self._rng.random() < 0.1)
            }
            before += draw.pick(self._rng, keys or self._digits)
        return before[-count:]

    def _careless_number(self) -> str:
        rng, luck = self._rng, self._rng.random()
        if self._typed and luck < 0.16:  # the last number with another end
            return self._typed[-1][:-2] + self._keyed(self._typed[-1][-3], 2)
        if self._typed and luck < 0.2:
            return str(int(self._typed[-1]) + rng.choice((1, 2, 10, 11, -1, 100)))
        head = rng.choice(self._prefixes)
        middle = rng.choice(self._middles) if rng.random() < 0.55 else self._keyed(head, 4)
        tail = (
            rng.choice(("1234", "5678", "6789", "3456", "2345", "8888", "6666"))
            if rng.random() < 0.02
            else self._keyed(middle, 4)
        )
        return head + middle + tail

    def _careful_number(self) -> str:
        rng = self._rng
        block = rng.choice(self._blocks)
        if (
            self._typed and rng.random() < 0.08
        ):  # an earlier number, two digits changed places and the last another
            old = rng.choice(self._typed[-40:])
            at = rng.randrange(6, 9)
            return old[:at] + old[at + 1] + old[at] + old[at + 2 : 10] + self._keyed(old, 1)
        tail = self._keyed(block, 4)
        lately = {number[-1] for number in self._typed[-2:]}
        return block + (
            tail if tail[-1] not in lately or rng.random() < 0.35 else tail[:3] + self._keyed(tail[:3], 1)
        )


def desk_days(rng: random.Random, care: str, first: date, need: int) -> list[date]:
    """Days as a forger shares them out: the same number on every workday, or nearly so, in order."""
    share = rng.choice((5, 8, 10, 15, 20, 30)) if need > 40 else rng.choice((3, 5, 6))
    share = max(share, need // 45 + 1)
    found, day = list[date](), first
    while len(found) < need:
        if is_workday(day) and not FESTIVAL[0] <= day <= FESTIVAL[1]:
            wobble = 0 if care == CARELESS else rng.choice((-2, -1, -1, 0, 0, 1, 1, 2)) * max(1, share // 10)
            found += [day] * max(1, share + wobble)
        day = day + timedelta(1) if day < LAST else first
    return sorted(found[:need])
