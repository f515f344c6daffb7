"""How the answers to an online survey came in: time taken, address, spacing. Shown, without weight.

Read from the columns that survey programmes write beside the answers (所用时间, 来自IP, 提交答卷时间 and the like), which
intake keeps; a roster without them has none of these looks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np
import pandas as pd

from verify.credibility import chance
from verify.credibility.context import context
from verify.credibility.view import DossierView
from verify.model import Part

_TIME = re.compile(
    r"所用时间|(?:答题|作答|填写|答卷)(?:时长|用时|耗时)|^用时|^耗时|^时长|duration|seconds", re.IGNORECASE
)
_ADDRESS = re.compile(r"(?<![a-z])ip(?![a-z])", re.IGNORECASE)
_IP = re.compile(
    r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])|[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}", re.IGNORECASE
)
_PIECES = re.compile(r"(\d+(?:\.\d+)?)\s*(小时|时|h|分钟|分|min|m|秒|s|天|日|d)", re.IGNORECASE)
_UNITS = {
    "d": 86_400,
    "天": 86_400,
    "日": 86_400,
    "h": 3_600,
    "时": 3_600,
    "小": 3_600,
    "m": 60,
    "分": 60,
    "s": 1,
    "秒": 1,
}
_FEWEST, _DAY = 10, 6  # answers with what a look needs: of a roster, of one day
QUICK, SLIPS = 2.0, 0.02  # seconds; of honest answers, so many at most are noted as that quick
OFFICE = 0.2  # of honest answers, so many at most come from one address
_ROUND, _STEP = 0.5, 5  # minutes that people write are rounded: not looked at where so many are
_ROOM, _DRAWS = 3, 999  # minutes between two answers, on average, that a day needs


def online(extras: pd.DataFrame, view: DossierView) -> list[Part]:
    """Return the looks that a roster's columns allow. ``extras``: of ``Batch.extras`` the dossier's own rows."""
    if not len(extras):
        return []
    headings = extras["heading"].astype(str)
    taken = [
        s for text in extras.loc[headings.str.contains(_TIME), "text"] if (s := seconds(text)) is not None
    ]
    asked = extras[headings.str.contains(_ADDRESS)]
    address = [found for text in asked["text"] if (found := _IP.search(str(text)))]
    parts = []
    if len(taken) >= _FEWEST:
        quick = sum(value <= QUICK for value in taken)
        p = chance.binomial_upper(quick, len(taken), SLIPS).p_value
        parts.append(context("WEB.quick", p, quick, SLIPS * len(taken), {"answers": len(taken)}))
    if len(address) >= _FEWEST:
        most = int(pd.Series([found[0].casefold() for found in address]).value_counts().iloc[0])
        p = min(1.0, chance.binomial_upper(most, len(address), OFFICE).p_value / OFFICE)
        parts.append(context("WEB.address", p, most, OFFICE * len(address), {"answers": len(address)}))
    return [*parts, *_even(view)] if parts else []


def seconds(text: str) -> float | None:
    """Return a time taken in seconds: 83秒, 3分40秒, 1小时2分, 00:03:40, 220; None where it is none."""
    bare = str(text).strip()
    if re.fullmatch(r"\d+(?:\.\d+)?", bare):
        return float(bare)
    clock = re.fullmatch(r"(?:(\d+):)?(\d+):(\d+)(?:\.\d+)?", bare)
    if clock:
        hours, minutes, rest = (int(part or 0) for part in clock.groups())
        return 3_600.0 * hours + 60 * minutes + rest
    pieces = _PIECES.findall(bare)
    return sum(float(n) * _UNITS[unit[0].lower()] for n, unit in pieces) if pieces else None


def _even(view: DossierView) -> list[Part]:
    """Whether answers of a day stand at even distances.

    Null: those between the first and the last of a day come at any minute (bursts are less even, never more). Statistic:
    sum of squares of the distances, each day's by its mean; Monte-Carlo. Days with less than three minutes from answer
    to answer, and times that people rounded, are not looked at.
    """
    timed = (view.minute >= 0) & (view.day >= 0)
    if not timed.any() or np.mean(view.minute[timed] % _STEP == 0) > _ROUND:
        return []
    rng = chance.generator(view.seed, "online")
    gaps, simulated, observed = [], np.zeros(_DRAWS), 0.0
    for day in np.unique(view.day[timed]):
        at = np.sort(view.minute[timed & (view.day == day)])
        width = int(at[-1] - at[0])
        if len(at) < _DAY or width < _ROOM * (len(at) - 1):
            continue
        mean = width / (len(at) - 1)
        inner = np.sort(rng.integers(0, width + 1, (_DRAWS, len(at) - 2)), axis=1)
        ends = np.column_stack([np.zeros(_DRAWS), inner, np.full(_DRAWS, width)])
        simulated += np.square(np.diff(ends, axis=1) / mean).sum(1)
        observed += float(np.square(np.diff(at) / mean).sum())
        gaps.append(np.diff(at) / mean)
    if not gaps or len(np.concatenate(gaps)) < _FEWEST:
        return []
    every = np.concatenate(gaps)
    p = (1 + int(np.count_nonzero(simulated <= observed + 1e-9))) / (_DRAWS + 1)
    usual = float(np.sqrt(max(np.median(simulated) / len(every) - 1, 0.0)))
    spread = float(np.sqrt(max(observed / len(every) - 1, 0.0)))
    return [
        context("WEB.even", p, round(100 * spread), round(100 * usual), {"answers": len(every) + len(gaps)})
    ]


def by_dossier(extras: pd.DataFrame, owner: np.ndarray) -> Mapping[int, pd.DataFrame]:
    """Return dossier code -> its rows of ``Batch.extras``. ``owner``: dossier code by position."""
    if not len(extras):
        return {}
    codes = owner[extras["at"].to_numpy()]
    return {int(code): extras[codes == code] for code in np.unique(codes)}
