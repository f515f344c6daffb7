"""The register that nobody typed: one table of one line for each application, made of what its papers say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from verify.fields import employer
from verify.forms import labels, values
from verify.forms.applications import Application
from verify.intake.roster import RosterTable

# The register's heading -> item, and the papers that say it, the one that is believed first.
_SAID: dict[str, tuple[str, tuple[str, ...]]] = {
    "推荐类别": ("category", (labels.OPINION, labels.COVER, labels.APPLICATION, labels.SUMMARY)),
    "推荐单位": ("recommender", (labels.OPINION, labels.COVER, labels.SUMMARY)),
    "测评机构": ("agency", (labels.REPORT, labels.ROSTER, labels.OPINION)),
    "有效问卷数量": ("valid_questionnaires", (labels.OPINION, labels.REPORT, labels.ROSTER)),
    "满意度得分": ("score", (labels.OPINION, labels.REPORT)),
    "产品型号规格": ("product_model", (labels.APPLICATION, labels.OPINION)),
    "服务项目名称": ("service_name", (labels.APPLICATION, labels.OPINION)),
}
_PERIOD = (labels.OPINION, labels.REPORT, labels.ROSTER)
HEADINGS = ("企业名称", *_SAID, "调查开始时间", "调查结束时间", "名单文件")


def tables(
    found: Sequence[Application], window: values.Window, known: Sequence[RosterTable] = ()
) -> list[RosterTable]:
    """Return a register table for each application.

    ``known``: declarations that are on file. They stay, with their numbers; what the papers say now goes before.
    """
    made = {application.key: application for application in found}
    rest = [_over(table, made, window) for table in known]
    filed = {employer.key_of(name) for table in known for name in _column(table, "企业名称")}
    return [*rest, *(_table(a, window) for a in found if employer.key_of(a.applicant) not in filed)]


def _table(application: Application, window: values.Window) -> RosterTable:
    line = _line(application, window)
    first = application.papers[0].file
    told = application.says("applicant")
    file = told[0].file if told else first
    return RosterTable(file, "", HEADINGS, (1,), (tuple(line[h] for h in HEADINGS),), made=True)


def _line(application: Application, window: values.Window) -> dict[str, str]:
    line = {"企业名称": application.applicant}
    for heading, (item, kinds) in _SAID.items():
        told = application.says(item, *kinds)
        text = told[1].text if told else ""
        read = (
            values.value(item, text, window)
            if item in ("category", "valid_questionnaires", "score")
            else text
        )
        line[heading] = read or text
    if line["产品型号规格"] and (name := application.says("product_name", labels.APPLICATION)):
        line["产品型号规格"] = f"{name[1].text} {line['产品型号规格']}"
    told = application.says("period", *_PERIOD)
    days = values.period(told[1].text, window) if told else None
    for heading, at in (("调查开始时间", 0), ("调查结束时间", 1)):
        line[heading] = days[at].isoformat() if days else (told[1].text if told else "")
    line["名单文件"] = application.rosters[0] if len(application.rosters) == 1 else ""
    return line


def _column(table: RosterTable, heading: str) -> list[str]:
    at = table.headings.index(heading) if heading in table.headings else None
    return [] if at is None else [texts[at] for texts in table.texts]


def _over(table: RosterTable, made: dict[str, Application], window: values.Window) -> RosterTable:
    """Return a table with what papers say now in place of what is on file for the same company."""
    by_name = {employer.key_of(a.applicant): a for a in made.values()}
    lines = []
    for texts in table.texts:
        given = dict(zip(table.headings, texts, strict=False))
        application = by_name.get(employer.key_of(given.get("企业名称", "")))
        new = _line(application, window) if application else {}
        lines.append(tuple(new.get(h) or text for h, text in given.items()))
    return replace(table, texts=tuple(lines), made=True)
