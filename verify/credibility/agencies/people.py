"""From a batch to its people as whole numbers, and back to nobody: names and numbers are compared, never kept."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from verify.credibility.agencies.model import People
from verify.credibility.word_names import WORDS

LONGEST = 4  # characters of a name; what is longer is hardly one


def encode(names: Sequence[np.ndarray], numbers: Sequence[np.ndarray]) -> list[People]:
    """Return the people of several dossiers (one at least), codes equal where texts are equal over all of them.

    ``names``: per dossier an array of texts, "" where there is none. Names of one character, and names of the
    Mongolian language (words, of which there are few, with no surname before them), are not compared. The surname is
    the first character: where it is two, both are as frequent.
    """
    at, distinct = pd.factorize(np.concatenate([np.asarray(n, dtype=object) for n in names]))
    texts = [str(text) for text in distinct]
    compared = np.array([2 <= len(t) <= LONGEST and t[:2] not in WORDS for t in texts], bool)[at]
    parts = (texts, [t[:1] for t in texts], [t[1:] for t in texts])
    codes = [np.where(compared, pd.factorize(np.array(p, dtype=object))[0][at], -1) for p in parts]
    ends = np.cumsum([len(n) for n in names])[:-1]
    split = [np.split(column.astype(np.int64), ends) for column in codes]
    return [
        People(np.asarray(number, np.int64), full, family, given)
        for number, full, family, given in zip(numbers, *split, strict=True)
    ]
