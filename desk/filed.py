"""What is on file, as the commands need it: declarations, applicants, the journal, what is still to be decided.

Imports inside functions keep start-up fast: SQLAlchemy is for rounds only.
"""

from __future__ import annotations

from typing import Any


def register_of(book: Any) -> list[Any]:
    """Return the declarations on file as a register, so that a corrected roster alone finds its dossier again."""
    from casebook.declared import declarations
    from verify.intake.roster import Table

    with book.read() as conn:
        found = declarations(conn, book.round)
    texts = tuple(
        (item.id, item.applicant, item.file, *(str(item.items.get(name) or "") for name in _DECLARED))
        for item in found
    )
    headings = ("申报编号", "企业名称", "名单文件", *_DECLARED.values())
    return [Table(book.path, "", headings, tuple(range(1, len(texts) + 1)), texts)] if texts else []


# Items of a declaration -> the register's headings.
_DECLARED = {
    "category": "推荐类别",
    "recommender": "推荐单位",
    "agency": "测评机构",
    "valid_questionnaires": "有效问卷数量",
    "survey_start": "调查开始时间",
    "survey_end": "调查结束时间",
    "score": "满意度得分",
    "product_model": "产品型号规格",
    "service_name": "服务项目名称",
}


def journal_of(book: Any) -> tuple[Any, ...]:
    """Who did what and when, in order."""
    from casebook import journal

    with book.read() as conn:
        return tuple(journal.entries(conn))


def applicants_of(book: Any) -> dict[str, str]:
    """Who applies, by dossier."""
    from casebook import standing

    return {item.id: item.applicant for item in standing.overview(book).dossiers}


def open_questions(shown: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Proposals that somebody has to look into, the worst first; what is high stands in the table."""
    ranks = {"low": 0, "more": 1, "high": 2}
    return sorted(
        (item for item in shown if item["judgement"] != "high" or item["decided"]),
        key=lambda item: ranks[item["judgement"]],
    )
