"""From a path to grids: sniff, limits, reader. Adding a format = one module and its line in READERS."""

from __future__ import annotations

import errno
import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from verify.intake.errors import IntakeError, of_medium
from verify.intake.formats.default_password import without_default_password
from verify.intake.formats.delimited import read_text
from verify.intake.formats.embedded import holds_pictures
from verify.intake.formats.encoding import heading
from verify.intake.formats.foreign import refusal
from verify.intake.formats.markup import read_html
from verify.intake.formats.spreadsheetml import read_spreadsheetml
from verify.intake.formats.workbooks.workbook import read_xls, read_xlsb, read_xlsx
from verify.intake.formats.workbooks.workbook_ods import read_ods
from verify.intake.grid import Grid
from verify.intake.limits import check_size, check_zip
from verify.intake.sniff import read_head, sniff, zip_kind
from verify.settings import Settings


@dataclass(frozen=True, slots=True)
class Source:
    """A file on its way to a reader. ``data`` is empty for texts, which are read from the path in pieces."""

    path: Path
    size: int
    kind: str
    data: bytes
    sha256: str  # of the bytes that are read
    settings: Settings
    words: frozenset[str]  # heading words in the form of encoding.heading()
    pictures: bool = True  # whether to read pictures; else they are told (picture_later)


@dataclass(frozen=True, slots=True)
class Reader:
    """Which kinds of sniff.py a reader takes, and the name under which it is reported."""

    name: str
    kinds: frozenset[str]
    read: Callable[[Source], list[Grid]]
    is_zip: bool = False


def _read_docx(source: Source) -> list[Grid]:
    # Imported here to keep start-up fast: python-docx takes as long to load as two workbooks to read.
    from verify.intake.formats.word import read_docx

    return read_docx(source.data, source.settings)


def _read_doc(source: Source) -> list[Grid]:
    # Imported here for the same reason.
    from verify.intake.formats.office import read_through_office

    return read_through_office(source.data, source.kind, source.settings)


def _read_pdf(source: Source) -> list[Grid]:
    # Imported here for the same reason: PDFium takes as long to load as one workbook to read.
    from verify.intake.formats.pdf.grids import read_pdf

    try:
        return read_pdf(source.data, source.settings)
    except IntakeError as error:
        if error.facts.get("kind") != "pdf_picture":
            raise
        return _read_picture(source)


def can_read_pictures() -> bool:
    """Whether what reads pictures is installed: few need it."""
    return all(find_spec(name) is not None for name in ("onnxruntime", "rapidocr", "cv2", "PIL"))


def _read_picture(source: Source) -> list[Grid]:
    if not can_read_pictures():
        raise IntakeError("not_a_roster_format", kind="pdf_picture" if source.kind == "pdf" else "image")
    # Imported here for the same reason, and because few install what it needs.
    from verify.intake.formats.picture.grids import read_picture
    from verify.intake.formats.picture.load import check_picture

    if not source.pictures:
        check_picture(source.data, source.kind)
        raise IntakeError("picture_later")
    return read_picture(source.data, source.kind, source.settings)


READERS: tuple[Reader, ...] = (
    Reader("xlsx", frozenset({"xlsx"}), lambda s: read_xlsx(s.data, s.settings), is_zip=True),
    Reader("xlsb", frozenset({"xlsb"}), lambda s: read_xlsb(s.data, s.settings), is_zip=True),
    Reader("ods", frozenset({"ods"}), lambda s: read_ods(s.data, s.settings), is_zip=True),
    Reader("xls", frozenset({"xls", "biff"}), lambda s: read_xls(s.data, s.settings)),
    Reader("docx", frozenset({"docx"}), _read_docx, is_zip=True),
    Reader(
        "doc",
        frozenset({"doc", "rtf", "wordml", "odt"}),
        _read_doc,
    ),
    Reader("pdf", frozenset({"pdf"}), _read_pdf),
    Reader("picture", frozenset({"image"}), _read_picture),
    Reader("html", frozenset({"html"}), lambda s: read_html(s.data, s.settings, s.words)),
    Reader("spreadsheetml", frozenset({"spreadsheetml"}), lambda s: read_spreadsheetml(s.data, s.settings)),
    Reader("csv", frozenset({"text"}), lambda s: read_text(s.path, s.size, s.settings, s.words)),
)
_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
_BY_KIND = {kind: reader for reader in READERS for kind in reader.kinds}


def read_grids(path: Path, settings: Settings, heading_words: frozenset[str]) -> tuple[str, list[Grid]]:
    """Return the reader's name and the grids that hold anything; ``read_hashed`` without the hash."""
    reader, _, grids = read_hashed(path, settings, heading_words)
    return reader, grids


def read_hashed(
    path: Path, settings: Settings, heading_words: frozenset[str], *, pictures: bool = True
) -> tuple[str, str, list[Grid]]:
    """Return the reader's name, the SHA-256 of the bytes that were read, and the grids that hold anything.

    ``pictures``: whether to read what takes seconds a page; else IntakeError picture_later says that it is one.

    The grids come in the order of the file. ``heading_words`` decide between encodings and separators of
    texts. Raises IntakeError; the codes are in errors.ERRORS.
    """
    source: Source | None = None
    try:
        before = _stamp(path)
        source = replace(_source(path, settings, _normal(heading_words)), pictures=pictures)
        reader = _BY_KIND[source.kind]
        if reader.is_zip:
            check_zip(source.data, settings)
        grids = [grid for grid in reader.read(source) if grid.rows]
        if not source.data and _stamp(path) != before:
            raise IntakeError("changed")  # a text is read in pieces, and more than once
    except OSError as error:
        raise _of_disk(error) from error
    except IntakeError as error:
        raise (IntakeError("no_space") if is_full_disk(error) else _about(error, source)) from error
    if not grids:
        is_photo = holds_pictures(path)
        raise IntakeError("no_sheets", of="photo") if is_photo else _about(IntakeError("no_sheets"), source)
    is_picture = any(note[0] == "picture" for note in grids[0].notes)
    return "picture" if is_picture else reader.name, source.sha256, grids


_MEDIA = {"image": "picture", "pdf": "pdf", **dict.fromkeys(("docx", "doc", "rtf", "wordml", "odt"), "word")}


def _about(error: IntakeError, source: Source | None) -> IntakeError:
    """Return the error with what it is about, where what to do differs: nobody opens a picture in Excel."""
    medium = _MEDIA.get(source.kind) if source else None
    return error if medium is None else IntakeError(error.code, **of_medium(error.code, error.facts, medium))


@lru_cache(maxsize=4)
def _normal(words: frozenset[str]) -> frozenset[str]:
    """Return heading words as they are compared. A round has thousands of files, and one list of words."""
    return frozenset(heading(word) for word in words)


def _stamp(path: Path) -> tuple[int, int, int]:
    """Return what changes when somebody writes to a file."""
    info = path.stat()
    return info.st_ino, info.st_size, info.st_mtime_ns


def _source(path: Path, settings: Settings, words: frozenset[str]) -> Source:
    """Sniff the file and read it, unless it is a text. Raises IntakeError for what no reader takes."""
    if path.is_dir():
        raise IntakeError("folder")
    if path.exists() and not path.is_file():
        raise IntakeError("not_a_file")
    size = path.stat().st_size
    if size == 0:
        raise IntakeError("empty")
    kind = sniff(read_head(path), path)
    if kind == "zip_damaged":
        raise IntakeError("truncated", got="ZIP")
    if kind not in _BY_KIND and kind != "encrypted":
        raise refusal(kind)
    check_size(size, kind == "text", settings)
    if kind == "text":
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        return Source(path, size, kind, b"", digest, settings, words)
    data = path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    if kind == "encrypted":
        data = without_default_password(data)
        kind = zip_kind(io.BytesIO(data))
        if kind not in _BY_KIND:
            raise refusal(kind) if kind != "zip_damaged" else IntakeError("damaged", got="EncryptedPackage")
    return Source(path, size, kind, data, digest, settings, words)


def is_full_disk(error: BaseException | None) -> bool:
    """Whether an error comes from our own disk being full, at whatever remove: no fault of the file."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in _FULL:
            return True
        error = error.__cause__ or error.__context__
    return False


def _of_disk(error: OSError) -> IntakeError:
    """Say what the operating system's error means to the user."""
    if is_full_disk(error):
        return IntakeError("no_space")
    if isinstance(error, FileNotFoundError):
        return IntakeError("not_found")
    if isinstance(error, PermissionError):
        return IntakeError("no_permission")
    if isinstance(error, IsADirectoryError):
        return IntakeError("folder")
    return IntakeError("unreadable_disk", got=error.strerror or str(error))
