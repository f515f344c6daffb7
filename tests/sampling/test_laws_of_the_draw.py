"""Laws that a draw must keep, whatever the seed and the rows."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sampling.draw.record import record, to_text
from sampling.draw.seal import canonical, read_seal, seal_dossier, to_document
from sampling.draw.seal import to_text as seal_text
from sampling.draw.tickets import draw_dossier, replay, tickets
from tests.sampling.helpers import small_seal

seeds = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cn", "Zs", "Zl", "Zp", "Cf")), min_size=1, max_size=40
)
rows = st.lists(
    st.text(st.characters(exclude_categories=("Cs",)), min_size=1), min_size=2, max_size=40, unique=True
)


def order(seed, ids):
    return [ticket.row for ticket in tickets(seed, ids)]


@given(seeds, rows, st.data())
@settings(deadline=None)
def test_dropping_a_row_keeps_the_order_of_the_rest(seed, ids, data):
    gone = data.draw(st.sampled_from(ids))
    assert order(seed, [row for row in ids if row != gone]) == [
        row for row in order(seed, ids) if row != gone
    ]


@given(seeds, rows, st.randoms())
@settings(deadline=None)
def test_the_order_of_the_roster_does_not_matter(seed, ids, random):
    mixed = list(ids)
    random.shuffle(mixed)
    assert tickets(seed, mixed) == tickets(seed, ids)


@given(seeds, st.integers(12, 60))
@settings(max_examples=50, deadline=None)
def test_a_longer_sample_extends_a_shorter_one(seed, population):
    sealed = small_seal(1, population, 0).dossiers[0]
    assume(sealed.plan.n2)
    bigger = replace(sealed, plan=replace(sealed.plan, n1=sealed.plan.n1 + 1, n2=sealed.plan.n2 - 1))
    short, long = draw_dossier(sealed, [seed]), draw_dossier(bigger, [seed])
    assert long.sample[:-1] == short.sample
    assert short.sample + short.reserve == long.sample + long.reserve


@given(seeds)
@settings(max_examples=30, deadline=None)
def test_same_seed_and_seal_give_the_same_bytes(seed):
    seal = small_seal()
    assert to_text(record(seal, [seed])) == to_text(record(read_seal(seal_text(seal)), [seed]))


@given(seeds, seeds)
@settings(max_examples=30, deadline=None)
def test_stage_two_takes_fresh_dice_over_the_rows_that_stage_one_left(first, second):
    seal = small_seal()
    assume(replay(seal, [first]) and first != second)
    assume(record(seal, [first])["seeds"] != record(seal, [second])["seeds"])
    for early, late, sealed in zip(
        replay(seal, [first]), replay(seal, [first, second]), seal.dossiers, strict=True
    ):
        assert len(late.sample) == sealed.plan.n2
        assert set(late.sample) | set(late.reserve) == set(early.reserve)
        assert list(late.sample + late.reserve) == order(second, early.reserve)


@given(seeds)
@settings(max_examples=30, deadline=None)
def test_targeted_rows_are_never_drawn_and_nobody_else_is_left_out(seed):
    seal = small_seal(3, 40, 5)
    for drawn, sealed in zip(replay(seal, [seed]), seal.dossiers, strict=True):
        assert len(drawn.sample) == sealed.plan.n1
        assert sorted(drawn.sample + drawn.reserve + sealed.targeted) == sorted(sealed.rows)
        assert set(drawn.tickets) == set(sealed.drawable)


@given(rows, st.text(st.characters(exclude_categories=("Cs",))))
@settings(max_examples=50, deadline=None)
def test_a_seal_survives_its_file(ids, name):
    seal = small_seal(1, 40, 0)
    plan = replace(seal.dossiers[0].plan, n1=1, n2=0, population=len(ids))
    from sampling.draw.seal import make_seal

    made = make_seal([seal_dossier(name, ids, "0" * 64, plan)], "0" * 64, "1")
    assert read_seal(seal_text(made)) == made
    assert canonical(to_document(made)) == canonical(to_document(read_seal(seal_text(made))))
