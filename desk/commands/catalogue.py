"""checks: the catalogue of checks, one of its pages, every setting."""

from __future__ import annotations

from dataclasses import fields

from desk.console import Stop, columns_of, show, show_json, tell
from phrases import say
from reports.formats import machine, screen
from verify.checks import BY_CODE
from verify.settings import Settings, as_dict


def checks(code: str | None, *, json: bool = False, wide: bool = False, lang: str = "zh") -> int:
    """Print the catalogue, or one page of it."""
    if code is not None and code.strip().lower() == "settings":
        return _settings(json, lang)
    wanted = None if code is None else code.strip().upper().split("_")[0]
    if wanted not in (None, *BY_CODE):
        raise Stop("code", code=code)
    chosen = BY_CODE if wanted is None else {wanted: BY_CODE[wanted]}
    if json:
        show_json(machine.catalogue(chosen, lang))
    elif wanted is None:
        show(*screen.catalogue_table(BY_CODE, lang, columns=columns_of(wide)))
        tell(say("command.next.page", lang))
    else:
        show(*screen.catalogue_page(BY_CODE[wanted], lang))
    return 0


def _settings(json: bool, lang: str) -> int:
    """Print every setting with its value, unit, meaning and clause."""
    if json:
        show_json(as_dict(Settings()))
        return 0
    for item in fields(Settings):
        told = item.metadata
        show(
            say(
                "command.settings.line", lang, name=item.name, value=as_dict(Settings())[item.name],
                unit=f" {told['unit']}" if told["unit"] else "", meaning=told["en" if lang == "en" else "zh"],
            )
        )  # fmt: skip
    return 0
