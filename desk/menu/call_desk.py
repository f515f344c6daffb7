"""The call desk: opened, and who may sit at it."""

from __future__ import annotations

import typer

from desk import options as o
from desk.console import end as ended
from desk.console import needed


def opened(
    context: typer.Context,
    port: o.DeskPort = 0,
    network: o.DeskNetwork = "",
    casebook: o.Book = "casebook.db",
    json_: o.Json = False,
    settings: o.SettingsFile = None,
    lang: o.Lang = "zh",
) -> None:
    if context.invoked_subcommand is not None:
        return
    with needed("desk"):
        from desk.commands.calling.call_desk import open_desk
    from desk.reading import settings_of

    chosen = settings_of(settings, lang)
    ended(open_desk(casebook, chosen, port=port, network=network, json=json_, lang=lang))


def code(
    name: o.DeskName,
    reviewer: o.DeskReviewer = False,
    end: o.DeskEnd = False,
    casebook: o.Book = "casebook.db",
    json_: o.Json = False,
    lang: o.Lang = "zh",
) -> None:
    from desk.commands.calling.passes import hand_out

    ended(hand_out(casebook, name, reviewer=reviewer, end=end, json=json_, lang=lang))


def free(
    caller: o.DeskList,
    again: o.DeskAgain = False,
    casebook: o.Book = "casebook.db",
    json_: o.Json = False,
    lang: o.Lang = "zh",
) -> None:
    from desk.commands.calling.passes import free_list

    ended(free_list(casebook, caller, again=again, json=json_, lang=lang))
