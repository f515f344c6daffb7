"""One word for one thing, over all tables of phrases; and papers that an official reads without our codes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import phrases
import sampling
from phrases import keys, say, table
from reports.applicant.comparison import comparison_paper
from reports.applicant.letter import letter
from reports.applicant.returned import compare, side
from reports.content.compose import compose_dossier, compose_round
from reports.content.signed import forms
from reports.content.signed.filled import opinion_facts, summary_facts
from reports.document import Document
from reports.formats import docx
from sampling import verdicts
from tests.reports.courses import context
from tests.reports.docx.word import opened
from tests.reports.rounds import material
from verify.checks import ALL

ROOMS = sorted(path.stem for path in phrases.TABLES.glob("*.csv"))
# What was said before -> the one word that stands for it now.
RETIRED = {
    "把握": "置信水平",
    "无辜": "可能的正常情形",
    "破绽": "材料检查未见异常",
    "评审人员": "评审人",
    "审核人": "评审人",
    "票号": "签号",
    "材料编号": "申报编号",
    "两阶段": "二次抽样",
    "第一阶段": "第一样本",
    "第二阶段": "第二样本",
    "第 {stage} 阶段": "第{stage}样本",
    "接受数": "接收数",
    "不可接受": "超过容许人数",
    "界限": "限值",
    "沉默": "未应答",
    "加密指纹": "去标识化标识",
    "哈希": "校验值",
    "摘要": "校验值",
    "均无": "未发现问题",
    "位被访者": "名被访者",
    "抽查": "抽取",
    "核验发现": "材料检查",
    "重抽": "重新抽取",
    "读不出": "无法读取",
    "读不懂": "无法识别",
    "由人判定": "由评审人判定",
    "留给人": "留待人工填写",
    "并存": "另存",
    "误判": "使用方风险",
    "可信度最突出": "与参照名单差异显著",
    "[2017]": "〔2017〕",
    "打电话": "拨打",
    "承认": "表示",
}
ONCE = "SHA-256哈希值"  # what 校验值 is, said where it stands first


@pytest.mark.parametrize("word", RETIRED)
def test_a_retired_word_stands_in_no_table(word: str) -> None:
    found = [
        f"{room}.{name}"
        for room in ROOMS
        for name, (zh, _) in table(room).items()
        if word in zh.replace(ONCE, "").replace("SHA-256 哈希值", "")
        # The line in which the register and the rosters are set against each other has the association's own words.
        and not (room == "door" and word == "读不出")
    ]
    assert found == [], f"say {RETIRED[word]}"


@pytest.mark.parametrize(
    "path",
    ["draw/page/words.js", "draw/page/page.html", "public/verify_round.py", "public/verify_signatures.py"],
)
def test_nor_on_the_page_and_in_the_scripts_that_anybody_recomputes_with(path: str) -> None:
    """They are published beside the minutes, and have to call things by the names that stand there."""
    text = (Path(sampling.__file__).parent / path).read_text(encoding="utf-8")
    said = re.sub(r"第 ?\{[^}]*\} ?阶段", "第 {stage} 阶段", text)
    assert [word for word in RETIRED if word in said] == []


def test_numbers_close_up_to_characters_on_paper() -> None:
    """As official papers are set; the screen may keep its spaces."""
    for room in ("paper", "round", "form", "figure", "score", "clause", "finding", "rate", "ground", "term"):
        for name, (zh, _) in table(room).items():
            assert not re.search(r"[\u4e00-\u9fff] [{\d]|[}\d] [\u4e00-\u9fff]", zh.replace("{sign} ", "")), (
                f"{room}.{name}: {zh}"
            )


# On paper and on the projector --------------------------------------------------------------------

CODES = re.compile(
    r"(?<![A-Za-z])(?:"
    + "|".join(check.code for check in ALL)
    + r"|SG0\d|START|CON1|COOP1|REF1)(?![A-Za-z0-9])"
)
CLAUSES = re.compile(r"(?<![A-Za-z])(?:notice|filling|opinion|roster|measures)\.\w+")
# Not words: commands that are typed, files, hashes, ids, cells, and what formulas are made of.
PLAIN = re.compile(
    r"hefang [a-z]+(?: --?[\w-]+(?: [^\s，。；]+)?| \S+\.json| [\w/.%]+)*|--[a-z-]+|[\w.~$-]+\.(?:xlsx?|html|json|docx|csv|db)"
    r"|SHA-256|(?<![0-9A-Za-z])[0-9a-f]{8,}…?"
    r"|HLJ[\w#-]*|(?<![A-Za-z])[A-Z]{1,2}\d+|(?<![A-Za-z])[A-Za-z](?![A-Za-z])|consistent_sampler [\d.]+|hefang"
    r"|Benjamini-Hochberg|WPS|Excel|PDF|ZIP|TOML|MB|QQ"
)


def said(document: Document) -> list[str]:
    """Every paragraph of a paper, formulas left out."""
    formulas = {say(key) for key in keys("round.formula.") if key.endswith(".words")}
    return [text for _, text in opened(docx.render(document)).paragraphs() if text not in formulas]


def papers() -> list[Document]:
    made = material(context=context())
    found = [compose_round(made), forms.summary(summary_facts(made), "zh")]
    found += [compose_dossier(made, line, ("推荐单位",)) for line in made.lines]
    found += [document for line in made.lines if (document := letter(made, line))]
    found += [comparison_paper(compare(both, both)) for line in made.lines for both in [side(made, line.id)]]
    return found + [forms.opinion(opinion_facts(made, line), "zh") for line in made.lines]


def test_no_code_and_no_english_on_paper() -> None:
    seen = 0
    for document in papers():
        for text in said(document):
            assert not CODES.search(text), text
            assert not CLAUSES.search(text), text
            left = PLAIN.sub("", text)
            assert not re.search(r"[A-Za-z]{2,}", left), (text, left)
            seen += 1
    assert seen > 300


def test_no_code_and_no_english_on_the_projector() -> None:
    known = context().round
    assert known is not None
    proposals = [course.proposal for course in known.courses.values() if course.proposal]
    text = verdicts.lines(proposals, "zh")
    assert len(text) > 10
    for line in text:
        spoken = re.sub(r"hefang .*", "", line)  # what is typed next names what it is about
        assert not CODES.search(spoken), line
        assert not CLAUSES.search(spoken), line
        assert not re.search(r"[A-Za-z]{2,}", PLAIN.sub("", spoken)), line
    assert any("填报说明7" in line for line in text)


def test_an_english_word_would_be_seen() -> None:
    for text in ("建议 low", "依据 filling.7", "EM02 本单位员工", "window_start"):
        assert CODES.search(text) or re.search(r"[A-Za-z]{2,}", PLAIN.sub("", text)), text
