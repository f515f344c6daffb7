"""Tables of a report that list others than respondents: its interviewers, its agency, whom to ask there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from verify.intake.formats.pdf.heads import fields_of
from verify.intake.formats.pdf.join import head_words
from verify.intake.formats.pdf.shapes import PdfPage, PdfTable
from verify.intake.formats.pdf.texts import line_text, lines_of, raw_text

_STAFF = r"(?:访问员|访员|调查员|调研员|督导员?|测评人员|调查人员|访问人员|执行人员|项目组?成员|项目负责人|录入员|复核员|审核员)"
_AGENCY = r"(?:测评|调查|调研|检测|咨询|第三方|执行|受托|承担|实施)(?:机构|单位|公司)"
_HEADING = re.compile(rf"(?:{_STAFF}(?:姓名|名称|编号|代码)?|{_AGENCY}(?:名称|全称)?)")
_ASK = re.compile(r"(?:业务|项目)?联系人(?:姓名)?")
_TITLE = re.compile(
    rf"(?:附[件表录]?|[\d一二三四五六七八九十]+|[、.:：()（）]|本次|参与|参加|项目|满意度|调查|访问|测评)*(?:{_STAFF}|{_AGENCY})"
    r"(?:及|和|与)?(?:联系人)?(?:的|基本|分工|联系)*(?:名单|名册|一览表|登记表|信息表?|情况表?|联系表|联系方式|表|如下)[:：)）]?"
)
_FEW = 3  # rows: whom to ask at an agency; a company that asks its own customers' buyers asks more
_NEAR = 5.0  # times the size of type: a title that is further up is another table's


def set_aside(
    groups: Sequence[list[PdfTable]], sheets: Sequence[PdfPage]
) -> tuple[list[list[PdfTable]], list[int]]:
    """Part tables of others from those of respondents: the latter, and the pages of the former.

    Nothing is set aside where no table is left that shows whom it lists, how and when they were asked.
    """
    words = [[word for word in head_words(group[0]) if word] for group in groups]
    if not any(_asked(own) and _who(own) for own in words):
        return list(groups), []
    kept, pages = [], []
    for group, own in zip(groups, words, strict=True):
        if own and not _asked(own) and _lists_others(group, own, sheets):
            pages.append(group[0].sheet)
        else:
            kept.append(group)
    return kept, pages


def _said(words: Sequence[str]) -> frozenset[str]:
    return frozenset().union(*(fields_of(word) for word in words))


def _asked(words: Sequence[str]) -> bool:
    """Return whether headings say how or when somebody was asked."""
    return bool(_said(words) & {"mode", "surveyed"})


def _who(words: Sequence[str]) -> bool:
    return bool(_said(words) & {"name", "contact"})


def _lists_others(group: Sequence[PdfTable], words: Sequence[str], sheets: Sequence[PdfPage]) -> bool:
    named = [word for word in words if "name" in fields_of(word)]
    is_headed = any(_HEADING.fullmatch(word) for word in words)
    if is_headed and all(_HEADING.fullmatch(word) or _ASK.fullmatch(word) for word in named):
        return True
    people = sum(bool(row.cells) for table in group for row in table.rows[table.head + 1 :])
    if named and all(map(_ASK.fullmatch, named)) and people <= _FEW:
        return True
    return bool(_TITLE.fullmatch("".join(line_above(group[0], sheets).split())))


def line_above(table: PdfTable, sheets: Sequence[PdfPage]) -> str:
    """Return the line over the headings of a table, in it or above."""
    for row in reversed(table.rows[: max(table.head, 0)]):
        texts = [raw_text(cell) for cell in row.cells.values()]
        if len(texts) == 1:
            return texts[0]
    top = table.rows[0].top
    sheet = next(sheet for sheet in sheets if sheet.number == table.sheet)
    above = lines_of(glyph for glyph in sheet.glyphs if top - _NEAR * glyph.size < glyph.base < top - 1)
    return line_text(above[-1].glyphs)[0] if above else ""
