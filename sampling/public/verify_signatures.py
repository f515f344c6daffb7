# ruff: noqa: RUF001, RUF002
"""Check the signatures of a round: Ed25519 by RFC 8032 in whole numbers, standard library only.

``python verify_signatures.py [FOLDER] [--key PUBLIC_KEY]...`` prints a line per signature; exit 0: all hold, 1: one
does not or cannot be read. With ``--key`` (64 digits, as in the minutes; blanks do not matter) every seal, every draw and
the round must be signed by each of these keys: whoever takes the signatures away, or signs with a key of his own, is
named. Without it the keys are printed, to be compared with the minutes. ``verify_round.py`` calls ``check``.
What is signed: recheck.md, Signatures.
"""
from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path

FILE = "signatures.json"
FORMAT, ONE = "hefang-signatures/1", "hefang-signature/1"
FIELDS = {"format", "role", "name", "at", "what", "sha256", "key", "signature"}
OWN_HASH = {"hefang-seal/1": "seal_sha256", "hefang-round/1": "round_sha256", "hefang-draw/1": ""}
KINDS = {"hefang-seal/1": "seal", "hefang-round/1": "round", "hefang-draw/1": "draw"}
ROLES = {"chair": ("主持人", "chair"), "overseer": ("监督人", "overseer")}
WHAT = {"seal": ("封存", "seal"), "draw": ("抽取", "draw"), "round": ("本轮", "round"),
        "papers": ("报告", "papers")}

# The curve of RFC 8032, 5.1: -x² + y² = 1 + d·x²·y² over the integers modulo P; base point B of order L.
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)  # a square root of -1


def x_of(y: int, odd: int) -> int | None:
    """The x of a point with this y and this last bit (5.1.3); None where there is none."""
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if x * x % P == square else x * ROOT % P
    if x * x % P != square or (x == 0 and odd):
        return None
    return x if x % 2 == odd else P - x


def point(data: bytes) -> tuple[int, int, int, int] | None:
    """A point from its 32 bytes, as X, Y, Z, T with x = X/Z, y = Y/Z, x·y = T/Z (5.1.3)."""
    number = int.from_bytes(data, "little")
    y, odd = number & (2**255 - 1), number >> 255
    x = x_of(y, odd) if y < P else None
    return None if x is None else (x, y, 1, x * y % P)


def add(p: tuple, q: tuple) -> tuple:
    """The sum of two points (5.1.4)."""
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number: int, p: tuple) -> tuple:
    """A point added to itself that many times."""
    total = (0, 1, 1, 0)
    while number:
        total = add(total, p) if number & 1 else total
        number, p = number >> 1, add(p, p)
    return total


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE = point(BASE_Y.to_bytes(32, "little"))


def holds(key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether an Ed25519 signature is good (5.1.7): [S]B = R + [k]A, k = SHA-512(R, A, message)."""
    if len(key) != 32 or len(signature) != 64:
        return False
    a, r, s = point(key), point(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    left, right = times(s, BASE), add(r, times(k, a))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 == (left[1] * right[2] - right[1] * left[2]) % P


def canonical(document: dict, without: str) -> bytes:
    """The canonical bytes of a document without one key (recheck.md, The files)."""
    rest = {name: value for name, value in document.items() if name != without}
    return json.dumps(rest, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode("utf-8")


def once(pairs: list) -> dict:
    if len(dict(pairs)) != len(pairs):
        raise ValueError("key twice: " + repr([name for name, _ in pairs])[:60])
    return dict(pairs)


def read(path: Path) -> dict:
    document = json.loads(path.read_bytes().decode("utf-8"), object_pairs_hook=once)
    if not isinstance(document, dict):
        raise ValueError("no object")
    return document


def signable(folder: Path) -> dict[tuple[str, str], str]:
    """(kind, hash) of every public document in the folder, with its file."""
    found = {}
    for path in sorted(folder.glob("*.json")):
        try:
            document = read(path)
        except (OSError, ValueError):
            continue  # verify_round.py names what cannot be read
        form = document.get("format")
        if isinstance(form, str) and form in KINDS:
            found[KINDS[form], hashlib.sha256(canonical(document, OWN_HASH[form])).hexdigest()] = path.name
    return found


def hexed(text: object, size: int) -> bytes:
    """Bytes from lower-case hex digits; nothing where they are something else."""
    good = isinstance(text, str) and len(text) == 2 * size and not set(text) - set("0123456789abcdef")
    return bytes.fromhex(text) if good else b""


def fault_of(one: object, there: dict) -> tuple[str, str] | None:
    """What is wrong with one signature, in both languages; None: it is good, and of what lies here."""
    if not isinstance(one, dict) or set(one) != FIELDS or one["format"] != ONE or not all(
            isinstance(value, str) for value in one.values()) or one["role"] not in ROLES or one["what"] not in WHAT:
        return "不是 hefang-signature/1 的格式", "not of the form hefang-signature/1"
    if not holds(hexed(one["key"], 32), canonical(one, "signature"), hexed(one["signature"], 64)):
        return "签名不成立：内容、公钥或签名被改过", "the signature does not hold: content, key or signature was changed"
    known = (one["what"], one["sha256"]) in there
    return None if known else ("签的不是这里的文件", "what was signed is not what lies here")


def check_papers(folder: Path, papers: dict) -> list[tuple[str, str, str]]:
    """The papers beside the folder against their hashes; papers that are not here are counted."""
    lines, away, root = [], 0, folder.resolve().parent
    for name, sha256 in papers.items():
        path = root / name
        if not path.resolve().is_relative_to(root) or not path.is_file():
            away += 1
        elif hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
            lines.append(("×", f"报告被改过：{name}", f"the paper was changed: {name}"))
    if away:
        lines.append(("·", f"报告 {away} 份不在这里，内容未核对", f"{away} papers are not here, their content was not compared"))
    return lines


def told(folder: Path) -> list[tuple[str, str, str]]:
    """(what, sha256, key) of every signature that the journal of round.json tells of."""
    try:
        entries = read(folder / "round.json")["journal"]
        facts = [entry["facts"] for entry in entries if entry["what"] == "sign"]
        return [(fact["what"], fact["sha256"], fact["key"]) for fact in facts]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def check(folder: Path, keys: list[str]) -> list[tuple[str, str, str]]:
    """Check all signatures in a folder; (mark, Chinese, English) per line, mark √, × or ·."""
    lines, there, good = [], signable(folder), set()
    signatures, papers = [], {}
    if (folder / FILE).exists():
        document = read(folder / FILE)
        if document.get("format") != FORMAT or set(document) != {"format", "papers", "signatures"}:
            raise ValueError(FILE + ": format")
        signatures, papers = document["signatures"], document["papers"]
    if papers:
        there["papers", hashlib.sha256(canonical(papers, "")).hexdigest()] = f"({len(papers)})"
    for number, one in enumerate(signatures, 1):
        fault = fault_of(one, there)
        if fault:
            lines.append(("×", f"第 {number} 个签名：{fault[0]}", f"signature {number}: {fault[1]}"))
            continue
        good.add((one["what"], one["sha256"], one["key"]))
        file = there[one["what"], one["sha256"]]
        key = " ".join(one["key"][at:at + 4] for at in range(0, 64, 4))
        role, kind, name = ROLES[one["role"]], WHAT[one["what"]], (" " + one["name"]).rstrip()
        lines.append(("√", f"{kind[0]} {file}：{role[0]}{name} 已签名（{one['at']}），公钥 {key}",
                      f"{kind[1]} {file}: signed by the {role[1]}{name} ({one['at']}), key {key}"))
    lines += check_papers(folder, papers)
    if papers and "papers" not in {what for what, _, _ in good}:
        lines.append(("×", "报告的清单没有签名", "nobody signed the list of papers"))
    for what, sha256, key in dict.fromkeys(told(folder)):
        # A seal or draw that was set aside is not in the folder; its signature is not missed.
        if (what, sha256) in there and (what, sha256, key) not in good:
            file = there[what, sha256]
            lines.append(("×", f"{file}：日志记有签名，这里没有（公钥 {key[:16]}…）",
                          f"{file}: the journal tells of a signature that is not here (key {key[:16]}...)"))
    for key in keys:
        plain = "".join(key.split()).lower()
        lines += [("×", f"{file}：没有这把公钥的签名（{plain[:16]}…）", f"{file}: not signed by this key ({plain[:16]}...)")
                  for (what, sha256), file in there.items() if (what, sha256, plain) not in good]
    if not lines:
        lines.append(("·", "本轮没有签名", "nothing is signed in this round"))
    return lines


def show(folder: Path, keys: list[str], lang: str) -> int:
    """Print the lines; how many of them are faults."""
    lines = check(folder, keys)
    for mark, *words in lines:
        line = words[lang == "en"]
        print(mark, line if line.isprintable() else ascii(line))
    return sum(mark == "×" for mark, *_ in lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).resolve().parent)
    parser.add_argument("--key", action="append", default=[])
    parser.add_argument("--lang", choices=["zh", "en"], default="zh")
    options = parser.parse_args()
    sys.stdout.reconfigure(errors="backslashreplace")
    try:
        return int(show(options.folder, options.key, options.lang) > 0)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        print("×", FILE, ("文件读不了或不合格式", "cannot be read, or is not of its form")[options.lang == "en"])
        return 1


if __name__ == "__main__":
    sys.exit(main())
