"""Every stored part comes back from its columns as it went in, without any database between."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from casebook import lessons
from casebook.codec import calls, checks, header, reviews, scores, segments
from casebook.codec import findings as codec_findings
from casebook.codec.record import DossierRecord
from casebook.codec.values import as_json, plain
from casebook.lessons import Lesson
from casebook.schema import attempts, findings, people, respondents, versions
from casebook.schema import reviews as reviews_table
from fixtures import dossiers as fixture_dossiers
from fixtures.fabrication import SCHEMES, fabricate
from fixtures.kinds import KINDS
from reports.content.overview import findings as findings_of
from sampling.model import Attempt, Remark
from tests.casebook.build import VALUES, Made, review
from tests.casebook.test_recall import as_rows
from verify.checks import BY_CODE
from verify.credibility.score import assess
from verify.model import Credibility, Finding, Part, Review

KEY = bytes(32)
# Not shrunk: what fails is small enough to read, and fails at once.
few = settings(max_examples=40, deadline=None, phases=(Phase.generate,))
# What the database gives a row, and what links it to others.
GIVEN = {"id", "entry", "mac", "version_id", "review_id", "dossier_id", "respondent_id", "number", "filed_at"}
COUNTED = {"rows_mac", "row_count", "prints_count", "prints_xor"}  # of the rows and their fingerprints
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
codes = st.from_regex(r"\A[a-z_]{1,30}\Z")
numbers = st.floats(allow_nan=False, allow_infinity=False)


# Several days, and two contacts in one cell.
PERIOD = Made("P", (("1", "赵水", "13900000001、13900000002", "电话", "2017-03-05至2017-03-08", "虚构单位"),))


def records_of(made: Review) -> list[DossierRecord]:
    """The records of a review, ``about`` through JSON as the database has it."""
    prepared = reviews.to_records(made, findings_of(made, BY_CODE), VALUES, KEY)
    return [
        replace(item.record, about=json.loads(as_json(item.record.about, sort=False)), review_id=at)
        for at, item in enumerate(prepared)
    ]


def record(**parts: Any) -> DossierRecord:
    """A record with nothing in it but the parts given."""
    return replace(DossierRecord("A", {}, {}, None, (), (), ()), **parts)


def values(column: pd.Series) -> list[Any]:
    """A column as plain values, None for what is missing."""
    return list(column.astype(object).where(column.notna(), None))


def hits(made: Review) -> dict[tuple[str, str], list[str]]:
    """The hits of every check in every dossier, in order, as JSON without facts that are missing."""
    found: dict[tuple[str, str], list[str]] = {}
    for result in made.results:
        for line in result.hits.to_dict("records"):
            known = {name: plain(value) for name, value in line.items() if plain(value) is not None}
            found.setdefault((result.code, str(line["dossier"])), []).append(as_json(known))
    return found


@given(
    st.sampled_from(sorted(KINDS)), st.sampled_from(sorted(set(SCHEMES) - {"recycled"})), st.integers(0, 999)
)
@settings(few, max_examples=6)
def test_any_review(kind: str, scheme: str, seed: int) -> None:
    one = fixture_dossiers.honest(kind, seed, 30)
    other = fabricate(fixture_dossiers.honest(kind, seed + 1, 40), scheme, 0.5, "careless", seed)
    made = review(*(Made(item.id, as_rows(item), title="标题") for item in (one, other)), PERIOD, checks=True)
    made = replace(made, credibility=assess(made.batch, made.results).scores)
    assert (made.batch.rows["start"] != made.batch.rows["end"]).any()
    assert made.batch.contacts["position"].max() == 1
    got, retired = reviews.from_records(records_of(made), ())
    for name in ("rows", "contacts", "dossiers", "segments"):
        ours, theirs = getattr(got.batch, name), getattr(made.batch, name)
        assert len(ours.columns)
        for column in ours.columns:
            assert values(ours[column]) == values(theirs[column]), (name, column)
    assert [(r.code, dict(r.examined), dict(r.skipped)) for r in got.results] == [
        (r.code, dict(r.examined), dict(r.skipped)) for r in made.results
    ]
    assert hits(got) == hits(made) != {}
    assert as_json(list(map(asdict, got.credibility.values()))) == as_json(
        list(map(asdict, made.credibility.values()))
    )
    assert got.priority.tolist() == made.priority.tolist()
    assert (got.settings, got.version, retired) == (VALUES, "test", ())


@pytest.mark.parametrize(
    ("table", "part", "others"),
    [
        (versions, "version", COUNTED),
        (reviews_table, "review", set()),
        (respondents, "respondents", set()),
        (people, "people", set()),
        (findings, "findings", set()),
    ],
)
def test_a_record_has_every_column_of_its_tables(table: Any, part: str, others: set[str]) -> None:
    """A column that is added to a table and to no codec is found here, and not by a user."""
    made = fabricate(fixture_dossiers.honest("retired", 1, 40), "faker", 0.5, "careless", 1)
    (item,) = records_of(review(Made(made.id, as_rows(made)), checks=True))
    rows = getattr(item, part)
    row = rows[0] if isinstance(rows, tuple) else rows
    assert set(row) == {column.name for column in table.columns} - GIVEN - others


facts = st.dictionaries(codes, st.one_of(numbers, st.booleans(), codes, st.dictionaries(codes, numbers)))
parts = st.builds(Part, codes, numbers, st.none() | numbers, facts)
credibility = st.builds(
    Credibility,
    st.none() | st.integers(0, 100),
    st.none() | numbers,
    st.dictionaries(codes, st.integers()),
    st.lists(parts, max_size=4).map(tuple),
)


@given(credibility)
@few
def test_a_score(score: Credibility) -> None:
    """In full, and after a purge where its facts name nobody."""
    column, text, about = scores.to_columns(score)
    about = json.loads(as_json(about, sort=False))
    assert scores.from_record(record(review={"score": column}, score_text=text, about=about)) == score
    assert scores.from_record(record(review={"score": column}, about=about)) == score


@given(credibility, texts.map(lambda text: f"张三 {text}"))
@few
def test_what_a_score_quotes_goes_with_a_purge(score: Credibility, quoted: str) -> None:
    said = Part("SG01", 1.0, 0.5, {"quoted": quoted, "deep": {"er": quoted}, "n": 3})
    column, text, about = scores.to_columns(replace(score, parts=(*score.parts, said)))
    assert "张三" in text
    assert "张三" not in as_json(about)
    left = scores.from_record(record(review={"score": column}, about=json.loads(as_json(about))))
    assert left is not None
    assert left.parts[-1].facts == {"n": 3}


def test_no_score() -> None:
    column, text, about = scores.to_columns(None)
    assert scores.from_record(record(review={"score": column}, score_text=text, about=about)) is None


days = st.dates(date(2010, 1, 1), date(2030, 1, 1)).map(pd.Timestamp)


@given(
    st.fixed_dictionaries(
        {
            **dict.fromkeys(
                ("agency", "recommender", "category", "product_model", "service_name"), st.none() | texts
            ),
            **dict.fromkeys(("valid_questionnaires", "score"), st.none() | st.integers(0, 9_999).map(float)),
            **dict.fromkeys(("survey_start", "survey_end"), st.none() | days),
            **dict.fromkeys(("file", "sheet", "sha256", "reader", "title", "applicant_key"), texts),
            "applicant": st.none() | texts.filter(bool),
            "declared": st.booleans(),
            "header": st.lists(st.integers(1, 20)).map(tuple),
            "columns": st.dictionaries(codes, st.sampled_from("ABC")),
            "notes": st.lists(st.tuples(codes, texts)).map(tuple),
            "unread": st.dictionaries(codes, texts),
            "read_on": days,
        }
    )
)
@few
def test_the_head_of_a_dossier(given_facts: dict[str, Any]) -> None:
    version, head, about, text = header.to_columns(given_facts)
    item = record(version=version, review=head, about=json.loads(as_json(about)), file_text=text)
    got = header.from_records([item]).loc["A"].to_dict()
    want = {**given_facts, "row_count": 0}
    if not given_facts["declared"]:
        want |= dict.fromkeys(header.DECLARED)
    assert set(got) == set(want)
    for name, value in got.items():
        missing = value is None or (not isinstance(value, (tuple, dict, str)) and pd.isna(value))
        assert (None if missing else value) == want[name], name


@given(st.lists(st.tuples(texts, st.dictionaries(codes, st.integers(0, 9)), st.integers(1, 3)), max_size=4))
@few
def test_segments(made: list[tuple[str, dict[str, int], int]]) -> None:
    frame = pd.DataFrame(
        [("A", sheet, columns, len(made) > 1) for sheet, columns, _ in made],
        columns=["dossier", "sheet", "columns", "several"],
    )
    rows = pd.DataFrame({"segment": [at for at, (_, _, size) in enumerate(made) for _ in range(size)]})
    stored = json.loads(as_json(segments.to_values(frame, rows)))
    item = record(about={"sheets": stored})
    back = segments.from_record(item)
    assert [part.rows for part in back] == [size for _, _, size in made]
    got = segments.frame([item], [back])
    assert got.to_dict("list") == frame.to_dict("list")


@given(
    st.builds(Lesson, texts, texts, texts, st.dictionaries(codes, numbers), st.integers(0), st.integers(0))
)
@few
def test_a_lesson(lesson: Lesson) -> None:
    assert lessons.from_row(tuple(lessons.to_row(lesson).values())) == lesson


@given(st.builds(Attempt, texts, st.integers(1, 3), texts, texts, texts), texts)
@few
def test_an_attempt(attempt: Attempt, source: str) -> None:
    row = calls.attempt_to_row(7, attempt, source)
    assert (row["respondent_id"], row["source"]) == (7, source)
    asked = calls.attempts_of(attempts).selected_columns.keys()
    assert calls.attempt_from_row([{**row, "row_id": attempt.row}[name] for name in asked]) == attempt


@given(st.builds(Remark, texts, texts, texts, texts, texts, texts))
@few
def test_a_remark(remark: Remark) -> None:
    assert calls.remark_from_row((remark.row, remark.caller, calls.remark_to_text(remark))) == remark


def test_findings_stand_in_the_order_in_which_the_check_found_them() -> None:
    """They are filed in the order in which they are shown, which is another."""
    found = [
        Finding("XX01", "warn", "", "A", (row,), ("B2",), (), {"row": row}) for row in ("A#0002", "A#0003")
    ]
    places = {("XX01", "warn", ("A#0002",)): [("name", 1)], ("XX01", "warn", ("A#0003",)): [("mode", 0)]}
    rows, texts, pointed = codec_findings.to_rows(found, places)
    item = record(
        respondents=({"row_id": "A#0002"}, {"row_id": "A#0003"}),
        findings=tuple(rows),
        finding_texts=texts,
        about={"findings": pointed},
    )
    hits = codec_findings.from_records([item])["XX01"]
    assert [(hit.at, hit.field, hit.facts) for hit in hits] == [
        ((1,), "mode", {"row": "A#0003"}),
        ((0,), "name", {"row": "A#0002"}),
    ]


def test_what_was_not_recorded_is_said() -> None:
    """A check that another dossier of the round was put through passes nobody silently."""
    made = review(Made("A", (("1", "赵水", "13900000001", "电话", "2017-03-05", "虚构单位"),)), checks=True)
    (full,) = records_of(made)
    results, _ = checks.from_records([full, replace(full, code="B", about=None)], ())
    assert results
    assert {result.skipped["B"] for result in results} == {checks.NOT_RECORDED}
