"""Where papers disagree, one of them slipped: what follows from a single paper accuses nobody before that is cleared."""

from __future__ import annotations

import pytest

from tests.checks.examples import batch_of, lines
from verify.checks import BY_CODE
from verify.settings import Settings

PINE = "松江纸业有限公司"


def severities(code: str, example: str) -> list[str]:
    batch = batch_of(lines(example))
    return [str(severity) for severity in BY_CODE[code].run(batch, Settings()).hits["severity"]]


@pytest.mark.parametrize(
    ("code", "category", "other", "found"),
    [
        ("DC06", "产品类", "企业类", []),
        ("DC06", "产品类", "产品类", ["fail"]),
        ("DC07", "服务类", "产品类", []),
        ("DC07", "服务类", "服务类", ["fail"]),
    ],
)
def test_a_box_ticked_by_mistake_asks_for_no_model_and_no_service(
    code: str, category: str, other: str, found: list[str]
) -> None:
    example = f"""
        name    @applicant  @category   @product_model  @service_name  %opinion
        赵一水  {PINE}      {category}  _               _              category={other}
    """
    assert severities(code, example) == found
    assert severities("DC08", example) == ([] if found else ["warn"])


@pytest.mark.parametrize(
    ("declared", "stated", "found"),
    [
        (3, 2, ["warn"]),  # two respondents, and the report says two: the declaration slipped
        (3, 3, ["fail"]),
        (4, 3, ["fail"]),  # whichever of them holds, too few are given
        (2, 2, []),
    ],
)
def test_a_count_that_another_paper_contradicts_is_a_doubt(
    declared: int, stated: int, found: list[str]
) -> None:
    example = f"""
        name    @applicant  @valid_questionnaires  %report
        赵一水  {PINE}      {declared}             valid_questionnaires={stated}
        钱二水  {PINE}      {declared}             valid_questionnaires={stated}
    """
    assert severities("RS02", example) == found


@pytest.mark.parametrize(("unread", "told"), [("_", True), ("第2页", False)])
def test_a_roster_that_was_not_read_whole_says_no_number(unread: str, told: bool) -> None:
    example = f"""
        name    @applicant  @valid_questionnaires  %report                    !pages_unread
        赵一水  {PINE}      3                      valid_questionnaires=2     {unread}
    """
    batch = batch_of(lines(example))
    (papers,) = BY_CODE["DC08"].run(batch, Settings()).hits["papers"]
    assert ("roster" in {item["paper"] for item in papers}) == told
