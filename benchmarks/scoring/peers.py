"""What others would use to find forged interviews, on the rows that the score looks at: outlier detectors, percent match,
rules of thumb.

Each takes a batch and returns how suspicious every row is, high = suspicious. The detectors of pyod are wanted by the
benchmark alone (``pip install .[benchmark]``); without it they are named as missing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from sklearn.ensemble import IsolationForest

from verify.credibility.score import assess
from verify.model import Batch

try:
    from pyod.models.copod import COPOD
    from pyod.models.ecod import ECOD
except ImportError as error:  # a benchmark without them says so
    COPOD = ECOD = None
    MISSING: str | None = str(error)
else:
    MISSING = None

FIELDS = ("name", "contact", "mode", "start", "employer")


def ours(batch: Batch) -> np.ndarray:
    """The score's order of calling: the dossier's oddity, and above it the row's."""
    return assess(batch).suspicion.to_numpy()


def plain_features(batch: Batch) -> np.ndarray:
    """What a detector on rows is commonly fed: digits of the number, length of the name, day, mode, employer."""
    rows = batch.rows
    number = rows["contact"].str.replace(r"\D", "", regex=True).str.slice(0, 11)
    value = number.where(number.ne(""), "0").astype("int64").to_numpy()
    digits = value[:, None] // 10 ** np.arange(11) % 10
    day = rows["start"].to_numpy().astype("datetime64[D]").astype(np.int64)
    day = np.where(day == np.iinfo(np.int64).min, 0, day)
    others = [
        rows["name"].str.len().to_numpy(),
        day,
        (day + 3) % 7,
        rows["mode"].astype("category").cat.codes.to_numpy(),
        rows["employer"].str.len().to_numpy(),
    ]
    return np.nan_to_num(np.column_stack([digits, *others]).astype(np.float64))


def isolation_forest(batch: Batch) -> np.ndarray:
    """scikit-learn's, with its defaults."""
    features = plain_features(batch)
    return np.asarray(-IsolationForest(random_state=1).fit(features).score_samples(features))


def _pyod(batch: Batch, model: Callable[[], Any]) -> np.ndarray:
    fitted = model()
    fitted.fit(plain_features(batch))
    return np.asarray(fitted.decision_scores_)


def percent_match(batch: Batch) -> np.ndarray:
    """The largest share of fields and of the number's digits that a row has in common with another of its roster.

    Kuriakose and Robbins (2016) do so with the answers of an interview; a roster has no answers, so the number's digits
    stand in for them.
    """
    rows = batch.rows
    number = rows["contact"].str.replace(r"\D", "", regex=True).str.slice(0, 11).str.ljust(11, "-")
    letters = np.array([list(text) for text in number.fillna("-" * 11)])
    columns = [*letters.T, *(rows[field].astype("str").to_numpy() for field in FIELDS if field != "contact")]
    codes = np.column_stack([pd.factorize(pd.Series(column))[0] for column in columns])
    out = np.zeros(len(rows))
    for at in rows.groupby("dossier", observed=True).indices.values():
        mine = codes[at]
        same = (mine[:, None, :] == mine[None, :, :]).mean(2)
        np.fill_diagonal(same, 0.0)
        out[at] = same.max(1, initial=0.0)
    return out


def rules_of_thumb(batch: Batch) -> np.ndarray:
    """How many of the rules hold that people check by hand: a number twice or one after another, no mobile of 11 digits, a
    name twice, a day far busier than the others."""
    rows = batch.rows
    own = rows["dossier"].astype("str")
    text = rows["contact"].str.replace(r"\D", "", regex=True).str.slice(0, 15)
    number = pd.to_numeric(text, errors="coerce")
    twice = number.notna() & pd.DataFrame({"own": own, "number": number}).duplicated(keep=False)
    name = pd.DataFrame({"own": own, "name": rows["name"].astype("str")}).duplicated(keep=False)
    step = number.groupby(own).diff().abs()
    after = step.le(10) & step.gt(0)
    odd = ~(text.str.len().eq(11) & text.str.startswith("1"))
    of_day = rows["start"].groupby([own, rows["start"]]).transform("size")
    usual = of_day.groupby(own).transform("median")
    busy = of_day > 3 * usual
    held = pd.DataFrame({"twice": twice, "name": name, "after": after, "odd": odd, "busy": busy})
    return np.asarray(held.fillna(False).astype(float).sum(axis=1))


PEERS: Mapping[str, Callable[[Batch], np.ndarray]] = {
    "ours": ours,
    "isolation forest": isolation_forest,
    **({} if MISSING else {"ECOD": partial(_pyod, model=ECOD), "COPOD": partial(_pyod, model=COPOD)}),
    "percent match": percent_match,
    "rules of thumb": rules_of_thumb,
}
