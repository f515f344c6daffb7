"""add: dossiers verified, scored and filed."""

from __future__ import annotations

from casebook import connect, dossiers, screen
from casebook.connect import Casebook
from casebook.declared import declarations
from desk.console import show, show_json, tell
from desk.matching import matching_lines
from desk.reading import Reading
from desk.reviewing import facts_of_settings, review_of, unread_files
from desk.scoring import assessor_of
from desk.state import stamp_now
from phrases import say
from reports.content.overview import findings
from verify.checks import BY_CODE
from verify.intake.roster import Table

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


def add(where: str, files: Reading, *, json: bool = False) -> int:
    """Verify dossiers and file them; return 2 when a file could not be read (the others are filed)."""
    book, lang = connect.open_casebook(where), files.lang
    review = review_of(files, assessor_of(book), lambda: _register_of(book))
    unread = unread_files(review.batch.unreadable, lang)
    facts = facts_of_settings(files.settings)
    filed = dossiers.file_review(book, review, findings(review, BY_CODE), facts, stamp_now())
    if json:
        show_json({"dossiers": [dossiers.document(item) for item in filed], "unreadable": unread})
    else:
        show(*screen.filed_lines(filed, lang))
        tell(*matching_lines(review, lang))
    tell(*(say("command.unread.file", lang, **item) for item in unread))
    if not json:
        tell(say("casebook.next_add", lang))
    return 2 if any(item["code"] != "empty" for item in unread) else 0


def _register_of(book: Casebook) -> list[Table]:
    """Return the declarations on file as a register, so that a corrected roster alone finds its dossier again."""
    with book.read() as conn:
        found = declarations(conn, book.round)
    lines = tuple(
        (item.id, item.applicant, item.file, *(str(item.items.get(name) or "") for name in _DECLARED))
        for item in found
    )
    headings = ("申报编号", "企业名称", "名单文件", *_DECLARED.values())
    return [Table(book.path, "", headings, tuple(range(1, len(lines) + 1)), lines)] if lines else []
