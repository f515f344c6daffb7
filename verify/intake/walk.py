"""From the paths on the command line to the files to read, in a stable order that people expect."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from verify.intake.limits import is_small_zip
from verify.intake.roster import FileResult, Problem
from verify.settings import Settings

_DIGITS = re.compile(r"(\d+)")
_FEW = 8_192
_OWN_MAKER = re.compile(rb"<dc:creator[^>]*>hefang</dc:creator>")
_OWN_START = {
    ".html": (b'<meta name="generator" content="hefang">',),
    ".json": (b'"name": "hefang"', b'"format": "hefang-'),
    ".py": (
        b"Recompute a round: recheck.md",
        b"Check the signatures of a round: Ed25519",
        b"Choose again who was called again",
    ),
}
# What systems and office suites leave in folders: of no interest to anybody, so nothing is said of it.
_LITTER = frozenset(("thumbs.db", "ehthumbs.db", "desktop.ini", ".ds_store", "__macosx", ".directory"))
_LITTER_STARTS = (
    "~$",
    ".~",
    "._",
)  # lock files of MS Office; of LibreOffice and WPS; what a Mac puts beside a file
# A casebook is an SQLite file that holds a journal and the steps from older schemas. Its key lies beside it, and so
# does what the driver has not yet written into it.
_DATABASE, _IN_CASEBOOK = b"SQLite format 3\0", (b"CREATE TABLE journal", b"CREATE TABLE alembic_version")
_CASEBOOK_START = 1_048_576
_BESIDE_CASEBOOK = (".key", "-wal", "-shm", "-journal")
_KEY = re.compile(rb"[0-9a-f]{64}\s*")
_ANSWERS = "对应表"  # ours, and meant to be read back
_HIDDEN_ATTRIBUTE = getattr(stat, "FILE_ATTRIBUTE_HIDDEN", 2)


@dataclass(frozen=True, slots=True)
class FileToRead:
    """A file to read: the path that opens it, and the name under which it is shown (NFC, forward slashes)."""

    path: Path
    shown: str


@dataclass(frozen=True, slots=True)
class Walk:
    """What the paths led to. ``passed`` were left alone on purpose, ``failed`` could not be reached."""

    files: tuple[FileToRead, ...] = ()
    passed: tuple[FileResult, ...] = ()
    failed: tuple[FileResult, ...] = ()


@dataclass(slots=True)
class _Gathered:
    files: list[FileToRead] = field(default_factory=list)
    passed: list[FileResult] = field(default_factory=list)
    failed: list[FileResult] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)  # real paths: a file given twice is read once


def walk(paths: Iterable[Path], settings: Settings | None = None) -> Walk:
    """Walk folders, take files as they are.

    In folders hidden and empty files and links that lead out of the folder are passed over, each with its
    reason; lock files, what systems leave behind (Thumbs.db) and the casebook without a word. Files that were named
    outright are always read. Codes are in intake_error.csv of the phrases.
    """
    gathered = _Gathered()
    for path in paths:
        try:
            info = path.stat()
        except OSError as error:
            gathered.failed.append(_result(path, reason_of(error)))
            continue
        if stat.S_ISDIR(info.st_mode):
            _walk_folder(path, path.resolve(), gathered, settings or Settings())
        else:
            _take(path, gathered)
    return Walk(tuple(gathered.files), tuple(gathered.passed), tuple(gathered.failed))


def natural_key(name: str) -> list[tuple[int, str]]:
    """Sort key under which 名单2 comes before 名单10."""
    parts = _DIGITS.split(unicodedata.normalize("NFC", name).casefold())
    return [(int(part), "") if index % 2 else (-1, part) for index, part in enumerate(parts)]


def shown(path: Path) -> str:
    """Return a path as it is shown and recorded: NFC, forward slashes; bytes that are no UTF-8 as ``\\xb9``.

    Such a name comes off a stick that was written in another alphabet. It cannot be printed or stored as it
    is, and is no reason to leave the file, or all others, unread.
    """
    return unicodedata.normalize("NFC", os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace"))


def reason_of(error: OSError) -> str:
    # What is not forbidden cannot be there: missing, a loop of links, a name that is too long.
    return "no_permission" if isinstance(error, PermissionError) else "not_found"


def _result(path: Path, code: str) -> FileResult:
    return FileResult(shown(path), problems=(Problem(code),))


def _take(path: Path, gathered: _Gathered) -> None:
    real = os.path.realpath(path)
    if real not in gathered.seen:
        gathered.seen.add(real)
        gathered.files.append(FileToRead(path, shown(path)))


def _entries(folder: Path, gathered: _Gathered) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            yield from sorted(entries, key=lambda entry: (natural_key(entry.name), entry.name))
    except OSError as error:
        gathered.failed.append(_result(folder, reason_of(error)))


def _walk_folder(folder: Path, root: Path, gathered: _Gathered, settings: Settings) -> None:
    """Files of a folder first, then its subfolders, both in natural order. No recursion: trees may be deep."""
    waiting = [folder]
    while waiting:
        folders: list[Path] = []
        here = waiting.pop()
        for entry in _entries(here, gathered):
            path = here / entry.name
            if is_litter(entry.name) or is_of_casebook(path):
                continue
            code = _why_pass(entry, root, settings)
            if code:
                gathered.passed.append(_result(path, code))
            elif entry.is_dir():
                info = path.stat()
                known = f"{info.st_dev}:{info.st_ino}"  # links inside the tree may run in circles
                if known not in gathered.seen:
                    gathered.seen.add(known)
                    folders.append(path)
            elif entry.is_file():
                _take(path, gathered)
            else:
                gathered.passed.append(_result(path, "not_a_file"))
        waiting += reversed(folders)


def is_litter(name: str) -> bool:
    """Say whether a name is that of a lock file, or of what a system keeps in every folder."""
    return name.casefold() in _LITTER or name.startswith(_LITTER_STARTS)


def is_of_casebook(path: Path) -> bool:
    """Say whether a file is a casebook of this tool, its key or what the database keeps beside it, by what is in it."""
    try:
        for ending in _BESIDE_CASEBOOK:
            if path.name.endswith(ending):
                if ending == ".key" and not _KEY.fullmatch(path.read_bytes() if _is_few(path) else b""):
                    return False
                return _is_casebook(path.with_name(path.name.removesuffix(ending)))
        return _is_casebook(path)
    except OSError:
        return False


def _is_few(path: Path) -> bool:
    return path.is_file() and path.stat().st_size <= _FEW


def _is_casebook(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        if file.read(len(_DATABASE)) != _DATABASE:
            return False
        start = file.read(_CASEBOOK_START)
    return all(mark in start for mark in _IN_CASEBOOK)


def is_own(path: Path, settings: Settings) -> bool:
    """Say whether a file is a paper or a call list of this tool: found in a folder, it is no roster.

    What the file says of its maker is read, and no more than a few kilobytes of it; a package beyond the limits
    is not looked into.
    """
    kind = path.suffix.lower()
    try:
        if kind in _OWN_START:
            with path.open("rb") as file:
                start = file.read(_FEW)
                return any(mark in start for mark in _OWN_START[kind])
        if kind == ".pdf":  # printed from the page that lies beside it
            return is_own(path.with_suffix(".html"), settings)
        if kind in (".docx", ".xlsx") and is_small_zip(path, settings):
            with zipfile.ZipFile(path) as parts, parts.open("docProps/core.xml") as entry:
                said = entry.read(_FEW + 1)  # what it declares as its size can be a lie
                return len(said) <= _FEW and _OWN_MAKER.search(said) is not None
    except (OSError, KeyError, zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError):
        return False  # whatever is wrong with the file is the readers' to say
    except (ValueError, zlib.error, EOFError):
        return False
    return False


def _why_pass(entry: os.DirEntry[str], root: Path, settings: Settings) -> str:
    """Return the reason for passing an entry of a folder over, "" for none."""
    try:
        if entry.is_symlink():
            target = Path(os.path.realpath(entry.path))
            if root != target and root not in target.parents:
                return "link_outside"
            if not target.exists():
                return "not_found"
        attributes = getattr(entry.stat(follow_symlinks=False), "st_file_attributes", 0)
        if entry.name.startswith(".") or attributes & _HIDDEN_ATTRIBUTE:
            return "hidden"
        if entry.is_file() and entry.stat().st_size == 0:
            return "empty"
        if entry.name.lower() == "hefang.toml":
            return "settings_file"
        if entry.is_file() and not entry.name.startswith(_ANSWERS) and is_own(Path(entry.path), settings):
            return "own_paper"
    except OSError as error:
        return reason_of(error)
    return ""
