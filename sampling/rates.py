"""How the calls went: "confirmed / drawn" first, then contact, cooperation and refusal rates as AAPOR defines them.

Source: AAPOR, Standard Definitions (9th edition 2016; the formulas are those of the 10th, 2023, too): CON1, COOP1
and REF1, the most cautious of each family: rows whose eligibility is unknown all stay in the denominator.

Dispositions follow the first digits of ``nearest_aapor`` in callback_outcomes.csv: 1.1 complete (I), 1.2 partial
(P), 2.1 refusal and break-off (R), 2.2 non-contact (NC), 2.3 other (O), 3.1 unknown whether there is anybody (UH),
3.2 to 3.9 unknown, other (UO), 4 not eligible (NE: dead and wrong numbers). Decisions where AAPOR has nothing:

- N1 to N5 are complete calls (I). Somebody was reached at the number on the roster and answered our questions;
  that the answers speak against the row is verification, not contact or cooperation. Had they been left out as "not
  eligible", a forged roster would show better rates than an honest one.
- V4, who does not remember, is a complete call for the same reason; the row stays unresolved.
- R3, an appointment, is 2.3 (O): somebody was reached, so it is a contact. 2.2 is for nobody having been reached.
- A row whose outcomes disagree, and that no reviewer has decided, is UO. What a reviewer decided by documents alone
  says nothing about calls: there the last call counts.
- A drawn row without any call is 3.11 (UH), as X1 is: every drawn row is in the table.

"Confirmed / drawn" leaves nobody out, dead numbers included; it is what the bounds rest on. The AAPOR rates leave
out NE, so they are never read alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from phrases import say
from sampling.calls.outcomes import NOT_CALLED, outcomes
from sampling.model import BAD

DISPOSITIONS = ("I", "P", "R", "NC", "O", "UH", "UO", "NE")
DISAGREE = ""  # stands for the code of a row whose outcomes disagree
SOURCE = "AAPOR Standard Definitions, 2016 / 2023"

_CONTACTED, _UNKNOWN = ("I", "P", "R", "O"), ("UH", "UO")
# name -> (what is counted, of what, formula)
_RATES: Mapping[str, tuple[tuple[str, ...], tuple[str, ...], str]] = {
    "CON1": (_CONTACTED, (*_CONTACTED, "NC", *_UNKNOWN), "((I+P)+R+O) / ((I+P)+R+O+NC+(UH+UO))"),
    "COOP1": (("I",), _CONTACTED, "I / ((I+P)+R+O)"),
    "REF1": (("R",), (*_CONTACTED, "NC", *_UNKNOWN), "R / ((I+P)+(R+NC+O)+(UH+UO))"),
}


@dataclass(frozen=True, slots=True)
class Rate:
    """An exact rate, ``count`` of ``of`` (which may be 0). ``uses``: the dispositions that it rests on, counted."""

    name: str
    count: int
    of: int
    formula: str
    uses: Mapping[str, int]


@cache
def disposition(code: str) -> str:
    """Return I, P, R, NC, O, UH, UO or NE for an outcome code, or for DISAGREE.

    Raises KeyError for a code that is none of ours.
    """
    if code == DISAGREE:
        return "UO"
    outcome = outcomes()[code]
    if outcome.counts_for == BAD:
        return "I"
    number = re.match(r"(\d)\.(\d)", outcome.aapor)
    if number is None:
        raise ValueError(f"{code}: expected an AAPOR code such as 2.11, got {outcome.aapor!r}")
    family, kind = number.groups()
    if family == "4":
        return "NE"
    known = {"1.1": "I", "1.2": "P", "2.1": "R", "2.2": "NC", "2.3": "O", "3.1": "UH"}
    return known.get(f"{family}.{kind}", "UO" if family == "3" else "O")


def call_codes(
    rows: Sequence[str], final: Mapping[str, str], decided: Mapping[str, str], clash: Collection[str]
) -> tuple[str, ...]:
    """Return how the calls to drawn rows ended, one code per row.

    ``final``: row -> the outcome that counts; ``decided``: row -> what a reviewer said (an outcome code wins over
    the calls, bad and good are about documents); ``clash``: rows whose outcomes disagree.
    """
    return tuple(
        said
        if (said := decided.get(row, "")) in outcomes()
        else DISAGREE
        if row in clash
        else final.get(row, NOT_CALLED)
        for row in rows
    )


def rates(codes: Sequence[str], confirmed: int) -> tuple[Rate, ...]:
    """Return confirmed / drawn, CON1, COOP1 and REF1 of drawn rows.

    ``codes``: as from ``call_codes``; ``confirmed``: rows that count as confirmed in the judgement.
    """
    counted = Counter(map(disposition, codes))
    table = {name: counted[name] for name in DISPOSITIONS}
    found = [Rate("confirmed", confirmed, len(codes), "confirmed / drawn", table)]
    for name, (above, below, formula) in _RATES.items():
        uses = {d: table[d] for d in DISPOSITIONS if d in below}
        found.append(Rate(name, sum(table[d] for d in above), sum(uses.values()), formula, uses))
    return tuple(found)


def document(found: Sequence[Rate], lang: str) -> list[dict[str, Any]]:
    """Return rates as JSON values."""
    return [
        {
            "name": rate.name,
            "words": say(f"rate.{rate.name}", lang),
            "count": rate.count,
            "of": rate.of,
            "formula": say("rate.confirmed.formula", lang) if rate.name == "confirmed" else rate.formula,
            "counts": dict(rate.uses),
            "source": None if rate.name == "confirmed" else SOURCE,
        }
        for rate in found
    ]


def line(documents: Sequence[Mapping[str, Any]], lang: str) -> str:
    """Return rates as one line; the contact rate names the dead numbers that it leaves out."""
    dead = next((item["counts"].get("NE", 0) for item in documents if item["name"] == "confirmed"), 0)
    shown = say("rate.comma", lang).join(
        say(
            "rate.item",
            lang,
            words=say(f"rate.short.{item['name']}", lang),
            count=item["count"],
            of=item["of"],
        )
        + (say("rate.dead.short", lang, count=dead) if dead and item["name"] == "CON1" else "")
        for item in documents
    )
    return say("rate.line", lang, rates=shown)
