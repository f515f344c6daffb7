"""Time stamps: answers that OpenSSL made are read, and no changed byte makes them say something else."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from sampling.public import der, timestamp
from sampling.public.timestamp import StampFault

STAMPS = Path(__file__).parent / "stamps"
ANSWERS = ("rsa-sha256", "rsa-sha512-ess1", "ec-sha512-ess1")
HASH = sha256((STAMPS / "stamped.txt").read_bytes()).hexdigest()
ASKED = (STAMPS / "stamped.txt.tsq").read_bytes()
NONCE = timestamp.nonce_of(ASKED)


def answer(name: str) -> bytes:
    return (STAMPS / f"{name}.tsr").read_bytes()


def code_of(data: bytes, digest: str = HASH, nonce: int | None = NONCE) -> str:
    with pytest.raises(StampFault) as caught:
        timestamp.read(data, digest, nonce)
    return caught.value.code


def test_a_request_is_the_bytes_of_rfc_3161() -> None:
    """The request in the folder was read by OpenSSL, which answered it."""
    assert timestamp.request(HASH, NONCE) == ASKED
    head = "30430201013031300d060960864801650304020105000420"
    assert timestamp.request("ab" * 32, 5).hex() == f"303c{head[4:]}{'ab' * 32}0201050101ff"


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_says_when_and_who(name: str) -> None:
    found = timestamp.read(answer(name), HASH, NONCE)
    assert found.at.replace(microsecond=0) == datetime(2026, 11, 27, 15, 59, 29, tzinfo=UTC)
    assert "虚构时间戳机构" in found.authority
    assert found.policy == "1.2.3.4.1"
    assert timestamp.read(answer(name), HASH, None) == found


def test_what_is_not_ours_is_refused() -> None:
    data = answer("rsa-sha256")
    assert code_of(data, digest="00" * 32) == "other"
    assert code_of(data, nonce=NONCE + 1) == "nonce"
    assert code_of(answer("denied")) == "denied"
    for junk in (
        b"",
        b"\x30\x80\x00\x00",
        data[:-1],
        data + b"\x00",
        ASKED,
        b"<html>502</html>",
        b"\x30" * 99,
    ):
        assert code_of(junk) == "form"
    with pytest.raises(StampFault):
        timestamp.nonce_of(b"nothing")


def test_another_authority_cannot_take_its_place() -> None:
    """A certificate put in the place of the one that signed is not the one whose hash was signed."""
    own, others = answer("rsa-sha256"), answer("rsa-sha512-ess1")
    assert code_of(own.replace(certificate(own), certificate(answer("ec-sha512-ess1")))) in (
        "form",
        "certificate",
    )
    twin = bytearray(certificate(own))
    twin[-1] ^= 1  # of its own signature: nothing else in it changed
    assert code_of(own.replace(certificate(own), bytes(twin))) == "certificate"
    assert certificate(own) == certificate(others)


def certificate(data: bytes) -> bytes:
    token = der.one(data).inner()[1].inner()[1].inner()[0].inner()
    return next(item for item in token if item.tag == 0xA0).inner()[0].whole


@pytest.mark.parametrize("name", ANSWERS)
def test_a_changed_byte_is_refused_or_changes_nothing_of_what_is_said(name: str) -> None:
    data, dice = answer(name), random.Random(3161)
    said = timestamp.read(data, HASH, NONCE)
    passed = 0
    for at in range(dice.randrange(5), len(data), 5):
        changed = bytearray(data)
        changed[at] ^= 1 << dice.randrange(8)
        try:
            found = timestamp.read(bytes(changed), HASH, NONCE)
        except StampFault:
            continue
        assert found == said, at
        passed += 1
    # Left over: versions, and whose certificate it is in words, which its signed hash says better.
    assert passed < 40
