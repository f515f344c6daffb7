"""The command line in one process, and a caller who fills in lists by the planted truth."""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any, Self
from unittest import mock

from openpyxl import load_workbook

import cli
from sampling.calls.call_list import COLUMNS, HEADER_ROW, outcome_words
from tests.cli.run import Ran, plain_lists

WAITED = timedelta(minutes=10)  # from the dice until lists come back: long enough for three attempts


class Later(datetime):
    """The clock when lists come back: attempts of a row are calls of their own only where minutes lie between them."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        return super().now(tz) + WAITED


@contextlib.contextmanager
def inside(folder: Path, environment: dict[str, str]) -> Iterator[None]:
    """Work in a folder, with these HEFANG_ variables and no others."""
    before, cwd = dict(os.environ), Path.cwd()
    for name in [name for name in os.environ if name.startswith("HEFANG_")]:
        del os.environ[name]
    os.environ.update(environment)
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(cwd)
        os.environ.clear()
        os.environ.update(before)


def run(*words: object, code: int | None = 0) -> Ran:
    """Run ``hefang WORDS...`` in this process; ``code`` is what it must end with."""
    out, err = io.StringIO(), io.StringIO()
    argv, sys.argv = sys.argv, ["hefang", *map(str, plain_lists(words))]
    try:
        clock = (
            mock.patch("desk.commands.calling.calls.datetime", Later)
            if words[:2] == ("calls", "import")
            else contextlib.nullcontext()
        )
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), clock:
            try:
                cli.main()
            except SystemExit as end:
                ended = int(end.code or 0)
    finally:
        sys.argv = argv
    ran = Ran(ended, out.getvalue(), err.getvalue())
    assert "Traceback" not in ran.out + ran.err
    assert code is None or ran.code == code, (words, ran)
    return ran


def answer(*words: object, code: int | None = 0) -> Any:
    """The same with --json."""
    return json.loads(run(*words, "--json", code=code).out)


def fill(path: Path, outcome: Callable[[str, int], str], when: str = "") -> dict[str, str]:
    """Fill in the next attempt of every row: ``outcome(row id, attempt)`` is the code, "" for none.

    ``when``: now, where nothing is said: the rounds of the tests are drawn on the day that they are called. A second
    attempt then has no time: in the very minute of the first it would be the same call.
    """
    now = f"{datetime.now():%Y-%m-%d %H:%M}"
    book = load_workbook(path)
    sheet = book.worksheets[0]
    at = {key: index + 1 for index, key in enumerate(COLUMNS)}
    typed = {}
    for line in range(HEADER_ROW + 1, sheet.max_row + 1):
        row = str(sheet.cell(line, at["row"]).value)
        number = next(n for n in (1, 2, 3) if not sheet.cell(line, at[f"code{n}"]).value)
        code = outcome(row, number)
        if code:
            sheet.cell(line, at[f"code{number}"]).value = outcome_words(code)
            sheet.cell(line, at[f"time{number}"]).value = when or (now if number == 1 else "")
            typed[row] = code
    book.save(path)
    return typed
