"""Signatures of chair and overseer: what is signed, to the byte, and whether a signature holds.

Ed25519 (RFC 8032). A signature is a statement, one JSON object; signed are the canonical bytes of all of it but
``signature``. ``docs/recheck.md`` says what stands in it; ``verify_signatures.py`` checks it without anything of ours.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from sampling.draw.seal import canonical

FORMAT, MANY = "hefang-signature/1", "hefang-signatures/1"
FILE, SCRIPT = "signatures.json", "verify_signatures.py"
ROLES = ("chair", "overseer")
SEAL, DRAW, ROUND, PAPERS = "seal", "draw", "round", "papers"
Statement = Mapping[str, str]


def public_of(private: Ed25519PrivateKey) -> str:
    """Return the public key as 64 hex digits."""
    return private.public_key().public_bytes_raw().hex()


def signed(
    private: Ed25519PrivateKey, role: str, name: str, at: str, what: str, sha256: str
) -> dict[str, str]:
    """Return a signed statement. ``what``: seal, draw, round or papers; ``at``: ISO time.

    ``sha256``: of a seal or round the hash that it carries; of a draw, and of the list of papers, that of its canonical
    bytes.
    """
    said = {
        "format": FORMAT, "role": role, "name": name, "at": at, "what": what, "sha256": sha256,
        "key": public_of(private),
    }  # fmt: skip
    return {**said, "signature": private.sign(canonical(said)).hex()}


def holds(statement: Statement) -> bool:
    """Whether a statement was signed with the key that it names."""
    said = {key: value for key, value in statement.items() if key != "signature"}
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(statement["key"]))
        key.verify(bytes.fromhex(statement["signature"]), canonical(said))
    except (KeyError, TypeError, ValueError, InvalidSignature):
        return False
    return True


def sha256_of(document: Mapping[str, Any]) -> str:
    """Return the hash by which a draw, or a list of papers, is signed."""
    return hashlib.sha256(canonical(document)).hexdigest()


def to_text(statements: Iterable[Statement], papers: Mapping[str, str]) -> str:
    """Return the text of signatures.json. ``papers``: SHA-256 of every paper that was signed, by its path."""
    made = {"format": MANY, "papers": dict(papers), "signatures": list(statements)}
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def one_line(statement: Statement) -> str:
    """Return a statement as a QR code holds it: its canonical bytes, signature included."""
    return canonical(statement).decode()


def script() -> str:
    """Return the program that checks signatures, which needs nothing of ours."""
    return files("sampling.public").joinpath(SCRIPT).read_text(encoding="utf-8")
