"""kill -9 at 22 random moments in every command that writes, twice each; ``make soak`` runs 300."""

from __future__ import annotations

import os

import pytest

from tests.casebook.durable.moments import STAGES, many


@pytest.mark.skipif(os.name != "posix", reason="kills a process group, which is POSIX")
def test_every_command_twice() -> None:
    found = many(2 * len(STAGES), seed=20170620)
    assert sum(found.values()) == 2 * len(STAGES)
    assert {stage for stage, _ in found} == set(STAGES)
