"""hefang on the command line: one function per command; parse, call, print.

Imports inside functions keep start-up fast: ``hefang --help`` must not load pandas.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from casebook.errors import CasebookError
from desk.console import (
    LANG,
    Stop,
    Translated,
    TranslatedCommand,
    checked_language,
    columns_of,
    in_colour,
    option,
    run,
    show,
    show_json,
    tell,
    tool_version,
)
from desk.filed import applicants_of, journal_of, open_questions, register_of
from desk.lists import free_list, import_lists_of, list_secret
from desk.reading import (
    after_verify,
    assessor,
    document_of,
    facts_of_settings,
    matching_lines,
    read_files,
    review_of,
    reviewed,
    settings_of,
    text_needed,
    text_of,
    unread_files,
    write_bytes,
    write_papers_of,
    write_text,
)
from desk.report import papers_of_round
from desk.round import (
    calling_of,
    calls_of,
    decide_by,
    draw_filed,
    faults_of,
    has_casebook,
    kept_in,
    people_of,
    refuse_past_casebook,
    seal_filed,
    shown_verdicts,
    stamp_now,
    verdicts_of,
)
from desk.tables import judge_table, legend, status_table
from desk.taught import assessor_of, lessons_of, rates_of
from reports.words import say
from sampling.errors import SamplingError

app = typer.Typer(
    cls=Translated,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help=say("app", LANG),
    context_settings={"help_option_names": ["-h", "--help"]},
)


Lang = Annotated[str, option("lang", "--lang", envvar="HEFANG_LANG")]
SettingsFile = Annotated[Path | None, option("settings", "--settings")]
Json = Annotated[bool, option("json", "--json")]
Out = Annotated[Path | None, option("out", "--out")]
Unmask = Annotated[bool, option("unmask", "--unmask")]
Wide = Annotated[bool, option("wide", "--wide")]
Book = Annotated[str, option("casebook", "--casebook", envvar="HEFANG_CASEBOOK")]
Tolerable = Annotated[str, option("tolerable", "--tolerable")]
Confidence = Annotated[str, option("confidence", "--confidence")]
Expected = Annotated[str, option("expected", "--expected")]
Paths = Annotated[list[Path], typer.Argument(help=say("arg.paths", LANG))]


@app.command(cls=TranslatedCommand, help=say("cmd.verify", LANG))
def verify(
    paths: Paths,
    register: Annotated[Path | None, option("register", "--register")] = None,
    rows: Annotated[bool, option("rows", "--rows")] = False,
    no_credibility: Annotated[bool, option("no_credibility", "--no-credibility")] = False,
    out: Out = None,
    json_: Json = False,
    unmask: Unmask = False,
    wide: Wide = False,
    settings: SettingsFile = None,
    lang: Lang = "zh",
) -> None:
    """Read, check and show; exit 1 when a dossier falls short, 2 when a file could not be read."""
    checked_language(lang)
    chosen = settings_of(settings, lang)
    material = read_files(paths, register, chosen, lang)

    from reports.content import overview
    from reports.formats import screen
    from verify.checks import BY_CODE

    now = datetime.now().astimezone()
    review = reviewed(material, chosen, None if no_credibility else assessor(), lang, now)
    lines = overview.overview(review, BY_CODE)
    unread = unread_files(review.batch.unreadable, lang)
    written = write_papers_of(review, material, unread, out, lang, unmask, now) if out else []
    if json_:
        show_json(document_of(review, material, unread, lang, rows, unmask))
    else:
        columns = columns_of(wide)
        if lines:
            show(*screen.dossier_table(lines, BY_CODE, lang, colour=in_colour(), columns=columns))
        show(*screen.unread_lines(unread, lang, columns), *screen.summary(lines, lang, columns))
        tell(*matching_lines(review, lang))
        after_verify(lines, material, paths, out, lang)
    tell(*(say("written", lang, path=path) for path in written))
    hard = len(unread) - len(material.empty)
    raise typer.Exit(2 if hard else int(any(line.counts["fail"] for line in lines)))


@app.command(cls=TranslatedCommand, help=say("cmd.checks", LANG))
def checks(
    code: Annotated[str | None, typer.Argument(help=say("arg.code", LANG))] = None,
    json_: Json = False,
    wide: Wide = False,
    lang: Lang = "zh",
) -> None:
    """Print the catalogue, or one page of it."""
    checked_language(lang)
    from reports.formats import machine, screen
    from verify.checks import BY_CODE

    wanted = None if code is None else code.strip().upper().split("_")[0]
    if wanted not in (None, *BY_CODE):
        raise Stop(say("error.code", lang, code=code))
    chosen = BY_CODE if wanted is None else {wanted: BY_CODE[wanted]}
    if json_:
        show_json(machine.catalogue(chosen, lang))
    elif wanted is None:
        show(*screen.catalogue_table(BY_CODE, lang, columns=columns_of(wide)))
        tell(say("next.page", lang))
    else:
        show(*screen.catalogue_page(BY_CODE[wanted], lang))


@app.command(cls=TranslatedCommand, help=say("cmd.demo", LANG))
def demo(
    folder: Annotated[Path, typer.Argument(help=say("arg.demo", LANG))] = Path("hefang-demo"),
    lang: Lang = "zh",
) -> None:
    """Write sample dossiers, verify them and write the papers."""
    checked_language(lang)
    from fixtures.demo import write_demo

    dossiers, papers = folder / "dossiers", folder / "papers"
    try:
        dossiers.mkdir(parents=True, exist_ok=True)
        write_demo(dossiers)
    except OSError as error:
        raise Stop(say("error.out", lang, path=folder, got=error.strerror or str(error))) from error
    tell(say("demo.written", lang, path=dossiers))
    # The road ends with 1 or 2 here, because some of the sample dossiers are meant to fall short.
    with suppress(typer.Exit):
        verify([dossiers], out=papers, lang=lang)
    _demo_round(folder, dossiers, lang)
    raise typer.Exit(0)


# A demo has no dice: these digits of pi and e stand for them.
_DEMO_DICE = ("31415926535897932384", "27182818284590452353")


def _demo_round(folder: Path, dossiers: Path, lang: str) -> None:
    """A whole round on the sample dossiers: filed, sealed, drawn, called by a made-up caller, judged."""
    from fixtures.caller import forged_people, make_calls
    from fixtures.demo import planned

    where, minutes, lists = str(folder / "casebook.db"), folder / "minutes", folder / "lists"
    common: dict[str, Any] = {"casebook": where, "lang": lang}
    tell("", say("demo.round", lang, path=where))
    with suppress(typer.Exit):
        if not Path(where).exists():
            new(round_name="2017", **common)
    with suppress(typer.Exit):
        kept_in(minutes / "add.txt", lambda: add([dossiers], **common))
    kept_in(minutes / "seal.txt", lambda: seal([], out=minutes, **common))
    forged = forged_people(planned())
    for stage, dice in enumerate(_DEMO_DICE, 1):
        tell(say("demo.dice", lang, stage=stage, seed=dice))
        drawing = {"stage": stage, "out": minutes, **common}
        try:
            kept_in(minutes / f"draw-{stage}.txt", lambda: draw(seed=dice, **drawing))  # noqa: B023
        except CasebookError as error:
            if error.code != "no_open_dossier":
                raise
            break
        written = lists / str(stage)
        calls_export(callers=3, out=written, **common)
        files = sorted(written.glob("*.xlsx"))
        made = sum(make_calls(file, forged, f"2017-07-0{2 + stage}") for file in files)
        tell(say("demo.called", lang, calls=made))
        if files:
            with suppress(typer.Exit):
                calls_import(files, **common)
    with suppress(typer.Exit):
        kept_in(minutes / "judge.txt", lambda: judge(**common))
    with suppress(typer.Exit):
        status(check=True, **common)
    tell(say("demo.minutes", lang, path=minutes))
    report(out=folder / "report", **common)


@app.command(cls=TranslatedCommand, help=say("cmd.plan", LANG))
def plan(
    population: Annotated[int, typer.Argument(help=say("arg.population", LANG))],
    tolerable: Tolerable = "10%",
    confidence: Confidence = "95%",
    accept: Annotated[int, option("accept", "--accept")] = 0,
    two_stage: Annotated[bool, option("two_stage", "--two-stage")] = False,
    expected: Expected = "2%",
    silence: Annotated[str | None, option("silence", "--silence")] = None,
    silence_odds: Annotated[str, option("silence_odds", "--silence-odds")] = "2",
    curve: Annotated[bool, option("curve", "--curve")] = False,
    json_: Json = False,
    lang: Lang = "zh",
) -> None:
    """Print the sample size for a roster, and what it can and cannot tell."""
    checked_language(lang)
    from sampling import machine, screen

    document = machine.plan_document(
        population, tolerable=tolerable, confidence=confidence, accept=accept, expected=expected,
        two_stage=two_stage, curve=curve, silence=silence, silence_odds=silence_odds,
    )  # fmt: skip
    if json_:
        show_json(document)
    else:
        show(*screen.plan_lines(document, lang))
        tell(screen.say("next_plan", lang))


@app.command(cls=TranslatedCommand, help=say("cmd.bounds", LANG))
def bounds(
    population: Annotated[int, option("population", "--population")],
    sample: Annotated[int, option("sample", "--sample")],
    bad: Annotated[int, option("bad", "--bad")],
    unresolved: Annotated[int, option("unresolved", "--unresolved")] = 0,
    targeted: Annotated[int, option("targeted", "--targeted")] = 0,
    targeted_bad: Annotated[int, option("targeted_bad", "--targeted-bad")] = 0,
    targeted_unresolved: Annotated[int, option("targeted_unresolved", "--targeted-unresolved")] = 0,
    stage_two: Annotated[str | None, option("stage_two", "--stage-two")] = None,
    second: Annotated[str | None, option("second", "--second")] = None,
    stage_share: Annotated[str, option("stage_share", "--stage-share")] = "",
    open_: Annotated[int, option("open", "--open")] = 0,
    cleared: Annotated[int, option("cleared", "--cleared")] = 0,
    known_bad: Annotated[int, option("known_bad", "--known-bad")] = 0,
    known_good: Annotated[int, option("known_good", "--known-good")] = 0,
    silence_odds: Annotated[str, option("silence_odds", "--silence-odds")] = "inf",
    silence_most: Annotated[str, option("silence_most", "--silence-most")] = "",
    tolerable: Tolerable = "10%",
    confidence: Confidence = "95%",
    fail_confidence: Annotated[str, option("fail_confidence", "--fail-confidence")] = "99%",
    json_: Json = False,
    lang: Lang = "zh",
) -> None:
    """Print how many rows may be bad, and the decision that follows."""
    checked_language(lang)
    from sampling import judge, machine, screen
    from sampling.model import Counts

    first = Counts(sample, bad, unresolved, open_, cleared)
    aimed = Counts(targeted, targeted_bad, targeted_unresolved)
    known: dict[str, Any] = {"known_bad": known_bad, "known_good": known_good}
    levels: dict[str, Any] = {
        "tolerable": tolerable,
        "confidence": confidence,
        "fail_confidence": fail_confidence,
    }
    if stage_two is not None and "/" in stage_two:
        result, shape = machine.two_stage_estimate(
            population, first, stage_two, second, aimed, **levels, **known
        )
    else:
        later = machine.whole("stage-two", stage_two or "0")
        result, shape = judge.bounds_and_plan(
            population, first, aimed, second=machine.silent_second(later, second), **levels, **known,
            silence_odds=silence_odds, silence_most=silence_most, stage_two=later, stage_share=stage_share,
        )  # fmt: skip
    document = machine.bounds_document(result, shape, **known)
    if json_:
        show_json(document)
    else:
        show(*screen.bounds_lines(document, lang))


@app.command(cls=TranslatedCommand, help=say("cmd.seal", LANG))
def seal(
    paths: Annotated[list[Path] | None, typer.Argument(help=say("arg.paths", LANG))] = None,
    register: Annotated[Path | None, option("register", "--register")] = None,
    targeted_share: Annotated[str, option("targeted_share", "--targeted-share")] = "0%",
    tolerable: Tolerable = "10%",
    confidence: Confidence = "95%",
    expected: Expected = "2%",
    dead_numbers: Annotated[str, option("dead_numbers", "--dead-numbers")] = "unresolved",
    again: Annotated[bool, option("seal_again", "--again")] = False,
    reason: Annotated[str, option("why", "--reason")] = "",
    casebook: Book = "casebook.db",
    out: Out = None,
    json_: Json = False,
    settings: SettingsFile = None,
    lang: Lang = "zh",
) -> None:
    """Freeze rosters and plans; write seal.json and verifier.html, print the minutes."""
    checked_language(lang)
    from sampling import screen
    from sampling.design import exact
    from sampling.draw import minutes
    from sampling.draw import seal as seals
    from sampling.draw.verifier import verifier_page

    chosen = settings_of(settings, lang)
    if not paths and not has_casebook(casebook):
        raise SamplingError("nothing_to_seal")
    rules = {
        "tolerable": tolerable, "confidence": confidence, "expected": expected, "dead_numbers": dead_numbers,
        **{key: getattr(chosen, key) for key in ("silence_odds", "silence_most", "expected_silence")},
    }  # fmt: skip
    if not paths:
        sha256 = facts_of_settings(chosen)["sha256"]
        seal_filed(casebook, targeted_share, rules, sha256, again, reason, out or Path(), json_, lang)
        return
    # Whom to call in full is chosen by priority, and the score is part of that.
    aimed = exact.share(targeted_share, "targeted_share", zero=True)
    review = review_of(paths, register, chosen, lang, assessor if aimed else None)
    unread = unread_files(review.batch.unreadable, lang)
    if unread:
        tell(*(say("unread.file", lang, **item) for item in unread))
    from sampling.draw import rosters

    sealed = rosters.seal_review(
        review, tool_version(), targeted_share, **rules, settings_sha256=facts_of_settings(chosen)["sha256"],
    )  # fmt: skip
    folder = out or Path()
    seals.refuse_overwriting(text_of(folder / "seal.json"), sealed, str(folder / "seal.json"))
    write_text(folder / "seal.json", seals.to_text(sealed))
    write_text(folder / "verifier.html", verifier_page())
    if json_:
        show_json(seals.to_document(sealed))
    else:
        show(minutes.seal_minutes(sealed, lang, f"{datetime.now():%Y-%m-%d %H:%M}"))
    files = f"{folder / 'seal.json'}, {folder / 'verifier.html'}"
    tell(screen.say("next_seal", lang, files=files, seal=folder / "seal.json"))
    raise typer.Exit(2 if unread else 0)


@app.command(cls=TranslatedCommand, help=say("cmd.draw", LANG))
def draw(
    seed: Annotated[str, option("seed", "--seed")],
    seal: Annotated[Path | None, option("seal", "--seal")] = None,
    stage: Annotated[int, option("stage", "--stage")] = 1,
    again: Annotated[bool, option("again", "--again")] = False,
    early: Annotated[bool, option("early", "--early")] = False,
    free_text: Annotated[bool, option("free_text", "--free-text")] = False,
    reason: Annotated[str, option("reason", "--reason")] = "",
    casebook: Book = "casebook.db",
    out: Out = None,
    json_: Json = False,
    lang: Lang = "zh",
) -> None:
    """Draw for every sealed dossier; write draw.json (draw-2.json for stage 2) beside the seal."""
    checked_language(lang)
    from sampling import screen
    from sampling.draw import minutes, record, tickets
    from sampling.draw import seal as seals

    typed, seed = seed, tickets.read_dice(seed, free_text=free_text)
    if seed != typed:
        tell(screen.say("dice_read", lang, seed=seed))
    if seal is None and not (Path("seal.json").exists() and not has_casebook(casebook)):
        draw_filed(casebook, seed, stage, again, early, reason, out or Path(), json_, lang)
        return
    seal = seal or Path("seal.json")
    known = seals.read_seal(text_needed(seal, lang))
    refuse_past_casebook(casebook, known.seal_sha256)
    first, second = seal.with_name("draw.json"), seal.with_name("draw-2.json")
    file = record.file_of_stage(stage, first, second)
    seeds = record.seeds_of_stage(known, seed, stage, text_of(first))
    document = record.record(known, seeds, text_of(file), file=str(file), reason=reason if again else None)
    write_text(file, record.to_text(document))
    if json_:
        show_json(document)
    else:
        show(minutes.draw_minutes(document, lang))
    typed = " ".join(f'--seed "{text}"' for text in seeds)
    tell(screen.say("next_draw", lang, file=file, seal=seal, seeds=typed))


@app.command(cls=TranslatedCommand, help=say("cmd.replay", LANG))
def replay(
    seal: Annotated[Path, typer.Argument(help=say("arg.seal", LANG))],
    seed: Annotated[list[str], option("seeds", "--seed")],
    expect: Annotated[Path | None, option("expect", "--expect")] = None,
    roster: Annotated[list[Path] | None, option("roster", "--roster")] = None,
    json_: Json = False,
    settings: SettingsFile = None,
    lang: Lang = "zh",
) -> None:
    """Recompute a draw; exit 1 when it is not the expected one."""
    checked_language(lang)
    from sampling import machine, screen
    from sampling.draw import minutes, record, tickets
    from sampling.draw import seal as seals

    known = seals.read_seal(text_needed(seal, lang))
    expected = None if expect is None else record.read_record(text_needed(expect, lang), known)
    document = machine.replay_document(known, seed, expected)
    for text in seed:
        if (plain := tickets.plain_dice(text)) not in (None, text):
            tell(screen.say("replay_literal", lang, seed=plain))
    if roster:
        review = review_of(roster, None, settings_of(settings, lang), lang)
        from sampling.draw import rosters

        rosters.check_rosters(review.batch, known)
        tell(screen.say("unchanged", lang))
    if json_:
        show_json(document)
    else:
        show(minutes.draw_minutes(document, lang))
    if expected is None:
        tell(screen.say("next_replay", lang))
    else:
        tell(*screen.difference_lines(document, str(expect), lang))
        raise typer.Exit(1 if document["differences"] else 0)


@app.command(cls=TranslatedCommand, help=say("cmd.new", LANG))
def new(
    round_name: Annotated[str, option("round_name", "--round")] = "",
    previous: Annotated[str | None, option("previous", "--previous")] = None,
    casebook: Book = "casebook.db",
    json_: Json = False,
    lang: Lang = "zh",
) -> None:
    """Start a casebook."""
    checked_language(lang)
    from casebook import carry, connect, screen

    stamp = stamp_now()
    old = None if previous is None else connect.open_casebook(previous)
    taught = [] if old is None else lessons_of(old)
    book = connect.create(casebook, round_name or stamp.at[:4], stamp, key=None if old is None else old.key)
    carried = carry.Carried(0, 0) if old is None else carry.carry(old, book, stamp, taught)
    if json_:
        facts = {"casebook": book.path, "round": book.round, "key_file": str(book.key_file)}
        show_json({**facts, "carried": carried.rows, "lessons": carried.lessons})
        return
    show(screen.say("created", lang, path=book.path, round=book.round))
    if old is not None:
        show(screen.say("carried", lang, rows=carried.rows))
    if carried.lessons:
        show(screen.say("taught", lang, lessons=carried.lessons))
    tell(screen.say("key", lang, path=book.key_file), screen.say("next_new", lang))


@app.command(cls=TranslatedCommand, help=say("cmd.add", LANG))
def add(
    paths: Paths,
    register: Annotated[Path | None, option("register", "--register")] = None,
    casebook: Book = "casebook.db",
    json_: Json = False,
    settings: SettingsFile = None,
    lang: Lang = "zh",
) -> None:
    """Verify dossiers and file them; exit 2 when a file could not be read (the others are filed)."""
    checked_language(lang)
    from casebook import connect

    book = connect.open_casebook(casebook)
    chosen = settings_of(settings, lang)
    review = review_of(paths, register, chosen, lang, lambda: assessor_of(book), lambda: register_of(book))
    unread = unread_files(review.batch.unreadable, lang)

    from casebook import dossiers, screen
    from reports.content.overview import findings
    from verify.checks import BY_CODE

    facts = facts_of_settings(chosen)
    filed = dossiers.file_review(book, review, findings(review, BY_CODE), facts, stamp_now())
    if json_:
        show_json({"dossiers": [dossiers.document(item) for item in filed], "unreadable": unread})
    else:
        show(*screen.filed_lines(filed, lang))
        tell(*matching_lines(review, lang))
    tell(*(say("unread.file", lang, **item) for item in unread))
    if not json_:
        tell(screen.say("next_add", lang))
    raise typer.Exit(2 if any(item["code"] != "empty" for item in unread) else 0)


@app.command(cls=TranslatedCommand, help=say("cmd.status", LANG))
def status(
    check: Annotated[bool, option("check", "--check")] = False,
    journal: Annotated[bool, option("journal", "--journal")] = False,
    casebook: Book = "casebook.db",
    json_: Json = False,
    wide: Wide = False,
    lang: Lang = "zh",
) -> None:
    """Show where every dossier stands; with --check verify everything stored, exit 1 when it was changed."""
    checked_language(lang)
    from casebook import connect, screen, standing

    book = connect.open_casebook(casebook)
    faults = faults_of(book) if check else ()
    if check and any(fault.code == "file" for fault in faults):
        state, calls = None, {}
    else:
        state, calls = standing.overview(book), calls_of(book, lang)
    entries = journal_of(book) if journal else ()
    if json_:
        document = standing.document(state, calls, faults if check else None)
        if journal and state:
            document["journal"]["log"] = [{**asdict(entry), "facts": entry.content} for entry in entries]
        show_json(document)
    else:
        if state:
            show(screen.say("round", lang, round=state.round, path=state.path))
            show(*status_table(state.dossiers, calls, lang, colour=in_colour(), columns=columns_of(wide)))
            show("", *legend("status", lang), *screen.status_notes(state, calls, lang))
        show(*screen.journal_lines(entries, lang))
        show(*(screen.fault_lines(faults, lang) if check else ()))
    raise typer.Exit(1 if faults else 0)


calls_app = typer.Typer(
    cls=Translated, no_args_is_help=True, rich_markup_mode=None, help=say("cmd.calls", LANG)
)
app.add_typer(calls_app, name="calls")


@calls_app.command("export", cls=TranslatedCommand, help=say("cmd.calls.export", LANG))
def calls_export(
    callers: Annotated[int, option("callers", "--callers")] = 1,
    password: Annotated[str | None, option("password", "--password")] = None,
    casebook: Book = "casebook.db",
    out: Out = None,
    json_: Json = False,
    lang: Lang = "zh",
) -> None:
    """Write one workbook per caller with everybody who is worth a call."""
    checked_language(lang)
    from casebook import callees, connect, outcomes, screen
    from sampling.calls import call_list, call_words, dealing

    if not 1 <= callers <= 50:
        raise SamplingError("callers", got=callers)
    book = connect.open_casebook(casebook)
    calling = calling_of(book)
    rows = dealing.open_rows(calling.rows, calling.attempts, calling.settled)
    with book.read() as conn:
        people = people_of(conn, calling, rows)
        before, remarks = callees.callers_of(conn), outcomes.all_remarks(conn)
    dealt = dealing.deal(
        [people[row] for row in rows], [str(number) for number in range(1, callers + 1)], before
    )
    written = []
    for caller, mine in dealt.items():
        if not mine:
            continue
        made = call_list.CallList(book.round, caller, calling.draw, mine, remarks, calling.home.origin)
        data = call_list.write_list(made, list_secret(book), lang)
        wanted = (out or Path()) / f"{call_words.say('sheet', lang)}-{caller}.xlsx"
        file = free_list(book, wanted, password)
        if file != wanted:
            tell(screen.say("kept", lang, old=wanted, new=file))
        write_bytes(file, call_list.lock(data, password) if password else data, lang)
        written.append({"file": str(file), "caller": caller, "rows": len(mine)})
    outcomes.store_lists(book, {c: [p.row for p in mine] for c, mine in dealt.items() if mine}, stamp_now())
    if json_:
        show_json({"lists": written, "draw": calling.draw})
        return
    show(*(screen.say("listed", lang, **item) for item in written))
    tell(screen.say("next_export" if written else "nobody", lang))


@calls_app.command("import", cls=TranslatedCommand, help=say("cmd.calls.import", LANG))
def calls_import(
    files: Annotated[list[Path], typer.Argument(help=say("arg.lists", LANG))],
    password: Annotated[str | None, option("password", "--password")] = None,
    casebook: Book = "casebook.db",
    json_: Json = False,
    unmask: Unmask = False,
    lang: Lang = "zh",
) -> None:
    """Take lists back; exit 2 when a list or a row was refused (the others are taken)."""
    checked_language(lang)
    from casebook import connect, screen

    book = connect.open_casebook(casebook)
    taken, unread = import_lists_of(book, files, password, unmask, lang)
    if json_:
        show_json({"files": taken, "unreadable": unread})
    else:
        show(*(line for item in taken for line in screen.import_lines(item, lang)))
        if taken:
            tell(screen.say("next_import", lang))
    tell(*(f"{item['file']}: {item['reason']}; {item['fix']}" for item in unread))
    refused = any(item["refused"] for item in taken)
    raise typer.Exit(2 if unread or refused else 0)


@app.command(cls=TranslatedCommand, help=say("cmd.judge", LANG))
def judge(
    decide: Annotated[str | None, option("decide", "--decide")] = None,
    as_: Annotated[str, option("as", "--as")] = "",
    by: Annotated[str, option("by", "--by")] = "",
    reason: Annotated[str, option("why", "--reason")] = "",
    casebook: Book = "casebook.db",
    json_: Json = False,
    wide: Wide = False,
    lang: Lang = "zh",
) -> None:
    """Propose a judgement for every dossier that was drawn; exit 1 when one falls short."""
    checked_language(lang)
    from casebook import connect, judging, screen
    from sampling import rates, rounds, verdicts

    book = connect.open_casebook(casebook)
    if decide is not None:
        noted = decide_by(book, decide, as_, by, reason)
        tell(screen.say("decided" if noted else "decided_same", lang, target=decide, verdict=as_, by=by))
    found = verdicts_of(book)
    documents = {v.judgement.dossier: rounds.document(v) for v in found}
    judging.store_judgements(book, documents, stamp_now())
    called = rates_of(calling_of(book), found)
    shown = [
        {**item, "rates": rates.document(called[item["id"]], lang)}
        for item in shown_verdicts(book, documents, lang)
    ]
    waiting = rounds.needs_stage_two(found)
    if json_:
        show_json({"dossiers": shown})
    else:
        names = applicants_of(book)
        show(*judge_table(shown, names, lang, colour=in_colour(), columns=columns_of(wide)))
        show("", *legend("judge", lang), "", *verdicts.lines(open_questions(shown), lang))
        left = sum(v.open for v in found)
        if left:
            tell(verdicts.say("call_first", lang, count=left))
        tell(verdicts.say("stage_two" if waiting else "report", lang, count=len(waiting)))
        last = rounds.open_after_the_last_stage(found)
        if last:
            tell(verdicts.say("close", lang, count=len(last)))
    final = [item["decided"]["judgement"] if item["decided"] else item["judgement"] for item in shown]
    raise typer.Exit(1 if "low" in final else 0)


@app.command(cls=TranslatedCommand, help=say("cmd.report", LANG))
def report(
    out: Out = None,
    pdf: Annotated[bool, option("pdf", "--pdf")] = False,
    casebook: Book = "casebook.db",
    json_: Json = False,
    unmask: Unmask = False,
    lang: Lang = "zh",
) -> None:
    """Write the papers of the round: audit reports, forms, the round at a glance."""
    checked_language(lang)
    from casebook import connect

    book = connect.open_casebook(casebook)
    folder = out or Path(say("papers.folder", lang))
    document, written = papers_of_round(book, folder, lang, unmask, datetime.now().astimezone(), pdf=pdf)
    if json_:
        show_json({**document, "papers": [str(path) for path in written]})
    else:
        show(*(say("written", lang, path=path) for path in written))
        dossiers = len(document["dossiers"])
        show(say("written.each", lang, count=dossiers, path=folder))
        tell(say("next.report", lang))


@app.command(cls=TranslatedCommand, help=say("cmd.purge", LANG))
def purge(
    before: Annotated[str | None, option("before", "--before")] = None,
    whole_round: Annotated[bool, option("whole_round", "--round")] = False,
    casebook: Book = "casebook.db",
    json_: Json = False,
    lang: Lang = "zh",
) -> None:
    """Delete names, numbers and raw texts; keyed fingerprints stay."""
    checked_language(lang)
    from casebook import connect, screen
    from casebook import purge as purging

    day = purging.day_of(before, whole_round)
    book = connect.open_casebook(casebook)
    done = purging.purge(book, day, stamp_now())
    if json_:
        rosters = [{"id": code, "version": number} for code, number in done.rosters]
        show_json({"rosters": rosters, "people": done.people})
    else:
        show(*screen.purge_lines(done, lang, is_file=book.is_file))


def main() -> None:
    """Entry point of the command ``hefang``."""
    run(app)


if __name__ == "__main__":
    main()
