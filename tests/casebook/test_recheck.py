"""A program of its own, written from docs/recheck.md by somebody who has not read ours, agrees with whole rounds."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.casebook.mutations import faults_by_page, mutations, named_by_script, page_of, recheck
from tests.casebook.road import answer, fill, inside, run
from tests.cli.run import people, write_book
from tests.old_browser import LACKING
from tests.sampling.test_verifier_page import chromium

ONE, TWO, THREE = "31415926535897932384", "27182818284590452353", "14142135623730950488"
MUTATIONS = 60
KEYS = "--sign", "chair.key", "--sign", "overseer.key"


def called(path: Path, said: Callable[[str], str]) -> None:
    """Three attempts at everybody who does not answer, one at the others."""
    for at in (1, 2, 3):
        fill(path, lambda row, number: said(row) if number == at and (at == 1 or said(row) == "U1") else "")  # noqa: B023
    run("calls", "import", path, code=None)


def outcome(seed: int, silent: float, bad: dict[str, float]) -> Callable[[str], str]:
    """What people say: some are silent, some of a dossier deny."""

    def said(row: str) -> str:
        dice = random.Random(f"{seed}/{row}")
        if dice.random() < silent:
            return "U1"
        return "N1" if dice.random() < bad.get(row.partition("#")[0], 0) else "V1"

    return said


def begun(folder: Path, sizes: dict[str, int], *seal: str) -> None:
    (folder / "r").mkdir()
    for number, (name, count) in enumerate(sizes.items()):
        write_book(folder / "r" / f"{name}.xlsx", people(count, first=13104510011 + number * 10_000_000))
    for words in (("new",), ("add", "r"), ("seal", *seal), ("draw", "--seed", ONE), ("calls", "export")):
        run(*words, code=None)


def two_stages(folder: Path) -> None:
    """Honest, half forged, silent; stage 2 for what stays open; a reviewer decides a row and a dossier."""
    run("key", "new", "chair.key", "--as", "chair", "--name", "王一")
    run("key", "new", "overseer.key", "--as", "overseer")
    begun(folder, {"A": 60, "B": 120, "C": 200, "D": 12}, *KEYS)
    called(folder / "回访名单-1.xlsx", outcome(1, 0.2, {"B": 0.5, "D": 0.3}))
    run("judge", code=None)
    run("draw", "--stage", "2", "--seed", TWO, *KEYS, code=None)
    run("calls", "export", "--out", "二", code=None)
    for path in (folder / "二").glob("*.xlsx"):
        called(path, outcome(2, 0.1, {"B": 0.5}))
    row = json.loads((folder / "seal.json").read_text(encoding="utf-8"))["dossiers"][2]["rows"][0]
    run("judge", "--decide", row, "--as", "bad", "--by", "王", "--reason", "原始问卷没有此人", code=None)
    run("judge", "--decide", "B", "--as", "low", "--by", "王", "--reason", "多人否认", code=None)


def two_seals(folder: Path) -> None:
    """A second seal for what came later, drawn again before lists went out, and worst-case silence."""
    (folder / "worst.toml").write_text('silence_odds = "inf"\n', encoding="utf-8")
    (folder / "r").mkdir()
    write_book(folder / "r" / "A.xlsx", people(80))
    for words in (("new",), ("add", "r"), ("seal", "--settings", "worst.toml"), ("draw", "--seed", ONE)):
        run(*words, code=None)
    run("draw", "--seed", THREE, "--again", "--reason", "念错一位", code=None)
    write_book(folder / "r" / "B.xlsx", people(40, first=13704510011))
    run("add", "r", code=None)
    run("seal", "--dead-numbers", "bad")
    run("draw", "--seed", TWO)
    run("calls", "export")
    called(folder / "回访名单-1.xlsx", outcome(3, 0.05, {}))
    run("judge", code=None)


def targeted(folder: Path) -> None:
    """Rows that are called in full, some of them false."""
    begun(folder, {"A": 100, "B": 50}, "--targeted-share", "10%")
    called(folder / "回访名单-1.xlsx", outcome(4, 0.15, {"A": 0.08}))
    run("judge", code=None)


def open_calls(folder: Path) -> None:
    """Nobody was reached a third time yet, and of one dossier nobody at all."""
    begun(folder, {"A": 70, "B": 90})
    fill(folder / "回访名单-1.xlsx", lambda row, _: "U1" if row.startswith("B") else "V1")
    run("calls", "import", "回访名单-1.xlsx", code=None)
    run("judge", code=None)


ROUNDS = {"two stages": two_stages, "two seals": two_seals, "targeted": targeted, "open calls": open_calls}


def public_folder(folder: Path, name: str) -> Path:
    """Walk a round, and return the folder that anybody may have."""
    with inside(folder, {}):
        ROUNDS[name](folder)
        assert answer("judge", code=None)["dossiers"]
        run("report", "--out", "papers", *(KEYS if name == "two stages" else ()))
    return folder / "papers" / "复核"


@pytest.fixture(scope="module", params=ROUNDS)
def public(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return public_folder(tmp_path_factory.mktemp("round"), request.param)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_agrees_with_a_round(public: Path, lang: str) -> None:
    done = recheck(public, "--lang", lang)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert "×" not in done.stdout
    assert len(done.stdout.splitlines()) > 5


def test_it_needs_nothing_of_ours_and_fits_three_hundred_lines(public: Path) -> None:
    text = (public / "verify_round.py").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 300
    for room in ("verify.", "sampling", "casebook", "reports", "desk", "phrases", "pandas"):
        assert f"import {room}" not in text
        assert f"from {room}" not in text


def test_nobody_is_named_in_the_public_folder(public: Path) -> None:
    every = "".join(path.read_text(encoding="utf-8") for path in public.iterdir())
    for row in people(200):
        assert str(row[1]) not in every
        assert str(row[2]) not in every


def test_every_changed_byte_is_named_by_the_program(public: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(public, tmp_path / "copy"))
    for change in mutations(public, MUTATIONS // len(ROUNDS), 20170101):
        assert named_by_script(copy, change), change


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


@pytest.mark.browser
@pytest.mark.parametrize("early", ["", LACKING], ids=["today's", "of 2016"])
def test_the_page_agrees_and_names_every_changed_byte(
    public: Path, tmp_path: Path, browser: Any, early: str
) -> None:
    page = page_of(browser, tmp_path, early)
    assert faults_by_page(page, public) == 0
    for change in mutations(public, MUTATIONS // len(ROUNDS) // 3, 20170102):
        assert faults_by_page(page, public, change), change
    page.context.close()


@pytest.mark.browser
def test_the_folder_is_chosen_and_everything_is_said(public: Path, tmp_path: Path, browser: Any) -> None:
    page = page_of(browser, tmp_path, LACKING)
    page.click("#round button")
    assert "请先选中" in page.inner_text("#round-result")
    page.set_input_files("#round-files", sorted(public.iterdir()))
    page.click("#round button")
    page.wait_for_selector("#round-result[data-faults]")
    assert page.get_attribute("#round-result", "data-faults") == "0"
    signed = (public / "signatures.json").exists()
    assert ("已签名" in page.inner_text("#round-result")) == signed
    page.fill("#round-key", "ab" * 32)
    page.click("#round button")
    page.wait_for_selector("#round-result[data-faults]")
    assert "没有这把公钥的签名" in page.inner_text("#round-result")
    page.set_input_files("#round-files", [public / "round.json"])
    page.click("#round button")
    page.wait_for_selector("#round-result[data-faults]")
    assert "没有这个文件" in page.inner_text("#round-result")
    page.context.close()
