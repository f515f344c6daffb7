"""kill -9 at 20 random moments in add, seal, draw, import, judge and withdraw; ``make soak`` runs 300."""

from __future__ import annotations

import os

import pytest

from tests.casebook.durable.moments import STAGES, many


@pytest.mark.skipif(os.name != "posix", reason="kills a process group, which is POSIX")
def test_twenty_moments() -> None:
    found = many(20, seed=20170620)
    assert sum(found.values()) == 20
    assert {stage for stage, _ in found} == set(STAGES)
