"""What somebody wrote into 请核对, found by page and row wherever its line stands; lines that fit nothing are told."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from phrases import say
from phrases.places import placed
from reports.proof.sheet import FIRST, text
from reports.proof.stored import Place, Proof, RowAt
from verify.fields import mode
from verify.intake.grid import UNCERTAIN
from verify.intake.roster import FIELDS

_WIDTH = 8  # columns of each sheet
_BEYOND = 1000  # rows below the last line that are looked at
_MOVED = 2  # rows that hold what was read in another one: one may be a person who is on the list twice
_SLID = 3  # rows whose name alone, or number alone, was read in another one: two may have been read for each other
# 1.23457E+10 is what a spreadsheet made of a number; with a sign in it that somebody could not read it is unclear.
_CONTACT = re.compile(
    r"(?!\d(?:\.\d+)?E\+?\d+$)(?!.*[?？…])(?:.*\d{3}|.*[\d*＊xX]{7}|.*@|.*[A-Za-z][\w-]{4,})",
    re.ASCII | re.IGNORECASE | re.DOTALL,
)
_DAY = re.compile(r".*[\d〇零一二三四五六七八九十]")
_DATE = re.compile(r"\s*(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?\s*")
_ADDED, _ADDED_SHARE = 3, 20  # people below a page that nobody asks about: so many, or so many in a hundred
_DIGITS = 5  # a name holds fewer
_PERSON = ("name", "contact", "surveyed")


@dataclass(slots=True)
class ProofAnswers:
    """What a workbook says, and what of it fits nothing."""

    said: dict[Place, str] = field(default_factory=dict)
    unclear: set[Place] = field(
        default_factory=set
    )  # nobody can read these off the picture: they stay unread
    gone: set[RowAt] = field(default_factory=set)  # no such row is on the picture
    added: list[tuple[int, int, dict[str, str]]] = field(default_factory=list)  # roster, segment, texts
    missing: list[str] = field(default_factory=list)  # lines that are no longer there
    extra: list[str] = field(default_factory=list)  # lines that belong to no row of the picture
    columns: list[str] = field(default_factory=list)  # that were filled in, and that the list does not have
    moved: list[str] = field(default_factory=list)  # lines that hold another row's texts
    twice: list[str] = field(default_factory=list)  # values that are answered in two ways
    shifted: list[str] = field(
        default_factory=list
    )  # sheets whose headings no longer stand where they were written
    cleared: list[str] = field(
        default_factory=list
    )  # values that are gone from the list, and nobody says why
    odd: list[str] = field(default_factory=list)  # answers that no number, and no day, can be
    modes: list[str] = field(
        default_factory=list
    )  # modes that are none, and that nobody read off the picture
    overwritten: list[str] = field(
        default_factory=list
    )  # lines in which what was read is no longer as it was written
    words: list[str] = field(default_factory=list)  # blocks of numbers whose answer is none

    def answer(self, proof: Proof, place: Place, found: str, read: str = "") -> None:
        """Take down what somebody wrote for a value; of two answers that differ, neither.

        ``read``: what the program read there. 对 and the like say that it is so, and are no value.
        """
        if said_as("gone", found):
            self.gone.add(place[:3])
            return
        is_right = said_as("right", found)
        if (is_right and read in ("", UNCERTAIN)) or not (is_right or _can_be(place[3], found)):
            self.odd.append(_told(proof, place))
            return
        found = read if is_right else found
        if place[3] == "mode" and not is_right and not _is_mode(proof, place, found):
            self.modes.append(_told(proof, place))
            return
        if said_as("unclear", found):
            known = place in self.said
            self.unclear.add(place)
        else:
            value = "" if said_as("blank", found) else found
            known = place in self.unclear or self.said.get(place, value) != value
            self.said.setdefault(place, value)
        if known:
            self.twice.append(_told(proof, place))

    def compare(self, sheet: Any, row: int, column: int, written: str, line: str) -> None:
        """Take down a line whose reading somebody has written over: nobody would see what became of it."""
        now, before = ("".join(filter(str.isalnum, one)) for one in (text(sheet, row, column), written))
        if now != before:
            self.overwritten.append(line)

    def column(self, name: str) -> None:
        """Take down that somebody filled in a column that the list does not have; once, for however many rows."""
        told = say(f"finding.thing.{name}", "zh")
        if told not in self.columns:
            self.columns.append(told)


def said_as(name: str, found: str) -> bool:
    """Return whether an answer is one of the words of that meaning: blank, unclear, gone, new."""
    words = {word for lang in ("zh", "en") for word in say(f"proof.said_{name}", lang).split("|")}
    return found.strip("（）()。.").lower() in words or found in words


def _can_be(name: str, found: str) -> bool:
    """Return whether an answer may be a number (or an account, or a word for none), or a day."""
    if not found or said_as("unclear", found) or said_as("blank", found):
        return True
    found = unicodedata.normalize("NFKC", found)  # a Chinese input method types full-width digits
    if name == "name":
        return sum(map(str.isdigit, found)) < _DIGITS
    wanted = {"contact": _CONTACT, "surveyed": _DAY}.get(name)
    return wanted is None or (
        bool(wanted.match(found)) and not (name == "contact" and _DATE.fullmatch(found))
    )


def _is_mode(proof: Proof, place: Place, found: str) -> bool:
    """Whether an answer names a mode of survey, or one that was read so somewhere in its list."""
    if said_as("unclear", found) or mode.clean(found).problem != "unknown":
        return True
    looks = {
        one for at, doubt in proof.doubts() if at == place for one in (doubt.look.text, doubt.look.other)
    }
    segment = proof.rosters[place[0]].segments[place[1]]
    return found in looks or found in map(str, segment.texts.get("mode", ()))


def _told(proof: Proof, place: Place) -> str:
    return label(proof, place[:3]) + " " + say(f"finding.thing.{place[3]}", "zh")


def label(proof: Proof, at: RowAt) -> str:
    """Return how a row is called: its page and row."""
    segment = proof.rosters[at[0]].segments[at[1]]
    return f"{segment.sheet}!{segment.rows[at[2]]}"


def _page(text: str) -> str:
    """Return a page as it is called in one language, whichever the workbook was written in."""
    return placed(text, "en")


def told_in(place: str, lang: str) -> str:
    """Return a place and its column in the reader's language."""
    page, _, column = place.rpartition(" ")
    known = {say(f"finding.thing.{name}", "zh"): say(f"finding.thing.{name}", lang) for name in FIELDS}
    return f"{placed(page, lang)} {known[column]}" if column in known else placed(place, lang)


def places_of(sheet: Any, keys: Sequence[tuple[str, ...]]) -> tuple[dict[int, int], list[int]]:
    """Return the row of the sheet of each key by its index, and rows that hold something and have none.

    A key is what stands in the first columns of a line.
    """
    waiting: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, key in enumerate(keys):
        waiting[tuple(map(_page, key))].append(at)
    found: dict[int, int] = {}
    extra: list[int] = []
    width = len(keys[0]) if keys else 0
    for row in range(FIRST, min(sheet.max_row, FIRST + len(keys) + _BEYOND) + 1):
        texts = [text(sheet, row, column) for column in range(1, _WIDTH + 1)]
        own = waiting.get(tuple(map(_page, texts[:width])))
        if own:
            found[own.pop(0)] = row
        elif any(texts):
            extra.append(row)
    return found, extra


def read_list(sheet: Any, proof: Proof, answers: ProofAnswers) -> None:
    """Take down what differs in the list from what was read, in place."""
    rows = proof.rows()
    keys = [tuple(label(proof, at).rsplit("!", 1)) for at in rows]
    found, extra = places_of(sheet, keys)
    answers.missing += [label(proof, at) for n, at in enumerate(rows) if n not in found]
    who = {at: tuple(proof.text((*at, name)).strip() for name in ("name", "contact")) for at in rows}
    holders = Counter(who.values())
    owners = [Counter(own[place] for own in who.values()) for place in range(2)]
    slid: list[list[str]] = [[], []]  # names, numbers
    moved = []
    for n, row in sorted(found.items()):
        at = rows[n]
        texts = {name: text(sheet, row, column) for column, name in enumerate(FIELDS, 3)}
        if any(said_as("gone", one) for one in texts.values()):
            answers.gone.add(at)
            continue
        now = texts["name"], texts["contact"]
        if all(now) and now != who[at] and UNCERTAIN not in now and holders[now]:
            moved.append(label(proof, at))
        for place, one in enumerate(now):
            if one and one != who[at][place] and one != UNCERTAIN and owners[place][one] == 1:
                slid[place].append(label(proof, at))
        for name, one in texts.items():
            known = name in proof.rosters[at[0]].segments[at[1]].texts
            if one and not known:
                answers.column(name)
            elif known and not one and proof.text((*at, name)).strip():
                answers.cleared.append(_told(proof, (*at, name)))
                answers.answer(proof, (*at, name), "")
            elif known and one not in (proof.text((*at, name)).strip(), UNCERTAIN):
                answers.answer(proof, (*at, name), one, proof.text((*at, name)).strip())
    told = [
        *(moved if len(moved) >= _MOVED else []),
        *(one for own in slid if len(own) >= _SLID for one in own),
    ]
    answers.moved += dict.fromkeys(told)
    for row in extra:
        _add(sheet, row, proof, answers)


def _add(sheet: Any, row: int, proof: Proof, answers: ProofAnswers) -> None:
    """Take down a further person, who was written onto the page by hand; a line that says nothing of the kind is told."""
    page = _page(text(sheet, row, 1))
    ends = [at for at in proof.rows() if _page(proof.rosters[at[0]].segments[at[1]].sheet) == page]
    texts = {name: text(sheet, row, column) for column, name in enumerate(FIELDS, 3)}
    if ends and said_as("new", text(sheet, row, 2)) and (texts["name"] or texts["contact"]):
        roster, at, _ = ends[-1]
        beyond = [
            name
            for name, one in texts.items()
            if one and name not in proof.rosters[roster].segments[at].texts
        ]
        line = f"{say('proof.list', 'zh')} {row}"
        for name, one in texts.items():
            told = f"{line} {say(f'finding.thing.{name}', 'zh')}"
            if name == "mode" and one and not _is_mode(proof, (roster, at, -1, name), one):
                answers.modes.append(told)
            elif not _can_be(name, one):
                answers.odd.append(told)
        if not beyond:
            answers.added.append((roster, at, texts))
        for name in beyond:
            answers.column(name)
        return
    answers.extra.append(f"{say('proof.list', 'zh')} {row}")


def adds_many(proof: Proof, answers: ProofAnswers) -> bool:
    """Whether more people were added by hand on any picture than are written below a printed list."""
    read = Counter(at[0] for at in proof.rows())
    added = Counter(roster for roster, _, _ in answers.added)
    return any(count > max(_ADDED, read[roster] * _ADDED_SHARE // 100) for roster, count in added.items())


def nobody(proof: Proof, answers: ProofAnswers) -> Iterator[str]:
    """Yield rows of which neither name nor number nor day is left: nobody who could be asked."""
    for at in proof.rows():
        texts: Mapping[str, Any] = proof.rosters[at[0]].segments[at[1]].texts
        own = [(*at, name) for name in _PERSON if name in texts]
        left = [
            place in answers.unclear or answers.said.get(place, proof.text(place)).strip() for place in own
        ]
        if own and at not in answers.gone and not any(left):
            yield label(proof, at)
