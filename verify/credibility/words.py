"""Everything that is said of a score: what was seen, what else could explain it, why not tested.

The words stand in phrases/tables/score.csv: ``<part>.title``, ``.seen``, ``.innocent`` and ``.besides``, which take
the facts of the part; ``reason.*`` and ``null.*`` by the codes of those facts.
"""

from __future__ import annotations

from phrases import has, say
from verify.model import Part

# Said besides, where the fact is there and counts more than one thing.
_BESIDES = {"SG01": "row", "SG05": "like"}


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
    more = ""
    if part.signal in _BESIDES and facts.get(_BESIDES[part.signal], 0) > 1:
        more = say(f"score.{part.signal}.besides", lang, **facts)
    note = say("score.no_weight", lang) if part.facts.get("context") else ""
    return say(f"score.{_kind(part)}.seen", lang, **facts) + more + note


def innocent(part: Part, lang: str) -> str:
    """Return what else could explain it."""
    return say(f"score.{_kind(part)}.innocent", lang)


def _kind(part: Part) -> str:
    return part.signal if has(f"score.{part.signal}.title") else "FINDING"
