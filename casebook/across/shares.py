"""A key in shares: any m of n bring it back, fewer say nothing of it (Shamir 1979), as lines that people can keep.

The prime is the Mersenne prime 2^521 - 1, so that a key of 256 bits fits with room to spare.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from hashlib import sha256

from casebook.errors import CasebookError

_PRIME = 2**521 - 1
FORMAT = "hefang-share/1"
_SALT = 4  # first signs of a mark
_MOST = 20


def split(key: bytes, least: int, count: int) -> list[str]:
    """Return ``count`` lines of which ``least`` bring the key back. Raises CasebookError shares_how."""
    checked(least, count)
    terms = [int.from_bytes(key, "big"), *(secrets.randbelow(_PRIME) for _ in range(least - 1))]
    mark = _mark(key, secrets.token_hex(2))
    lines = []
    for at in range(1, count + 1):
        value = sum(term * pow(at, power, _PRIME) for power, term in enumerate(terms)) % _PRIME
        said = f"{FORMAT} {mark} {least} {at} {value:x}"
        lines.append(f"{said} {_check(said)}")
    return lines


def checked(least: int, count: int) -> None:
    """Raise CasebookError shares_how where a key cannot be split so."""
    if not 2 <= least <= count <= _MOST:
        raise CasebookError("shares_how", least=least, count=count)


def whole(line: str) -> bool:
    """Whether a line is a share as it was written."""
    parts = line.split()
    return len(parts) == 6 and parts[0] == FORMAT and parts[-1] == _check(" ".join(parts[:-1]))


def joined(lines: Sequence[str]) -> bytes:
    """Return the key of shares, whatever their order. Raises CasebookError share_line, share_other, shares_few."""
    found: dict[int, int] = {}
    marks, least = set(), 2
    for line in lines:
        parts = line.split()
        if not whole(line):
            raise CasebookError("share_line", got=line[:40])
        least = int(parts[2])
        marks.add((parts[1], least))
        found[int(parts[3])] = int(parts[4], 16)
    if len(marks) > 1:
        raise CasebookError("share_other")
    if len(found) < least or not marks:
        raise CasebookError("shares_few", least=least, got=len(found))
    total = 0
    for at, value in found.items():
        above = below = 1
        for other in found:
            if other != at:
                above, below = above * -other % _PRIME, below * (at - other) % _PRIME
        total = (total + value * above * pow(below, -1, _PRIME)) % _PRIME
    key = (total % 2**256).to_bytes(32, "big")
    mark = marks.pop()[0]
    if total >= 2**256 or mark not in (_mark(key, mark[:_SALT]), _mark(key)):
        raise CasebookError("share_other")
    return key


def _mark(key: bytes, salt: str = "") -> str:
    """What tells the shares of one splitting from those of another; of 32 random bytes it gives nothing away.

    Without salt: of shares that were made before every splitting had a mark of its own.
    """
    return salt + sha256(b"shares of\t" + salt.encode() + key).hexdigest()[: 12 - len(salt)]


def _check(said: str) -> str:
    """Against a slip in copying."""
    return sha256(said.encode()).hexdigest()[:8]
