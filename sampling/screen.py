"""Plans, bounds and comparisons as lines of text for a terminal or a projector, within 80 columns, zh and en."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from phrases import say
from sampling.design import exact


def plan_lines(document: Mapping[str, Any], lang: str) -> list[str]:
    """Return the answer of ``hefang plan``."""
    lines = [
        say("sampling.plan", lang, **document),
        say("sampling.single", lang, **document),
        say("sampling.single_risk", lang, **document),
        say("sampling.single_honest", lang, passes=1 - document["producer_risk"], **document),
    ]
    stages = document.get("stages")
    if stages and "silence" in document:
        told = document["silence"]
        facts = {**stages, **told, "honest": document["honest"], "calls": stages["expected_calls"]}
        lines.append(say("sampling.stages_silent", lang, alpha=1 - _part(document["confidence"]), **facts))
        listed = "、" if lang == "zh" else ", "
        lines.append(
            say(
                "sampling.chances",
                lang,
                list=listed.join(f"{k} {v:.1%}" for k, v in document["chance_high"].items()),
            )
        )
    elif stages:
        facts = {**stages, "honest": document["honest"], "passes": 1 - stages["producer_risk"]}
        lines += [say("sampling.stages", lang, **facts), say("sampling.stages_risk", lang, **facts)]
    if "curve" in document:
        lines.append(say("sampling.curve", lang))
        lines += [f"{point['bad']:>8}    {point['pass']:>9.2%}" for point in document["curve"]]
    return "\n".join(lines).split("\n")


def _part(text: str) -> float:
    return float(exact.share(text, "confidence"))


def bounds_lines(document: Mapping[str, Any], lang: str) -> list[str]:
    """Return the answer of ``hefang bounds``."""
    lines = [
        say("sampling.bounds", lang, **document),
        say("sampling.formula", lang, **document),
        say("sampling.bounds_limit", lang, **document),
        *_silence(document, lang),
        say(f"sampling.{document['decision']}", lang, **document),
        say("sampling.recompute", lang, **document),
    ]
    return "\n".join(lines).split("\n")


def _silence(document: Mapping[str, Any], lang: str) -> list[str]:
    told = document.get("silence")
    if not told or not told["silent"]:
        return []
    tipping = (
        ""
        if told["tipping"] is None
        else say(
            "sampling.tipping.inf" if told["tipping"] == "inf" else "sampling.tipping",
            lang,
            **told,
        )
    )
    return [
        say("sampling.silent", lang, **{**told, "odds": told["odds"].replace("inf", "∞"), "tip": tipping})
    ]


def difference_lines(document: Mapping[str, Any], file: str, lang: str) -> list[str]:
    """Return the result of ``--expect``."""
    found = document["differences"]
    if not found:
        return [say("sampling.same", lang, file=file)]
    lines = [say("sampling.differs", lang, file=file, count=len(found))]
    return lines + [
        say("sampling.difference", lang, **{**item, "part": say(f"sampling.part_{item['part']}", lang)})
        for item in found[:20]
    ]
