"""What a piece of evidence is, by its first bytes: pictures, PDF, recordings, films, office documents, plain text."""

from __future__ import annotations

HEAD = 64  # bytes that are looked at

_AT_START = (
    (b"%PDF-", "pdf"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"ID3", "mp3"),
    (b"\xff\xfb", "mp3"),
    (b"\xff\xf3", "mp3"),
    (b"\xff\xf1", "aac"),
    (b"\xff\xf9", "aac"),
    (b"#!AMR", "amr"),
    (b"OggS", "ogg"),
    (b"fLaC", "flac"),
    (b"PK\x03\x04", "zip"),  # docx, xlsx, and folders that were packed
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office"),
    (b"{\\rtf", "rtf"),
)


def media_of(head: bytes) -> str:
    """Return the kind of a file from its beginning; "" for what nobody could look at as evidence, programs above all."""
    for start, kind in _AT_START:
        if head.startswith(start):
            return kind
    if head[:4] == b"RIFF":
        return {b"WAVE": "wav", b"WEBP": "webp", b"AVI ": "avi"}.get(head[8:12], "")
    if head[4:8] == b"ftyp":
        return "heic" if head[8:11] in (b"hei", b"mif") else "mp4"
    if head[:4] == b"\x30\x26\xb2\x75":
        return "wma"
    return (
        "text"
        if head and not head.startswith((b"MZ", b"#!")) and _is_text(head) and not _is_page(head)
        else ""
    )


def _is_page(head: bytes) -> bool:
    """Whether it is for a browser, where it could run something: HTML, SVG."""
    plain = head.removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").lstrip(b"\xff\xfe \t\r\n").lower()
    return plain.startswith((b"<!", b"<?", b"<html", b"<head", b"<body", b"<script", b"<svg", b"<meta"))


def _is_text(head: bytes) -> bool:
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    return all(byte >= 32 or byte in b"\t\r\n\f\0" for byte in head)
