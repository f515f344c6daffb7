"""What stands before every page: who may ask at all, how much, and how slowly. Plain ASGI, before anything is parsed.

* The host must be one that was served: a name that somebody else's DNS points at this machine is refused.
* A form must come from our own page, by its Origin, or its Referer in older browsers; neither is no.
* A form has a size, and the whole of it has to arrive within a time.
* Every answer forbids scripts, styles, frames and forms of others, and to be kept anywhere.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES = 64 * 1024
PATIENCE = 10.0  # seconds in which a form has to arrive
_FORM = "application/x-www-form-urlencoded"
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"content-security-policy", _POLICY.encode()),
    (b"x-frame-options", b"DENY"),
    (b"x-content-type-options", b"nosniff"),
    # Not "no-referrer": browsers would then send Origin: null with our own forms.
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
    # No connection is kept: one that a client holds open without asking would be there for nothing.
    (b"connection", b"close"),
)


class Guard:
    """Lets through what may pass. ``hosts``: values of the Host header that were served, in lower case."""

    def __init__(self, app: ASGIApp, hosts: Collection[str], patience: float = PATIENCE) -> None:
        self._app, self._hosts, self._patience = app, frozenset(hosts), patience

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        given = _headers(scope["headers"])
        status = self._status(scope["method"], given)
        body = b""
        if not status and scope["method"] == "POST":
            status, body = await self._body(given, receive)
        if status:
            await _refuse(send, status)
            return
        await self._app(scope, _again(body, receive), _with_headers(send))

    def _status(self, method: str, given: dict[str, list[str]]) -> int:
        """Return the status of a refusal by the headers alone, 0 for none."""
        host = given.get("host", [])
        if len(host) != 1 or host[0].lower() not in self._hosts:
            return 421
        if method not in ("GET", "HEAD", "POST"):
            return 405
        if given.get("sec-fetch-site", ["none"])[0] not in ("none", "same-origin"):
            # A link from elsewhere may open the page, and sees nothing: the cookie stays at home.
            return 403 if method == "POST" else 0
        if method == "POST":
            origin = given.get("origin") or [_origin(text) for text in given.get("referer", [])]
            if [text.lower() for text in origin] != [f"http://{host[0].lower()}"]:
                return 403
            if given.get("content-type", [""])[0].partition(";")[0].strip().lower() != _FORM:
                return 415
        return 0

    async def _body(self, given: dict[str, list[str]], receive: Receive) -> tuple[int, bytes]:
        length = given.get("content-length", ["0"])[0]
        if not (length.isascii() and length.isdecimal()) or int(length) > MOST_BYTES:
            return 413, b""
        try:
            return await asyncio.wait_for(_read(receive), self._patience)
        except TimeoutError:
            return 408, b""


async def _read(receive: Receive) -> tuple[int, bytes]:
    """Return the whole form; a chunked one is counted as it comes."""
    body = b""
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return 400, b""
        body += message.get("body", b"")
        if len(body) > MOST_BYTES:
            return 413, b""
        if not message.get("more_body", False):
            return 0, body


def _again(body: bytes, receive: Receive) -> Receive:
    given = False

    async def once() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return once


def _with_headers(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            ours = {name for name, _ in HEADERS}
            theirs = [(name, value) for name, value in message["headers"] if name.lower() not in ours]
            message = {**message, "headers": [*theirs, *HEADERS]}
        await send(message)

    return sent


async def _refuse(send: Send, status: int) -> None:
    """Answer with a bare status: whoever is refused here is no reader of ours."""
    text = f"{status}\n".encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(text)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": [*headers, *HEADERS]})
    await send({"type": "http.response.body", "body": text})


def _headers(raw: Iterable[tuple[bytes, bytes]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in raw:
        found.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1").strip())
    return found


def _origin(referer: str) -> str:
    try:
        parts = urlsplit(referer)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}"
