"""kill -9 at a random moment of every command that writes; ``make soak`` runs 300 of them."""

from __future__ import annotations

import os

import pytest

from tests.casebook.durable.moments import STAGES, many


@pytest.mark.skipif(os.name != "posix", reason="kills a process group, which is POSIX")
def test_every_command_once() -> None:
    found = many(len(STAGES), seed=20170620)
    assert sum(found.values()) == len(STAGES) == 20
    assert {stage for stage, _ in found} == set(STAGES)
