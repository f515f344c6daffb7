"""The page in a real browser: script off, every request refused, light and dark, and on paper.

Only axe-core, which looks for barriers, needs script: it gets a context of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from reports.content.compose import compose
from reports.content.material import Context
from reports.content.round import Round
from reports.document import Cell, Column, Document, Figure, Section, Table
from reports.figures.network import Link, network
from reports.formats import html
from tests.checks.examples import Line
from tests.conftest import chromium
from tests.reports.courses import context, course
from tests.reports.page.test_figures_round import figures_of, interval_small
from tests.reports.page.test_html import round_of
from tests.reports.rounds import DECLARED, material

pytestmark = pytest.mark.browser
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as started:
        running = started.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture(scope="module")
def audit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "audit.html"
    html.write(compose(material(context=context())), path)
    return path


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with every drawing that a round can have."""
    small = [
        interval_small(
            f"s{i}", lower=0, upper=5 + i, limit=11, population=100, decision="pass", scale=0.3, lang="zh"
        )
        for i in range(3)
    ]
    links = [Link(f"D{i}", f"D{(i * 7 + 3) % 40}", 1 + i, ("fail", "warn", "note")[i % 3]) for i in range(40)]
    links = [k for k in links if k.one != k.other]
    net = network(
        "net", links, {f"D{i}": f"HLJ-{i:03d} 松江第{i}机械制造有限责任公司" for i in range(40)}, "zh"
    )
    table = Table("各份", (Column("区间"),), tuple((Cell(f"{i}", drawing=s),) for i, s in enumerate(small)))
    figures = [*figures_of("zh"), Figure(net.svg, net.title, net.description, "弧线")]
    path = tmp_path_factory.mktemp("drawn") / "drawn.html"
    html.write(Document("图", "一", "zh", (Section("图", (table, *figures), "a", contents="图"),)), path)
    return path


def _opened(browser: Browser, path: Path, scheme: str, width: int = 1280) -> tuple[Page, list[str]]:
    """Open the page with script off; every request but the one for the page itself is refused and noted."""
    fresh = browser.new_context(
        color_scheme=scheme,  # type: ignore[arg-type]
        java_script_enabled=False,
        viewport={"width": width, "height": 800},
    )
    asked: list[str] = []

    def refuse(route: object) -> None:
        url = route.request.url  # type: ignore[attr-defined]
        if url == path.as_uri():
            route.continue_()  # type: ignore[attr-defined]
        else:
            asked.append(url)
            route.abort()  # type: ignore[attr-defined]

    fresh.route("**/*", refuse)
    page = fresh.new_page()
    page.goto(path.as_uri())
    return page, asked


@pytest.mark.parametrize(("scheme", "ground"), [("light", "rgb(255, 255, 255)"), ("dark", "rgb(20, 24, 29)")])
def test_reads_without_script_and_without_network(
    browser: Browser, audit: Path, tmp_path: Path, scheme: str, ground: str
) -> None:
    page, asked = _opened(browser, audit, scheme)
    shot = page.screenshot(path=tmp_path / f"{scheme}.png", full_page=True)
    assert asked == []
    assert len(shot) > 50_000
    assert page.locator("h1").inner_text() == "被访者信息核验报告"
    titles = page.locator("h3").all_inner_texts()
    assert [t.split()[1] for t in titles] == list(DECLARED)
    background = page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor")
    assert background == ground
    assert page.locator("figure svg").first.bounding_box()["height"] > 20  # type: ignore[index]


@pytest.mark.parametrize("width", [1920, 1280, 1024, 390])
def test_nothing_sticks_out_sideways(browser: Browser, audit: Path, drawn: Path, width: int) -> None:
    for path in (audit, drawn):
        page, _ = _opened(browser, path, "light", width)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width


@pytest.mark.parametrize("width", [1920, 1024])
def test_drawings_are_large_enough_for_a_projector(browser: Browser, drawn: Path, width: int) -> None:
    page, _ = _opened(browser, drawn, "light", width)
    heights = page.locator("figure svg text").evaluate_all(
        "all => all.map(t => t.getCTM().a * parseFloat(t.getAttribute('font-size')) * t.closest('svg').currentCSSZoom)"
    )
    assert len(heights) > 50
    assert min(heights) >= (16 if width == 1920 else 12)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("which", ["audit", "drawn"])
def test_no_barrier_of_level_a_or_aa(
    browser: Browser, request: pytest.FixtureRequest, which: str, scheme: str
) -> None:
    """axe-core, the rules of WCAG 2.0, 2.1 and 2.2."""
    fresh = browser.new_context(color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    page = fresh.new_page()
    page.goto(request.getfixturevalue(which).as_uri())
    page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate(
        "tags => axe.run(document, {resultTypes: ['violations'], runOnly: {type: 'tag', values: tags}})",
        ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    )
    fresh.close()
    assert [(v["id"], [n["target"] for n in v["nodes"]]) for v in found["violations"]] == []
    assert len(found["passes"]) >= 15  # it did look


def test_a_barrier_would_be_found(browser: Browser, audit: Path, tmp_path: Path) -> None:
    spoilt = tmp_path / "spoilt.html"
    text = audit.read_text(encoding="utf-8")
    spoilt.write_text(text.replace(' lang="zh-CN"', "").replace("<caption>", '<caption style="color: #ccc">'))
    fresh = browser.new_context(bypass_csp=True)
    page = fresh.new_page()
    page.goto(spoilt.as_uri())
    page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    fresh.close()
    assert {"html-has-lang", "color-contrast"} <= {v["id"] for v in found["violations"]}


def test_each_dossier_begins_on_a_page_of_its_own(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "audit.html"
    html.write(compose(material(list(round_of(4, 60)))), path)
    page, asked = _opened(browser, path, "dark")
    printed = page.pdf(prefer_css_page_size=True)
    assert asked == []
    # A4 in points, and at least: the round, one page per dossier, the method.
    assert b"/MediaBox [0 0 595" in printed or b"/MediaBox [0 0 594" in printed
    assert printed.count(b"/Type /Page\n") >= 6
    page.emulate_media(media="print")
    # On paper it is light, whatever the screen was.
    assert page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 255, 255)"
    assert not page.locator("nav").is_visible()


def test_the_keyboard_reaches_the_text_and_shows_where_it_is(browser: Browser, audit: Path) -> None:
    page, _ = _opened(browser, audit, "light")
    page.keyboard.press("Tab")
    focus = page.locator(":focus")
    assert focus.inner_text() == "跳到正文"
    assert focus.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    assert focus.bounding_box()["x"] >= 0  # type: ignore[index]


def named() -> list[Line]:
    """A round of companies with long names, each declared."""
    items = "applicant agency category valid_questionnaires survey_start survey_end score"
    lines = list(round_of(16, 60))
    for line in lines:
        number = int(line.dossier.removeprefix("HLJ-"))
        company = f"黑龙江省{'松江北岸南岸东山西山'[number % 9 : number % 9 + 2]}第{number}机械制造与安装有限责任公司"
        given = (company, "某测评所", "企业类", "186", "2017-03-01", "2017-05-31", "88")
        line.cells.update({f"@{item}": value for item, value in zip(items.split(), given, strict=True)})
    return lines


def called(lines: list[Line]) -> Context:
    """The round about them: low, open and high in turn."""
    ids = list(dict.fromkeys(line.dossier for line in lines))
    kinds = ((12, 2), (1, 4), (0, 0))
    found = (("DC01", "notice.3"),)
    courses = {
        id: course(id, *kinds[at % 3], "zh", findings=found * (at % 4 == 2)) for at, id in enumerate(ids)
    }
    return Context(Round("2017年度", courses, 41, "ab12" * 16), tuple(ids[:3]), 0.05)


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1920, 1080)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_twelve_companies_and_their_whole_reasons_stand_on_the_first_screen(
    browser: Browser, tmp_path: Path, width: int, height: int, scheme: str
) -> None:
    lines = named()
    path = tmp_path / "audit.html"
    html.write(compose(material(lines, context=called(lines))), path)
    page, _ = _opened(browser, path, scheme, width)
    page.set_viewport_size({"width": width, "height": height})
    rows = page.locator("#round tbody tr")
    boxes = [rows.nth(at).bounding_box() for at in range(rows.count())]
    shown = [box for box in boxes if box and box["y"] + box["height"] <= height]
    assert len(shown) >= 12
    # Nothing is scrolled to the right, and nothing is wider than the page.
    wide = page.locator("#round .table").evaluate("e => [e.scrollWidth, e.clientWidth]")
    assert wide[0] <= wide[1]
    reasons = page.locator("#round tbody td:last-child")
    assert reasons.count() == 16
    for box in (reasons.nth(at).bounding_box() for at in range(16)):
        assert box
        assert box["x"] + box["width"] <= width
    assert all("…" not in text for text in reasons.all_inner_texts())
    heads = page.locator("#round th .term")
    assert heads.count() >= 5  # words of the trade say what they mean
    assert page.locator("#round th[title]").count() == heads.count()
    assert page.locator("abbr[title]").count() > 10
