"""People of many casebooks compared by keyed prints."""

from __future__ import annotations

from desk import options as o
from desk.console import end


def key(
    file: o.LinkKeyFile,
    least: o.Least = 0,
    count: o.Count = 0,
    shares: o.Shares = None,
    json_: o.Json = False,
    lang: o.Lang = "zh",
) -> None:
    from desk.commands import link

    end(link.key(file, least, count, shares or (), json=json_, lang=lang))


def export(
    key: o.LinkKey,
    source: o.LinkAs = "",
    out: o.LinkOut = None,
    casebook: o.Book = "casebook.db",
    json_: o.Json = False,
    lang: o.Lang = "zh",
) -> None:
    from desk.commands import link

    end(link.export(casebook, key, source, out, json=json_, lang=lang))


def run(
    files: o.LinkFiles,
    out: o.LinkOut = None,
    memory: o.Memory = None,
    engine: o.LinkEngine = "duckdb",
    json_: o.Json = False,
    lang: o.Lang = "zh",
) -> None:
    from desk.commands import link

    end(link.run(files, out, memory, engine, json=json_, lang=lang))


def sql(json_: o.Json = False, lang: o.Lang = "zh") -> None:
    from desk.commands import link

    end(link.sql(json=json_))


def resolve(
    result: o.LinkResult,
    key: o.LinkKey,
    casebook: o.Book = "casebook.db",
    json_: o.Json = False,
    lang: o.Lang = "zh",
) -> None:
    from desk.commands import link

    end(link.resolve(casebook, result, key, json=json_, lang=lang))
