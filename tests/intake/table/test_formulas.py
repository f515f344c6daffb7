"""What a formula does to a respondent's value: computes it, draws it, or only shows what is typed in the file."""

from __future__ import annotations

import pytest

from tests.intake.grids import HEADINGS, grid, marks, only, person

KINDS = (
    "formula",
    "formula_constant",
    "formula_tidied",
    "formula_random",
    "formula_changing",
    "formula_elsewhere",
)


def sheet(formula, typed="139 0451 0001", shown="13904510001", more=(), beside=(), column=2, others=()):
    """Person 1 in row 2 with a formula in C2, or another column; G2 and further cells hold what was typed."""
    first = [*person(1), typed, *beside]
    first[column] = shown
    cells = [[*HEADINGS, "原号码"], first, [*person(2), "13904510002"]]
    return only(grid(cells, formulas={(2, column): formula, **dict(more)}), *others)


def kinds(segment):
    return [(kind, index, field) for kind in KINDS for index, field, _ in marks(segment, kind)]


def kept(*rows, sheet="原始", **more):
    """A further sheet, which is no roster."""
    return grid([["编号", "号", "内容"], *rows], sheet=sheet, **more)


@pytest.mark.parametrize(
    "formula",
    ["=TRIM(G2)", "=G2", '=SUBSTITUTE(G2," ","")', "=TRIM(CLEAN($G2))", '=TEXT(G2,"0")', '=""&G2', "=VALUE(TRIM(G2))",
     '=SUBSTITUTE(SUBSTITUTE(G2,"-","")," ","")', "=ASC(G2)", "=_xlfn.CONCAT(G2)", "=G2*1", "=--G2", "=G2&H2",
     '=IF(G2="",H2,G2)', '=IFERROR(G2,"无")', "=LEFT(G2,20)", '=REPLACE(G2,1,0,"")', "=MID(G2,1,LEN(G2))",
     '=IF(ISBLANK(H2),G2,H2&"-"&I2)', "=[@原号码]", "=表1[[#This Row],[原号码]]", "=INDEX(G:G,ROW())",
     "=VLOOKUP(A2,A:G,7,0)", '=COM.MICROSOFT.TEXTJOIN("",1,G2)'],
)  # fmt: skip
def test_what_only_picks_and_joins_is_told_as_such(formula):
    assert marks(sheet(formula), "formula_tidied") == [(0, "contact", formula)]


@pytest.mark.parametrize(
    ("formula", "shown", "typed", "beside"),
    [
        ('=G2&"-"&H2', "0451-86541237", "0451", ("86541237",)),
        ("=CONCATENATE(G2,H2)", "13904510001", "139", ("04510001",)),
        ('=G2&"转"&H2', "0451-86541237转8", "0451-86541237", ("8",)),
        ('="0451-"&G2', "0451-86541237", "86541237", ()),
        ('="0"&G2', "013904510001", "13904510001", ()),
        ('=IF(G2="",H2,G2)', "86541237", "", ("86541237",)),
        ('=LEFT(G2,3)&"****"&RIGHT(G2,4)', "139****0001", "13904510001", ()),
        ('=IF(G2="","无",G2)', "无", "", ()),
        ('=SUBSTITUTE(G2,"O","0")', "13904510001", "139045100O1", ()),
        ("=$G$1&G2", "原号码13904510001", "13904510001", ()),
    ],
)  # fmt: skip
def test_what_is_joined_is_made_of_what_is_typed(formula, shown, typed, beside):
    assert kinds(sheet(formula, typed, shown, beside=beside)) == [("formula_tidied", 0, "contact")]


@pytest.mark.parametrize(
    ("formula", "typed", "more"),
    [
        ("=G2+1", "13904510000", ()),
        ("=TRIM(G3)", "13904510001", ()),  # it shows what does not stand there
        ("=TRIM(C2)", "13904510001", ()),
        ("=C3", "13904510001", ()),  # another respondent's number
        ("=TRIM(G2)", "13904510009", ()),
        ("=TRIM(G2)", "", ()),
        ("=TRIM(G2)", "13904510001", {(2, 6): "=C9+1"}),
        ("=TRIM(G2)", "13904510001", {(2, 6): "=RANDBETWEEN(1,9)"}),
        ("=G2+10", "13904509991", ()),
        ("=G2+ROW()", "13904509999", ()),
        ("=G2&ROW()", "1390451000", ()),
        ("=LEFT(G2,7)&RIGHT(G3,4)", "13904510009", ()),  # put together of two people's
        ('=SUBSTITUTE(G2,"9","1")', "93904590009", ()),
        ("=SUM(G2)", "13904510001", ()),
        ('=TEXT(A2,"13904510000")', "13904510009", ()),
        ("=CONCATENATE(\"1390451\",TEXT(A2,\"0000\"))", "", ()),
    ],
)  # fmt: skip
def test_what_makes_a_number_computes_it(formula, typed, more):
    assert kinds(sheet(formula, typed, more=more))[0] == ("formula", 0, "contact")


@pytest.mark.parametrize(
    ("formula", "typed"),
    [('="139"&G2', "04510001"), ('=G2&"1"', "1390451000")],
)
def test_digits_of_the_formula_beside_a_number_that_is_typed_are_a_doubt(formula, typed):
    assert kinds(sheet(formula, typed)) == [("formula_constant", 0, "contact")]


@pytest.mark.parametrize(
    ("formula", "kind"),
    [
        ("=原始!C2", "formula_tidied"),
        ("=TRIM('原始'!$C$2)", "formula_tidied"),
        ("=VLOOKUP(A2,原始!A:C,3,FALSE)", "formula_tidied"),
        ('=IFERROR(VLOOKUP(A2,原始!$A$2:$C$9,3,0),"")', "formula_tidied"),
        ("=INDEX(原始!C:C,MATCH(A2,原始!A:A,0))", "formula_tidied"),
        ("=_xlfn.XLOOKUP(A2,原始!A:A,原始!C:C)", "formula_tidied"),
        ("=LEFT(VLOOKUP(A2,原始!A:C,3,0),11)", "formula_tidied"),
        ("=原始!C3-76", "formula"),
        ("=原始!C3", "formula"),
        ("=原始!B4", "formula"),  # a formula there, too
        ("=INDEX(原始!B:B,4)", "formula"),
        ("=原始!A5", "formula_tidied"),
        ("=别处!C2", "formula_elsewhere"),
        ("='[客户.xlsx]Sheet1'!$A$2", "formula_elsewhere"),
        ("=[1]Sheet1!A2", "formula_elsewhere"),
        ('=INDIRECT("原始!C"&ROW())', "formula_elsewhere"),
        ("=手机", "formula_elsewhere"),
        ("=#REF!", "formula_elsewhere"),
    ],
)
def test_numbers_taken_from_another_sheet_of_the_file(formula, kind):
    other = kept(
        ["1", "x", "13904510001"], ["2", "y", "13904510077"], ["3", "13904510001", "z"], ["13904510001", "x", "z"],
        formulas={(4, 1): "=C3+7", (5, 0): "=TRIM(C2)"},
    )  # fmt: skip
    assert kinds(sheet(formula, "", others=(other,))) == [(kind, 0, "contact")]


def test_a_formula_that_was_never_calculated_may_tidy_but_not_add():
    assert marks(sheet("=TRIM(G2)", shown=""), "formula_tidied") == [(0, "contact", "=TRIM(G2)")]
    assert marks(sheet("=G2+1", shown=""), "formula_tidied") == []


@pytest.mark.parametrize(
    ("column", "field", "formula", "kind"),
    [
        (1, "name", "=INDEX(库!A:A,RANDBETWEEN(1,30))&INDEX(库!B:B,RANDBETWEEN(1,30))", "formula_random"),
        (2, "contact", '="139"&RANDBETWEEN(10000000,99999999)', "formula_random"),
        (2, "contact", "=RANDBETWEEN(G2,G2)", "formula_random"),
        (3, "mode", '=CHOOSE(INT(RAND()*2)+1,"电话","面访")', "formula_random"),
        (4, "surveyed", "=DATE(2017,3,RANDBETWEEN(1,28))", "formula_random"),
        (4, "surveyed", "=_xlfn.RANDARRAY(1,1,42780,42820)", "formula_random"),
        (4, "surveyed", "=TODAY()", "formula_changing"),
        (4, "surveyed", "=NOW()-3", "formula_changing"),
        (4, "surveyed", "=DATE(2017,3,H2)", "formula_changing"),  # H2 is drawn
        (5, "employer", "=INDEX(库!C:C,RANDBETWEEN(1,15))", "formula_random"),
        (5, "employer", "=INDEX(库!C:C,H2)", "formula_changing"),
        # What is looked up, counted on or joined does not change by itself.
        (1, "name", "=VLOOKUP(A2,库!A:B,2,0)", "formula"),
        (4, "surveyed", "=E1+1", "formula"),
        (
            4,
            "surveyed",
            '=IF(A2="","",IF(E2="",NOW(),E2))',
            "formula",
        ),  # the moment at which the row was typed
        (5, "employer", '="RAND()"', "formula"),
    ],
)
def test_values_that_change_by_themselves_are_told_in_every_column(column, field, formula, kind):
    segment = sheet(formula, shown="2017-03-05", column=column, more={(2, 7): "=RAND()"}, beside=("7",))
    assert kinds(segment) == [(kind, 0, field)]


def test_a_thousand_formulas_of_a_look_up_are_judged_by_one_look_at_the_sheet():
    people = [person(n, contact=f"139045{n:05d}") for n in range(1, 1001)]
    formulas = {(n + 1, 2): f"=VLOOKUP(A{n + 1},原始!A:C,3,0)" for n in range(1, 1001)}
    other = kept(*([str(n), "x", f"139045{n:05d}"] for n in range(1, 1001)))
    assert len(marks(only(grid([HEADINGS, *people], formulas=formulas), other), "formula_tidied")) == 1000


@pytest.mark.parametrize(
    ("formula", "kind"),
    [
        ('="139"&"04510001"', "formula_constant"),
        ('=CONCATENATE("139","04510001")', "formula_constant"),
        ('=_xlfn.CONCAT("139","04510001")', "formula_constant"),
        ("=13904510001", "formula_tidied"),  # typed, with a sign before it
        ("=+13904510001", "formula_tidied"),
        ('="13904510001"', "formula_tidied"),  # how programmes export what must stay a text
        ('=HYPERLINK("tel:13904510001","13904510001")', "formula_tidied"),
        ('=HYPERLINK("tel:"&G2,G2)', "formula_tidied"),
        ('=HYPERLINK("tel:1390451"&ROW())', "formula"),
        ('="C5"&"139"', "formula_constant"),
        ("=", "formula_constant"),  # of xlsb nobody knows more than that there is one
        ("=$C$5", "formula"),
        ("=13904510000+5", "formula"),
        ('="139"&(4510000+ROW())', "formula"),
        ('="1390451"&TEXT(ROW(),"0000")', "formula"),
    ],
)
def test_constants(formula, kind):
    assert kinds(sheet(formula)) == [(kind, 0, "contact")]
