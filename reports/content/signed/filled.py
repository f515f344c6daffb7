"""The facts of the forms, filled from what the register declares and what the round has found out."""

from __future__ import annotations

from phrases import say
from reports.content.dates import day, span
from reports.content.material import Material
from reports.content.overview import DossierLine
from reports.content.signed.forms import Notice, OpinionFacts, SummaryFacts
from reports.content.signed.opinion import is_decided, prepared
from verify.check import plain

# Category -> where its dossiers stand on the summary form, and what the item is called there.
GROUPS = {
    "企业类": ("enterprises", None),
    "产品类": ("products", "product_model"),
    "建筑工程类": ("projects", None),
    "服务类": ("services", "service_name"),
}


def opinion_facts(material: Material, line: DossierLine) -> OpinionFacts:
    """Return what is known for the opinion form of a dossier. The form is Chinese, whatever the papers are."""
    start, end = _given(line, "survey_start"), _given(line, "survey_end")
    period = span(start, end, "zh") if start and end else None
    recommendation, decision = prepared(material, line)
    return OpinionFacts(
        applicant=_given(line, "applicant"),
        category=_given(line, "category"),
        score=_given(line, "score"),
        valid_questionnaires=_given(line, "valid_questionnaires"),
        period=period,
        proposal=recommendation or None,
        decision=decision or None,
        notice=notice_of(material),
        settled=is_decided(material, line),
    )


def summary_facts(material: Material) -> tuple[SummaryFacts, ...]:
    """Return what is known for the summary forms, one per recommender, in the order of their names.

    Every dossier is listed, whatever is proposed for it: whom to recommend is the recommender's decision.
    """
    by_body: dict[str, list[DossierLine]] = {}
    for line in sorted(material.lines, key=lambda line: line.id):
        by_body.setdefault(_given(line, "recommender") or "", []).append(line)
    notice = notice_of(material)
    return tuple(_summary(material, body, lines, notice) for body, lines in sorted(by_body.items()))


def notice_of(material: Material) -> Notice:
    """Return what the forms say of the year, from the settings of the round."""
    settings = material.settings
    if "window_end" not in settings:  # filed before the casebook kept them
        return Notice()
    end = str(settings["window_end"])
    return Notice(year=end[:4], since=day(str(settings["window_start"]), "zh"), due=day(end, "zh"))


def _summary(material: Material, body: str, lines: list[DossierLine], notice: Notice) -> SummaryFacts:
    found: dict[str, list[str]] = {"unplaced": []}
    for line in lines:
        group, item = GROUPS.get(_given(line, "category") or "", ("unplaced", None))
        name = _given(line, "applicant") or line.id
        what = _given(line, item) if item else None
        found.setdefault(group, []).append(f"{name}（{what}）" if what else name)
    return SummaryFacts(
        recommender=body or None,
        notice=notice,
        standing=_standing(material, lines),
        **{group: tuple(names) for group, names in found.items()},
    )


def _standing(material: Material, lines: list[DossierLine]) -> tuple[tuple[str, str, str], ...]:
    """(company, what is proposed while no reviewer has decided, what reviewers decided) of every dossier."""
    known, lang = material.round, material.lang
    if known is None:
        return ()
    found = []
    for line in lines:
        course = known.courses.get(line.id)
        said = None if course is None else course.proposal
        decided = said["decided"] if said else None
        proposed = said["judgement"] if said and not decided else None
        name = _given(line, "applicant") or line.id
        stands = decided["judgement"] if decided else None
        found.append((name, _judged(proposed, lang), _judged(stands, lang)))
    return tuple(found)


def _judged(judgement: str | None, lang: str) -> str:
    return say(f"judgement.{judgement}", lang) if judgement else "–"


def _given(line: DossierLine, item: str) -> str | None:
    value = plain(line.facts.get(item))
    if value is None:
        return None
    return f"{value:g}" if isinstance(value, float) else str(value)
