"""Who is called again can be chosen again from the public folder, in three programs; a changed choice is named by all."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from sampling.again.choice import differences
from sampling.draw.seal import canonical
from sampling.draw.tickets import seed_hash, tickets
from tests.casebook.mutations import faults_by_page, page_of, recheck
from tests.casebook.test_recheck import public_folder
from tests.old_browser import LACKING
from tests.sampling.test_verifier_page import chromium

Doc = dict[str, Any]
Change = Callable[[Doc], None]


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return public_folder(tmp_path_factory.mktemp("round"), "targeted")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with chromium() as browser:
        yield page_of(browser, tmp_path_factory.mktemp("page"), LACKING)


def others_drawn(doc: Doc) -> None:
    """Somebody who was not drawn instead of the last who was."""
    part = doc["callers"][0]
    part["drawn"][-1] = next(row for row in part["reached"] if row not in part["drawn"])


def fewer(doc: Doc) -> None:
    """One person less than the share asks for."""
    doc["callers"][0]["drawn"].pop()


def smaller_share(doc: Doc) -> None:
    """A share that did not lie under the seal, and everything else by it."""
    doc["share"] = "1%"
    part = doc["callers"][0]
    part["drawn"] = part["drawn"][: doc["least"]]


def smaller_least(doc: Doc) -> None:
    doc["least"] = 1


def more_at_once(doc: Doc) -> None:
    """People beyond the share before anybody said that nobody had called."""
    part = doc["callers"][0]
    part["more"] = 1
    ordered = [ticket.row for ticket in tickets(doc["seed"], part["reached"])]
    part["drawn"] = ordered[: len(part["drawn"]) + 1]


def another_ticket(doc: Doc) -> None:
    part = doc["callers"][0]
    row = part["drawn"][0]
    part["tickets"][row] = part["tickets"][row][:-1] + "7"


def same_person_twice(doc: Doc) -> None:
    """Two callers who both reached the same people."""
    doc["callers"].append({**doc["callers"][0], "caller": 2})


def hidden(doc: Doc) -> None:
    """Somebody whom the caller reached is left out, and their ticket stays."""
    part = doc["callers"][0]
    gone = part["drawn"][0]
    part["reached"].remove(gone)
    part["drawn"].remove(gone)


def other_dice(doc: Doc) -> None:
    """Fresh dice until those come who should: the journal tells what was thrown."""
    doc["seed"] = "00000000000000000001"
    doc["h0"] = seed_hash(doc["seed"])
    for part in doc["callers"]:
        ordered = tickets(doc["seed"], part["reached"])
        part["tickets"] = {ticket.row: ticket.number for ticket in ordered}
        part["drawn"] = [ticket.row for ticket in ordered[: len(part["drawn"])]]


def nobody_called(doc: Doc) -> None:
    """A row that nobody had to call, in its place by its ticket."""
    part = doc["callers"][0]
    part["reached"] = [*part["reached"][:-1], "A#9999"]
    ordered = tickets(doc["seed"], part["reached"])
    part["tickets"] = {ticket.row: ticket.number for ticket in ordered}
    part["drawn"] = [ticket.row for ticket in ordered[: len(part["drawn"])]]


# What a document alone tells, and what the journal and the draws tell beside it.
ALONE: list[Change] = [
    others_drawn, fewer, smaller_share, smaller_least, more_at_once, another_ticket, same_person_twice, hidden,
]  # fmt: skip
BESIDE: list[Change] = [other_dice, nobody_called]


def changed(public: Path, copy: Path, change: Change) -> str:
    """Write the folder with a changed choice and every hash as whoever changed it would make it; return the choice."""
    shutil.copytree(public, copy)
    doc = json.loads((public / "again-1.json").read_text(encoding="utf-8"))
    change(doc)
    made = json.loads((public / "round.json").read_text(encoding="utf-8"))
    made["again"]["draws"][0]["sha256"] = sha256(canonical(doc)).hexdigest()
    body = {key: value for key, value in made.items() if key != "round_sha256"}
    made["round_sha256"] = sha256(canonical(body)).hexdigest()
    for name, content in (("again-1.json", doc), ("round.json", made)):
        (copy / name).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return (copy / "again-1.json").read_text(encoding="utf-8")


def test_the_choices_hold_in_all_three(public: Path, page: Any) -> None:
    texts = [(public / f"again-{number}.json").read_text(encoding="utf-8") for number in (1, 2)]
    settings = json.loads((public / "round.json").read_text(encoding="utf-8"))["again"]["settings"]
    sealed = settings["again_share"], settings["again_least"]
    assert [differences(text, texts[:at], sealed) for at, text in enumerate(texts)] == [(), ()]
    assert json.loads(texts[1])["callers"][0]["more"] > 0
    done = recheck(public)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert done.stdout.count("重新抽取相符") == 3  # the draw, and both choices
    assert faults_by_page(page, public) == 0


@pytest.mark.parametrize("change", ALONE + BESIDE, ids=lambda change: change.__name__)
def test_a_changed_choice_is_named(public: Path, page: Any, tmp_path: Path, change: Change) -> None:
    text = changed(public, tmp_path / "copy", change)
    settings = json.loads((public / "round.json").read_text(encoding="utf-8"))["again"]["settings"]
    sealed = settings["again_share"], settings["again_least"]
    if change in ALONE:
        assert differences(text, (), sealed) != ()
    done = recheck(tmp_path / "copy")
    assert done.returncode == 1, done.stdout
    assert any(line.startswith("× 复听") for line in done.stdout.splitlines())
    assert faults_by_page(page, tmp_path / "copy") > 0


def test_settings_that_lay_under_no_seal_are_named(public: Path, page: Any, tmp_path: Path) -> None:
    copy = tmp_path / "copy"

    def change(doc: Doc) -> None:
        smaller_share(doc)

    changed(public, copy, change)
    made = json.loads((copy / "round.json").read_text(encoding="utf-8"))
    made["again"]["settings"]["again_share"] = "1%"
    made["round_sha256"] = sha256(
        canonical({key: value for key, value in made.items() if key != "round_sha256"})
    ).hexdigest()
    (copy / "round.json").write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")
    assert "设置不是封存的设置" in recheck(copy).stdout
    assert faults_by_page(page, copy) > 0


def test_a_choice_that_is_kept_back_is_missed(public: Path, page: Any, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(public, tmp_path / "copy"))
    made = json.loads((copy / "round.json").read_text(encoding="utf-8"))
    del made["again"]
    made["round_sha256"] = sha256(
        canonical({key: value for key, value in made.items() if key != "round_sha256"})
    ).hexdigest()
    (copy / "round.json").write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")
    assert "抽过 2 次，文件 0 份" in recheck(copy).stdout
    assert faults_by_page(page, copy) > 0
