"""Time stamps by RFC 3161: a request that somebody carries to an authority, and its answer checked here, offline.

An answer says: these bytes existed then. What is checked: that it was granted, that it is of our bytes and of our request,
that its signature holds with the certificate that it names (ESS, RFC 2634 and 5035), and that this certificate is for
time stamps and was valid then. Whose certificate it is, and who vouches for it, no program can tell without a network:
it is shown.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID

from sampling.public import der
from sampling.public.der import BOOLEAN, BYTES, INTEGER, NULL, SEQUENCE, SET, TIME, Element

REQUEST, ANSWER = ".tsq", ".tsr"  # how such files are called everywhere
_SHA256 = "2.16.840.1.101.3.4.2.1"
_HASHES: dict[str, type[hashes.SHA256 | hashes.SHA384 | hashes.SHA512]] = {
    _SHA256: hashes.SHA256,
    "2.16.840.1.101.3.4.2.2": hashes.SHA384,
    "2.16.840.1.101.3.4.2.3": hashes.SHA512,
}
# RSA (PKCS #1, v1.5) and ECDSA, by themselves or with one of the hashes, and Ed25519.
_RSA = "1.2.840.113549.1.1.1", *(f"1.2.840.113549.1.1.{n}" for n in (11, 12, 13))
_ECDSA = tuple(f"1.2.840.10045.4.3.{n}" for n in (2, 3, 4))
_ED25519 = "1.3.101.112"
_SIGNED_DATA, _TOKEN = "1.2.840.113549.1.7.2", "1.2.840.113549.1.9.16.1.4"
_CONTENT, _DIGEST = "1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4"
_BY_SHA1, _BY_HASH = "1.2.840.113549.1.9.16.2.12", "1.2.840.113549.1.9.16.2.47"
_GRANTED = (0, 1)
_CONTEXT_0 = 0xA0


class StampFault(Exception):  # noqa: N818 - what is wrong with a file, not with us
    """A request or an answer that does not hold: its code, and what was found where that says more."""

    def __init__(self, code: str, got: str = "") -> None:
        super().__init__(code)
        self.code, self.got = code, got


@dataclass(frozen=True, slots=True)
class TimeStamp:
    """What an authority vouches for. ``at``: UTC; ``serial``, ``policy``: its own; ``certificate``: SHA-256 of the one that
    it signed with, in hex; ``authority``: whose that is, as the certificate says."""

    at: datetime
    serial: int
    policy: str
    authority: str
    certificate: str


def request(sha256: str, nonce: int) -> bytes:
    """Return the request for a hash, with its certificate asked for (RFC 3161, 2.4.1). ``nonce``: at random, 64 bits."""
    return der.made(
        SEQUENCE,
        der.number(1),
        der.made(SEQUENCE, _algorithm(_SHA256), der.made(BYTES, bytes.fromhex(sha256))),
        der.number(nonce),
        der.made(BOOLEAN, b"\xff"),
    )


def nonce_of(asked: bytes) -> int:
    """Return the nonce of a request of ours. Raises StampFault request."""
    try:
        *_, nonce, _certificate = der.one(asked).of(SEQUENCE).inner()
        return nonce.number()
    except ValueError as error:
        raise StampFault("request") from error


def read(answer: bytes, sha256: str, nonce: int | None) -> TimeStamp:
    """Check an answer and return what it says. ``nonce``: of the request, None where that is not at hand.

    Raises StampFault form, denied, other, nonce, digest, algorithm, certificate, signature.
    """
    try:
        status, *token = der.one(answer).of(SEQUENCE).inner()
        said = status.of(SEQUENCE).inner()[0].number()
        if said not in _GRANTED:
            raise StampFault("denied", got=str(said))
        if len(token) != 1:
            raise StampFault("form")
        return _token(token[0], sha256, nonce)
    except (ValueError, IndexError) as error:
        raise StampFault("form") from error
    except UnsupportedAlgorithm as error:
        raise StampFault("algorithm", got=str(error) or "?") from error


def _token(token: Element, sha256: str, nonce: int | None) -> TimeStamp:
    """Read the signed data of an answer (RFC 5652, 5.1)."""
    kind, inside = token.of(SEQUENCE).inner()
    if kind.dotted() != _SIGNED_DATA:
        raise ValueError(kind.dotted())
    _version, _hashes, content, *more = der.one(inside.of(_CONTEXT_0).body).of(SEQUENCE).inner()
    what, holder = content.of(SEQUENCE).inner()
    if what.dotted() != _TOKEN:
        raise ValueError(what.dotted())
    info = der.one(holder.of(_CONTEXT_0).body).of(BYTES).body
    at, serial, policy = _info(info, sha256, nonce)
    signers = more[-1].of(SET).inner()
    certificates = [x.whole for item in more[:-1] if item.tag == _CONTEXT_0 for x in item.inner()]
    if len(signers) != 1:
        raise ValueError(f"{len(signers)} signers")
    used = _signed(signers[0], info, certificates)
    _fit(used, at)
    return TimeStamp(
        at, serial, policy, used.subject.rfc4514_string(), used.fingerprint(hashes.SHA256()).hex()
    )


def _info(info: bytes, sha256: str, nonce: int | None) -> tuple[datetime, int, str]:
    """Return time, serial number and policy of what was signed (RFC 3161, 2.4.2), which must be of our hash."""
    version, policy, imprint, serial, at, *rest = der.one(info).of(SEQUENCE).inner()
    algorithm, digest = imprint.of(SEQUENCE).inner()
    if (version.number(), _of(algorithm), digest.of(BYTES).body.hex()) != (1, _SHA256, sha256):
        raise StampFault("other")
    told = [item.number() for item in rest if item.tag == INTEGER]
    if nonce is not None and told != [nonce]:
        raise StampFault("nonce")
    text = at.of(TIME).body.decode("ascii")
    form = "%Y%m%d%H%M%S.%fZ" if "." in text else "%Y%m%d%H%M%SZ"
    return datetime.strptime(text, form).replace(tzinfo=UTC), serial.number(), policy.dotted()


def _signed(signer: Element, info: bytes, certificates: Sequence[bytes]) -> x509.Certificate:
    """Return the certificate with which what was signed is signed (RFC 5652, 5.4). Raises StampFault."""
    _version, _whose, algorithm, attributes, method, signature, *_unsigned = signer.of(SEQUENCE).inner()
    hashed = _HASHES.get(_of(algorithm))
    if hashed is None:
        raise StampFault("algorithm", got=_of(algorithm))
    told: dict[str, Element] = {}
    for item in attributes.of(_CONTEXT_0).inner():
        name, values = item.of(SEQUENCE).inner()
        told[name.dotted()] = der.one(values.of(SET).body)
    if _CONTENT not in told or told[_CONTENT].dotted() != _TOKEN or _DIGEST not in told:
        raise ValueError("attributes are missing")
    if told[_DIGEST].of(BYTES).body != hashlib.new(hashed.name, info).digest():
        raise StampFault("digest")
    certificate = x509.load_der_x509_certificate(_named(told, certificates))
    # Signed is the set itself, not the place in which it stands.
    data = bytes((SET,)) + attributes.whole[1:]
    try:
        _verify(certificate, _of(method), hashed(), signature.of(BYTES).body, data)
    except InvalidSignature as error:
        raise StampFault("signature") from error
    return certificate


def _named(told: dict[str, Element], certificates: Sequence[bytes]) -> bytes:
    """Return the certificate whose hash was signed, so that no other can take its place."""
    name, digest = "sha1", b""
    if _BY_HASH in told:
        first = told[_BY_HASH].of(SEQUENCE).inner()[0].of(SEQUENCE).inner()[0].of(SEQUENCE).inner()
        named = _HASHES.get(_of(first[0]) if first[0].tag == SEQUENCE else _SHA256)
        if named is None:
            raise StampFault("algorithm", got=_of(first[0]))
        name, digest = named.name, next((item.body for item in first if item.tag == BYTES), b"")
    elif _BY_SHA1 in told:
        first = told[_BY_SHA1].of(SEQUENCE).inner()[0].of(SEQUENCE).inner()[0].of(SEQUENCE).inner()
        digest = first[0].of(BYTES).body
    for data in certificates:
        if digest and hashlib.new(name, data).digest() == digest:
            return data
    raise StampFault("certificate")


def _verify(
    certificate: x509.Certificate, method: str, hashed: hashes.HashAlgorithm, signature: bytes, data: bytes
) -> None:
    key = certificate.public_key()
    if isinstance(key, rsa.RSAPublicKey) and method in _RSA:
        key.verify(signature, data, padding.PKCS1v15(), hashed)
    elif isinstance(key, ec.EllipticCurvePublicKey) and method in _ECDSA:
        key.verify(signature, data, ec.ECDSA(hashed))
    elif isinstance(key, ed25519.Ed25519PublicKey) and method == _ED25519:
        key.verify(signature, data)
    else:
        raise StampFault("algorithm", got=method)


def _fit(certificate: x509.Certificate, at: datetime) -> None:
    """Whether a certificate is for time stamps and was valid then. Raises StampFault certificate."""
    try:
        uses = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except x509.ExtensionNotFound as error:
        raise StampFault("certificate") from error
    there = certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc
    if ExtendedKeyUsageOID.TIME_STAMPING not in uses or not there:
        raise StampFault("certificate")


def _algorithm(name: str) -> bytes:
    return der.made(SEQUENCE, der.dotted(name), der.made(NULL))


def _of(algorithm: Element) -> str:
    return algorithm.of(SEQUENCE).inner()[0].dotted()
