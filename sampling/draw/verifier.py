"""The one-page verifier: an HTML file that recomputes draws and whole rounds in any browser, offline, from disk.

Its program stands in ``page/``, one file per subject, in the JavaScript of 2016 (Chrome 49, Firefox 52, Safari 13).
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

# In this order: later ones use what earlier ones say.
PARTS = ("words", "numbers", "hashes", "json", "draw", "bounds", "curve", "signed", "round", "again", "page")
_PLACE = "{{program}}"


@cache
def verifier_page() -> str:
    """Return the page. It is the same for every seal, so that its own hash can be published once."""
    parts = files(__package__) / "page"
    program = "\n".join((parts / f"{name}.js").read_text(encoding="utf-8") for name in PARTS)
    return (parts / "page.html").read_text(encoding="utf-8").replace(_PLACE, program)
