"""Dossiers go in, with versions, and the very same rosters come out for the seal."""

from __future__ import annotations

from dataclasses import replace

import pytest

from casebook import check, connect, judging, sealing, standing
from casebook.connect import Casebook
from casebook.errors import CasebookError
from casebook.filed import dossiers
from phrases import keys, texts
from sampling import called
from sampling.draw.rosters import filed_rosters
from sampling.draw.seal import roster_sha256, to_text
from tests.casebook.build import SETTINGS, STAMP, VALUES, Made, file, people, review

CORRECTED = (*people(40)[:-1], ("40", "卫新来", "13904519999", "电话", "2017-03-06", ""))


def seal(book: Casebook, *, again: bool = False) -> bool:
    """Seal everything on file."""
    with book.read() as conn:
        members = sealing.to_seal(conn, book.round, again=again)
        rosters = dossiers.rosters(conn, members)
    made = called.seal_rosters(
        rosters, "test", "0%", tolerable="10%", confidence="95%", expected="2%", settings_sha256=SETTINGS
    )
    return sealing.store_seal(
        book, made.seal_sha256, to_text(made), members, STAMP, again=again, reason="更正" if again else ""
    )


def test_the_same_file_twice_is_recognised(book: Casebook) -> None:
    first = Made("A", people(40))
    assert [f.status for f in file(book, first, Made("B", people(30, 500)))] == ["new", "new"]
    before = standing.overview(book)
    assert [f.status for f in file(book, first)] == ["known"]
    assert standing.overview(book) == before


def test_a_changed_file_is_a_new_version_and_the_old_one_stays(book: Casebook) -> None:
    file(book, Made("A", people(40)))
    (changed,) = file(book, Made("A", CORRECTED))
    assert (changed.status, changed.version, changed.before) == ("changed", 2, "A.xlsx")
    (older,) = file(book, Made("A", people(40)))
    assert (older.status, older.version) == ("older", 1)
    (line,) = standing.overview(book).dossiers
    assert (line.version, line.versions) == (2, 2)
    assert check.check(book) == ()


def test_a_correction_after_the_seal_is_kept_beside(book: Casebook) -> None:
    file(book, Made("A", people(40)))
    assert seal(book)
    (beside,) = file(book, Made("A", CORRECTED))
    assert beside.status == "beside"
    (line,) = standing.overview(book).dossiers
    assert (line.version, line.versions, line.sealed) == (1, 2, True)
    with book.read() as conn:
        assert sealing.to_seal(conn, book.round) == {}


def test_before_the_dice_a_round_may_be_sealed_anew(book: Casebook) -> None:
    file(book, Made("A", people(40)))
    seal(book)
    file(book, Made("A", CORRECTED))
    assert seal(book, again=True)
    state = standing.overview(book)
    assert len(state.seals) == 1
    assert state.dossiers[0].version == 2
    assert check.check(book) == ()


def test_a_late_dossier_gets_a_seal_of_its_own(book: Casebook) -> None:
    file(book, Made("A", people(40)))
    seal(book)
    file(book, Made("B", people(40, 200)))
    seal(book)
    assert [list(s.versions) for s in standing.overview(book).seals] == [["A"], ["B"]]


def test_rosters_from_the_casebook_have_the_hash_of_the_files(book: Casebook) -> None:
    odd = ("9", "欧阳·水", "13904510001、0451-87979096-801", "电话/面访", "2017.3.5-3.8", "甲\t乙 厂")
    made = [Made("A", (*people(30), odd)), Made("乙 B", people(25, 300))]
    file(book, *made)
    with book.read() as conn:
        rosters = dossiers.rosters(conn, sealing.to_seal(conn, book.round))
    sealed = called.seal_rosters(
        rosters, "test", "0%", tolerable="10%", confidence="95%", expected="2%", settings_sha256=SETTINGS
    )
    expected = {r.id: (roster_sha256(r.rows), r.ids) for r in filed_rosters(review(*made).batch)}
    assert {d.id: (d.roster_sha256, d.rows) for d in sealed.dossiers} == expected


def test_another_reading_of_the_same_file_is_filed_beside_it(book: Casebook) -> None:
    file(book, Made("A", people(40)))
    again = review(Made("A", people(40)))
    (filed,) = dossiers.file_review(book, replace(again, version="newer"), {}, VALUES, STAMP)
    assert (filed.status, filed.version) == ("checked", 1)
    assert check.check(book) == ()


def test_opening_what_is_not_there(where: str) -> None:
    with pytest.raises(CasebookError) as error:
        connect.open_casebook(where)
    assert error.value.code == "no_casebook"


def test_a_casebook_is_begun_once(book: Casebook, where: str) -> None:
    with pytest.raises(CasebookError) as error:
        connect.create(where, "2018", STAMP)
    assert (error.value.code, error.value.facts["round"]) == ("exists", "2017")


def test_the_key_must_be_the_casebooks_own(book: Casebook, where: str) -> None:
    book.key_file.write_text("11" * 32, encoding="ascii")
    with pytest.raises(CasebookError) as error:
        connect.open_casebook(where)
    assert error.value.code == "key_wrong"
    book.key_file.unlink()
    with pytest.raises(CasebookError) as error:
        connect.open_casebook(where)
    assert error.value.code == "key_missing"


def test_a_reason_must_not_name_a_respondent(book: Casebook) -> None:
    file(book, Made("A", people(40)))
    decision = judging.Decision("A", judging.DOSSIER, "", "low", "乙评审", "赵水水 否认", STAMP.at)
    with pytest.raises(CasebookError) as error:
        judging.decide(book, decision, STAMP)
    assert (error.value.code, error.value.facts["got"]) == ("reason_personal", "A#0002")
    assert judging.decide(book, replace(decision, reason="A#0002 否认"), STAMP)
    assert not judging.decide(book, replace(decision, reason="A#0002 否认"), STAMP)


@pytest.mark.parametrize("text", ["mysql://x/y", "postgresql://a:b@c:port/d", "sqlite://"])
def test_addresses_that_are_none(text: str) -> None:
    with pytest.raises(CasebookError) as error:
        connect.open_casebook(text)
    assert error.value.code == "url"


def test_every_error_has_words_in_both_languages() -> None:
    codes = [key for key in keys("casebook_error.") if not key.endswith(".do")]
    assert len(codes) > 30
    for key in codes:
        assert all((*texts(key), *texts(f"{key}.do"))), key
