"""Small rosters as views, straight from arrays: what a signal sees, without a file."""

from __future__ import annotations

import numpy as np

from verify.credibility.view import DossierView

SURNAMES = np.array(list("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"))
FIRST = np.array(list("一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥东西南北"))
SECOND = np.array(list("水火木金土日月星云雨雪风雷电山川江河湖海花草树竹梅兰菊松柏石玉珠宝琴棋书画诗酒茶"))


def people(rng: np.random.Generator, size: int) -> np.ndarray:
    """Names of people who do not exist."""
    surname = SURNAMES[np.minimum(rng.geometric(0.15, size) - 1, len(SURNAMES) - 1)]
    return surname + rng.choice(FIRST, size) + rng.choice(SECOND, size)


def mobiles(rng: np.random.Generator, size: int, blocks: int = 300) -> np.ndarray:
    """Mobiles spread over some blocks of ten thousand, last four even."""
    block = rng.choice(np.arange(1390000, 1390000 + 5000), blocks, replace=False)
    return rng.choice(block, size) * 10_000 + rng.integers(0, 10_000, size)


def view(size: int = 200, seed: int = 1, **columns: np.ndarray) -> DossierView:
    """An honest roster, with some columns replaced."""
    rng = np.random.default_rng(seed)
    honest = {
        "place": np.arange(size),
        "at": np.arange(size),
        "name": people(rng, size),
        "named": np.ones(size, bool),
        "mobile": mobiles(rng, size),
        "line": np.full(size, -1),
        "employer": np.full(size, -1),
        "own": np.zeros(size, bool),
        "day": np.sort(17_200 + rng.choice(25, size, p=rng.dirichlet(np.full(25, 3.0)))),
        "minute": np.full(size, -1),
        "impossible": np.zeros(size, bool),
        "reachable": np.ones(size, bool),
    }
    return DossierView(dossier="D", seed=seed, **{**honest, **columns})
