"""When a file existed, as an authority elsewhere says."""

from __future__ import annotations

from desk import options as o
from desk.console import end


def ask(file: o.Stamped, json_: o.Json = False, lang: o.Lang = "zh") -> None:
    from desk.commands import stamp

    end(stamp.ask(file, json=json_, lang=lang))


def keep(
    file: o.Stamped,
    answer: o.StampAnswer,
    casebook: o.Book = "casebook.db",
    json_: o.Json = False,
    lang: o.Lang = "zh",
) -> None:
    from desk.commands import stamp

    end(stamp.keep(casebook, file, answer, json=json_, lang=lang))


def listed(casebook: o.Book = "casebook.db", json_: o.Json = False, lang: o.Lang = "zh") -> None:
    from desk.commands import stamp

    end(stamp.listed(casebook, json=json_, lang=lang))
