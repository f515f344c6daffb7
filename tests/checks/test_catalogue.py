"""Every check keeps the promises of the house: its page, its example, its skip."""

from __future__ import annotations

import re
import string

import pytest

from phrases import has
from tests.checks.examples import TODAY, batch_of, lines, run
from verify import batch as batches
from verify import register as registers
from verify.check import COLUMNS, Check, materialise, skip_words
from verify.checks import ALL, BY_CODE
from verify.intake.roster import FileResult, Roster, Segment
from verify.settings import Settings

# The catalogue of the design: nothing may fall out of it unnoticed.
CODES = [
    "RS01",
    "RS02",
    "RS03",
    "RS04",
    "RS05",
    "RS06",
    "RS07",
    "RS08",
    "RS09",
    "RS10",
    "NM01",
    "NM02",
    "NM03",
    "NM04",
    "NM05",
    "CT01",
    "CT02",
    "CT03",
    "CT04",
    "CT05",
    "CT06",
    "CT07",
    "CT08",
    "CT09",
    "CT10",
    "CT11",
    "MD01",
    "MD02",
    "MD03",
    "DT01",
    "DT02",
    "DT03",
    "DT04",
    "DT05",
    "DT06",
    "DT07",
    "DT08",
    "DT09",
    "DT10",
    "EM01",
    "EM02",
    "EM03",
    "EM04",
    "DU01",
    "DU02",
    "DU03",
    "DU04",
    "DU05",
    "DU06",
    "DU07",
    "DU08",
    "DC01",
    "DC02",
    "DC03",
    "DC04",
    "DC05",
    "DC06",
    "DC07",
    "DC08",
]


def test_the_catalogue_is_whole() -> None:
    assert [c.code for c in ALL] == CODES
    assert len(BY_CODE) == len(ALL)


@pytest.mark.parametrize("check", ALL, ids=lambda c: c.code)
class TestEveryCheck:
    def test_example_hits_the_marked_rows_and_no_others(self, check: Check) -> None:
        example, hit, _ = run(check)
        marked = {i for i, line in enumerate(example) if line.hit}
        assert marked, "an example without a marked row proves nothing"
        assert set(hit) == marked
        for i in marked:
            assert hit[i] == (example[i].severity or check.severity)

    def test_page_is_whole_in_both_languages(self, check: Check) -> None:
        for lang in ("zh", "en"):
            page = check.page(lang)
            assert page.what
            assert page.innocent
            assert page.clear
        assert all(re.search("[\u4e00-\u9fff]", t) for t in (check.page("zh").what, check.zh, check.title[0]))
        assert not any(re.search("[\u4e00-\u9fff]", t) for t in (check.en, check.title[1]))
        assert has(f"clause.{check.clause}") or check.clause == ""

    def test_both_sentences_use_facts_that_findings_have(self, check: Check) -> None:
        _, _, batch = run(check)
        found = materialise(batch, check.run(batch, Settings()), check.clause)
        assert found
        for finding in found:
            for lang in ("zh", "en"):
                said = check.sentence(finding, lang)
                assert "–" not in said, f"a fact is missing: {said}"
                assert not re.search(r"\bnan\b|NaT|None|<NA>|Timestamp", said)
        assert _placeholders(check.zh) or _placeholders(check.en) == set()

    def test_it_is_skipped_with_a_reason_where_what_it_needs_is_missing(self, check: Check) -> None:
        """A missing column or declaration never passes silently."""
        bare = _bare_batch([c for c in COLUMNS if c not in check.needs])
        result = check.run(bare, Settings())
        if not check.needs:
            assert result.skipped == {}
            return
        assert set(result.skipped) == {"D"}
        assert not len(result.hits)
        assert result.examined == {}
        for lang in ("zh", "en"):
            assert skip_words(result.skipped["D"], lang)

    def test_it_runs_on_nothing(self, check: Check) -> None:
        nothing = batches.build([], registers.empty(), Settings(), TODAY)
        result = check.run(nothing, Settings())
        assert not len(result.hits)


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def _bare_batch(fields: list[str]) -> batches.Batch:
    segment = Segment(
        sheet="",
        header_rows=(1,),
        columns={f: i for i, f in enumerate(fields)},
        headings={},
        rows=[2, 3],
        texts={f: ["x", "x"] for f in fields},
    )
    result = FileResult("D.xlsx", rosters=(Roster("D.xlsx", "", "0" * 64, "xlsx", (segment,)),))
    return batches.build([result], registers.empty(), Settings(), TODAY)


def test_an_example_with_wrong_cells_is_noticed() -> None:
    with pytest.raises(AssertionError, match="expected"):
        lines("name  contact\n赵一水")
    assert len(batch_of(lines("name  contact\n赵一水  13904510011")).rows) == 1
