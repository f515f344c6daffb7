"""On paper a dossier is its company, a row its number; an id that is a file's path is for machines."""

from __future__ import annotations

from dataclasses import replace

from reports.content.called import full_names, number_of, row_words
from reports.content.compose import _about, compose_dossier
from reports.content.grounds import kinds
from reports.content.material import Material
from reports.content.signed.opinion import decision, recommendation
from reports.content.verdict import grounds, proposal
from reports.document import Document, Table
from reports.formats.columns import width, wrap
from tests.reports.courses import context, course
from tests.reports.rounds import material
from tests.reports.test_grounds import line_of, printed, with_course
from verify.model import FAIL, WARN

PATH = "06/4、被访者名单"


def facts(applicant: str | None, file: str) -> dict[str, object]:
    return {"applicant": applicant, "file": file}


def test_a_path_is_no_number() -> None:
    assert number_of(PATH, facts("松江纸业有限公司", "stick/06/4、被访者名单.xlsx")) == ""
    assert number_of("HLJ-01", facts("松江纸业有限公司", "stick/HLJ-01.xlsx")) == "HLJ-01"
    assert number_of(PATH, facts(None, "stick/06/4、被访者名单.xlsx")) == PATH


def test_names_say_the_company_and_no_two_are_alike() -> None:
    dossiers = {
        PATH: facts("松江纸业有限公司", "06/4、被访者名单.xlsx"),
        "HLJ-02": facts("北岸机械有限公司", "a.xlsx"),
        "甲/名单": facts("南山旅店", "甲/名单.xlsx"),
        "乙/名单": facts("南山旅店", "乙/名单.xlsx"),
        "nobody": facts(None, "nobody.xlsx"),
    }
    assert full_names(dossiers.items()) == {
        PATH: "松江纸业有限公司",
        "HLJ-02": "HLJ-02 北岸机械有限公司",
        "甲/名单": "南山旅店 (甲/名单)",
        "乙/名单": "南山旅店 (乙/名单)",
        "nobody": "nobody",
    }


def test_a_row_is_its_number() -> None:
    assert row_words(f"{PATH}#0147", PATH, "zh") == "第147行"
    assert row_words("HLJ-01/表2#0011", "HLJ-01", "zh") == "表2 第11行"
    assert row_words("HLJ-01#0011", "HLJ-01", "en") == "row 11"
    assert row_words("HLJ-01#0011", "HLJ-02", "zh") == "HLJ-01#0011"
    assert row_words("whatever", "HLJ-02", "zh") == "whatever"


def subtitle_of(document: Document) -> str:
    return document.subtitle


def test_a_paper_without_a_number_does_not_invent_one() -> None:
    made = material(context=context())
    line = line_of(made)
    assert "申报编号HLJ-01" in subtitle_of(compose_dossier(made, line))
    unnumbered = replace(line, facts={**line.facts, "file": "stick/HLJ-01 名单.xlsx"}, id="HLJ-01 名单")
    assert "申报编号" not in _about(made, unnumbered)
    unknown = replace(unnumbered, facts={**unnumbered.facts, "applicant": None})
    assert "申报编号HLJ-01 名单" in _about(made, unknown)


def test_what_is_high_asks_for_nothing_where_nothing_is_listed() -> None:
    made = material(context=context())
    quiet, noisy = line_of(made, "HLJ-03"), line_of(made, "HLJ-02")
    for line in (quiet, noisy):
        known = course(line.id, 0, 0, "zh")
        shown = material(context=with_course(context(), line.id, known))
        text = "".join(block.text for block in proposal(shown, line_of(shown, line.id)))
        assert "建议判定：真实性高" in text
        listed = any(flag.finding.severity != "note" for flag in shown.flags[line.id])
        assert ("所列的问题仍须更正或说明" in text) == listed


def test_doubts_are_named_on_page_one() -> None:
    made = material(context=context())
    table = grounds(made, line_of(made))
    assert isinstance(table, Table)
    assert "待澄清3处（2人与姓名不同的人共用号码、" in table.rows[-1][1].text


def test_a_stop_never_makes_a_line_too_wide() -> None:
    for columns in range(20, 41):
        for line in wrap(
            "名单人数由五百名变为四百名：增加零名，删去零名，改动五百名（其中没有提出的零名）。", columns
        ):
            assert width(line) <= columns
            assert line[:1] not in "，。；：）、"
            assert line[-1:] not in "（“《"


def with_flags(made: Material, dossier: str, code: str, severity: str) -> Material:
    """A dossier with HLJ-01's findings of one check, at another severity, and no others."""
    found = [flag for flag in made.flags["HLJ-01"] if flag.finding.code == code]
    mine = tuple(replace(f, finding=replace(f.finding, severity=severity)) for f in found)
    return replace(made, flags={**made.flags, dossier: mine})


def test_whoever_signs_reads_of_a_doubt_about_the_whole() -> None:
    made = with_flags(printed("province"), "HLJ-02", "RS02", WARN)
    wanted = "名单只有5人，申报有效问卷6份，应提供6人（被访者信息登记表注3），尚待说明"
    assert wanted in decision(made, line_of(made, "HLJ-02"))
    assert f"没有发现与条款不符之处；{wanted}。" in recommendation(made, line_of(made, "HLJ-02"))
    rows = with_flags(
        printed("province"), "HLJ-02", "DU01", WARN
    )  # a doubt about single rows stands in the report
    assert "尚待说明" not in decision(rows, line_of(rows, "HLJ-02"))


def test_people_of_another_roster_whom_the_calls_bear_out_are_said_to_be() -> None:
    made = with_flags(printed("province"), "HLJ-02", "DU05", FAIL)
    assert made.round is not None
    known = made.round.courses["HLJ-02"]
    assert known.proposal is not None

    def words(**changed: object) -> str:
        moved = replace(known, proposal={**known.proposal, **changed})  # type: ignore[dict-item]
        shown = replace(
            made,
            context=with_course(made.context, "HLJ-02", moved),
            settings={**made.settings, "against_codes": "DU02 DU05"},
        )
        return kinds(shown, line_of(shown, "HLJ-02"), "zh")[0].words

    told = "其中抽中的人，回访无人否认"
    assert told in words(limit=2, grounds=[])
    assert told not in words(limit=2, grounds=[{"code": "doubtful", "codes": ["DU05"], "rows": 2}])
    assert told not in words(
        limit=3, grounds=[]
    )  # fewer than the limit are no ground, whatever the calls say
