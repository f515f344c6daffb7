"""Every kind of odd file goes the whole road to its right reading, and nobody in it is accused wrongly.

``python -m tests.intake.kinds`` prints the same as a table, also for cases that others gathered.
"""

from __future__ import annotations

from collections import Counter

import pytest

from tests.intake.kinds.answers import own
from tests.intake.kinds.case import CASES, KINDS, Right, wrong


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    """(kind, name, what is wrong) of every case, all reviewed in one run."""
    return list(own(tmp_path_factory.mktemp("kinds")))


def test_every_kind_has_two_cases_of_our_own_and_each_is_right(answers):
    assert [(name, faults) for _, name, faults in answers if faults] == []
    assert len(answers) == len({name for _, name, _ in answers}) > len(CASES)
    counts = Counter(kind for kind, _, _ in answers)
    assert {kind: counts[kind] for kind in KINDS if counts[kind] < 2} == {}


def test_what_is_wrong_is_said():
    """The judge itself: a value, a row, a check and an accusation that are not as they should be."""
    row = {
        "row": 2,
        "name": "测甲",
        "mode": "PHONE",
        "employer": "",
        "serial": "1",
        "contacts": [{"value": "1"}],
    }
    row["surveyed"] = {"start": "2017-03-05", "end": "2017-03-05"}
    finding = {"code": "CT02", "severity": "fail", "rows": ["a#0002"]}
    dossier = {"rows": [row], "findings": [finding]}
    right = Right(1, {2: {"contacts": ["1"]}}, {"CT02": [2]})
    assert list(wrong([dossier], right)) == []
    assert list(
        wrong([dossier], Right(2, {2: {"contacts": ["2"]}, 3: {"name": "测乙"}}, {"CT07": [2]}, ("CT02",)))
    ) == [
        "1 respondents, not 2",
        "row 2: ['1'], not ['2']",
        "row 3: None, not '测乙'",
        "CT07 names rows [], not [2]",
        "CT02 hits",
        "CT02 accuses",
    ]
