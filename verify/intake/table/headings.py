"""What a column heading means. The words stand in ``headings.toml``; here they are only compared."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from verify.intake.roster import FIELDS
from verify.intake.table.hints import plain
from verify.text.characters import unified
from verify.text.patterns import when_used

STRENGTHS = {"strong": 3.0, "usual": 2.0, "account": 1.5, "weak": 1.0}
# The register columns that no roster shares with it; at least one makes a table a register.
REGISTER_KEYS = ("申报编号", "企业名称")
REGISTER_SHARED = ("企业名称", "调查开始时间", "调查结束时间")

_LONGEST = 30  # characters of a normalised heading; the longest synonym has 20
_BRACKETS = when_used(r"\([^)]*\)?|\[[^\]]*\]?|【[^】]*】?|<[^>]*>?|〔[^〕]*〕?|\{[^}]*\}?")
_NOISE = when_used(r"[\W_]+")
_HINT = when_used(r"^\d{1,2}位(?=[手电号])|(?:必填项?|选填项?|\d{1,2}位(?:数字?|号码)?)$")
# 2016年调查时间, 调查时间（2017年3月）, 调查时间 月/日: what the cells below leave out, or how they are written.
_DATED = when_used(r"(?:19|20)\d\d\s*年(?:\s*\d{1,2}\s*月份?)?|月\s*[/、.\-]?\s*日\s*[)）]?\s*$")
_COUNTER = when_used(r"(?:\d{1,2}|[一二三四])$")
_HAN = when_used(r"[\u3400-\u9fff]+")
_LATIN = when_used(r"[a-z]+")
_SEPARATOR = when_used(r"[/、,，;；|\\&+]|及|和|或|与")


@dataclass(frozen=True, slots=True)
class Meaning:
    """One reading of a heading. ``field`` is "" for a column that is known to be somebody else's."""

    field: str
    strength: float = 0.0
    role: str = ""  # "" start end surname given area extension ticked year month day


OTHERS = (Meaning(""),)
TICKED = (Meaning("mode", 3.0, "ticked"),)  # one of several columns, of which one is ticked


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "headings.toml").read_text(encoding="utf-8"))


@cache
def _table() -> dict[str, tuple[Meaning, ...]]:
    table: dict[str, list[Meaning]] = {}
    for field in FIELDS:
        for level, synonyms in _data()["roster"][field].items():
            role = "" if level in STRENGTHS else level
            for word in synonyms:
                table.setdefault(word, []).append(Meaning(field, STRENGTHS.get(level, 2.0), role))
    for role, synonyms in _data()["roster"]["parts"].items():
        for word in synonyms:
            table.setdefault(word, []).append(Meaning("name", 2.0, role))
    return {word: tuple(meanings) for word, meanings in table.items()}


@cache
def _register_table() -> dict[str, str]:
    return {word: column for column, synonyms in _data()["register"].items() for word in synonyms}


@cache
def words(kind: str) -> tuple[str, ...]:
    """Return a list of ``headings.toml``'s [words] in normal form, longest first."""
    return tuple(sorted(_data()["words"][kind], key=len, reverse=True))


@cache
def endings(kind: str) -> tuple[str, ...]:
    """Return a list of ``headings.toml``'s [endings]; see ``habits.endings``."""
    return tuple(_data()["endings"][kind])


def heading_words() -> frozenset[str]:
    """All synonyms of roster and register in normal form, e.g. to tell the right decoding of a text file."""
    return frozenset(_table()) | frozenset(_register_table())


def normal(text: str) -> str:
    """Return a heading without everything that people put round its words; "" where no word is left.

    >>> normal(" *联 系\\n方 式（手机/座机）：")
    '联系方式'
    """
    whole = unicodedata.normalize("NFKC", unified(text)).lower()
    bare = _NOISE.sub("", _BRACKETS.sub("", whole)) or _NOISE.sub("", whole)
    return _HINT.sub("", bare) or bare or ("#" if "#" in whole else "")


def _without_respondent(word: str) -> tuple[Meaning, ...]:
    """Look up 被访者电话 as 电话; said of the respondent, it is surer than 电话 alone."""
    table = _table()
    for prefix in words("respondent"):
        rest = word[len(prefix) :]
        if word.startswith(prefix) and rest in table:
            return tuple(
                Meaning(m.field, m.strength + (0.5 if m.strength > 1 else 0), m.role) for m in table[rest]
            )
    return ()


def _readings(word: str, text: str) -> Iterator[tuple[Meaning, ...]]:
    table = _table()
    whole = _NOISE.sub("", unicodedata.normalize("NFKC", text).lower())
    yield table.get(whole, ())  # 调查时间（起） says more with its hint than without
    yield table.get(word, ())
    if any(other in word for other in words("others")):
        yield OTHERS
    yield _without_respondent(word)
    undated = _DATED.sub("", text)
    if undated != text:
        yield table.get(normal(undated), ())
    short = _COUNTER.sub("", word)
    if short != word:
        yield table.get(short, ()) or _without_respondent(short)
    han, latin = "".join(_HAN.findall(word)), "".join(_LATIN.findall(word))
    if han and latin:
        yield table.get(han, ()) or _without_respondent(han) or table.get(latin, ())
    pieces = [normal(piece) for piece in _SEPARATOR.split(text)]
    if len(pieces) > 1:
        yield _agreed([table.get(piece, ()) for piece in pieces if piece])


def _agreed(pieces: list[tuple[Meaning, ...]]) -> tuple[Meaning, ...]:
    """Read 电话/手机 as a contact; 姓名/电话 in one column is neither a name nor a contact."""
    known = [meanings for meanings in pieces if meanings]
    fields = {meaning.field for meanings in known for meaning in meanings}
    return known[0] if len(fields) == 1 else ()


@cache
def _signs() -> frozenset[str]:
    """Return every sign that a heading is made of."""
    return signs_of([*_table(), *_register_table(), *words("others")])


@cache
def _register_signs() -> frozenset[str]:
    return signs_of(_register_table())


def signs_of(known: Iterable[str]) -> frozenset[str]:
    """Return every sign that words are made of, as typed in half or full width, in either case; no digits.

    Most cells hold none of them, and need no closer look.
    """
    half = set("".join(known))
    full = {chr(ord(sign) + 0xFEE0) for sign in half if "!" <= sign <= "~"}
    signs = half | full | {"№"}
    return frozenset(signs | {sign.upper() for sign in signs}) - frozenset("0123456789０１２３４５６７８９")


def meanings(text: str) -> tuple[Meaning, ...]:
    """Return what a heading as written can mean for a roster: () for nothing, OTHERS for someone else's."""
    text = text[:120]  # what stands further on is a hint, or no heading at all
    return () if _signs().isdisjoint(text) else _meanings(text)


@lru_cache(maxsize=8192)
def _meanings(text: str) -> tuple[Meaning, ...]:
    """Read the heading as it stands, then without what is written round its words, then by its parts."""
    if known := _table().get(normal(text)):
        return next((found for found in _readings(normal(text), text) if found), known)
    for form in (*plain(text), text):
        word = normal(form)
        if word and len(word) <= _LONGEST:
            found = next((found for found in _readings(word, form) if found), ())
            if found:
                return found
    return ()


@lru_cache(maxsize=8192)
def register_column(text: str) -> str:
    """Return the register's own name of a column, e.g. 有效问卷数量 for 有效样本量; "" where it has none."""
    if len(text) > 120 or _register_signs().isdisjoint(text):
        return ""
    known = _register_table()
    return next((known[word] for word in map(normal, (text, *plain(text))) if word in known), "")


@lru_cache(maxsize=1024)
def is_timing(text: str) -> bool:
    """Return whether a heading is one under which survey programmes note the begin or the end of an answer."""
    return len(text) <= 60 and normal(text) in words("timing")


@lru_cache(maxsize=1024)
def is_sub(text: str) -> bool:
    """Return whether a text is a second-level heading that says nothing alone, e.g. 本人."""
    return len(text) <= 20 and normal(text) in words("sub")


@lru_cache(maxsize=1024)
def is_label(text: str) -> bool:
    """Return whether a text is a label of a form (邮编, 传真 ...) or any heading we know."""
    return len(text) <= 60 and (
        normal(text) in words("form") or bool(meanings(text)) or bool(register_column(text))
    )
