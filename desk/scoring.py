"""What scores a batch. Only commands that want a score import this: scikit-learn takes its time to load."""

from __future__ import annotations

from functools import partial

import numpy as np

from casebook import lessons
from casebook.connect import Casebook
from verify.credibility.reference import Experience, grow, shipped
from verify.credibility.score import assess
from verify.credibility.vector import COLUMNS
from verify.model import Assess

__all__ = ["assess", "assessor_of"]


def assessor_of(book: Casebook) -> Assess:
    """Return what scores against the shipped reference and what earlier rounds taught."""
    with book.read() as conn:
        known = lessons.lessons(conn)
    if not known:
        return assess
    taught = [
        Experience(np.array([item.vector.get(name, np.nan) for name in COLUMNS]), item.confirmed, item.denied)
        for item in known
    ]
    return partial(assess, reference=grow(shipped(), taught))
