"""The papers of ``hefang verify --out``: three files, all written beside and then moved into place."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from reports import html, xlsx
from reports.compose import compose
from reports.material import Material
from reports.sheets import sheets

PAGE, WORKBOOK, MACHINE = "audit.html", "findings.xlsx", "review.json"
# Written as \u escapes in JSON: half characters cannot be UTF-8, the others steer a terminal that shows them.
_ESCAPE = re.compile(r"[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufffe\uffff]")


def write_papers(material: Material, document: Mapping[str, Any], folder: Path) -> list[Path]:
    """Write audit.html, findings.xlsx and review.json into a folder and return their paths.

    ``document`` is ``machine.document`` with all rows. The folder is made if it is missing. Raises
    OSError when something cannot be written; a file that was there before is then still whole.
    """
    folder.mkdir(parents=True, exist_ok=True)
    page, book = compose(material), sheets(material)
    # The workbook first: it is the one that somebody may have open, and then nothing is moved at all.
    writers: dict[str, Callable[[Path], None]] = {
        WORKBOOK: lambda path: xlsx.write(book, path),
        PAGE: lambda path: html.write(page, path),
        MACHINE: lambda path: write_json(document, path),
    }
    beside = {folder / name: folder / f".{os.getpid()}-{name}" for name in writers}
    try:
        for path, part in beside.items():
            writers[path.name](part)
        for path, part in beside.items():
            os.replace(part, path)
    finally:
        for part in beside.values():
            part.unlink(missing_ok=True)
    return [folder / name for name in (PAGE, WORKBOOK, MACHINE)]


def write_json(document: Mapping[str, Any], path: Path) -> None:
    """Write one JSON document as UTF-8."""
    text = json.dumps(document, ensure_ascii=False, indent=1)
    safe = _ESCAPE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    path.write_text(safe + "\n", encoding="utf-8", newline="\n")
