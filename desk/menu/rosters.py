"""Reading rosters: the demo, the check of files, the catalogue, agencies beside each other."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from desk import options as o
from desk.console import end, loading


def demo(folder: o.DemoFolder = Path("hefang-demo"), lang: o.Lang = "zh") -> None:
    from desk.commands.demo import demo

    end(demo(folder, lang))


def verify(
    paths: o.Paths,
    register: o.Register = None,
    rows: o.Rows = False,
    no_credibility: o.NoCredibility = False,
    out: o.Out = None,
    json_: o.Json = False,
    unmask: o.Unmask = False,
    wide: o.Wide = False,
    settings: o.SettingsFile = None,
    lang: o.Lang = "zh",
) -> None:
    with loading():
        from desk.reading import reading, settings_of

    with reading(paths, register, settings_of(settings, lang, paths), lang, out) as files:
        with loading():
            from desk.commands.verify import verify

        outgoing = None
        if out or json_:  # what makes papers takes longer to load than a small review
            from desk.outgoing.handed_out import HandedOut

            outgoing = HandedOut(out, lang, json=json_, rows=rows, unmask=unmask)
        command = partial(verify, files, out=out, outgoing=outgoing, wide=wide)
        if no_credibility:
            end(command())
        with loading():
            from verify.credibility.score import assess

        end(command(scores=assess))


def checks(
    code: o.CheckCode = None, json_: o.Json = False, wide: o.Wide = False, lang: o.Lang = "zh"
) -> None:
    from desk.commands.catalogue import checks

    end(checks(code, json=json_, wide=wide, lang=lang))


def agencies(
    paths: o.MaybePaths = None,
    register: o.Register = None,
    casebook: o.Book = "casebook.db",
    json_: o.Json = False,
    wide: o.Wide = False,
    settings: o.SettingsFile = None,
    lang: o.Lang = "zh",
) -> None:
    from desk.commands.papers import agencies

    if not paths:
        end(agencies.agencies(casebook, json=json_, wide=wide, lang=lang))
    from desk.reading import reading, settings_of
    from verify.credibility.score import assess

    with reading(paths, register, settings_of(settings, lang, paths), lang) as files:
        end(agencies.agencies_of_files(files, assess, json=json_, wide=wide))
