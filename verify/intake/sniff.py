"""What a file is, told by its bytes. Extensions lie: HTML and UTF-16 text named .xls are common exports."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import BinaryIO

import olefile

from verify.intake.errors import PARSER_ERRORS

# Bytes of the head that sniff() wants to see.
HEAD_BYTES = 65_536

# First bytes of what is not ours, so that the refusal can name it.
_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"8BPS", "image"),
    (b"Rar!\x1a\x07", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ\x00", "archive"),
    (b"\x28\xb5\x2f\xfd", "archive"),
    (b"MSCF", "archive"),
    (b"\x7fELF", "program"),
    (b"SQLite format 3\x00", "database"),
    (b"\x00\x01\x00\x00Standard Jet", "database"),
    (b"\x00\x01\x00\x00Standard ACE", "database"),
    (b"ID3", "media"),
    (b"OggS", "media"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "shortcut"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# A BOF record of BIFF2, 3, 4 and 5-8: Excel 2-4 files are bare streams without an OLE container.
_BOF = re.compile(rb"\x09[\x00\x02\x04\x08][\x04\x06\x08\x10]\x00", re.DOTALL)

_CONTENT_TYPES: tuple[tuple[bytes, str], ...] = (
    (b"sheet.binary.macroEnabled.main", "xlsb"),
    (b"spreadsheetml.sheet.main", "xlsx"),
    (b"spreadsheetml.template.main", "xlsx"),
    (b"ms-excel.sheet.macroEnabled.main", "xlsx"),
    (b"ms-excel.template.macroEnabled.main", "xlsx"),
    (b"wordprocessingml.document.main", "docx"),
    (b"wordprocessingml.template.main", "docx"),
    (b"ms-word.document.macroEnabled.main", "docx"),
    (b"ms-word.template.macroEnabledTemplate.main", "docx"),
    (b"presentationml.", "slides"),
)
_PART_NAMES = (
    ("xl/workbook.xml", "xlsx"),
    ("xl/workbook.bin", "xlsb"),
    ("word/document.xml", "docx"),
    ("ppt/presentation.xml", "slides"),
    ("index/document.iwa", "iwork"),
    ("index.zip", "iwork"),
    ("androidmanifest.xml", "program"),
    ("meta-inf/manifest.mf", "program"),
)
_PDF = re.compile(rb"%PDF-\d\.\d[\r\n]")
_SYLK = re.compile(r"ID;P[^\r\n]*\r?\n(?:[A-Z]{1,2};[^\r\n]*\r?\n)*[CFB];")
_HTML_START = re.compile(
    r"<(!doctype\s+html|html|head|meta|style|body|table|tr|div|title|center|font)\b", re.IGNORECASE
)


def zip_kind(source: Path | BinaryIO) -> str:
    """Return the kind of a ZIP by what is in it: ours, one of foreign.FOREIGN_KINDS, or zip_damaged."""
    try:
        with zipfile.ZipFile(source) as archive:
            names = {name.lower().replace("\\", "/"): name for name in archive.namelist()}
            if "mimetype" in names:
                with archive.open(names["mimetype"]) as file:
                    mime = file.read(200)
                if b"opendocument.spreadsheet" in mime:
                    return "ods"
                if b"opendocument.text" in mime:
                    return "odt"
                return "slides" if b"opendocument.presentation" in mime else "zip"
            if "[content_types].xml" in names:
                with archive.open(names["[content_types].xml"]) as file:
                    types = file.read(2**20)
                for mark, kind in _CONTENT_TYPES:
                    if mark in types:
                        return kind
            return next((kind for name, kind in _PART_NAMES if name in names), "zip")
    except PARSER_ERRORS:
        return "zip_damaged"


def _ole_kind(path: Path) -> str:
    try:
        with olefile.OleFileIO(path) as ole:
            names = {"/".join(parts).lower() for parts in ole.listdir()}
    except PARSER_ERRORS:
        return _ole_kind_of_damaged(path.read_bytes())
    if "encryptedpackage" in names:
        return "encrypted"
    if "workbook" in names or "book" in names:
        return "xls"
    if "worddocument" in names:
        return "doc"
    if "powerpoint document" in names:
        return "slides"
    if "contents" in names and "matost" in names:
        return "doc"  # Works word processor: LibreOffice reads it
    if any(name.startswith("__substg1.0") or name.startswith("__properties") for name in names):
        return "mail"
    return _ole_kind_of_damaged(path.read_bytes())


def _ole_kind_of_damaged(data: bytes) -> str:
    """Guess from the stream names that stand in the bytes: the readers may still manage."""
    for name, kind in (
        ("EncryptedPackage", "encrypted"),
        ("Workbook", "xls"),
        ("WordDocument", "doc"),
        ("Book", "xls"),
    ):
        if name.encode("utf-16-le") in data:
            return kind
    return "ole"


def _as_text(head: bytes) -> str:
    """Decode far enough to see ASCII markup, whatever the encoding."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", errors="replace")
    zeros = utf16_without_bom(head)
    return head.decode(zeros or "utf-8", errors="replace").lstrip("\ufeff")


def utf16_without_bom(head: bytes) -> str:
    """Return utf-16-le or utf-16-be where the zero bytes of ASCII characters give it away, else "".

    In UTF-16 every digit, tab and line end has a zero byte, always on the same side.
    """
    even, odd = head[0::2].count(0), head[1::2].count(0)
    most, least = max(even, odd), min(even, odd)
    if most < 2 or most * 50 < len(head) or least * 20 > most:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _text_kind(head: bytes) -> str:
    text = _as_text(head)
    start = text.lstrip()
    if start.startswith("{\\rtf"):
        return "rtf"
    if _SYLK.match(text):
        return "sylk"
    if re.match(r"(mime-version|content-type|from|date|subject|received|return-path):", start, re.IGNORECASE):
        return "mht" if "multipart/related" in text or "text/html" in text else "mail_or_text"
    if start.startswith("<"):
        if "<office:document" in text and "opendocument" in text:
            return "flat_odf"
        if "urn:schemas-microsoft-com:office:spreadsheet" in text and "<" in text:
            # An HTML export of Excel declares this namespace too (xmlns:x is another one).
            return "html" if _HTML_START.match(start) else "spreadsheetml"
        if "schemas.microsoft.com/office/word/2003/wordml" in text or "2006/xmlPackage" in text:
            return "wordml"
        body = re.sub(r"^(\s*(<\?.*?\?>|<!--.*?-->))*", "", start, flags=re.DOTALL).lstrip()
        if _HTML_START.match(body) or re.search(r"<(table|html)\b", text, re.IGNORECASE):
            return "html"
        if re.match(r"<\?xml|<[A-Za-z]+[\w:.-]*(\s+[\w:.-]+=|>)", start):
            return "xml"
    return "text"


def _is_binary(head: bytes) -> bool:
    """Too many control characters for a text in any encoding that we know."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or utf16_without_bom(head):
        return False
    controls = len(head) - len(head.translate(None, bytes([*range(9), *range(14, 26), 28, 29, 30, 31])))
    return controls * 20 > len(head)


def sniff(head: bytes, path: Path) -> str:
    """Return the kind of a file from its first bytes (HEAD_BYTES of them); ZIP and OLE are looked into.

    Ours: xlsx (also xlsm), xlsb, ods, docx, xls (also et), biff (bare BIFF2-8 stream), html,
    spreadsheetml, text; through LibreOffice: doc (also wps), rtf, wordml, odt. ``encrypted`` is an
    encrypted OOXML package. All other kinds are keys of ``FOREIGN_KINDS``, plus ``empty``,
    ``zip_damaged`` and ``ole``. Never raises for bad content; OSError where the file cannot be read.
    """
    if not head:
        return "empty"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return zip_kind(path)
    if head.startswith(_OLE):
        return _ole_kind(path)
    if head.startswith(b"MZ") and len(head) > 64 and b"\x00" in head[:64]:
        return "program"
    if head[4:8] == b"ftyp":
        return "media"
    if head.startswith(b"RIFF") and head[8:12] in (b"WAVE", b"AVI ", b"WEBP"):
        return "image" if head[8:12] == b"WEBP" else "media"
    if head.startswith(b"BM") and head[6:10] == b"\x00\x00\x00\x00":
        return "image"
    if _PDF.search(head[:1024]):
        return "pdf"  # mail programs and scanners put bytes before it, and every viewer opens it
    for magic, kind in _FOREIGN:
        if head.startswith(magic):
            return kind
    if _BOF.match(head):
        return "biff"
    if _is_binary(head):
        return "binary"
    kind = _text_kind(head)
    return "text" if kind == "mail_or_text" else kind


def read_head(path: Path) -> bytes:
    """Return the first HEAD_BYTES of a file."""
    with open(path, "rb") as file:
        return file.read(HEAD_BYTES)
