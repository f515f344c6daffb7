"""ZIP archives of a folder: unpacked aside within limits, then walked like the folder that they were made of.

Names inside an archive are a stranger's: none of them ever becomes a path outside the folder that was made for it.
"""

from __future__ import annotations

import re
import tempfile
import unicodedata
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from verify.intake.errors import PARSER_ERRORS, IntakeError, of_medium
from verify.intake.roster import FileResult, Problem
from verify.intake.scratch import prefix
from verify.intake.sniff import zip_kind
from verify.intake.walk import FileToRead, Walk, walk
from verify.settings import Settings

_DEPTH = 3  # archives within archives
_LONGEST = 80  # characters of a name: systems allow 255 bytes, and a temporary folder stands before it
_CHUNK = 2**18
_RATIO_FLOOR = 8 * 2**20  # as in limits.py: below this size any ratio is honest
_UTF8_NAME = 0x800
_FORBIDDEN = re.compile(r'[\x00-\x1f<>:"|?*\\/]')
_DEVICES = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")


@contextmanager
def unpacked(found: Walk, settings: Settings) -> Iterator[Walk]:
    """Yield the walk with the files inside its ZIP archives in place of the archives.

    The files lie in a temporary folder until the block ends. An archive that cannot be unpacked, or goes beyond the
    limits of ``settings``, is among ``failed``: archive_damaged, archive_encrypted, empty_archive, zip_bomb.
    """
    if not any(_is_archive(file) for file in found.files):
        yield found
        return
    with tempfile.TemporaryDirectory(prefix=prefix("zip"), ignore_cleanup_errors=True) as name:
        budget = _Budget(settings)
        yield _replaced(found, Path(name), budget, 1)


class _Budget:
    """What all archives of one run may still unpack."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.bytes, self.entries = settings.max_unzipped_bytes, settings.max_zip_entries
        self.folders = 0


def _is_archive(file: FileToRead) -> bool:
    return file.path.suffix.lower() == ".zip" and zip_kind(file.path) == "zip"


def _replaced(found: Walk, folder: Path, budget: _Budget, depth: int) -> Walk:
    files: list[FileToRead] = []
    passed, failed = list(found.passed), list(found.failed)
    for file in found.files:
        if depth > _DEPTH or not _is_archive(file):
            files.append(file)
            continue
        budget.folders += 1
        target = folder / f"{budget.folders}"
        try:
            _unpack(file.path, target, budget)
        except IntakeError as error:
            failed.append(
                FileResult(
                    file.shown, problems=(Problem(error.code, of_medium(error.code, error.facts, "archive")),)
                )
            )
            continue
        inner = _replaced(_renamed(walk([target]), target, file.shown), folder, budget, depth + 1)
        files += inner.files
        passed += inner.passed
        failed += inner.failed
    return Walk(tuple(files), tuple(passed), tuple(failed))


def _renamed(inner: Walk, target: Path, shown: str) -> Walk:
    """Show what was unpacked as if the archive were a folder."""
    start = target.as_posix()

    def name(text: str) -> str:
        return shown + text.removeprefix(start)

    return Walk(
        tuple(FileToRead(file.path, name(file.shown)) for file in inner.files),
        tuple(replace(result, file=name(result.file)) for result in inner.passed),
        tuple(replace(result, file=name(result.file)) for result in inner.failed),
    )


def _unpack(path: Path, target: Path, budget: _Budget) -> None:
    """Write the entries of an archive below ``target``, counting what is really inflated. Raises IntakeError."""
    target.mkdir()
    name = ""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _count(len(entries), budget)
            if not any(_place(target, _name(entry)) for entry in entries):
                raise IntakeError("empty_archive")
            for entry in entries:
                if entry.flag_bits & 1:
                    raise IntakeError("archive_encrypted")
                name = _name(entry)
                place = _place(target, name)
                if place is not None:
                    place.parent.mkdir(parents=True, exist_ok=True)
                    _write(archive, entry, _free(place), budget)
    except PARSER_ERRORS as error:
        if isinstance(error, IntakeError):
            raise
        raise IntakeError("archive_damaged", got=name or "ZIP") from error


def _count(entries: int, budget: _Budget) -> None:
    budget.entries -= entries
    if budget.entries < 0:
        limit = budget.settings.max_zip_entries
        raise IntakeError("zip_bomb", got=f"> {limit} entries", expected=f"{limit} entries")


def _write(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, place: Path, budget: _Budget) -> None:
    limit, ratio, size = budget.settings.max_unzipped_bytes, budget.settings.max_zip_ratio, 0
    with archive.open(entry) as source, place.open("wb") as target:
        while chunk := source.read(_CHUNK):
            size += len(chunk)
            budget.bytes -= len(chunk)
            if budget.bytes < 0:
                raise IntakeError(
                    "zip_bomb", got=f"> {limit >> 20} MB unzipped", expected=f"{limit >> 20} MB"
                )
            if size > _RATIO_FLOOR and size > ratio * max(entry.compress_size, 1):
                raise IntakeError("zip_bomb", got=f"> {ratio}:1", expected=f"{ratio}:1")
            target.write(chunk)


def _name(entry: zipfile.ZipInfo) -> str:
    """Return an entry's name: Chinese Windows writes it in GBK and does not say so."""
    if entry.flag_bits & _UTF8_NAME or entry.filename.isascii():
        return entry.filename
    try:
        raw = entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _place(target: Path, name: str) -> Path | None:
    """Return where an entry is written: always below ``target``. None for a name that says nothing."""
    parts = [_tame(part) for part in re.split(r"[\\/]", unicodedata.normalize("NFC", name))]
    kept = [part for part in parts if part and part != "__MACOSX"]
    return None if not kept or "__MACOSX" in parts else target.joinpath(*kept)


def _tame(part: str) -> str:
    """Return one part of a name as any system takes it: no drive, no device, no .., not too long."""
    part = _FORBIDDEN.sub("_", part).rstrip(". ")
    if not part.strip("."):
        return ""
    stem, dot, suffix = part.rpartition(".")
    if len(part) > _LONGEST:
        part = (
            f"{stem[: _LONGEST - len(suffix) - 1]}.{suffix}" if dot and len(suffix) < 10 else part[:_LONGEST]
        )
    return f"_{part}" if _DEVICES.fullmatch(part) else part


def _free(place: Path) -> Path:
    """Return the place, or one beside it where two entries have one name."""
    number, free = 2, place
    while free.exists():
        free = place.with_name(f"{place.stem} ({number}){place.suffix}")
        number += 1
    return free
