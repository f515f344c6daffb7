"""What a worker process does with one file. Only workers import this module: it pulls in every reader."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from verify.forms.read import read_papers, refused, settled, without_tables
from verify.intake.errors import IntakeError, of_medium
from verify.intake.formats.embedded import holds_pictures
from verify.intake.grid import Grid
from verify.intake.read import is_full_disk, read_hashed
from verify.intake.roster import FileResult, Problem
from verify.intake.table.header import find_rosters
from verify.intake.table.headings import heading_words
from verify.settings import Settings

try:
    import resource
except ImportError:  # Windows: worker.py watches the memory from outside
    resource = None  # type: ignore[assignment]


def prepare(folder: str, memory_bytes: int) -> None:
    """Make this process a worker: no terminal, limited memory, its number left in ``folder``.

    What crashing libraries print goes to ``<pid>.log`` there, where worker.py looks for the reason.
    """
    log = os.open(os.path.join(folder, f"{os.getpid()}.log"), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    sys.stdout.flush()
    sys.stderr.flush()
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.close(log)
    # Printing a backtrace with no memory left, a panicking Rust library waits for itself forever.
    os.environ["RUST_BACKTRACE"] = "0"
    # Pebble ends a worker by SIGTERM; its handler in Python would wait for a library that hangs.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if resource is not None and sys.platform.startswith("linux"):
        # RLIMIT_DATA counts what is really reserved for data (also Arrow's and Rust's mappings);
        # RLIMIT_AS would count the address space that allocators reserve and never touch.
        resource.setrlimit(resource.RLIMIT_DATA, (memory_bytes, memory_bytes))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read_file(
    path: str, shown: str, settings: Settings, folder: str, *, pictures: bool = False
) -> FileResult:
    """Read one file. Every failure becomes a Problem; only what kills the process does not return.

    ``pictures``: pictures too, which take seconds a page; else they are the Problem picture_later.
    """
    log = Path(folder, f"{os.getpid()}.log")
    before = log.stat().st_size if log.is_file() else 0
    try:
        file = Path(path)
        reader, digest, grids = read_hashed(file, settings, heading_words(), pictures=pictures)
        result = _about(find_rosters(shown, digest, reader, grids), reader, file, grids)
        if reader == "picture":
            return of_picture(result)
        papers = read_papers(shown, grids, result)
        if all(grid.prose for grid in grids):
            medium = "photo" if holds_pictures(file) else "word"
            return without_tables(shown, papers, of_medium("no_sheets", {}, medium))
        return _without_columns(settled(result, papers), folder)
    except IntakeError as error:
        return refused(shown, error.code, error.facts)
    except MemoryError:
        return _out_of_memory(shown, settings)
    except RecursionError:
        return FileResult(shown, problems=(Problem("damaged", {"got": "RecursionError"}),))
    except BaseException as error:
        # Panics of Rust libraries are no Exceptions, and a reader's own bug must not cost the batch.
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        if is_full_disk(error):
            return FileResult(shown, problems=(Problem("no_space"),))
        if log.is_file() and b"MemoryError" in log.read_bytes()[before:]:
            return _out_of_memory(shown, settings)  # Rust panics on what Python could not allocate
        return FileResult(shown, problems=(Problem("crashed", {"got": _where(error)}),))


def of_picture(result: FileResult) -> FileResult:
    """Return the rosters of a picture. What forms and registers in pictures say decides nothing about anybody: a
    digit that was read wrongly would contradict the other papers."""
    rosters = (replace(own, notes=tuple(n for n in own.notes if n[0] != "trouble")) for own in result.rosters)
    result = replace(result, rosters=tuple(rosters))
    if not result.registers:
        return result
    told = Problem("picture_register")
    return replace(result, registers=(), problems=(*result.problems, told))


_MEDIA = {"pdf": "pdf", "picture": "picture", "docx": "word", "doc": "word"}


def _about(result: FileResult, reader: str, file: Path, grids: Sequence[Grid]) -> FileResult:
    """Say of problems what they are about, where that is another thing to do: PDF, picture, document, sheet of pictures."""
    medium = _MEDIA.get(reader, "")
    told = []
    for item in result.problems:
        alone = item.code == "no_roster" and not result.rosters
        seen = [detail for grid in grids for code, detail in grid.notes if code == "trouble"] if alone else []
        # Where a file without any roster holds pictures, the roster may be one.
        about = seen or (["photo"] if alone and holds_pictures(file) else [medium])
        told.append(Problem(item.code, of_medium(item.code, item.facts, about[0])))
    return replace(result, problems=tuple(told))


def _out_of_memory(shown: str, settings: Settings) -> FileResult:
    facts = {"limit_bytes": str(settings.read_memory_bytes)}
    return FileResult(shown, problems=(Problem("memory", facts),))


def _where(error: BaseException) -> str:
    """Kind and place of an error, without its message: that may quote somebody's data."""
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    if place is None:
        return type(error).__name__
    return f"{type(error).__name__}, {Path(place.tb_frame.f_code.co_filename).name}:{place.tb_lineno}"


def _without_columns(result: FileResult, folder: str) -> FileResult:
    """Put Arrow columns into files that the parent maps, instead of sending them through the pipe."""
    if "pyarrow" not in sys.modules:
        return result
    # Imported here to keep start-up fast: only long texts have Arrow columns.
    from verify.intake.process.columns_file import put_away

    return put_away(result, folder)
