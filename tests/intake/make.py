"""Small makers of files in formats that no library of ours writes: OLE, BIFF, xlsb, ods, docx from XML."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping

SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def ole(streams: Mapping[str, bytes]) -> bytes:
    """Return an OLE compound file ([MS-CFB], version 3) with these streams in its root.

    Streams are padded to 4,096 bytes, so that no mini stream is needed.
    """
    bodies = [data.ljust(max(4096, -(-len(data) // SECTOR) * SECTOR), b"\x00") for data in streams.values()]
    entries = 1 + len(bodies)
    directory_sectors = -(-entries // 4)
    stream_sectors = [len(body) // SECTOR for body in bodies]
    total = directory_sectors + sum(stream_sectors)
    fat_sectors = 1
    while fat_sectors * 128 < total + fat_sectors:
        fat_sectors += 1
    fat: list[int] = [_FAT] * fat_sectors

    def chain(count: int) -> int:
        first = len(fat)
        fat.extend(range(first + 1, first + count))
        fat.append(_END)
        return first

    directory_start = chain(directory_sectors)
    starts = [chain(count) for count in stream_sectors]
    fat += [_FREE] * (fat_sectors * 128 - len(fat))

    def entry(name: str, kind: int, child: int, right: int, start: int, size: int) -> bytes:
        raw = name.encode("utf-16-le") + b"\x00\x00"
        head = raw.ljust(64, b"\x00") + struct.pack("<HBBIII", len(raw), kind, 1, _FREE, right, child)
        return head + bytes(36) + struct.pack("<IQ", start, size)

    directory = entry("Root Entry", 5, 1 if bodies else _FREE, _FREE, _END, 0)
    for index, (name, body) in enumerate(zip(streams, bodies, strict=True)):
        right = index + 2 if index + 1 < len(bodies) else _FREE
        directory += entry(name, 2, _FREE, right, starts[index], len(body))
    directory = directory.ljust(directory_sectors * SECTOR, b"\x00")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack(
        "<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, fat_sectors, directory_start, 0, 4096, _END, 0, _END, 0
    )
    difat = list(range(fat_sectors)) + [_FREE] * (109 - fat_sectors)
    header += struct.pack("<109I", *difat)
    return header + struct.pack(f"<{len(fat)}I", *fat) + directory + b"".join(bodies)


def record(number: int, body: bytes = b"") -> bytes:
    """Return one BIFF2-8 record."""
    return struct.pack("<HH", number, len(body)) + body


def _text8(text: str, width: int = 2) -> bytes:
    """Return a BIFF8 string with a length of ``width`` bytes, in UTF-16."""
    return struct.pack("<H" if width == 2 else "<B", len(text)) + b"\x01" + text.encode("utf-16-le")


class Biff8:
    """A one-sheet xls. ``put`` cells, then ``data``."""

    def __init__(self, name: str = "名单", *, epoch_1904: bool = False, hidden: bool = False) -> None:
        self.name, self.epoch_1904, self.hidden = name, epoch_1904, hidden
        self.formats: list[tuple[int, str]] = []
        self.styles: list[int] = [0]
        self.records: list[bytes] = []
        self.front = b""  # records before the workbook globals' own, e.g. FILEPASS

    def style(self, number_format: str | int) -> int:
        """Return the style index of a number format (a text, or a builtin number)."""
        number = number_format if isinstance(number_format, int) else 164 + len(self.formats)
        if isinstance(number_format, str):
            self.formats.append((number, number_format))
        self.styles.append(number)
        return len(self.styles) - 1

    def put(self, row: int, column: int, value: str | float | bool, style: int = 0) -> None:
        """Put a value; row as shown, 0-based column."""
        at = struct.pack("<HHH", row - 1, column, style)
        if isinstance(value, bool):
            self.records.append(record(0x205, at + bytes([value, 0])))
        elif isinstance(value, str):
            self.records.append(record(0x204, at + _text8(value)))
        else:
            self.records.append(record(0x203, at + struct.pack("<d", value)))

    def error(self, row: int, column: int, code: int) -> None:
        self.records.append(record(0x205, struct.pack("<HHHBB", row - 1, column, 0, code, 1)))

    def formula(self, row: int, column: int, code: bytes, cached: float) -> None:
        at = struct.pack("<HHH", row - 1, column, 0)
        self.records.append(
            record(0x06, at + struct.pack("<dHI", cached, 0, 0) + struct.pack("<H", len(code)) + code)
        )

    def hide_row(self, row: int) -> None:
        self.records.append(record(0x208, struct.pack("<HHHHHHHH", row - 1, 0, 8, 0, 0, 0, 0x0120, 0)))

    def hide_column(self, column: int) -> None:
        self.records.insert(0, record(0x7D, struct.pack("<HHHHHH", column, column, 0, 0, 1, 0)))

    def filter_mode(self) -> None:
        self.records.append(record(0x9B))

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        self.records.append(record(0xE5, struct.pack("<HHHHH", 1, top - 1, bottom - 1, left, right)))

    def stream(self) -> bytes:
        """Return the bytes of the Workbook stream."""
        bof = struct.pack("<HHHHII", 0x0600, 5, 0x0DBB, 0x07CC, 0, 6)
        font = record(
            0x31, struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 134, 0) + _text8("宋体", 1)
        )
        before = record(0x809, bof) + self.front + record(0x42, struct.pack("<H", 1200))
        before += record(0x22, struct.pack("<H", int(self.epoch_1904))) + font * 5
        before += b"".join(
            record(0x41E, struct.pack("<H", number) + _text8(text)) for number, text in self.formats
        )
        before += b"".join(
            record(
                0xE0,
                struct.pack("<HHHBBBBIIH", 0, number, 1 if index else 0xFFF5, 0x20, 0, 0, 0xF8, 0, 0, 0x20C0),
            )
            for index, number in enumerate(self.styles)
        )
        name = struct.pack("<B", len(self.name)) + b"\x01" + self.name.encode("utf-16-le")
        size = len(before) + 4 + 6 + len(name) + 4
        sheet = record(0x85, struct.pack("<IBB", size, int(self.hidden), 0) + name)
        globals_ = before + sheet + record(0x0A)
        body = record(0x809, struct.pack("<HHHHII", 0x0600, 0x10, 0x0DBB, 0x07CC, 0, 6))
        body += record(0x200, struct.pack("<IIHHH", 0, 100, 0, 10, 0))
        return globals_ + body + b"".join(self.records) + record(0x0A)

    def data(self) -> bytes:
        """Return the whole file."""
        return ole({"Workbook": self.stream()})


def biff2(rows: list[list[str | float]]) -> bytes:
    """Return an Excel 2 file: a bare stream, texts in GBK, no code page."""
    body = record(0x09, struct.pack("<HH", 2, 0x10))
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            at = struct.pack("<HH3x", row, column)
            if isinstance(value, str):
                raw = value.encode("gbk")
                body += record(0x04, at + bytes([len(raw)]) + raw)
            else:
                body += record(0x03, at + struct.pack("<d", value))
    return body + record(0x0A)


def zipped(parts: Mapping[str, bytes | str]) -> bytes:
    """Return a ZIP of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def repacked(data: bytes, changes: Mapping[str, bytes | str | None]) -> bytes:
    """Return a ZIP with some parts replaced or added (None: removed)."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts: dict[str, bytes | str] = {name: archive.read(name) for name in archive.namelist()}
    parts |= {name: content for name, content in changes.items() if content is not None}
    return zipped({name: content for name, content in parts.items() if changes.get(name, b"") is not None})


def record12(number: int, body: bytes = b"") -> bytes:
    """Return one BIFF12 record."""
    head = bytes([number]) if number < 128 else bytes([number & 0x7F | 0x80, number >> 7])
    size, length = len(body), b""
    while True:
        length += bytes([size & 0x7F | (0x80 if size > 127 else 0)])
        size >>= 7
        if not size:
            return head + length + body


def wide(text: str) -> bytes:
    """Return a BIFF12 string."""
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb(
    cells: Mapping[tuple[int, int], str | float | bool | bytes],
    extra: bytes = b"",
    hidden_row: int = 0,
    looks: Mapping[tuple[int, int], tuple[str, bool]] | None = None,
) -> bytes:
    """Return an xlsb of one sheet 名单; a bytes value is the code of an error cell. Rows as shown.

    ``looks``: cell -> its number format, and whether its text is struck out.
    """
    looks = looks or {}
    kinds = [("General", False), *dict.fromkeys(looks.values())]
    rows = sorted({row for row, _ in cells})
    columns = [column for _, column in cells]
    corners = struct.pack("<4I", rows[0] - 1, rows[-1] - 1, min(columns), max(columns))
    sheet = record12(129) + record12(148, corners) + record12(145)
    for row in rows:
        flags = 0x10 if row == hidden_row else 0
        sheet += record12(0, struct.pack("<IIHBBB", row - 1, 0, 300, 0, flags, 0) + struct.pack("<I", 0))
        for (_, column), value in sorted(item for item in cells.items() if item[0][0] == row):
            head = struct.pack("<II", column, kinds.index(looks.get((row, column), kinds[0])))
            if isinstance(value, bytes):
                sheet += record12(3, head + value)
            elif isinstance(value, bool):
                sheet += record12(4, head + bytes([value]))
            elif isinstance(value, str):
                sheet += record12(6, head + wide(value))
            else:
                sheet += record12(5, head + struct.pack("<d", value))
    sheet += record12(146) + extra + record12(130)
    workbook = record12(131) + record12(143)
    workbook += record12(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("名单"))
    workbook += record12(144) + record12(132)
    kind = "application/vnd.ms-excel"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
            f'<Default Extension="bin" ContentType="{kind}.sheet.binary.macroEnabled.main"/>'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.bin" ContentType="{kind}.worksheet"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
            f'Type="{office}/officeDocument" Target="xl/workbook.bin"/></Relationships>',
            "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{package}/relationships">'
            f'<Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.bin"/>'
            "</Relationships>",
            "xl/workbook.bin": workbook,
            "xl/worksheets/sheet1.bin": sheet,
            **({"xl/styles.bin": _styles12(kinds)} if looks else {}),
        }
    )


def _styles12(kinds: list[tuple[str, bool]]) -> bytes:
    """Return the styles part of an xlsb: a format, a font and a cell style for each kind."""
    formats = b"".join(
        record12(44, struct.pack("<H", 164 + at) + wide(code)) for at, (code, _) in enumerate(kinds)
    )
    fonts = b"".join(
        record12(
            43, struct.pack("<HHHHBBBB8s", 220, 8 if struck else 0, 400, 0, 0, 0, 134, 0, bytes(8)) + b"\x00"
        )
        for _, struck in kinds
    )
    named = record12(626) + record12(47, struct.pack("<3H", 0xFFFF, 0, 0) + bytes(10)) + record12(627)
    own = b"".join(record12(47, struct.pack("<3H", 0, 164 + at, at) + bytes(10)) for at in range(len(kinds)))
    return record12(278) + formats + fonts + named + record12(617) + own + record12(618) + record12(279)


def merge12(top: int, left: int, bottom: int, right: int) -> bytes:
    """Return the records of one merged range of an xlsb; rows as shown."""
    return record12(177) + record12(176, struct.pack("<4I", top - 1, bottom - 1, left, right)) + record12(178)


def ods(table: str, styles: str = "") -> bytes:
    """Return an ods whose spreadsheet holds this XML (prefixes table, text, office, calcext, style)."""
    names = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"'
        for prefix in ("office", "table", "text", "style")
    )
    calc = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names} {calc}>'
            f"<office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body></office:document-content>",
        }
    )
