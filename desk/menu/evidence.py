"""Evidence for people whom no call reached."""

from __future__ import annotations

from desk import options as o
from desk.console import end


def add(
    target: o.Target,
    files: o.Pieces,
    kind: o.Kind,
    casebook: o.Book = "casebook.db",
    json_: o.Json = False,
    lang: o.Lang = "zh",
) -> None:
    from desk.commands import evidence

    end(evidence.add(casebook, target, files, kind, json=json_, lang=lang))


def listed(
    dossier: o.MaybeDossier = "",
    casebook: o.Book = "casebook.db",
    json_: o.Json = False,
    lang: o.Lang = "zh",
) -> None:
    from desk.commands import evidence

    end(evidence.listed(casebook, dossier, json=json_, lang=lang))


def get(
    number: o.Number,
    out: o.OutFile = None,
    casebook: o.Book = "casebook.db",
    json_: o.Json = False,
    lang: o.Lang = "zh",
) -> None:
    from desk.commands import evidence

    end(evidence.get(casebook, number, out, json=json_, lang=lang))
