"""From paths on the command line to a review, and from a review to its papers.

Imports inside functions keep start-up fast, and let the workers read while pandas loads.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from desk.console import LANG, Stop, progress, tell, tool_version
from reports.words import say


def settings_of(path: Path | None, lang: str) -> Any:
    from verify.settings import SettingsError, load

    default = Path("hefang.toml")
    try:
        return load(path or (default if default.exists() else None))
    except SettingsError as error:
        raise Stop(say(f"error.settings.{error.code}", lang, **error.facts)) from error


def read_files(
    paths: list[Path],
    register: Path | None,
    settings: Any,
    lang: str,
    filed: Callable[[], list[Any]] | None = None,
) -> Material:
    """Read all files in worker processes; meanwhile this process loads pandas and the checks.

    ``filed``: gives the register that is on file, asked when none comes with the rosters.
    """
    from verify.intake import walk
    from verify.intake.process import worker

    found = walk.walk(paths, settings)
    aside = walk.walk([register], settings) if register else walk.Walk()
    named = {file.shown for file in aside.files}
    files = [file for file in found.files if file.shown not in named]
    with worker.start(settings) as pool, progress(say("progress.read", lang)) as report:
        waiting = pool.read([*files, *aside.files], report)
        from verify import review as road

        results = list(waiting)
    declared = [r for r in results if r.file in named] + list(aside.failed)
    rest = [r for r in results if r.file not in named] + list(found.failed)
    # An empty file is passed over in a folder, but it was meant to be something: it is listed as unreadable.
    empty = [r for r in found.passed if r.problems[0].code == "empty"]
    passed = [r for r in found.passed if r.problems[0].code != "empty"]
    tables = register_tables(declared, lang) if register else [t for r in rest for t in r.registers]
    tables = tables or (filed() if filed else [])
    if register is None:
        tell(*([say("register.found", lang, file=t.file) for t in tables] or [say("register.none", lang)]))
    return Material(road, rest, empty, passed, tables)


@dataclass(frozen=True, slots=True)
class Material:
    """What was read: the module of the road, results to review, and files that were left alone."""

    road: Any
    results: list[Any]
    empty: list[Any]
    passed: list[Any]
    tables: list[Any]


def register_tables(declared: list[Any], lang: str) -> list[Any]:
    """Return the tables of the register that was named; Stop when it holds none."""
    from verify.intake import errors

    tables = [table for result in declared for table in result.registers]
    if tables:
        return tables
    (file,), problems = {r.file for r in declared}, [p for r in declared for p in r.problems]
    if problems and problems[0].code != "no_roster":
        reason, fix = errors.words(problems[0].code, problems[0].facts, lang)
        raise Stop(say("error.register", lang, file=file, reason=reason, fix=fix))
    raise Stop(say("error.register.none", lang, file=file))


def reviewed(material: Material, settings: Any, scores: Any, lang: str, now: datetime) -> Any:
    """Check what was read; Stop where two registers contradict one another."""
    from verify.register import RegisterConflict

    everything = [*material.results, *material.empty]
    try:
        return material.road.review(everything, material.tables, settings, now.date(), tool_version(), scores)
    except RegisterConflict as conflict:
        first = conflict.conflicts[0]
        raise Stop(say("error.register.conflict", lang, count=len(conflict.conflicts), **first)) from conflict


def matching_lines(review: Any, lang: str) -> list[str]:
    """What people have to know of how rosters and register found each other."""
    from reports.formats.screen import clean

    found = review.batch.matching
    comma = ", " if lang == "en" else "、"
    lines = []
    for file, sheet, names in found.open:
        told = say("match.candidates", lang, names=comma.join(names[:5])) if names else ""
        lines.append(say("match.open", lang, file=clean(f"{file} {sheet}".strip()), candidates=clean(told)))
    lines += [
        say("match.aside", lang, file=clean(f"{f} {s}".strip()), dossier=clean(d)) for f, s, d in found.aside
    ]
    if found.absent:
        names = clean(comma.join(name or id for id, name in found.absent[:5])) + (
            "…" if len(found.absent) > 5 else ""
        )
        lines.append(say("match.absent", lang, entries=found.entries, count=len(found.absent), names=names))
    return lines


def assessor() -> Any:
    """Return the function that scores a batch; loaded only for a score, because scikit-learn takes its time."""
    from verify.credibility.score import assess

    return assess


def write_bytes(path: Path, data: bytes, lang: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(path.name + ".part")
        part.write_bytes(data)
        os.replace(part, path)
    except OSError as error:
        raise Stop(say("error.out", lang, path=path, got=error.strerror or str(error))) from error


def review_of(
    paths: list[Path],
    register: Path | None,
    settings: Any,
    lang: str,
    assess: Callable[[], Any] | None = None,
    filed: Callable[[], list[Any]] | None = None,
) -> Any:
    """Read and check roster files, for commands that do not show the findings.

    ``assess``: gives the function that scores (``assessor``); called once the files are read. None: no scores.
    """
    material = read_files(paths, register, settings, lang, filed)
    scores = None if assess is None else assess()
    return reviewed(replace(material, empty=[]), settings, scores, lang, datetime.now().astimezone())


def text_needed(path: Path, lang: str) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        got = getattr(error, "strerror", None) or type(error).__name__
        raise Stop(say("error.read", lang, path=path, got=got)) from error


def text_of(path: Path) -> str | None:
    return text_needed(path, LANG) if path.exists() else None


def write_text(path: Path, text: str) -> None:
    """Write whole or not at all: a draw that breaks off half-way must not look like one."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(path.name + ".part")
        part.write_text(text, encoding="utf-8", newline="\n")
        os.replace(part, path)
    except OSError as error:
        raise Stop(say("error.out", LANG, path=path, got=error.strerror or str(error))) from error


def unread_files(unreadable: Iterable[Any], lang: str) -> list[dict[str, str]]:
    from verify.intake import errors

    found = []
    for item in unreadable:
        reason, fix = errors.words(item.code, item.facts, lang)
        found.append({"file": item.file, "code": item.code, "reason": reason, "fix": fix})
    return found


def write_papers_of(
    review: Any,
    material: Material,
    unread: list[dict[str, str]],
    out: Path,
    lang: str,
    unmask: bool,
    made: datetime,
) -> list[Path]:
    """Write the papers; Stop when the folder does not take them."""
    from reports.content.material import gather
    from reports.papers import write_papers
    from verify.checks import BY_CODE

    everything = gather(
        review,
        BY_CODE,
        settings=facts_of_settings(review.settings),
        unreadable=unread,
        passed_over=passed_over(material, lang),
        masks=masks_of_fields(),
        made=made,
        lang=lang,
        unmask=unmask,
        context=context_of(review),
    )
    try:
        return write_papers(everything, document_of(review, material, unread, lang, True, unmask), out)
    except OSError as error:
        raise Stop(say("error.out", lang, path=out, got=error.strerror or str(error))) from error


def document_of(
    review: Any, material: Material, unread: list[dict[str, str]], lang: str, rows: bool, unmask: bool
) -> dict[str, Any]:
    """The JSON document of a review."""
    from reports.formats import machine
    from verify.checks import BY_CODE

    return machine.document(
        review,
        BY_CODE,
        settings=facts_of_settings(review.settings),
        unreadable=unread,
        passed_over=passed_over(material, lang),
        masks=masks_of_fields(),
        lang=lang,
        rows=rows,
        unmask=unmask,
        context=context_of(review),
    )


def context_of(review: Any) -> Any:
    """What the scores of a batch say together, as the papers of a round say it: reports.content.material.Context."""
    from reports.content.material import Context
    from verify.credibility.discovery import RATE, standing_out

    return Context(standing_out=standing_out(review.credibility), rate=RATE)


def passed_over(material: Material, lang: str) -> list[dict[str, str]]:
    from verify.intake import errors

    found = [(r.file, r.problems[0]) for r in material.passed]
    return [{"file": f, "code": p.code, "reason": errors.words(p.code, p.facts, lang)[0]} for f, p in found]


def after_verify(lines: Any, material: Material, paths: list[Path], out: Path | None, lang: str) -> None:
    """What was passed over, and what to type next."""
    from reports.formats.screen import clean

    if material.passed:
        names = "、".join(clean(result.file) for result in material.passed[:5])
        tell(say("passed", lang, count=len(material.passed), files=names))
    if not lines:
        tell(say("nothing", lang))
        return
    if lines[0].counts["fail"] or lines[0].counts["warn"]:
        tell(say("next.check", lang, code=lines[0].worst[0]))
    if out is None:
        tell(say("next.verify", lang, paths=" ".join(f'"{p}"' if " " in str(p) else str(p) for p in paths)))


def facts_of_settings(settings: Any) -> dict[str, Any]:
    from verify.settings import as_dict, sha256

    values = as_dict(settings)
    return {"sha256": sha256(settings), "window": [values["window_start"], values["window_end"]], **values}


def masks_of_fields() -> dict[str, Callable[[str], str]]:
    from verify.fields import contact, name

    return {"contact": contact.mask, "name": name.mask}
