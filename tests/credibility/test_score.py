"""The score: the same anywhere, never without its parts, ranks where the reference is too small."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from benchmarks import build_reference
from benchmarks.scoring import cast
from benchmarks.scoring.rosters import as_batch
from fixtures.dossiers import KINDS as BUILT
from fixtures.dossiers import Dossier, honest
from fixtures.fabrication import fabricate
from fixtures.files.writing import spell_out
from verify import batch as batches
from verify import register as registers
from verify.checks import ALL
from verify.credibility import words
from verify.credibility.discovery import alarms
from verify.credibility.reference import FIT, Experience, Reference, grow, parse, shipped, text
from verify.credibility.score import assess, experience
from verify.credibility.signals import measure
from verify.credibility.vector import vector
from verify.credibility.view import views
from verify.model import Credibility
from verify.settings import Settings

KINDS = ("village", "one_employer", "exhibition", "switchboard", "online_link", "mall_shoppers")
HONEST = [honest(kind, 70 + seed) for seed, kind in enumerate(KINDS)]
FORGED = [
    fabricate(honest("car_owners", 80 + n), scheme, 1.0, "careless", n)
    for n, scheme in enumerate(("invented", "neighbours", "machine", "padded"))
]
EVERY = [*HONEST, *FORGED]


def scores(dossiers: list[Dossier], checks: bool = False) -> list[Credibility]:
    """Scores in the order of the dossiers."""
    batch = as_batch(dossiers)
    results = [check.run(batch, Settings()) for check in ALL] if checks else []
    return list(assess(batch, results).scores.values())


@pytest.fixture(scope="module")
def together() -> list[Credibility]:
    return scores(EVERY, checks=True)


@pytest.mark.parametrize("place", range(len(EVERY)))
def test_the_same_roster_has_the_same_score_alone_and_in_a_batch(
    together: list[Credibility], place: int
) -> None:
    assert scores([EVERY[place]], checks=True) == [together[place]]


def test_the_order_of_the_dossiers_does_not_matter(together: list[Credibility]) -> None:
    assert scores(EVERY[::-1], checks=True)[::-1] == together


def test_a_copy_in_the_batch_does_not_matter(together: list[Credibility]) -> None:
    assert scores([EVERY[-1], *EVERY, EVERY[0]], checks=True)[1:-1] == together


def test_the_day_does_not_matter() -> None:
    def on(day: date) -> list[Credibility]:
        batch = as_batch(EVERY[:3], today=day)
        return list(assess(batch, [c.run(batch, Settings()) for c in ALL]).scores.values())

    assert on(date(2017, 6, 1)) == on(date(2031, 2, 3))


@pytest.mark.parametrize("dossier", [HONEST[0], HONEST[5], FORGED[0], FORGED[2]], ids=lambda d: d.id)
def test_permuted_rows_change_only_what_looks_at_order(dossier: Dossier) -> None:
    order = np.random.default_rng(5).permutation(len(dossier.rows))
    rows = spell_out(dossier.rows)
    mixed = replace(dossier, rows=tuple(rows[i] for i in order))
    before, after = (measure(next(views(as_batch([d])))) for d in (dossier, mixed))
    for one, other in zip(before, after, strict=True):
        for name in one.parts:
            # These look along the file, and say so.
            if f"{one.code}.{name}" not in ("SG02.window", "SG03.stretch", "SG05.stretch", "SG06.turn"):
                assert one.parts[name] == other.parts[name], (one.code, name)


def test_forged_rosters_stand_out_and_honest_ones_do_not(together: list[Credibility]) -> None:
    assert all(c.score > 70 and c.p_value > 0.02 for c in together[: len(HONEST)])
    assert all(c.score < 75 and c.p_value < 0.02 for c in together[len(HONEST) :])


def test_the_parts_add_up_to_the_score(together: list[Credibility]) -> None:
    for credibility in together:
        assert credibility.score == round(sum(part.points for part in credibility.parts))
        assert 0 <= credibility.score <= 100


def test_every_part_has_plain_words_and_another_explanation_in_both_languages(
    together: list[Credibility],
) -> None:
    small = Reference("x", (), (), np.zeros((0, shipped().vectors.shape[1])))
    ranked = list(assess(as_batch(FORGED), (), small).scores.values())
    for part in [p for c in [*together, *ranked] for p in c.parts]:
        for lang in ("zh", "en"):
            for say in (words.title, words.plain, words.innocent):
                assert say(part, lang).strip()
                assert "{" not in say(part, lang)
        tested = part.signal.startswith("SG") and "reason" not in part.facts
        assert (part.p_value is not None) == (tested or part.signal in ("ALL",) or "check" in part.facts)


def test_a_signal_that_did_not_earn_its_place_is_shown_and_costs_nothing(together: list[Credibility]) -> None:
    turn = next(p for p in together[len(HONEST) + 2].parts if p.signal == "SG06.turn")
    assert turn.p_value < 0.05
    assert turn.points == 0
    assert "不计分" in words.plain(turn, "zh")


def test_every_signal_says_its_null_and_how_much_it_saw(together: list[Credibility]) -> None:
    for part in together[-1].parts:
        if part.signal.startswith("SG"):
            assert "reason" in part.facts or words.null(part.facts["null"], "zh")
            assert part.facts["n"] >= 0


def test_fewer_than_99_reference_dossiers_give_ranks_and_no_verdict() -> None:
    whole = shipped()
    calibration = [i for i, role in enumerate(whole.roles) if role != FIT][:98]
    chosen = [i for i, role in enumerate(whole.roles) if role == FIT] + calibration
    few = Reference(
        "few",
        tuple(whole.roles[i] for i in chosen),
        tuple(whole.origins[i] for i in chosen),
        whole.vectors[chosen],
    )
    found = list(assess(as_batch([FORGED[0], HONEST[5]]), (), few).scores.values())
    assert [(c.score, c.p_value) for c in found] == [(None, None)] * 2
    forged, calm = (next(p.facts for p in c.parts if p.signal == "RANK") for c in found)
    assert forged["dossiers"] == 98
    assert forged["odder"] < calm["odder"]
    assert alarms({"a": found[0]}) == ()


def test_the_reference_says_what_it_is(together: list[Credibility]) -> None:
    facts = together[0].reference
    assert facts["version"] == "synthetic-8"
    assert facts["sha256"] == shipped().sha256
    assert facts["synthetic"] == len(shipped().roles)
    assert facts["dossiers"] >= 99


@pytest.mark.parametrize("kind", cast.FIT_KINDS[:2])
def test_the_shipped_reference_is_what_the_code_makes(kind: str) -> None:
    """Stale means: run python -m benchmarks.build_reference."""
    place = cast.FIT_KINDS.index(kind) * build_reference.FIT_EACH
    seeds = [cast.FIT_SEED, cast.FIT_SEED + 1]
    made = cast.vectors([honest(kind, seed, build_reference.rows_of(seed), wide=True) for seed in seeds])
    np.testing.assert_allclose(made, shipped().vectors[place : place + 2], atol=0.002)


def test_a_reference_survives_writing_and_reading() -> None:
    again = parse(text(shipped()))
    assert again.sha256 == shipped().sha256
    with pytest.raises(ValueError, match="columns"):
        parse(text(shipped()).replace("SG01.near", "SG01.far", 1))


def test_callbacks_make_the_reference_grow_and_their_order_does_not_matter() -> None:
    rng = np.random.default_rng(1)
    width = shipped().vectors.shape[1]
    passed = [Experience(rng.random(width).round(3), 20, 0) for _ in range(30)]
    failed = [Experience(rng.random(width).round(3) + 3, 5, 15) for _ in range(10)]
    unclear = [Experience(rng.random(width), 19, 1), Experience(rng.random(width), 2, 1)]
    grown = grow(shipped(), [*passed, *failed, *unclear])
    assert grown.version == "synthetic-8+40"
    assert grown.sha256 != shipped().sha256
    assert (grown.facts()["casebook"], grown.facts()["forged"]) == (40, 10)
    assert grow(shipped(), [*unclear, *failed[::-1], *passed[::-1]]).sha256 == grown.sha256
    assert grow(shipped(), []).sha256 == shipped().sha256


def test_a_score_gives_back_the_vector_that_the_reference_grows_by(together: list[Credibility]) -> None:
    taught = experience(together[-1], 10, 0).vector
    measured = vector(measure(next(views(as_batch([EVERY[-1]])))))
    np.testing.assert_array_equal(taught, measured)


def test_benjamini_hochberg_names_what_the_textbook_names() -> None:
    """The fifteen p-values of Benjamini and Hochberg (1995), section 3.2: four are rejected at 0.05."""
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344]
    p += [0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000]
    found = {f"d{i:02d}": Credibility(50, value, {}, ()) for i, value in enumerate(p)}
    assert alarms(found, 0.05) == ("d00", "d01", "d02", "d03")


def test_rows_that_were_forged_are_called_first() -> None:
    half = fabricate(honest("car_owners", 91, 200), "invented", 0.3, "careless", 3)
    found = assess(as_batch([half, HONEST[5]])).suspicion.to_numpy()
    forged = np.array([label == "invented" for label in half.truth])
    mine = found[: len(forged)]
    assert mine[forged].mean() > mine[~forged].mean() > found[len(forged) :].mean()
    assert found.min() >= 0
    assert found.max() <= 1


def test_the_shipped_reference_is_large_enough_to_name_one_forger_in_a_round_of_300() -> None:
    """Two arms: the smallest p-value is 2 / (D + 1); Benjamini and Hochberg name it alone where p <= 0.05 / 300."""
    assert 2 / (shipped().dossiers + 1) <= 0.05 / 300
    assert sum(path.stat().st_size for path in (build_reference.PATH, build_reference.FITTED)) < 3_000_000


def test_a_score_says_how_small_a_p_value_can_get(together: list[Credibility]) -> None:
    part = next(p for p in together[-1].parts if p.signal == "ALL")
    assert part.facts["floor"] == round(200 / (shipped().dossiers + 1), 3)
    assert str(part.facts["floor"]) in words.plain(part, "zh")
    assert part.p_value >= 2 / (shipped().dossiers + 1)


def test_an_oddity_is_charged_once(together: list[Credibility]) -> None:
    """What signals and comparison take off together is what the comparison says, and nothing at p >= 0.1."""
    for found in together:
        off = -sum(p.points for p in found.parts if p.signal.startswith("SG") or p.signal == "ALL")
        assert off == pytest.approx(min(60.0, 20 * max(0.0, -np.log10(found.p_value) - 1)), abs=0.06)


def test_a_finding_that_a_component_was_charged_for_costs_only_what_goes_beyond() -> None:
    late = fabricate(honest("car_owners", 83), "future_prefix", 1.0, "careless", 3)
    parts = scores([late], checks=True)[0].parts
    component = next(p for p in parts if p.signal == "SG08.impossible")
    finding = next(p for p in parts if p.signal == "CT04")
    assert component.points < -10
    assert finding.points == min(0.0, round(-15.0 - component.points, 1))


def test_an_empty_batch_has_no_scores() -> None:
    batch = batches.build([], registers.empty(), Settings(), date(2017, 7, 1))
    assert assess(batch).scores == {}


def test_scores_of_every_kind_are_plain_values() -> None:
    drawn = [honest(kind, 77) for kind in BUILT]
    for found in assess(as_batch(drawn)).scores.values():
        for part in found.parts:
            json.dumps([part.points, part.p_value, dict(part.facts)])
