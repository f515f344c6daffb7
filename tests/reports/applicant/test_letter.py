"""The letter to a company: each question with cell, clause and what clears it; nobody is accused, nobody else is named."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from phrases import has, say, table
from reports.applicant.letter import letter
from reports.applicant.questions import OF_OTHERS, message, questions
from reports.content.material import Context, Material
from reports.content.overview import DossierLine
from reports.document import Document
from reports.formats import docx, html
from tests.checks.examples import run
from tests.reports.courses import context
from tests.reports.docx.word import opened
from tests.reports.rounds import DECLARED, NAMES, NUMBERS, material
from verify.checks import ALL, BY_CODE
from verify.model import FAIL, WARN

IDS = ("HLJ-01", "HLJ-02", "HLJ-03")
# What a letter must not say: a judgement, a score, a word that accuses.
ACCUSING = re.compile(
    r"真实性(不)?高|可信度|造假|虚假|伪造|作弊|不符条款|判定|建议判|forg|fraud|credib|authentic|suspic", re.I
)


def line_of(made: Material, dossier: str) -> DossierLine:
    return next(line for line in made.lines if line.id == dossier)


def letter_of(dossier: str, **more: Any) -> Document:
    made = material(**more)
    found = letter(made, line_of(made, dossier))
    assert found is not None
    return found


def said(document: Document) -> str:
    return "\n".join(text for _, text in opened(docx.render(document)).paragraphs())


def test_each_question_has_its_cell_its_clause_and_what_clears_it() -> None:
    made = material()
    line = line_of(made, "HLJ-01")
    text, page = said(letter_of("HLJ-01")), html.render(letter_of("HLJ-01"))
    asked = questions(made, line)
    assert {q.code for q in asked} == {
        flag.finding.code for flag in made.flags["HLJ-01"] if flag.finding.severity in (FAIL, WARN)
    }
    assert len(asked) >= 8
    for question in asked:
        assert question.title in text
        assert question.ask in text
        assert question.clause in text
        for flag, words in zip(question.flags, question.messages, strict=True):
            assert words in text
            assert words in page
            assert all(cell in text for cell in flag.finding.cells)
    counts = {"kinds": len(asked), "places": sum(len(q.flags) for q in asked)}
    assert say("letter.lead", **counts) in text
    assert "松江纸业有限公司：" in text


def test_where_nothing_is_asked_there_is_no_letter() -> None:
    made = material()
    assert letter(made, line_of(made, "HLJ-03")) is None


def test_what_a_reviewer_has_cleared_is_not_asked_again() -> None:
    known = context()
    assert known.round is not None
    courses = {**known.round.courses}
    courses["HLJ-01"] = replace(courses["HLJ-01"], cleared=("CT02", "DU05"))
    cleared = Context(round=replace(known.round, courses=courses))
    made = material(context=cleared)
    codes = {q.code for q in questions(made, line_of(made, "HLJ-01"))}
    before = {q.code for q in questions(material(context=known), line_of(made, "HLJ-01"))}
    assert before - codes == {"CT02", "DU05"}


@pytest.mark.parametrize("unmask", [False, True])
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("dossier", ["HLJ-01", "HLJ-02"])
def test_nothing_of_another_company(dossier: str, lang: str, unmask: bool) -> None:
    """Unmasked too: HLJ-01 and HLJ-02 share a number, and neither learns from its letter that the other is there."""
    document = letter_of(dossier, lang=lang, unmask=unmask, context=context(lang))
    for text in (said(document), html.render(document)):
        for other in IDS:
            if other != dossier:
                assert other not in text
                assert DECLARED[other].split()[0] not in text
        strangers = {
            "HLJ-01": ("吴六水", "郑七水", "15104520077"),
            "HLJ-02": ("赵一水", "钱二水", "19904510033"),
        }
        assert not [name for name in strangers[dossier] if name in text]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_masked_unless_somebody_asks(lang: str) -> None:
    masked, full = letter_of("HLJ-01", lang=lang), letter_of("HLJ-01", lang=lang, unmask=True)
    for text in (said(masked), html.render(masked)):
        assert not [known for known in (*NAMES, *NUMBERS) if known in text]
    assert "赵一水" in said(full)
    assert "13904510011" in said(full)
    assert say("letter.unmasked", lang) in said(full)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("dossier", ["HLJ-01", "HLJ-02"])
def test_no_judgement_no_score_no_accusation(dossier: str, lang: str) -> None:
    text = said(letter_of(dossier, lang=lang, context=context(lang)))
    clauses = {q.clause for q in questions(material(lang=lang), line_of(material(lang=lang), dossier))}
    for clause in (
        *clauses,
        say("letter.fair", lang),
    ):  # the association's own words, and that nothing is concluded
        text = text.replace(clause, "")
    assert not ACCUSING.search(text), ACCUSING.search(text)


def test_every_check_says_what_is_asked() -> None:
    asked = [name.removeprefix("ask.") for name in table("letter") if name.startswith("ask.")]
    # A check that is at times a doubt may say so with words of its own, beside those for failures.
    assert {name.removesuffix(".warn") for name in asked} == {*BY_CODE, "other"}
    assert {name.removesuffix(".warn") for name in asked if name.endswith(".warn")} < set(asked)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_name_that_is_only_doubtful_is_not_said_to_be_masked(lang: str) -> None:
    made = material(lang=lang)
    flag = next(f for f in made.flags["HLJ-01"] if f.finding.severity in (FAIL, WARN))

    severities = {"name_masked": FAIL, "mask_or_mark": WARN}  # as the check gives them

    def asked(*hows: str) -> list[tuple[str, str]]:
        flags = tuple(
            replace(
                flag,
                finding=replace(flag.finding, code="NM04", severity=severities[how], facts={"how_term": how}),
            )
            for how in hows
        )
        line = line_of(made, "HLJ-01")
        found = questions(replace(made, flags={**made.flags, "HLJ-01": flags}), line)
        return [(one.title, one.ask) for one in found]

    doubt = say("letter.title.NM04.warn", lang), say("letter.ask.NM04.warn", lang)
    masked = made.title("NM04"), say("letter.ask.NM04", lang)
    assert asked("mask_or_mark") == [doubt]
    assert asked("name_masked") == [masked]
    assert asked("mask_or_mark", "name_masked") == [masked, doubt]


@pytest.mark.parametrize("check", ALL, ids=lambda check: check.code)
def test_what_tells_of_others_has_words_of_its_own(check: Any) -> None:
    """A check that looks at several dossiers never says its own sentence to one of them."""
    template = f"{check.zh}{check.en}"
    tells = "others" in check.needs or any(f"{{{fact}}}" in template for fact in OF_OTHERS)
    assert tells == has(f"letter.say.{check.code}")


def test_a_new_check_about_others_is_silent_until_somebody_writes_its_words(monkeypatch: Any) -> None:
    made = material()
    flag = next(f for f in made.flags["HLJ-01"] if f.finding.code == "DU05")
    strange = replace(flag, finding=replace(flag.finding, code="CT03"), message="HLJ-02 北岸机械有限公司")
    assert "北岸" not in message(made, strange)
    assert str(flag.finding.shown[0]) in message(made, strange)


@pytest.mark.parametrize("check", ALL, ids=lambda check: check.code)
def test_the_example_of_every_check_as_a_letter(check: Any) -> None:
    """Whatever a check can find is asked, or only noted; the letter opens as a Word paper."""
    _, _, batch = run(check)
    made = material(batch)
    asked = 0
    for line in made.lines:
        found = letter(made, line)
        wanted = sum(flag.finding.severity in (FAIL, WARN) for flag in made.flags[line.id])
        assert (found is not None) == bool(wanted)
        if found is not None:
            asked += 1
            assert not ACCUSING.search(
                re.sub(r"依据：[^\n]*", "", said(found)).replace(say("letter.fair"), "")
            )
    assert asked or all(flag.finding.severity == "note" for flags in made.flags.values() for flag in flags)


def test_a_file_stands_without_the_folder_of_the_office() -> None:
    made = material()
    line = line_of(made, "HLJ-01")
    moved = replace(line, facts={**line.facts, "file": "D:\\省协会\\可疑\\名单.xlsx"})
    found = letter(made, moved)
    assert found is not None
    assert "名单.xlsx" in said(found)
    assert "可疑" not in said(found)
