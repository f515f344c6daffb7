"""Limits that hold before anything is parsed. The values are in settings.py."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from verify.intake.errors import IntakeError
from verify.settings import Settings

# An entry below this size may have any ratio: honest 1 MB Word files reach 822:1.
_RATIO_FLOOR = 8 * 2**20
_CHUNK = 2**18
_END, _END_BYTES = b"PK\x05\x06", 22 + 65_535  # the record at the end of a ZIP, and the comment after it
_INDEX_ENTRY = 1_024  # bytes of the index that an entry of an Office file never needs
_MARKS = re.compile(rb"<!(?:DOCTYPE|ENTITY|doctype|entity)")  # one pass: every part of every file is searched
_OVERLAP = len(b"<!DOCTYPE") - 1


def check_size(size: int, is_text: bool, settings: Settings) -> None:
    """Raise IntakeError("empty" or "too_large") for a file of ``size`` bytes."""
    if size == 0:
        raise IntakeError("empty")
    setting = "max_text_bytes" if is_text else "max_workbook_bytes"
    limit = settings.max_text_bytes if is_text else settings.max_workbook_bytes
    if size > limit:
        raise IntakeError("too_large", bytes=str(size), limit_bytes=str(limit), setting=setting)


def is_small_zip(path: Path, settings: Settings) -> bool:
    """Whether the index of a ZIP may be read outside of a worker: by its own count, within the limits.

    Opening a ZIP reads its whole index, which can be as large as the file. OSError where it cannot be read.
    """
    size = path.stat().st_size
    if size > settings.max_workbook_bytes:
        return False
    with path.open("rb") as file:
        file.seek(max(0, size - _END_BYTES))
        tail = file.read(_END_BYTES)
    at = tail.rfind(_END)
    if at < 0 or at + 22 > len(tail):
        return False
    entries, index_bytes = struct.unpack_from("<HI", tail, at + 10)
    return bool(entries <= settings.max_zip_entries and index_bytes <= entries * _INDEX_ENTRY)


def check_zip(data: bytes, settings: Settings) -> None:
    """Judge every entry of an Office ZIP by really inflating it, in chunks: declared sizes can lie.

    Raises IntakeError: truncated, damaged, encrypted, zip_bomb (too many entries, too large, or one
    entry above 8 MB with too high a ratio), entity (a DOCTYPE or ENTITY in an XML part).
    """
    try:
        entries = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error, UnicodeDecodeError) as error:
        raise IntakeError("truncated", got=str(error)) from error
    if len(entries) > settings.max_zip_entries:
        raise IntakeError(
            "zip_bomb", got=f"{len(entries)} entries", expected=f"{settings.max_zip_entries} entries"
        )
    total = 0
    for entry in entries:
        if entry.flag_bits & 1:
            raise IntakeError("encrypted")
        total += _check_entry(data, entry, settings, settings.max_unzipped_bytes - total)


def _check_entry(data: bytes, entry: zipfile.ZipInfo, settings: Settings, left: int) -> int:
    """Inflate one entry, look for entities, return its true size."""
    size, tail, is_xml = 0, b"", False
    for chunk in _inflate(data, entry):
        if size == 0:
            is_xml = _looks_like_xml(chunk)
        size += len(chunk)
        if size > left:
            limit = settings.max_unzipped_bytes
            raise IntakeError(
                "zip_bomb",
                got=f"> {limit >> 20} MB unzipped",
                expected=f"{limit >> 20} MB",
                part=entry.filename,
            )
        if size > _RATIO_FLOOR and size > settings.max_zip_ratio * max(entry.compress_size, 1):
            raise IntakeError(
                "zip_bomb",
                got=f"{entry.filename} > {settings.max_zip_ratio}:1",
                expected=f"{settings.max_zip_ratio}:1",
                part=entry.filename,
            )
        if is_xml:
            # UTF-16 and UTF-32 parts: their ASCII characters stand between zero bytes.
            plain = chunk.replace(b"\x00", b"") if b"\x00" in chunk[:64] else chunk
            window = tail + plain
            if _MARKS.search(window):
                raise IntakeError("entity", part=entry.filename)
            tail = window[-_OVERLAP:]
    return size


def _looks_like_xml(start: bytes) -> bool:
    return start.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"<")


def _inflate(data: bytes, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield the content of an entry in chunks, without believing its declared size."""
    at = entry.header_offset
    if at < 0 or data[at : at + 4] != b"PK\x03\x04" or at + 30 > len(data):
        raise IntakeError("damaged", got=f"{entry.filename}: no ZIP header at byte {at}")
    name, extra = struct.unpack_from("<HH", data, at + 26)
    start = at + 30 + name + extra
    packed = memoryview(data)[start : start + entry.compress_size]
    if len(packed) < entry.compress_size:
        raise IntakeError("truncated", got=f"{entry.filename} ends after {len(packed)} bytes")
    if entry.compress_type == zipfile.ZIP_STORED:
        for offset in range(0, len(packed), _CHUNK):
            yield bytes(packed[offset : offset + _CHUNK])
        return
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        raise IntakeError("damaged", got=f"{entry.filename}: compression method {entry.compress_type}")
    inflater = zlib.decompressobj(-15)
    for offset in range(0, len(packed), _CHUNK):
        rest: bytes | memoryview = packed[offset : offset + _CHUNK]
        while len(rest) and not inflater.eof:
            try:
                chunk = inflater.decompress(rest, _CHUNK)
            except zlib.error as error:
                raise IntakeError("damaged", got=f"{entry.filename}: {error}") from error
            rest = inflater.unconsumed_tail
            if chunk:
                yield chunk


def check_xml(data: bytes) -> None:
    """Raise IntakeError("entity") for an XML file with a DOCTYPE or entities of its own."""
    plain = data.replace(b"\x00", b"")
    if _MARKS.search(plain):
        raise IntakeError("entity", part="XML")
