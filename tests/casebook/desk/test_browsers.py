"""A real browser as three callers and a reviewer, by keyboard alone: on both databases, with all that goes wrong in a day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from casebook import check, outcomes, second_ear
from casebook.calldesk import passes
from casebook.connect import Casebook
from phrases import say
from tests.casebook.build import STAMP, Made, people
from tests.casebook.desk.build import Clocks, desk_over, drawn
from tests.casebook.desk.server import Server, served
from tests.casebook.desk.test_ear import all_called, choice
from tests.conftest import chromium
from tests.reports.page.test_browser import ARGUMENTS

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as started:
        running = started.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield running
        running.close()


class Desk:
    """One caller's browser, which only ever asks the desk; everything else is noted."""

    def __init__(
        self, browser: Browser, server: Server, book: Casebook, name: str, role: str = passes.CALLER
    ) -> None:
        self.context = browser.new_context(viewport={"width": 1280, "height": 800})
        self.asked: list[str] = []
        self.context.on("request", lambda request: self.asked.append(request.url))
        self.code = passes.new_code()
        passes.give(book, name, role, self.code, STAMP)
        self.server, self.name = server, name
        self.acknowledged: dict[str, str] = {}
        self.page = self.opened()

    def opened(self) -> Page:
        page = self.context.new_page()
        page.set_default_timeout(60_000)
        page.goto(self.server.url)
        if page.locator("#code").count():
            page.keyboard.type(self.code)  # the field has the focus
            self.press(page, "Enter")
        return page

    def press(self, page: Page, *keys: str) -> None:
        """Press keys, the last of which leads to another page."""
        for key in keys[:-1]:
            page.keyboard.press(key)
        with page.expect_navigation():
            page.keyboard.press(keys[-1])

    def tab_to(self, selector: str) -> None:
        """Press Tab until something has the focus."""
        for _ in range(80):
            if self.page.evaluate(f"document.activeElement.matches({selector!r})"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"no key leads to {selector}")

    def take(self) -> str:
        """Next, show; return the row."""
        if self.page.locator('form[action="/next"]').count():
            self.press(self.page, "Enter")
        if self.page.locator('form[action="/show"]').count():
            self.press(self.page, "Enter")
        return self.page.locator("h1 .row").inner_text()

    def call(self, code: str, appointment: str = "") -> str:
        """A whole call by keyboard: take, show, the code typed, stored."""
        row = self.take()
        self.tab_to("input[name=code]")
        for key in code:
            self.page.keyboard.press(key)
        if appointment:
            self.tab_to("#appointment")
            self.page.keyboard.type(appointment)
        self.press(self.page, "Enter")
        assert f"{row} " in self.page.locator(".last").inner_text()
        self.acknowledged[row] = code
        return row

    def barriers(self) -> list[str]:
        """What axe-core finds against WCAG A and AA."""
        found = Axe().run(self.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]})
        return [item["id"] for item in found.response["violations"]]


def a_clock_that_jumps(server: Server, ahead: Path, desks: list[Desk]) -> None:
    """The server's clock goes two hours forward, the server dies meanwhile, and the clock goes back; those of pages as well."""
    one, two, three = desks
    for desk, hours in ((one, 2), (two, -2)):
        desk.page.clock.install()
        desk.page.clock.set_system_time(datetime.now() + timedelta(hours=hours))
    rows = [one.take(), two.take()]
    one.page.clock.fast_forward("02:00:00")  # a lid that was closed
    for desk in (one, two):  # no page counts by its computer's clock
        minutes = re.search(r"\d+", desk.page.inner_text("#left"))
        assert minutes
        assert int(minutes[0]) > 5
    ahead.write_text("7200", "utf-8")
    rows.append(three.take())
    assert len({*rows}) == 3  # by the new time both would have run out
    three.page.wait_for_selector("p.note[role=status]")
    server.kill()  # whoever starts now knows the wrong clock alone
    server.start()
    assert three.call("V1") == rows[2]
    rows.append(three.take())
    assert len({*rows}) == 4
    ahead.write_text("0", "utf-8")
    for desk, row, code in zip(
        (two, three, one), (rows[1], rows[3], rows[0]), ("V1", "N1", "V3"), strict=True
    ):
        assert desk.call(code) == row
        assert "变成了" in desk.page.inner_text(
            "main"
        )  # told what happened, where the next person is waited for
        assert desk.page.locator(".last").count() == 1


def test_a_day_of_three_callers(browser: Browser, book: Casebook, where: str, tmp_path: Path) -> None:
    drawn(book, *(Made(code, people(100, at * 500)) for at, code in enumerate("ABC")))
    ahead = tmp_path / "ahead"
    ahead.write_text("0", "utf-8")
    with served(where, ahead=str(ahead)) as server:
        desks = [Desk(browser, server, book, name) for name in ("甲", "乙", "丙")]
        rows = {desk.take() for desk in desks}
        assert len(rows) == 3  # three at once, three people
        for desk, code in zip(desks, ("V1", "N2", "U1"), strict=True):
            desk.call(code)
        one, two, three = desks
        agreed = one.call("R3", f"{datetime.now() + timedelta(days=2):%Y-%m-%d} 18:30")
        row = two.take()
        server.kill()  # the server dies while 乙 is on the telephone
        server.start()
        assert two.call("V2") == row
        a_clock_that_jumps(server, ahead, desks)
        row = three.take()
        three.page.close()  # a closed tab: whoever signs in again finds the person
        three.page = three.opened()
        assert three.take() == row
        three.call("V1")
        row = three.take()
        passes.end(book, "丙", STAMP)  # a caller is removed in the middle of a call
        three.tab_to("input[name=code]")
        for key in "V1":
            three.page.keyboard.press(key)
        three.press(three.page, "Enter")
        assert say("desk_error.seat", "zh") in three.page.inner_text("main")
        seen = {one.call("V1"), two.call("V3"), one.call("D1"), two.call("V1")}
        assert row not in seen
        assert agreed not in seen
        reviewer = Desk(browser, server, book, "李评审", passes.REVIEWER)
        shown = reviewer.page.inner_text("main")
        assert agreed in shown
        assert row in shown  # still on the screen of whoever was removed
        hosts = {re.match(r"\w+://[^/]+/", url)[0] for desk in (*desks, reviewer) for url in desk.asked}  # type: ignore[index]
        assert hosts == {server.url}  # no request leaves the machine
        with book.read() as conn:
            stored = {attempt.row: attempt.code for attempt in outcomes.all_attempts(conn)}
        assert stored == {row: code for desk in desks for row, code in desk.acknowledged.items()}
        assert check.check(book) == ()


def test_the_second_ear_by_keyboard(browser: Browser, sqlite_book: Casebook) -> None:
    """Two callers reach everybody, some are drawn, and each is given the other's people alone, without barriers."""
    book, where = sqlite_book, sqlite_book.path
    drawn(book, Made("A", people(20)))
    clocks = Clocks()
    desk = desk_over(book, clocks)
    all_called(desk, clocks, "甲", "乙")
    first = choice(desk)
    with served(where) as server:
        one = Desk(browser, server, book, "甲")
        rows = []
        for _ in range(sum(caller == "乙" for caller in first.values())):
            rows.append(one.take())
            assert say("desk.again", "zh") in one.page.inner_text("main")
            assert one.page.locator("#before-yes").evaluate("it => it === document.activeElement")
            one.tab_to("input[name=code]")
            for key in "V1":
                one.page.keyboard.press(key)
            one.press(one.page, "Enter")
            assert say("desk_error.before_missing", "zh", code="V1") in one.page.inner_text("[role=alert]")
            assert rows[1:] or one.barriers() == []
            one.page.focus("#before-yes")
            one.page.keyboard.press("Space")
            one.press(one.page, "Enter")
        assert {first[row] for row in rows} == {"乙"}
        assert one.page.locator('form[action="/next"]').count() == 0
        assert one.page.locator("details.amend").count() == 0
        reviewer = Desk(browser, server, book, "李评审", passes.REVIEWER)
        shown = reviewer.page.inner_text("main")
        assert say("desk.ear", "zh") in shown
        assert f"待复听 {len(first) - len(rows)} 人" in shown
        assert reviewer.barriers() == []
    with book.read() as conn:
        assert {(call.row, call.before) for call in second_ear.calls_of(conn)} == {
            (row, "yes") for row in rows
        }
    assert check.check(book) == ()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_barriers_in_light_and_dark(browser: Browser, sqlite_book: Casebook, lang: str) -> None:
    drawn(sqlite_book)
    with served(sqlite_book.path, lang) as server:
        desk = Desk(browser, server, sqlite_book, "王芳")
        reviewer = Desk(browser, server, sqlite_book, "李评审", passes.REVIEWER)

        def clean() -> None:
            for one in (desk, reviewer):
                for scheme in ("light", "dark"):
                    one.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                    assert one.barriers() == [], (one.page.url, scheme)

        clean()  # nobody on the screen
        desk.press(desk.page, "Enter")
        clean()  # before name and number
        desk.press(desk.page, "Enter")
        clean()  # with them
        desk.page.locator("summary").press("Enter")
        clean()  # the codes
        desk.tab_to("#appointment")
        desk.page.keyboard.type("7-4")
        desk.tab_to("input[name=code]")
        desk.page.keyboard.press("V")
        desk.page.keyboard.press("1")
        desk.press(desk.page, "Enter")
        assert desk.page.locator("[role=alert]").count() == 1
        clean()  # something was wrong
        desk.page.fill("#appointment", "")
        desk.page.focus("#code-V1")
        desk.press(desk.page, "Enter")
        reviewer.page.reload()
        clean()  # with an outcome
        desk.context.clear_cookies()
        desk.page.goto(server.url)
        clean()  # signed out


def test_the_page_works_without_script(browser: Browser, sqlite_book: Casebook) -> None:
    drawn(sqlite_book)
    with served(sqlite_book.path) as server:
        context = browser.new_context(java_script_enabled=False)
        code = passes.new_code()
        passes.give(sqlite_book, "王芳", passes.CALLER, code, STAMP)
        page = context.new_page()
        page.goto(server.url)
        page.fill("#code", code)
        for key in ("#code", 'form[action="/next"] button', 'form[action="/show"] button'):
            page.locator(key).press("Enter")
            page.wait_for_load_state()
        page.locator("#code-V1").check(force=True)
        page.locator('form[action="/outcome"] button').press("Enter")
        page.wait_for_selector(".last")
        with sqlite_book.read() as conn:
            assert [attempt.code for attempt in outcomes.all_attempts(conn)] == ["V1"]
        context.close()
