"""Page one of a dossier's paper answers alone, and can be signed: looked at as LibreOffice sets it."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from reports.content.compose import compose_dossier
from reports.content.material import Context, Material
from reports.formats import docx
from tests.checks.examples import lines
from tests.reports.courses import context, course
from tests.reports.rounds import ROWS, material
from verify.intake.formats.office import find_soffice

pytestmark = pytest.mark.pdf
WANTED = {
    "zh": ("一、审核建议", "二、理由和依据", "三、回访的结论", "四、未检查的内容", "评审人（签字）"),
    "en": (
        "1. Proposal",
        "2. Grounds",
        "3. What the calls show",
        "4. What was not looked at",
        "Reviewer (signature)",
    ),
}
EMPTY = ("企业名称", "推荐类别", "推荐单位", "满意度得分", "有效问卷数量", "调查时间")


def bare(lang: str) -> Material:
    """One roster alone, without a register: a dozen checks could not be run."""
    return material([line for line in lines(ROWS) if line.dossier == "HLJ-01"], lang=lang)


def crowded(lang: str) -> Material:
    """A reviewer decided, with a long reason, against a proposal that has many grounds."""
    reason = "等待测评机构补交原始问卷与录音，并对未定的被访者再次回访后再议"
    decided = {"judgement": "more", "by": "乙评审", "at": "2017-07-08", "reason": reason}
    findings = (("DC06", "filling.2"), ("DC02", "measures.score"), ("RS02", "roster.3"), ("DC01", "notice.3"))
    known: Context = context(lang)
    assert known.round is not None
    courses = {**known.round.courses, "HLJ-01": course("HLJ-01", 12, 2, lang, decided, findings)}
    return material(lang=lang, context=replace(known, round=replace(known.round, courses=courses)))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("made", [material, bare, crowded])
def test_page_one_holds_verdict_grounds_certainty_gaps_and_signature(
    made: object, lang: str, tmp_path: Path
) -> None:
    shown = made(lang=lang) if made is material else made(lang)  # type: ignore[operator]
    line = next(line for line in shown.lines if line.id == "HLJ-01")
    paper = tmp_path / "audit.docx"
    docx.write(compose_dossier(shown, line, EMPTY), paper)
    pages = pdf_pages(paper)
    text = "".join(pages[0].split())
    assert [words for words in WANTED[lang] if "".join(words.split()) not in text] == []
    # Findings begin on a page of their own.
    assert "".join(("五、发现的问题" if lang == "zh" else "5. Findings").split()) in "".join(pages[1].split())


def pdf_pages(paper: Path) -> list[str]:
    """Convert a paper with LibreOffice and return the text of every page."""
    home = paper.parent / "office"
    subprocess.run(
        [str(find_soffice()), f"-env:UserInstallation={home.as_uri()}", "--headless", "--convert-to", "pdf",
         "--outdir", str(paper.parent), str(paper)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    done = subprocess.run(
        ["pdftotext", "-layout", str(paper.with_suffix(".pdf")), "-"],
        check=True,
        capture_output=True,
        timeout=60,
    )
    return done.stdout.decode().split("\f")
