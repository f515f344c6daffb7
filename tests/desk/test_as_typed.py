"""Values of a command line: without pydantic they are what the library makes of them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

import cli

ROOT = Path(__file__).parents[2]
ONE = (None, "", "a", "-", "1", "no", True, "é\udce4", ".", Path("cli.py"))
SEVERAL = (None, (), [], ("",), ["a", "."], [Path("x")], "abc", (1,))


def commands(command: Any) -> Iterator[Any]:
    yield command
    for inner in getattr(command, "commands", {}).values():
        yield from commands(inner)


def made(taker: Any, value: object, parameter: Any, ctx: Any) -> tuple[type, object]:
    try:
        found = taker.coerce(value, param=parameter, ctx=ctx)
    except Exception as error:
        return type(error), str(error)
    return type(found), found


@pytest.mark.skipif(sys.platform == "win32", reason="no file there is closed to its owner")
def test_they_are_what_the_library_makes_of_them(tmp_path: Path) -> None:
    closed = tmp_path / "closed.xlsx"
    closed.touch()
    closed.chmod(0)
    for command in commands(get_command(cli.app)):
        ctx = command.make_context("hefang", ["--help"], resilient_parsing=True)
        for parameter in command.get_params(ctx):
            library = type(parameter).get_runtime_param(parameter)
            several = parameter.multiple or parameter.nargs == -1
            for value in (*SEVERAL, [closed]) if several else (*ONE, closed):
                expected = made(library, value, parameter, ctx)
                given = made(parameter.get_runtime_param(), value, parameter, ctx)
                assert given == expected, (command.name, parameter.name, value)


def test_to_verify_a_folder_needs_no_pydantic(tmp_path: Path) -> None:
    code = """
import sys
import cli
sys.argv[1:] = ["verify", "--no-credibility", *sys.argv[1:]]
try:
    cli.main()
finally:
    print("pydantic" in sys.modules)
"""
    (tmp_path / "a.csv").write_text("姓名,联系方式\n测试甲,13904510001\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stdout.splitlines()[-1] == "False", done.stderr
