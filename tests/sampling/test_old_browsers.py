"""The verifier page in the browsers that offices have: what they lack is taken away, and everything is said."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from sampling.draw.record import draws_document, record
from sampling.draw.record import to_text as draw_text
from sampling.draw.seal import to_text
from sampling.draw.tickets import replay
from sampling.draw.verifier import PARTS, verifier_page
from tests.old_browser import LACKING, NEWER, newer_syntax
from tests.sampling.helpers import small_seal
from tests.sampling.test_verifier_page import SEED, chromium, compute

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def browser():
    with chromium() as found:
        yield found


def opened(browser, folder, early=LACKING, text=None, **context):
    path = folder / "verifier.html"
    path.write_text(text or verifier_page(), encoding="utf-8")
    page = browser.new_context(offline=True, **context).new_page()
    page.add_init_script(early)
    page.problems = []
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.goto(path.as_uri())
    return page


def test_nothing_in_the_page_is_newer_than_those_browsers():
    scripts = re.findall(r"<script>(.*?)</script>", verifier_page(), re.DOTALL)
    assert len(scripts) == 2
    assert [found for script in scripts for found in newer_syntax(script)] == []
    # The first has to run in browsers that cannot even read the second.
    assert not re.search(r"=>|\b(let|const|class)\b|`", scripts[0])


@pytest.mark.parametrize(
    ("name", "script"),
    {
        "optional chaining": "const a = b?.c;",
        "nullish coalescing": "const a = b ?? c;",
        "power operator": "const a = 2 ** n;",
        "BigInt literal": "const a = 10n;",
        "async": "async function f() {}",
        "lookbehind": "const a = /(?<!b)c/;",
        "named group": "const a = /(?<year>c)/;",
        "flag of regular expressions": "const a = /b/u;",
        "unicode property": r"const a = /\p{L}/;",
        "spread in objects": "const a = { ...b };",
        "catch without a name": "try { f(); } catch { g(); }",
        "class field": "class A { #b = 1; }",
        "logical assignment": "a ||= b;",
        "numeric separator": "const a = 1_000;",
        "import": 'import a from "b";',
        "globalThis": "globalThis.a = 1;",
        "comma after the last argument": "f(a, );",
    }.items(),
)
def test_the_search_for_newer_syntax_finds_it(name, script):
    assert [found for found in newer_syntax(script) if found.startswith(name)]


def test_every_newer_syntax_is_tried():
    assert len(NEWER) == 17


@pytest.mark.browser
def test_the_draw_is_recomputed_without_what_those_browsers_lack(browser, tmp_path):
    page = opened(browser, tmp_path)
    gone = "typeof BigInt + typeof Blob.prototype.text + typeof Element.prototype.replaceChildren"
    assert page.evaluate(gone) == "undefined" * 3
    seal = small_seal(3, 120, 4)
    mine = compute(page, to_text(seal), draw=draw_text(record(seal, [SEED])))
    assert mine["dossiers"] == draws_document(replay(seal, [SEED]))["dossiers"]
    assert page.locator(".note.good").count() == 2
    assert page.locator(".note.bad").count() == 0
    page.click("#lang")
    assert page.locator("h1").inner_text() == "hefang: recompute the draw"
    assert page.problems == []


@pytest.mark.browser
def test_files_are_read_without_what_those_browsers_lack(browser, tmp_path):
    page = opened(browser, tmp_path)
    (tmp_path / "seal.json").write_text(to_text(small_seal(2)), encoding="utf-8")
    page.set_input_files("#seal-file", tmp_path / "seal.json")
    page.wait_for_selector("#form")
    page.fill("#seed", SEED)
    page.click("button.main >> nth=0")
    assert json.loads(page.evaluate("verifierResult()"))["seal_sha256"] == small_seal(2).seal_sha256


@pytest.mark.browser
def test_plain_text_stands_there_before_any_script_runs(browser, tmp_path):
    page = opened(browser, tmp_path, java_script_enabled=False)
    shown = page.inner_text("body")
    for words in (
        "浏览器没有运行本页的程序",
        "the browser did not run",
        "封存文件 seal.json",
        "种子",
        "方法：h0",
    ):
        assert words in shown


@pytest.mark.browser
def test_a_browser_that_cannot_read_the_program_says_so(browser, tmp_path):
    broken = verifier_page().replace('"use strict";\n', '"use strict";\nthis cannot be read;\n', 1)
    page = opened(browser, tmp_path, text=broken)
    assert "SyntaxError" in page.inner_text("#trouble")
    assert page.locator("#before").is_visible()


@pytest.mark.browser
@pytest.mark.parametrize("name", ["TextEncoder", "Map", "FileReader"])
def test_a_browser_that_lacks_too_much_says_what(browser, tmp_path, name):
    page = opened(browser, tmp_path, f"delete window.{name};")
    assert name in page.inner_text("#trouble")
    assert "浏览器太旧" in page.inner_text("#trouble")


@pytest.mark.browser
def test_what_nobody_foresaw_is_shown(browser, tmp_path):
    page = opened(browser, tmp_path)
    page.evaluate("() => { TextEncoder.prototype.encode = () => { throw new Error('unforeseen'); }; }")
    for button in ("#form button.main",):
        page.evaluate(
            "text => { document.getElementById('seal').value = text; }",
            json.dumps({"format": "hefang-seal/1"}),
        )
        page.click(button)
    assert "unforeseen" in page.inner_text("#result")


def test_the_docs_name_the_oldest_browsers():
    for name in ("recheck.md", "recheck.zh-CN.md"):
        text = (ROOT / "docs" / name).read_text(encoding="utf-8")
        for old in ("Chrome 49", "Firefox 52", "Safari 13"):
            assert old in text


def test_all_parts_are_in_the_page():
    folder = ROOT / "sampling" / "draw" / "page"
    assert {path.stem for path in folder.glob("*.js")} == set(PARTS)
    assert all(path.read_text(encoding="utf-8") in verifier_page() for path in folder.glob("*.js"))
