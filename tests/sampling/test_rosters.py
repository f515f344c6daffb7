"""Canonical roster bytes, from plain rows and from a batch."""

from __future__ import annotations

import hashlib

import pandas as pd
import pytest

from sampling.design.plan import round_plan
from sampling.draw.rosters import check_rosters, filed_rosters
from sampling.draw.seal import make_seal, roster_bytes, roster_sha256, seal_dossier
from sampling.errors import SamplingError
from verify.model import Batch

ROWS = [
    ("甲#0004", "试甲", "13904510001|0451-87979096", "PHONE", "2017-03-05", "2017-03-05", "某某公司"),
    ("甲#0005", "试\t乙", "", "F2F", "", "", "e\u0301\r\n部"),
    ("乙#0002", "", "13904510002", "", "2017-03-05", "2017-03-08", ""),
]


def batch(rows=ROWS):
    frame = pd.DataFrame(rows, columns=["row_id", "name", "contact", "mode", "start", "end", "employer"])
    contacts = [
        (at, position, value)
        for at, text in enumerate(frame["contact"])
        for position, value in enumerate(filter(None, text.split("|")))
    ]
    frame["dossier"] = pd.Categorical(frame["row_id"].str.split("#").str[0])
    for name in ("start", "end"):
        frame[name] = pd.to_datetime(frame[name].replace("", None)).astype("datetime64[s]")
    long = pd.DataFrame(contacts[::-1], columns=["at", "position", "value"])
    dossiers = pd.DataFrame(index=pd.Index(dict.fromkeys(frame["dossier"].astype(str))))
    empty = pd.DataFrame()
    return Batch(frame.drop(columns="contact"), long, dossiers, empty, empty, empty)


def test_canonical_bytes_written_out():
    assert (
        roster_bytes(ROWS)
        == (
            "甲#0004\t试甲\t13904510001|0451-87979096\tPHONE\t2017-03-05\t2017-03-05\t某某公司\n"
            "甲#0005\t试 乙\t\tF2F\t\t\té  部\n"
            "乙#0002\t\t13904510002\t\t2017-03-05\t2017-03-08\t\n"
        ).encode()
    )
    assert roster_sha256(ROWS) == hashlib.sha256(roster_bytes(ROWS)).hexdigest()


def test_a_batch_gives_the_same_bytes():
    first, second = filed_rosters(batch())
    assert (first.id, first.ids, roster_bytes(first.rows)) == (
        "甲",
        ("甲#0004", "甲#0005"),
        roster_bytes(ROWS[:2]),
    )
    assert (second.id, roster_bytes(second.rows)) == ("乙", roster_bytes(ROWS[2:]))


def test_any_change_to_a_sealed_field_is_noticed():
    plan = round_plan(1)
    (roster,) = filed_rosters(batch(ROWS[2:]))
    sealed = make_seal([seal_dossier("乙", roster.ids, roster_sha256(roster.rows), plan)], "", "")
    check_rosters(batch(ROWS[2:]), sealed)
    for column, value in enumerate(
        ("乙#0003", "试丙", "13904510003", "PHONE", "2017-03-04", "2017-03-09", "另一公司")
    ):
        row = list(ROWS[2])
        row[column] = value
        with pytest.raises(SamplingError) as caught:
            check_rosters(batch([tuple(row)]), sealed)
        assert caught.value.code == "roster_changed"


def test_a_dossier_without_rows_is_refused():
    empty = batch()
    dossiers = pd.DataFrame(index=pd.Index(["甲", "乙", "丙"]))
    with pytest.raises(SamplingError) as caught:
        filed_rosters(Batch(empty.rows, empty.contacts, dossiers, empty.segments, empty.marks, empty.extras))
    assert caught.value.code == "empty_roster"
