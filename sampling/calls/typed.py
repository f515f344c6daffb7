"""What a caller typed as an outcome: taken only where it says one code and nothing else, else the nearest is offered.

Nothing is guessed: a code with a question mark, with another code or with words that are not its own is refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sampling.calls.outcomes import outcomes
from sampling.model import Outcome

# Why a cell is refused: own words, own words with a code to offer, a doubt, more than one code, a code with more words.
OWN, NEAR, DOUBT, SEVERAL, MORE = "code", "code_near", "code_doubt", "code_several", "code_more"

_CODE = re.compile(r"\s*([A-Za-z])\s*(\d)(?![0-9A-Za-z])")
_ANY_CODE = re.compile(r"(?<![0-9A-Za-z])([A-Za-z])(\d)(?![0-9A-Za-z])")
_DOUBT = re.compile(r"[?]|或|吗|可能|也许|好像|大概|不确定|\bor\b|maybe|perhaps|probably", re.IGNORECASE)
_NO = re.compile(r"没|不|未|否|非|无|\bno\b|\bnot\b|never|denies", re.IGNORECASE)
_BETWEEN = re.compile(r"[^0-9A-Za-z\u3400-\u9fff]+")
_SLIP = re.compile(r"([A-Za-z])\s*[lI|]")  # a letter for the one
_ALIKE = 0.5  # share of pairs of letters in common from which a code is offered


@dataclass(frozen=True, slots=True)
class Typed:
    """What a cell holds. ``problem``: why it is not taken; ``near``: the code to offer then, "" for none."""

    code: str
    problem: str = ""
    near: str = ""


def read_outcome(typed: str, *, lost: bool = False) -> Typed:
    """Read a cell: a code alone, with its own words, or exactly its own words; "" for an empty one.

    ``lost``: the file was saved in an alphabet without Chinese, and question marks stand for a code's own words.
    """
    text = unicodedata.normalize("NFKC", typed).strip()
    if not text:
        return Typed("")
    match = _CODE.match(text)
    code = f"{match[1].upper()}{match[2]}" if match else ""
    if match and code in outcomes():
        rest = text[match.end() :]
        return Typed(code) if lost and _unlettered(rest) in _question_marks(code) else _after(code, rest)
    said = {_plain(words): o.code for o in outcomes().values() for words in (o.zh, o.en, *o.former)}
    if (whole := said.get(_plain(text))) is not None:
        return Typed(whole)
    near = _slip(text) or nearest(text)
    if _DOUBT.search(text):
        return Typed("", DOUBT, near)
    return Typed("", NEAR if near else OWN, near)


def read_code(typed: str) -> str | None:
    """Return the outcome code that a cell holds, "" for an empty cell, None for anything else."""
    found = read_outcome(typed)
    return None if found.problem else found.code


def nearest(text: str) -> str:
    """Return the code whose words, or whose ``heard``, are likest to somebody's own; "" where none is near.

    Words that deny are never near to words that do not: "was interviewed" is part of "was never interviewed".
    """
    own, denies = _plain(text), bool(_NO.search(text))
    best: dict[str, float] = {}
    for code, outcome in outcomes().items():
        pieces = [p for words in (*_wordings(outcome), *outcome.heard) for p in _pieces(words)]
        alike = [_alike(own, _plain(p)) for p in pieces if bool(_NO.search(p)) == denies]
        best[code] = max(alike, default=0.0)
    top = max(best.values(), default=0.0)
    found = [code for code, score in best.items() if score == top]
    return found[0] if top >= _ALIKE and len(found) == 1 else ""


def _slip(text: str) -> str:
    """Return the code that was meant where a letter stands for its 1; offered, never taken."""
    match = _SLIP.fullmatch(text)
    code = f"{match[1].upper()}1" if match else ""
    return code if code in outcomes() else ""


def _after(code: str, rest: str) -> Typed:
    """Judge what stands behind a code: nothing, or words of its own, or it is refused."""
    plain = _plain(rest)
    if (not plain and "?" not in rest) or plain in _own_words(code):
        return Typed(code)
    others = {f"{letter.upper()}{digit}" for letter, digit in _ANY_CODE.findall(rest)} & outcomes().keys()
    if others - {code}:
        return Typed("", SEVERAL)
    return Typed("", DOUBT if _DOUBT.search(rest) else MORE, code)


def _wordings(outcome: Outcome) -> tuple[str, ...]:
    shown = (outcome.zh, outcome.en, outcome.short_zh, outcome.short_en, *outcome.former)
    return tuple(words for words in shown if words)


def _pieces(words: str) -> Iterator[str]:
    """Words as a whole, and what stands between their commas and brackets."""
    yield words
    for piece in re.split(r"[（）()、，,;；/：:]", words):
        if len(piece.strip()) > 1:
            yield piece.strip()


@cache
def _own_words(code: str) -> frozenset[str]:
    return frozenset(_plain(piece) for words in _wordings(outcomes()[code]) for piece in _pieces(words))


@cache
def _question_marks(code: str) -> frozenset[str]:
    """A code's words as programs leave them that save in an alphabet without Chinese: exactly as many question marks.

    Full-width punctuation is one more of them, or its ASCII like.
    """
    return frozenset(
        marks
        for said in _wordings(outcomes()[code])
        for words in (said, unicodedata.normalize("NFKC", said))
        if len(marks := _unlettered(re.sub(r"[^\x00-\x7f]", "?", words))) > 1 and "?" in marks
    )


def _unlettered(text: str) -> str:
    return "".join(text.split())


def _plain(text: str) -> str:
    """Letters and digits only, as they compare."""
    return _BETWEEN.sub("", unicodedata.normalize("NFKC", text)).casefold()


def _alike(one: str, other: str) -> float:
    if min(len(one), len(other)) < 2:
        return 0.0
    if one in other or other in one:
        # Longer agreement first: among codes that contain the words, the one that says little else.
        return 0.9 + 0.1 * min(len(one), len(other)) / max(len(one), len(other))
    first, second = ({text[at : at + 2] for at in range(len(text) - 1)} for text in (one, other))
    return 2 * len(first & second) / (len(first) + len(second))
