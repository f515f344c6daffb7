"""From a request to what the desk does, and back to a page. All that a browser sends is text, and is believed in nothing.

A page that changes something answers with a redirection, so that "back" and "reload" repeat nothing. Every form carries a
token of its own seat; the seat itself is a cookie that no script can read, given anew at every sign-in.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from hmac import compare_digest, digest
from urllib.parse import parse_qs

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from casebook.calldesk.passes import REVIEWER, Pass
from casebook.fingerprints import mac
from desk.crash import report_of
from desk.web import pages
from desk.web.board import board
from desk.web.declined import Declined
from desk.web.room import CallDesk, Noted, OnScreen
from phrases.errors import HefangError

COOKIE = "hefang_desk"
_KINDS = {"desk.css": "text/css; charset=utf-8", "desk.js": "text/javascript; charset=utf-8"}
_LONGEST = 2_000  # letters of a remark
_GUESSES, _PAUSE = (
    10,
    60.0,
)  # wrong codes within so many seconds, from whatever machine; then nobody is let in for as long

Form = Mapping[str, str]


class Door:
    """Counts wrong codes. Somebody who guesses would need ages; so they are kept waiting, and it is said why."""

    def __init__(self, ticks: Callable[[], float] = time.monotonic) -> None:
        self._ticks, self._wrong, self._lock = ticks, deque[float](maxlen=_GUESSES), threading.Lock()

    def check(self) -> None:
        """Raise Declined wait while too many codes were wrong."""
        with self._lock:
            if len(self._wrong) == _GUESSES and self._ticks() - self._wrong[0] < _PAUSE:
                raise Declined("wait", seconds=int(_PAUSE))

    def wrong(self) -> None:
        """Note a wrong code."""
        with self._lock:
            self._wrong.append(self._ticks())


class Site:
    """The pages of a desk. ``word``: what is typed beside the code where others in the network may ask, "" where not."""

    def __init__(self, desk: CallDesk, word: str = "", door: Door | None = None) -> None:
        self._desk, self._word, self._door = desk, word, door or Door()
        # Of the casebook, not of this server: a page that was open when a server died can still be sent in.
        self._secret = bytes.fromhex(mac(desk.book.key, "desk forms"))
        self._posts: dict[str, Callable[[Request, Form, str], Response]] = {
            "/in": self._enter, "/out": self._leave, "/next": self._next, "/show": self._show,
            "/keep": self._keep, "/skip": self._skip, "/outcome": self._outcome, "/amend": self._amend,
        }  # fmt: skip

    def application(self) -> Starlette:
        """Return the pages as an application, still without its guard."""
        gets: dict[str, Callable[[Request], Response]] = {
            "/": self._home, "/board": self._board, "/favicon.ico": _no_icon,
            **{f"/{name}": _file for name in _KINDS},
        }  # fmt: skip
        routes = [Route(path, self._get(made), methods=["GET"]) for path, made in gets.items()]
        routes += [Route(path, self._post(made), methods=["POST"]) for path, made in self._posts.items()]
        return Starlette(routes=routes)

    # Pages

    def _home(self, request: Request) -> Response:
        seat = self._seat(request)
        if seat is None:
            return self._page(pages.sign_in(self._desk, bool(self._word), had=COOKIE in request.cookies))
        if seat.role == REVIEWER:
            return _to("/board")
        return self._page(self._screen(request, seat))

    def _board(self, request: Request) -> Response:
        seat = self._seat(request)
        if seat is None or seat.role != REVIEWER:
            return _to("/")
        shown = board(self._desk.whole(), self._desk.lang)
        return self._page(pages.board(self._desk, shown, seat, self._form_token(request)))

    def _screen(
        self, request: Request, seat: Pass, error: HefangError | None = None, typed: Form | None = None
    ) -> str:
        seen = self._desk.screen(seat.name)
        token = self._form_token(request)
        if isinstance(seen, OnScreen):
            return pages.person(self._desk, seen, seat, token, error, typed or {})
        return pages.between(self._desk, seen, seat, token, error)

    # What forms do

    def _enter(self, request: Request, form: Form, _: str) -> Response:
        self._door.check()
        word = "".join(letter for letter in form.get("word", "").upper() if letter.isalnum())
        known = None
        if not self._word or compare_digest(word.encode(), self._word.replace("-", "").encode()):
            known = self._desk.sign_in(form.get("code", "")[:100])
        if known is None:
            self._door.wrong()
            raise Declined("sign_in")
        answer = _to("/")
        # Whatever cookie came along is void: a token is only ever one that was made here, just now.
        answer.set_cookie(COOKIE, known[1], httponly=True, samesite="strict", path="/")
        return answer

    def _leave(self, request: Request, form: Form, token: str) -> Response:
        self._desk.sign_out(token)
        answer = _to("/")
        answer.delete_cookie(COOKIE, httponly=True, samesite="strict", path="/")
        return answer

    def _next(self, request: Request, form: Form, token: str) -> Response:
        self._desk.next(token)
        return _to("/")

    def _show(self, request: Request, form: Form, token: str) -> Response:
        self._desk.show(token, _lease(form))
        return _to("/")

    def _keep(self, request: Request, form: Form, token: str) -> Response:
        self._desk.keep(token, _lease(form))
        return _to("/")

    def _skip(self, request: Request, form: Form, token: str) -> Response:
        self._desk.skip(token, _lease(form), form.get("reason", ""))
        return _to("/")

    def _outcome(self, request: Request, form: Form, token: str) -> Response:
        told = pages.answers(form, self._desk.lang)
        note = form.get("note", "").replace("\r\n", "\n").strip()
        if len(note) > _LONGEST:
            raise Declined("note", most=_LONGEST, got=len(note))
        said = Noted(
            form.get("code", ""),
            note=note,
            appointment=form.get("appointment", "").strip()[:100],
            before=pages.before(form),
            **told,
        )
        self._desk.outcome(token, _lease(form), said)
        return _to("/")

    def _amend(self, request: Request, form: Form, token: str) -> Response:
        hour = form.get("appointment", "").strip()[:100]
        self._desk.amend(token, _lease(form), form.get("code", ""), hour)
        return _to("/")

    # Behind them

    def _get(self, made: Callable[[Request], Response]) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            return await run_in_threadpool(self._safely, request, {}, lambda: made(request))

        return answer

    def _post(
        self, made: Callable[[Request, Form, str], Response]
    ) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            form = _parsed(await request.body())
            return await run_in_threadpool(
                self._safely, request, form, lambda: self._checked(request, form, made)
            )

        return answer

    def _checked(
        self, request: Request, form: Form, made: Callable[[Request, Form, str], Response]
    ) -> Response:
        """Do what a form asks, if it comes from a page of the same seat. Signing in has no seat yet."""
        token = request.cookies.get(COOKIE, "")
        if request.url.path != "/in" and not (
            token and compare_digest(form.get("token", "").encode(), self._form_token(request).encode())
        ):
            raise Declined("seat")
        return made(request, form, token)

    def _safely(self, request: Request, form: Form, done: Callable[[], Response]) -> Response:
        """Answer with a page whatever happens; what was typed stays on it, and no fault of ours shows what it was about."""
        try:
            return done()
        except HefangError as error:
            return self._refused(request, form, error)
        except Exception as error:
            return self._page(pages.fault(report_of(error), self._desk.lang), 500)

    def _refused(self, request: Request, form: Form, error: HefangError) -> Response:
        status = 422 if isinstance(error, Declined) else 409
        try:
            seat = self._seat(request)
            if seat is None:
                return self._page(pages.sign_in(self._desk, bool(self._word), error), 403)
            if seat.role != REVIEWER:
                return self._page(self._screen(request, seat, error, form), status)
        except HefangError as other:  # the round itself can be shown no more: say that, which is the cause
            error = other
        return self._page(pages.refused(error, self._desk.lang), status)

    def _seat(self, request: Request) -> Pass | None:
        return self._desk.seated(request.cookies.get(COOKIE, ""))

    def _form_token(self, request: Request) -> str:
        return digest(self._secret, request.cookies.get(COOKIE, "").encode(), "sha256").hex()

    def _page(self, text: str, status: int = 200) -> Response:
        return HTMLResponse(text, status)


def _parsed(body: bytes) -> Form:
    """Return the fields of a form; of one that came twice the first."""
    try:
        found = parse_qs(body.decode("utf-8"), keep_blank_values=True, max_num_fields=50)
    except ValueError:  # UnicodeDecodeError is one
        return {}
    return {name: values[0].replace("\0", "") for name, values in found.items()}


def _lease(form: Form) -> int:
    text = form.get("lease", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


def _to(path: str) -> Response:
    return RedirectResponse(path, 303)


def _file(request: Request) -> Response:
    name = request.url.path[1:]
    text = pages.style() if name.endswith(".css") else (pages.FILES / name).read_text(encoding="utf-8")
    return Response(text, media_type=_KINDS[name])


def _no_icon(request: Request) -> Response:
    return Response(status_code=204)
