"""Call lists: out, back, and how far the calls are."""

from __future__ import annotations

from pathlib import Path

from desk import options as o
from desk.console import end


def export(
    callers: o.Callers = 1,
    password: o.Password = None,
    no_password: o.NoPassword = False,
    casebook: o.Book = "casebook.db",
    out: o.Out = None,
    json_: o.Json = False,
    settings: o.SettingsFile = None,
    lang: o.Lang = "zh",
) -> None:
    from desk.commands.calling import calls
    from desk.reading import settings_of

    chosen, folder = settings_of(settings, lang), out or Path()
    end(
        calls.export(
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


def bring_back(
    files: o.Lists,
    password: o.Password = None,
    casebook: o.Book = "casebook.db",
    json_: o.Json = False,
    unmask: o.Unmask = False,
    lang: o.Lang = "zh",
) -> None:
    from desk.commands.calling import calls

    end(calls.bring_back(casebook, files, password, unmask=unmask, json=json_, lang=lang))


def status(casebook: o.Book = "casebook.db", json_: o.Json = False, lang: o.Lang = "zh") -> None:
    from desk.commands.calling import calls

    end(calls.progress_of(casebook, json=json_, lang=lang))


def close(
    ids: o.MaybeDossiers = None,
    reason: o.Why = "",
    undo: o.Reopen = False,
    casebook: o.Book = "casebook.db",
    json_: o.Json = False,
    lang: o.Lang = "zh",
) -> None:
    from desk.commands import closing

    end(closing.close(casebook, ids or (), reason, undo=undo, json=json_, lang=lang))
