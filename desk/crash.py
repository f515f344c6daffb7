"""What a maintainer needs to know of a fault in the program, without a word that somebody typed."""

from __future__ import annotations

import sys
import tempfile
import traceback
from collections.abc import Iterable, Iterator

from desk.version import tool_version
from phrases import has


def report_of(error: Exception) -> str:
    """Write where it happened and what kind of error it was; return the file."""
    with tempfile.NamedTemporaryFile(
        "w", prefix="hefang-", suffix=".txt", delete=False, encoding="utf-8"
    ) as file:
        file.write(f"hefang {tool_version()} · Python {sys.version}\n{_typed(sys.argv[1:])}\n\n")
        file.write("".join(_traced(error)))
    return file.name


def _typed(arguments: Iterable[str]) -> str:
    """The command line without a value: paths hold names, and options hold passwords."""
    words = []
    for word in arguments:
        name, equals, _ = word.partition("=")
        if word.startswith("-"):
            words.append(name + ("=…" if equals else ""))
        else:
            words.append(word if has(f"command.cmd.{word}") or has(f"command.cmd.calls.{word}") else "…")
    return " ".join(words)


def _traced(error: BaseException) -> Iterator[str]:
    """Where it happened and what kind of error, without any message: those quote names, numbers, parameters."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        yield from _traced(cause)
        yield "\n"
    yield from traceback.format_tb(error.__traceback__)
    origin = getattr(error, "orig", None)  # of SQLAlchemy's errors: the driver's
    code = getattr(origin, "sqlite_errorname", None) or getattr(origin, "sqlstate", None)
    yield f"{type(error).__module__}.{type(error).__qualname__}" + (f" ({code})" if code else "") + "\n"
