"""What stands behind every command: language, printing, progress, and how a command ends.

Imported at every start, so it loads nothing that takes time.
"""

from __future__ import annotations

import gc
import io
import json
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, NoReturn, get_args

import typer

from desk.windows import takes_colours
from phrases import has, say
from phrases.errors import HefangError
from reports.safe import terminal


def language_of(arguments: Iterable[str]) -> str:
    """Language of help texts: --lang wins over HEFANG_LANG; Chinese unless told otherwise."""
    chosen = os.environ.get("HEFANG_LANG", "zh")
    words = list(arguments)
    for index, word in enumerate(words):
        if word == "--lang" and index + 1 < len(words):
            chosen = words[index + 1]
        elif word.startswith("--lang="):
            chosen = word.partition("=")[2]
    return "en" if chosen == "en" else "zh"


LANG = language_of(sys.argv[1:])
Document = dict[str, Any]  # what JSON holds, by key
EXTRAS = {"desk": ("starlette", "uvicorn", "anyio", "h11")}  # extra -> what it installs


class _AsTyped:
    """Takes texts and paths of a command line as they were typed.

    The library loads pydantic for every value, even for None, and that takes longer than to read a small roster. It
    still gets numbers, and what it would refuse: paths that may not be read.
    """

    def __init__(self, kind: Any, library: Callable[[], Any]) -> None:
        self._kind, self._library = (get_args(kind) or (kind,))[0], library

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:  # named as the library calls it
        several = param.multiple or param.nargs == -1
        if value is None:
            return () if several else None
        if several and isinstance(value, list | tuple) and all(map(self._is_plain, value)):
            return [self._kind(one) for one in value]
        if not several and self._is_plain(value):
            return self._kind(value)
        return self._library().coerce(value, param=param, ctx=ctx)

    def _is_plain(self, value: Any) -> bool:
        if self._kind is Path and isinstance(value, str | Path):
            return os.access(value, os.R_OK) or not os.path.lexists(value)
        return self._kind is str and isinstance(value, str)


def _as_typed(parameters: list[Any]) -> list[Any]:
    """Return the parameters of a command, told to take values without pydantic."""
    for parameter in parameters:
        if hasattr(parameter, "get_runtime_param"):  # what a release without pydantic has none of
            library = partial(type(parameter).get_runtime_param, parameter)
            parameter.get_runtime_param = partial(_AsTyped, parameter.type_descriptor.annotation, library)
    return parameters


class Translated(typer.core.TyperGroup):
    """Help whose own few words are Chinese too."""

    def get_params(self, ctx: Any) -> list[Any]:
        return _as_typed(super().get_params(ctx))

    def get_help(self, ctx: Any) -> str:  # the library's own context
        return translated(super().get_help(ctx))


class TranslatedCommand(typer.core.TyperCommand):
    """The same for one command."""

    def get_params(self, ctx: Any) -> list[Any]:
        return _as_typed(super().get_params(ctx))

    def get_help(self, ctx: Any) -> str:  # the library's own context
        return translated(super().get_help(ctx))


@contextmanager
def loading() -> Iterator[None]:
    """Around imports that take long. What they make stays: looking for garbage among it, time and again and once more
    at the very end, takes as long as reading a small roster."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def end(code: int) -> NoReturn:
    """End the command with a code: 0 = ran; 1 = ran, and something falls short; 2 = something could not be done."""
    raise typer.Exit(code)


def application(key: str, *, bare: bool = False) -> typer.Typer:
    """Return a group of commands; ``key``: of its words in the phrases; ``bare``: it does something by itself."""
    return typer.Typer(
        cls=Translated,
        add_completion=False,
        no_args_is_help=not bare,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        help=say(key, LANG),
        context_settings={"help_option_names": ["-h", "--help"]},
    )


def option(key: str, *names: str, **more: Any) -> Any:
    return typer.Option(*names, help=say(f"command.opt.{key}", LANG), **more)


class Stop(HefangError):  # noqa: N818 - it is how a command ends, not a fault
    """A command cannot go on: said in the reader's language, exit with 2. Its words: ``command.error.*``."""

    room = "command.error"


@contextmanager
def needed(extra: str) -> Iterator[None]:
    """Around the import of what an extra installs. Raises Stop extra, by name, where it is not installed."""
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] not in EXTRAS[extra]:
            raise  # something of ours
        raise Stop("extra", got=error.name, extra=extra) from error


def show(*lines: str) -> None:
    """Data: to stdout. Whatever strangers typed (ids, names, file names) passes here, and steers no terminal."""
    for line in lines:
        print(terminal(line))


def tell(*lines: str) -> None:
    """Progress, warnings, the next step: to stderr."""
    for line in lines:
        print(terminal(line), file=sys.stderr)


def show_json(document: Mapping[str, object]) -> None:
    """One JSON document; ASCII escapes where the other end does not take UTF-8."""
    ascii_only = (sys.stdout.encoding or "").lower().replace("-", "") != "utf8"
    print(json.dumps(document, ensure_ascii=ascii_only, indent=1))


def progress(words: str) -> Callable[[int, int], None]:
    """Return what reports counts on stderr once the work has taken over a second; quiet when nobody looks."""
    began, shown = datetime.now(), False

    def report(done: int, total: int) -> None:
        nonlocal shown
        if sys.stderr.isatty() and (datetime.now() - began).total_seconds() > 1:
            shown = True
            print(f"\r{words} {done}/{total}", end="", file=sys.stderr, flush=True)
        if shown and done >= total:
            print(file=sys.stderr)

    return report


def checked_language(lang: str) -> str:
    if lang not in ("zh", "en"):
        raise Stop("lang", got=lang)
    return lang


def columns_of(wide: bool) -> int:
    """Columns that a table may take: 80 for a projector, with ``wide`` what the terminal has."""
    if not wide:
        return 80
    return max(80, os.get_terminal_size().columns if sys.stdout.isatty() else 160)


def in_colour() -> bool:
    """Whether colours are wanted: by somebody who looks, and has not set NO_COLOR."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ and takes_colours()


def translated(text: str) -> str:
    """Replace the library's fixed words; the commands' own stand in phrases/tables/command.csv."""
    if LANG == "en":
        return text
    for name in ("usage", "commands", "arguments", "options", "help"):
        text = text.replace(say(f"command.help.{name}", "en"), say(f"command.help.{name}", "zh"))
    for name in ("required", "default", "env"):
        text = text.replace(say(f"command.help.{name}", "en"), say(f"command.help.{name}", "zh"))
    return text


def usage_words(error: Exception) -> str:
    """The library's complaint about the command line, in the reader's language."""
    kind = type(error).__name__
    facts = {
        "NoSuchOption": {"got": getattr(error, "option_name", "")},
        "MissingParameter": {"got": getattr(getattr(error, "param", None), "human_readable_name", "")},
    }.get(kind, {"got": getattr(error, "format_message", lambda: str(error))()})
    return say(f"command.usage.{kind}" if has(f"command.usage.{kind}") else "command.usage", LANG, **facts)


_INTERRUPTED = 130  # what a shell calls a command that Ctrl-C ended


def _listen(heard: list[int]) -> dict[int, Any]:
    """Take SIGTERM and SIGHUP (the window was closed) for Ctrl-C; return what was done with them before.

    ``heard``: takes the number of the signal that came. One that is ignored already (nohup) stays so.
    """

    def ended(number: int, _frame: object) -> None:
        heard.append(number)
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        return {}
    numbers = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    return {n: signal.signal(n, ended) for n in numbers if signal.getsignal(n) == signal.SIG_DFL}


def run(app: typer.Typer, reported: Callable[[Exception], str]) -> None:
    """Run the command line: every end of the road becomes an exit code and a sentence.

    ``reported``: writes down a fault in the program and returns where.
    """
    for stream in (sys.stdout, sys.stderr):
        # A console that cannot show a character (GBK) shows a substitute.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    usage_error = typer.BadParameter.__base__
    heard: list[int] = []
    before = _listen(heard)
    try:
        code = app(standalone_mode=False)
        sys.stdout.flush()
    except HefangError as error:
        tell(say("command.error", LANG, message=error.sentence(LANG)))
        code = 2
    except BrokenPipeError:
        # Whoever read us has gone (a pager, head): nothing to say, and nothing to flush at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except (KeyboardInterrupt, typer.Abort):
        code = _INTERRUPTED
    except Exception as error:
        if usage_error is not None and isinstance(error, usage_error):
            tell(say("command.error", LANG, message=usage_words(error)), say("command.usage.help", LANG))
        else:
            tell(say("command.error.internal", LANG, got=type(error).__name__, path=reported(error)))
        code = 2
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if code == _INTERRUPTED:  # the library makes a code of it too
        tell(say("command.interrupted", LANG))
        code = 128 + heard[0] if heard else code
    sys.exit(code or 0)
