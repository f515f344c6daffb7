"""现场巡视记录表 of building projects."""

from __future__ import annotations

from pathlib import Path

from desk import options as o
from desk.console import end


def form(
    ids: o.VisitDossiers = None,
    casebook: o.Book = "casebook.db",
    out: o.Out = None,
    json_: o.Json = False,
    lang: o.Lang = "zh",
) -> None:
    from desk.commands import visit

    end(visit.form(casebook, ids or (), folder=out or Path(), json=json_, lang=lang))


def note(
    dossier: o.VisitDossier,
    paper: o.VisitPaper = None,
    as_: o.VisitAs = "",
    by: o.VisitBy = "",
    on: o.VisitOn = "",
    reason: o.VisitSeen = "",
    casebook: o.Book = "casebook.db",
    json_: o.Json = False,
    lang: o.Lang = "zh",
) -> None:
    from desk.commands import visit

    end(visit.note(casebook, dossier, paper, as_, by, on, reason, json=json_, lang=lang))
