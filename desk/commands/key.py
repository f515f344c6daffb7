"""key: the keys that chair and overseer sign with."""

from __future__ import annotations

from pathlib import Path

from desk import signing
from desk.console import show, show_json, tell
from desk.state import stamp_now
from desk.witness import grouped
from phrases import say


def new(path: Path, role: str, name: str, *, json: bool = False, lang: str = "zh") -> int:
    """Make a key file; show its public key, to be written into the minutes."""
    signer = signing.make(path, role, name, stamp_now().at, signing.new_password(lang))
    if json:
        show_json({"file": str(path), "role": signer.role, "name": signer.name, "key": signer.key})
        return 0
    who = say(f"minutes.role.{signer.role}", lang, name=signer.name).strip()
    show(say("command.sign.made", lang, path=path, who=who, key=grouped(signer.key)))
    tell(say("command.sign.next", lang, path=path))
    return 0
