"""A review recalled from a casebook makes the very papers that the review of the files makes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from casebook import check, connect, purge
from casebook.connect import Casebook
from casebook.filed import dossiers, recall
from casebook.filed.recall import Recalled
from desk.reading import reading
from desk.reviewing import facts_of_settings
from fixtures import dossiers as fixture_dossiers
from fixtures.demo import write_demo
from fixtures.fabrication import SCHEMES, fabricate
from fixtures.kinds import KINDS
from reports.content.compose import compose
from reports.content.links import sharing
from reports.content.material import Material, gather
from reports.content.overview import findings
from reports.content.workbook import sheets
from reports.formats import machine
from tests.casebook.build import STAMP, Made, Row, file, people, review
from tests.casebook.test_filing import seal
from tests.checks.examples import batch_of
from tests.reports.rounds import MADE, MASKS, ROWS, declared, review_of
from tests.reports.test_golden import outline
from verify.checks import ALL, BY_CODE
from verify.credibility.score import assess
from verify.model import Review
from verify.review import review as road
from verify.settings import Settings

FACTS = facts_of_settings(Settings())
TODAY = date(2017, 7, 1)


def keep(book: Casebook, review: Review, settings: dict[str, Any] = FACTS) -> list[str]:
    """File a review; return what became of its dossiers."""
    filed = dossiers.file_review(book, review, findings(review, BY_CODE), settings, STAMP)
    return [item.status for item in filed]


def scored(review: Review) -> Review:
    """The same review with scores."""
    return replace(review, credibility=assess(review.batch, review.results).scores)


def document(review: Review, unmask: bool, lang: str = "zh") -> dict[str, Any]:
    """The JSON document with all rows."""
    return machine.document(material(review, unmask, lang), rows=True)


def material(review: Review, unmask: bool = False, lang: str = "zh") -> Material:
    """What the papers are made from."""
    return gather(
        review, BY_CODE, settings=FACTS, unreadable=[], passed_over=[], masks=MASKS, made=MADE, lang=lang,
        unmask=unmask,
    )  # fmt: skip


def same_papers(fresh: Review, recalled: Review) -> None:
    """Compare every paper there is, masked and unmasked."""
    for unmask in (False, True):
        was, now = document(fresh, unmask), document(recalled, unmask)
        assert now == was
        one, other = material(fresh, unmask), material(recalled, unmask)
        assert outline(compose(other)) == outline(compose(one))
        assert outline(sheets.sheets(other)) == outline(sheets.sheets(one))
        assert sharing(other) == sharing(one)


@pytest.fixture(scope="module")
def small() -> Review:
    """Three small dossiers with findings of every kind."""
    return scored(review_of(batch_of(declared(ROWS))))


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Review:
    """The demo's twenty dossiers, in every format there is, read from their files."""
    folder: Path = tmp_path_factory.mktemp("demo")
    write_demo(folder)
    with reading([folder], None, Settings(), "zh") as files:
        read = files.material()
    found = road(read.results, read.tables, Settings(), TODAY, "1.2.3", assess)
    return replace(found, batch=replace(found.batch, unreadable=()))


def test_a_small_round(book: Casebook, small: Review) -> None:
    assert keep(book, small) == ["new", "new", "new"]
    got = recall.recall(book)
    same_papers(small, got.review)
    assert [result.code for result in got.review.results] == [c.code for c in ALL]
    assert (got.settings, got.retired) == ({FACTS["sha256"]: FACTS}, ())
    assert list(got.settings[FACTS["sha256"]] or ()) == list(FACTS)  # shown in the order of the settings
    assert check.check(book) == ()


def test_the_demo(book: Casebook, demo: Review) -> None:
    keep(book, demo)
    got = recall.recall(book, [c.code for c in ALL])
    same_papers(demo, got.review)
    assert {r.recorded for r in got.records.values()} == {True}
    assert set(got.review.credibility) == set(demo.credibility)
    notes = got.review.batch.dossiers["notes"].tolist()
    assert notes == demo.batch.dossiers["notes"].tolist()
    assert any(notes)
    assert got.review.batch.segments["several"].tolist() == demo.batch.segments["several"].tolist()


def test_frames_are_like_those_of_files(sqlite_book: Casebook, demo: Review) -> None:
    keep(sqlite_book, demo)
    batch = recall.recall(sqlite_book).review.batch
    for name in ("rows", "contacts", "dossiers", "segments"):
        ours, theirs = getattr(batch, name), getattr(demo.batch, name)
        for column in ours.columns:
            assert ours[column].astype(object).where(ours[column].notna(), None).tolist() == (
                theirs[column].astype(object).where(theirs[column].notna(), None).tolist()
            ), (name, column)


def test_two_batches_are_one_round(book: Casebook, small: Review) -> None:
    """A second batch is read by itself; the round has both, and its papers can be made."""
    keep(book, small)
    file(book, Made("Z", people(30)))
    got = recall.recall(book)
    assert list(got.review.batch.dossiers.index) == [*small.batch.dossiers.index, "Z"]
    assert len(got.review.batch.rows) == len(small.batch.rows) + 30
    # Z was filed without any check: that is said, and nothing passes silently.
    assert {result.skipped["Z"] for result in got.review.results} == {"not_recorded"}
    assert set(got.settings) == {FACTS["sha256"], "0" * 64}
    assert "案卷中没有记录" in outline(compose(material(got.review)))
    by_id = {d["id"]: d for d in document(got.review, True)["dossiers"]}
    fresh = {d["id"]: d for d in document(small, True)["dossiers"]}
    assert {id: by_id[id] for id in fresh} == fresh


def test_the_version_that_counts(book: Casebook) -> None:
    file(book, Made("A", people(30)))
    file(book, Made("A", people(31)))
    assert len(recall.recall(book).review.batch.rows) == 31
    seal(book)
    file(book, Made("A", people(35)))
    got = recall.recall(book)
    assert len(got.review.batch.rows) == 31
    assert (got.records["A"].version, got.records["A"].versions) == (2, 3)


def test_alone_again_takes_nothing_back(book: Casebook, small: Review) -> None:
    """A roster that is added again by itself cannot be compared with others; what was found among them stays."""
    keep(book, small)
    before = recall.recall(book)
    alone = [line for line in declared(ROWS) if line.dossier == "HLJ-02"]
    assert keep(book, scored(review_of(batch_of(alone)))) == ["known"]
    assert document(recall.recall(book).review, True) == document(before.review, True)


def test_compared_at_last(book: Casebook, small: Review) -> None:
    """The other way round: what could not be looked at alone is filed once it was looked at."""
    alone = [line for line in declared(ROWS) if line.dossier == "HLJ-03"]
    keep(book, scored(review_of(batch_of(alone))))
    skipped = {r.code for r in recall.recall(book).review.results if "one_dossier" in r.skipped.values()}
    assert "DU05" in skipped
    assert keep(book, small) == ["new", "new", "checked"]
    got = {r.code: r for r in recall.recall(book).review.results}
    assert "HLJ-03" in got["DU05"].examined


def test_checks_that_are_no_more_are_left_out_and_named(sqlite_book: Casebook, small: Review) -> None:
    keep(sqlite_book, small)
    known = [c.code for c in ALL if c.code != "DU01"]
    got = recall.recall(sqlite_book, known)
    assert got.retired == ("DU01",)
    assert [result.code for result in got.review.results] == known


def test_after_the_purge(book: Casebook, demo: Review) -> None:
    """No name, no number, no fact; rows, counts, what was looked at and the waterfall are still there."""
    keep(book, demo)
    whole = recall.recall(book)
    purge.purge(book, None, STAMP, unsealed=True)
    got = recall.recall(book)
    assert {r.purged for r in got.records.values()} == {True}
    assert [r.vector for r in got.records.values()] == [r.vector for r in whole.records.values()]
    left, there = (document(r.review, True)["dossiers"] for r in (got, whole))
    for one, other in zip(_sorted(left), _sorted(there), strict=True):
        for dossier in (one, other):  # what a note says of its place may hold what was typed: it goes
            dossier["source"]["notes"] = [note["code"] for note in dossier["source"]["notes"]]
        for name in ("id", "declared", "source", "header", "row_count", "checks", "papers", "parts"):
            assert one.get(name) == other.get(name)
        kept = ("code", "severity", "clause", "rows", "cells")
        assert [[f[k] for k in kept] for f in one["findings"]] == [
            [f[k] for k in kept] for f in other["findings"]
        ]
        assert one["credibility"] == other["credibility"]
        assert all(set(f["facts"]) <= {"field"} for f in one["findings"])  # which item papers disagree about
        for row, was in zip(one["rows"], other["rows"], strict=True):
            assert (row["name"], row["contacts"], row["employer"], row["surveyed"]["raw"]) == ("", [], "", "")
            assert [row[k] for k in ("id", "row", "mode", "priority")] == [
                was[k] for k in ("id", "row", "mode", "priority")
            ]
            assert row["surveyed"]["start"] == was["surveyed"]["start"]
    papers = material(got.review)
    assert outline(compose(papers))
    told = outline(sheets.sheets(papers))
    names = {name for name in demo.batch.rows["name"] if len(name) > 2}
    assert names
    assert not [name for name in names if name in told]
    assert check.check(book) == ()


def _sorted(found: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(found, key=lambda item: str(item["id"]))


def test_an_empty_round(book: Casebook) -> None:
    got = recall.recall(book)
    assert isinstance(got, Recalled)
    assert document(got.review, False)["dossiers"] == []
    assert outline(compose(material(got.review)))


@given(
    st.sampled_from(sorted(KINDS)), st.sampled_from(sorted(set(SCHEMES) - {"recycled"})), st.integers(0, 999)
)
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_dossier_comes_back_as_it_went_in(
    tmp_path_factory: pytest.TempPathFactory, kind: str, scheme: str, seed: int
) -> None:
    """Honest dossiers of any kind, and the same with made-up rows, beside each other in one round."""
    one = fixture_dossiers.honest(kind, seed, 40)
    other = fabricate(fixture_dossiers.honest(kind, seed + 1, 50), scheme, 0.5, "careless", seed)
    folder = tmp_path_factory.mktemp("any")
    fresh = scored(review(*(Made(item.id, as_rows(item)) for item in (one, other)), checks=True))
    book = connect.create(str(folder / "casebook.db"), "2017", STAMP)
    keep(book, fresh)
    same_papers(fresh, recall.recall(book).review)
    assert check.check(book) == ()
    connect.close(book)


def as_rows(dossier: fixture_dossiers.Dossier) -> tuple[Row, ...]:
    """A dossier's rows as texts, in the order of FIELDS."""
    return tuple(
        (
            str(at),
            str(row["name"]),
            str(row["contact"]),
            str(row["mode"]),
            str(row["surveyed"]),
            str(row["employer"]),
        )
        for at, row in enumerate(dossier.rows, 1)
    )


@pytest.fixture
def unrecorded(sqlite_book: Casebook, demo: Review) -> Casebook:
    """A casebook as the first version left it: no filings, contacts of a cell not kept one by one."""
    keep(sqlite_book, demo)
    with sqlite_book.engine.connect() as conn:
        conn.execute(text("DELETE FROM filings"))
        conn.execute(text("DELETE FROM texts WHERE owner = 'filings'"))
        conn.commit()
    return sqlite_book


def test_filed_before_it_was_kept(unrecorded: Casebook, demo: Review) -> None:
    """Findings keep their words and their cells; what was looked at is said to be unknown; adding again mends it."""
    got = recall.recall(unrecorded, [c.code for c in ALL])
    assert {r.recorded for r in got.records.values()} == {False}
    left, there = (_sorted(document(r, True)["dossiers"]) for r in (got.review, demo))
    for one, other in zip(left, there, strict=True):
        assert one["findings"] == other["findings"]
        assert one["credibility"] == other["credibility"]
        assert {c["skipped"] for c in one["checks"]} == {"案卷中没有记录这项检查看了什么"}
    assert outline(compose(material(got.review)))
    assert set(keep(unrecorded, demo)) == {"checked"}
    same_papers(demo, recall.recall(unrecorded, [c.code for c in ALL]).review)


def test_recalling_takes_less_than_filing(sqlite_book: Casebook) -> None:
    """40 rosters of 120 rows in one run: 0.2 s against 4 s where this was written."""
    made = [Made(f"D{at:02d}", people(120, at * 120)) for at in range(40)]
    began = perf_counter()
    file(sqlite_book, *made)
    filed = perf_counter()
    got = recall.recall(sqlite_book)
    recalled = perf_counter()
    assert len(got.review.batch.rows) == 4_800
    assert (recalled - filed) < (filed - began) / 3
