"""The one-page verifier: an HTML file that recomputes a draw in any browser, offline, from disk."""

from __future__ import annotations

from importlib.resources import files


def verifier_page() -> str:
    """Return the page. It is the same for every seal, so that its own hash can be published once."""
    return (files(__package__) / "verifier.html").read_text(encoding="utf-8")
