"""The second ear: drawn, lists out, what was heard. Its lists come back through ``calls import`` like all others."""

from __future__ import annotations

from pathlib import Path

from desk import options as o
from desk.console import end


def draw(
    seed: o.Seed,
    free_text: o.FreeText = False,
    casebook: o.Book = "casebook.db",
    out: o.Out = None,
    json_: o.Json = False,
    lang: o.Lang = "zh",
) -> None:
    from desk.commands.calling import again
    from desk.commands.public import dice_read

    dice = dice_read(seed, free_text=free_text, lang=lang)
    end(again.draw(casebook, dice, folder=out or Path(), json=json_, lang=lang))


def export(
    callers: o.AgainCallers = 1,
    password: o.Password = None,
    no_password: o.NoPassword = False,
    casebook: o.Book = "casebook.db",
    out: o.Out = None,
    json_: o.Json = False,
    settings: o.SettingsFile = None,
    lang: o.Lang = "zh",
) -> None:
    from desk.commands.calling import again
    from desk.reading import settings_of

    chosen, folder = settings_of(settings, lang), out or Path()
    end(
        again.export(
            casebook,
            chosen,
            callers,
            password,
            protect=not no_password,
            folder=folder,
            json=json_,
            lang=lang,
        )
    )


def show(casebook: o.Book = "casebook.db", json_: o.Json = False, lang: o.Lang = "zh") -> None:
    from desk.commands.calling import again

    end(again.status(casebook, json=json_, lang=lang))
