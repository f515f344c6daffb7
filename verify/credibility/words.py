"""Everything that is said of a score: what was seen, what else could explain it, why not tested.

The words stand in phrases/tables/score.csv. A part of the score that a signal's look gave has its words under
``look.<name>.seen``, ``.null``, ``.innocent`` and takes the facts of the look: {shown} is the figure that was tested,
{usual} what the null grants. Nothing else is put forward, so that a figure which speaks for the roster is never read
out as a charge against it. Other parts (ALL, FINDING, ...) have ``<part>.title``, ``.seen``, ``.innocent``.
"""

from __future__ import annotations

from phrases import has, keys, say
from verify.model import Part


def looks() -> tuple[str, ...]:
    """Return the names of all looks."""
    return tuple(
        dict.fromkeys(key.removeprefix("score.look.").rpartition(".")[0] for key in keys("score.look."))
    )


def signals() -> tuple[str, ...]:
    """Return the codes of the signals and of their components."""
    return tuple(
        key.removeprefix("score.").removesuffix(".title")
        for key in keys("score.SG")
        if key.endswith(".title")
    )


def title(part: Part, lang: str) -> str:
    """Return the name of a part."""
    return say(f"score.{_kind(part)}.title", lang)


def plain(part: Part, lang: str) -> str:
    """Return what was seen, or why it was not tested."""
    if part.facts.get("reason"):
        return say(f"score.reason.{part.facts['reason']}", lang)
    facts = dict(part.facts)
    if "column" in facts:
        facts["column"] = say(f"score.column.{facts['column']}", lang)
    note = say("score.no_weight", lang) if part.facts.get("context") else ""
    if part.signal in signals() and "look" not in facts:
        # Casebooks of earlier versions hold signals whose facts had another shape.
        return say("score.earlier", lang, statistic=facts.get("statistic", "?")) + note
    key = f"look.{facts['look']}" if "look" in facts else _kind(part)
    if facts.get("look") == "window" and "pairs" not in facts:
        return say("score.window_index", lang, **facts) + note  # as earlier versions kept it
    return say(f"score.{key}.seen", lang, **facts) + note


def innocent(part: Part, lang: str) -> str:
    """Return what else could explain it."""
    if part.facts.get("reason"):
        return say("score.untested", lang)
    look = part.facts.get("look")
    if part.signal in signals() and not look:
        return say("score.unknown", lang)
    return say(f"score.look.{look}.innocent" if look else f"score.{_kind(part)}.innocent", lang)


def null(name: str, lang: str) -> str:
    """Return the null that a look, or a comparison, met; "" for one that this version does not know."""
    for key in (f"score.look.{name}.null", f"score.null.{name}"):
        if has(key):
            return say(key, lang)
    return ""


def _kind(part: Part) -> str:
    return part.signal if has(f"score.{part.signal}.title") else "FINDING"
