"""The register that nobody typed: one table of one line for each application, made of what its papers say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from verify.fields import company, employer
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
    filed = Counter(employer.key_of(line.get("企业名称", "")) for table in known for line in _lines(table))
    sent = Counter(employer.key_of(application.applicant) for application in found)
    rest, left = [], list(found)
    for table in known:
        texts = []
        for given in _lines(table):
            meant = _meant(given, left, alone=filed[employer.key_of(given.get("企业名称", ""))] == 1)
            if meant is not None:
                left.remove(meant)
            new = _line(meant, window) if meant else {}
            texts.append(tuple(new.get(heading) or text for heading, text in given.items()))
        rest.append(replace(table, texts=tuple(texts), made=True))
    # Where all of a company's applications are on file, papers that fit none for sure are none more.
    more = [a for a in left if filed[key := employer.key_of(a.applicant)] < sent[key]]
    return [*rest, *(_table(application, window) for application in more)]


def _lines(table: RosterTable) -> list[dict[str, str]]:
    return [dict(zip(table.headings, texts, strict=False)) for texts in table.texts]


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


def _meant(given: Mapping[str, str], found: Sequence[Application], alone: bool) -> Application | None:
    """Return the application that a line on file is, of those that no other line is. ``alone``: it is its company's
    only one."""
    name, file = given.get("企业名称", ""), given.get("名单文件", "")
    same = [a for a in found if employer.key_of(a.applicant) == employer.key_of(name)]
    if alone and len(same) == 1:
        return same[0]
    by_file = [a for a in same if file in a.rosters]
    by_spelling = [a for a in same if company.exact(a.applicant) == company.exact(name)]
    return next((close[0] for close in (by_file, by_spelling) if len(close) == 1), None)
