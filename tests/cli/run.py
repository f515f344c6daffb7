"""Run the command line as a user does: in a process of its own."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import Workbook

ROOT = Path(__file__).parent.parent.parent
SERIAL = itertools.count(1)
HEADINGS = ("序号", "姓名", "联系方式", "调查方式", "调查时间", "工作单位")


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def plain_lists(words: Sequence[object]) -> tuple[object, ...]:
    """Return a command as it is; of an export of call lists, one that sets no password unless it speaks of one."""
    asked = any(str(word).endswith("password") for word in words)
    lists = words[:2] == ("calls", "export") or words[:3] == ("calls", "again", "export")
    return (*words, "--no-password") if lists and not asked else tuple(words)


def hefang(*words: object, cwd: Path | None = None, encoding: str = "utf-8", **environment: str) -> Ran:
    """Run ``hefang WORDS...``; no traceback ever reaches a user. Call lists are written without a password, since tests
    fill them in, unless it is asked for."""
    words = plain_lists(words)
    env = {k: v for k, v in os.environ.items() if not k.startswith("HEFANG_")}
    env |= {"PYTHONIOENCODING": encoding, **environment}
    done = subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), *map(str, words)],
        cwd=cwd,
        env=env,
        capture_output=True,
        timeout=300,
        check=False,
    )
    ran = Ran(done.returncode, done.stdout.decode(encoding), done.stderr.decode(encoding))
    assert "Traceback" not in ran.out + ran.err, ran.err
    return ran


def people(count: int, *, first: int = 13904510011, day: str = "2017-03-05") -> list[list[object]]:
    """Rows of obviously invented respondents, nothing wrong with them."""
    surnames, given = "赵钱孙李周吴郑王冯陈", "水火木金土石山川云雨"
    return [
        [i + 1, surnames[i % 10] + given[i // 10 % 10] + given[i % 7], str(first + 1013 * i), "电话", day, ""]
        for i in range(count)
    ]


def new_book() -> Workbook:
    """A workbook whose file is like no other: two that are written in one second would else be alike to the byte."""
    book = Workbook()
    book.properties.identifier = f"book-{next(SERIAL)}"
    return book


def write_book(path: Path, rows: Sequence[Sequence[object]], headings: Sequence[str] = HEADINGS) -> Path:
    """Write a plain roster workbook."""
    book = new_book()
    sheet = book.active
    assert sheet is not None
    for row in [headings, *rows]:
        sheet.append(list(row))
    book.save(path)
    return path
