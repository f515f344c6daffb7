"""A slip is no stain: the sign of a dossier says how far its findings reach, and the order follows it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from reports.content.overview import GRADES, TOLERABLE
from reports.formats import screen
from sampling.design.plan import TOLERABLE as SEALED
from tests.checks.examples import Line, batch_of
from tests.reports.docx.word import opened
from tests.reports.rounds import declared, material, papers
from verify.checks import BY_CODE


def roster(dossier: str, rows: int, slips: int = 0, **cells: str) -> list[Line]:
    """A roster without anything to say, but for so many contacts that cannot be read."""
    found = []
    for at in range(rows):
        contact = "139045" if at < slips else f"13904{ord(dossier[0])}{(at * 7919 + 13) % 10000:04d}"
        line = {
            "serial": str(at + 1),
            "name": f"{'赵钱孙李周吴'[ord(dossier[0]) % 6]}{'一二三四五六七八九十'[at % 10]}{'水木火土金'[at // 10 % 5]}",
        }
        line |= {"contact": contact, "mode": "电话", "surveyed": f"2017-03-{1 + at % 28:02d}"}
        found.append(Line(dossier, {**line, "employer": f"松江{at}厂", **cells}, False, ""))
    return found


@pytest.fixture(scope="module")
def made() -> object:
    rows = [
        *roster("A-slip", 200, 1),
        *roster("B-many", 50, 6),
        *roster("C-clean", 50),
        *roster("D-doubt", 50, employer="松江一厂", mode="短信、微信或面访等"),
        *roster("E-edge", 50, 5),
    ]
    return material(rows)


def grades(shown: object) -> dict[str, str]:
    return {line.id: line.grade for line in shown.lines}  # type: ignore[attr-defined]


def test_the_limit_without_a_plan_is_that_of_the_plans() -> None:
    assert f"{TOLERABLE}%" == SEALED


def test_one_slip_among_two_hundred_is_not_six_among_fifty(made: object) -> None:
    found = grades(made)
    assert found["A-slip"] == "part"
    assert found["B-many"] == "fail"
    assert found["E-edge"] == "part"  # as many as the plan allows: the limit is one more
    assert found["C-clean"] == "ok"


def test_what_concerns_the_dossier_as_a_whole_is_no_slip() -> None:
    lines = declared(
        "dossier  serial  name    contact\nX        1       赵一水  13904510011",
        "applicant agency category valid_questionnaires survey_start survey_end score",
        {"X": "松江纸业 某测评所 企业类 1 2017-03-01 2017-03-31 70"},
    )
    assert grades(material(lines)) == {"X": "fail"}


def test_the_order_follows_the_grade(made: object) -> None:
    order = [GRADES.index(line.grade) for line in made.lines]  # type: ignore[attr-defined]
    assert order == sorted(order)


def test_screen_page_and_paper_show_the_same_sign(made: object, tmp_path: Path) -> None:
    signs = {"fail": "×", "part": "△", "warn": "！", "ok": "√"}
    wanted = {id: signs[grade] for id, grade in grades(made).items()}
    table = screen.dossier_table(made.lines, BY_CODE, "zh", colour=False)  # type: ignore[attr-defined]
    assert {line[1:].split()[0]: line[0] for line in table[2:]} == wanted
    slip = next(line for line in table if "A-slip" in line)
    assert "占0.5%" in slip  # how much of the roster it is
    written = papers(made, tmp_path)  # type: ignore[arg-type]
    (grid,) = [t for t in opened(written["audit.docx"].read_bytes()).tables() if t[0][0] == "名单检查"]
    assert {row[1]: row[0] for row in grid[1:]} == wanted
    assert "△ 只涉及个别被访者" in "\n".join(screen.summary(made.lines, "zh"))  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("places", "zh", "en"),
    [
        (
            (("rows_unread", "第1页!3, 7-9；第2页（2行）"),),
            "有6行没有读出，未核验",
            "6 rows not read, not checked",
        ),
        ((("pages_unread", "第2页"),), "有些页没有读出，未核验", "some pages not read, not checked"),
    ],
)
def test_what_nobody_read_is_not_found_sound(places: tuple[tuple[str, str], ...], zh: str, en: str) -> None:
    batch = batch_of(roster("C-clean", 5))
    assert {line.grade for line in material(batch).lines} == {"ok"}
    batch.dossiers["notes"] = pd.Series([places], index=batch.dossiers.index)
    for lang, words in (("zh", zh), ("en", en)):
        (line,) = material(batch, lang=lang).lines
        assert line.grade == "warn"
        assert screen.reason(line, BY_CODE, lang) == words


def test_a_note_about_what_was_read_is_no_doubt() -> None:
    batch = batch_of(roster("C-clean", 5))
    batch.dossiers["notes"] = pd.Series([(("watermark", "第1页"),)], index=batch.dossiers.index)
    assert {line.grade for line in material(batch).lines} == {"ok"}
