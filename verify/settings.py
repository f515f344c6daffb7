"""Everything that another province or year would want otherwise: one frozen dataclass, read from TOML."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any

from phrases import has, say
from phrases.errors import HefangError

# Settings that are one of a few words.
CHOICES = {"printed_by": ("province", "local"), "evidence_counts": ("no", "yes")}


def _item(
    value: Any, unit: str, clause: str, zh: str, en: str, *, least: int | None = None, most: int | None = None
) -> Any:
    told = {"unit": unit, "clause": clause, "zh": zh, "en": en}
    return field(default=value, metadata={**told, "least": least, "most": most})


@dataclass(frozen=True, slots=True)
class Settings:
    """Value, unit, clause and meaning of every setting; the meaning is printed by ``hefang checks settings``."""

    window_start: date = _item(
        date(2016, 12, 1), "date", "opinion.3", "调查时间窗口的第一天", "first day of the survey window"
    )
    window_start_inclusive: bool = _item(
        True, "", "opinion.3", "窗口第一天当日是否算在内", "whether the first day itself is inside the window"
    )
    window_end: date = _item(
        date(2017, 6, 20),
        "date",
        "filling.9",
        "窗口的最后一天（材料截止日）",
        "last day of the window (due date)",
    )
    roster_cap: int = _item(
        200,
        "rows",
        "roster.3",
        "有效问卷超过此数时名单应给出的人数",
        "rows asked for above this many questionnaires",
    )
    score_minimum: str = _item(
        "80", "points", "measures.score", "满意度最低得分", "lowest satisfaction score"
    )
    namesake_employer_rows: int = _item(
        30,
        "rows",
        "roster.4",
        "同一单位被访者多于此数时，重名属常事，不提示",
        "an employer with more respondents than this may have namesakes",
    )
    shared_customers: int = _item(
        3,
        "people",
        "roster.4",
        "两家名单中姓名、号码都相同的人不多于此数时，视为共同用户，只列为疑点",
        "two rosters that share at most this many people (same name and number) may share customers",
    )
    shared_customers_percent: int = _item(
        5, "%", "roster.4", "同上，按较短名单的百分比", "the same, as a share of the shorter roster"
    )
    silence_odds: str = _item(
        "2",
        "",
        "filling.7",
        "不真实的被访者不应答（未接通、拒访等）的可能至多是真实者的几倍；写入封存，inf 表示全按不真实计",
        "how many times likelier (in odds) a false row is to stay silent than a true one; sealed; inf counts all as false",
    )
    silence_most: str = _item(
        "40%",
        "%",
        "filling.7",
        "已抽取的人中未应答的超过此比例时，不能仅凭回访认定为真实性高",
        "above this share of silent rows among the drawn, callbacks alone never show a list to be authentic",
    )
    expected_silence: str = _item(
        "20%",
        "%",
        "filling.7",
        "预计未应答的比例，用来定抽样人数",
        "the share of silent rows that sample sizes are planned for",
    )
    against_codes: str = _item(
        "DU02 CT03 CT04 CT06 DU05 DU06 EM02",
        "",
        "roster.4",
        "未澄清、未经回访核实时不利于名单真实性的检查项：此类被访者达到限值的，不建议判为真实性高；以封存时的设置为准",
        "checks whose findings, uncleared and not confirmed by a call, speak against the list: from the limit of such rows "
        "on it is not called authentic; as they stood under the seal",
    )
    office_name: str = _item(
        "黑龙江省质量协会",
        "",
        "",
        "回访时自报的单位名称，印在话术上",
        "who calls: the office as it introduces itself, printed in the script",
    )
    office_phone: str = _item(
        "",
        "",
        "",
        "被访者查询、更正、删除个人信息时拨打的协会电话，印在话术上；空着则留空待填",
        "the number at which respondents ask for, correct or delete their data, printed in the script; left blank if empty",
    )
    calls_recorded: bool = _item(
        False,
        "",
        "",
        "回访是否录音；话术照此告知，录音须先征得同意",
        "whether calls are recorded; the script says so, and asks first",
    )
    calls_kept_days: int = _item(
        90,
        "days",
        "",
        "评审结束后多少天内清除姓名、号码、备注和录音（hefang purge）；话术照此告知，须做到",
        "days after the review within which names, numbers, remarks and recordings are purged; the script promises it",
    )
    again_share: str = _item(
        "10%",
        "%",
        "filling.7",
        "回访后随机抽出多少比例的已答人员，由另一人复听（hefang calls again）；以封存时的设置为准",
        "the share of people who answered that somebody else calls again, chosen by dice after the calls; as it stood under "
        "the seal",
    )
    again_least: int = _item(
        3,
        "people",
        "filling.7",
        "每名回访员至少复听的人数；以封存时的设置为准",
        "people called again of every caller, at least; as it stood under the seal",
    )
    again_forget: str = _item(
        "5%",
        "%",
        "filling.7",
        "确实接过回访电话而答“没有接过”的人至多占多少（忘了、家人接的）；回访员的“没有接过”多于此数所能解释的，才提示",
        "at most this share of people who were called say that nobody called (forgotten, somebody of the family); a caller "
        "is named only where there are more noes than that explains",
    )
    evidence_counts: str = _item(
        "no",
        "",
        "filling.7",
        "佐证材料（代码 E1 至 E3、F1 至 F3）能否解决未接通的人；no 只列出不计入，yes 计入；以封存时的设置为准",
        "whether evidence (codes E1 to E3 and F1 to F3) resolves a silent row; no shows it and counts nothing, yes counts it; "
        "as it stood under the seal",
    )
    printed_by: str = _item(
        "province",
        "",
        "opinion.4",
        "由谁打印推荐意见表；province 为省质量协会（建议文本填入审定意见），local 为地区、行业质协（填入推荐意见）",
        "who prints the opinion form; province (the text goes into 审定意见) or local (into 推荐意见)",
    )
    max_workbook_bytes: int = _item(
        50 * 2**20, "bytes", "", "表格和文字文件的大小上限", "largest workbook or Word file"
    )
    max_text_bytes: int = _item(500 * 2**20, "bytes", "", "文本文件的大小上限", "largest text file")
    max_unzipped_bytes: int = _item(
        512 * 2**20, "bytes", "", "压缩包展开后的上限", "largest size once unzipped"
    )
    max_zip_entries: int = _item(2_000, "entries", "", "压缩包内文件数上限", "most entries in a ZIP")
    max_zip_ratio: int = _item(
        200,
        "ratio",
        "",
        "单个条目的压缩比上限（仅对超过 8 MB 的条目）",
        "highest ratio of an entry above 8 MB",
    )
    max_cells: int = _item(
        5_000_000, "cells", "", "一张表读入的单元格上限", "most cells of a grid read densely"
    )
    read_seconds: int = _item(30, "seconds", "", "读一个文件的时间上限", "time limit for one file")
    read_memory_bytes: int = _item(
        2 * 2**30, "bytes", "", "读一个文件的内存上限", "memory limit for one file"
    )
    workers: int = _item(
        0, "processes", "", "读文件的进程数，0 表示按处理器数", "reader processes; 0 = one a core", most=64
    )


class SettingsError(HefangError, ValueError):
    """A settings file that cannot be used. ``facts`` say where, what was expected and what was got."""

    room = "command.error.settings"

    def shown(self, lang: str) -> Mapping[str, object]:
        """Return the facts; the kind of value that was expected is named in the reader's language."""
        key = f"command.setting.{self.facts.get('expected')}"
        return {**self.facts, "expected": say(key, lang)} if has(key) else self.facts


def load(path: Path | None) -> Settings:
    """Read settings from a TOML file; the defaults where ``path`` is None.

    Raises SettingsError for an unknown key, a value of the wrong kind, or a file that is no TOML.
    """
    if path is None:
        return Settings()
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError("unreadable", file=str(path), got=str(error)) from error
    known = {item.name: item for item in fields(Settings)}
    values: dict[str, Any] = {}
    for key, value in data.items():
        if key not in known:
            raise SettingsError("unknown_key", file=str(path), key=key, expected=", ".join(sorted(known)))
        wanted = type(known[key].default)
        if type(value) is not wanted:
            raise SettingsError(
                "wrong_kind", file=str(path), key=key, expected=wanted.__name__, got=repr(value)
            )
        if key in CHOICES and value not in CHOICES[key]:
            raise SettingsError(
                "wrong_kind", file=str(path), key=key, expected=" / ".join(CHOICES[key]), got=repr(value)
            )
        values[key] = _in_range(known[key], value, path)
    return Settings(**values)


# A limit of nothing would refuse every file, and a negative number of workers waits for ever.
_LEAST = {"bytes": 1_000, "entries": 1, "ratio": 1, "cells": 1, "seconds": 1}


def _in_range(item: Field[Any], value: Any, path: Path) -> Any:
    """Return a value that makes sense. Raises SettingsError out_of_range."""
    if isinstance(value, int) and not isinstance(value, bool):
        least = (
            item.metadata["least"]
            if item.metadata["least"] is not None
            else _LEAST.get(item.metadata["unit"], 0)
        )
        most = item.metadata["most"] or (100 if item.metadata["unit"] == "%" else 2**40)
        if not least <= value <= most:
            facts = {"key": item.name, "expected": f"{least}–{most}", "got": str(value)}
            raise SettingsError("out_of_range", file=str(path), **facts)
    return value


def as_dict(settings: Settings) -> dict[str, Any]:
    """Return all values as plain JSON values, dates in ISO form."""
    return {
        item.name: value.isoformat() if isinstance(value, date) else value
        for item in fields(settings)
        for value in [getattr(settings, item.name)]
    }


def sha256(settings: Settings) -> str:
    """Hash of all values, so that a paper can say under which settings it was made."""
    text = json.dumps(as_dict(settings), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
