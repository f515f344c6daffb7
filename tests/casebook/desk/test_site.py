"""The pages: what they say, what they keep back, and whom they refuse. In one process, over the real guard."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pytest
from markupsafe import escape
from starlette.testclient import TestClient

from casebook import check, outcomes
from casebook.calldesk import passes
from casebook.connect import Casebook
from desk.web.board import board
from desk.web.guard import MOST_BYTES, Guard
from desk.web.room import CallDesk
from desk.web.routes import COOKIE, Door, Site
from phrases import say
from sampling.calls.outcomes import outcomes as all_codes
from tests.casebook.build import STAMP, Made, people
from tests.casebook.desk.build import Clocks, desk_over, drawn, on_screen

HOST = "127.0.0.1:8017"
ORIGIN = {"Origin": f"http://{HOST}"}


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def desk(sqlite_book: Casebook, clocks: Clocks) -> CallDesk:
    return desk_over(drawn(sqlite_book), clocks)


class Browser:
    """A browser that fills in forms as they stand on the page."""

    def __init__(self, desk: CallDesk, clocks: Clocks, word: str = "") -> None:
        app = Guard(Site(desk, word, Door(clocks.monotonic)).application(), {HOST})
        self.http = TestClient(app, base_url=f"http://{HOST}")
        self.desk = desk

    def page(self, path: str = "/") -> str:
        return self.http.get(path).text

    def send(self, action: str, status: int = 200, headers: dict[str, str] = ORIGIN, **fields: str) -> str:
        """Send the form with this action: its hidden fields, and what is typed."""
        found = re.search(rf'<form[^>]*action="{action}".*?</form>', self.page(), re.DOTALL)
        hidden = re.findall(r'type="hidden" name="(\w+)" value="(\w*)"', found[0]) if found else []
        answer = self.http.post(action, data={**dict(hidden), **fields}, headers=headers)
        assert answer.status_code == status, answer.text
        return answer.text

    def sign_in(self, name: str, role: str = passes.CALLER, **more: str) -> str:
        code = passes.new_code()
        passes.give(self.desk.book, name, role, code, STAMP)
        return self.send("/in", code=code, **more)


@pytest.fixture
def browser(desk: CallDesk, clocks: Clocks) -> Iterator[Browser]:
    made = Browser(desk, clocks)
    with made.http:
        yield made


def personal(desk: CallDesk) -> list[str]:
    """Every name and number of the round."""
    found = []
    with desk.book.read() as conn:
        for name, contacts in conn.exec_driver_sql("SELECT name, contacts FROM people"):
            found += [name, *re.findall(r"\d{11}", contacts)]
    assert len(found) > 200
    return found


def test_no_name_and_no_number_stands_on_a_page_before_it_is_asked_for(
    browser: Browser, desk: CallDesk
) -> None:
    pages = [browser.page(), browser.sign_in("王芳"), browser.send("/next")]
    assert say("desk.show", "zh") in pages[-1]
    for known in personal(desk):
        assert not any(known in page for page in pages)
    page = browser.send("/show")
    person = on_screen(desk, "王芳").person
    assert person is not None
    assert person.name in page
    assert person.phones[0] in page
    assert browser.http.get("/").headers["cache-control"] == "no-store"


def test_a_call_from_next_to_stored(browser: Browser, desk: CallDesk) -> None:
    browser.sign_in("王芳")
    browser.send("/next")
    page = browser.send("/show")
    for code, outcome in all_codes().items():
        assert (f'id="code-{code}"' in page) == (code != "X1")
        assert code == "X1" or html.escape(outcome.words("zh")) in page
    page = browser.send("/outcome", code="V1", told="told_agreed", own="yes", note="<b>好</b>\n第二行")
    assert "V1" in page
    assert say("desk.next", "zh") in page
    with desk.book.read() as conn:
        (remark,) = outcomes.all_remarks(conn)
    assert (remark.told, remark.own, remark.note) == ("已告知，同意", "是", "<b>好</b>\n第二行")


def test_what_was_typed_stays_when_it_cannot_be_stored(browser: Browser) -> None:
    browser.sign_in("王芳")
    browser.send("/next")
    browser.send("/show")
    page = browser.send(
        "/outcome", 422, code="R3", own="yes", note='约了，<i>"改天"\n再说', appointment="改天"
    )
    assert 'role="alert"' in page
    assert "改天" in page.partition('role="alert"')[2]
    assert 'id="code-R3" required checked' in page
    assert "&lt;i&gt;&#34;改天&#34;\n再说" in page
    assert re.search(r'<option value="yes" selected>', page)
    browser.send("/outcome", 422, code="U1", note="字" * 2_001)
    assert "R3" in browser.send("/outcome", code="R3", appointment="7-4 10:00", note="好")


def test_a_reviewer_sees_the_board_and_a_caller_does_not(
    browser: Browser, desk: CallDesk, clocks: Clocks
) -> None:
    browser.sign_in("王芳")
    browser.send("/next")
    browser.send("/show")
    browser.send("/outcome", code="N1")
    assert say("desk.board", "zh") not in browser.page("/board")
    with Browser(desk, clocks).http as _:
        other = Browser(desk, clocks)
        page = other.sign_in("李评审", passes.REVIEWER)
        assert say("desk.board", "zh") in page
        assert "王芳" in page
        assert not any(known in page for known in personal(desk))
        assert other.http.post("/next", data={"token": ""}, headers=ORIGIN).status_code == 422


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_pages_speak_one_language(sqlite_book: Casebook, clocks: Clocks, lang: str) -> None:
    browser = Browser(desk_over(drawn(sqlite_book), clocks, lang), clocks)
    browser.sign_in("Wang")
    pages = [browser.page(), browser.send("/next")]
    for page in pages:
        plain = re.sub(r"<[^>]+>", " ", page)
        assert bool(re.search("[\u4e00-\u9fff]{2}", plain.replace("省质量协会", ""))) == (lang == "zh")


def test_what_strangers_typed_into_a_roster_stays_text(sqlite_book: Casebook, clocks: Clocks) -> None:
    name, employer = '<img src=x onerror="alert(1)">', "\u202e厂&lt;b&gt;</dd><script>"
    rows = tuple((row[0], name, *row[2:5], employer) for row in people(40))
    browser = Browser(desk_over(drawn(sqlite_book, Made("A", rows, "<i>公司</i>")), clocks), clocks)
    browser.sign_in("王芳")
    browser.send("/next")
    page = browser.send("/show")
    assert "<img" not in page
    assert "<i>" not in page
    assert page.count("<script") == 1  # our own
    assert "\u202e" not in page
    person = on_screen(browser.desk, "王芳").person
    assert person is not None
    assert "<" in person.employer  # so it was stored
    assert str(escape(person.employer)) in page


def test_who_is_a_patient_of_which_hospital_stands_on_no_page(sqlite_book: Casebook, clocks: Clocks) -> None:
    made = Made("市第一医院", people(40), "哈尔滨市第一医院")
    browser = Browser(desk_over(drawn(sqlite_book, made), clocks), clocks)
    pages = [
        browser.sign_in("王芳"),
        browser.send("/next"),
        browser.send("/show"),
        browser.send("/outcome", code="V1"),
    ]
    assert not any("医院" in page for page in pages)
    assert "H-" in pages[1]


# Whom it refuses --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example"}, 421),
        ({"Host": "evil.example:8017"}, 421),
        ({"Host": f"{HOST}.evil.example"}, 421),
        ({"Host": "127.0.0.1"}, 421),
        ({"Host": ""}, 421),
    ],
)
def test_a_host_that_was_not_served_is_refused(
    browser: Browser, headers: dict[str, str], status: int
) -> None:
    assert browser.http.get("/", headers=headers).status_code == status
    assert browser.http.post("/in", headers={**headers, **ORIGIN}).status_code == status


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "null"},
        {"Origin": "http://evil.example"},
        {"Origin": f"https://{HOST}"},
        {"Origin": "http://127.0.0.1:8018"},
        {"Origin": f"http://{HOST}.evil.example"},
        {"Referer": "http://evil.example/"},
        {"Referer": f"http://{HOST}@evil.example/"},
        {"Referer": "http://[/"},
        {"Origin": f"http://{HOST}", "Sec-Fetch-Site": "cross-site"},
        {"Origin": f"http://{HOST}", "Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_form_from_elsewhere_is_refused(browser: Browser, desk: CallDesk, headers: dict[str, str]) -> None:
    browser.sign_in("王芳")
    browser.send("/next", 403, headers=headers)
    assert on_nobody(desk)


def on_nobody(desk: CallDesk) -> bool:
    return not desk.whole().ledger.held()


def test_an_older_browser_without_origin_is_let_in_by_its_referer(browser: Browser, desk: CallDesk) -> None:
    browser.sign_in("王芳")
    browser.send("/next", headers={"Referer": f"http://{HOST}/"})
    assert on_screen(desk, "王芳")


def test_a_form_without_the_seats_own_token_is_refused(
    browser: Browser, desk: CallDesk, clocks: Clocks
) -> None:
    browser.sign_in("王芳")
    other = Browser(desk, clocks)
    theirs = re.search(r'name="token" value="(\w+)"', other.sign_in("乙"))
    assert theirs
    for token in ("", "0" * 64, theirs[1], "é"):
        answer = browser.http.post("/next", data={"token": token}, headers=ORIGIN)
        assert answer.status_code == 422
        assert on_nobody(desk)


def test_a_cookie_that_somebody_else_chose_is_never_a_seat(browser: Browser, desk: CallDesk) -> None:
    """Session fixation: whatever the browser brings along, sign-in gives a new one."""
    browser.http.cookies.set(COOKIE, "chosen-by-somebody-else", domain="127.0.0.1")
    browser.sign_in("王芳")
    values = [cookie.value for cookie in browser.http.cookies.jar if cookie.name == COOKIE]
    assert desk.seated("chosen-by-somebody-else") is None
    assert any(desk.seated(str(value)) for value in values)
    fresh = browser.http.post("/in", data={"code": "x"}, headers=ORIGIN)
    assert "set-cookie" not in fresh.headers


def test_the_cookie_is_for_no_script_and_no_other_site(browser: Browser, desk: CallDesk) -> None:
    code = passes.new_code()
    passes.give(desk.book, "王芳", passes.CALLER, code, STAMP)
    answer = browser.http.post("/in", data={"code": code}, headers=ORIGIN, follow_redirects=False)
    kept = answer.headers["set-cookie"].lower()
    assert answer.status_code == 303
    assert {"httponly", "samesite=strict", "path=/"} <= set(kept.split("; "))
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


def test_nothing_on_a_page_is_inline_and_nothing_is_asked_for_elsewhere(browser: Browser) -> None:
    browser.sign_in("王芳")
    browser.send("/next")
    page = browser.send("/show")
    assert not re.search(r"<script(?![^>]*src=)|\son\w+=|<style|\sstyle=", page)
    assert set(re.findall(r'(?:src|href|action)="([^"]*)"', page)) <= {
        "/desk.css", "/desk.js", "/out", "/outcome", "/keep", "/skip",
    }  # fmt: skip
    for path in ("/desk.css", "/desk.js"):
        text = browser.page(path)
        assert len(text) > 500
        assert "http" not in text
    assert not re.search(
        r"=>|`|\b(let|const|fetch|class)\b", re.sub(r"//.*|'[^']*'", "", browser.page("/desk.js"))
    )


def test_a_body_has_a_size_and_a_kind(browser: Browser, desk: CallDesk) -> None:
    browser.sign_in("王芳")
    browser.send("/next", 413, note="x" * MOST_BYTES)

    def drip() -> Iterator[bytes]:
        for _ in range(100):
            yield b"x" * 1024

    form = {**ORIGIN, "Content-Type": "application/x-www-form-urlencoded"}
    assert browser.http.post("/next", content=drip(), headers=form).status_code == 413
    for kind in ("text/plain", "multipart/form-data; boundary=x", "application/json", ""):
        answer = browser.http.post("/next", content=b"a=1", headers={**ORIGIN, "Content-Type": kind})
        assert answer.status_code == 415
    assert browser.http.put("/next", headers=ORIGIN).status_code == 405
    assert browser.http.get("/next").status_code == 405
    assert on_nobody(desk)


@pytest.mark.parametrize(
    "body", [b"\xff\xfe=%ff", b"&&&", b"a=1" * 60, b"lease=%00&token=%00", "lease=１".encode()]
)
def test_a_form_that_makes_no_sense_is_answered_with_a_page(browser: Browser, body: bytes) -> None:
    browser.sign_in("王芳")
    form = {**ORIGIN, "Content-Type": "application/x-www-form-urlencoded"}
    for action in ("/in", "/next", "/show", "/outcome", "/skip", "/amend", "/keep"):
        answer = browser.http.post(action, content=body, headers=form)
        assert answer.status_code in (403, 422)
        assert "Traceback" not in answer.text


def test_whoever_guesses_codes_is_kept_waiting(browser: Browser, desk: CallDesk, clocks: Clocks) -> None:
    for _ in range(10):
        page = browser.send("/in", 403, code="AAAA-AAAA-AAAA")
        assert say("desk_error.sign_in", "zh") in page
    code = passes.new_code()
    passes.give(desk.book, "王芳", passes.CALLER, code, STAMP)
    assert say("desk_error.wait", "zh") in browser.send("/in", 403, code=code)
    clocks.wait(seconds=61)
    assert "王芳" in browser.send("/in", code=code)


def test_others_in_the_network_need_the_word_as_well(desk: CallDesk, clocks: Clocks) -> None:
    browser = Browser(desk, clocks, word="7KMA-Q3XD-WP9F")
    code = passes.new_code()
    passes.give(desk.book, "王芳", passes.CALLER, code, STAMP)
    browser.send("/in", 403, code=code)
    browser.send("/in", 403, code=code, word="7KMA-Q3XD-WP9")
    assert "王芳" in browser.send("/in", code=code, word="7kma q3xd wp9f")


def test_a_pass_that_was_ended_says_so(browser: Browser, desk: CallDesk) -> None:
    browser.sign_in("王芳")
    passes.end(desk.book, "王芳", STAMP)
    assert say("desk.seat_gone", "zh") in browser.page()


def test_a_fault_of_ours_shows_nothing(
    browser: Browser, desk: CallDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser.sign_in("王芳")

    def broken(_: str) -> None:
        raise RuntimeError("13904510001 赵水")

    monkeypatch.setattr(desk, "screen", broken)
    answer = browser.http.get("/")
    assert answer.status_code == 500
    assert "13904510001" not in answer.text
    assert "Traceback" not in answer.text


def test_a_page_that_was_open_when_the_server_died_can_still_be_sent(
    browser: Browser, desk: CallDesk, clocks: Clocks
) -> None:
    browser.sign_in("王芳")
    browser.send("/next")
    page = browser.send("/show")
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="(\w*)"', page))
    again = Browser(desk_over(desk.book, clocks), clocks)
    again.http.cookies = browser.http.cookies
    answer = again.http.post("/outcome", data={**hidden, "code": "V1"}, headers=ORIGIN)
    assert answer.status_code == 200
    with desk.book.read() as conn:
        assert [a.code for a in outcomes.all_attempts(conn)] == ["V1"]


def test_an_appointment_in_another_year_is_asked_about(browser: Browser, desk: CallDesk) -> None:
    browser.sign_in("王芳")
    browser.send("/next")
    browser.send("/show")
    page = browser.send("/outcome", 422, code="R3", appointment="2018-7-4 10:00")
    assert say("desk_error.appointment_far", "zh", got="2018-07-04 10:00", days=60) in page
    with desk.book.read() as conn:
        assert outcomes.all_attempts(conn) == ()


def test_a_slip_is_told_on_the_page_and_none_is_lost_from_the_board(browser: Browser, desk: CallDesk) -> None:
    browser.sign_in("王芳")
    browser.send("/next")
    browser.send("/show")
    browser.send("/outcome", code="V1")
    assert "旁边另有" not in browser.page()
    browser.send("/amend", code="N1")
    page = browser.send("/amend", code="N3")
    assert say("desk.last_beside", "zh", code="N1、N3") in page
    (line,) = board(desk.whole(), "zh").contradictions
    assert line[1] == "V1 / N1 / N3"


def test_the_hour_of_an_appointment_can_be_mended(browser: Browser, desk: CallDesk) -> None:
    browser.sign_in("王芳")
    browser.send("/next")
    browser.send("/show")
    browser.send("/outcome", code="R3", appointment="7-14 10:00", note="家里")
    assert say("desk.amend_hour_do", "zh") in browser.page()
    browser.send("/amend", 422, code="R3", appointment="2099-7-4 10:00")
    browser.send("/amend", code="R3", appointment="7-4 18:30")
    whole = desk.whole()
    assert [item.at for item in board(whole, "zh").appointments] == ["2017-07-04 18:30"]
    assert board(whole, "zh").contradictions == ()  # the outcome is the same
    with desk.book.read() as conn:
        (row,) = {attempt.row for attempt in outcomes.all_attempts(conn)}
        (remark,) = (item for item in outcomes.all_remarks(conn) if item.row == row)
    assert (remark.note, remark.appointment) == ("家里", "2017-07-04 18:30")
    assert check.check(desk.book) == ()
