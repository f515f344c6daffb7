"""What is a failure and what a doubt: as the notice carries it, hit by hit, with the clause that says so."""

from __future__ import annotations

import pytest

from tests.checks.examples import batch_of, lines
from verify.check import materialise
from verify.checks import BY_CODE
from verify.clauses import words
from verify.settings import Settings


def findings(code, example):
    batch = batch_of(lines(example))
    check = BY_CODE[code]
    return materialise(batch, check.run(batch, Settings()), check.clause)


def sharing(people, number="13904510011", employer="某厂", surnames="赵钱孙李周吴郑"):
    return "name  contact  employer\n" + "\n".join(
        f"{surnames[n]}{'一二三四五六七'[n]}水  {number}  {employer}" for n in range(people)
    )


@pytest.mark.parametrize(("people", "severity"), [(2, "warn"), (3, "fail"), (5, "fail")])
def test_two_names_on_one_mobile_may_be_a_family(people, severity):
    (found,) = findings("DU01", sharing(people))
    assert found.severity == severity
    assert "家庭成员共用" in BY_CODE["DU01"].sentence(found)
    assert "family" in BY_CODE["DU01"].sentence(found, "en")


@pytest.mark.parametrize(
    ("sizes", "severities"),
    [
        ((2, 2, 2, 3), ["warn"] * 4),  # whole families under one number each
        ((2, 2, 2, 5), [*["warn"] * 3, "fail"]),  # no family
        ((2, 2, 3), [*["warn"] * 2, "fail"]),  # no roster of families yet
        (
            (2, 2, 2, 3, 3),
            [*["warn"] * 3, *["fail"] * 2],
        ),  # nearly as many larger groups: no habit of couples
    ],
)
def test_three_in_a_roster_of_families_are_a_doubt(sizes, severities):
    rows, surnames = [], iter("赵钱孙李周吴郑陈冯褚卫蒋沈韩")
    for family, size in enumerate(sizes):
        rows += [f"{next(surnames)}一水  1390451{family}011" for _ in range(size)]
    assert under_one_mobile(rows) == severities


@pytest.mark.parametrize(
    ("families", "severities"),
    [
        (("赵钱", "孙孙李"), ["warn", "warn"]),  # a couple, and parents with a child
        (("赵钱", "孙孙孙李李周"), ["warn", "warn"]),  # three generations
        (("赵钱", "孙孙孙孙孙孙孙"), ["warn", "fail"]),  # seven are more than a household
        (("赵钱", "孙李周"), ["warn", "fail"]),  # nothing says that they are relatives
        (("赵钱", "孙孙李", "周周吴"), ["warn"] * 3),  # more of them than couples: households all the same
        (("赵赵赵赵", "孙孙孙孙", "周吴郑"), ["warn", "warn", "fail"]),
    ],
)
def test_relatives_by_their_surnames_are_a_doubt(families, severities):
    rows = []
    for family, surnames in enumerate(families):
        rows += [
            f"{surname}{'一二三四五六七'[n]}水  1390451{family}011" for n, surname in enumerate(surnames)
        ]
    assert under_one_mobile(rows) == severities


def test_how_many_such_numbers_a_roster_has_is_said():
    """Four people of one surname under each number may be a forger's way, too: he is not accused, he is counted."""
    rows = [
        f"{surname}{given}水  1390451{family}011"
        for family, surname in enumerate("赵钱孙李周")
        for given in "一二三四"
    ]
    others = ["吴一水  13904515011", "郑二水  13904515011", "王三水  13904515011"]
    found = findings("DU01", "name  contact\n" + "\n".join([*rows, *others]))
    assert [f.severity for f in found] == [*["warn"] * 5, "fail"]
    said = [BY_CODE["DU01"].sentence(f) for f in found]
    assert all("这样的号码共 5 个" in words for words in said[:5])
    assert "这样的号码共 1 个" in said[5]


def test_four_of_one_surname_at_eight_numbers_are_no_households():
    """Wives keep their surnames: the same with one wife each is a doubt, however many there are."""
    clans = [
        f"{surname}{given}水  1390451{at}011"
        for at, surname in enumerate("赵钱孙李周吴郑陈")
        for given in "一二三四"
    ]
    assert under_one_mobile(clans) == ["fail"] * 8
    with_wives = [row.replace(row[0], "王", 1) if "四水" in row else row for row in clans]
    assert under_one_mobile(with_wives) == ["warn"] * 8


def under_one_mobile(rows):
    rows = [*rows, "王一水  13904519099", "王二水  13904518088"]
    return [f.severity for f in findings("DU01", "name  contact\n" + "\n".join(rows))]


def test_a_landline_is_a_doubt_however_many_share_it():
    assert [f.severity for f in findings("DU01", sharing(5, "0451-87654311"))] == ["warn"]


def test_one_name_in_two_writings_is_one():
    assert findings("DU01", "name  contact\n马立国  13904510011\n⻢立国（男）  13904510011") == []


@pytest.mark.parametrize(
    ("declared", "given", "severity", "clause"),
    [(10, 9, "fail", "roster.3"), (49, 30, "fail", "roster.3"), (50, 49, "warn", "roster.2"), (186, 96, "warn", "roster.2"),
     (200, 199, "warn", "roster.2"), (201, 199, "fail", "roster.3"), (1200, 150, "fail", "roster.3")],
)  # fmt: skip
def test_between_fifty_and_two_hundred_the_form_asks_in_principle_only(declared, given, severity, clause):
    rows = "\n".join(f"D  赵{n}水  {declared}" for n in range(given))
    (found,) = findings("RS02", f"dossier  name  @valid_questionnaires\n{rows}")
    assert (found.severity, found.clause) == (severity, clause)


def test_the_cap_of_two_hundred_is_enough():
    rows = "\n".join(f"D  赵{n}水  1,200" for n in range(200))
    assert findings("RS02", f"dossier  name  @valid_questionnaires\n{rows}") == []


@pytest.mark.parametrize(
    ("columns", "missing", "severity", "clause"),
    [
        ("serial  name  contact  surveyed  employer", "mode", "warn", "roster.1"),
        ("serial  name  contact  mode  surveyed", "employer", "warn", "roster.1"),
        ("serial  name  mode  surveyed  employer", "contact", "fail", "roster.4"),
        ("serial  contact  mode  surveyed  employer", "name", "fail", "roster.4"),
    ],
)
def test_a_missing_column_is_a_doubt_unless_nobody_can_be_reached(columns, missing, severity, clause):
    (found,) = findings("RS01", columns + "\n" + "  ".join(["1"] * len(columns.split())))
    assert (found.facts["missing_thing"], found.severity, found.clause) == (missing, severity, clause)


def test_a_column_that_could_be_the_missing_one_is_a_doubt_that_names_it():
    batch = batch_of(lines("serial  contact  mode  surveyed  employer\n1  1  1  1  1"))
    batch.dossiers["notes"] = [(("columns_unclear", "姓名: B 患者姓名, C …姓名"),)]
    check = BY_CODE["RS01"]
    (found,) = materialise(batch, check.run(batch, Settings()), check.clause)
    assert (found.facts["missing_thing"], found.severity) == ("name", "warn")
    assert check.sentence(found) == "名单中没有认出“姓名”一列 (B 患者姓名, C …姓名?)"
    assert check.sentence(found, "en").startswith("the roster has no column that is certain to be that for ")


def test_an_employer_with_the_applicants_name_is_asked_about_and_nobody_is_accused():
    example = "employer  @applicant\n松江纸业  松江纸业有限公司\n松江纸业集团牡丹江分公司  松江纸业有限公司"
    same, like = findings("EM02", example)
    assert {same.severity, like.severity} == {"warn"}
    assert "与申报企业名称相同，请核实被访者与企业的关系" in BY_CODE["EM02"].sentence(same)
    assert "与申报企业名称相近" in BY_CODE["EM02"].sentence(like)


@pytest.mark.parametrize(("code", "clause"), [("DC05", "notice.1"), ("DC04", ""), ("RS02", "roster.3")])
def test_checks_cite_the_clause_that_says_it(code, clause):
    assert BY_CODE[code].clause == clause
    assert all(words(clause, lang) for lang in ("zh", "en") if clause)


@pytest.mark.parametrize("code", ["CT06", "DU04", "DT09", "EM02"])
def test_no_sentence_accuses(code):
    check = BY_CODE[code]
    said = "".join((*check.title, check.zh, check.page("zh").what))
    assert not [word for word in ("凑数", "充当", "改动", "不合常情", "不应作为") if word in said]


NO_VALUE, PICTURE = "{unread:no_value}（公式没有存储值）", "{unread:picture}（单元格里是图片）"
UNREAD = f"""
    name       contact      mode        surveyed    employer
    赵一水     13904510011  电话        {NO_VALUE}  {NO_VALUE}
    钱二水     {NO_VALUE}   电话        2017-03-05  某厂
    {PICTURE}  13904510022  电话        2017-03-05  某厂
    孙三水     {PICTURE}    {NO_VALUE}  2017-03-05  某厂
"""


def test_a_cell_without_a_text_is_told_once_and_accuses_nobody():
    said = {
        code: findings(code, UNREAD) for code in BY_CODE if code != "RS01"
    }  # this list has no serial numbers
    told = {code: found for code, found in said.items() if found}
    assert set(told) == {"RS08", "CT02"}
    assert [(f.facts["field_thing"], f.facts["why_term"], f.shown) for f in told["RS08"]] == [
        ("contact", "no_value", (3,)),
        ("employer", "no_value", (2,)),
        ("mode", "no_value", (5,)),
        ("name", "picture", (4,)),
        ("surveyed", "no_value", (2,)),
    ]
    (picture,) = told["CT02"]
    assert (picture.severity, picture.shown) == ("warn", (5,))
    assert "单元格里是图片" in BY_CODE["CT02"].sentence(picture)


def test_two_cells_without_a_text_do_not_say_the_same():
    batch = batch_of(lines(UNREAD))
    assert batch.rows["name_key"].iat[2] == ""
    assert batch.rows["employer_key"].iat[0] == ""
    assert batch.rows["start"].isna().tolist() == [True, False, False, False]
    assert batch.rows["surveyed_problem"].iat[0] == "no_value"


@pytest.mark.parametrize(
    ("people", "number", "family"),
    [
        (2, "13904510011", True),
        (6, "13904510011", True),
        (7, "13904510011", False),
        (7, "0451-87654311", False),
    ],
)
def test_a_family_is_asked_about_only_where_so_many_can_be_one(people, number, family):
    (found,) = findings("DU01", sharing(people, number))
    said, english = BY_CODE["DU01"].sentence(found), BY_CODE["DU01"].sentence(found, "en")
    assert ("核实是否为家庭成员" in said) is family
    assert ("whether a family" in english) is family


@pytest.mark.parametrize(
    ("written", "both"), [("4558796901", True), ("455-8796901", False), ("87654311", False)]
)
def test_ten_digits_may_be_a_mobile_that_lacks_one(written, both):
    (found,) = findings("CT08", f"name  contact\n赵一水  {written}")
    assert found.severity == "warn"
    assert ("少了一位的手机号" in BY_CODE["CT08"].sentence(found)) is both
    assert ("a mobile that lacks a digit" in BY_CODE["CT08"].sentence(found, "en")) is both
