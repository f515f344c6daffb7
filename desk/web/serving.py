"""The desk on a socket: loopback by default, one address of the office network where somebody asked for it by name."""

from __future__ import annotations

import asyncio
import ipaddress
import os
import socket
import threading
from collections.abc import Collection

from starlette.types import ASGIApp
from uvicorn import Config, Server
from uvicorn.protocols.http.h11_impl import H11Protocol

from desk.console import Stop
from desk.web.guard import PATIENCE, Guard
from desk.web.room import CallDesk
from desk.web.routes import Site

LOOPBACK = "127.0.0.1"
_MOST_AT_ONCE = 100  # connections; a browser opens up to six
_MOST_HEADERS = 16 * 1024


class PatientProtocol(H11Protocol):
    """Closes a connection on which no whole request has arrived within a time: one that drips keeps nobody's place."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._late = self.loop.call_later(PATIENCE, self._close_if_idle)

    def connection_lost(self, exc: Exception | None) -> None:
        self._late.cancel()
        super().connection_lost(exc)

    def _close_if_idle(self) -> None:
        waiting = bool(self.cycle is None)  # no request has begun, whatever its type says
        if waiting and not self.transport.is_closing():
            self.transport.close()


def bound(address: str, port: int) -> socket.socket:
    """Return a socket that listens. Raises Stop desk_network, desk_port."""
    try:
        family = socket.AF_INET6 if ipaddress.ip_address(address).version == 6 else socket.AF_INET
    except ValueError as error:
        raise Stop("desk_network", got=address) from error
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # on Windows it would let another program listen on the same port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((address, port))
        listener.listen(_MOST_AT_ONCE)
    except (OSError, OverflowError) as error:
        listener.close()
        got = getattr(error, "strerror", None) or str(error)
        raise Stop("desk_port", address=f"{address}:{port}", got=got) from error
    return listener


def checked(address: str) -> str:
    """Return an address that others may be let in by: one of this machine, not all of them at once.

    Raises Stop desk_network.
    """
    try:
        known = ipaddress.ip_address(address.strip())
    except ValueError as error:
        raise Stop("desk_network", got=address) from error
    if known.is_unspecified or known.is_multicast or known.is_loopback or known.is_global:
        raise Stop("desk_network", got=address)
    return known.compressed


def url_of(listener: socket.socket) -> str:
    """Return the address of the page."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def hosts_of(listener: socket.socket) -> frozenset[str]:
    """Return what a browser may say that it asks for."""
    host, port = listener.getsockname()[:2]
    named = {f"[{host}]" if ":" in host else host} | ({"localhost"} if host == LOOPBACK else set())
    return frozenset(f"{name}:{port}" for name in named) | (frozenset(named) if port == 80 else frozenset())


def application(desk: CallDesk, hosts: Collection[str], word: str = "") -> ASGIApp:
    """Return the pages behind their guard."""
    return Guard(Site(desk, word).application(), hosts)


def serve(app: ASGIApp, listener: socket.socket, ended: threading.Event | None = None) -> None:
    """Serve until somebody ends it (Ctrl+C), or until ``ended`` is set."""
    config = Config(
        app, http=PatientProtocol, ws="none", lifespan="off", loop="asyncio", log_level="critical", access_log=False,
        server_header=False, date_header=False, proxy_headers=False, limit_concurrency=_MOST_AT_ONCE,
        h11_max_incomplete_event_size=_MOST_HEADERS, timeout_keep_alive=5, timeout_graceful_shutdown=5,
    )  # fmt: skip
    server = Server(config)
    if ended is not None:

        def wait() -> None:
            ended.wait()
            server.should_exit = True

        threading.Thread(target=wait, daemon=True).start()
    server.run(sockets=[listener])
