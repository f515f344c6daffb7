"""kill -9 of the server at 20 random moments, three callers at once; ``python -m tests.casebook.desk.moments`` does 300."""

from __future__ import annotations

import os

import pytest

from casebook.connect import Casebook
from tests.casebook.build import Made, people
from tests.casebook.desk.build import drawn
from tests.casebook.desk.moments import killed


@pytest.mark.skipif(os.name != "posix", reason="forks and kills, which is POSIX")
def test_twenty_moments(book: Casebook, where: str) -> None:
    made = [Made(code, people(60, at * 100)) for at, code in enumerate("ABC")]
    done = killed(drawn(book, *made), where, kills=20, callers=3, seed=20170620)
    assert done["kills"] == 20, done
    assert done["answers that never came"] > 0
    # An outcome whose answer the kill swallowed is stored and not counted here: how many those are is chance.
    assert done["acknowledged"] > 100
    assert done["of the second ear"] > 0
