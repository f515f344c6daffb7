"""The texts prepared for the opinion form: one for the recommending, one for the reviewing body.

In Chinese, as the form is, whatever the language of the other papers. Once a reviewer has decided, the decision
stands alone: a proposal beside it would be a second conclusion in one box.
"""

from __future__ import annotations

from phrases import say
from reports.content.bound import apart_words, bound_short, counts_words
from reports.content.dates import moment
from reports.content.grounds import course_of, kinds
from reports.content.material import Material
from reports.content.overview import DossierLine
from verify.model import WARN

LOCAL = "local"  # as the setting printed_by says it; else it is the province that prints
KINDS = 5  # named in the text; the audit report has all
ZH = "zh"


def prepared(material: Material, line: DossierLine) -> tuple[str, str]:
    """Return the texts for 推荐意见 and 审定意见; the cell of the body that does not print stays empty."""
    if material.settings.get("printed_by") == LOCAL:
        return recommendation(material, line), ""
    return "", decision(material, line)


def recommendation(material: Material, line: DossierLine) -> str:
    """Return the text for the recommending body: what the list itself says, and how it can be put right."""
    if decided := _decided(material, line):
        return decided
    found = [kind.cited(ZH) for kind in kinds(material, line, ZH)]
    key = "round.local.found" if found else "round.local.none"
    open_ones = _doubts(material, line)
    told = _several(found + open_ones)
    if open_ones and not found:
        told = say("paper.semicolon", ZH) + told
    words = [say(key, ZH, rows=line.facts["row_count"], grounds=told)]
    course = course_of(material, line.id)
    if course is not None and course.proposal is not None:
        words.append(counts_words(course, ZH))
    return "".join((*words, say("round.local.end", ZH)))


def decision(material: Material, line: DossierLine) -> str:
    """Return the text for the reviewing body, "" before anybody was called."""
    if decided := _decided(material, line):
        return decided
    course = course_of(material, line.id)
    if course is None or course.proposal is None:
        return ""
    said = course.proposal
    found = [kind.cited(ZH) for kind in kinds(material, line, ZH)] + _doubts(material, line)
    grounds = say("round.province.grounds", ZH, grounds=_several(found)) if found else ""
    judgement = say(f"judgement.{said['judgement']}", ZH)
    facts = {"judgement": judgement, "bound": bound_short(said, ZH), "grounds": grounds}
    level = said["fail_confidence" if said["decision"] == "fail" else "confidence"]
    words = say("round.province", ZH, level=level, tolerable=said["tolerable"], **facts)
    counts = counts_words(course, ZH)
    return say("round.province.list", ZH, population=said["population"]) + counts + words


def _doubts(material: Material, line: DossierLine) -> list[str]:
    """What is to be explained about the dossier as a whole: whoever signs has to know of it; single rows are left out."""
    whole = [kind for kind in kinds(material, line, ZH, WARN) if not kind.people]
    course = course_of(material, line.id)
    said = None if course is None else course.proposal
    return [
        *([] if said is None else apart_words(said, ZH)),
        *(say("round.opinion.doubt", ZH, words=kind.brief(ZH).cited(ZH)) for kind in whole),
    ]


def is_decided(material: Material, line: DossierLine) -> bool:
    """Say whether a reviewer has decided, so that the text is no proposal any more."""
    return bool(_decided(material, line))


def _decided(material: Material, line: DossierLine) -> str:
    course = course_of(material, line.id)
    decided = None if course is None or course.proposal is None else course.proposal["decided"]
    if not decided:
        return ""
    facts = {**decided, "judgement": say(f"judgement.{decided['judgement']}", ZH)}
    words = say("round.opinion.decided", ZH, **{**facts, "at": moment(decided["at"], ZH)})
    said = course.proposal if course is not None else None
    if course is None or said is None or decided["judgement"] == said["judgement"]:
        return words
    # Whoever signs against the evidence has its figures before them; a second conclusion stands in no box.
    return words + say(
        "round.opinion.against", ZH, counts=counts_words(course, ZH), bound=bound_short(said, ZH)
    )


def _several(found: list[str]) -> str:
    """The first kinds, and how many more there are."""
    left = len(found) - KINDS
    more = [say("round.opinion.more", ZH, count=left)] if left > 0 else []
    return say("paper.semicolon", ZH).join((*found[:KINDS], *more))
