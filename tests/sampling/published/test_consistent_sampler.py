"""Second witness: the PyPI package consistent_sampler 1.0.10 by R. L. Rivest."""

from __future__ import annotations

import hashlib
from importlib.metadata import version

import pytest
from consistent_sampler.consistent_sampler import first_fraction, sampler, trim

from sampling.draw.tickets import seed_hash, shown, ticket_number, tickets

NAMES = (
    "HLJ2017-{:03d}#0004",
    "黑龙江测试-{:03d}#0012",
    "冰城乳业/表1#{:04d}",
    "𠮷野-{:03d}",
    "é{:d}",
    "{:d}",
)
SEEDS = [str(int(hashlib.sha256(b"seed %d" % i).hexdigest(), 16))[:20] for i in range(190)] + [
    "0", "00", "314159", "骰子三一四", "20 digits of dice", "é", "０１２３", "a" * 200, "-1", "1e5",
]  # fmt: skip
IDS = [NAMES[i % len(NAMES)].format(i) for i in range(150)]


def test_version():
    assert version("consistent-sampler") == "1.0.10"


def test_200_seeds_and_150_ids_each():
    assert len(SEEDS) == len(set(SEEDS)) == 200
    assert len(IDS) == len(set(IDS)) == 150
    for seed in SEEDS:
        theirs = [(ticket[0], ticket[1]) for ticket in sampler(IDS, seed, digits=18)]
        assert [(shown(ticket.number), ticket.row) for ticket in tickets(seed, IDS)] == theirs


@pytest.mark.parametrize("seed", SEEDS[:20])
def test_whole_tickets(seed):
    for row in IDS:
        assert ticket_number(seed_hash(seed), row) == first_fraction(row, seed)


@pytest.mark.parametrize(
    "number", ["0.9998", "0.999", "0.1", "0.9" * 3, "0." + "9" * 40 + "123456789012345678901"]
)
def test_display_form(number):
    assert shown(number) == trim(number, 18)
