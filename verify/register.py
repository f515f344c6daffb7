"""What each dossier declares (申报登记): a table of the register, as typed values, and which file it means."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from verify.fields import company, surveyed
from verify.intake.roster import RosterTable
from verify.intake.table.headings import register_column
from verify.intake.table.register_words import ANSWER, PERIOD, is_needless

# The register's columns as named in Batch.dossiers, in the order of the paper.
ITEMS = (
    "applicant",
    "category",
    "recommender",
    "agency",
    "valid_questionnaires",
    "survey_start",
    "survey_end",
    "score",
    "product_model",
    "service_name",
)
# Heading of the paper -> our name.
_NAMES = {
    "申报编号": "id",
    "企业名称": "applicant",
    "推荐类别": "category",
    "推荐单位": "recommender",
    "测评机构": "agency",
    "有效问卷数量": "valid_questionnaires",
    "调查开始时间": "survey_start",
    "调查结束时间": "survey_end",
    "满意度得分": "score",
    "产品型号规格": "product_model",
    "服务项目名称": "service_name",
    "名单文件": "roster_file",
}
HEADINGS = {name: heading for heading, name in _NAMES.items()}  # as the register form has them
_COLUMNS = ("id", "roster_file", *ITEMS, "row", "made", "source")
CATEGORIES = ("企业类", "产品类", "建筑工程类", "服务类")
# How people write the four.
_CATEGORY = {
    **{
        name: category
        for category in CATEGORIES
        for name in (category, category[:-1], f"用户满意{category[:-1]}")
    },
    **dict.fromkeys(("工程", "工程类", "用户满意工程", "建筑", "建筑类"), "建筑工程类"),
}

UNREAD = "register_cell"
_NOTHING = frozenset(("", "-", "--", "/", "无", "空", "未填", "不详", "未知", "待定", "待填"))
TYPED = ("valid_questionnaires", "score", "survey_start", "survey_end")  # what is not kept as it was written
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_THOUSANDS = re.compile(r"(?<=\d)[,'\s](?=\d{3}(?!\d))")  # 1,200 and 1 200

Given = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """A line of 对应表: what people said whose roster a file (or a sheet of it) is."""

    file: str
    sheet: str
    said: str
    row: int


@dataclass(frozen=True, slots=True)
class Register:
    """``entries``: one row per declaration, columns id, roster_file, ITEMS, row (as shown), and
    made (of papers: nobody typed it), source (the file that says it).

    ``doubts``: (code, facts) for what could not be understood in the table itself, and for tables that were taken as
    one; facts of a cell: entry (its place among the entries), item, got, and where it stands (file, row).
    ``answers``: what people said of rosters that were open.
    ``lacks``: items that no table which somebody typed has a column for: nothing was asked, nothing is missing.
    """

    entries: pd.DataFrame
    doubts: tuple[tuple[str, dict[str, str]], ...] = ()
    answers: tuple[Answer, ...] = ()
    lacks: tuple[str, ...] = ()

    def unread(self) -> dict[int, dict[str, str]]:
        """Return entry -> items that are given, but cannot be read, and what stands there."""
        found: dict[int, dict[str, str]] = {}
        for code, facts in self.doubts:
            if code == UNREAD:
                found.setdefault(int(facts["entry"]), {})[facts["item"]] = facts["got"]
        return found


class RegisterConflict(Exception):  # noqa: N818 - what is wrong is the register, not the program
    """Two register tables say different things of one application. Each conflict: what, and who says what."""

    def __init__(self, conflicts: Sequence[Mapping[str, str]]) -> None:
        super().__init__(f"{len(conflicts)} conflicts")
        self.conflicts = tuple(conflicts)


def empty() -> Register:
    """A register that knows nothing."""
    return Register(pd.DataFrame(columns=list(_COLUMNS), dtype=object))


@dataclass(frozen=True, slots=True)
class _RegisterLine:
    """One line of a table as it was given, and where it stands."""

    table: RosterTable
    row: int
    given: Given


def read(tables: Sequence[RosterTable], window: tuple[date, date]) -> Register:
    """Return the declarations of all register tables; cells that cannot be read become unknown and a doubt.

    A register and its copy are one. Raises RegisterConflict where two of them say different things.
    """
    answers = [table for table in tables if ANSWER in table.headings]
    lines, doubts = _lines([table for table in tables if ANSWER not in table.headings], window)
    entries: list[dict[str, object]] = []
    for line in lines:
        entry: dict[str, object] = {n: line.given.get(n) or None for n in ("id", "roster_file", *ITEMS)}
        entry |= {"row": line.row, "made": line.table.made, "source": line.table.file}
        for item in ("valid_questionnaires", "score", "survey_start", "survey_end", "category"):
            text = line.given.get(item, "")
            entry[item] = value = typed(item, text, window)
            if value is None and item in TYPED and text not in _NOTHING:
                where = {"entry": str(len(entries)), "file": line.table.file, "row": str(line.row)}
                doubts.append((UNREAD, {**where, "item": item, "got": text}))
        entries.append(entry)
    asked = {_name(h) for t in tables if not t.made and ANSWER not in t.headings for h in t.headings}
    lacks = tuple(item for item in ITEMS if item not in asked) if asked else ()
    said = tuple(answer for table in answers for answer in _answers(table))
    return Register(pd.DataFrame(entries, columns=list(_COLUMNS), dtype=object), tuple(doubts), said, lacks)


def typed(item: str, text: str, window: tuple[date, date]) -> object:
    """Return the value of a register's cell; None where there is none, or none that can be read."""
    match item:
        case "valid_questionnaires":
            return _count(text)
        case "score":
            return _score(text)
        case "survey_start" | "survey_end":
            return _day(text, window, item == "survey_end")
        case "category":
            return _CATEGORY.get(_key(text), text or None)
    return text or None


def _lines(
    tables: Sequence[RosterTable], window: tuple[date, date]
) -> tuple[list[_RegisterLine], list[tuple[str, dict[str, str]]]]:
    """Return every application once, with what was taken together and which columns were not understood."""
    lines: list[_RegisterLine] = []
    doubts: list[tuple[str, dict[str, str]]] = []
    conflicts: list[dict[str, str]] = []
    for table in tables:
        names = [_name(heading) for heading in table.headings]
        for heading, name in zip(table.headings, names, strict=True):
            if not name and not is_needless(heading):
                doubts.append(("register_column", {"file": table.file, "column": heading}))
        before, merged, same = _Before(lines), 0, set()
        for row, texts in zip(table.rows, table.texts, strict=True):
            line = _RegisterLine(table, row, _given(names, texts))
            if not any(line.given.values()):
                continue
            whole = tuple(sorted(_filled(line.given).items()))
            if whole in same:  # the very same line once more is a slip, and no second application
                merged += 1
                continue
            same.add(whole)
            # Papers make a table for each application: two of one company are two, whoever contradicts whom.
            at = None if table.made else before.same(line)
            if at is None:
                lines.append(line)
                continue
            merged += 1
            conflicts += _conflicts(lines[at], line, window)
            lines[at] = _RegisterLine(
                lines[at].table, lines[at].row, {**line.given, **_filled(lines[at].given)}
            )
        if merged:
            doubts.append(("register_merged", {"file": table.file, "count": str(merged)}))
    if conflicts:
        raise RegisterConflict(conflicts)
    return lines, doubts


class _Before:
    """The lines of earlier tables, by number and by company."""

    def __init__(self, lines: Sequence[_RegisterLine]) -> None:
        self._ids: dict[str, list[int]] = {}
        self._names: dict[str, list[int]] = {}
        for at, line in enumerate(lines):
            self._ids.setdefault(_key(line.given.get("id", "")), []).append(at)
            self._names.setdefault(company.placed(line.given.get("applicant", "")), []).append(at)

    def same(self, line: _RegisterLine) -> int | None:
        """The line of the same application in an earlier table: its number's, else its company's."""
        id, name = _key(line.given.get("id", "")), company.placed(line.given.get("applicant", ""))
        found = (self._ids.get(id, []) if id else []) or (self._names.get(name, []) if name else [])
        return found[0] if len(found) == 1 else None


def _name(heading: str) -> str:
    return "period" if heading == PERIOD else _NAMES.get(register_column(heading), "")


def _given(names: Sequence[str], texts: Sequence[str]) -> dict[str, str]:
    given: dict[str, str] = {}
    for name, text in zip(names, texts, strict=False):
        if name and not given.get(name):
            given[name] = _tidy(text)
    period = given.pop("period", "")
    return given if not period else {"survey_start": period, "survey_end": period, **_filled(given)}


def _filled(given: Given) -> Given:
    return {name: text for name, text in given.items() if text}


def _answers(table: RosterTable) -> Iterator[Answer]:
    at = {
        name: table.headings.index(name) for name in ("名单文件", "工作表", ANSWER) if name in table.headings
    }
    for row, texts in zip(table.rows, table.texts, strict=True):
        file, sheet, said = (_tidy(texts[at[n]]) if n in at else "" for n in ("名单文件", "工作表", ANSWER))
        if file and said:
            yield Answer(file, sheet, said, row)


def _conflicts(one: _RegisterLine, two: _RegisterLine, window: tuple[date, date]) -> Iterator[dict[str, str]]:
    """Yield what two entries for one application say differently; what only one of them says is no conflict."""
    for item in dict.fromkeys((*one.given, *two.given)):
        a, b = one.given.get(item, ""), two.given.get(item, "")
        if a and b and _key(a) != _key(b) and not _equal(item, a, b, window):
            yield {
                "entry": one.given.get("id") or one.given.get("applicant") or "", "item": HEADINGS[item],
                "file": one.table.file, "row": str(one.row), "got": a, "other_file": two.table.file,
                "other_row": str(two.row), "other_got": b,
            }  # fmt: skip


def _equal(item: str, a: str, b: str, window: tuple[date, date]) -> bool:
    """Whether two ways of writing are one value: 60 and 60份, 2017.3.1 and 2017年3月1日, 有限公司 and 有限责任公司."""
    if item in ("applicant", "recommender", "agency"):
        return company.placed(a) == company.placed(b)
    if item == "roster_file":
        return _key(a.replace("\\", "/")) == _key(b.replace("\\", "/"))
    values = typed(item, a, window), typed(item, b, window)
    return values[0] is not None and values[0] == values[1]


def _tidy(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _key(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()


def _count(text: str) -> int | None:
    match = re.fullmatch(r"(?:共计?|合计)?\s*(\d+)(?:\.0+)?\s*[份个人名套件]?", _THOUSANDS.sub("", text))
    return int(match[1]) if match else None


def _score(text: str) -> float | None:
    match = _NUMBER.search(text)
    return float(match[0]) if match and re.fullmatch(r"[\d.]+\s*(?:分|%)?", text) else None


def _day(text: str, window: tuple[date, date], end: bool) -> pd.Timestamp | None:
    read = surveyed.clean(text, window)
    day = read.end if end else read.start
    return None if day is None or read.problem else pd.Timestamp(day)
