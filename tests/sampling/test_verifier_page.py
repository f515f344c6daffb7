"""The verifier page in a real browser: opened from disk, with the network off, against ``replay``."""

from __future__ import annotations

import contextlib
import json
import re
import shutil

import pytest

from sampling.draw.record import draws_document, record
from sampling.draw.record import to_text as draw_text
from sampling.draw.seal import to_text
from sampling.draw.tickets import read_dice, replay
from sampling.draw.verifier import verifier_page
from tests.sampling.helpers import small_seal

pytestmark = pytest.mark.browser
SEED = "31415926535897932384"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@contextlib.contextmanager
def chromium():
    """The browser of this machine."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        pytest.skip("no Chromium on this machine, so the verifier page was not opened")
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def browser():
    with chromium() as found:
        yield found


@pytest.fixture
def page(browser, tmp_path):
    path = tmp_path / "verifier.html"
    path.write_text(verifier_page(), encoding="utf-8")
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.problems = []
    page.asked = []
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.on("console", lambda line: page.problems.append(line.text) if line.type == "error" else None)
    page.on("request", lambda request: page.asked.append(request.url))
    page.goto(path.as_uri())
    yield page
    assert page.problems == []
    assert page.asked == [path.as_uri()]  # nothing else was ever asked for
    context.close()


def compute(page, seal, seed=SEED, **more):
    for id, text in {"seal": seal, "seed": seed, **more}.items():
        page.evaluate("([id, text]) => { document.getElementById(id).value = text; }", [id, text])
    page.click("button.main")
    found = page.evaluate("verifierResult()")
    return json.loads(found) if found else None


def notes(page, kind):
    return page.locator(f".note.{kind}").all_inner_texts()


SEALS = {
    "two dossiers": small_seal(),
    "one dossier, ids outside the basic plane": small_seal(1, 30, 0, '𠮷测\uff5e"\\-{}'),
    "200 dossiers": small_seal(200, 194, 20),
}


@pytest.mark.parametrize("name", SEALS)
def test_same_sample_reserve_and_tickets_as_replay(page, name):
    seal = SEALS[name]
    mine = compute(page, to_text(seal))
    assert mine["seal_sha256"] == seal.seal_sha256
    assert mine["dossiers"] == draws_document(replay(seal, [SEED]))["dossiers"]
    assert len(notes(page, "good")) == 1
    assert notes(page, "bad") == []


def test_stage_two_with_fresh_dice(page):
    seal = SEALS["two dossiers"]
    mine = compute(page, to_text(seal), seed2="27182818284590452353")
    assert mine["dossiers"] == draws_document(replay(seal, [SEED, "27182818284590452353"]))["dossiers"]
    assert compute(page, to_text(seal), seed2=SEED) is None
    assert "重新掷骰" in notes(page, "bad")[0]


def test_what_is_shown_is_what_was_computed(page):
    seal = small_seal(1)
    compute(page, to_text(seal))
    drawn = replay(seal, [SEED])[0]
    rows = page.locator("tr.drawn td:nth-child(2)").all_inner_texts()
    assert tuple(rows) == drawn.sample
    assert tuple(page.locator("tbody tr:not(.drawn) td:nth-child(2)").all_inner_texts()) == drawn.reserve


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("#0009", "#0008x"),
        ('"n1": ', '"n1": 1'),
        ('"n2": 1', '"n2": 1.0'),
        ("10%", "20%"),
        ('"version": "0.1.0"', '"version": "0.1.1"'),
        ("哈测", "哈測"),
        ('"format"', '"extra": 1, "format"'),
    ],
)
def test_a_changed_character_in_the_seal_is_said(page, old, new):
    text = to_text(small_seal(1))
    changed = text.replace(old, new, 1)
    if changed == text:
        changed = re.sub(r'"n2": (\d+)', r'"n2": \1.0', text, count=1)
    assert changed != text
    assert compute(page, changed) is None
    assert notes(page, "good") == []
    assert re.search("改动|无法读取", notes(page, "bad")[0])


def test_a_seal_made_anew_is_told_from_the_one_in_the_minutes(page):
    sealed, other = small_seal(1), small_seal(2)
    assert compute(page, to_text(other), minutes=sealed.seal_sha256) is not None
    assert "不是当时封存的文件" in notes(page, "bad")[0]
    spaced = " ".join(re.findall(".{4}", sealed.seal_sha256)).upper()
    compute(page, to_text(sealed), minutes=spaced)
    assert notes(page, "bad") == []
    assert len(notes(page, "good")) == 2


def test_a_changed_character_in_the_seed_is_said_and_h0_is_shown(page):
    seal = small_seal(2)
    draw = record(seal, [SEED])
    compute(page, to_text(seal), draw=draw_text(draw))
    assert len(notes(page, "good")) == 2
    h0 = re.sub(r"\s", "", page.locator("#result").inner_text())
    assert draw["h0"][0] in h0
    compute(page, to_text(seal), SEED[:-1] + "5", draw=draw_text(draw))
    assert "种子不同" in notes(page, "bad")[0]
    assert any("抽中的行" in text for text in notes(page, "bad"))


def test_a_changed_draw_is_said(page):
    seal = small_seal(2)
    document = record(seal, [SEED])
    sample = document["dossiers"][1]["sample"]
    sample[0], sample[1] = sample[1], sample[0]
    compute(page, to_text(seal), draw=draw_text(document))
    assert notes(page, "bad") == [f"✗ 与 draw.json 不一致！材料 {seal.dossiers[1].id}：抽中的行"]


@pytest.mark.parametrize("seed", ["", "   ", "\u3000", " 123", "123 ", "12\u00853"])
def test_the_page_refuses_the_seeds_that_replay_refuses(page, seed):
    assert compute(page, to_text(small_seal(1)), seed) is None
    assert "种子" in notes(page, "bad")[0]


@pytest.mark.parametrize("seed", ["e\u0301", "Å", "骰子 3 1 4", "１２３", "𠮷"])
def test_seeds_are_normalised_alike(page, seed):
    seal = small_seal(1)
    assert compute(page, to_text(seal), seed)["dossiers"] == draws_document(replay(seal, [seed]))["dossiers"]


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("３１４１５９２６５３５８９７９３２３８４", "31415926535897932384"),
        ("31415 92653 58979 32384", "31415926535897932384"),
        ("31415-92653，58979、32384,", "31415926535897932384"),
        (" 00015926535897932384 ", "00015926535897932384"),
    ],
)
def test_twenty_digits_are_read_as_the_draw_reads_them(page, typed, digits):
    seal = SEALS["two dossiers"]
    mine = compute(page, to_text(seal), seed=typed)
    assert mine["seeds"] == [digits] == [read_dice(typed)]
    assert mine["dossiers"] == draws_document(replay(seal, [digits]))["dossiers"]


def test_english_at_a_switch_and_labels_for_every_field(page):
    page.click("#lang")
    assert page.locator("h1").inner_text() == "hefang: recompute the draw"
    assert page.locator("html").get_attribute("lang") == "en"
    for id in ("seal", "seed", "seed2", "minutes", "draw"):
        assert page.locator(f"label[for={id}]").count() == 1
    compute(page, to_text(small_seal(1)))
    assert "intact" in notes(page, "good")[0]
    missing = page.evaluate(
        "Object.keys(WORDS).filter(key => WORDS[key].length !== 2 || WORDS[key].some(w => !w))"
    )
    assert missing == []


def test_by_keyboard_alone(page):
    seal = small_seal(1)
    page.focus("#seal")
    page.keyboard.insert_text(to_text(seal))
    page.keyboard.press("Tab")
    page.keyboard.type(SEED)
    page.keyboard.press("Enter")
    assert json.loads(page.evaluate("verifierResult()"))["seal_sha256"] == seal.seal_sha256
