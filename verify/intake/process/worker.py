"""The pool of worker processes that reads files: what hangs, crashes or swells costs only itself."""

from __future__ import annotations

import multiprocessing
import os
import re
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, TimeoutError, wait
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from types import ModuleType
from typing import Any, Self

from pebble import ProcessExpired, ProcessPool

from verify.intake.process.away import has_away
from verify.intake.roster import FileResult, Problem
from verify.intake.scratch import prefix
from verify.intake.walk import FileToRead, shown
from verify.settings import Settings

Progress = Callable[[int, int], None]

# A pool can break when a worker dies between two tasks; what was waiting is tried again this often.
_ATTEMPTS = 3
_WATCH_SECONDS = 0.2
# Pictures take seconds a page: as many times the time that other files have.
_PICTURES = 20
# What Rust, C++, Arrow and thread libraries print when they end a process for want of memory.
_OUT_OF_MEMORY = "memory allocation of|[Oo]ut of memory|bad_alloc|Resource temporarily unavailable"
_HIDING = threading.Lock()


def _launched(popen: Callable[[Any], Any], process: Any) -> Any:
    """Start a process that does not import the caller's main script.

    multiprocessing runs that script again in every worker, which costs its imports (pandas) and fails
    for scripts without an ``if __name__ == "__main__"``.
    """
    with _HIDING:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            return popen(process)
        finally:
            sys.modules["__main__"] = main


# Forkserver on Linux: workers are forked off a process that has imported the readers already.
_BASE: Any = multiprocessing.get_context("forkserver" if sys.platform.startswith("linux") else "spawn")


class _Process(_BASE.Process):  # type: ignore[misc]
    @staticmethod
    def _Popen(process_obj: Any) -> Any:
        return _launched(_BASE.Process._Popen, process_obj)


class _Context(type(_BASE)):  # type: ignore[misc]
    Process = _Process


def _context() -> Any:
    chosen = _Context()
    if chosen.get_start_method() == "forkserver":
        chosen.set_forkserver_preload(["verify.intake.process.worker", "verify.intake.process.job"])
    return chosen


# The three functions below run in the worker.


def _prepare(folder: str, memory_bytes: int) -> None:
    # Imported in the worker to keep start-up fast: the parent needs none of the readers.
    from verify.intake.process import job

    job.prepare(folder, memory_bytes)


def _warm() -> int:
    return os.getpid()


def _read(path: str, name: str, settings: Settings, folder: str, pictures: bool) -> FileResult:
    # Imported in the worker, as above.
    from verify.intake.process import job

    return job.read_file(path, name, settings, folder, pictures=pictures)


def _is_picture(result: FileResult) -> bool:
    return any(problem.code == "picture_later" for problem in result.problems)


class Pool:
    """Worker processes, started at once and in the background. Use as a context manager."""

    def __init__(self, settings: Settings, most: int | None = None) -> None:
        self._settings = settings
        self._folder = tempfile.TemporaryDirectory(prefix=prefix("read"), ignore_cleanup_errors=True)
        self._context = _context()
        self._size = settings.workers or os.cpu_count() or 1
        if most is not None:  # one file keeps one worker busy; the others would only load readers
            self._size = min(self._size, max(most, 1))
        self._closed = threading.Event()
        self._ender = threading.Thread(target=self._end, daemon=True)
        self._swollen: set[int] = set()
        self._processes = self._new_processes()
        # In a thread, because it waits for the readers' imports; the caller imports pandas meanwhile.
        self._starter = threading.Thread(target=self._start, daemon=True)
        self._starter.start()
        if not sys.platform.startswith("linux"):
            threading.Thread(target=self._watch, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _new_processes(self) -> ProcessPool:
        arguments = (self._folder.name, self._settings.read_memory_bytes)
        return ProcessPool(self._size, initializer=_prepare, initargs=arguments, context=self._context)

    def _start(self) -> None:
        self._processes.schedule(_warm)

    def end(self) -> None:
        """Say that nothing more will be read. The workers end in the background, which takes a tenth of a second."""
        if not self._closed.is_set():
            self._closed.set()
            self._ender.start()

    def _end(self) -> None:
        self._starter.join()
        self._processes.stop()  # type: ignore[no-untyped-call]
        self._processes.join()

    def close(self) -> None:
        """End the workers and remove the temporary folder. Results that were yielded stay valid."""
        self.end()
        self._ender.join()
        self._folder.cleanup()

    def read(
        self, files: Sequence[FileToRead | Path], progress: Progress | None = None
    ) -> Iterator[FileResult]:
        """Read files; yield one result for each, in their order, as soon as it and all before it are there.

        Reading begins at once, not with the first result. ``progress(done, total)`` is called here in
        the parent. Never raises for the sake of a file.
        """
        found = [item if isinstance(item, FileToRead) else FileToRead(item, shown(item)) for item in files]
        futures: list[Future[FileResult]] = []

        def schedule() -> None:
            self._starter.join()
            futures.extend(self._schedule(item) for item in found)

        # In a thread as well: whoever calls this has pandas to import while the workers start.
        scheduler = threading.Thread(target=schedule, daemon=True)
        scheduler.start()
        return self._results(found, futures, scheduler, progress)

    def _schedule(self, item: FileToRead, *, pictures: bool = False) -> Future[FileResult]:
        arguments = (str(item.path), item.shown, self._settings, self._folder.name, pictures)
        seconds = self._settings.read_seconds * (_PICTURES if pictures else 1)
        try:
            future: Future[FileResult] = self._processes.schedule(_read, args=arguments, timeout=seconds)
        except RuntimeError as error:  # the pool broke just now
            future = Future()
            future.set_exception(BrokenProcessPool(str(error)))
        return future

    def _results(
        self,
        found: list[FileToRead],
        futures: list[Future[FileResult]],
        scheduler: threading.Thread,
        progress: Progress | None,
    ) -> Iterator[FileResult]:
        scheduler.join()
        reported = -1
        slow: set[int] = set()  # pictures: read a second time, with the time that they need
        for index, item in enumerate(found):
            attempt = 1
            while True:
                while not futures[index].done():
                    wait([futures[index]], timeout=_WATCH_SECONDS)
                    reported = self._report(progress, index, futures, reported)
                try:
                    result = futures[index].result()
                    if index in slow or not _is_picture(result):
                        break
                    self._give_time(found, futures, index, slow)
                except TimeoutError:
                    seconds = self._settings.read_seconds * (_PICTURES if index in slow else 1)
                    result = self._failed(item, "timeout", seconds=str(seconds))
                    break
                except ProcessExpired as error:
                    result = self._expired(item, error)
                    break
                except BrokenProcessPool:
                    if attempt == _ATTEMPTS:
                        result = self._failed(item, "crashed", got="pool")
                        break
                    attempt += 1
                    slow.discard(index)  # asked again whether it is a picture
                    self._mend(found, futures, index)
            reported = self._report(progress, index + 1, futures, reported)
            yield self._fetched(result)

    def _give_time(
        self, found: list[FileToRead], futures: list[Future[FileResult]], start: int, slow: set[int]
    ) -> None:
        """Schedule pictures once more, all that are known by now: both cores have something to do."""
        for index in range(start, len(found)):
            future = futures[index]
            if index in slow or not future.done() or future.cancelled() or future.exception() is not None:
                continue
            if _is_picture(future.result()):
                slow.add(index)
                futures[index] = self._schedule(found[index], pictures=True)

    @staticmethod
    def _report(
        progress: Progress | None, finished: int, futures: list[Future[FileResult]], reported: int
    ) -> int:
        """Tell how many files are done, if that is news; return what was told.

        Of those behind the one that is waited for it counts no more than are done in a row: to ask thousands anew with
        every result would take longer than to read them.
        """
        done = max(finished, reported)
        while done < len(futures) and futures[done].done():
            done += 1
        if progress is not None and done > reported:
            progress(done, len(futures))
        return max(done, reported)

    def _mend(self, found: list[FileToRead], futures: list[Future[FileResult]], start: int) -> None:
        """Start new processes and schedule again what the broken ones lost, one file at a time if need be."""
        self._processes.stop()  # type: ignore[no-untyped-call]
        self._processes.join()
        self._processes = self._new_processes()
        for index in range(start, len(found)):
            future = futures[index]
            if future.done() and (future.cancelled() or isinstance(future.exception(), BrokenProcessPool)):
                futures[index] = self._schedule(found[index])

    @staticmethod
    def _failed(item: FileToRead, code: str, **facts: str) -> FileResult:
        return FileResult(item.shown, problems=(Problem(code, facts),))

    def _expired(self, item: FileToRead, error: ProcessExpired) -> FileResult:
        """Say why a worker died, from its exit code and from what the library printed."""
        log = Path(self._folder.name, f"{error.pid}.log")
        said = log.read_text(errors="replace") if log.is_file() else ""
        if error.pid in self._swollen or re.search(_OUT_OF_MEMORY, said):
            return self._failed(item, "memory", limit_bytes=str(self._settings.read_memory_bytes))
        code = int(error.exitcode or 0)
        names = {-number: number.name for number in signal.Signals}
        return self._failed(item, "crashed", got=names.get(code, f"exit code {code}"))

    @staticmethod
    def _fetched(result: FileResult) -> FileResult:
        if not has_away(result):
            return result
        # Imported here to keep start-up fast: only long texts come as Arrow columns.
        from verify.intake.process.columns_file import fetch

        return fetch(result)

    def _watch(self) -> None:
        """End workers that use too much memory, where the system does not do it."""
        # Imported here to keep start-up fast: ctypes is slow to load, and Linux needs no watching.
        from verify.intake.process.process_memory import memory_of

        while not self._closed.wait(_WATCH_SECONDS):
            for log in Path(self._folder.name).glob("*.log"):
                pid = int(log.stem)
                if pid not in self._swollen and memory_of(pid) > self._settings.read_memory_bytes:
                    self._swollen.add(pid)
                    os.kill(pid, signal.SIGTERM)


def start(settings: Settings, most: int | None = None) -> Pool:
    """Start the workers in the background, so that the caller can import pandas while they get ready.

    ``most``: so many files at the most will be read, if that is known.
    """
    return Pool(settings, most)


def read_files(
    files: Sequence[FileToRead | Path], settings: Settings, progress: Progress | None = None
) -> Iterator[FileResult]:
    """Read files in worker processes of their own; yield one result for each, in their order."""
    with start(settings, len(files)) as pool:
        yield from pool.read(files, progress)
