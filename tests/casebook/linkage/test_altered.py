"""Rosters on file that share people with altered numbers: within a round, across rounds, and after a purge."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, text

from casebook import carry, check, connect, purge, screen, standing
from casebook.connect import Casebook
from casebook.filed.reuse import reused
from casebook.fingerprints import Respondent
from casebook.judging import last_versions
from casebook.masks import Masks, masks, number_masks, read_print
from casebook.schema import likenesses
from desk.grounds.elsewhere import elsewhere
from tests.casebook.build import STAMP, Made, Row, file, people
from tests.casebook.linkage.test_links import changed

KEY = b"k" * 32
mobiles = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)


def moved(number: str, *places: int) -> str:
    """The number with the digits at some places changed."""
    digits = [str((int(d) + 1) % 10) if at in places else d for at, d in enumerate(number)]
    return "".join(digits)


def copied(rows: tuple[Row, ...], *places: int, fresh: int = 0) -> tuple[Row, ...]:
    """A roster copied with digits changed at ``places``, and some new people."""
    made = [changed(row, contact=moved(row[2], *places), employer="别家") for row in rows]
    return (*made, *people(fresh, 5_000))


@given(mobiles, mobiles)
def test_numbers_share_the_mask_of_the_one_digit_that_differs(one: str, other: str) -> None:
    shared = set(number_masks(KEY, one)) & set(number_masks(KEY, other))
    apart = [at for at in range(11) if one[at] != other[at]]
    assert len(shared) == (8 if not apart else 1 if len(apart) == 1 and apart[0] > 2 else 0)


@given(mobiles, st.integers(3, 10))
def test_a_digit_changed_is_found_by_its_mask_alone(number: str, place: int) -> None:
    one, other = number_masks(KEY, number), number_masks(KEY, moved(number, place))
    assert [at for at in range(8) if one[at] == other[at]] == [place - 3]
    assert not set(one) & set(number_masks(b"x" * 32, number)), "another key"


def test_nobody_without_a_name_or_a_mobile_is_masked() -> None:
    assert masks(KEY, Respondent("", "", (("mobile", "13904510011", ""),))) == Masks()
    assert masks(KEY, Respondent("赵一水", "", (("landline", "0451-87654311", ""),))) == Masks()
    assert masks(KEY, Respondent("赵一水", "", (("mobile", "13904510011", "placeholder"),))) == Masks()


def test_a_roster_with_a_digit_changed_is_told_against_the_one_on_file(book: Casebook) -> None:
    old = people(50)
    file(book, Made("A", old), Made("B", people(50, 300)))
    (filed,) = file(book, Made("C", copied(old[:20], 7, fresh=20)))
    (echo,) = filed.altered
    assert (echo.dossier, echo.kind, echo.people, echo.in_order) == ("A", "one_digit", 20, True)
    assert echo.expected < 0.5
    assert echo.rows[0] == ("C#0002", "A#0002")
    for lang in ("zh", "en"):
        assert any("20" in line and "A" in line for line in screen.filed_lines([filed], lang))
    state = standing.overview(book)
    assert [(p.dossier, p.other, p.people) for p in state.altered] == [("C", "A", 20)]
    assert any("20" in line for line in screen.status_notes(state, {}, "zh"))
    assert standing.document(state, {}, None)["altered"][0]["other"] == "A"
    assert check.check(book) == ()


def test_it_is_told_after_a_purge_and_in_the_next_years_casebook(book: Casebook, tmp_path: Path) -> None:
    old = people(50)
    file(book, Made("A", old))
    purge.purge(book, None, STAMP, unsealed=True)
    (filed,) = file(book, Made("C", copied(old[:20], 9, fresh=20)))
    assert [(echo.dossier, echo.people) for echo in filed.altered] == [("A", 20)]
    following = connect.create(str(tmp_path / "next.db"), "2018", STAMP, key=book.key)
    carry.carry(book, following, STAMP)
    assert check.check(following) == ()
    (again,) = file(following, Made("D", copied(old[20:45], 4, fresh=20)))
    told = [(echo.dossier, echo.kind, echo.people) for echo in again.altered]
    assert told == [("C", "same_number", 20), ("A", "one_digit", 25)]
    connect.close(following)


LIKE = str.maketrans("水火木金土石山川云雨", "税伙牧今吐时闪钏匀与")  # the same readings, other characters


def sounding(rows: tuple[Row, ...], place: int, fresh: int) -> tuple[Row, ...]:
    """A roster copied as somebody heard it, with a digit changed."""
    return tuple(
        changed(row, name=row[1][0] + row[1][1:].translate(LIKE)) for row in copied(rows, place)
    ) + people(fresh, 5_000)


@pytest.mark.parametrize("purged", [False, True])
def test_names_that_are_only_read_alike_are_told_also_after_a_purge(book: Casebook, purged: bool) -> None:
    old = people(50)
    file(book, Made("A", old))
    if purged:
        purge.purge(book, None, STAMP, unsealed=True)
    few, enough = file(book, Made("C", sounding(old[:5], 7, 30)), Made("D", sounding(old[20:40], 7, 30)))
    assert few.altered == ()
    assert [(e.dossier, e.kind, e.people) for e in enough.altered] == [("A", "sound_alike", 20)]
    assert any("读音" in line for line in screen.filed_lines([enough], "zh"))
    assert check.check(book) == ()


def test_a_number_under_a_name_that_is_read_alike_is_told_so(book: Casebook) -> None:
    old = people(30)
    file(book, Made("A", old))
    alike = tuple(
        changed(row, name=row[1][0] + row[1][1:].translate(LIKE), employer="别家") for row in old[:2]
    )
    same, other = changed(old[2], employer="别家"), changed(old[3], name="卫百川", employer="别家")
    (filed,) = file(book, Made("C", (*alike, same, other, *people(20, 5_000))))
    assert dict(filed.reused) == {"contact": 4}
    assert filed.read_alike == 2
    assert [link.read_alike for link in filed.links] == [True, True, False, False]
    assert any("2 人的姓名写法不同、读音相同" in line for line in screen.filed_lines([filed], "zh"))
    (both,) = file(book, Made("D", (changed(old[0], employer="又一家"), *people(20, 7_000))))
    assert both.read_alike == 0, "one of two others has the very name"


def test_rosters_from_before_readings_were_kept_are_read_while_their_names_are_there(book: Casebook) -> None:
    old = people(50)
    file(book, Made("A", old))
    with book.engine.begin() as conn:
        for at, row in enumerate(old, 1):
            made = read_print(book.key, row[1])
            conn.execute(
                delete(likenesses).where(likenesses.c.respondent_id == at, likenesses.c.print == made)
            )
    (filed,) = file(book, Made("C", sounding(old[:20], 7, 30)))
    assert [(echo.kind, echo.people) for echo in filed.altered] == [("sound_alike", 20)]
    purge.purge(book, None, STAMP, unsealed=True)
    (later, exact) = file(
        book, Made("D", sounding(old[:20], 8, 30)), Made("E", copied(old[:20], 9, fresh=30))
    )
    assert "A" not in {echo.dossier for echo in later.altered}
    assert ("A", "one_digit") in {(echo.dossier, echo.kind) for echo in exact.altered}


def test_an_exact_copy_of_an_earlier_round_is_told_as_an_altered_one_is(
    book: Casebook, tmp_path: Path
) -> None:
    old = people(60)
    file(book, Made("A", old, "松江公司"))
    purge.purge(book, None, STAMP, unsealed=True)
    following = connect.create(str(tmp_path / "next.db"), "2018", STAMP, key=book.key)
    carry.carry(book, following, STAMP)
    again = tuple(changed(row, employer="别家") for row in old)
    copy, few, own = file(
        following,
        Made("B", again[:40], "北岸公司"),
        Made("C", (*again[40:43], *people(50, 700)), "南岸公司"),
        Made("D", again, "松江公司"),
    )
    assert [(e.round, e.dossier, e.kind, e.people, e.in_order) for e in copy.altered] == [
        (book.round, "A", "same_number", 40, True)
    ]
    assert few.altered == own.altered == (), "customers of two companies; one's own roster of last year"
    state = standing.overview(following)
    for lang in ("zh", "en"):
        assert any("40" in line and "A" in line for line in screen.filed_lines([copy], lang))
        assert any("40" in line and "B" in line for line in screen.pair_lines(state.altered, lang))
    with following.read() as conn:
        chosen = {version: id for id, version in last_versions(conn, following.round).items()}
        (known,) = reused(conn, following.round, chosen)["B"]
        assert elsewhere(conn, following.round, {}) == {}, "of earlier rounds the other says it"
    assert (known.round, known.dossier, known.people, known.own) == (book.round, "A", 40, False)
    assert check.check(following) == ()
    connect.close(following)


def test_one_pair_two_slips_and_ones_own_roster_are_not_told(book: Casebook) -> None:
    old = people(50)
    file(book, Made("A", old, "松江公司"))
    (two,) = file(book, Made("B", copied(old[:2], 7, fresh=40)))
    slips = tuple(
        changed(row, contact=moved(row[2], 8)) if at % 17 == 3 else row for at, row in enumerate(old)
    )
    (customers,) = file(book, Made("D", slips))
    theirs = people(50, 700)
    file(book, Made("E", theirs, "北岸公司"))
    (own,) = file(book, Made("F", copied(theirs, 7), "北岸公司"))
    assert (two.altered, own.altered, customers.altered) == ((), (), ())


def test_changed_and_lost_prints_are_named(book: Casebook) -> None:
    file(book, Made("A", people(50)))
    for statement in (
        "DELETE FROM masks WHERE respondent_id = 9",
        "UPDATE likenesses SET print = print + 1 WHERE respondent_id = 9",
    ):
        with book.engine.begin() as conn:
            conn.execute(text("SAVEPOINT before"))
            conn.execute(text(statement))
        assert ("masks", "A v1") in {(fault.table, fault.which) for fault in check.check(book)}


def test_numbers_of_one_block_with_few_surnames_are_no_reuse(book: Casebook) -> None:
    def block(id: str, start: int) -> Made:
        rows = people(120, start)
        return Made(
            id,
            tuple(
                changed(row, name=f"王{row[1][1:]}", contact=f"1390451{(at * 37 + start * 11) % 1000:04d}")
                for at, row in enumerate(rows)
            ),
        )

    file(book, block("A", 0))
    (filed,) = file(book, block("B", 53))
    assert filed.altered == ()
