"""hefang on the command line: its commands, in the order in which the help lists them.

What each takes stands in desk/menu/, what it does in desk/commands/.

A command ends with the code that it returns: 0 = ran; 1 = ran, and something falls short; 2 = something could not be done.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TypeAlias

import typer

from desk.console import LANG, TranslatedCommand, application, run
from desk.menu import again, book, call_desk, calls, evidence, key, links, rosters, samples, stamp, visit
from phrases import say

# A command's help is the phrase command.cmd.<its name>; commands under a name of their own are a family, and "" is what
# the family does when none of them is named.
Family: TypeAlias = dict[str, "Callable[..., None] | Family"]
COMMANDS: Family = {
    "demo": rosters.demo,
    "verify": rosters.verify,
    "checks": rosters.checks,
    "plan": samples.plan,
    "bounds": samples.bounds,
    "seal": samples.seal,
    "draw": samples.draw,
    "replay": samples.replay,
    "new": book.new,
    "add": book.add,
    "status": book.status,
    "calls": {
        "export": calls.export,
        "import": calls.bring_back,
        "status": calls.status,
        "close": calls.close,
        "again": {"draw": again.draw, "export": again.export, "show": again.show},
    },
    "desk": {"": call_desk.opened, "code": call_desk.code, "free": call_desk.free},
    "evidence": {"add": evidence.add, "list": evidence.listed, "get": evidence.get},
    "visit": {"form": visit.form, "note": visit.note},
    "judge": book.judge,
    "agencies": rosters.agencies,
    "report": book.report,
    "compare": book.compare,
    "withdraw": book.withdraw,
    "confirm": book.confirm,
    "link": {
        "key": links.key,
        "export": links.export,
        "run": links.run,
        "sql": links.sql,
        "resolve": links.resolve,
    },
    "purge": book.purge,
    "key": {"new": key.new},
    "stamp": {"ask": stamp.ask, "keep": stamp.keep, "list": stamp.listed},
}


def _menu(key: str, commands: Family) -> typer.Typer:
    """Return the program, or one family of its commands. ``key``: of its phrase."""
    made = application(key, bare="" in commands)
    for name, function in commands.items():
        if not name and not isinstance(function, dict):
            made.callback(invoke_without_command=True)(function)
            continue
        phrase = f"command.cmd.{name}" if key == "command.app" else f"{key}.{name}"
        if isinstance(function, dict):
            made.add_typer(_menu(phrase, function), name=name)
        else:
            made.command(name, cls=TranslatedCommand, help=say(phrase, LANG))(function)
    return made


app = _menu("command.app", COMMANDS)


def _asked(words: Sequence[str]) -> typer.Typer:
    """Return the program, with no more than the command that was asked for where that is plain: to make forty takes longer
    than to read a small roster."""
    name = words[0] if words else ""
    if name not in COMMANDS:
        return app
    program = _menu("command.app", {name: COMMANDS[name]})
    program.callback()(lambda: None)  # without it a program of one command has no name for it
    return program


def _reported(error: Exception) -> str:
    from desk.crash import report_of

    return report_of(error)


def main() -> None:
    run(_asked(sys.argv[1:]), _reported)


if __name__ == "__main__":
    main()
