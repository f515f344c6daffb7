"""The register that nobody typed: one table of one line for each application, made of what its papers say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from verify.fields import company, employer
from verify.forms import labels, values
from verify.forms.applications import Application
from verify.intake.roster import Table

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


def tables(found: Sequence[Application], window: values.Window, known: Sequence[Table] = ()) -> list[Table]:
    """Return a register table for each application.

    ``known``: declarations that are on file. They stay, with their numbers; what the papers say now goes before.
    """
    rest, lines = [], Counter[str]()
    left = list(found)
    for table in known:
        texts = []
        for line in table.texts:
            given = dict(zip(table.headings, line, strict=False))
            lines[employer.key_of(given.get("企业名称", ""))] += 1
            application = _meant(given, left)
            if application is not None:
                left.remove(application)
            new = _line(application, window) if application else {}
            texts.append(tuple(new.get(h) or text for h, text in given.items()))
        rest.append(replace(table, texts=tuple(texts), made=True))
    # Papers of a company all of whose applications are on file speak of one of these, whichever it is.
    count = Counter(employer.key_of(a.applicant) for a in found)
    return [*rest, *(_table(a, window) for a in left if lines[key := employer.key_of(a.applicant)] < count[key])]


def _table(application: Application, window: values.Window) -> Table:
    line = _line(application, window)
    first = application.papers[0].file
    told = application.says("applicant")
    file = told[0].file if told else first
    return Table(file, "", HEADINGS, (1,), (tuple(line[h] for h in HEADINGS),), made=True)


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


def _meant(given: Mapping[str, str], found: Sequence[Application]) -> Application | None:
    """Return the application that a line on file is, among those that no other line is."""
    name, file = given.get("企业名称", ""), given.get("名单文件", "")
    same = [a for a in found if employer.key_of(a.applicant) == employer.key_of(name)]
    tests: tuple[Callable[[Application], bool], ...] = (
        lambda a: file in a.rosters,
        lambda a: company.exact(a.applicant) == company.exact(name),
    )
    for test in tests if len(same) > 1 else ():
        if len(close := [a for a in same if test(a)]) == 1:
            return close[0]
    return same[0] if len(same) == 1 else None
