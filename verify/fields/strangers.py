"""What strangers typed into a cell, as it may be shown to anybody: no name, no number by which a person is reached.

A cell need not hold what its heading says: columns are exchanged, remarks name people. So a date, a mode, a serial or
a contact shows digits, signs and the words that such cells are made of; every other word is masked as a name would be.
An employer may be called anything: there, what looks like a person is masked, and whole columns that hold people.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import pandas as pd

from verify.fields import mode
from verify.fields.surnames import COMPOUND, common
from verify.fields.text import LONGEST, PICTURE, UNCERTAIN, normal
from verify.text.patterns import when_used

# Numbers ------------------------------------------------------------------------------------------

# What stands between the digits of a number that somebody grouped: a space or any kind of dash.
_GAP = r"[\s\-－‐-―−]?"
# Numbers of people in running text: a mobile however grouped, a landline with its area code, a local number,
# anything of nine digits or more. What begins with 20 and has eight digits is a date and stays.
_NUMBER = when_used(
    rf"(?<!\d)[1１][3-9３-９](?:{_GAP}\d){{9}}(?!\d)"
    rf"|(?<!\d)[0０]\d{{2,3}}[)）]?{_GAP}\d{{3,4}}{_GAP}\d{{4}}(?!\d)"
    r"|\d{9,}"
    r"|(?<!\d)(?!20|２０)[2-8２-８]\d{6,7}(?![\d*])"
)
_EMAIL = when_used(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+")


def without_numbers(text: str) -> str:
    """Return a text in which numbers and mail addresses of people are masked: 139****0011, a***@qq.com."""
    return _EMAIL.sub(_hide_email, _NUMBER.sub(_hide_number, text))


def _hide_number(match: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", match[0])
    head = max(0, min(3, len(digits) - 8))
    return digits[:head] + "*" * (len(digits) - head - 4) + digits[-4:]


def _hide_email(match: re.Match[str]) -> str:
    name, _, domain = match[0].partition("@")
    return f"{name[0]}***@{domain}"


# Words that such cells are made of ----------------------------------------------------------------

_HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3007\U00020000-\U000323af"
_RUN = when_used(rf"[{_HAN}]+|(?:(?![{_HAN}])[^\W\d_])+")
_NUMERAL = "零〇○一二三四五六七八九十廿卅两元正腊冬闰初"
_BY_NUMERAL = when_used(
    r"[正腊冬元二三四五六七八九十]{1,2}月(?:初|廿|二?十|三十)?[一二三四五六七八九十]?日?|廿[一二三四五六七八九]"
    rf"|[{_NUMERAL}]{{1,4}}(?:年|月份?|[日号时点分])|初[一二三四五六七八九十]|(?:星期|周|礼拜)[一二三四五六日天]|[{_NUMERAL}]+至"
)
_LONGEST_WORD = 8


@cache
def _words(kind: str) -> frozenset[str]:
    """Return the words of one kind of ``cell_words.csv``.

    plain: shown wherever they stand alone, for nobody was ever named so. dated: shown beside digits, for 周一, 国庆 and
    June may be what somebody is called. serial: in serials. address: titles behind a surname. private: no employer.
    """
    text = files("verify.fields").joinpath("cell_words.csv").read_text(encoding="utf-8")
    lines = csv.DictReader(text.splitlines())
    return frozenset(word for line in lines if line["kind"] == kind for word in line["words"].split("|"))


@cache
def _plain() -> frozenset[str]:
    """The words that need no digit beside them, those of survey modes included; English ones also piece by piece."""
    modes = mode.synonyms()
    pieces = (
        piece for word in modes if word.isascii() for piece in re.split(r"[^a-z]+", word) if len(piece) > 1
    )
    return _words("plain") | modes | frozenset(pieces)


def _pieces(run: str, words: frozenset[str]) -> list[str] | None:
    """Return the run cut into words, as few as possible; None where it holds anything else."""
    best: list[list[str] | None] = [[]] + [None] * len(run)
    for at in range(len(run)):
        if (so_far := best[at]) is None:
            continue
        ends = [at + n for n in range(1, min(_LONGEST_WORD, len(run) - at) + 1) if run[at : at + n] in words]
        ends += [match.end() for match in [_BY_NUMERAL.match(run, at)] if match]
        for end in ends:
            known = best[end]
            if known is None or len(known) > len(so_far) + 1:
                best[end] = [*so_far, run[at:end]]
    return best[-1]


def _cloaked(run: str) -> str:
    """Mask a word as a name: 张**, J***. A single character may be half of a name written wide, and is hidden."""
    return run[0] + "*" * min(len(run) - 1, 3) if len(run) > 1 else "*"


def _known(text: str, match: re.Match[str], words: frozenset[str], digits: bool) -> bool:
    """Whether a word is one of those that such cells are made of."""
    run = normal(match[0]).casefold()
    if run.isascii():
        return len(run) == 1 or run in words or (digits and run in _words("dated"))
    if run in words:
        return len(run) > 1 or run in "无空略缺同见否" or _beside(text, match)
    if run in "群访" or (
        len(run) == 1 and text[match.end() :].startswith("*")
    ):  # QQ群, CATI访; masked already
        return True
    pieces = _pieces(run, words | _words("dated"))
    if pieces is None:
        return False
    if any(len(piece) == 1 for piece in pieces):  # 年, 月, 至: beside their digits only
        return _beside(text, match)
    return digits or len(pieces) > 1 or bool(re.search(rf"[{_NUMERAL}][年月日号]", run))


def _beside(text: str, match: re.Match[str]) -> bool:
    """Whether a digit stands next to a word; for a single character also across blanks."""
    before, behind = text[: match.start()], text[match.end() :]
    if len(match[0]) == 1:
        before, behind = before.rstrip(" \t\u3000(（[【"), behind.lstrip()
    return before[-1:].isdigit() or behind[:1].isdigit()


def _shown(text: str, known: Callable[[re.Match[str]], bool]) -> str:
    if text in ("", PICTURE, UNCERTAIN):
        return text
    return without_numbers(_RUN.sub(lambda match: match[0] if known(match) else _cloaked(match[0]), text))


def written(text: str) -> str:
    """Return a date, a mode or a contact as written: 2017年3月5日, 电话; 2017.3.5 王**; 张***."""
    digits = any(map(str.isdigit, text))
    words = _plain()
    return _shown(text, lambda match: _known(text, match, words, digits))


_COUNTED = when_used(r"第?[一二三四五六七八九十百零〇]+[号组户表页份行]?")


def serial(text: str) -> str:
    """Return a serial as written: 12, A-012, 第12号; 王**."""
    digits = any(map(str.isdigit, text))
    words = _plain() | _words("serial")

    def known(match: re.Match[str]) -> bool:
        code = match[0].isascii() and digits and len(match[0]) <= 5
        return code or _COUNTED.fullmatch(match[0]) is not None or _known(text, match, words, digits)

    return _shown(text, known)


_QUOTED = when_used(r'"[^"]*"|“[^”]*”')
_CALL = when_used(r"[A-Za-z][A-Za-z.]*(?=\()|\$?[A-Z]{1,3}(?=\$?\d)|(?<=[!:$])[A-Z]{1,3}\b|_xlfn|_xlws")


def formula(text: str) -> str:
    """Return a formula with its functions and addresses; what it quotes, and sheets, as ``written``."""
    calls = [match.span() for match in _CALL.finditer(_QUOTED.sub(lambda quoted: " " * len(quoted[0]), text))]
    digits = any(map(str.isdigit, text))
    words = _plain()

    def known(match: re.Match[str]) -> bool:
        called = any(start <= match.start() and match.end() <= stop for start, stop in calls)
        return called or _known(text, match, words, digits)

    return _shown(text, known)


# What stands where a name should ------------------------------------------------------------------

_MASKING = when_used(r"[xX×]{1,3}|[oO]{1,3}")


def addressed(text: str) -> str:
    """Return a form of address or a masked name as written: 王先生, 张*, 李XX, 莫某*; of a full name the first character."""
    if text in ("", PICTURE, UNCERTAIN):
        return text
    wide = max(map(len, _RUN.findall(text)), default=0) < 2  # 王 晓 军
    shown = re.sub(r"\s+", "", text) if wide else text
    runs = iter([_first_addressed, *[_then_addressed] * len(shown)])
    return without_numbers(_RUN.sub(lambda match: next(runs)(match[0]), shown))


def _first_addressed(run: str) -> str:
    run = normal(run)
    if run.isascii():
        return run if len(run) == 1 or _MASKING.fullmatch(run) else _cloaked(run)
    head = run[:1] if run[0] in "小老大" and len(run) > 1 else ""
    rest = run[len(head) :]
    if rest in _words("address"):
        return run
    size = 2 if rest[:2] in COMPOUND and len(rest) > 2 else 1
    surname, rest = rest[:size], rest[size:]
    if _pieces(rest, _words("address")) is not None:
        return run
    return head + surname + "某" + "*" * (len(rest) - 1) if rest.startswith("某") else _cloaked(run)


def _then_addressed(run: str) -> str:
    return run if run in _words("address") or _MASKING.fullmatch(run) else "*" * min(len(run), 3)


# Employers and other free text --------------------------------------------------------------------

_BODY = when_used(
    r"公司|集团|有限|中心|银行|大学|中学|小学|学校|超市|酒店|宾馆|小区|市场|基地"
    r"|(?<=.)[厂店局院校矿站社馆部处室所吧坊]$|(?<=..)[村乡镇街司库场]$|(?<=...)[科会]$"  # 李镇 and 王会 are people
)
_CALLED = when_used(
    r"((?:联系人|负责人|经办人|法人|法人代表|姓名|访问员|调查员|督导员?|录入员?|填表人?|制表人?|审核人?)\s*[:：]?\s*)"
    rf"([{_HAN}]{{2,4}})(?![{_HAN}])"
)


def looks_like_a_person(word: str) -> bool:
    """Whether a word of Han characters may be somebody's name: a surname that is known, one or two behind it."""
    if word in _words("private") or _BODY.search(word):
        return False
    if word[:2] in COMPOUND:
        return len(word) in (3, 4)
    return word[:1] in common() and len(word) in (2, 3)


def people(rows: pd.DataFrame) -> frozenset[str]:
    """Return what may not be shown of a batch: the names of its respondents, and what stands in columns of employers
    in which people stand.

    ``rows``: columns dossier, name, name_problem, employer. Of a column of employers of which a third looks like people,
    everything counts as a person that no word tells to be a company.
    """
    private = _words("private")
    sound = rows.loc[rows["name_problem"].eq(""), "name"].unique()
    names = {name for name in map(str, sound) if len(name) > 1 and (looks_like_a_person(name) or "·" in name)}
    pairs = rows[["dossier", "employer"]].drop_duplicates()
    pairs = pairs[pairs["employer"].ne("")]
    told = {text: looks_like_a_person(_narrow(text)) for text in map(str, pairs["employer"].unique())}
    share = pairs["employer"].map(told).astype(float).groupby(pairs["dossier"].astype(str)).mean()
    mixed = set(share.index[share >= 1 / 3])
    doubtful = pairs.loc[pairs["dossier"].astype(str).isin(mixed), "employer"].unique()
    columns = {text for text in map(str, doubtful) if not _BODY.search(text) and text not in private}
    return frozenset(names) | {_narrow(text) for text in columns}


def _narrow(text: str) -> str:
    """Return the text without blanks and unseen marks: 王　明 is 王明."""
    return re.sub(r"\s+", "", normal(text))


def organisation(text: str, hidden: frozenset[str] = frozenset()) -> str:
    """Return an employer, or another free text, without people: 松江厂, 李** 139****4811.

    ``hidden``: what ``people`` returned.
    """
    if text in ("", PICTURE, UNCERTAIN):
        return text
    narrow = _narrow(text)
    if narrow in hidden or looks_like_a_person(narrow):
        return without_numbers(_RUN.sub(lambda match: _cloaked(match[0]), text))
    shown = _CALLED.sub(lambda match: match[1] + _cloaked(match[2]), text)
    return without_numbers(_RUN.sub(lambda match: _without_people(match[0], hidden), shown))


def _without_people(run: str, hidden: frozenset[str]) -> str:
    if run in hidden or looks_like_a_person(run):
        return _cloaked(run)
    for size in (4, 3):  # of two characters a name is part of many a company's
        for at in range(len(run) - size + 1 if len(run) <= LONGEST else 0):
            if run[at : at + size] in hidden:
                run = run[:at] + _cloaked(run[at : at + size]) + run[at + size :]
    if run[-2:] in hidden and _BODY.search(run[:-2]):
        return run[:-2] + _cloaked(run[-2:])
    return run


def masks(contact: Callable[[str], str], name: Callable[[str], str]) -> Mapping[str, Callable[..., Any]]:
    """Return how each kind of text is shown: what ``reports.veil.veil`` is made of."""
    return {
        **{"contact": contact, "name": name, "written": written, "serial": serial, "formula": formula},
        **{"addressed": addressed, "organisation": organisation, "people": people},
    }
