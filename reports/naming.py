"""How dossiers are called where there is little room: by number and company, no two alike.

The company's short name leaves out its place and its legal form, 黑龙江省昌泰兴食品有限公司 → 昌泰兴食品; what is
still too long loses its middle, since names begin with what is their own and end with what the company does. Where
there is no number the company stands alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from reports.formats.columns import width
from reports.safe import clean
from verify.fields import company

_NUMBER = re.compile(r"[A-Za-z0-9()_\-]*\d[A-Za-z0-9()_\-]*")
LEAST = 3  # characters that have to be left of a name


@dataclass(frozen=True, slots=True)
class Called:
    """A dossier: its id, its company ("" where that is not known), its file."""

    id: str
    applicant: str
    file: str

    @property
    def number(self) -> str:
        """The id, "" where it only repeats the file's name and the company says more."""
        stem = unicodedata.normalize("NFKC", PurePosixPath(self.file).stem).strip()
        repeats = (
            self.id == stem or self.id.startswith((f"{stem}/", f"{stem} (")) or self.id.endswith(f"/{stem}")
        )
        return "" if self.applicant and repeats else self.id

    @property
    def is_numbered(self) -> bool:
        """Whether the id says something by itself, as HLJ2017-004 does, though a file may be named by it."""
        return _NUMBER.fullmatch(self.id) is not None


def labels(dossiers: Sequence[Called], columns: int) -> list[str]:
    """Return what each is called in at most so many columns of a terminal, no two alike."""
    # One company twice: nothing but the number tells its dossiers apart, so none of them goes without.
    several = Counter(company.form(item.applicant) for item in dossiers)
    twice = [several[company.form(item.applicant)] > 1 for item in dossiers]
    found = [next(_forms(item, columns, two)) for item, two in zip(dossiers, twice, strict=True)]
    makers = [_forms(item, columns, two) for item, two in zip(dossiers, twice, strict=True)]
    for _ in range(5):
        counted = Counter(found)
        if len(counted) == len(found):
            return found
        found = [
            next(make, was) if counted[was] > 1 else was for make, was in zip(makers, found, strict=True)
        ]
    # Numbered by id: the same dossier has the same number on every screen, however a table is sorted.
    order = sorted(range(len(found)), key=lambda at: dossiers[at].id)
    marked = dict(zip(order, _counted([found[at] for at in order], columns), strict=True))
    return [marked[at] for at in range(len(found))]


def short_names(names: Iterable[str], columns: int = 24) -> Mapping[str, str]:
    """Return company -> what it is called in at most so many columns, no two alike."""
    every = [name for name in dict.fromkeys(names) if name]
    return dict(zip(every, labels([Called("", name, "") for name in every], columns), strict=True))


def short(name: str) -> str:
    """Return a company's name without its place and legal form, unless too little would be left: 大庆油田 is not 油田."""
    bare = company.placeless(name)
    if len(bare) < LEAST:
        bare = company.form(name)
    at = name.casefold().find(bare)  # as it is written: names are compared in small letters
    end = at + len(bare)
    if bare.endswith("分") and name.startswith("公司", end):  # a branch: 伊春分 is no word
        end += 2
    return name[at:end] if at >= 0 else bare


def cut(text: str, columns: int) -> str:
    """Return a text of at most so many columns; its middle goes."""
    text = clean(text)
    if width(text) <= columns:
        return text
    head, tail = "", ""
    room = columns - 1
    for at in range(len(text)):  # from both ends in turn
        char = text[at // 2] if at % 2 == 0 else text[-1 - at // 2]
        if width(head + tail + char) > room:
            break
        head, tail = (head + char, tail) if at % 2 == 0 else (head, char + tail)
    return f"{head}…{tail}"


def apart(texts: Sequence[str], columns: int) -> list[str]:
    """Return each text cut as by ``cut``; where two are cut to the same, from where they differ on."""
    found = [cut(text, columns) for text in texts]
    for short in [short for short, count in Counter(found).items() if count > 1]:
        same = [at for at, own in enumerate(found) if own == short]
        whole = [clean(texts[at]) for at in same]
        if len(set(whole)) == 1:
            continue
        for start in range(2, max(map(len, whole))):
            tries = [f"{text[:2]}…{cut(text[start:], columns - width(text[:2]) - 1)}" for text in whole]
            if len(set(tries)) == len(set(whole)):
                for at, text in zip(same, tries, strict=True):
                    found[at] = text
                break
    return found


def _forms(item: Called, columns: int, twice: bool) -> Iterator[str]:
    """Yield ever longer forms, and at last the id alone."""
    bare = short(item.applicant)
    placeless = item.applicant[max(0, item.applicant.find(bare)) :]  # with its legal form
    for name in dict.fromkeys((bare, company.form(item.applicant), placeless, item.applicant)):
        number = item.id if twice and item.is_numbered else item.number
        number = f"{number} " if number else ""
        room = columns - width(number)
        if not item.applicant or room < 6:
            break
        yield number + cut(name, room)
    yield cut(item.id or item.applicant, columns)


def _counted(names: Sequence[str], columns: int) -> list[str]:
    """Names that cannot be told apart in so little room are numbered."""
    seen: Counter[str] = Counter()
    several = {name for name, count in Counter(names).items() if count > 1}
    told = []
    for name in names:
        seen[name] += 1
        mark = f"~{seen[name]}" if name in several else ""
        told.append(cut(name, columns - len(mark)) + mark)
    return told
