"""Who is on file already: across dossiers, across rounds, and after names and numbers are gone."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from casebook import carry, check, connect, purge
from casebook.codec.reviews import to_records
from casebook.connect import Casebook
from casebook.errors import CasebookError
from casebook.filed import links, near
from casebook.fingerprints import MASKED, Respondent, _person, _print, asked, behind, slips, stored
from reports.content.overview import findings
from tests.casebook.build import STAMP, VALUES, Made, Row, file, people, review
from verify.checks import BY_CODE


def changed(row: Row, **cells: str) -> Row:
    """The same row with other cells."""
    at = ("serial", "name", "contact", "mode", "surveyed", "employer")
    return tuple(cells.get(name, cell) for name, cell in zip(at, row, strict=True))  # type: ignore[return-value]


def reuses(old: tuple[Row, ...]) -> tuple[Row, ...]:
    """A roster with one of each reuse of ``old`` in its first rows, the rest new."""
    number = old[1][2]
    return (
        changed(old[0], name="卫新来", employer="别家"),  # the same number
        changed(old[1], contact=number[:6] + str((int(number[6]) + 1) % 10) + number[7:], employer="别家"),
        changed(old[2], contact="15904519999"),  # the same person, another number
        *people(27, 5_000),
    )


EXPECTED = [("B#0002", "contact", "A#0002"), ("B#0003", "edited", "A#0003"), ("B#0004", "person", "A#0004")]


def found(filed: object) -> list[tuple[str, str, str]]:
    """(row, kind, row on file) of every link."""
    return [(filed.row_ids[x.at], x.kind, x.row_id) for x in filed.links]  # type: ignore[attr-defined]


def test_reuse_is_found_across_dossiers(book: Casebook) -> None:
    old = people(50)
    file(book, Made("A", old))
    (filed,) = file(book, Made("B", reuses(old)))
    assert found(filed) == EXPECTED
    assert dict(filed.reused) == {"contact": 1, "edited": 1, "person": 1}
    assert check.check(book) == ()


def test_reuse_within_one_batch_is_found_too(book: Casebook) -> None:
    old = people(50)
    _, filed = file(book, Made("A", old), Made("B", reuses(old)))
    assert found(filed) == EXPECTED


def test_reuse_is_found_after_the_purge(book: Casebook) -> None:
    old = people(50)
    file(book, Made("A", old))
    purge.purge(book, None, STAMP, unsealed=True)
    (filed,) = file(book, Made("B", reuses(old)))
    assert found(filed) == EXPECTED
    assert check.check(book) == ()


def test_reuse_is_found_in_the_next_years_casebook(book: Casebook, tmp_path: Path) -> None:
    old = people(50)
    file(book, Made("A", old))
    purge.purge(book, None, STAMP, unsealed=True)
    following = connect.create(str(tmp_path / "2018.db"), "2018", STAMP, key=book.key)
    assert carry.carry(book, following, STAMP).rows == 50
    assert carry.carry(book, following, STAMP) == carry.Carried(0, 0)
    (filed,) = file(following, Made("B", reuses(old)))
    assert found(filed) == EXPECTED
    assert {link.round for link in filed.links} == {"2017"}
    assert check.check(following) == ()
    with pytest.raises(CasebookError):
        carry.carry(following, following, STAMP)
    connect.close(following)


def test_one_company_surveys_its_own_customers(book: Casebook) -> None:
    old = people(50)
    file(book, Made("A", old, "甲公司"))
    (filed,) = file(book, Made("B", old, "甲公司"))
    assert filed.links == ()


def test_a_switchboard_links_nobody(book: Casebook) -> None:
    one = tuple(changed(row, contact="0451-87979096") for row in people(3))
    other = tuple(changed(row, contact="0451-87979096") for row in people(3, 700))
    file(book, Made("A", one))
    (filed,) = file(book, Made("B", other))
    assert filed.links == ()


@pytest.mark.parametrize("most", [200, 2])
def test_slips_behind_masks_are_found_as_if_all_were_asked_for(
    book: Casebook, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Few names, numbers of one hundred: near, equal, swapped, two mobiles, more people of a mask than are followed."""
    rng = random.Random(most)

    def roster(code: str, rows: int) -> Made:
        made = []
        for row in people(rows, rng.randrange(10_000)):
            numbers = [f"139045{rng.randrange(3)}{rng.randrange(1, 4)}1{rng.randrange(3)}1" for _ in range(2)]
            contact = "、".join(numbers[: rng.choice((1, 1, 2))])
            made.append(changed(row, name=rng.choice(("赵一水", "钱二木", "孙三火")), contact=contact))
        return Made(code, tuple(made))

    file(book, *(roster(code, 12) for code in "ABC"))
    last = roster("D", 15)
    monkeypatch.setattr(near, "MOST", most)
    made = review(last)
    (new,) = to_records(made, findings(made, BY_CODE), VALUES, book.key)
    with book.read() as conn:
        looked = near.look_up(conn, new.masks)
        few = links.find(conn, book.key, new, looked, dossier_id=0, round_name="2018")
        asked_for = len(list(near.slips(conn, book.key, new, looked, set())))
        monkeypatch.setattr(near, "_all_masked", lambda _: False)
        every = links.find(conn, book.key, new, looked, dossier_id=0, round_name="2018")
        assert asked_for < len(list(near.slips(conn, book.key, new, looked, set())))
    assert few == every
    assert {link.kind for link in few} >= {"contact", "edited"}


def test_rosters_from_before_there_were_masks_are_asked_for_every_slip(book: Casebook) -> None:
    old = people(50)
    file(book, Made("A", old))
    with book.engine.begin() as conn:
        for table in ("masks", "likenesses", "masked"):
            conn.execute(text(f"DELETE FROM {table}"))
    (filed,) = file(book, Made("B", reuses(old)))
    assert found(filed) == EXPECTED


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.data())
def test_every_slip_and_nothing_else_is_asked_for(number: str, data: st.DataObject) -> None:
    """A slip is one changed digit or two swapped neighbours, from the third digit on."""
    at = data.draw(st.integers(2, 10))
    digit = data.draw(st.sampled_from([d for d in "0123456789" if d != number[at]]))
    edited = number[:at] + digit + number[at + 1 :]
    key = b"k" * 32
    old, new = (Respondent("赵水", "", (("mobile", n, ""),)) for n in (number, edited))
    on_file = set(stored(key, old))
    kinds = {kind for made, kind in asked(key, new) if made in on_file}
    masked = {place for place in MASKED for made in behind(key, new, place) if made in on_file}
    assert kinds == ({"edited"} if at == 2 else set())
    assert masked == ({at} - {2})
    every = {_print(key, "edited", f"{_person(new)}\t{variant}") for variant in slips(edited)}
    beside = {made for made, kind in asked(key, new) if kind == "edited"}
    assert every == beside | {made for place in MASKED for made in behind(key, new, place)}
    for variant in slips(number):
        differs = [i for i in range(11) if variant[i] != number[i]]
        swapped = len(differs) == 2 and differs[1] == differs[0] + 1
        assert len(differs) == 1 or (swapped and sorted(variant) == sorted(number))
