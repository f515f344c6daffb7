"""Sampling: plans and bounds, seals, draws, and their recomputation."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from desk import options as o
from desk.console import Stop, end
from desk.files import has_casebook


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

    end(plan(
        population, tolerable=tolerable, confidence=confidence, accept=accept, two_stage=two_stage,
        expected=expected, silence=silence, silence_odds=silence_odds, curve=curve, json=json_, lang=lang,
    ))  # fmt: skip


def bounds(
    population: o.PopulationOption,
    sample: o.Sample,
    bad: o.Bad,
    unresolved: o.Unresolved = 0,
    targeted: o.Targeted = 0,
    targeted_bad: o.TargetedBad = 0,
    targeted_unresolved: o.TargetedUnresolved = 0,
    stage_two: o.StageTwo = None,
    second: o.Second = None,
    stage_share: o.StageShare = "",
    open_: o.Open = 0,
    cleared: o.Cleared = 0,
    known_bad: o.KnownBad = 0,
    known_good: o.KnownGood = 0,
    silence_odds: o.SilenceOdds = "inf",
    silence_most: o.SilenceMost = "",
    tolerable: o.Tolerable = "10%",
    confidence: o.Confidence = "95%",
    fail_confidence: o.FailConfidence = "99%",
    json_: o.Json = False,
    lang: o.Lang = "zh",
) -> None:
    from desk.commands.plans import bounds
    from sampling.model import Counts

    end(bounds(
        population, Counts(sample, bad, unresolved, open_, cleared), Counts(targeted, targeted_bad, targeted_unresolved),
        stage_two=stage_two, second=second, stage_share=stage_share, known_bad=known_bad,
        known_good=known_good, silence_odds=silence_odds, silence_most=silence_most, tolerable=tolerable,
        confidence=confidence, fail_confidence=fail_confidence, json=json_, lang=lang,
    ))  # fmt: skip


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

        end(filed.seal(
            casebook, targeted_share, rules, chosen, again=again, reason=reason, folder=folder,
            keys=sign or (), json=json_, lang=lang,
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
            end(command())
        from verify.credibility.score import assess

        end(command(scores=assess))


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

        end(filed.draw(
            casebook, seed, stage, again=again, early=early, reason=reason, folder=out or Path(),
            keys=sign or (), json=json_, lang=lang,
        ))  # fmt: skip
    if sign:
        raise Stop("sign.filed")
    code = public.draw(
        seal or Path("seal.json"), seed, stage, again=again, reason=reason, casebook=casebook, json=json_,
        lang=lang,
    )  # fmt: skip
    end(code)


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
    end(replay(seal, seed, expect, json=json_, lang=lang))
