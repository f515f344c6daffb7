"""Linkage against brute force, and the exceptions that keep honest people out of it."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.checks.examples import Line, batch_of, lines
from verify.check import materialise
from verify.checks import BY_CODE
from verify.linkage import OTHERS, SAME_NUMBER, near_pairs
from verify.settings import Settings

NAMES = ("赵一水", "赵水一", "钱二水", "孙三")
digits = st.text("01234567", min_size=3, max_size=3)
numbers = st.builds(lambda a, b: f"139{a}45{b}", digits, digits)
people = st.lists(st.tuples(st.sampled_from(NAMES), numbers), min_size=2, max_size=25)


def one_slip(a: str, b: str) -> bool:
    """One digit changed, or two neighbouring digits swapped."""
    places = [i for i in range(11) if a[i] != b[i]]
    if len(places) == 1:
        return True
    return (
        len(places) == 2
        and places[1] == places[0] + 1
        and a[places[0]] == b[places[1]]
        and a[places[1]] == b[places[0]]
    )


@given(people)
def test_near_pairs_are_those_that_brute_force_finds(rows: list[tuple[str, str]]) -> None:
    batch = batch_of([Line("D", {"name": n, "contact": c}, False, "") for n, c in rows])
    found = {(int(a), int(b)) for a, b in near_pairs(batch)[["a", "b"]].itertuples(index=False)}
    expected = {
        (i, j)
        for (i, (n, a)), (j, (m, b)) in combinations(enumerate(rows), 2)
        if sorted(n) == sorted(m) and a != b and one_slip(a, b)
    }
    assert found == expected


def severities(code: str, example: str) -> list[str]:
    return BY_CODE[code].run(batch_of(lines(example)), Settings()).hits["severity"].tolist()


def test_a_household_that_shares_its_landline_is_a_doubt_only() -> None:
    example = "name  contact\n赵一水  0451-87654311\n钱二水  0451-87654311\n孙三水  0451-87654311"
    assert severities("DU01", example) == ["warn"]


def test_extensions_of_one_switchboard_are_different_numbers() -> None:
    example = "name  contact\n赵一水  0451-87654311-801\n钱二水  0451-87654311-802"
    assert severities("DU01", example) == []


def test_two_companies_may_share_a_few_customers_but_not_a_roster() -> None:
    """Same names and numbers: three of a hundred are a doubt, thirty are copied."""
    for shared, severity in ((3, "warn"), (30, "fail")):
        rows = ["dossier  name  contact  @applicant"]
        rows += [f"A  赵{i}水  139045{i:05d}  松江纸业" for i in range(100)]
        rows += [f"B  赵{i}水  139045{i:05d}  北岸机械" for i in range(shared)]
        rows += [f"B  钱{i}水  139046{i:05d}  北岸机械" for i in range(100 - shared)]
        found = severities("DU05", "\n".join(rows))
        assert found == [severity] * (2 * shared)


def test_one_applicants_two_dossiers_are_not_each_others_victims() -> None:
    example = "dossier  name  contact  @applicant\nA  赵一水  13904510011  松江纸业\nB  钱二水  13904510011  松江纸业有限公司"
    assert severities("DU05", example) == []
    assert severities("DC01", example) == ["fail", "fail"]


def test_of_several_at_one_number_the_namesake_is_named() -> None:
    example = (
        "dossier  name  contact  @applicant\n"
        "A  赵一水  13904510011  松江纸业\nA  钱二水  13904510011  松江纸业\nB  钱二水  13904510011  北岸机械"
    )
    found = BY_CODE["DU05"].run(batch_of(lines(example)), Settings()).hits
    assert found["same_term"].tolist() == ["other_name", "same_name", "same_name"]


@pytest.mark.parametrize(("shared", "severity"), [(3, "note"), (6, "warn")])
def test_the_same_people_under_other_numbers_are_a_doubt_where_they_are_many(
    shared: int, severity: str
) -> None:
    rows = ["dossier  name  employer  contact  @applicant"]
    for at in range(20):
        name = f"赵{'一二三四五六七八九十'[at % 10]}{'水火'[at // 10]}"
        other = name if at < shared else f"钱{name[1:]}"
        rows.append(f"A  {name}  厂{at}  139045{at * 37 + 10000:05d}  松江纸业")
        rows.append(f"B  {other}  厂{at}  151946{at * 53 + 20000:05d}  北岸机械")
    assert severities("DU06", "\n".join(rows)) == [severity] * (2 * shared)


def test_a_row_that_goes_on_over_a_page_break_is_one_respondent() -> None:
    example = "serial  name  contact\n7  赵一水  13904510011\n7  赵一水  13904510011\n8  钱二水  13904510022"
    assert severities("DU02", example) == []


def test_what_was_filled_down_points_at_its_own_column() -> None:
    batch = batch_of(lines("name  employer\n赵一水  松江厂\n钱二水  {ditto:同上}松江厂"))
    result = BY_CODE["RS07"].run(batch, Settings())
    assert [f.cells for f in materialise(batch, result, "")] == [("B3",)]


def test_a_number_that_stands_a_thousand_times_makes_no_million_pairs() -> None:
    """The work grows with the rows: 4,000 rows would have 4 million pairs of one slip."""
    rows = [Line("D", {"name": "赵一水", "contact": f"1390451001{n % 2}"}, False, "") for n in range(4_000)]
    pairs = near_pairs(batch_of(rows))
    assert len(pairs) == SAME_NUMBER**2
    assert pairs["a"].tolist()[:2] == [0, 0]


def test_of_many_rosters_with_one_number_a_few_are_named() -> None:
    example = ["dossier  name  contact  @applicant"]
    example += [f"D{n}  赵{n}水  13904510011  公司{n}" for n in range(60)]
    found = BY_CODE["DU05"].run(batch_of(lines("\n".join(example))), Settings()).hits
    assert len(found) == 60 * OTHERS
    assert set(found["severity"]) == {"fail"}


def test_an_applicant_of_many_dossiers_does_not_hide_another() -> None:
    example = ["dossier  name  contact  @applicant"]
    example += [f"D{n}  赵{n}水  13904510011  松江纸业" for n in range(9)] + [
        "E  钱二水  13904510011  北岸机械"
    ]
    found = BY_CODE["DU05"].run(batch_of(lines("\n".join(example))), Settings()).hits
    assert sorted(found["dossier"]) == sorted([*(f"D{n}" for n in range(9)), *["E"] * OTHERS])


def shared_account(writings, employers=(), second=()):
    """People of different names, each with one of the writings."""
    rows = ["name  contact  employer"]
    for at, writing in enumerate(writings):
        more = f"、1390451{at:04d}" if at in second else ""
        employer = employers[at] if employers else f"厂{at}"
        rows.append(
            f"{'赵钱孙李周吴郑王冯陈'[at]}{'一二三四五六七八九十'[at]}水  {writing}{more}  {employer}"
        )
    return "\n".join(rows)


@pytest.mark.parametrize(
    ("writings", "severity"),
    [
        (["kehu@163.com"] * 8, ["fail"]),
        (["QQ 12345679", "QQ：12345679", "12345679@qq.com", "12345679@QQ.com", "微信 12345679"], ["fail"]),
        (["微信 liming88", "wx: LiMing88", "微信号：liming88"], ["fail"]),
        (["kehu@163.com", "KEHU@163.COM"], ["warn"]),  # a couple
        (["kehu@songjiang.com.cn"] * 8, ["warn"]),  # a domain of its own: an office's mailbox
        (["QQ 12345679", "QQ 12345678", "QQ 12345677"], []),
    ],
)
def test_an_account_under_several_names_is_as_a_number_is(writings, severity) -> None:
    assert severities("DU01", shared_account(writings)) == severity


def test_an_office_may_have_one_account_for_all() -> None:
    one_employer = shared_account(["QQ 12345679"] * 8, ["松江厂"] * 8)
    numbers_beside = shared_account(["QQ 12345679"] * 8, second=range(6))
    assert severities("DU01", one_employer) == severities("DU01", numbers_beside) == ["warn"]
    batch = batch_of(lines(one_employer))
    (found,) = materialise(batch, BY_CODE["DU01"].run(batch, Settings()), "")
    assert "共用一个QQ号" in BY_CODE["DU01"].sentence(found)
    assert "单位公用" in BY_CODE["DU01"].sentence(found)
    assert "WeChat" not in BY_CODE["DU01"].sentence(found, "en")


def test_a_local_number_is_no_qq_account_of_the_same_digits() -> None:
    assert severities("DU01", shared_account(["87654311", "QQ 87654311", "87654311@qq.com"])) == ["warn"]


def test_what_shares_number_and_account_is_told_once() -> None:
    rows = ["name  contact", *(f"{name}  13904510011、kehu@163.com" for name in ("赵一水", "钱二水"))]
    assert severities("DU01", "\n".join(rows)) == ["warn"]


def test_one_person_in_two_writings_of_an_account_is_repeated() -> None:
    assert severities("DU02", "name  contact\n赵一水  QQ 12345679\n赵一水  12345679@qq.com") == ["fail"]


def test_colleagues_of_two_companies_may_have_one_account() -> None:
    head = "dossier  name  contact  employer  @applicant"
    rows = (
        "A  赵一水  songjiang88@qq.com  松江厂  松江纸业",
        "B  钱二水  Songjiang88@qq.com  松江厂  北岸机械",
    )
    assert severities("DU05", "\n".join([head, *rows])) == ["warn", "warn"]
    assert severities("DU05", "\n".join([head, rows[0], rows[1].replace("松江厂", "北岸厂")])) == [
        "fail",
        "fail",
    ]
