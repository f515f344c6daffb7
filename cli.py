"""hefang on the command line: one function per command; parse, call, print.

Imports inside functions keep start-up fast: ``hefang --help`` must not load pandas.
"""

from __future__ import annotations

import io
import json
import os
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Annotated, Any

import typer

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
    raise typer.Exit(0)


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

    if not paths:
        raise SamplingError("nothing_to_seal")
    chosen = _settings(settings, lang)
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
    seal: Annotated[Path, _option("seal", "--seal")] = Path("seal.json"),
    stage: Annotated[int, _option("stage", "--stage")] = 1,
    again: Annotated[bool, _option("again", "--again")] = False,
    reason: Annotated[str, _option("reason", "--reason")] = "",
    json_: Json = False,
    lang: Lang = "zh",
) -> None:
    """Draw for every sealed dossier; write draw.json (draw-2.json for stage 2) beside the seal."""
    _checked(lang)
    from sampling import minutes, record, screen
    from sampling import seal as seals

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
