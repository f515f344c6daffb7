"""A formula that only tidies the number typed beside it was not made to compute one."""

from __future__ import annotations

import pytest

from tests.intake.grids import HEADINGS, grid, marks, only, person

TYPED = 6  # column G


def sheet(formula, typed="139 0451 0001", shown="13904510001", more=()):
    cells = [[*HEADINGS, "原号码"], [*person(1, contact=shown), typed], [*person(2), "13904510002"]]
    formulas = {(2, 2): formula, **dict(more)} if formula else {}
    return only(grid(cells, formulas=formulas))


@pytest.mark.parametrize(
    "formula",
    ["=TRIM(G2)", "=G2", '=SUBSTITUTE(G2," ","")', "=TRIM(CLEAN($G2))", '=TEXT(G2,"0")', '=""&G2', "=VALUE(TRIM(G2))",
     '=SUBSTITUTE(SUBSTITUTE(G2,"-","")," ","")', "=ASC(G2)", "=_xlfn.CONCAT(G2)", "=G2*1"],
)  # fmt: skip
def test_tidying_is_told_as_such(formula):
    assert marks(sheet(formula), "formula_tidied") == [(0, "contact", formula)]


@pytest.mark.parametrize(
    ("formula", "typed", "more"),
    [
        ("=G2+1", "13904510000", ()),
        ("=TRIM(G3)", "13904510001", ()),
        ("=TRIM(C2)", "13904510001", ()),
        ("=TRIM(G2)", "13904510009", ()),
        ("=TRIM(G2)", "", ()),
        ("=TRIM(G2)", "13904510001", {(2, 6): "=C9+1"}),
        ("=TRIM(客户!G2)", "13904510001", ()),
        ("=VLOOKUP(B2,客户!A:C,3,0)", "13904510001", ()),
        ("=G2&H2", "13904510001", ()),
        ("=RANDBETWEEN(G2,G2)", "13904510001", ()),
        ("=G2+10", "13904509991", ()),
    ],
)
def test_what_computes_or_looks_elsewhere_is_a_formula(formula, typed, more):
    found = sheet(formula, typed, more=more)
    assert marks(found, "formula_tidied") == []
    assert marks(found, "formula") == [(0, "contact", formula)]


def test_a_formula_that_was_never_calculated_may_tidy_but_not_add():
    assert marks(sheet("=TRIM(G2)", shown=""), "formula_tidied") == [(0, "contact", "=TRIM(G2)")]
    assert marks(sheet("=G2+1", shown=""), "formula_tidied") == []
