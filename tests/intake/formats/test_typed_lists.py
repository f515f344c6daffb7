"""Lists typed into a plain text: full-width commas or blanks between the columns."""

from __future__ import annotations

import pytest

from tests.intake.grids import HEADINGS, people
from verify.intake.formats.encoding import heading
from verify.intake.formats.records import by_blanks
from verify.intake.read import read_grids
from verify.intake.table.header import find_rosters
from verify.intake.table.headings import heading_words
from verify.settings import Settings

WORDS = heading_words()


def rosters(tmp_path, text: str, encoding: str = "utf-8"):
    path = tmp_path / "名单.txt"
    path.write_bytes(text.encode(encoding))
    return find_rosters("名单.txt", "", "csv", read_grids(path, Settings(), WORDS)[1])


def contacts(tmp_path, text: str, encoding: str = "utf-8") -> list[str]:
    (roster,) = rosters(tmp_path, text, encoding).rosters
    return list(map(str, roster.segments[0].texts["contact"]))


@pytest.mark.parametrize("separator", ["，", "；"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("count", [6, 90])
def test_full_width_separators(tmp_path, separator, encoding, count):
    text = "\n".join(separator.join(line) for line in [HEADINGS, *people(1, count)])
    assert contacts(tmp_path, text, encoding) == [f"139045100{n:02d}" for n in range(1, count + 1)]


def test_full_width_separators_of_a_long_text(tmp_path):
    lines = [[str(n), "王甲", f"1390{n:07d}", "电话", "2017-03-05", "某厂"] for n in range(6_000)]
    text = "\n".join("，".join(line) for line in [HEADINGS, *lines])
    assert contacts(tmp_path, text) == [line[2] for line in lines]


def test_a_comma_within_a_cell_stays_there(tmp_path):
    lines = [[*line[:5], "某厂，一车间"] for line in people(1, 6)]
    text = "\n".join(",".join(line) for line in [HEADINGS, *lines])
    (roster,) = rosters(tmp_path, text).rosters
    assert roster.segments[0].texts["employer"] == ["某厂，一车间"] * 6


@pytest.mark.parametrize("blank", [" ", "   ", "\u3000"])
def test_blanks_between_the_columns(tmp_path, blank):
    text = "\n".join(blank.join(line) for line in [["某公司名单"], HEADINGS, *people(1, 6), []])
    assert contacts(tmp_path, text) == [f"1390451000{n}" for n in range(1, 7)]


@pytest.mark.parametrize("change", [("电话 ", ""), ("王", "王 "), ("某某厂", "某某 厂")])
def test_a_line_of_another_number_of_fields_is_not_guessed(tmp_path, change):
    lines = [" ".join(line) for line in [HEADINGS, *people(1, 6)]]
    lines[3] = lines[3].replace(*change)
    result = rosters(tmp_path, "\n".join(lines))
    assert not result.rosters
    assert [problem.code for problem in result.problems] == ["no_roster"]


def test_prose_is_no_list():
    assert heading("姓名") in WORDS
    assert by_blanks("请 填写 姓名\n和 电话", WORDS) is None
    assert by_blanks("", WORDS) is None
