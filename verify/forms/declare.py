"""The register that nobody typed: one table of one line for each application, made of what its papers say."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

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
    filed = [[dict(zip(table.headings, texts, strict=False)) for texts in table.texts] for table in known]
    meant = _meant([line for lines in filed for line in lines], found)
    rest, places = [], itertools.count()
    for table, lines in zip(known, filed, strict=True):
        texts = []
        for given, at in zip(lines, places, strict=False):
            new = _line(meant[at], window) if at in meant else {}
            texts.append(tuple(new.get(heading) or text for heading, text in given.items()))
        rest.append(replace(table, texts=tuple(texts)))
    # Where all of a company's applications are on file, papers that fit none for sure are none more.
    there = Counter(_company(line) for lines in filed for line in lines)
    sent = Counter(employer.key_of(a.applicant) for a in found)
    left = [a for a in found if a not in meant.values()]
    more = [a for a in left if there[key := employer.key_of(a.applicant)] < sent[key]]
    return [*rest, *(_table(application, window) for application in more)]


def _company(line: Mapping[str, str]) -> str:
    return employer.key_of(line.get("企业名称", ""))


def _meant(filed: Sequence[Mapping[str, str]], found: Sequence[Application]) -> dict[int, Application]:
    """Return which application each line on file is, by its place; a line that fits none for sure is not in it."""
    meant: dict[int, Application] = {}
    lines: dict[str, list[int]] = {}
    for at, line in enumerate(filed):
        lines.setdefault(_company(line), []).append(at)
    for key, places in lines.items():
        same = [a for a in found if employer.key_of(a.applicant) == key]
        if len(places) == len(same) == 1:
            meant[places[0]] = same[0]
            continue
        for fits in (_same_roster, _same_spelling):
            for at in places:
                left = [a for a in same if a not in meant.values()]
                close = [a for a in left if fits(filed[at], a)]
                rivals = [
                    o for o in places if o not in meant and o != at and any(fits(filed[o], a) for a in close)
                ]
                if at not in meant and len(close) == 1 and not rivals:
                    meant[at] = close[0]
    return meant


def _same_roster(line: Mapping[str, str], application: Application) -> bool:
    return line.get("名单文件", "") in application.rosters


def _same_spelling(line: Mapping[str, str], application: Application) -> bool:
    return company.exact(line.get("企业名称", "")) == company.exact(application.applicant)


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
        text = told[1].text if told else application.undecided(item)
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
    line["名单文件"] = _roster(application)
    return line


def _roster(application: Application) -> str:
    """Return the one roster that lies with the papers; of several, one that alone lies in a folder of theirs."""
    folders = {PurePosixPath(paper.file).parent for paper in application.papers}
    near = [file for file in application.rosters if PurePosixPath(file).parent in folders]
    found = near if len(near) == 1 else application.rosters
    return found[0] if len(found) == 1 else ""
