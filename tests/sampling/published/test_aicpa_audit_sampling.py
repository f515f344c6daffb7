"""Attribute tables of the AICPA Audit Guide *Audit Sampling* (2017), Appendix A, tables A-1 to A-4.

Facts as retyped in the tests of the R package jfa (koenderks/jfa, tests/testthat/test-validation-appendix-a.R).
The guide's tables are for large populations; here the roster has a hundred million rows, where the
hypergeometric distribution has become the binomial one. A cell is the smallest n for which
P(X <= ceil(expected n)) <= risk.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from math import ceil, comb

import pytest

from sampling.design import exact
from sampling.design.plan import sample_size

LARGE = 10**8
EXPECTED = [Fraction(i, 400) for i in range(17)]  # 0.00 % to 4.00 % in steps of 0.25 %

# tolerable rate in %: sample sizes by expected rate, as far as the guide's column goes up to 4 %
A1 = {  # 5 % risk of overreliance
    2: "149 236 313 386 590 1030",
    3: "99 157 157 208 257 303 392 562 846 1466",
    4: "74 117 117 117 156 156 192 227 294 390 513 722 1098 1936",
    5: "59 93 93 93 93 124 124 153 181 208 234 286 361 458 624 877 1348",
    6: "49 78 78 78 78 78 103 103 127 127 150 173 195 238 280 341 421",
    7: "42 66 66 66 66 66 66 88 88 88 109 109 129 148 167 185 221",
    8: "36 58 58 58 58 58 58 77 77 77 77 95 95 112 112 129 146",
    9: "32 51 51 51 51 51 51 51 68 68 68 68 84 84 84 100 100",
    10: "29 46 46 46 46 46 46 46 46 61 61 61 61 61 76 76 89",
    15: "19 30 30 30 30 30 30 30 30 30 30 30 30 30 40 40 40",
    20: "14 22 22 22 22 22 22 22 22 22 22 22 22 22 22 22 22",
}
A2 = {  # 10 % risk of overreliance; the guide prints 112 twice in the column of 7 %
    2: "114 194 194 265 398 708 1463",
    3: "76 129 129 129 176 221 265 390 590 974",
    4: "57 96 96 96 96 132 132 166 198 262 353 471 730 1258",
    5: "45 77 77 77 77 77 105 105 132 132 158 209 258 306 400 583 873",
    6: "38 64 64 64 64 64 64 88 88 88 110 132 132 153 194 235 274",
    7: "32 55 55 55 55 55 55 55 75 75 75 94 94 112 112 131 149",
    8: "28 48 48 48 48 48 48 48 48 65 65 65 65 82 82 98 98",
    9: "25 42 42 42 42 42 42 42 42 42 58 58 58 58 73 73 73",
    10: "22 38 38 38 38 38 38 38 38 38 38 52 52 52 52 52 65",
    15: "15 25 25 25 25 25 25 25 25 25 25 25 25 25 25 25 25",
    20: "11 18 18 18 18 18 18 18 18 18 18 18 18 18 18 18 18",
}
WRONG = {(7, 13): (112, 113), (7, 14): (112, 113)}  # (tolerable, column) in A-2: printed, exact


@cache
def size(tolerable: int, accept: int, risk: Fraction) -> int:
    return sample_size(LARGE, LARGE * tolerable // 100, accept, risk)


def planned(tolerable: int, expected: Fraction, risk: Fraction) -> int:
    accept = 0
    while ceil(expected * size(tolerable, accept, risk)) > accept:
        accept += 1
    return size(tolerable, accept, risk)


@pytest.mark.parametrize(
    ("risk", "tolerable", "cells"),
    [(Fraction(1, 20), *item) for item in A1.items()] + [(Fraction(1, 10), *item) for item in A2.items()],
)
def test_sample_sizes(risk, tolerable, cells):
    for column, printed in enumerate(map(int, cells.split())):
        wrong = WRONG.get((tolerable, column)) if risk == Fraction(1, 10) else None
        wanted = wrong[1] if wrong and wrong[0] == printed else printed
        assert planned(tolerable, EXPECTED[column], risk) == wanted, f"expected rate {EXPECTED[column]}"


def binomial_at_most(found: int, drawn: int, rate: Fraction) -> Fraction:
    return sum((comb(drawn, i) * rate**i * (1 - rate) ** (drawn - i) for i in range(found + 1)), Fraction(0))


def test_the_wrong_cell_of_table_a_2_by_exact_count():
    """7 % tolerable, 3.25 % expected, 10 % risk: the guide has 112 with 4 deviations; that risks 10.07 %."""
    rate = Fraction(7, 100)
    assert binomial_at_most(4, 112, rate) > Fraction(1, 10) >= binomial_at_most(4, 113, rate)
    assert round(float(binomial_at_most(4, 112, rate)), 4) == 0.1007


def test_a_cell_that_floating_point_gets_wrong():
    """5 % tolerable, 3.5 % expected, 10 % risk: 3.5 % of 400 is 14 exactly, and the guide's 400 stands.

    In floating point 0.035 * 400 is 14.000000000000002, the count becomes 15 and the cell 423.
    """
    assert 0.035 * 400 > 14
    assert Fraction("0.035") * 400 == 14
    assert planned(5, Fraction("0.035"), Fraction(1, 10)) == 400
    assert size(5, 15, Fraction(1, 10)) == 423


# sample size: upper bounds in % for 0 to 10 deviations, rounded up to a tenth
A3 = {  # 5 % risk
    20: "14.0 21.7 28.3 34.4 40.2 45.6 50.8 55.9 60.7 65.4 69.9",
    25: "11.3 17.7 23.2 28.2 33.0 37.6 42.0 46.3 50.4 54.4 58.4",
    30: "9.6 14.9 19.6 23.9 28.0 31.9 35.8 39.4 43.0 46.6 50.0",
    40: "7.3 11.4 15.0 18.3 21.5 24.6 27.5 30.4 33.3 36.0 38.8",
    50: "5.9 9.2 12.1 14.8 17.4 19.9 22.4 24.7 27.1 29.4 31.6",
    60: "4.9 7.7 10.2 12.5 14.7 16.8 18.8 20.8 22.8 24.8 26.7",
    80: "3.7 5.8 7.7 9.5 11.1 12.7 14.3 15.9 17.4 18.9 20.3",
    100: "3.0 4.7 6.2 7.6 9.0 10.3 11.5 12.8 14.0 15.2 16.4",
    150: "2.0 3.2 4.2 5.1 6.0 6.9 7.8 8.6 9.5 10.3 11.1",
    200: "1.5 2.4 3.2 3.9 4.6 5.2 5.9 6.5 7.2 7.8 8.4",
}
A4 = {  # 10 % risk
    20: "10.9 18.1 24.5 30.5 36.1 41.5 46.8 51.9 56.8 61.6 66.2",
    25: "8.8 14.7 20.0 24.9 29.5 34.0 38.4 42.6 46.8 50.8 54.8",
    50: "4.6 7.6 10.3 12.9 15.4 17.8 20.2 22.5 24.7 27.0 29.2",
    100: "2.3 3.9 5.3 6.6 7.9 9.1 10.3 11.5 12.7 13.9 15.0",
    200: "1.2 2.0 2.7 3.4 4.0 4.6 5.3 5.9 6.5 7.1 7.6",
}


@pytest.mark.parametrize(
    ("risk", "drawn", "cells"),
    [(Fraction(1, 20), *item) for item in A3.items()] + [(Fraction(1, 10), *item) for item in A4.items()],
)
def test_upper_bounds(risk, drawn, cells):
    computed = [ceil(Fraction(1000 * exact.upper(LARGE, drawn, x, risk), LARGE)) for x in range(11)]
    assert computed == [round(float(cell) * 10) for cell in cells.split()]
