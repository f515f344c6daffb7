"""What a run that was killed left beside papers goes with the next one; what another run is writing stays."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from reports.papers import write_whole


def test_halves_of_dead_runs_go_and_nothing_else(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-S", "-c", ""])
    ended.wait()
    paper, note = tmp_path / "报告" / "总表.docx", tmp_path / "报告" / f".{ended.pid}-笔记.docx"
    paper.parent.mkdir()
    half = paper.with_name(f".{ended.pid}-{paper.name}")
    others = paper.with_name(f".{os.getppid()}-{paper.name}")  # of a run that goes on
    for path in (half, others, note):
        path.write_bytes(b"PK")
    write_whole({paper: lambda path: path.write_bytes(b"whole")})
    assert paper.read_bytes() == b"whole"
    assert sorted(tmp_path.rglob("*.docx")) == sorted((paper, others, note))
