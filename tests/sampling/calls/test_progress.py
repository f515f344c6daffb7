"""How far the calls are, by caller, hour and outcome."""

from __future__ import annotations

import unicodedata

import pytest

from sampling.calls.dealing import open_rows
from sampling.model import Attempt
from sampling.progress import UNKNOWN_HOUR, document, lines, progress

ROWS = tuple("abcdefg")
DEALT = {"a": "1", "b": "1", "c": "1", "d": "2", "e": "2", "x": "9"}
ATTEMPTS = (
    Attempt("a", 1, "U1", "2017-07-03 09:10", "1"), Attempt("a", 2, "V1", "2017-07-03 18:05", "1"),
    Attempt("b", 1, "R3", "2017-07-03 09:40", "1"), Attempt("d", 1, "N1", "", "2"),
    Attempt("e", 1, "V4", "2017-07-04", "2"), Attempt("x", 1, "V1", "2017-07-04 09:00", "9"),
    Attempt("f", 1, "X1", "2017-07-04 09:00", "1"),  # an address: nobody was called
)  # fmt: skip


def test_counted_by_hand() -> None:
    found = progress(ATTEMPTS, ROWS, open_rows(ROWS, ATTEMPTS), DEALT)
    one, two = found.callers
    assert (one.rows, one.done, one.open, one.calls, one.reached) == (3, 1, 2, 3, 2)
    assert (one.confirmed, one.bad, one.appointments) == (1, 0, 1)
    assert (two.rows, two.done, two.open, two.calls, two.reached, two.bad) == (2, 2, 0, 2, 2, 1)
    assert [(h.hour, h.calls, h.reached) for h in found.hours] == [
        (UNKNOWN_HOUR, 2, 2),
        (9, 2, 1),
        (18, 1, 1),
    ]
    assert found.outcomes == (("V1", 1), ("V4", 1), ("N1", 1), ("R3", 1), ("U1", 1))
    assert found.undealt == 2  # f and g


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_lines_fit_the_screen_and_hold_every_number(lang: str) -> None:
    many = [Attempt(f"r{at}", 1, "U1", f"2017-07-03 {at % 24:02d}:00", str(at % 50)) for at in range(9999)]
    rows = [a.row for a in many]
    found = progress(many, rows, open_rows(rows, many), {a.row: a.caller for a in many})
    shown = lines(found, lang)
    assert max(sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line) for line in shown) <= 80
    assert any("9999" in line for line in shown)
    assert document(found, lang)["callers"][0]["rows"] == 200
    assert len(lines(progress((), (), (), {}), lang)) == 1
