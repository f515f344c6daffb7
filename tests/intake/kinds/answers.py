"""What ``hefang verify`` says of the cases, beside what is right of them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.cli.run import ROOT
from tests.intake.kinds import (
    in_cells,
    in_companies,
    in_files,
    in_headings,
    in_lists,
    in_tables,
    in_texts,
    in_values,
)
from tests.intake.kinds.case import CASES, Crowd, Right, accusing, wrong

MODULES = (in_cells, in_texts, in_tables, in_files, in_headings, in_lists, in_values)


def reviewed(*words: object) -> Mapping[str, Any]:
    """Return a review as JSON, with every row in full."""
    command = [sys.executable, str(ROOT / "cli.py"), "verify", *map(str, words)]
    told = ("--json", "--rows", "--unmask", "--no-credibility")
    done = subprocess.run([*command, *told], capture_output=True, timeout=300, check=False)
    found: Mapping[str, Any] = json.loads(done.stdout)
    return found


def own(folder: Path) -> Iterator[tuple[str, str, list[str]]]:
    """Write our own cases into a folder, review all of them in one run, yield kind, name and what is wrong."""
    rights: dict[str, tuple[str, Right]] = {}
    for number, (kind, maker) in enumerate(CASES):
        made = maker(Crowd(number))
        stem = f"{kind}-{maker.__name__}"
        rights[stem] = kind, made.right
        (folder / f"{stem}.{made.ends}").write_bytes(made.data)
    found = reviewed(folder)
    by_file: dict[str, list[Mapping[str, Any]]] = {stem: [] for stem in rights}
    for dossier in found["dossiers"]:
        by_file[Path(dossier["source"]["file"]).stem].append(dossier)
    for stem, (kind, right) in rights.items():
        yield kind, stem, list(wrong(by_file[stem], right))
    yield from in_companies.own(folder.with_name(f"{folder.name}-companies"), reviewed)


def given(folder: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    """Review the cases of a folder that says in ``expected.json`` what is right; yield name, what is wrong, and the
    checks that accuse beyond what it speaks of: somebody has to look whether they are right."""
    for name, said in json.loads((folder / "expected.json").read_text(encoding="utf-8")).items():
        path = folder / name
        register = ("--register", path / "申报登记表.xlsx") if path.is_dir() else ()
        dossiers = reviewed(path, *register)["dossiers"]
        rows = {int(at): values for at, values in said.get("rows", {}).items()}
        right = Right(said.get("count"), rows, said.get("codes", {}), said.get("not_codes", ()))
        faults = list(wrong(dossiers, right, exhaustive=False))
        if said.get("dossiers", len(dossiers)) != len(dossiers):
            faults.append(f"{len(dossiers)} dossiers, not {said['dossiers']}")
        yield name, faults, sorted(accusing(dossiers) - set(right.codes))
