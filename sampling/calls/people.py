"""What a caller is shown of a person: whom to ask for, what to compare, which companies to read out. Pure.

Lists of patients name no applicant: who is a patient of which hospital is health data, and a call list travels. There
the dossier's number stands instead, and nothing is read out. Where the number itself would tell (a dossier filed under
its file's name), a cipher stands for it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import sha256
from hmac import digest
from importlib.resources import files
from io import StringIO

from phrases import has, say
from sampling.model import Callee

PROMPTED = 3  # companies that are read out, the applicant among them

_MEDICAL = re.compile(
    r"医院|诊所|卫生|医疗|妇幼|保健院|疗养院|门诊|口腔|牙科|康复|体检|精神病|患者|病人|就诊|"
    r"\b(?:hospital|clinic|patients?)\b",
    re.IGNORECASE,
)
_FORM = re.compile(r"(?:集团)?(?:股份|控股)?(?:有限责任公司|有限公司|公司)$|[（(](?:集团|股份)[）)]")
_PLACE = re.compile(
    r"^(?:黑龙江省?)?(?:(?:哈尔滨|齐齐哈尔|牡丹江|佳木斯|大庆|鸡西|双鸭山|伊春|七台河|鹤岗|黑河|绥化|大兴安岭)[市区]?)?"
)
_SHORTEST = 4  # letters that a short name keeps, so that 大庆油田有限责任公司 is not called 油田


def confidential(person: Callee) -> bool:
    """Whether who this person is a customer of says something about their health."""
    return any(_MEDICAL.search(text) for text in (person.applicant, person.dossier, person.product))


def cipher(person: Callee, secret: bytes) -> str:
    """Return what stands for a row id that would name a hospital; "" where the row id may be shown."""
    if not _MEDICAL.search(person.dossier):
        return ""
    return f"H-{digest(secret, person.row.encode(), 'sha256').hex()[:12]}"


def short_name(applicant: str) -> str:
    """Return a company's name as people say it: without its legal form, and without its place where enough is left."""
    name = _FORM.sub("", _FORM.sub("", applicant.strip())) or applicant.strip()
    bare = _PLACE.sub("", name)
    return bare if len(bare) >= _SHORTEST else name


def company(person: Callee, secret: bytes, lang: str = "zh") -> str:
    """Return whose customer the person is said to be, with the product; only the dossier's number for patients."""
    if confidential(person):
        return say("calls.confidential", lang, dossier=cipher(person, secret) or person.dossier)
    return "\n".join(filter(None, (short_name(person.applicant) or person.dossier, person.product)))


def prompt(person: Callee, applicants: Sequence[str], lang: str = "zh") -> str:
    """Return the companies to read out for question 2, the applicant among them, in an order that tells nothing.

    ``applicants``: names of the round. Nothing where it would be health data, or where there are no two others.
    """
    own = short_name(person.applicant)
    if confidential(person) or not own:
        return say("calls.prompt.none", lang)
    others = {short_name(name) for name in applicants if name and not _MEDICAL.search(name)} - {own}
    chosen = sorted(others, key=lambda name: _shuffled(person.row, name))[: PROMPTED - 1]
    if len(chosen) < PROMPTED - 1:
        return say("calls.prompt.own", lang, own=own)
    return "\n".join(sorted([own, *chosen], key=lambda name: _shuffled(f"{person.row}/order", name)))


def survey(person: Callee, lang: str = "zh") -> str:
    """Return how and when the person is said to have been interviewed."""
    key = f"calls.mode.{person.mode}"
    return "\n".join(
        filter(None, (say(key, lang) if has(key) else person.mode, person.surveyed.replace("/", "\n")))
    )


def name_with_reading(name: str) -> str:
    """Return a name; where it has a rare letter, or one that is read otherwise as a surname, with its reading below."""
    table = _readings()
    found = [
        f"{letter} {reading}"
        for at, letter in enumerate(name)
        if (reading := table.get((letter, at == 0)) or table.get((letter, False)))
    ]
    return f"{name}\n({', '.join(dict.fromkeys(found))})" if found else name


def bare_name(shown: str) -> str:
    """Return the name of a cell that ``name_with_reading`` wrote."""
    return re.split(r"[\r\n]|_x000D_", shown, maxsplit=1)[0].strip()


def contact_heading(people: Iterable[Callee]) -> str:
    """Return the key of the heading over numbers: another word where addresses stand among them."""
    numbers = all(re.fullmatch(r"[\d\-+()（）*/转 ]+", text) for person in people for text in person.phones)
    return "phone" if numbers else "contact"


@cache
def _readings() -> dict[tuple[str, bool], str]:
    """(letter, whether as a surname only) -> reading."""
    text = (files(__package__) / "readings.csv").read_text(encoding="utf-8-sig")
    rows = csv.DictReader(StringIO(text))
    return {(row["char"], row["only_as_surname"] == "yes"): row["reading"] for row in rows}


def _shuffled(row: str, name: str) -> str:
    return sha256(f"{row}\t{name}".encode()).hexdigest()
