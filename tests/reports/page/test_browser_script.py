"""The script of the page: orders and searches the table of the round, and changes nothing else."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from reports.content.compose import compose
from reports.formats import html
from tests.conftest import chromium
from tests.reports.page.test_browser import ARGUMENTS, called, named
from tests.reports.rounds import material

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as started:
        running = started.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture(scope="module")
def audit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    lines = named()
    path = tmp_path_factory.mktemp("page") / "audit.html"
    html.write(compose(material(lines, context=called(lines))), path)
    return path


@pytest.fixture
def page(browser: Browser, audit: Path) -> Iterator[Page]:
    fresh = browser.new_context(viewport={"width": 1280, "height": 800})
    opened = fresh.new_page()
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on(
        "console", lambda said: complaints.append(said.text)
    )  # a script that the page's own policy refuses
    opened.goto(audit.as_uri())
    yield opened
    assert complaints == []
    fresh.close()


def column(page: Page, heading: str) -> list[str]:
    at = page.locator("#round thead th").all_inner_texts().index(heading) + 1
    return page.locator(f"#round tbody tr td:nth-child({at})").all_inner_texts()


def visible(page: Page) -> int:
    return page.locator("#round tbody tr:visible").count()


def test_a_heading_orders_by_its_column_and_back(page: Page) -> None:
    before = column(page, "申报材料")
    page.get_by_role("button", name="不符", exact=True).click()
    counts = [int(text) for text in column(page, "不符")]
    assert counts == sorted(counts, reverse=True)
    assert page.locator("#round th[aria-sort]").get_attribute("aria-sort") == "descending"
    page.get_by_role("button", name="不符", exact=True).click()
    assert [int(text) for text in column(page, "不符")] == sorted(counts)
    page.get_by_role("button", name="不符", exact=True).click()
    assert column(page, "申报材料") == before
    assert page.locator("#round th[aria-sort]").count() == 0
    page.get_by_role("button", name="申报材料").click()
    assert column(page, "申报材料") == sorted(before)


def test_judgements_are_ordered_by_weight_and_not_by_their_words(page: Page) -> None:
    page.get_by_role("button", name="建议", exact=True).click()
    found = list(dict.fromkeys(column(page, "建议")))
    assert found == ["真实性不高", "需补充核查", "真实性高"]


def test_a_search_leaves_what_fits_and_says_how_many(page: Page) -> None:
    field = page.get_by_label("筛选")
    field.fill("HLJ-003")
    assert visible(page) == 1
    assert page.locator(".tools output").inner_text() == "显示1份，共16份"
    field.fill("真实性不高 HLJ")
    assert 1 < visible(page) < 16
    field.fill("第3机械制造与安装有限责任公司")  # the whole name, that stands behind the short one
    assert visible(page) == 1
    field.press("Escape")
    assert visible(page) == 16


def test_a_search_leaves_nothing_out_on_paper(page: Page) -> None:
    page.get_by_label("筛选").fill("HLJ-003")
    assert visible(page) == 1
    page.emulate_media(media="print")
    assert visible(page) == 16
    assert not page.locator(".tools").is_visible()


def test_the_heading_is_repeated_with_its_words_on_the_next_page(page: Page, tmp_path: Path) -> None:
    """A button is not drawn in a heading that goes on to another page: there it is no button."""
    page.evaluate(
        "() => { const body = document.querySelector('#round tbody');"
        " body.innerHTML = body.innerHTML.repeat(4); }"
    )
    page.pdf(path=tmp_path / "round.pdf", prefer_css_page_size=True)
    for number in ("2", "3"):
        told = subprocess.run(
            ["pdftotext", "-f", number, "-l", number, str(tmp_path / "round.pdf"), "-"],
            capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
        assert "企业名称" in told, told[:200]


def test_it_is_worked_by_the_keyboard_alone(page: Page) -> None:
    button = page.get_by_role("button", name="不符", exact=True)
    button.focus()
    page.keyboard.press("Enter")
    assert page.locator("#round th[aria-sort]").count() == 1


def test_twelve_companies_stand_above_the_fold_with_the_script_too(page: Page) -> None:
    rows = page.locator("#round tbody tr")
    boxes = [rows.nth(at).bounding_box() for at in range(rows.count())]
    assert sum(bool(box) and box["y"] + box["height"] <= 800 for box in boxes if box) >= 12


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1920, 1080)])
def test_no_element_is_wider_than_the_page(page: Page, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    beyond = page.evaluate(
        """width => [...document.querySelectorAll('body *')]
        .filter(e => { const box = e.getBoundingClientRect(); return box.width && (box.right > width + .5 || box.left < -.5); })
        .filter(e => !e.closest('.skip'))
        .map(e => e.tagName + '.' + e.getAttribute('class'))""",
        width,
    )
    assert beyond == []


def test_without_script_nothing_is_offered_that_does_not_work(browser: Browser, audit: Path) -> None:
    fresh = browser.new_context(java_script_enabled=False)
    opened = fresh.new_page()
    opened.goto(audit.as_uri())
    assert not opened.locator(".tools").is_visible()
    assert opened.locator("#round tbody tr:visible").count() == 16
    assert opened.locator("button").count() == 0
    fresh.close()
