"""What a caller says: who calls and why, where the number is from, what is voluntary, what is kept; then open questions.

One paragraph is either read out or an instruction that is not; the two never share one. Everything that a code counts
as bad is asked in a neutral question, and nothing is promised that the office cannot keep: whatever depends on it (its
telephone, whether calls are recorded, for how long things are kept) is a setting.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from phrases import say

HEADING, READ, NOTE = "heading", "read", "note"
BLANK = "＿＿＿＿＿＿"

_PARAGRAPHS: tuple[tuple[str, str], ...] = (
    (HEADING, "opening"), (READ, "who"), (READ, "why"), (READ, "free"), (READ, "recording"), (READ, "use"),
    (READ, "kept"), (READ, "consent"), (NOTE, "not_now"),
    (HEADING, "questions"), (READ, "name"), (READ, "company"), (NOTE, "prompt"), (READ, "prompted"), (READ, "when"),
    (READ, "employer"), (READ, "own"),
    (HEADING, "closing"), (READ, "thanks"), (NOTE, "thanks_confidential"),
    (HEADING, "other"), (READ, "other_ask"), (READ, "other_away"), (NOTE, "other_note"), (READ, "since_when"),
    (NOTE, "since_note"),
    (HEADING, "record"), (NOTE, "attempts"), (NOTE, "unsure"),
)  # fmt: skip

_AGAIN: tuple[tuple[str, str], ...] = (
    (HEADING, "again"), (READ, "again_ask"), (NOTE, "again_note"), (READ, "again_why"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Office:
    """Who calls, and what it may promise. All of it comes from the settings."""

    name: str = ""
    phone: str = ""  # "" leaves a blank to be filled in by hand
    recorded: bool = False
    kept_days: int = 90  # after the end of the review; then names, numbers and remarks are purged
    since: date | None = None  # first day of the survey window


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: a HEADING, something to READ out, or a NOTE that is not read out."""

    kind: str
    text: str


def script(
    office: Office, round: str, caller: str, lang: str = "zh", *, again: bool = False
) -> tuple[Paragraph, ...]:
    """Return the script, paragraph by paragraph, with the facts of this office, round and caller.

    ``again``: of the second ear, which asks first whether anybody had called before: who was never called agrees with
    every invented outcome that happens to be true.
    """
    facts = {
        "office": office.name or say("calls.office", lang),
        "phone": office.phone or BLANK,
        "days": office.kept_days,
        "round": year_of(round, lang),
        "caller": caller,
        "blank": BLANK,
        "since": _since(office.since, lang),
    }
    words = {
        # Lists number their callers; at the desk they have names.
        "who": "who" if caller.isdigit() else "who_named",
        "recording": "recorded" if office.recorded else "unrecorded",
        "company": "company" if office.since else "company_any",
    }
    if again:
        words |= {key: f"again_{key}" for key in ("not_now", "prompt", "since_note")}
    paragraphs = [p for p in _PARAGRAPHS if not again or p[1] not in ("attempts", "unsure")]
    if again:
        at = paragraphs.index((HEADING, "questions"))
        paragraphs[at:at] = _AGAIN
        paragraphs += [(NOTE, "again_record" if caller.isdigit() else "again_record_desk")]
    return tuple(
        Paragraph(kind, say(f"calls.script.{words.get(key, key)}", lang, **facts)) for kind, key in paragraphs
    )


def year_of(round: str, lang: str = "zh") -> str:
    """Return a round that is named by a bare year as the language says it."""
    return say("calls.year", lang, year=round) if len(round) == 4 and round.isdigit() else round


def _since(first: date | None, lang: str) -> str:
    if first is None:
        return ""
    return say("calls.month", lang, year=first.year, month=first.month)
