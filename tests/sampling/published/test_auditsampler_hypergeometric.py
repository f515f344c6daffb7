"""Hypergeometric attribute sample sizes published for the AuditSampler software (2015).

Facts as retyped in the tests of the R package jfa (tests/testthat/test-validation-audit-sampler.R), from
cplusglobal.wordpress.com/2015/11/13/attributes-sample-size-using-the-hypergeometric-distribution/.
A row: population, expected %, tolerable %, confidence %, hypergeometric n, binomial n. The limit is
tolerable x population itself, and the accept number is expected x n, rounded up.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil

import pytest

from sampling.design.plan import sample_size

TABLE = """
500 1 8 90 46 48
500 1 6 90 61 64
500 1 4 90 90 96
500 2 5 90 99 132
500 1 8 95 55 58
500 1 6 95 73 78
500 1 4 95 140 156
500 2 5 95 139 181
500 3 6 95 158 195
500 4 7 95 170 221
500 5 8 95 178 240
500 6 9 95 196 266
5000 1 8 95 58 58
5000 1 6 95 77 78
5000 1 4 95 154 156
15000 1 6 95 78 78
36000 1 4 95 156 156
"""
ROWS = [tuple(map(int, line.split())) for line in TABLE.strip().splitlines()]


def planned(population: int, expected: int, tolerable: int, risk: Fraction) -> int:
    accept = 0
    while True:
        drawn = sample_size(population, population * tolerable // 100, accept, risk)
        if ceil(Fraction(expected * drawn, 100)) <= accept:
            return drawn
        accept += 1


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_sample_size(row):
    population, expected, tolerable, confidence, printed, _ = row
    assert planned(population, expected, tolerable, Fraction(100 - confidence, 100)) == printed


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_binomial_column_is_the_limit_of_large_rosters(row):
    _, expected, tolerable, confidence, _, printed = row
    assert planned(10**8, expected, tolerable, Fraction(100 - confidence, 100)) == printed
