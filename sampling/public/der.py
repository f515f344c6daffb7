"""The little of DER (ITU-T X.690) that a time stamp is made of: elements read strictly, and written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

BOOLEAN, INTEGER, BYTES, NULL, OID, TIME, SEQUENCE, SET = 0x01, 0x02, 0x04, 0x05, 0x06, 0x18, 0x30, 0x31
_LONGEST = 4  # bytes of a length


@dataclass(frozen=True, slots=True)
class Element:
    """One element. ``tag``: its first byte; ``whole``: all of its bytes, tag and length too; ``body``: what it holds."""

    tag: int
    whole: bytes
    body: bytes

    def inner(self) -> list[Element]:
        """Return the elements that it holds. Raises ValueError where its body is none."""
        return elements(self.body)

    def of(self, tag: int) -> Element:
        """Return the element itself. Raises ValueError where it is of another kind."""
        if self.tag != tag:
            raise ValueError(f"0x{tag:02x} expected, 0x{self.tag:02x} found")
        return self

    def number(self) -> int:
        """Return a whole number."""
        body = self.of(INTEGER).body
        if not body:
            raise ValueError("a number without digits")
        return int.from_bytes(body, "big", signed=True)

    def dotted(self) -> str:
        """Return an object identifier as numbers with dots."""
        body, parts, value = self.of(OID).body, [], 0
        if not body or body[-1] & 0x80:
            raise ValueError("an identifier that is cut off")
        for byte in body:
            value = value << 7 | byte & 0x7F
            if not byte & 0x80:
                parts.append(value)
                value = 0
        first = min(parts[0] // 40, 2)
        return ".".join(map(str, (first, parts[0] - 40 * first, *parts[1:])))


def one(data: bytes) -> Element:
    """Return the only element of some bytes. Raises ValueError where they are not exactly one."""
    found = elements(data)
    if len(found) != 1:
        raise ValueError(f"{len(found)} elements, one expected")
    return found[0]


def elements(data: bytes) -> list[Element]:
    """Return the elements that stand one after another. Raises ValueError where something is cut off or left over."""
    found, at = [], 0
    while at < len(data):
        start, tag = at, data[at]
        if tag & 0x1F == 0x1F or at + 1 >= len(data):
            raise ValueError("a kind that is not read here, or nothing after it")
        length, at = data[at + 1], at + 2
        if length >= 0x80:
            size = length & 0x7F
            length = int.from_bytes(data[at : at + size], "big")
            if not 0 < size <= _LONGEST or at + size > len(data) or length < 0x80:
                raise ValueError("a length that is not read here")
            at += size
        if at + length > len(data):
            raise ValueError("cut off")
        found.append(Element(tag, data[start : at + length], data[at : at + length]))
        at += length
    return found


def made(tag: int, *parts: bytes) -> bytes:
    """Return one element of these bytes."""
    body = b"".join(parts)
    if len(body) < 0x80:
        return bytes((tag, len(body))) + body
    size = (len(body).bit_length() + 7) // 8
    return bytes((tag, 0x80 | size)) + len(body).to_bytes(size, "big") + body


def number(value: int) -> bytes:
    """Return a whole number, not negative."""
    return made(INTEGER, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def dotted(text: str) -> bytes:
    """Return an object identifier."""
    first, second, *rest = map(int, text.split("."))
    return made(OID, *map(_base128, (40 * first + second, *rest)))


def _base128(value: int) -> bytes:
    digits: Iterable[int] = [value & 0x7F]
    out = list(digits)
    while value := value >> 7:
        out.append(value & 0x7F | 0x80)
    return bytes(reversed(out))
