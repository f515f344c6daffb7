"""RS02: the form asks for every respondent up to the cap of 200, and for 200 above it."""

from __future__ import annotations

import pytest

from tests.checks.examples import batch_of, lines
from verify.checks import BY_CODE
from verify.settings import Settings


def hits(rows: int, declared: int) -> int:
    listed = "\n".join(f"赵{at}  {declared}" for at in range(rows))
    batch = batch_of(lines(f"name  @valid_questionnaires\n{listed}"))
    return len(BY_CODE["RS02"].run(batch, Settings()).hits)


@pytest.mark.parametrize(
    ("rows", "declared", "short"),
    [
        (199, 199, False),
        (198, 199, True),
        (199, 200, True),
        (200, 200, False),
        (200, 201, False),  # 200 are asked for, however many were valid
        (200, 1_500, False),
        (199, 201, True),
        (199, 1_500, True),
    ],
)
def test_nobody_need_list_more_than_two_hundred(rows: int, declared: int, short: bool) -> None:
    assert hits(rows, declared) == short


def test_the_cap_is_what_the_finding_asks_for() -> None:
    batch = batch_of(lines("name  @valid_questionnaires\n赵一水  1500"))
    found = BY_CODE["RS02"].run(batch, Settings()).hits
    assert found["wanted"].tolist() == [200]
    assert found["declared"].tolist() == [1_500]
