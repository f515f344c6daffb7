"""What to say about a file that is no roster format: name it, and say what to do with it."""

from __future__ import annotations

from verify.intake.errors import IntakeError


def refusal(kind: str) -> IntakeError:
    """Return the error for a kind that no reader takes; its words stand under ``foreign.<kind>``."""
    return IntakeError("not_a_roster_format", kind=kind)
