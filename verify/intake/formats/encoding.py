"""Which encoding a text is in: byte-order mark, then strict decoding, then how much sense it makes."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from verify.intake.formats.mixed_lines import LINES, is_mixed
from verify.intake.sniff import utf16_without_bom

# In order of preference where nothing else decides. GB18030 contains GBK and GB2312.
_CANDIDATES = ("utf-8", "gb18030", "big5hkscs")


_NOISE = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Decoding:
    """How to decode a text. ``damaged`` is the place of the first bad byte, None where there is none."""

    encoding: str
    damaged: int | None

    @property
    def errors(self) -> str:
        """Error handler for codecs: bad bytes become U+FFFD where the text is damaged."""
        return "strict" if self.damaged is None else "replace"


def heading(text: str) -> str:
    """Normal form in which headings are compared: NFKC, lower case, letters and digits only."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text).lower())


def count_headings(cells: Iterable[str], words: frozenset[str]) -> int:
    """Return how many of the cells are heading words. ``words`` are in the form of heading()."""
    return sum(1 for cell in cells if heading(cell) in words)


def _sense(text: str, words: frozenset[str]) -> int:
    """How many heading words the first lines hold, however they are separated."""
    for separator in (",", ";", "\t", "|", '"'):
        text = text.replace(separator, "\n")
    return len({heading(piece) for piece in text[:20_000].split("\n")} & words)


def _first_error(data: bytes, encoding: str, whole: bool) -> int | None:
    """Place of the first byte that does not decode; an incomplete end counts only for ``whole`` texts."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    try:
        decoder.decode(data, final=whole)
    except UnicodeDecodeError as error:
        return error.start
    return None


def decodings(data: bytes, words: frozenset[str], whole: bool) -> list[Decoding]:
    """Return the ways to decode a text, best first; the last one always works.

    ``data`` is the whole text or (``whole`` false) its beginning. An encoding in which the headings
    make sense wins; among equals the one that decodes strictly; then UTF-8 before GB18030 before Big5. A text
    with lines in UTF-8 and lines in GB18030 is read line by line.
    """
    if data.startswith(codecs.BOM_UTF8):
        marked = "utf-8-sig"
    elif data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        marked = "utf-16"
    else:
        marked = utf16_without_bom(data[:65_536])
    if marked:
        found = _first_error(data, marked, whole)
        best = [Decoding(marked, None)] if found is None else []
        return [*best, Decoding(marked, found or 0)]
    ranked: list[tuple[int, bool, int, Decoding]] = []
    for index, encoding in enumerate(_CANDIDATES):
        error = _first_error(data, encoding, whole)
        sense = _sense(data[:65_536].decode(encoding, errors="replace"), words)
        ranked.append((-sense, error is not None, index, Decoding(encoding, error)))
    ranked.sort(key=lambda item: item[:3])
    most, _, _, first = ranked[0]
    strict = [item for sense, damaged, _, item in ranked if sense == most and not damaged]
    # UTF-8 read as GB18030 is damage that no decoder sees.
    lines = [Decoding(LINES, None)] if first.encoding != "big5hkscs" else []
    if is_mixed(data if whole else data[: data.rfind(b"\n") + 1]):
        return [*lines, *strict, Decoding(first.encoding, first.damaged or 0)]
    # With only the beginning known, damage or another encoding may lie further on.
    lines = [] if whole else lines
    return [*strict, *lines, Decoding(first.encoding, first.damaged or 0)]


def first_error_in(path: Path, encoding: str) -> int | None:
    """Return the place of the first byte of a file that does not decode; None where all do."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    before = 0
    with path.open("rb") as file:
        while True:
            chunk = file.read(2**20)
            kept = len(decoder.getstate()[0])
            try:
                decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                return before - kept + error.start
            before += len(chunk)
            if not chunk:
                return None
