"""From people to rows: how an office writes dates and numbers, in what order, and what slips it makes. All judgement;
the forms of dates are those that the project's domain facts list."""

from __future__ import annotations

import random
from datetime import date

from benchmarks.honest_world.draw import pick
from benchmarks.honest_world.nouns import House, Human

Row = tuple[str, ...]
HOMOPHONES = {
    "丽": "莉", "华": "花", "艳": "燕", "杰": "洁", "晓": "小", "凤": "风", "志": "智", "洪": "宏", "立": "利", "淑": "叔",
    "芹": "琴", "霞": "侠", "波": "博", "宇": "雨", "佳": "嘉", "珍": "真", "伟": "玮", "建": "健", "永": "勇",
}  # fmt: skip


def house(rng: random.Random) -> House:
    """An office of its own."""
    order = pick(
        rng, {"time": 0.5, "file": 0.24, "shuffled": 0.08, "employer": 0.08, "surname": 0.06, "number": 0.04}
    )
    forms = {
        "2017-03-05": 30,
        "2017.3.5": 28,
        "2017/3/5": 20,
        "2017年3月5日": 14,
        "20170305": 4,
        "2017.03.05": 4,
    }
    form = pick(rng, forms)
    return House(
        form,
        pick(rng, {"plain": 0.86, "spaced": 0.06, "dashed": 0.06, "mixed": 0.02}),
        form != "20170305" and rng.random() < 0.12,
        rng.choice((0.0, rng.uniform(0, 0.01), rng.uniform(0.005, 0.02))),
        order,
    )  # fmt: skip


def written_day(form: str, day: date) -> str:
    """The date in one of the forms, each shown by what it makes of the fifth of March 2017."""
    y, m, d = day.year, day.month, day.day
    return {
        "2017-03-05": f"{y}-{m:02d}-{d:02d}", "2017.3.5": f"{y}.{m}.{d}", "2017/3/5": f"{y}/{m}/{d}",
        "2017年3月5日": f"{y}年{m}月{d}日", "20170305": f"{y}{m:02d}{d:02d}", "2017.03.05": f"{y}.{m:02d}.{d:02d}",
    }[form]  # fmt: skip


def written_number(rng: random.Random, form: str, contact: str) -> str:
    """A mobile number in the office's form; anything else as it is."""
    if not (contact.isdigit() and len(contact) == 11):
        return contact
    form = rng.choice(("plain", "spaced", "dashed")) if form == "mixed" else form
    mark = {"plain": "", "spaced": " ", "dashed": "-"}[form]
    return mark.join((contact[:3], contact[3:7], contact[7:]))


def ordered(rng: random.Random, people: list[Human], how: str) -> list[Human]:
    """The rows as the office lists them: by time, as in the customer file, by employer, surname or number, or anyhow."""
    if how == "shuffled":
        rng.shuffle(people := list(people))
        return people
    keys = {
        "time": lambda p: (p.day, p.minute), "file": lambda p: 0, "employer": lambda p: p.employer,
        "surname": lambda p: p.name[0].encode("gb18030"), "number": lambda p: p.contact,
    }  # fmt: skip
    return sorted(people, key=keys[how])


def _slip(rng: random.Random, name: str, contact: str) -> tuple[str, str, str]:
    """Return (name, contact, what): one honest slip of the hand."""
    digits = [i for i, sign in enumerate(contact) if sign.isdigit()]
    kind = pick(rng, {"swapped": 0.35, "key": 0.3, "homophone": 0.25, "lost": 0.06, "doubled": 0.04})
    if kind == "homophone":
        for at in range(len(name) - 1, 0, -1):
            if name[at] in HOMOPHONES:
                return name[:at] + HOMOPHONES[name[at]] + name[at + 1 :], contact, kind
        kind = "swapped"
    at = digits[rng.randrange(4, len(digits) - 1)]
    if kind == "swapped" and at + 1 in digits:
        return name, contact[:at] + contact[at + 1] + contact[at] + contact[at + 2 :], kind
    if kind == "lost":
        return name, contact[:at] + contact[at + 1 :], kind
    if kind == "doubled":
        return name, contact[: at + 1] + contact[at:], kind
    near = {
        "0": "19",
        "1": "24",
        "2": "13",
        "3": "26",
        "4": "57",
        "5": "46",
        "6": "59",
        "7": "84",
        "8": "97",
        "9": "80",
    }
    return name, contact[:at] + rng.choice(near[contact[at]]) + contact[at + 1 :], "key"


def rows_of(rng: random.Random, people: list[Human], office: House) -> tuple[list[Row], dict[int, str]]:
    """Return the rows as texts, in the order given, and which rows hold which slip."""
    rows: list[Row] = []
    slips: dict[int, str] = {}
    for at, human in enumerate(people):
        name, contact = human.name, human.contact
        if rng.random() < office.slip_rate:
            name, contact, slips[at] = _slip(rng, name, contact)
        when = written_day(office.date_form, human.day)
        if office.times and human.minute >= 0:
            when += f" {human.minute // 60:02d}:{human.minute % 60:02d}"
        rows.append(
            (
                str(at + 1),
                name,
                written_number(rng, office.number_form, contact),
                human.mode,
                when,
                human.employer,
            )
        )
    return rows, slips
