"""Numbers and accounts that stand under several names, in one roster or in two applicants'."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
import pandas as pd

from verify import linkage
from verify.checks.households import SharedNumber
from verify.fields.contact.accounts import ACCOUNTS, is_office_mail
from verify.model import Batch

_OWN = 2  # names who have nothing but the account that they share, of an office's


def numbered(frame: pd.DataFrame, keys: tuple[str, ...]) -> list[tuple[Any, list[int]]]:
    """Return (last key, positions) of the rows that agree in all keys, in order of their first row."""
    twice = frame[frame.duplicated(list(keys), keep=False)]
    grouped = twice.groupby(list(keys), sort=False, observed=True)["at"].agg(list)
    found = [(cast(tuple[Any, ...], key)[-1], sorted(set(at))) for key, at in grouped.items()]
    return sorted((item for item in found if len(item[1]) > 1), key=lambda item: item[1])


def within(batch: Batch) -> tuple[list[list[int]], list[SharedNumber], list[str]]:
    """Return what people of different names share in one dossier: their rows, what it is, and as it was first written.

    Where the same rows share a number and an account, the number tells of both.
    """
    usable = linkage.usable(batch, linkage.REACHED)
    contacts = linkage.repeated(usable, ("code", "value_id"))
    names, employers = batch.rows["name_key"], batch.rows["employer_key"]
    codes = batch.rows["dossier"].cat.codes.to_numpy()
    once = contacts.drop_duplicates("value_id")
    value = dict(zip(once["value_id"], zip(once["value"], once["kind"], strict=True), strict=True))
    ways = np.bincount(usable["at"].to_numpy(np.int64), minlength=len(batch.rows)) if value else None
    found: list[tuple[list[int], SharedNumber, str]] = []
    for number, group in numbered(contacts, ("code", "value_id")):
        people = {name for name in names.iloc[group] if name}
        if len(people) < 2:
            continue
        text, kind = value[number]
        office = kind == "landline"
        if kind in ACCOUNTS:
            alone = {names.iat[at] for at in group if ways is not None and ways[at] == 1} - {""}
            at_work = set(employers.iloc[group])
            office = is_office_mail(text) or (len(alone) <= _OWN < len(people))
            office |= len(at_work) == 1 and "" not in at_work
        found.append((group, SharedNumber(int(codes[group[0]]), people, kind, office), text))
    by_phone = {tuple(group) for group, number, _ in found if number.kind in linkage.PHONES}
    kept = [f for f in found if f[1].kind in linkage.PHONES or tuple(f[0]) not in by_phone]
    return [f[0] for f in kept], [f[1] for f in kept], [f[2] for f in kept]


def across(batch: Batch) -> pd.DataFrame:
    """Return what also stands in a roster of another applicant, once per row and other dossier, numbers before accounts.

    Columns at, code, other, other_at (see ``linkage.across``), value, kind, office (a landline, or a mailbox that
    an office may have for all) and colleagues (an account of people with one employer).
    """
    contacts = linkage.repeated(linkage.usable(batch, linkage.REACHED), ("value_id",))
    found = linkage.across(batch, contacts, ("value_id",))
    own = contacts[["at", "value_id", "value", "kind"]]
    found = found.merge(own, on=["at", "value_id"], how="left")
    account = found["kind"].isin(ACCOUNTS)
    found = found.assign(account=account).sort_values(["at", "other", "account"], kind="stable")
    found = found.drop_duplicates(["at", "other"], ignore_index=True)
    found = linkage.namesakes_first(found, contacts, batch.rows["name_key"].to_numpy())
    employers = batch.rows["employer_key"].to_numpy()
    here, there = (employers[found[c].to_numpy(np.int64)] for c in ("at", "other_at"))
    office = found["kind"].eq("landline").to_numpy() | np.array(
        [is_office_mail(value) for value in found["value"]], bool
    )
    return found.assign(office=office, colleagues=found["account"] & (here == there) & (here != ""))
