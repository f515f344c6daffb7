"""Files kept encrypted beside the casebook: AES-256-GCM, piece by piece, so that a recording of any length fits memory.

The pieces follow STREAM (Hoang, Reyhanitabar, Rogaway and Vizar 2015): each has a nonce of its own made of a random
beginning, its number, and whether it is the last; none can be changed, moved, lost or cut off unseen.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from casebook.fingerprints import mac

MAGIC = b"HFEVID1\n"
PIECE = 1 << 20  # bytes of a file that are encrypted together
_START = 7  # bytes of a nonce that are the file's own
_TAG = 16


@dataclass(frozen=True, slots=True)
class Vault:
    """A folder of encrypted files, and the casebook's key."""

    folder: Path
    key: bytes

    def path_of(self, sha256: str) -> Path:
        """Return where a file is kept: its name tells nothing to those who have no key."""
        return self.folder / f"{mac(self.key, 'evidence name', sha256)[:32]}.bin"

    def put(self, source: Path) -> tuple[str, int]:
        """Encrypt a file into the folder; return the SHA-256 and the length of what was read.

        The same content again is kept once. Raises OSError.
        """
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = self.folder / f"{secrets.token_hex(8)}.part"
        whole, length = hashlib.sha256(), 0
        try:
            handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as out, source.open("rb") as file:
                start = secrets.token_bytes(_START)
                out.write(MAGIC + start)
                cipher, number = AESGCM(self._file_key()), 0
                piece = file.read(PIECE)
                while True:
                    following = file.read(PIECE)
                    whole.update(piece)
                    length += len(piece)
                    out.write(cipher.encrypt(_nonce(start, number, last=not following), piece, None))
                    if not following:
                        break
                    piece, number = following, number + 1
                out.flush()
                os.fsync(out.fileno())
            name = self.path_of(whole.hexdigest())
            if (
                self.fault_of(whole.hexdigest()) is not None
            ):  # not there, or damaged: the new copy takes its place
                os.replace(part, name)
        finally:
            part.unlink(missing_ok=True)
        return whole.hexdigest(), length

    def pieces(self, sha256: str) -> Iterator[bytes]:
        """Yield the content of a file. Raises OSError when it is not there, ValueError when it was changed."""
        cipher = AESGCM(self._file_key())
        whole = hashlib.sha256()
        with self.path_of(sha256).open("rb") as file:
            if file.read(len(MAGIC)) != MAGIC:
                raise ValueError("not ours")
            start, number = file.read(_START), 0
            sealed = file.read(PIECE + _TAG)
            while True:
                following = file.read(PIECE + _TAG)
                try:
                    piece = cipher.decrypt(_nonce(start, number, last=not following), sealed, None)
                except (InvalidTag, ValueError) as error:
                    raise ValueError("changed") from error
                whole.update(piece)
                yield piece
                if not following:
                    break
                sealed, number = following, number + 1
        if whole.hexdigest() != sha256:
            raise ValueError("another file")

    def fault_of(self, sha256: str) -> str | None:
        """Return what is wrong with a kept file: missing, changed, or None."""
        try:
            for _ in self.pieces(sha256):
                pass
        except FileNotFoundError:
            return "missing"
        except (OSError, ValueError):
            return "changed"
        return None

    def drop(self, sha256: str) -> bool:
        """Delete a kept file; return whether it was there. Raises OSError."""
        path = self.path_of(sha256)
        there = path.exists()
        path.unlink(missing_ok=True)
        return there

    def _file_key(self) -> bytes:
        return bytes.fromhex(mac(self.key, "evidence files"))


def _nonce(start: bytes, number: int, *, last: bool) -> bytes:
    return start + number.to_bytes(4, "big") + bytes([last])
