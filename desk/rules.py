"""The rules of a round that are fixed with its seal: options of the command, and values of the settings."""

from __future__ import annotations

from verify.settings import Settings


def seal_rules(
    settings: Settings,
    *,
    tolerable: str = "10%",
    confidence: str = "95%",
    expected: str = "2%",
    dead_numbers: str = "unresolved",
) -> dict[str, str]:
    """Return what ``sampling.rounds.seal_rosters`` takes beside rosters."""
    return {
        "tolerable": tolerable,
        "confidence": confidence,
        "expected": expected,
        "dead_numbers": dead_numbers,
        "silence_odds": settings.silence_odds,
        "silence_most": settings.silence_most,
        "expected_silence": settings.expected_silence,
    }
