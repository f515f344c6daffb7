"""The register's numbers and names, in the forms in which they are looked for in paths and titles."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from verify.fields import company
from verify.intake.table.habits.others import LABEL
from verify.register import Register
from verify.text.patterns import when_used

# What people write beside a company's name in the name of a file or a folder.
_BESIDE = when_used(
    r"(?:被访者|受访者|信息|登记表?|名单|名册|花名册|用户|客户|业主|住户|患者|家长|学员|车主|农户|旅客|住客|顾客|会员"
    r"|申报|材料|资料|满意度|测评|调查|附件|最终|终稿|定稿|初稿|草稿|新版?|旧版?|修改|盖章|副本|复件|备份|版本?|份|户|人|的|表"
    r"|\d+|[a-z])+"
)
_APART = when_used(r"[\s_\-—–、,，;；·.．()（）\[\]【】《》<>“”\"'+&]+")
_HINT = 2  # characters of a short name that point at a company
_LEAST = 2  # characters: shorter names are found everywhere


class Known:
    """Numbers and names of the register."""

    def __init__(self, register: Register) -> None:
        entries = register.entries
        self._ids = [(i, company.exact(str(d))) for i, d in enumerate(entries["id"]) if d]
        self.names = {i: str(name) for i, name in enumerate(entries["applicant"]) if name}
        self._tiers: list[dict[str, list[int]]] = [defaultdict(list) for _ in company.FORMS]
        self._kindless: dict[str, set[str]] = defaultdict(set)
        for i, name in self.names.items():
            for tier, form in zip(self._tiers, company.FORMS, strict=True):
                if len(key := form(name)) >= _LEAST:
                    tier[key].append(i)
            self._kindless[company.kindless(name)].add(company.placed(name))
        self._titles = [
            str(applicant or id or "")
            for applicant, id in zip(entries["applicant"], entries["id"], strict=True)
        ]

    def title(self, entry: int) -> str:
        """How an entry is called: its company, else its number."""
        return self._titles[entry]

    def by_number(self, file: str) -> list[int]:
        """申报编号 in the file's name, else in a folder's, the innermost first; the longest one counts."""
        return next((found for part in _named_parts(file) if (found := self.numbered(part))), [])

    def numbered(self, text: str) -> list[int]:
        """Entries whose number stands in a text; of numbers that hold one another the longest."""
        key = company.exact(text)
        held = [(i, id) for i, id in self._ids if id in key and _apart(key, id)]
        longest = max((len(id) for _, id in held), default=0)
        return [i for i, id in held if len(id) == longest]

    def by_name(self, file: str) -> list[int]:
        """The applicant's name as the file's name, else as a folder's, the innermost first."""
        return next((found for part in _named_parts(file) if (found := self.named(part))), [])

    def by_title(self, title: str) -> list[int]:
        """The applicant's name in the lines above a roster, or on its sheet's tab."""
        return self.equal(piece for line in title.split("\n") for piece in pieces(LABEL.sub(" ", line)))

    def labelled(self, title: str) -> list[int]:
        """The applicant's name after a label such as 填报单位：, which leaves no doubt what it is."""
        return self.equal(piece for part in labelled(title) for piece in pieces(part))

    def named(self, text: str) -> list[int]:
        """Entries whose company is meant by a text."""
        return self.equal(pieces(text))

    def written(self, said: str) -> list[int]:
        """Entries whose company is written just so, however short its name: somebody has chosen it."""
        return [i for i, name in self.names.items() if company.exact(name) == company.exact(said)]

    def hinted(self, text: str, entry: int) -> list[int]:
        """Other entries of whose names a piece of a text holds the characters in their order, while the entry's own
        name, so far as it is known, does not: H1新化煤业 beside H1 鹤岗新华煤业 and H12 鹤岗新化煤业."""
        name = self.names.get(entry, "")
        if not name:
            return []
        found: dict[int, None] = {}
        for piece in pieces(text):
            short = re.sub(r"[^\u4e00-\u9fff]", "", company.form(piece))
            if len(short) >= _HINT and not company.in_order(short, company.form(name)):
                found |= {
                    i: None for i, other in self.names.items() if company.in_order(short, company.form(other))
                }
        return [] if self.named(text) == [entry] else list(found)

    def equal(self, found: Iterable[str]) -> list[int]:
        """Entries whose name is one of some pieces, by the strictest form under which one agrees."""
        wanted = list(dict.fromkeys(found))
        for tier, form in zip(self._tiers, company.FORMS, strict=True):
            hits = {entry: None for piece in wanted for entry in tier.get(form(piece), ())}
            if hits:
                return self._without_twins(list(hits)) if form is company.placed else list(hits)
        return []

    def _without_twins(self, hits: list[int]) -> list[int]:
        """Agreed only without 市: where the register has the 县 of that name too, both might be meant."""
        kinds = {company.kindless(self.names[i]) for i in hits}
        twins = {key for kind in kinds for key in self._kindless[kind]}
        return [i for key in twins for i in self._tiers[2].get(key, ())] if len(twins) > 1 else hits


def labelled(title: str) -> list[str]:
    """What stands after a label such as 填报单位： in the lines above a roster."""
    return [line[match.end() :] for line in title.split("\n") if (match := LABEL.search(line))]


def _named_parts(file: str) -> list[str]:
    """Names of a file and its folders, the innermost first."""
    path = PurePosixPath(file)
    return [path.stem, *reversed(path.parts[:-1])]


def pieces(text: str) -> Iterator[str]:
    """Yield what may be a company's name in a text: the whole, its parts, each without what stands beside.

    哈尔滨泰禾医院患者名单 may be 哈尔滨泰禾医院; 宏达 is never found in 大庆宏达, which is another company.
    """
    whole = unicodedata.normalize("NFKC", text).casefold()
    bare = re.sub(r"[(\[【][^)\]】]*[)\]】]", " ", whole)  # （终稿2）, whatever it says
    for piece in dict.fromkeys((whole, re.sub(r"^[\s\d.、]+", "", bare).strip(), *_APART.split(whole))):
        yield piece
        for match in _BESIDE.finditer(piece):
            if match.end() == len(piece):
                yield piece[: match.start()]
            if match.start() == 0:
                yield piece[match.end() :]
        yield re.sub(r"^[\d.、]+", "", piece)


def _apart(text: str, id: str) -> bool:
    return re.search(rf"(?<![0-9a-z]){re.escape(id)}(?![0-9a-z])", text) is not None
