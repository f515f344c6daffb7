"""From paths on the command line to rosters. Loads no pandas: workers read while the command loads what it needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from desk.console import Stop, progress, tell
from phrases import say
from verify.aged import aged
from verify.intake.errors import IntakeError
from verify.intake.process import worker
from verify.intake.roster import FileResult, RosterTable
from verify.intake.scratch import clear
from verify.intake.table.register_words import ANSWER, NAME, answered
from verify.intake.unpack import unpacked
from verify.intake.walk import FileToRead, Walk, walk
from verify.settings import Settings, load


def settings_of(path: Path | None, lang: str, handed: Iterable[Path] = ()) -> Settings:
    """Return the settings of a file, of hefang.toml in the working folder, or the built-in ones.

    ``handed``: what is to be verified. A hefang.toml inside it may be an applicant's, and is not used; that it is
    used, or not, is said.
    """
    if path is not None:
        return load(path)
    default = Path("hefang.toml")
    if not default.exists():
        return load(None)
    here = Path.cwd().resolve()
    if any(here.is_relative_to(folder.resolve()) for folder in handed if folder.is_dir()):
        tell(say("command.settings.handed", lang, path=default))
        return load(None)
    tell(say("command.settings.used", lang, path=default))
    return load(default)


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What was read: results to review, files that were left alone, the register's tables.

    ``filed``: declarations that are on file, where no register came with the rosters. ``answers``: what people said
    in 对应表 of whose roster a file is.
    """

    results: tuple[FileResult, ...]
    empty: tuple[FileResult, ...]
    passed: tuple[FileResult, ...]
    tables: tuple[RosterTable, ...]
    filed: tuple[RosterTable, ...] = ()
    answers: tuple[RosterTable, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """Files that workers are reading. ``aside``: the register that was named, if one was; ``register``: as it was named."""

    paths: tuple[Path, ...]
    settings: Settings
    lang: str
    found: Walk
    aside: Walk | None
    results: Iterator[FileResult]
    register: str = ""

    def material(self, filed: Callable[[], list[RosterTable]] | None = None) -> HandedIn:
        """Wait for the workers and return what they read.

        ``filed``: gives the register that is on file, asked when none comes with the rosters. Raises Stop when
        the register that was named holds none.
        """
        results = list(self.results)
        named = {file.shown for file in self.aside.files} if self.aside else set()
        rest = [r for r in results if r.file not in named] + list(self.found.failed)
        on_file: list[RosterTable] = []
        if self.aside is not None:
            declared = [r for r in results if r.file in named] + list(self.aside.failed)
            tables = _register_tables(declared, self.register, self.lang)
        else:
            tables = [t for r in rest for t in r.registers if ANSWER not in t.headings]
            tables = [t for t in tables if not t.short] or tables
            # An older register beside the one that counts would contradict it in every line that was corrected.
            kept = [t for t in tables if not aged(t.file, "")] or tables
            tell(*(say("door.register.aside", self.lang, file=t.file) for t in tables if t not in kept))
            tables = kept
            on_file = filed() if filed and not tables else []
            found = [say("command.register.found", self.lang, file=t.file) for t in (*tables, *on_file)]
            tell(*(found or _from_papers(rest, self.lang)))
        tell(*_undecided(rest, self.lang))
        answers = [t for r in rest for t in r.registers if ANSWER in t.headings and t.rows]
        tell(*(say("door.table.read", self.lang, file=t.file, count=answered(t)) for t in answers))
        # An empty file is passed over in a folder, but it was meant to be something: it is listed as unreadable.
        empty = tuple(r for r in self.found.passed if r.problems[0].code == "empty")
        passed = tuple(r for r in self.found.passed if r.problems[0].code != "empty")
        return HandedIn(tuple(rest), empty, passed, tuple(tables), tuple(on_file), tuple(answers))


@contextmanager
def reading(
    paths: list[Path], register: Path | None, settings: Settings, lang: str, answers: Path | None = None
) -> Iterator[Reading]:
    """Start to read rosters, and the register that was named, in worker processes.

    ``answers``: a folder in which an earlier call left 对应表; it is read too where it is there.
    """
    clear()
    asked = None if answers is None else answers / NAME
    every = [*paths, asked] if asked is not None and asked.is_file() else paths
    aside = walk([register], settings) if register else None
    named = {file.shown for file in aside.files} if aside else set()
    with unpacked(walk(every, settings), settings) as found:
        files = [file for file in found.files if file.shown not in named]
        files += aside.files if aside else ()
        with worker.start(settings, len(files)) as pool:
            results = _read(pool, files, progress(say("command.progress.read", lang)))
            yield Reading(tuple(paths), settings, lang, found, aside, results, str(register or ""))


def _read(pool: worker.Pool, files: list[FileToRead], told: worker.Progress) -> Iterator[FileResult]:
    """Begin to read at once; return the results. After the last the workers end, while the command goes on."""
    results = pool.read(files, told)

    def ending() -> Iterator[FileResult]:
        yield from results
        pool.end()

    return ending()


def _from_papers(results: list[FileResult], lang: str) -> list[str]:
    """Say where declarations come from when nobody typed a register."""
    count = sum(any(paper.said and paper.kind != "roster" for paper in r.papers) for r in results)
    return [
        say("command.register.papers", lang, count=count) if count else say("command.register.none", lang)
    ]


def _undecided(results: list[FileResult], lang: str) -> list[str]:
    """Name what a form says in two ways: nothing is guessed of it."""
    return [
        say("command.papers.several", lang, file=result.file, place=said.place, text=said.text)
        for result in results
        for paper in result.papers
        for said in paper.said
        if said.problem
    ]


def _register_tables(declared: list[FileResult], named: str, lang: str) -> list[RosterTable]:
    """Return the tables of the register that was named; Stop when it holds none."""
    tables = [table for result in declared for table in result.registers]
    if tables:
        return tables
    files, problems = sorted({r.file for r in declared}), [p for r in declared for p in r.problems]
    file = files[0] if len(files) == 1 else named  # an empty folder, or a folder of several
    if problems and problems[0].code != "no_roster":
        reason, fix = IntakeError(problems[0].code, **problems[0].facts).words(lang)
        raise Stop("register", file=file, reason=reason, fix=fix)
    raise Stop("register.none", file=file)
