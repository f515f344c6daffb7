"""Lines of a long text that hold only another number of the person above: as ``habits/folds.py``, by whole columns."""

from __future__ import annotations

from functools import reduce

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from verify.intake.bulk.long_texts import Texts, any_of, filled
from verify.intake.table.habits.folds import FEWEST, SHORTEST
from verify.intake.table.join import BETWEEN_CONTACTS
from verify.intake.table.window import Header


def folded(header: Header, texts: dict[int, Texts], count: int) -> tuple[dict[int, Texts], list[int]]:
    """Return the texts with such numbers put to the line above, and the lines that are empty now."""
    fields = header.columns.fields
    who = [c for name in ("serial", "name") for c in fields.get(name, ()) if c in texts]
    contacts = [c for c in fields.get("contact", ()) if c in texts]
    if "serial" not in fields or "name" not in fields or not contacts or count < 2:
        return texts, []
    alone = ~any_of([filled(column) for c, column in texts.items() if c not in contacts], count)
    if np.count_nonzero(alone[1:]) < FEWEST:
        return texts, []
    numbers = [_any(filled(texts[c])) for c in contacts]
    plain = [
        _any(
            pc.or_(
                pc.equal(texts[c], ""),
                pc.greater_equal(pc.count_substring_regex(texts[c], r"\p{Nd}"), SHORTEST),
            )
        )
        for c in contacts
    ]
    reached = reduce(np.logical_or, numbers)
    named = reduce(np.logical_and, [_any(filled(texts[c])) for c in who])
    second = alone & reached & reduce(np.logical_and, plain)
    second &= np.concatenate(([False], (named & reached)[:-1]))
    rows = np.flatnonzero(second)
    if len(rows) < FEWEST:
        return texts, []
    done = dict(texts)
    for c in contacts:
        below = pa.chunked_array(
            [pa.nulls(0, texts[c].type), texts[c].slice(1).combine_chunks(), _none(texts[c])]
        )
        has_second = pa.chunked_array([np.concatenate((second[1:], [False]))])
        both = pc.and_(has_second, pc.and_(filled(texts[c]), filled(below)))
        joint = pc.binary_join_element_wise(texts[c], below, BETWEEN_CONTACTS)
        own = pc.if_else(both, joint, pc.if_else(pc.and_(has_second, filled(below)), below, texts[c]))
        done[c] = pc.if_else(pa.chunked_array([second]), "", own)
    return done, [int(row) for row in rows]


def _any(mask: Texts) -> np.ndarray:
    return np.asarray(mask.combine_chunks().to_numpy(zero_copy_only=False), bool)


def _none(texts: Texts) -> pa.Array:
    return pa.array([""], texts.type)
