"""The keys of chair and overseer: files that stay with them, made and used without a network."""

from __future__ import annotations

import getpass
import json
import os
import secrets
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from casebook import journal
from casebook.connect import Casebook
from casebook.journal import Stamp
from desk.console import Stop
from phrases import say
from sampling.public import signature

FORMAT = "hefang-key/1"
PASSWORD = "HEFANG_SIGN_PASSWORD"
SIGN = "sign"  # what the journal calls an entry that keeps a signature
_TEXTS = ("role", "name", "at", "key", "private")


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody who signs: chair or overseer, the name as it stands on papers ("" for none), the key."""

    role: str
    name: str
    private: Ed25519PrivateKey

    @property
    def key(self) -> str:
        """The public key, 64 hex digits."""
        return signature.public_of(self.private)

    def sign(self, at: str, what: str, sha256: str) -> dict[str, str]:
        """Return a signed statement; see ``signature.signed``."""
        return signature.signed(self.private, self.role, self.name, at, what, sha256)


def make(path: Path, role: str, name: str, at: str, password: str | None) -> Signer:
    """Make a key and write its file, for its owner only; a file that is there is never replaced.

    Raises Stop sign.role, sign.there, out.
    """
    if role not in signature.ROLES:
        raise Stop("sign.role", got=role or "-")
    signer = Signer(role, name.strip(), Ed25519PrivateKey.generate())
    locked = (
        serialization.BestAvailableEncryption(password.encode()) if password else serialization.NoEncryption()
    )
    private = signer.private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, locked
    ).decode()
    document = {
        "format": FORMAT, "role": role, "name": signer.name, "at": at, "key": signer.key, "private": private
    }  # fmt: skip
    _write_new(path, json.dumps(document, ensure_ascii=False, indent=1) + "\n")
    return signer


def load(path: Path, password: str | None) -> Signer:
    """Read a key file. Raises Stop read, sign.file, sign.password."""
    try:
        document = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise Stop("read", path=path, got=error.strerror or type(error).__name__) from error
    except ValueError as error:
        raise Stop("sign.file", path=path) from error
    if (
        not isinstance(document, dict)
        or document.get("format") != FORMAT
        or not all(isinstance(document.get(name), str) for name in _TEXTS)
        or document["role"] not in signature.ROLES
    ):
        raise Stop("sign.file", path=path)
    try:
        locked = "ENCRYPTED" in document["private"]
        secret = password.encode() if password and locked else None
        private = serialization.load_pem_private_key(document["private"].encode(), secret)
    except TypeError as error:  # a password is needed, and none was given
        raise Stop("sign.password", path=path) from error
    except (ValueError, UnsupportedAlgorithm) as error:
        raise Stop("sign.password.wrong" if locked else "sign.file", path=path) from error
    if not isinstance(private, Ed25519PrivateKey) or signature.public_of(private) != document["key"]:
        raise Stop("sign.file", path=path)
    return Signer(document["role"], document["name"], private)


def signers(paths: Sequence[Path], lang: str) -> list[Signer]:
    """Read the key files that were named, asking for a password where one is needed; the same key twice counts once."""
    found = [_unlocked(path, lang) for path in paths]
    return list({signer.key: signer for signer in found}.values())


def new_password(lang: str) -> str:
    """Return a password for a new key, "" for none: from the environment, or asked for twice. Raises Stop."""
    given = os.environ.get(PASSWORD)
    if given is not None or not sys.stdin.isatty():
        return given or ""
    typed = getpass.getpass(say("command.sign.choose", lang))
    if typed and getpass.getpass(say("command.sign.again", lang)) != typed:
        raise Stop("sign.twice")
    return typed


def _unlocked(path: Path, lang: str) -> Signer:
    try:
        return load(path, os.environ.get(PASSWORD))
    except Stop as stop:
        if stop.code != "sign.password" or not sys.stdin.isatty():
            raise
    return load(path, getpass.getpass(say("command.sign.ask", lang, path=path)))


def keep(
    book: Casebook, signers: Iterable[Signer], stamp: Stamp, what: str, sha256: str
) -> list[signature.Statement]:
    """Sign one thing and keep the signatures in the journal; return all that are on file for it.

    Whoever has signed it already does not sign it twice: the same command once more changes nothing.
    """
    done = {one["key"] for one in kept(book, what, sha256)}
    fresh = [signer.sign(stamp.at, what, sha256) for signer in signers if signer.key not in done]
    if fresh:
        with book.write() as conn:
            for one in fresh:
                journal.append(conn, book.key, stamp, SIGN, one)
    return kept(book, what, sha256)


def kept(book: Casebook, what: str = "", sha256: str = "") -> list[signature.Statement]:
    """Return the signatures on file, all or those of one thing, oldest first."""
    with book.read() as conn:
        found = [dict(entry.content) for entry in journal.entries(conn) if entry.what == SIGN]
    return [one for one in found if not what or (one.get("what"), one.get("sha256")) == (what, sha256)]


def _write_new(path: Path, text: str) -> None:
    """Write a file durably and whole under a name that nothing has yet; nothing is left behind where that fails."""
    part = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    try:
        if path.exists():
            raise Stop("sign.there", path=path)
        path.parent.mkdir(parents=True, exist_ok=True)
        binary = getattr(os, "O_BINARY", 0)
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | binary, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(part, path)
        except FileExistsError as error:
            raise Stop("sign.there", path=path) from error
        except OSError:  # a stick without links (FAT): on Windows a rename refuses to replace
            os.rename(part, path)
    except OSError as error:
        raise Stop("out", path=path, got=error.strerror or str(error)) from error
    finally:
        with suppress(OSError):
            part.unlink()
