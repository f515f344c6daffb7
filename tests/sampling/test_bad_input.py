"""What people and files get wrong: each is refused by name, or read as documented."""

from __future__ import annotations

import hashlib
import json
import re
import string
from dataclasses import replace
from fractions import Fraction

import pytest

from phrases import keys, texts
from sampling.design import exact
from sampling.design.plan import round_plan, single_plan, two_stage_plan
from sampling.draw.record import differences, read_record, record, to_text
from sampling.draw.seal import canonical, make_seal, read_seal, seal_dossier, to_document
from sampling.draw.seal import to_text as seal_text
from sampling.draw.tickets import draw_dossier, read_seed, replay, seed_hash, tickets
from sampling.errors import SamplingError
from sampling.judge import bounds, estimate
from sampling.model import Counts
from tests.sampling.helpers import small_seal

SEED = "31415926535897932384"


def code_of(call):
    with pytest.raises(SamplingError) as caught:
        call()
    for lang in ("zh", "en"):
        reason, fix = caught.value.words(lang)
        assert reason
        assert fix
        assert "{" not in reason.replace("{}", "")
    return caught.value.code


@pytest.mark.parametrize("text", ["10%", "10", "0.1", "0.10", "1/10", " 10 % ", "１０％", "10.0%", "10/100"])
def test_readings_of_one_tenth(text):
    assert exact.share(text) == Fraction(1, 10)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.5%", Fraction(1, 200)),
        ("95", Fraction(19, 20)),
        ("1%", Fraction(1, 100)),
        ("1.5", Fraction(3, 200)),
        ("99.9", Fraction(999, 1000)),
    ],
)
def test_readings_of_other_shares(text, value):
    assert exact.share(text) == value


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1", "share_ambiguous"), ("1.0", "share_ambiguous"), ("0", "share_range"), ("0%", "share_range"),
        ("100", "share_range"), ("100%", "share_range"), ("3/2", "share_range"), ("-5%", "share_unreadable"),
        ("ten", "share_unreadable"), ("", "share_unreadable"), ("1/0", "share_unreadable"), ("10%%", "share_unreadable"),
        ("1e-1", "share_unreadable"), ("nan", "share_unreadable"), (0.1, "share_unreadable"), (None, "share_unreadable"),
    ],
)  # fmt: skip
def test_shares_that_are_refused(text, code):
    assert code_of(lambda: exact.share(text)) == code


@pytest.mark.parametrize(
    "value", [Fraction(1, 10), Fraction(1, 40), Fraction(1, 3), Fraction(999, 1000), Fraction(0)]
)
def test_shares_are_written_as_they_are_read(value):
    text = exact.share_text(value)
    assert exact.share(text, zero=True) == value


def test_one_writing_of_a_share_in_every_seal():
    for text in ("0.1", "10", "10%", "1/10"):
        assert single_plan(100, tolerable=text).tolerable == "10%"
    assert exact.share_text(Fraction(1, 40)) == "2.5%"
    assert exact.share_text(Fraction(1, 3)) == "1/3"


@pytest.mark.parametrize("seed", ["", " ", "   ", "\t", "\u3000\u3000", "\ufeff", "\u200b"])
def test_a_seed_of_spaces(seed):
    assert code_of(lambda: read_seed(seed)) == "seed_blank"


@pytest.mark.parametrize("seed", [" 123", "123 ", "123\n", "\u3000123", "12\x003", "12\n3", "\ud800"])
def test_a_seed_with_spaces_at_its_ends_or_control_characters(seed):
    assert code_of(lambda: read_seed(seed)) == "seed_edges"


@pytest.mark.parametrize("seed", [31415926535897932384, 3.14, None, b"314", True])
def test_a_seed_that_is_no_text(seed):
    assert code_of(lambda: read_seed(seed)) == "seed_kind"


def test_a_number_for_a_seed_in_json():
    seal = small_seal()
    document = record(seal, ["314159"])
    document["seeds"] = [314159]
    assert code_of(lambda: read_record(json.dumps(document), seal)) == "seed_kind"
    assert (
        code_of(lambda: read_record(to_text(document).replace("314159", "31415926535897932384"), seal))
        == "draw_unreadable"
    )


def test_inner_spaces_of_a_seed_count_and_both_writings_of_a_letter_are_one():
    assert seed_hash("12 34") != seed_hash("1234")
    assert seed_hash("e\u0301") == seed_hash("é")


def changed(text, **keys):
    document = json.loads(text)
    document["dossiers"][0].update(keys)
    return json.dumps(document, ensure_ascii=False)


def test_a_seal_with_a_changed_roster():
    seal = small_seal()
    rows = list(seal.dossiers[0].rows)
    assert (
        code_of(lambda: read_seal(changed(seal_text(seal), rows=[*rows[:-1], rows[-1] + "x"])))
        == "seal_changed"
    )
    assert code_of(lambda: read_seal(changed(seal_text(seal), rows=rows[:-1]))) == "seal_changed"
    assert code_of(lambda: read_seal(changed(seal_text(seal), roster_sha256="f" * 64))) == "seal_changed"


def test_every_single_character_of_a_seal_is_under_it():
    text = seal_text(small_seal(1, 12, 0))
    sealed = read_seal(text)
    for at, char in enumerate(text):
        if char in " \n":
            continue
        other = next(c for c in string.digits + "ax" if c != char)
        try:
            got = read_seal(text[:at] + other + text[at + 1 :])
        except SamplingError:
            continue
        assert got == sealed, f"the change at {at} ({text[at - 10 : at + 10]!r}) went unnoticed"


def resealed(seal, **keys):
    """A seal whose hash is right but whose content is not what sealing would allow."""
    document = to_document(seal)
    document.pop("seal_sha256")
    for key, value in keys.items():
        if key == "plan":
            document["dossiers"][0]["plan"] = {**document["dossiers"][0]["plan"], **value}
        elif key in document["dossiers"][0]:
            document["dossiers"][0][key] = value
        else:
            document[key] = value
    document["seal_sha256"] = hashlib.sha256(canonical(document)).hexdigest()
    return json.dumps(document, ensure_ascii=False)


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        ({"rows": ["a"] * 60}, "duplicate_rows"),
        ({"rows": list(range(60))}, "seal_format"),
        ({"rows": "abc"}, "seal_format"),
        ({"targeted": ["nobody"]}, "targeted_unknown"),
        ({"population": 61}, "seal_format"),
        ({"population": True}, "seal_format"),
        ({"id": 7}, "seal_format"),
        ({"plan": {"n1": 61}}, "sample_exceeds_rows"),
        ({"plan": {"n1": "20"}}, "seal_format"),
        ({"plan": {"n1": -1}}, "seal_format"),
        ({"plan": {"extra": 1}}, "seal_format"),
        ({"plan": {"population": 60}}, "seal_format"),
        ({"plan": {"tolerable": 10}}, "seal_format"),
        ({"format": "hefang-seal/2"}, "seal_format"),
        ({"dossiers": []}, "seal_empty"),
        ({"dossiers": {}}, "seal_format"),
        ({"extra": "x"}, "seal_format"),
        ({"version": None}, "seal_format"),
    ],
)
def test_malformed_seals(keys, code):
    assert code_of(lambda: read_seal(resealed(small_seal(), **keys))) == code


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", "NaN", '{"a": 1.0}', '{"a": 1e3}', '{"a": -0}', '{"a": 1, "a": 1}', '{"a": Infinity}',
     '{"a": "\\ud800"}', '{"a": 12345678901234567890}', "[" * 100_000, '{"format": "\ud800"}'],
)  # fmt: skip
def test_json_that_is_no_seal(text):
    assert code_of(lambda: read_seal(text)) == "seal_unreadable"


def test_duplicate_ids():
    seal = small_seal(2)
    first, second = seal.dossiers
    assert code_of(lambda: tickets(SEED, ["a#1", "b#1", "a#1"])) == "duplicate_rows"
    assert code_of(lambda: seal_dossier("a", ["a#1", "a#1"], "0" * 64, first.plan)) == "duplicate_rows"
    assert code_of(lambda: make_seal([first, first], "", "")) == "duplicate_dossiers"
    assert code_of(lambda: make_seal([first, replace(second, rows=first.rows)], "", "")) == "duplicate_rows"


def test_fewer_rows_than_the_sample():
    sealed = small_seal(1, 60, 0).dossiers[0]
    assert (
        code_of(lambda: seal_dossier("a", sealed.rows[:10], "0" * 64, sealed.plan)) == "sample_exceeds_rows"
    )
    assert (
        code_of(lambda: draw_dossier(replace(sealed, rows=sealed.rows[:10]), [SEED])) == "sample_exceeds_rows"
    )
    assert code_of(lambda: bounds(20, Counts(30, 0))) == "count_range"


def test_targeting_everybody_leaves_nothing_to_draw():
    sealed = small_seal(1, 60, 0).dossiers[0]
    assert (
        code_of(lambda: seal_dossier("a", sealed.rows, "0" * 64, sealed.plan, sealed.rows)) == "empty_roster"
    )
    assert code_of(lambda: seal_dossier("a", [], "0" * 64, sealed.plan)) == "empty_roster"
    assert code_of(lambda: round_plan(60, targeted=60)) == "count_range"


def test_a_second_draw_with_another_seed_is_refused_by_name():
    seal = small_seal()
    drawn = to_text(record(seal, [SEED]))
    assert to_text(record(seal, [SEED], drawn)) == drawn
    with pytest.raises(SamplingError) as caught:
        record(seal, ["99999"], drawn)
    assert caught.value.code == "already_drawn"
    reason, fix = caught.value.words("zh")
    assert SEED in reason
    assert "99999" in reason
    assert "--again" in fix
    assert code_of(lambda: record(seal, ["99999"], drawn, reason="  ")) == "reason_missing"
    again = record(seal, ["99999"], drawn, reason="骰子落地")
    assert again["superseded"] == [{"seeds": [SEED], "reason": "骰子落地"}]
    third = record(seal, ["88888"], to_text(again), reason="再次落地")
    assert [item["seeds"] for item in third["superseded"]] == [[SEED], ["99999"]]


def test_a_draw_of_another_seal():
    drawn = to_text(record(small_seal(1), [SEED]))
    assert code_of(lambda: record(small_seal(2), [SEED], drawn)) == "draw_other_seal"
    assert code_of(lambda: read_record("{}", small_seal(1))) == "draw_unreadable"


def test_stage_two_needs_fresh_dice_and_a_plan_that_has_one():
    assert code_of(lambda: replay(small_seal(), [SEED, SEED])) == "same_dice"
    sealed = small_seal(1, 60, 0).dossiers[0]
    single = make_seal([replace(sealed, plan=single_plan(60))], "", "")
    assert code_of(lambda: replay(single, [SEED, "2"])) == "no_stage_two"
    assert code_of(lambda: replay(single, [])) == "count_range"


def test_differences_are_named():
    seal = small_seal()
    draws = replay(seal, [SEED])
    document = record(seal, [SEED])
    assert differences(document, draws) == ()
    assert {item["part"] for item in differences(record(seal, ["2"]), draws)} == {
        "sample",
        "reserve",
        "tickets",
    }
    assert differences({"dossiers": [None, 7, {"id": []}]}, draws)[0]["part"] == "dossier"
    assert [item["part"] for item in differences({}, draws)] == ["dossier", "dossier"]
    document["dossiers"].append({"id": "other"})
    assert differences(document, draws) == (
        {"dossier": "other", "part": "dossier", "expected": "other", "got": "-"},
    )


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: single_plan(0), "count_range"),
        (lambda: single_plan(-5), "count_range"),
        (lambda: single_plan(10.5), "count_range"),
        (lambda: single_plan(10**7), "count_range"),
        (lambda: single_plan(100, accept=11), "accept_too_large"),
        (lambda: single_plan(100, accept=-1), "count_range"),
        (lambda: two_stage_plan(5), "no_two_stage"),
        (lambda: two_stage_plan(100, expected="10%"), "expected_too_large"),
        (lambda: two_stage_plan(100, tolerable="1"), "share_ambiguous"),
        (lambda: two_stage_plan(5000), "count_range"),
        (lambda: single_plan(100, dead_numbers="perhaps"), "dead_rule"),
        (lambda: bounds(100, Counts(30, 20, 20)), "counts_exceed"),
        (lambda: bounds(100, Counts(30, -1)), "count_range"),
        (lambda: bounds(100, Counts(30, 0), Counts(80, 0)), "count_range"),
        (lambda: bounds(0, Counts(0, 0)), "count_range"),
        (lambda: estimate(two_stage_plan(100), Counts(24, 0)), "count_range"),
        (lambda: estimate(two_stage_plan(100), Counts(25, 1), Counts(25, 0)), "count_range"),
        (lambda: estimate(two_stage_plan(100), Counts(25, 1), known_bad=80), "count_range"),
    ],
)
def test_counts_that_make_no_sense(call, code):
    assert code_of(call) == code


def test_every_error_has_words_in_both_languages():
    codes = [k for k in keys("sampling_error.") if not k.endswith(".do") and ".name." not in k]
    assert len(codes) > 35
    for code in codes:
        said = [*texts(code), *texts(f"{code}.do")]
        assert all(said), code
        fields = [set(re.findall(r"\{(\w+)", text)) for text in said]
        assert fields[0] == fields[1], code


def test_small_rosters_get_one_stage():
    plan = round_plan(9)
    assert (plan.n1, plan.n2, plan.stages) == (9, 0, 1)
    assert round_plan(1).n1 == 1
