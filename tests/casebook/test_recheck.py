"""A program of its own, written from docs/recheck.md by somebody who has not read ours, agrees with whole rounds."""

from __future__ import annotations

import json
import random
import shutil
import zlib
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from sampling.draw.seal import canonical
from tests import postgres
from tests.casebook.calls.test_second_ear import fill_again
from tests.casebook.mutations import faults_by_page, mutations, named_by_script, page_of, recheck
from tests.casebook.road import answer, fill, inside, run
from tests.cli.run import people, write_book
from tests.old_browser import LACKING
from tests.sampling.test_verifier_page import chromium

ONE, TWO, THREE = "31415926535897932384", "27182818284590452353", "14142135623730950488"
FOUR = "16180339887498948482"
MUTATIONS = 60
KEYS = "--sign", "chair.key", "--sign", "overseer.key"


def called(path: Path, said: Callable[[str], str]) -> None:
    """Three attempts at everybody who does not answer, one at the others."""
    for at in (1, 2, 3):
        fill(path, lambda row, number: said(row) if number == at and (at == 1 or said(row) == "U1") else "")  # noqa: B023
    run("calls", "import", path)


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
    called(folder / "回访名单-1.xlsx", outcome(1, 0.2, {"B": 0.5, "C": 0.08, "D": 0.3}))
    run("judge", code=None)
    run("draw", "--stage", "2", "--seed", TWO, *KEYS)
    run("calls", "export", "--out", "二")
    for path in (folder / "二").glob("*.xlsx"):
        called(path, outcome(2, 0.1, {"B": 0.5}))
    row = json.loads((folder / "seal.json").read_text(encoding="utf-8"))["dossiers"][2]["rows"][0]
    run("judge", "--decide", row, "--as", "bad", "--by", "王", "--reason", "原始问卷没有此人", code=None)
    run("judge", "--decide", "B", "--as", "low", "--by", "王", "--reason", "多人否认", code=None)


def again_twice() -> None:
    """The second ear draws twice: people of whom one says that nobody called make it draw more."""
    run("calls", "again", "draw", "--seed", THREE)
    run("calls", "again", "export")
    (path,) = Path().glob("复听名单-*.xlsx")
    rows = fill_again(path, lambda row: ("yes", "V1"))
    fill_again(path, lambda row: ("no" if row == rows[0] else "yes", "V1"))
    run("calls", "import", path)
    run("calls", "again", "draw", "--seed", FOUR)


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
    again_twice()


def open_calls(folder: Path) -> None:
    """Nobody was reached a third time yet, and of one dossier nobody at all."""
    begun(folder, {"A": 70, "B": 90})
    fill(folder / "回访名单-1.xlsx", lambda row, _: "U1" if row.startswith("B") else "V1")
    run("calls", "import", "回访名单-1.xlsx", code=None)
    run("judge", code=None)


def on_a_server(folder: Path) -> None:
    """In PostgreSQL: a seal that another replaces, a repeated draw, two dossiers withdrawn (one before the dice, one after),
    stage 2, people called again, evidence that came late, calls declared ended, other odds of silence."""
    (folder / "odds.toml").write_text('silence_odds = "3/2"\nsilence_most = "30%"\n', encoding="utf-8")
    odds = "--settings", "odds.toml"
    (folder / "r").mkdir()
    for number, (name, count) in enumerate({"甲": 90, "乙": 150, "丙": 60, "丁": 45, "戊": 130}.items()):
        write_book(folder / "r" / f"{name}.xlsx", people(count, first=13104510011 + number * 10_000_000))
    for words in (("new", "--round", "2017年度"), ("add", "r", *odds), ("seal", *odds)):
        run(*words, code=None)
    run("withdraw", "丁", "--reason", "企业撤回申报")
    write_book(folder / "r" / "乙.xlsx", people(140, first=13604510011))
    run("add", "r/乙.xlsx", *odds, code=None)
    run("seal", "--again", "--reason", "乙换了名单，丁撤回", *odds, code=None)
    run("draw", "--seed", ONE)
    run("draw", "--seed", THREE, "--again", "--reason", "念错一位")
    run("withdraw", "丙", "--reason", "企业撤回申报")
    run("calls", "export", "--callers", "2", "--out", "一")
    for path in sorted((folder / "一").glob("*.xlsx")):
        called(path, outcome(5, 0.12, {"乙": 0.6, "戊": 0.05}))
    run("judge", code=None)
    run("draw", "--stage", "2", "--seed", TWO)
    run("calls", "export", "--out", "二")
    for path in (folder / "二").glob("*.xlsx"):
        fill(path, lambda row, number: "U1" if hash_of(row) % 4 == 0 else "V1")
        run("calls", "import", path, code=None)
    run("calls", "again", "draw", "--seed", FOUR)
    run("calls", "close", "--reason", "期限已到")
    seal = json.loads((folder / "seal.json").read_text(encoding="utf-8"))
    for dossier in seal["dossiers"]:
        row = dossier["rows"][0]
        run("judge", "--decide", row, "--as", "good", "--by", "王", "--reason", "见送货单", code=None)
    run("judge", code=None)


def hash_of(row: str) -> int:
    """A number of a row's own, the same on every run."""
    return zlib.crc32(row.encode())


ROUNDS = {
    "two stages": two_stages,
    "two seals": two_seals,
    "targeted": targeted,
    "open calls": open_calls,
    "on a server": on_a_server,
}
SERVER = "on a server"


def public_folder(folder: Path, name: str, server: str = "") -> Path:
    """Walk a round, and return the folder that anybody may have. ``server``: URL of an empty database, for the round that
    needs one."""
    about = {"HEFANG_CASEBOOK": server, "HEFANG_KEY_FILE": str(folder / "server.key")}
    with inside(folder, about if name == SERVER else {}):
        ROUNDS[name](folder)
        assert answer("judge", code=None)["dossiers"]
        run("report", "--out", "papers", *(KEYS if name == "two stages" else ()))
    return folder / "papers" / "复核"


EACH = [pytest.param(name, marks=pytest.mark.postgres) if name == SERVER else name for name in ROUNDS]


@pytest.fixture(scope="module", params=EACH)
def public(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("round")
    if request.param != SERVER:
        return public_folder(folder, request.param)
    with postgres.database(request.getfixturevalue("postgres_server")) as url:
        return public_folder(folder, request.param, url)


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


def test_who_left_after_the_dice_is_told_and_no_one_leaves_unseen(public: Path, tmp_path: Path) -> None:
    made = json.loads((public / "round.json").read_text(encoding="utf-8"))
    gone = made.get("withdrawn", [])
    left = [entry["facts"] for entry in made["journal"] if entry["what"] == "withdraw"]
    assert {one["dossier"] for one in left} >= set(gone)
    assert all("reason" not in one for one in left)
    copy = Path(shutil.copytree(public, tmp_path / "copy"))
    made["withdrawn"] = [made["dossiers"].pop()["id"]]
    body = {key: value for key, value in made.items() if key != "round_sha256"}
    made["round_sha256"] = sha256(canonical(body)).hexdigest()
    (copy / "round.json").write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")
    assert "撤回未记" in recheck(copy).stdout


def test_nobody_is_named_in_the_public_folder(public: Path) -> None:
    every = "".join(path.read_text(encoding="utf-8") for path in public.iterdir())
    for row in people(200):
        assert str(row[1]) not in every
        assert str(row[2]) not in every


def test_every_changed_byte_is_named_by_the_program(public: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(public, tmp_path / "copy"))
    for change in mutations(public, MUTATIONS // len(ROUNDS), 20170101):
        assert named_by_script(copy, change), change


def test_damage_is_named_by_its_file_in_words(public: Path, tmp_path: Path) -> None:
    """What breaks the JSON of one draw, or takes a key from it, is one fault: sound dossiers are not accused."""
    copy = Path(shutil.copytree(public, tmp_path / "copy"))
    draw = copy / json.loads((public / "round.json").read_text(encoding="utf-8"))["draws"][0]["file"]
    whole = draw.read_text(encoding="utf-8")
    for bent, words in (
        (whole.replace('"seeds"', '"seeds', 1), "不是完好的 JSON 文件"),
        (whole.replace('"h0"', '"h1"', 1), "内容不合格式"),
    ):
        draw.write_text(bent, encoding="utf-8")
        done = recheck(copy)
        assert (done.returncode, done.stderr) == (1, "")
        assert f"抽取 {draw.name}：{words}" in done.stdout
        assert "Error(" not in done.stdout
        assert "× 材料" not in done.stdout


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
