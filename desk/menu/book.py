"""The casebook of a round: filing, standing, judgement, papers, and what leaves it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from desk import options as o
from desk.console import Stop, end


def new(
    round_name: o.RoundName = "",
    previous: o.Previous = None,
    casebook: o.Book = "casebook.db",
    json_: o.Json = False,
    lang: o.Lang = "zh",
) -> None:
    from desk.commands import book

    end(book.new(casebook, round_name, previous, json=json_, lang=lang))


def add(
    paths: o.Paths,
    register: o.Register = None,
    dossier: o.Whose = "",
    casebook: o.Book = "casebook.db",
    json_: o.Json = False,
    settings: o.SettingsFile = None,
    lang: o.Lang = "zh",
) -> None:
    from desk.reading import reading, settings_of

    beside = Path(casebook).parent if "://" not in casebook else Path()
    with reading(paths, register, settings_of(settings, lang, paths), lang, beside) as files:
        from desk.commands import filing

        end(filing.add(casebook, files, dossier, json=json_))


def status(
    check: o.Check = False,
    witness: o.Witness = None,
    journal: o.Journal = False,
    casebook: o.Book = "casebook.db",
    json_: o.Json = False,
    wide: o.Wide = False,
    lang: o.Lang = "zh",
) -> None:
    from desk.commands import book

    end(
        book.status(
            casebook, verify=check, witnesses=witness or (), log=journal, json=json_, wide=wide, lang=lang
        )
    )


def judge(
    decide: o.Decide = None,
    as_: o.As = "",
    by: o.By = "",
    reason: o.Why = "",
    casebook: o.Book = "casebook.db",
    json_: o.Json = False,
    wide: o.Wide = False,
    lang: o.Lang = "zh",
) -> None:
    from desk.commands.judge import judge

    end(judge(casebook, decide, as_, by, reason, json=json_, wide=wide, lang=lang))


def report(
    dossiers: o.Letters = None,
    to: o.To = "",
    out: o.Out = None,
    pdf: o.Pdf = False,
    archive: o.Archive = False,
    sign: o.Sign = None,
    casebook: o.Book = "casebook.db",
    json_: o.Json = False,
    unmask: o.Unmask = False,
    lang: o.Lang = "zh",
) -> None:
    if to or dossiers:
        from desk.commands.papers.letters import letters

        end(letters(casebook, to, dossiers or (), out, pdf=pdf, json=json_, unmask=unmask, lang=lang))
    from desk.commands.papers.report import report

    command = partial(report, casebook, out, pdf=pdf, keys=sign or (), json=json_, unmask=unmask, lang=lang)
    if not archive:
        end(command())
    try:
        from desk.commands.papers.archive import archive as print_all
    except ModuleNotFoundError as error:
        raise Stop("archive.extra") from error
    end(command(archive=print_all))


def compare(
    paths: o.Paths,
    dossier: o.Of = "",
    out: o.Out = None,
    casebook: o.Book = "casebook.db",
    json_: o.Json = False,
    unmask: o.Unmask = False,
    settings: o.SettingsFile = None,
    lang: o.Lang = "zh",
) -> None:
    from desk.reading import reading, settings_of

    with reading(paths, None, settings_of(settings, lang, paths), lang) as files:
        from desk.commands.papers.compare import compare

        end(compare(casebook, files, dossier, out, json=json_, unmask=unmask))


def withdraw(
    dossier: o.Dossier,
    reason: o.Why = "",
    undo: o.Undo = False,
    casebook: o.Book = "casebook.db",
    json_: o.Json = False,
    lang: o.Lang = "zh",
) -> None:
    """Take a dossier out of the round, or back in."""
    from desk.commands.withdraw import take_out

    end(take_out(casebook, dossier, reason, undo=undo, json=json_, lang=lang))


def confirm(
    workbook: o.ProofFile,
    by: o.ProofBy,
    added: o.ProofAdded = None,
    casebook: o.Book = "casebook.db",
    json_: o.Json = False,
    settings: o.SettingsFile = None,
    lang: o.Lang = "zh",
) -> None:
    """File a roster as somebody has compared it with its pictures."""
    from desk.commands.confirm import confirm
    from desk.reading import settings_of

    end(confirm(casebook, workbook, by, settings_of(settings, lang), added=added, json=json_, lang=lang))


def purge(
    before: o.Before = None,
    whole_round: o.WholeRound = False,
    unsealed: o.Unsealed = False,
    unfinished: o.Unfinished = False,
    casebook: o.Book = "casebook.db",
    json_: o.Json = False,
    lang: o.Lang = "zh",
) -> None:
    from desk.commands import book

    kept = {"unsealed": unsealed, "unfinished": unfinished}
    end(book.forget(casebook, before, whole_round=whole_round, **kept, json=json_, lang=lang))
