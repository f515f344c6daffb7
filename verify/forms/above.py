"""What stands above a roster: 测评机构：某某测评公司, 申报企业：某某公司. It says whose the roster is where no register does.

The lines are those of ``Batch.dossiers.title``: rows of cells, paragraphs, lines of text, each cell apart by a blank.
With the caution of papers: a register that says otherwise stands, two different names decide nothing, and both is
noted. A declaration it is not: no form was filled in, so nothing is missing from one, and nobody applies twice by it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from verify.fields import company, employer
from verify.forms import labels
from verify.forms.names import key_of
from verify.intake.roster import FileResult
from verify.model import Batch
from verify.text.patterns import when_used

ITEMS = ("agency", "applicant")
TAKEN = {item: f"above_{item}" for item in ITEMS}  # notes of a dossier: nothing else said it
OTHER = {item: f"above_{item}_other" for item in ITEMS}  # the register says otherwise
TWO = {item: f"above_{item}_two" for item in ITEMS}  # two different names above one roster

_PLAIN = {word: item for word, item in labels.LABELS.items() if item in ITEMS}
# Each with 名称 behind it as well: 调查单位名称.
_LABELS = {f"{word}名称": item for word, item in _PLAIN.items() if not word.endswith("名称")} | _PLAIN
# Said of whoever fills the roster in, which may be the agency or the recommender.
_UNSURE = frozenset({"填报单位", "委托单位"})
_WORDS = "|".join(r"\s*".join(word) for word in sorted(_LABELS, key=len, reverse=True))
_LABEL = when_used(
    rf"(?:^|(?<=[\s;,，、|(（]))({_WORDS})\s*(?:[(（][^()（）]{{1,8}}[)）])?\s*(?:([:：])\s*|\s+|$)"
)
_SEAL = when_used(r"[(（\[【]\s*(?:请?加?\s*盖|公\s*章|签\s*章|全\s*称)[^)）\]】]*[)）\]】]?")
# Where a value ends: a gap, a mark, or another label with its colon.
_END = when_used(r"\s{2,}|[;；,，。|\t]|\s+[^\s:：]{1,12}[:：]")
_NAME = when_used(r"[\w\s()·&.\-—]{4,60}")
_HAN = when_used(r"[一-鿿]")
# A blank to be filled in, an example, the title of the table.
_NO_NAME = when_used(
    r"[xX×*＊○_]{2}|某某|\d{5}|名单|名册|登记表|信息表|一览表|汇总表|被访|受访|问卷|填写|全称|待定|盖章|公章|电话|联系"
)
# Without a colon a label may be the word of a sentence: then only what ends as such names do.
_ENDS = when_used(
    r"(?:公司|集团|厂|中心|协会|学会|研究院|研究所|事务所|医院|学校|大学|银行|宾馆|酒店|合作社|局|测评|咨询|调查)$"
)
_NO_APPLICANT = when_used(r"协会|学会|委员会|测评|市场调查|民意调查")


def said(title: str) -> dict[str, list[str]]:
    """Return item -> the different names that the lines above a roster give, the fullest spelling of each."""
    sure: dict[str, list[str]] = {item: [] for item in ITEMS}
    unsure: list[str] = []
    for line in unicodedata.normalize("NFKC", title).split("\n"):
        for word, name in _named(line):
            (unsure if word in _UNSURE else sure[_LABELS[word]]).append(name)
    agencies = {key_of(name) for name in sure["agency"]}
    if not sure["applicant"]:
        unsure = [n for n in unsure if key_of(n) not in agencies and not _NO_APPLICANT.search(n)]
        sure["applicant"] = unsure if len(_different(unsure)) == 1 else []
    return {item: _different(names) for item, names in sure.items()}


def _named(line: str) -> Iterator[tuple[str, str]]:
    """Yield (label, name) for each label of a line that a name follows."""
    found = list(_LABEL.finditer(line))
    for at, match in enumerate(found):
        end = found[at + 1].start() if at + 1 < len(found) else len(line)
        value = _END.split(_SEAL.sub("  ", line[match.end() : end]).strip(), maxsplit=1)[0].strip()
        is_name = _NAME.fullmatch(value) and _HAN.search(value) and not _NO_NAME.search(value)
        if is_name and (match[2] or _ENDS.search(value)):
            yield re.sub(r"\s", "", match[1]), value


def same(one: str, two: str) -> bool:
    """Whether two names may be one company's: legal form, 省 and 市 aside, one may be short for the other."""
    a, b = (key_of(company.placed(name)) for name in (one, two))
    return a == b or company.in_order(a, b) or company.in_order(b, a)


def _different(names: Iterable[str]) -> list[str]:
    kept: list[str] = []
    for name in sorted(dict.fromkeys(names), key=len, reverse=True):
        if not any(same(name, other) for other in kept):
            kept.append(name)
    return kept


def attach(batch: Batch, results: Sequence[FileResult]) -> Batch:
    """Return the batch with agency and applicant from above the rosters, where nothing else says them.

    Where there is a register (typed, or made of papers), it alone says whose a roster is: what did not find its entry is for
    people to settle, and a line above it must not settle it before them.
    """
    found = {dossier: said(title) for dossier, title in _titles(batch, results).items()}
    if not any(names for each in found.values() for names in each.values()):
        return batch
    dossiers = batch.dossiers.copy()
    for item in ITEMS:
        values, notes = dossiers[item].tolist(), dossiers["notes"].tolist()
        for at, dossier in enumerate(dossiers.index):
            names = found.get(str(dossier), {}).get(item, [])
            known = isinstance(values[at], str) and values[at]
            if item == "applicant" and batch.matching.entries and not known:
                continue
            values[at], note = _settled(values[at], names, item)
            notes[at] = (*notes[at], note) if note else notes[at]
        dossiers[item] = pd.Series(values, index=dossiers.index, dtype=object)
        dossiers["notes"] = pd.Series(notes, index=dossiers.index, dtype=object)
    keys = zip(dossiers["applicant_key"], dossiers["applicant"], strict=True)
    spelt = {
        company.placed(str(name)): key
        for key, name in zip(dossiers["applicant_key"], dossiers["applicant"], strict=True)
        if key
    }
    dossiers["applicant_key"] = [
        key
        or (spelt.setdefault(company.placed(name), employer.key_of(name)) if isinstance(name, str) else "")
        for key, name in keys
    ]
    return replace(batch, dossiers=dossiers)


def _settled(declared: object, names: Sequence[str], item: str) -> tuple[object, tuple[str, str] | None]:
    """Return what counts, and the note on it: (code, detail)."""
    if isinstance(declared, str) and declared:
        others = [name for name in names if not same(name, declared)]
        return declared, (OTHER[item], "；".join(others)) if others else None
    if len(names) > 1:
        return declared, (TWO[item], "；".join(sorted(names)))
    return (names[0], (TAKEN[item], "")) if names else (declared, None)


def _titles(batch: Batch, results: Sequence[FileResult]) -> Mapping[str, str]:
    """Dossier -> the lines above its rosters, of pictures none: a sign that was read wrongly names another company."""
    dossiers = batch.dossiers
    readable = dossiers["reader"].ne("picture")
    titles = {str(d): [str(t)] for d, t in dossiers.loc[readable, "title"].items() if t}
    pairs = batch.rows[["dossier", "file"]].drop_duplicates().astype("str")
    owners: dict[str, set[str]] = defaultdict(set)
    for dossier, file in pairs.itertuples(index=False):
        owners[file].add(dossier)
    for roster in (roster for result in results for roster in result.rosters):
        whose = owners.get(roster.file, set())
        if roster.title and roster.reader != "picture" and len(whose) == 1:
            titles.setdefault(next(iter(whose)), []).append(roster.title)
    return {dossier: "\n".join(lines) for dossier, lines in titles.items()}
