"""Texts that were put together from lines in UTF-8 and lines in GB18030, as a codec: each line is read as what it is.

Registered under LINES, so that it opens files and decodes bytes like any other encoding.
"""

from __future__ import annotations

import codecs
from pathlib import Path

from verify.text.patterns import when_used

LINES = "hefang_lines"
# What Chinese texts consist of; a line of GB18030 that happens to be UTF-8 gives Latin or Cyrillic letters.
_CHINESE = when_used(
    r"[\u2010-\u2027\u2150-\u218f\u2460-\u27bf\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]"
)
_RUN = when_used(rb"(?:[\xe4-\xe9][\x80-\xbf]{2}){4}")  # four of them in UTF-8, the quick look
_IDEOGRAPH = when_used(r"[\u4e00-\u9fff]")
_WHOLE = 1.5  # ideographs to one place that was lost: text that is nothing but GB18030 has hardly any
_CHUNK = 2**20
_SURE = 4  # Chinese characters that make a line of UTF-8 in a text of GB18030


def _utf8(line: bytes) -> str | None:
    """Return a line as UTF-8 if it is that, and Chinese or ASCII."""
    try:
        text = line.decode()
    except UnicodeDecodeError:
        return None
    return text if _CHINESE.sub("", text).isascii() else None


def _is_damaged_utf8(line: bytes) -> bool:
    """Whether a line is UTF-8 that lost bytes. Nearly any bytes are GB18030 too, and make other people of it."""
    text = line.decode(errors="replace")
    lost = text.count("\ufffd")
    return lost > 0 and len(_IDEOGRAPH.findall(text)) > max(_WHOLE * lost, _SURE - 1)


def _decoded(line: bytes, errors: str) -> str:
    text = _utf8(line)
    if text is not None:
        return text
    if _is_damaged_utf8(line):
        return line.decode("utf-8", errors)
    try:
        return line.decode("gb18030")
    except UnicodeDecodeError:
        return line.decode("utf-8", errors)


def is_mixed(data: bytes) -> bool:
    """Whether a text holds lines of both encodings, and none that is neither."""
    kinds: set[str] = set()
    for line in data.split(b"\n"):
        if line.isascii():
            continue
        text = _utf8(line)
        if text is not None and len(_CHINESE.findall(text)) >= _SURE:
            kinds.add("utf-8")
            continue
        if text is None and _is_damaged_utf8(line):
            return False
        try:
            line.decode("gb18030")
        except UnicodeDecodeError:
            if text is None:
                return False
        else:
            kinds.add("gb18030" if text is None else "")
    return {"utf-8", "gb18030"} <= kinds


def has_utf8_lines(path: Path) -> bool:
    """Whether a file that decodes as GB18030 holds a line of UTF-8: no decoder sees that, and names come out as others."""
    with path.open("rb") as file:
        rest = b""
        while chunk := file.read(_CHUNK):
            whole, _, rest = (rest + chunk).rpartition(b"\n")
            if _is_utf8_in(whole):
                return True
        return _is_utf8_in(rest)


def _is_utf8_in(data: bytes) -> bool:
    for found in _RUN.finditer(data):
        begin, end = data.rfind(b"\n", 0, found.start()) + 1, data.find(b"\n", found.end())
        text = _utf8(data[begin : end if end >= 0 else len(data)])
        if text is not None and len(_CHINESE.findall(text)) >= _SURE:
            return True
    return False


class _Decoder(codecs.IncrementalDecoder):
    """Decodes whole lines; what comes after the last line end waits for more."""

    def __init__(self, errors: str = "strict") -> None:
        super().__init__(errors)
        self._rest = b""

    def decode(self, data: bytes, final: bool = False) -> str:  # type: ignore[override]
        whole, end, rest = (self._rest + data).rpartition(b"\n")
        if final:
            whole, end, rest = self._rest + data, b"", b""
        self._rest = rest
        return "\n".join(_decoded(line, self.errors) for line in whole.split(b"\n")) + end.decode()

    def reset(self) -> None:
        self._rest = b""

    def getstate(self) -> tuple[bytes, int]:
        return self._rest, 0

    def setstate(self, state: tuple[bytes, int]) -> None:
        self._rest = state[0]


def _found(name: str) -> codecs.CodecInfo | None:
    if name != LINES:
        return None
    return codecs.CodecInfo(
        lambda text, errors="strict": codecs.utf_8_encode(text, errors),
        lambda data, errors="strict": (_Decoder(errors).decode(bytes(data), final=True), len(data)),
        incrementaldecoder=_Decoder,
        name=LINES,
    )


codecs.register(_found)
