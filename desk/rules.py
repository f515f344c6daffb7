"""The rules of a round that are fixed with its seal: options of the command, values of the settings, those of the second ear."""

from __future__ import annotations

from casebook import judging
from desk.console import Document
from desk.state import RoundState
from verify.settings import Settings

_DEFAULT = Settings()


def seal_rules(
    settings: Settings,
    *,
    tolerable: str = "10%",
    confidence: str = "95%",
    expected: str = "2%",
    dead_numbers: str = "unresolved",
) -> dict[str, str]:
    """Return what ``sampling.called.seal_rosters`` takes beside rosters."""
    return {
        "tolerable": tolerable,
        "confidence": confidence,
        "expected": expected,
        "dead_numbers": dead_numbers,
        "silence_odds": settings.silence_odds,
        "silence_most": settings.silence_most,
        "expected_silence": settings.expected_silence,
    }


def settings_under_seal(state: RoundState) -> Document | None:
    """Return all settings under the first seal for which they were kept, by which the second ear is drawn."""
    with state.book.read() as conn:
        for stored in state.seals:
            for version in stored.versions.values():
                known = judging.settings_of(conn, version, upto=stored.entry)
                if "again_share" in known:
                    return dict(known)
    return None


def again_rules(state: RoundState) -> tuple[str, int, str]:
    """Return the second ear's share, least number and share of forgetting as they stood under the seal."""
    return (
        state.setting("again_share", _DEFAULT.again_share),
        int(state.setting("again_least", str(_DEFAULT.again_least))),
        state.setting("again_forget", _DEFAULT.again_forget),
    )
