"""hefang on the command line: what each command takes, and who does it.

The commands stand in desk/commands/. They are imported here inside functions, and nowhere else: ``hefang --help``
must not load pandas, and workers can read rosters while a command loads what it needs.

A command ends with the code that it returns: 0 = ran; 1 = ran, and something falls short; 2 = something could not be done.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import NoReturn

import typer

from desk import options as o
from desk.console import LANG, Stop, TranslatedCommand, application, run
from desk.files import has_casebook
from phrases import say

app, calls_app, key_app = map(application, ("command.app", "command.cmd.calls", "command.cmd.key"))


def _end(code: int) -> NoReturn:
    raise typer.Exit(code)


@app.command(cls=TranslatedCommand, help=say("command.cmd.demo", LANG))
def demo(folder: o.DemoFolder = Path("hefang-demo"), lang: o.Lang = "zh") -> None:
    from desk.commands.demo import demo

    _end(demo(folder, lang))


@app.command(cls=TranslatedCommand, help=say("command.cmd.verify", LANG))
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
    from desk.reading import reading, settings_of

    with reading(paths, register, settings_of(settings, lang, paths), lang, out) as files:
        from desk.commands.verify import verify

        command = partial(verify, files, rows=rows, out=out, json=json_, unmask=unmask, wide=wide)
        if no_credibility:
            _end(command())
        from verify.credibility.score import assess

        _end(command(scores=assess))


@app.command(cls=TranslatedCommand, help=say("command.cmd.checks", LANG))
def checks(
    code: o.CheckCode = None, json_: o.Json = False, wide: o.Wide = False, lang: o.Lang = "zh"
) -> None:
    from desk.commands.verify import checks

    _end(checks(code, json=json_, wide=wide, lang=lang))


@app.command(cls=TranslatedCommand, help=say("command.cmd.plan", LANG))
def plan(
    population: o.Population,
    tolerable: o.Tolerable = "10%",
    confidence: o.Confidence = "95%",
    accept: o.Accept = 0,
    two_stage: o.TwoStage = False,
    expected: o.Expected = "2%",
    silence: o.Silence = None,
    silence_odds: o.SilenceOdds = "2",
    curve: o.Curve = False,
    json_: o.Json = False,
    lang: o.Lang = "zh",
) -> None:
    from desk.commands.plans import plan

    _end(plan(
        population, tolerable=tolerable, confidence=confidence, accept=accept, two_stage=two_stage,
        expected=expected, silence=silence, silence_odds=silence_odds, curve=curve, json=json_, lang=lang,
    ))  # fmt: skip


@app.command(cls=TranslatedCommand, help=say("command.cmd.bounds", LANG))
def bounds(
    population: o.PopulationOption, sample: o.Sample, bad: o.Bad, unresolved: o.Unresolved = 0,
    targeted: o.Targeted = 0, targeted_bad: o.TargetedBad = 0, targeted_unresolved: o.TargetedUnresolved = 0,
    stage_two: o.StageTwo = None, second: o.Second = None, stage_share: o.StageShare = "", open_: o.Open = 0,
    cleared: o.Cleared = 0, known_bad: o.KnownBad = 0, known_good: o.KnownGood = 0,
    silence_odds: o.SilenceOdds = "inf", silence_most: o.SilenceMost = "", tolerable: o.Tolerable = "10%",
    confidence: o.Confidence = "95%", fail_confidence: o.FailConfidence = "99%", json_: o.Json = False,
    lang: o.Lang = "zh",
) -> None:  # fmt: skip
    from desk.commands.plans import bounds
    from sampling.model import Counts

    _end(bounds(
        population, Counts(sample, bad, unresolved, open_, cleared), Counts(targeted, targeted_bad, targeted_unresolved),
        stage_two=stage_two, second=second, stage_share=stage_share, known_bad=known_bad,
        known_good=known_good, silence_odds=silence_odds, silence_most=silence_most, tolerable=tolerable,
        confidence=confidence, fail_confidence=fail_confidence, json=json_, lang=lang,
    ))  # fmt: skip


@app.command(cls=TranslatedCommand, help=say("command.cmd.seal", LANG))
def seal(
    paths: o.MaybePaths = None,
    register: o.Register = None,
    targeted_share: o.TargetedShare = "0%",
    tolerable: o.Tolerable = "10%",
    confidence: o.Confidence = "95%",
    expected: o.Expected = "2%",
    dead_numbers: o.DeadNumbers = "unresolved",
    sign: o.Sign = None,
    again: o.SealAgain = False,
    reason: o.Why = "",
    casebook: o.Book = "casebook.db",
    out: o.Out = None,
    json_: o.Json = False,
    settings: o.SettingsFile = None,
    lang: o.Lang = "zh",
) -> None:
    from desk.reading import reading, settings_of
    from desk.rules import seal_rules

    chosen, folder = settings_of(settings, lang, paths or ()), out or Path()
    rules = seal_rules(
        chosen, tolerable=tolerable, confidence=confidence, expected=expected, dead_numbers=dead_numbers
    )
    if not paths:
        from desk.commands import filed

        _end(filed.seal(
            casebook, targeted_share, rules, chosen, again=again, reason=reason, folder=folder, keys=sign or (),
            json=json_, lang=lang,
        ))  # fmt: skip
    if sign:
        raise Stop("sign.filed")
    from sampling.design import exact

    # Whom to call in full is chosen by priority, and the score is part of that.
    aimed = exact.share(targeted_share, "targeted_share", zero=True)
    with reading(paths, register, chosen, lang) as files:
        from desk.commands.freezing import seal

        command = partial(seal, files, targeted_share, rules, folder=folder, json=json_)
        if not aimed:
            _end(command())
        from verify.credibility.score import assess

        _end(command(scores=assess))


@app.command(cls=TranslatedCommand, help=say("command.cmd.draw", LANG))
def draw(
    seed: o.Seed,
    seal: o.SealOption = None,
    stage: o.Stage = 1,
    again: o.Again = False,
    early: o.Early = False,
    free_text: o.FreeText = False,
    reason: o.Reason = "",
    sign: o.Sign = None,
    casebook: o.Book = "casebook.db",
    out: o.Out = None,
    json_: o.Json = False,
    lang: o.Lang = "zh",
) -> None:
    from desk.commands import public

    seed = public.dice_read(seed, free_text=free_text, lang=lang)
    if seal is None and (has_casebook(casebook) or not Path("seal.json").exists()):
        from desk.commands import filed

        _end(filed.draw(
            casebook, seed, stage, again=again, early=early, reason=reason, folder=out or Path(),
            keys=sign or (), json=json_, lang=lang,
        ))  # fmt: skip
    if sign:
        raise Stop("sign.filed")
    code = public.draw(
        seal or Path("seal.json"), seed, stage, again=again, reason=reason, casebook=casebook, json=json_,
        lang=lang,
    )  # fmt: skip
    _end(code)


@app.command(cls=TranslatedCommand, help=say("command.cmd.replay", LANG))
def replay(
    seal: o.SealFile,
    seed: o.Seeds,
    expect: o.Expect = None,
    roster: o.Rosters = None,
    json_: o.Json = False,
    settings: o.SettingsFile = None,
    lang: o.Lang = "zh",
) -> None:
    from desk.commands.replay import replay

    if roster:
        from desk.reading import reading, settings_of

        with reading(roster, None, settings_of(settings, lang, roster), lang) as files:
            from desk.commands.freezing import compare

            compare(files, seal)
    _end(replay(seal, seed, expect, json=json_, lang=lang))


@app.command(cls=TranslatedCommand, help=say("command.cmd.new", LANG))
def new(
    round_name: o.RoundName = "",
    previous: o.Previous = None,
    casebook: o.Book = "casebook.db",
    json_: o.Json = False,
    lang: o.Lang = "zh",
) -> None:
    from desk.commands import book

    _end(book.new(casebook, round_name, previous, json=json_, lang=lang))


@app.command(cls=TranslatedCommand, help=say("command.cmd.add", LANG))
def add(
    paths: o.Paths,
    register: o.Register = None,
    casebook: o.Book = "casebook.db",
    json_: o.Json = False,
    settings: o.SettingsFile = None,
    lang: o.Lang = "zh",
) -> None:
    from desk.reading import reading, settings_of

    beside = Path(casebook).parent if "://" not in casebook else Path()
    with reading(paths, register, settings_of(settings, lang, paths), lang, beside) as files:
        from desk.commands import filing

        _end(filing.add(casebook, files, json=json_))


@app.command(cls=TranslatedCommand, help=say("command.cmd.status", LANG))
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

    _end(
        book.status(
            casebook, verify=check, witnesses=witness or (), log=journal, json=json_, wide=wide, lang=lang
        )
    )


@calls_app.command("export", cls=TranslatedCommand, help=say("command.cmd.calls.export", LANG))
def calls_export(
    callers: o.Callers = 1,
    password: o.Password = None,
    new_password: o.NewPassword = False,
    casebook: o.Book = "casebook.db",
    out: o.Out = None,
    json_: o.Json = False,
    settings: o.SettingsFile = None,
    lang: o.Lang = "zh",
) -> None:
    from desk.commands import calls
    from desk.reading import settings_of

    chosen, folder = settings_of(settings, lang), out or Path()
    _end(calls.export(
        casebook, chosen, callers, password, make_password=new_password, folder=folder, json=json_, lang=lang,
    ))  # fmt: skip


@calls_app.command("import", cls=TranslatedCommand, help=say("command.cmd.calls.import", LANG))
def calls_import(
    files: o.Lists,
    password: o.Password = None,
    casebook: o.Book = "casebook.db",
    json_: o.Json = False,
    unmask: o.Unmask = False,
    lang: o.Lang = "zh",
) -> None:
    from desk.commands import calls

    _end(calls.bring_back(casebook, files, password, unmask=unmask, json=json_, lang=lang))


@calls_app.command("status", cls=TranslatedCommand, help=say("command.cmd.calls.status", LANG))
def calls_status(casebook: o.Book = "casebook.db", json_: o.Json = False, lang: o.Lang = "zh") -> None:
    from desk.commands import calls

    _end(calls.progress_of(casebook, json=json_, lang=lang))


@key_app.command("new", cls=TranslatedCommand, help=say("command.cmd.key.new", LANG))
def key_new(
    path: o.KeyFile, role: o.Role = "", name: o.SignerName = "", json_: o.Json = False, lang: o.Lang = "zh"
) -> None:
    from desk.commands import key

    _end(key.new(path, role, name, json=json_, lang=lang))


app.add_typer(calls_app, name="calls")
app.add_typer(key_app, name="key")


@app.command(cls=TranslatedCommand, help=say("command.cmd.judge", LANG))
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

    _end(judge(casebook, decide, as_, by, reason, json=json_, wide=wide, lang=lang))


@app.command(cls=TranslatedCommand, help=say("command.cmd.report", LANG))
def report(
    out: o.Out = None,
    pdf: o.Pdf = False,
    sign: o.Sign = None,
    casebook: o.Book = "casebook.db",
    json_: o.Json = False,
    unmask: o.Unmask = False,
    lang: o.Lang = "zh",
) -> None:
    from desk.commands.report import report

    _end(report(casebook, out, pdf=pdf, keys=sign or (), json=json_, unmask=unmask, lang=lang))


@app.command(cls=TranslatedCommand, help=say("command.cmd.withdraw", LANG))
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

    _end(take_out(casebook, dossier, reason, undo=undo, json=json_, lang=lang))


@app.command(cls=TranslatedCommand, help=say("command.cmd.purge", LANG))
def purge(
    before: o.Before = None,
    whole_round: o.WholeRound = False,
    casebook: o.Book = "casebook.db",
    json_: o.Json = False,
    lang: o.Lang = "zh",
) -> None:
    from desk.commands import book

    _end(book.forget(casebook, before, whole_round=whole_round, json=json_, lang=lang))


def _reported(error: Exception) -> str:
    from desk.crash import report_of

    return report_of(error)


def main() -> None:
    run(app, _reported)


if __name__ == "__main__":
    main()
