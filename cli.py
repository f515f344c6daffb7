"""hefang on the command line: one function per command; parse, call, print.

Imports inside functions keep start-up fast: ``hefang --help`` must not load pandas.
"""

from __future__ import annotations

import getpass
import hashlib
import io
import json
import os
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Annotated, Any

import typer

from casebook.errors import CasebookError
from casebook.errors import words as casebook_words
from reports.words import WORDS, say
from sampling.errors import SamplingError
from sampling.errors import words as sampling_words


def _language(arguments: Iterable[str]) -> str:
    """Language of help texts: --lang wins over HEFANG_LANG; Chinese unless told otherwise."""
    chosen = os.environ.get("HEFANG_LANG", "zh")
    words = list(arguments)
    for index, word in enumerate(words):
        if word == "--lang" and index + 1 < len(words):
            chosen = words[index + 1]
        elif word.startswith("--lang="):
            chosen = word.partition("=")[2]
    return "en" if chosen == "en" else "zh"


LANG = _language(sys.argv[1:])


class Translated(typer.core.TyperGroup):
    """Help whose own few words are Chinese too."""

    def get_help(self, ctx: Any) -> str:
        return _translated(super().get_help(ctx))


class TranslatedCommand(typer.core.TyperCommand):
    """The same for one command."""

    def get_help(self, ctx: Any) -> str:
        return _translated(super().get_help(ctx))


app = typer.Typer(
    cls=Translated,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help=say("app", LANG),
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _option(key: str, *names: str, **more: Any) -> Any:
    return typer.Option(*names, help=say(f"opt.{key}", LANG), **more)


Lang = Annotated[str, _option("lang", "--lang", envvar="HEFANG_LANG")]
SettingsFile = Annotated[Path | None, _option("settings", "--settings")]
Json = Annotated[bool, _option("json", "--json")]
Out = Annotated[Path | None, _option("out", "--out")]
Unmask = Annotated[bool, _option("unmask", "--unmask")]
Wide = Annotated[bool, _option("wide", "--wide")]
Book = Annotated[str, _option("casebook", "--casebook", envvar="HEFANG_CASEBOOK")]
Tolerable = Annotated[str, _option("tolerable", "--tolerable")]
Confidence = Annotated[str, _option("confidence", "--confidence")]
Expected = Annotated[str, _option("expected", "--expected")]
Paths = Annotated[list[Path], typer.Argument(help=say("arg.paths", LANG))]


class Stop(Exception):  # noqa: N818 - it is how a command ends, not a fault
    """Something could not be done: the message has been made, exit with 2."""


def tool_version() -> str:
    """Version of the installed distribution; of the checkout when it is not installed."""
    try:
        return version("hefang")
    except PackageNotFoundError:
        return "0.1.0+checkout"


def show(*lines: str) -> None:
    """Data: to stdout."""
    for line in lines:
        print(line)


def tell(*lines: str) -> None:
    """Progress, warnings, the next step: to stderr."""
    for line in lines:
        print(line, file=sys.stderr)


def show_json(document: Any) -> None:
    """One JSON document; ASCII escapes where the other end does not take UTF-8."""
    ascii_only = (sys.stdout.encoding or "").lower().replace("-", "") != "utf8"
    print(json.dumps(document, ensure_ascii=ascii_only, indent=1))


@contextmanager
def progress(words: str) -> Iterator[Callable[[int, int], None]]:
    """Report counts on stderr once the work has taken over a second; quiet when nobody looks."""
    began, shown = datetime.now(), False

    def report(done: int, total: int) -> None:
        nonlocal shown
        if sys.stderr.isatty() and (datetime.now() - began).total_seconds() > 1:
            shown = True
            print(f"\r{words} {done}/{total}", end="", file=sys.stderr, flush=True)

    yield report
    if shown:
        print(file=sys.stderr)


def _settings(path: Path | None, lang: str) -> Any:
    from verify.settings import SettingsError, load

    default = Path("hefang.toml")
    try:
        return load(path or (default if default.exists() else None))
    except SettingsError as error:
        raise Stop(say(f"error.settings.{error.code}", lang, **error.facts)) from error


def _checked(lang: str) -> str:
    if lang not in ("zh", "en"):
        raise Stop(say("error.lang", LANG, got=lang))
    return lang


def _read(paths: list[Path], register: Path | None, settings: Any, lang: str) -> _Material:
    """Read all files in worker processes; meanwhile this process loads pandas and the checks."""
    from verify.intake import walk, worker

    found = walk.walk(paths)
    aside = walk.walk([register]) if register else walk.Walk()
    named = {file.shown for file in aside.files}
    files = [file for file in found.files if file.shown not in named]
    with worker.start(settings) as pool, progress(say("progress.read", lang)) as report:
        waiting = pool.read([*files, *aside.files], report)
        from verify import review as road

        results = list(waiting)
    declared = [r for r in results if r.file in named] + list(aside.failed)
    rest = [r for r in results if r.file not in named] + list(found.failed)
    # An empty file is passed over in a folder, but it was meant to be something: it is listed as unreadable.
    empty = [r for r in found.passed if r.problems[0].code == "empty"]
    passed = [r for r in found.passed if r.problems[0].code != "empty"]
    tables = _register(declared, lang) if register else [t for r in rest for t in r.registers]
    if register is None:
        tell(*([say("register.found", lang, file=t.file) for t in tables] or [say("register.none", lang)]))
    return _Material(road, rest, empty, passed, tables)


@dataclass(frozen=True, slots=True)
class _Material:
    """What was read: the module of the road, results to review, and files that were left alone."""

    road: Any
    results: list[Any]
    empty: list[Any]
    passed: list[Any]
    tables: list[Any]


def _register(declared: list[Any], lang: str) -> list[Any]:
    """Return the tables of the register that was named; Stop when it holds none."""
    from verify.intake import errors

    tables = [table for result in declared for table in result.registers]
    if tables:
        return tables
    (file,), problems = {r.file for r in declared}, [p for r in declared for p in r.problems]
    if problems and problems[0].code != "no_roster":
        reason, fix = errors.words(problems[0].code, problems[0].facts, lang)
        raise Stop(say("error.register", lang, file=file, reason=reason, fix=fix))
    raise Stop(say("error.register.none", lang, file=file))


@app.command(cls=TranslatedCommand, help=say("cmd.verify", LANG))
def verify(
    paths: Paths,
    register: Annotated[Path | None, _option("register", "--register")] = None,
    rows: Annotated[bool, _option("rows", "--rows")] = False,
    no_credibility: Annotated[bool, _option("no_credibility", "--no-credibility")] = False,
    out: Out = None,
    json_: Json = False,
    unmask: Unmask = False,
    wide: Wide = False,
    settings: SettingsFile = None,
    lang: Lang = "zh",
) -> None:
    """Read, check and show; exit 1 when a dossier falls short, 2 when a file could not be read."""
    _checked(lang)
    chosen = _settings(settings, lang)
    material = _read(paths, register, chosen, lang)

    from reports import overview, screen
    from verify.checks import BY_CODE

    now = datetime.now().astimezone()
    review = material.road.review(
        [*material.results, *material.empty],
        material.tables,
        chosen,
        now.date(),
        tool_version(),
        None if no_credibility else _assess(),
    )
    lines = overview.overview(review, BY_CODE)
    unread = _unread(review.batch.unreadable, lang)
    written = _papers(review, material, unread, out, lang, unmask, now) if out else []
    if json_:
        show_json(_document(review, material, unread, lang, rows, unmask))
    else:
        columns = _columns() if wide else screen.WIDTH
        colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        show(*screen.dossier_table(lines, BY_CODE, lang, colour=colour, columns=columns))
        show(*screen.unread_lines(unread, lang, columns), *screen.summary(lines, lang, columns))
        _after_verify(lines, material, paths, out, lang)
    tell(*(say("written", lang, path=path) for path in written))
    hard = len(unread) - len(material.empty)
    raise typer.Exit(2 if hard else int(any(line.counts["fail"] for line in lines)))


def _assess() -> Any:
    """Return the function that scores a batch; loaded only for a score, because scikit-learn takes its time."""
    from verify.credibility.score import assess

    return assess


@app.command(cls=TranslatedCommand, help=say("cmd.checks", LANG))
def checks(
    code: Annotated[str | None, typer.Argument(help=say("arg.code", LANG))] = None,
    json_: Json = False,
    wide: Wide = False,
    lang: Lang = "zh",
) -> None:
    """Print the catalogue, or one page of it."""
    _checked(lang)
    from reports import machine, screen
    from verify.checks import BY_CODE

    wanted = None if code is None else code.strip().upper().split("_")[0]
    if wanted not in (None, *BY_CODE):
        raise Stop(say("error.code", lang, code=code))
    chosen = BY_CODE if wanted is None else {wanted: BY_CODE[wanted]}
    if json_:
        show_json(machine.catalogue(chosen, lang))
    elif wanted is None:
        show(*screen.catalogue_table(BY_CODE, lang, columns=_columns() if wide else screen.WIDTH))
        tell(say("next.page", lang))
    else:
        show(*screen.catalogue_page(BY_CODE[wanted], lang))


@app.command(cls=TranslatedCommand, help=say("cmd.demo", LANG))
def demo(
    folder: Annotated[Path, typer.Argument(help=say("arg.demo", LANG))] = Path("hefang-demo"),
    lang: Lang = "zh",
) -> None:
    """Write sample dossiers, verify them and write the papers."""
    _checked(lang)
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
        _kept_in(minutes / "add.txt", lambda: add([dossiers], **common))
    _kept_in(minutes / "seal.txt", lambda: seal([], out=minutes, **common))
    forged = forged_people(planned())
    for stage, dice in enumerate(_DEMO_DICE, 1):
        tell(say("demo.dice", lang, stage=stage, seed=dice))
        drawing = {"stage": stage, "out": minutes, **common}
        try:
            _kept_in(minutes / f"draw-{stage}.txt", lambda: draw(seed=dice, **drawing))  # noqa: B023
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
        _kept_in(minutes / "judge.txt", lambda: judge(**common))
    with suppress(typer.Exit):
        status(check=True, **common)
    tell(say("demo.minutes", lang, path=minutes))


def _kept_in(path: Path, command: Callable[[], None]) -> None:
    """Run a command of the demo and keep what it prints in a file: it is long, and for the record."""
    printed = io.StringIO()
    try:
        with redirect_stdout(printed), redirect_stderr(io.StringIO()):
            command()
    finally:
        _write(path, printed.getvalue())


@app.command(cls=TranslatedCommand, help=say("cmd.plan", LANG))
def plan(
    population: Annotated[int, typer.Argument(help=say("arg.population", LANG))],
    tolerable: Tolerable = "10%",
    confidence: Confidence = "95%",
    accept: Annotated[int, _option("accept", "--accept")] = 0,
    two_stage: Annotated[bool, _option("two_stage", "--two-stage")] = False,
    expected: Expected = "2%",
    curve: Annotated[bool, _option("curve", "--curve")] = False,
    json_: Json = False,
    lang: Lang = "zh",
) -> None:
    """Print the sample size for a roster, and what it can and cannot tell."""
    _checked(lang)
    from sampling import machine, screen

    document = machine.plan_document(
        population, tolerable=tolerable, confidence=confidence, accept=accept, expected=expected,
        two_stage=two_stage, curve=curve,
    )  # fmt: skip
    if json_:
        show_json(document)
    else:
        show(*screen.plan_lines(document, lang))
        tell(screen.say("next_plan", lang))


@app.command(cls=TranslatedCommand, help=say("cmd.bounds", LANG))
def bounds(
    population: Annotated[int, _option("population", "--population")],
    sample: Annotated[int, _option("sample", "--sample")],
    bad: Annotated[int, _option("bad", "--bad")],
    unresolved: Annotated[int, _option("unresolved", "--unresolved")] = 0,
    targeted: Annotated[int, _option("targeted", "--targeted")] = 0,
    targeted_bad: Annotated[int, _option("targeted_bad", "--targeted-bad")] = 0,
    targeted_unresolved: Annotated[int, _option("targeted_unresolved", "--targeted-unresolved")] = 0,
    stage_two: Annotated[str | None, _option("stage_two", "--stage-two")] = None,
    second: Annotated[str | None, _option("second", "--second")] = None,
    tolerable: Tolerable = "10%",
    confidence: Confidence = "95%",
    json_: Json = False,
    lang: Lang = "zh",
) -> None:
    """Print how many rows may be bad, and the decision that follows."""
    _checked(lang)
    from sampling import judge, machine, screen
    from sampling.model import Counts

    first = Counts(sample, bad, unresolved)
    aimed = Counts(targeted, targeted_bad, targeted_unresolved)
    if stage_two is None:
        result, shape = (
            judge.bounds(population, first, aimed, tolerable=tolerable, confidence=confidence),
            None,
        )
    else:
        result, shape = machine.two_stage_estimate(
            population, first, stage_two, second, aimed, tolerable=tolerable, confidence=confidence
        )
    document = machine.bounds_document(result, shape)
    if json_:
        show_json(document)
    else:
        show(*screen.bounds_lines(document, lang))


@app.command(cls=TranslatedCommand, help=say("cmd.seal", LANG))
def seal(
    paths: Annotated[list[Path] | None, typer.Argument(help=say("arg.paths", LANG))] = None,
    register: Annotated[Path | None, _option("register", "--register")] = None,
    targeted_share: Annotated[str, _option("targeted_share", "--targeted-share")] = "0%",
    tolerable: Tolerable = "10%",
    confidence: Confidence = "95%",
    expected: Expected = "2%",
    again: Annotated[bool, _option("seal_again", "--again")] = False,
    reason: Annotated[str, _option("why", "--reason")] = "",
    casebook: Book = "casebook.db",
    out: Out = None,
    json_: Json = False,
    settings: SettingsFile = None,
    lang: Lang = "zh",
) -> None:
    """Freeze rosters and plans; write seal.json and verifier.html, print the minutes."""
    _checked(lang)
    from sampling import minutes, screen
    from sampling import seal as seals
    from sampling.verifier import verifier_page

    chosen = _settings(settings, lang)
    if not paths and not _has_casebook(casebook):
        raise SamplingError("nothing_to_seal")
    if not paths:
        shares = {"tolerable": tolerable, "confidence": confidence, "expected": expected}
        sha256 = _facts_of_settings(chosen)["sha256"]
        _seal_filed(casebook, targeted_share, shares, sha256, again, reason, out or Path(), json_, lang)
        return
    review = _reviewed(paths, register, chosen, lang)
    unread = _unread(review.batch.unreadable, lang)
    if unread:
        tell(*(say("unread.line", lang, **item) for item in unread))
    from sampling import rosters

    sealed = rosters.seal_review(
        review, tool_version(), targeted_share,
        tolerable=tolerable, confidence=confidence, expected=expected,
        settings_sha256=_facts_of_settings(chosen)["sha256"],
    )  # fmt: skip
    folder = out or Path()
    seals.refuse_overwriting(_text_of(folder / "seal.json"), sealed, str(folder / "seal.json"))
    _write(folder / "seal.json", seals.to_text(sealed))
    _write(folder / "verifier.html", verifier_page())
    if json_:
        show_json(seals.to_document(sealed))
    else:
        show(minutes.seal_minutes(sealed, lang, f"{datetime.now():%Y-%m-%d %H:%M}"))
    files = f"{folder / 'seal.json'}, {folder / 'verifier.html'}"
    tell(screen.say("next_seal", lang, files=files, seal=folder / "seal.json"))
    raise typer.Exit(2 if unread else 0)


@app.command(cls=TranslatedCommand, help=say("cmd.draw", LANG))
def draw(
    seed: Annotated[str, _option("seed", "--seed")],
    seal: Annotated[Path | None, _option("seal", "--seal")] = None,
    stage: Annotated[int, _option("stage", "--stage")] = 1,
    again: Annotated[bool, _option("again", "--again")] = False,
    reason: Annotated[str, _option("reason", "--reason")] = "",
    casebook: Book = "casebook.db",
    out: Out = None,
    json_: Json = False,
    lang: Lang = "zh",
) -> None:
    """Draw for every sealed dossier; write draw.json (draw-2.json for stage 2) beside the seal."""
    _checked(lang)
    from sampling import minutes, record, screen
    from sampling import seal as seals

    if seal is None and not (Path("seal.json").exists() and not _has_casebook(casebook)):
        _draw_filed(casebook, seed, stage, again, reason, out or Path(), json_, lang)
        return
    seal = seal or Path("seal.json")
    known = seals.read_seal(_need(seal, lang))
    first, second = seal.with_name("draw.json"), seal.with_name("draw-2.json")
    file = record.file_of_stage(stage, first, second)
    seeds = record.seeds_of_stage(known, seed, stage, _text_of(first))
    document = record.record(known, seeds, _text_of(file), file=str(file), reason=reason if again else None)
    _write(file, record.to_text(document))
    if json_:
        show_json(document)
    else:
        show(minutes.draw_minutes(document, lang))
    typed = " ".join(f'--seed "{text}"' for text in seeds)
    tell(screen.say("next_draw", lang, file=file, seal=seal, seeds=typed))


@app.command(cls=TranslatedCommand, help=say("cmd.replay", LANG))
def replay(
    seal: Annotated[Path, typer.Argument(help=say("arg.seal", LANG))],
    seed: Annotated[list[str], _option("seeds", "--seed")],
    expect: Annotated[Path | None, _option("expect", "--expect")] = None,
    roster: Annotated[list[Path] | None, _option("roster", "--roster")] = None,
    json_: Json = False,
    settings: SettingsFile = None,
    lang: Lang = "zh",
) -> None:
    """Recompute a draw; exit 1 when it is not the expected one."""
    _checked(lang)
    from sampling import machine, minutes, record, screen
    from sampling import seal as seals

    known = seals.read_seal(_need(seal, lang))
    expected = None if expect is None else record.read_record(_need(expect, lang), known)
    document = machine.replay_document(known, seed, expected)
    if roster:
        review = _reviewed(roster, None, _settings(settings, lang), lang)
        from sampling import rosters

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
    round_name: Annotated[str, _option("round_name", "--round")] = "",
    previous: Annotated[str | None, _option("previous", "--previous")] = None,
    casebook: Book = "casebook.db",
    json_: Json = False,
    lang: Lang = "zh",
) -> None:
    """Start a casebook."""
    _checked(lang)
    from casebook import carry, connect, screen

    stamp = _stamp()
    old = None if previous is None else connect.open_casebook(previous)
    book = connect.create(casebook, round_name or stamp.at[:4], stamp, key=None if old is None else old.key)
    rows = 0 if old is None else carry.carry(old, book, stamp)
    if json_:
        show_json(
            {"casebook": book.path, "round": book.round, "key_file": str(book.key_file), "carried": rows}
        )
        return
    show(screen.say("created", lang, path=book.path, round=book.round))
    if old is not None:
        show(screen.say("carried", lang, rows=rows))
    tell(screen.say("key", lang, path=book.key_file), screen.say("next_new", lang))


@app.command(cls=TranslatedCommand, help=say("cmd.add", LANG))
def add(
    paths: Paths,
    register: Annotated[Path | None, _option("register", "--register")] = None,
    casebook: Book = "casebook.db",
    json_: Json = False,
    settings: SettingsFile = None,
    lang: Lang = "zh",
) -> None:
    """Verify dossiers and file them; exit 2 when a file could not be read (the others are filed)."""
    _checked(lang)
    from casebook import connect

    book = connect.open_casebook(casebook)
    chosen = _settings(settings, lang)
    review = _reviewed(paths, register, chosen, lang)
    unread = _unread(review.batch.unreadable, lang)

    from casebook import dossiers, screen
    from reports.overview import findings
    from verify.checks import BY_CODE

    sha256 = _facts_of_settings(chosen)["sha256"]
    filed = dossiers.file_review(book, review, findings(review, BY_CODE), sha256, _stamp())
    if json_:
        show_json({"dossiers": [dossiers.document(item) for item in filed], "unreadable": unread})
    else:
        show(*screen.filed_lines(filed, lang))
    tell(*(say("unread.line", lang, **item) for item in unread))
    if not json_:
        tell(screen.say("next_add", lang))
    raise typer.Exit(2 if any(item["code"] != "empty" for item in unread) else 0)


@app.command(cls=TranslatedCommand, help=say("cmd.status", LANG))
def status(
    check: Annotated[bool, _option("check", "--check")] = False,
    casebook: Book = "casebook.db",
    json_: Json = False,
    lang: Lang = "zh",
) -> None:
    """Show where every dossier stands; with --check verify everything stored, exit 1 when it was changed."""
    _checked(lang)
    from casebook import connect, screen, standing

    book = connect.open_casebook(casebook)
    faults = _faults(book) if check else ()
    if check and any(fault.code == "file" for fault in faults):
        state, calls = None, {}
    else:
        state, calls = standing.overview(book), _calls_of(book, lang)
    if json_:
        show_json(standing.document(state, calls, faults if check else None))
    else:
        show(*(screen.status_lines(state, calls, lang) if state else ()))
        show(*(screen.fault_lines(faults, lang) if check else ()))
    raise typer.Exit(1 if faults else 0)


calls_app = typer.Typer(
    cls=Translated, no_args_is_help=True, rich_markup_mode=None, help=say("cmd.calls", LANG)
)
app.add_typer(calls_app, name="calls")


@calls_app.command("export", cls=TranslatedCommand, help=say("cmd.calls.export", LANG))
def calls_export(
    callers: Annotated[int, _option("callers", "--callers")] = 1,
    password: Annotated[str | None, _option("password", "--password")] = None,
    casebook: Book = "casebook.db",
    out: Out = None,
    json_: Json = False,
    lang: Lang = "zh",
) -> None:
    """Write one workbook per caller with everybody who is worth a call."""
    _checked(lang)
    from casebook import callees, connect, outcomes, screen
    from sampling import call_list, call_words, dealing

    if not 1 <= callers <= 50:
        raise SamplingError("callers", got=callers)
    book = connect.open_casebook(casebook)
    calling = _calling(book)
    rows = dealing.open_rows(calling.rows, calling.attempts, calling.settled)
    with book.read() as conn:
        people = callees.callees(conn, calling.seals, rows)
        before, remarks = callees.callers_of(conn), outcomes.all_remarks(conn)
    dealt = dealing.deal(
        [people[row] for row in rows], [str(number) for number in range(1, callers + 1)], before
    )
    written = []
    for caller, mine in dealt.items():
        if not mine:
            continue
        made = call_list.CallList(book.round, caller, calling.draw, mine, remarks)
        data = call_list.write_list(made, _list_secret(book), lang)
        wanted = (out or Path()) / f"{call_words.say('sheet', lang)}-{caller}.xlsx"
        file = _free_list(wanted, people, remarks, _list_secret(book), password)
        if file != wanted:
            tell(screen.say("kept", lang, old=wanted, new=file))
        _write_bytes(file, call_list.lock(data, password) if password else data, lang)
        written.append({"file": str(file), "caller": caller, "rows": len(mine)})
    outcomes.store_lists(book, {c: [p.row for p in mine] for c, mine in dealt.items() if mine}, _stamp())
    if json_:
        show_json({"lists": written, "draw": calling.draw})
        return
    show(*(screen.say("listed", lang, **item) for item in written))
    tell(screen.say("next_export" if written else "nobody", lang))


@calls_app.command("import", cls=TranslatedCommand, help=say("cmd.calls.import", LANG))
def calls_import(
    files: Annotated[list[Path], typer.Argument(help=say("arg.lists", LANG))],
    password: Annotated[str | None, _option("password", "--password")] = None,
    casebook: Book = "casebook.db",
    json_: Json = False,
    unmask: Unmask = False,
    lang: Lang = "zh",
) -> None:
    """Take lists back; exit 2 when one could not be read (the others are taken)."""
    _checked(lang)
    from casebook import connect, screen

    book = connect.open_casebook(casebook)
    taken, unread = _import_lists(book, files, password, unmask, lang)
    if json_:
        show_json({"files": taken, "unreadable": unread})
    else:
        show(*(line for item in taken for line in screen.import_lines(item, lang)))
        tell(screen.say("next_import", lang))
    tell(*(f"{item['file']}: {item['reason']}; {item['fix']}" for item in unread))
    raise typer.Exit(2 if unread else 0)


@app.command(cls=TranslatedCommand, help=say("cmd.judge", LANG))
def judge(
    decide: Annotated[str | None, _option("decide", "--decide")] = None,
    as_: Annotated[str, _option("as", "--as")] = "",
    by: Annotated[str, _option("by", "--by")] = "",
    reason: Annotated[str, _option("why", "--reason")] = "",
    casebook: Book = "casebook.db",
    json_: Json = False,
    lang: Lang = "zh",
) -> None:
    """Propose a judgement for every dossier that was drawn; exit 1 when one falls short."""
    _checked(lang)
    from casebook import connect, judging, screen
    from sampling import rounds, verdicts

    book = connect.open_casebook(casebook)
    if decide is not None:
        noted = _decide(book, decide, as_, by, reason)
        tell(screen.say("decided" if noted else "decided_same", lang, target=decide, verdict=as_, by=by))
    found = _verdicts(book)
    documents = {v.judgement.dossier: rounds.document(v) for v in found}
    judging.store_judgements(book, documents, _stamp())
    shown = _shown_verdicts(book, documents, lang)
    waiting = rounds.needs_stage_two(found)
    if json_:
        show_json({"dossiers": shown})
    else:
        show(*verdicts.lines(shown, lang))
        tell(verdicts.say("stage_two" if waiting else "report", lang, count=len(waiting)))
    final = [item["decided"]["judgement"] if item["decided"] else item["judgement"] for item in shown]
    raise typer.Exit(1 if "low" in final else 0)


@app.command(cls=TranslatedCommand, help=say("cmd.purge", LANG))
def purge(
    before: Annotated[str | None, _option("before", "--before")] = None,
    whole_round: Annotated[bool, _option("whole_round", "--round")] = False,
    casebook: Book = "casebook.db",
    json_: Json = False,
    lang: Lang = "zh",
) -> None:
    """Delete names, numbers and raw texts; keyed fingerprints stay."""
    _checked(lang)
    from casebook import connect, screen
    from casebook import purge as purging

    day = purging.day_of(before, whole_round)
    book = connect.open_casebook(casebook)
    done = purging.purge(book, day, _stamp())
    if json_:
        rosters = [{"id": code, "version": number} for code, number in done.rosters]
        show_json({"rosters": rosters, "people": done.people})
    else:
        show(*screen.purge_lines(done, lang, is_file=book.is_file))


def _stamp() -> Any:
    """Who is at work and when, for the journal."""
    from casebook.journal import Stamp

    try:
        who = os.environ.get("HEFANG_WHO") or getpass.getuser()
    except (OSError, KeyError):
        who = "?"
    return Stamp(datetime.now().astimezone().isoformat(timespec="seconds"), who)


def _has_casebook(where: str) -> bool:
    return "://" in where or Path(where).exists()


def _list_secret(book: Any) -> bytes:
    from casebook.fingerprints import mac

    return bytes.fromhex(mac(book.key, "call lists"))


def _write_bytes(path: Path, data: bytes, lang: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(path.name + ".part")
        part.write_bytes(data)
        os.replace(part, path)
    except OSError as error:
        raise Stop(say("error.out", lang, path=path, got=error.strerror or str(error))) from error


def _free_list(
    wanted: Path, people: dict[str, Any], remarks: Any, secret: bytes, password: str | None
) -> Path:
    """Where a call list may be written: never over one that somebody has filled in since."""
    from sampling.call_return import read_list

    known = {attempt for person in people.values() for attempt in person.attempts}
    noted = {(r.row, r.own, r.interviewed, r.agrees, r.note) for r in remarks}
    for number in range(1, 1000):
        path = wanted if number == 1 else wanted.with_stem(f"{wanted.stem} ({number})")
        if not path.exists():
            return path
        try:
            back = read_list(path.read_bytes(), people, secret, password=password)
        except (SamplingError, OSError):
            continue
        said = {(r.row, r.own, r.interviewed, r.agrees, r.note) for r in back.remarks}
        codes = {(a.row, a.number, a.code) for a in back.attempts} - {
            (a.row, a.number, a.code) for a in known
        }
        if not codes and not back.refused and said <= noted:
            return path
    return wanted.with_stem(f"{wanted.stem} {datetime.now():%Y%m%d%H%M%S}")


def _names(stem: str, number: int, stage: int = 1) -> str:
    """seal.json, draw.json, draw-2.json; for a later seal of the round seal.2.json and so on."""
    return f"{stem}{f'.{number}' if number > 1 else ''}{'-2' if stage == 2 else ''}.json"


def _seal_filed(
    where: str, share: str, shares: dict[str, str], sha256: str, again: bool, reason: str, folder: Path,
    json_: bool, lang: str,
) -> None:  # fmt: skip
    """Seal what is on file and not yet under a seal; nothing new, then show the seal that stands."""
    from casebook import connect, dossiers, judging, sealing
    from sampling import minutes, rounds, screen
    from sampling import seal as seals
    from sampling.verifier import verifier_page

    book = connect.open_casebook(where)
    with book.read() as conn:
        members = sealing.to_seal(conn, book.round, again=again)
        known = sealing.load_seals(conn)
        rosters = dossiers.rosters(conn, members)
        if again:
            judging.need_reason(conn, book.round, reason, "--again")
    if again and not members and known:
        raise CasebookError("sealed_drawn")
    if not members and not known:
        raise CasebookError("empty")
    if members:
        made = rounds.seal_rosters(rosters, tool_version(), share, **shares, settings_sha256=sha256)
        sealing.store_seal(
            book, made.seal_sha256, seals.to_text(made), members, _stamp(), again=again, reason=reason
        )
    with book.read() as conn:
        known = sealing.load_seals(conn)
    files = [folder / _names("seal", number) for number in range(1, len(known) + 1)]
    for file, stored in zip(files, known, strict=True):
        if not again:
            seals.refuse_overwriting(_text_of(file), seals.read_seal(stored.document), str(file))
        _write(file, stored.document)
    _write(folder / "verifier.html", verifier_page())
    last = seals.read_seal(known[-1].document)
    if json_:
        show_json(seals.to_document(last))
    else:
        show(minutes.seal_minutes(last, lang, f"{datetime.now():%Y-%m-%d %H:%M}"))
    listed = ", ".join(map(str, [*files, folder / "verifier.html"]))
    tell(screen.say("next_seal", lang, files=listed, seal=files[-1]))


def _draw_filed(
    where: str, seed: str, stage: int, again: bool, reason: str, folder: Path, json_: bool, lang: str
) -> None:
    """Draw one stage for every seal of the casebook that waits for it; the same seed again changes nothing."""
    from casebook import connect, judging, sealing
    from casebook import screen as casebook_screen
    from sampling import minutes, record, rounds, screen
    from sampling import seal as seals

    book = connect.open_casebook(where)
    record.file_of_stage(stage, Path(), Path())
    with book.read() as conn:
        known = sealing.load_seals(conn)
        if again:
            judging.need_reason(conn, book.round, reason, "--again")
    if not known:
        raise CasebookError("not_sealed")
    numbers = {stored.id: at for at, stored in enumerate(known, 1)}
    if stage == 2:
        two = [s for s in known if any(d.plan.n2 for d in seals.read_seal(s.document).dossiers)]
        known = tuple(two or known)
    waiting = [s for s in known if stage not in s.draws and (stage == 1 or 1 in s.draws)]
    found = _verdicts(book) if stage == 2 and waiting else ()
    open_now = rounds.needs_stage_two(found)
    if open_now and (still := sum(v.open for v in found if v.judgement.dossier in open_now)):
        tell(casebook_screen.say("open_calls", lang, count=still))
    if stage == 2 and waiting and not open_now:
        raise CasebookError("no_open_dossier")
    for stored in waiting or known:
        sealed = seals.read_seal(stored.document)
        first, earlier = stored.draws.get(1), stored.draws.get(stage)
        seeds = record.seeds_of_stage(sealed, seed, stage, None if first is None else first.document)
        before = None if earlier is None else earlier.document
        document = record.record(sealed, seeds, before, file=book.path, reason=reason if again else None)
        called = tuple(stored.versions) if stage == 1 else earlier.dossiers if earlier else open_now
        mine = [code for code in called if code in stored.versions]
        sealing.store_draw(book, stored, stage, record.to_text(document), mine, _stamp())
        file = folder / _names("draw", numbers[stored.id], stage)
        _write(file, record.to_text(document))
        if json_:
            show_json(document)
        else:
            show(minutes.draw_minutes(document, lang, dossiers=mine if stage == 2 else ()))
        typed = " ".join(f'--seed "{text}"' for text in seeds)
        seal_file = folder / _names("seal", numbers[stored.id])
        tell(screen.say("next_draw", lang, file=file, seal=seal_file, seeds=typed))


@dataclass(frozen=True, slots=True)
class _Calling:
    """Who is called in this round, and what came of it so far."""

    seals: tuple[Any, ...]
    called: tuple[Any, ...]  # sampling.rounds.Called
    rows: tuple[str, ...]
    attempts: tuple[Any, ...]
    aside: tuple[Any, ...]
    decided: dict[str, str]
    clashing: frozenset[str]
    draw: str

    @property
    def settled(self) -> frozenset[str]:
        """Rows that nobody calls again: a reviewer has decided, or has to."""
        return self.clashing | frozenset(self.decided)


def _calling(book: Any, *, need: bool = True) -> _Calling:
    from casebook import judging, outcomes, sealing
    from sampling import rounds
    from sampling.seal import read_seal

    with book.read() as conn:
        known = sealing.load_seals(conn)
        attempts, aside = outcomes.all_attempts(conn), outcomes.all_contradictions(conn)
        decided = judging.verdicts(judging.all_decisions(conn, book.round), judging.ROW)
    if need and not known:
        raise CasebookError("not_sealed")
    called: list[Any] = []
    for stored in known:
        one, two = stored.draws.get(1), stored.draws.get(2)
        called += rounds.called_rows(
            read_seal(stored.document), None if one is None else one.document,
            None if two is None else two.document, () if two is None else two.dossiers,
        )  # fmt: skip
    if need and not called:
        raise CasebookError("not_drawn")
    rows = tuple(row for item in called for row in item.rows)
    said = {row: decision.verdict for row, decision in decided.items()}
    drawn = "".join(d.document for s in known for _, d in sorted(s.draws.items()))
    return _Calling(
        known, tuple(called), rows, attempts, aside, said,
        rounds.clashing(attempts, aside, said), hashlib.sha256(drawn.encode()).hexdigest()[:12],
    )  # fmt: skip


def _verdicts(book: Any, *, need: bool = True) -> Any:
    """Propose judgements from everything on file."""
    from casebook import judging
    from sampling import dealing, rounds

    calling = _calling(book, need=need)
    findings: dict[str, list[tuple[str, str]]] = {}
    with book.read() as conn:
        cleared = {
            name
            for name, decision in judging.verdicts(
                judging.all_decisions(conn, book.round), judging.FINDING
            ).items()
            if decision.verdict == "cleared"
        }
        for stored in calling.seals:
            for code, version in stored.versions.items():
                grave = [f for f in judging.findings_of(conn, version) if f.severity == "fail" and not f.rows]
                findings[code] = list(
                    dict.fromkeys((f.code, f.clause) for f in grave if f"{code}:{f.code}" not in cleared)
                )
    still = dealing.open_rows(calling.rows, calling.attempts, calling.settled)
    return rounds.judge_round(
        calling.called, calling.attempts, calling.aside, calling.decided, findings, still
    )


def _shown_verdicts(book: Any, documents: dict[str, Any], lang: str) -> list[dict[str, Any]]:
    """Proposals with words, and the reviewer's decision beside each."""
    from casebook import judging
    from sampling import verdicts
    from verify.checks import BY_CODE

    titles = {code: check.title[1 if lang == "en" else 0] for code, check in BY_CODE.items()}
    with book.read() as conn:
        decided = judging.verdicts(judging.all_decisions(conn, book.round), judging.DOSSIER)
    return [
        verdicts.shown(document, judging.document(decided.get(id)), titles, lang)
        for id, document in documents.items()
    ]


def _decide(book: Any, named: str, verdict: str, by: str, reason: str) -> bool:
    from casebook import judging
    from sampling.outcomes import outcomes

    dossier, target, what = judging.find_target(book, named)
    allowed = {
        judging.DOSSIER: ("high", "more", "low"),
        judging.ROW: ("bad", "good", *outcomes()),
        judging.FINDING: ("cleared", "confirmed"),
    }[target]
    if verdict not in allowed:
        raise CasebookError("verdict", target=named, expected=" ".join(allowed), got=verdict or "-")
    stamp = _stamp()
    return judging.decide(book, judging.Decision(dossier, target, what, verdict, by, reason, stamp.at), stamp)


def _calls_of(book: Any, lang: str) -> dict[str, dict[str, Any]]:
    """What status shows of the calls: drawn, done, contradicting rows, judgement."""
    from casebook import judging
    from sampling import dealing, verdicts

    calling = _calling(book, need=False)
    waiting = set(dealing.open_rows(calling.rows, calling.attempts, calling.settled))
    with book.read() as conn:
        proposed = judging.last_judgements(conn, book.round)
        decided = judging.verdicts(judging.all_decisions(conn, book.round), judging.DOSSIER)
    found = {}
    for item in calling.called:
        id = item.sealed.id
        last = decided[id].verdict if id in decided else proposed.get(id, {}).get("judgement")
        found[id] = {
            "drawn": len(item.rows),
            "done": sum(row not in waiting for row in item.rows),
            "contradicting": [row for row in item.rows if row in calling.clashing],
            "judgement": None if last is None else verdicts.say(last, lang),
            "code": last,
        }
    return found


def _faults(book: Any) -> tuple[Any, ...]:
    """Everything that is not as it was stored: the casebook's own check, then seals and draws recomputed."""
    from casebook import check as checking
    from casebook import sealing
    from sampling.draw import replay
    from sampling.record import differences, read_record
    from sampling.seal import read_seal

    found = list(checking.check(book))
    if any(fault.code == "file" for fault in found):
        return tuple(found)
    with book.read() as conn:
        known = sealing.load_seals(conn)
    for stored in known:
        try:
            sealed = read_seal(stored.document)
            for drawn in stored.draws.values():
                document = read_record(drawn.document, sealed)
                for gap in differences(document, replay(sealed, document["seeds"])):
                    which = f"{gap['dossier']} {gap['part']}"
                    found.append(checking.Fault("draw", "draws", which, f"{gap['expected']} / {gap['got']}"))
        except SamplingError as error:
            found.append(checking.Fault("seal", "seals", stored.sha256, str(error)))
    return tuple(found)


def _import_lists(
    book: Any, files: list[Path], password: str | None, unmask: bool, lang: str
) -> tuple[list[dict[str, Any]], list[dict[str, str]]]:
    from casebook import callees, outcomes, screen
    from sampling import call_return
    from sampling.call_words import REFUSED

    calling = _calling(book)
    with book.read() as conn:
        people = callees.callees(conn, calling.seals, calling.rows)
    mask = (lambda name: name) if unmask else _masks()["name"]
    taken, unread = [], []
    for file in files:
        try:
            data = file.read_bytes()
            back = call_return.read_list(data, people, _list_secret(book), password=password, file=str(file))
        except OSError as error:
            reason, fix = error.strerror or str(error), say("arg.lists", lang)
            unread.append({"file": str(file), "code": "os", "reason": reason, "fix": fix})
            continue
        except SamplingError as error:
            reason, fix = sampling_words(error.code, error.facts, lang)
            unread.append({"file": str(file), "code": error.code, "reason": reason, "fix": fix})
            continue
        source = hashlib.sha256(data).hexdigest()[:16]
        done = outcomes.import_outcomes(book, back.attempts, back.remarks, source, _stamp())
        why = {code: pair[1 if lang == "en" else 0] for code, pair in REFUSED.items()}
        taken.append(screen.import_document(str(file), done, back.refused, why, mask))
    return taken, unread


def _reviewed(paths: list[Path], register: Path | None, settings: Any, lang: str) -> Any:
    """Read and check roster files, for commands that do not show the findings."""
    material = _read(paths, register, settings, lang)
    today = datetime.now().astimezone().date()
    return material.road.review(material.results, material.tables, settings, today, tool_version())


def _need(path: Path, lang: str) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        got = getattr(error, "strerror", None) or type(error).__name__
        raise Stop(say("error.read", lang, path=path, got=got)) from error


def _text_of(path: Path) -> str | None:
    return _need(path, LANG) if path.exists() else None


def _write(path: Path, text: str) -> None:
    """Write whole or not at all: a draw that breaks off half-way must not look like one."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(path.name + ".part")
        part.write_text(text, encoding="utf-8", newline="\n")
        os.replace(part, path)
    except OSError as error:
        raise Stop(say("error.out", LANG, path=path, got=error.strerror or str(error))) from error


def _unread(unreadable: Iterable[Any], lang: str) -> list[dict[str, str]]:
    from verify.intake import errors

    found = []
    for item in unreadable:
        reason, fix = errors.words(item.code, item.facts, lang)
        found.append({"file": item.file, "code": item.code, "reason": reason, "fix": fix})
    return found


def _papers(
    review: Any,
    material: _Material,
    unread: list[dict[str, str]],
    out: Path,
    lang: str,
    unmask: bool,
    made: datetime,
) -> list[Path]:
    """Write the papers; Stop when the folder does not take them."""
    from reports.material import gather
    from reports.papers import write_papers
    from verify.checks import BY_CODE

    everything = gather(
        review,
        BY_CODE,
        settings=_facts_of_settings(review.settings),
        unreadable=unread,
        passed_over=_passed(material, lang),
        masks=_masks(),
        made=made,
        lang=lang,
        unmask=unmask,
    )
    try:
        return write_papers(everything, _document(review, material, unread, lang, True, unmask), out)
    except OSError as error:
        raise Stop(say("error.out", lang, path=out, got=error.strerror or str(error))) from error


def _document(
    review: Any, material: _Material, unread: list[dict[str, str]], lang: str, rows: bool, unmask: bool
) -> dict[str, Any]:
    """The JSON document of a review."""
    from reports import machine
    from verify.checks import BY_CODE

    return machine.document(
        review,
        BY_CODE,
        settings=_facts_of_settings(review.settings),
        unreadable=unread,
        passed_over=_passed(material, lang),
        masks=_masks(),
        lang=lang,
        rows=rows,
        unmask=unmask,
    )


def _passed(material: _Material, lang: str) -> list[dict[str, str]]:
    from verify.intake import errors

    found = [(r.file, r.problems[0]) for r in material.passed]
    return [{"file": f, "code": p.code, "reason": errors.words(p.code, p.facts, lang)[0]} for f, p in found]


def _after_verify(lines: Any, material: _Material, paths: list[Path], out: Path | None, lang: str) -> None:
    """What was passed over, and what to type next."""
    from reports.screen import clean

    if material.passed:
        names = "、".join(clean(result.file) for result in material.passed[:5])
        tell(say("passed", lang, count=len(material.passed), files=names))
    if not lines:
        tell(say("nothing", lang))
        return
    if lines[0].counts["fail"] or lines[0].counts["warn"]:
        tell(say("next.check", lang, code=lines[0].worst[0]))
    if out is None:
        tell(say("next.verify", lang, paths=" ".join(f'"{p}"' if " " in str(p) else str(p) for p in paths)))


def _facts_of_settings(settings: Any) -> dict[str, Any]:
    from verify.settings import as_dict, sha256

    values = as_dict(settings)
    return {"sha256": sha256(settings), "window": [values["window_start"], values["window_end"]], **values}


def _masks() -> dict[str, Callable[[str], str]]:
    from verify.fields import contact, name

    return {"contact": contact.mask, "name": name.mask}


def _columns() -> int:
    return max(80, os.get_terminal_size().columns if sys.stdout.isatty() else 160)


def _translated(text: str) -> str:
    """Replace the library's fixed words; the commands' own stand in reports/words.py."""
    if LANG == "en":
        return text
    for english in ("help.usage", "help.commands", "help.arguments", "help.options", "help.help"):
        text = text.replace(WORDS[english][1], WORDS[english][0])
    for english in ("help.required", "help.default", "help.env"):
        text = text.replace(WORDS[english][1], WORDS[english][0])
    return text


def _usage(error: Any) -> str:
    """The library's complaint about the command line, in the reader's language."""
    kind = type(error).__name__
    facts = {
        "NoSuchOption": {"got": getattr(error, "option_name", "")},
        "MissingParameter": {"got": getattr(getattr(error, "param", None), "human_readable_name", "")},
    }.get(kind, {"got": error.format_message()})
    return say(f"usage.{kind}" if f"usage.{kind}" in WORDS else "usage", LANG, **facts)


def main() -> None:
    """Entry point of the command ``hefang``: every end of the road becomes an exit code and a sentence."""
    for stream in (sys.stdout, sys.stderr):
        # A console that cannot show a character (GBK) shows a substitute.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    usage_error = typer.BadParameter.__base__
    try:
        code = app(standalone_mode=False)
        sys.stdout.flush()
    except Stop as stop:
        tell(say("error", LANG, message=stop))
        code = 2
    except SamplingError as error:
        reason, fix = sampling_words(error.code, error.facts, LANG)
        tell(say("error", LANG, message=say("error.sampling", LANG, reason=reason, fix=fix)))
        code = 2
    except CasebookError as error:
        reason, fix = casebook_words(error.code, error.facts, LANG)
        tell(say("error", LANG, message=say("error.sampling", LANG, reason=reason, fix=fix)))
        code = 2
    except BrokenPipeError:
        # Whoever read us has gone (a pager, head): nothing to say, and nothing to flush at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except (KeyboardInterrupt, typer.Abort):
        tell(say("interrupted", LANG))
        code = 130
    except Exception as error:
        if usage_error is not None and isinstance(error, usage_error):
            tell(say("error", LANG, message=_usage(error)), say("usage.help", LANG))
        else:
            tell(say("error.internal", LANG, got=type(error).__name__, path=_report_of(error)))
        code = 2
    sys.exit(code or 0)


def _report_of(error: Exception) -> str:
    """Write what a maintainer needs to know of a fault in the program; return where."""
    with tempfile.NamedTemporaryFile(
        "w", prefix="hefang-", suffix=".txt", delete=False, encoding="utf-8"
    ) as file:
        file.write(f"hefang {tool_version()} · Python {sys.version}\n{sys.argv[1:]!r}\n\n")
        file.write("".join(traceback.format_exception(error)))
    return file.name


if __name__ == "__main__":
    main()
