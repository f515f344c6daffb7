"""AAPOR's rates against tables worked out by hand, and the decisions where AAPOR has no code."""

from __future__ import annotations

import unicodedata
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phrases import say
from sampling import rates
from sampling.calls.outcomes import outcomes
from sampling.rates import DISAGREE, DISPOSITIONS, call_codes, disposition, document, line

# 40 drawn rows, as a caller's tally would have them.
TALLY = {
    "V1": 18,
    "V3": 2,
    "N1": 3,
    "R1": 2,
    "R3": 1,
    "L2": 1,
    "U1": 4,
    "U2": 1,
    "D1": 5,
    "X1": 2,
    DISAGREE: 1,
}
CODES = [code for code, count in TALLY.items() for _ in range(count)]


def shown(codes: list[str], confirmed: int) -> dict[str, tuple[int, int]]:
    return {rate.name: (rate.count, rate.of) for rate in rates.rates(codes, confirmed)}


def test_a_tally_worked_out_by_hand() -> None:
    """I = 18+3 = 21, P = 2, R = 2, NC = 0, O = 1+1 (R3 is a contact), UH = 4+1+2 = 7, UO = 1, NE = 5; together 40.

    CON1 = (21+2+2+2) / (27+0+7+1) = 27/35; COOP1 = 21/27; REF1 = 2/35.
    """
    assert shown(CODES, 20) == {"confirmed": (20, 40), "CON1": (27, 35), "COOP1": (21, 27), "REF1": (2, 35)}
    first = rates.rates(CODES, 20)[0]
    assert dict(first.uses) == {"I": 21, "P": 2, "R": 2, "NC": 0, "O": 2, "UH": 7, "UO": 1, "NE": 5}


@pytest.mark.parametrize(
    ("codes", "confirmed", "expected"),
    [
        # Everybody answered and confirmed.
        (["V1"] * 23, 23, {"confirmed": (23, 23), "CON1": (23, 23), "COOP1": (23, 23), "REF1": (0, 23)}),
        # Everybody answered and denied: the same contact and cooperation, nothing confirmed.
        (["N1"] * 23, 0, {"confirmed": (0, 23), "CON1": (23, 23), "COOP1": (23, 23), "REF1": (0, 23)}),
        # Dead numbers are not eligible: nothing is left to divide by, and it says 0 of 0.
        (["D1"] * 5, 0, {"confirmed": (0, 5), "CON1": (0, 0), "COOP1": (0, 0), "REF1": (0, 0)}),
        # Who does not remember was reached and answered: complete, and not confirmed.
        (["V4"] * 4, 0, {"confirmed": (0, 4), "CON1": (4, 4), "COOP1": (4, 4), "REF1": (0, 4)}),
        # Nobody has called yet.
        (["X1"] * 5, 0, {"confirmed": (0, 5), "CON1": (0, 5), "COOP1": (0, 0), "REF1": (0, 5)}),
        # AAPOR's own kind of table: 5 I, 1 P, 2 R, 2 O (one asked to be called back), 2 UH.
        (
            ["V2"] * 5 + ["V3", "R1", "R2", "R3", "L1", "U3", "U5"],
            6,
            {"confirmed": (6, 12), "CON1": (10, 12), "COOP1": (5, 10), "REF1": (2, 12)},
        ),
    ],
)
def test_tables_by_hand(codes: list[str], confirmed: int, expected: dict[str, tuple[int, int]]) -> None:
    assert shown(codes, confirmed) == expected


def test_every_code_has_a_disposition() -> None:
    by_kind = Counter((code[0], disposition(code)) for code in outcomes())
    assert by_kind == {
        ("V", "I"): 3, ("V", "P"): 1, ("N", "I"): 5, ("R", "R"): 2, ("R", "O"): 1, ("U", "UH"): 5,
        ("D", "NE"): 6, ("L", "O"): 2, ("X", "UH"): 1,
    }  # fmt: skip
    with pytest.raises(KeyError):
        disposition("V9")


@given(st.lists(st.sampled_from([*outcomes(), DISAGREE])))
def test_nobody_is_lost_and_no_rate_is_above_one(codes: list[str]) -> None:
    first, *found = rates.rates(codes, 0)
    assert sum(first.uses.values()) == first.of == len(codes)
    for rate in found:
        assert 0 <= rate.count <= rate.of <= len(codes)
        assert (
            rate.of
            == sum(rate.uses.values())
            == len(codes) - sum(count for name, count in first.uses.items() if name not in rate.uses)
        )


def test_what_counts_for_a_row() -> None:
    rows = [f"a#{number:04d}" for number in range(2, 9)]
    final = {rows[0]: "V1", rows[1]: "U1", rows[2]: "N1", rows[3]: "R1", rows[4]: "V1"}
    decided = {rows[1]: "V1", rows[3]: "bad", rows[6]: "good"}
    clash = {rows[2]}
    assert call_codes(rows, final, decided, clash) == ("V1", "V1", DISAGREE, "R1", "V1", "X1", "X1")
    assert call_codes(rows, final, {**decided, rows[2]: "V2"}, clash)[2] == "V2"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_one_line_fits_the_screen(lang: str) -> None:
    made = document(rates.rates(["V1"] * 999, 999), lang)
    text = line(made, lang)
    width = sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
    assert width <= 80
    assert [item["name"] for item in made] == ["confirmed", "CON1", "COOP1", "REF1"]
    assert all(say(f"rate.{name}", lang) for name in DISPOSITIONS)
