"""What each dossier declares (申报登记): a table of the register, as typed values, and which file it means."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from verify.fields import employer, surveyed
from verify.intake.roster import Table
from verify.intake.table.headings import register_column

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
_HEADINGS = {name: heading for heading, name in _NAMES.items()}
CATEGORIES = ("企业类", "产品类", "建筑工程类", "服务类")

UNREAD = "register_cell"
_NOTHING = frozenset(("", "-", "--", "/", "无", "空", "未填", "不详", "未知", "待定", "待填"))
TYPED = ("valid_questionnaires", "score", "survey_start", "survey_end")  # what is not kept as it was written
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_THOUSANDS = re.compile(r"(?<=\d)[,'\s](?=\d{3}(?!\d))")  # 1,200 and 1 200


@dataclass(frozen=True, slots=True)
class Register:
    """``entries``: one row per declaration, columns id, roster_file, ITEMS, and row (as shown).

    ``doubts``: (code, facts) for what could not be understood in the table itself; facts: entry (its place among
    the entries), item, got, and where it stands (file, row).
    """

    entries: pd.DataFrame
    doubts: tuple[tuple[str, dict[str, str]], ...] = ()

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
    return Register(pd.DataFrame(columns=["id", "roster_file", *ITEMS, "row"], dtype=object))


def read(tables: Sequence[Table], window: tuple[date, date]) -> Register:
    """Return the declarations of all register tables; cells that cannot be read become unknown and a doubt.

    A register and its copy are one. Raises RegisterConflict where two of them say different things.
    """
    entries: list[dict[str, object]] = []
    doubts: list[tuple[str, dict[str, str]]] = []
    known: dict[str, tuple[Table, int, dict[str, str]]] = {}
    conflicts: list[dict[str, str]] = []
    for number, table in enumerate(tables):
        names = [_NAMES.get(register_column(heading), "") for heading in table.headings]
        for row, texts in zip(table.rows, table.texts, strict=True):
            given = {n: _tidy(t) for n, t in zip(names, texts, strict=False) if n}
            if not any(given.values()):
                continue
            key = _key(given.get("id", "")) or employer.key_of(given.get("applicant", ""))
            before = known.setdefault(f"{key}" if key else f"{number}/{row}", (table, row, given))
            if before[0] is not table:  # the same application in another table
                conflicts += _conflicts(before, (table, row, given))
                continue
            entry: dict[str, object] = {n: given.get(n) or None for n in ("id", "roster_file", *ITEMS)}
            entry["row"] = row
            entry |= {
                "valid_questionnaires": _count(given.get("valid_questionnaires", "")),
                "score": _score(given.get("score", "")),
                "survey_start": _day(given.get("survey_start", ""), window, False),
                "survey_end": _day(given.get("survey_end", ""), window, True),
            }
            where = {"entry": str(len(entries)), "file": table.file, "row": str(row)}
            doubts += [
                (UNREAD, {**where, "item": item, "got": given[item]})
                for item in TYPED
                if entry[item] is None and given.get(item, "") not in _NOTHING
            ]
            entries.append(entry)
    if conflicts:
        raise RegisterConflict(conflicts)
    columns = ["id", "roster_file", *ITEMS, "row"]
    return Register(pd.DataFrame(entries, columns=columns, dtype=object), tuple(doubts))


def _conflicts(
    one: tuple[Table, int, dict[str, str]], two: tuple[Table, int, dict[str, str]]
) -> Iterator[dict[str, str]]:
    """Yield what two entries for one application say differently; what only one of them says is no conflict."""
    (first, row, given), (second, other, said) = one, two
    for item in dict.fromkeys((*given, *said)):
        a, b = given.get(item, ""), said.get(item, "")
        if a and b and _key(a) != _key(b):
            yield {
                "entry": given.get("id") or given.get("applicant") or "", "item": _HEADINGS[item],
                "file": first.file, "row": str(row), "got": a, "other_file": second.file, "other_row": str(other),
                "other_got": b,
            }  # fmt: skip


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
