"""Ed25519: RFC 8032's own vectors, in the program that needs nothing of ours, in the page, and in the library that signs."""

from __future__ import annotations

import json
import random
from hashlib import sha256, sha512
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sampling.draw.verifier import verifier_page
from sampling.public import signature, verify_signatures
from sampling.public.verify_signatures import L, P, holds
from tests.sampling.test_verifier_page import chromium

# RFC 8032, 7.1: secret key, public key, message, signature.
VECTORS = {
    "TEST 1": (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
        "d25bf5f0595bbe24655141438e7a100b",
    ),
    "TEST 2": (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
        "387b2eaeb4302aeeb00d291612bb0c00",
    ),
    "TEST 3": (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
        "4a7c15e9716ed28dc027beceea1ec40a",
    ),
    "TEST SHA(abc)": (
        "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd"
        "454d4423643ce80e2a9ac94fa54ca49f",
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e030"
        "3dca179c138ac17ad9bef1177331a704",
    ),
}


def bent(data: bytes, bit: int) -> bytes:
    return data[: bit // 8] + bytes([data[bit // 8] ^ 1 << bit % 8]) + data[bit // 8 + 1 :]


@pytest.mark.parametrize("name", VECTORS)
def test_vectors_of_the_rfc(name: str) -> None:
    secret, key, message, signed = map(bytes.fromhex, VECTORS[name])
    private = Ed25519PrivateKey.from_private_bytes(secret)
    assert private.sign(message) == signed
    assert signature.public_of(private) == key.hex()
    assert holds(key, message, signed)
    dice = random.Random(name)
    for _ in range(8):
        assert not holds(key, message, bent(signed, dice.randrange(512)))
        assert not holds(bent(key, dice.randrange(256)), message, signed)
    assert not holds(key, message + b"x", signed)


def test_what_the_rfc_forbids_is_refused() -> None:
    _, key, message, signed = map(bytes.fromhex, VECTORS["TEST 2"])
    large = (
        int.from_bytes(signed[32:], "little") + L
    )  # the same modulo the order: another text for one signature
    assert not holds(key, message, signed[:32] + large.to_bytes(32, "little"))
    assert not holds((P + 1).to_bytes(32, "little"), message, signed)  # y is not below the prime
    assert not holds((2).to_bytes(32, "little"), message, signed)  # no point has this y
    assert not holds(key[:31], message, signed)
    assert not holds(key, message, signed + b"\0")


@pytest.mark.browser
def test_the_page_agrees(tmp_path: Path) -> None:

    path = tmp_path / "verifier.html"
    path.write_text(verifier_page(), encoding="utf-8")
    asked = []
    dice = random.Random(8032)
    for _, key, message, signed in VECTORS.values():
        asked.append([key, message, signed, True])
        asked.append([key, message, bent(bytes.fromhex(signed), dice.randrange(512)).hex(), False])
        asked.append([bent(bytes.fromhex(key), dice.randrange(256)).hex(), message, signed, False])
    large = int.from_bytes(bytes.fromhex(asked[3][2])[32:], "little") + L
    asked.append([asked[3][0], asked[3][1], asked[3][2][:64] + large.to_bytes(32, "little").hex(), False])
    ask = """asked => asked.map(([key, message, signed]) =>
        signatureHolds(unhex(key, 32), unhex(message, message.length / 2), unhex(signed, 64)))"""
    with chromium() as browser:
        page = browser.new_context(offline=True).new_page()
        page.goto(path.as_uri())
        assert page.evaluate(ask, asked) == [good for *_, good in asked]
        for text in ("", "abc", "x" * 111, "x" * 112, "x" * 240):
            found = page.evaluate("t => [hashText(t), hex(sha512(new TextEncoder().encode(t)))]", text)
            assert found == [sha256(text.encode()).hexdigest(), sha512(text.encode()).hexdigest()]


def test_a_statement_holds_until_anything_in_it_changes() -> None:
    private = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    made = signature.signed(private, "chair", "王一", "2017-07-03T09:00:00+08:00", "seal", "ab" * 32)
    assert signature.holds(made)
    assert verify_signatures.fault_of(made, {("seal", "ab" * 32): "seal.json"}) is None
    assert verify_signatures.fault_of(made, {}) is not None
    for key, value in made.items():
        changed = {**made, key: value[:-1] + ("0" if value[-1] != "0" else "1")}
        assert not signature.holds(changed)
        assert verify_signatures.fault_of(changed, {("seal", "ab" * 32): "seal.json"}) is not None
    assert not signature.holds({})
    assert verify_signatures.fault_of({**made, "extra": ""}, {("seal", "ab" * 32): "seal.json"}) is not None
    assert json.loads(signature.one_line(made)) == made
