"""docs/draw.md, computed again from its own text with nothing but hashlib, and by the program."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

from sampling.design.plan import single_plan
from sampling.draw.seal import canonical, make_seal, roster_sha256, seal_dossier, to_document
from sampling.draw.tickets import replay, shown, ticket_number

ROOT = Path(__file__).parents[3]
TEXT = (ROOT / "docs" / "draw.md").read_text(encoding="utf-8")


def block(kind: str) -> str:
    found = re.search(rf"```{kind}\n(.*?)```", TEXT, re.DOTALL)
    assert found
    return found[1]


def value(name: str) -> str:
    found = re.search(rf"^    {re.escape(name)} +(\S+)$", TEXT, re.MULTILINE)
    assert found
    return found[1]


TICKETS = re.findall(r"^\| \d+ \| (\S+) \| (0\.\d+) \|$", TEXT, re.MULTILINE)


def test_by_hand_from_the_text():
    assert hashlib.sha256(block("text").encode()).hexdigest() == value("roster_sha256")
    content = block("json").rstrip("\n")
    assert hashlib.sha256(content.encode()).hexdigest() == value("seal_sha256")
    h0 = hashlib.sha256(value("seed").encode()).hexdigest()
    assert h0 == value("h0")
    v = hashlib.sha256((h0 + "例-001#0004").encode()).hexdigest()
    assert v == value("v (hex)")
    assert str(int(v, 16)) == value("D")
    assert value("ticket") == "0." + value("D")[::-1]
    assert len(TICKETS) == 5
    assert sorted(number for _, number in TICKETS) == [number for _, number in TICKETS]


def test_by_the_program():
    rows = [tuple(line.split("\t")) for line in block("text").splitlines()]
    assert roster_sha256(rows) == value("roster_sha256")
    plan = single_plan(5, tolerable="50%")
    sealed = seal_dossier("例-001", [row[0] for row in rows], value("roster_sha256"), plan)
    seal = make_seal([sealed], "0" * 64, "0.1.0")
    assert seal.seal_sha256 == value("seal_sha256")
    document = to_document(seal)
    del document["seal_sha256"]
    assert canonical(document).decode() == block("json").rstrip("\n")
    assert json.loads(block("json")) == document
    drawn = replay(seal, [value("seed")])[0]
    assert [(row, drawn.tickets[row]) for row in drawn.sample + drawn.reserve] == TICKETS
    assert f"Sample: {', '.join(drawn.sample)}. Reserve: {', '.join(drawn.reserve)}." in TEXT
    assert all(ticket_number(value("h0"), row) == number for row, number in TICKETS)
    assert all(len(shown(number)) == 20 for _, number in TICKETS)


def test_the_tables_of_the_method_note():
    text = (ROOT / "docs" / "plans.md").read_text(encoding="utf-8")
    lines = re.findall(r"^\| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$", text, re.MULTILINE)
    assert len(lines) == 4
    for population, *sizes in lines:
        assert [single_plan(int(population), accept=k).n1 for k in range(3)] == list(map(int, sizes))
