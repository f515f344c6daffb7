"""The desk on its socket: slow and greedy clients, where it listens, and the commands around it."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from starlette.types import ASGIApp

from casebook.connect import Casebook
from desk.commands.calling.call_desk import open_desk
from desk.console import Stop
from desk.web import guard, serving
from desk.web.serving import bound, checked, hosts_of, serve, url_of
from phrases import say
from tests.casebook.build import Made, people
from tests.casebook.desk.build import drawn
from tests.casebook.desk.server import Client, Server, served
from tests.casebook.road import answer, inside, run
from tests.cli.run import ROOT
from verify.settings import Settings


@pytest.fixture
def server(sqlite_book: Casebook) -> Iterator[Server]:
    drawn(sqlite_book)
    with served(sqlite_book.path) as running:
        yield running


def exchanged(server: Server, *pieces: bytes) -> bytes:
    """Send pieces as they are; return what comes back until the other side hangs up."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as line:
        found = b""
        try:
            for piece in pieces:
                line.sendall(piece)
            while part := line.recv(65536):
                found += part
        except ConnectionError:
            pass  # it hung up before it had heard everything
        return found


def test_what_is_no_request_is_hung_up_on(server: Server) -> None:
    host = f"Host: {server.host}\r\n".encode()
    assert exchanged(server, b"\x16\x03\x01 no TLS here\r\n\r\n").startswith(b"HTTP/1.1 400")
    assert not exchanged(server, b"GET / HTTP/1.1\r\n" + host + b"X: " + b"x" * 200_000).startswith(
        b"HTTP/1.1 200"
    )
    assert exchanged(server, b"GET / HTTP/1.1\r\n" + host + host + b"\r\n").startswith(b"HTTP/1.1 4")
    assert exchanged(server, b"GET / HTTP/1.1\r\n\r\n").startswith(b"HTTP/1.1 4")
    upgrade = (
        b"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: x\r\nSec-WebSocket-Version: 13\r\n"
    )
    assert b" 101 " not in exchanged(server, b"GET / HTTP/1.1\r\n" + host + upgrade + b"\r\n")
    assert Client(server).ask("GET", "/")[0] == 200  # and others are served as before


def test_a_client_that_drips_is_hung_up_on(sqlite_book: Casebook, monkeypatch: pytest.MonkeyPatch) -> None:
    """Headers that never end, and a form that never comes: each within its patience, here a short one."""
    drawn(sqlite_book)
    monkeypatch.setattr(serving, "PATIENCE", 0.3)
    monkeypatch.setattr(guard.Guard.__init__, "__defaults__", (0.3,))
    with inside_thread(sqlite_book) as port:
        host = f"Host: 127.0.0.1:{port}\r\n"
        form = f"POST /in HTTP/1.1\r\n{host}Origin: http://127.0.0.1:{port}\r\nContent-Length: 100\r\n"
        form += "Content-Type: application/x-www-form-urlencoded\r\n\r\ncode="
        for text, expected in ((f"GET / HTTP/1.1\r\n{host}X-Slow: ", b""), (form, b"HTTP/1.1 408")):
            with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
                line.sendall(text.encode())
                assert line.recv(65536).startswith(expected)
                while line.recv(65536):
                    pass


@contextmanager
def inside_thread(book: Casebook) -> Iterator[int]:
    """A desk in this process, so that a test can shorten its patience; it ends with the test."""
    ports: list[int] = []
    ready = threading.Event()
    stop: list[threading.Event] = []

    def served_here(app: ASGIApp, listener: socket.socket) -> None:
        ports.append(listener.getsockname()[1])
        ended = threading.Event()
        stop.append(ended)
        ready.set()
        serve(app, listener, ended)

    thread = threading.Thread(
        target=lambda: open_desk(book.path, Settings(), served=served_here), daemon=True
    )
    thread.start()
    assert ready.wait(60)
    try:
        yield ports[0]
    finally:
        stop[0].set()
        thread.join(30)


def test_it_listens_on_this_machine_alone(server: Server) -> None:
    with bound(serving.LOOPBACK, 0) as listener:
        port = listener.getsockname()[1]
        assert listener.getsockname()[0] == "127.0.0.1"
        assert url_of(listener) == f"http://127.0.0.1:{port}/"
        assert hosts_of(listener) == {f"127.0.0.1:{port}", f"localhost:{port}"}
        with pytest.raises(Stop) as error:
            bound(serving.LOOPBACK, port)
        assert error.value.code == "desk_port"
        assert str(port) in error.value.sentence("zh")


@pytest.mark.parametrize(
    "address", ["0.0.0.0", "::", "127.0.0.1", "8.8.8.8", "pc-3", "224.0.0.1", "192.168.1", "x" * 99]
)
def test_the_network_is_one_address_of_this_machine(address: str) -> None:
    with pytest.raises(Stop) as error:
        checked(address)
    assert error.value.code == "desk_network"


def test_an_address_of_an_office_is_taken() -> None:
    assert checked(" 192.168.1.20 ") == "192.168.1.20"


def test_others_are_let_in_with_a_word_and_a_warning(
    sqlite_book: Casebook, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn(sqlite_book)
    seen: list[ASGIApp] = []
    # This machine has no address but its own; what is said and served is the same.
    monkeypatch.setattr(
        "desk.commands.calling.call_desk.bound", lambda address, port: bound(serving.LOOPBACK, port)
    )

    def look(app: ASGIApp, listener: socket.socket) -> None:
        seen.append(app)

    assert open_desk(sqlite_book.path, Settings(), network="192.168.1.20", served=look) == 0
    said = capsys.readouterr()
    assert "入口令" in said.out
    assert say("desk.network_warning", "zh", address="192.168.1.20") in said.err
    assert say("desk.nobody_may", "zh") in said.err
    assert seen


def test_the_commands(sqlite_book: Casebook, tmp_path: Path) -> None:
    drawn(sqlite_book, Made("A", people(40)), Made("B", people(40, 500)))
    with inside(tmp_path, {"HEFANG_CASEBOOK": sqlite_book.path}):
        given = answer("desk", "code", "王芳")
        assert (given["name"], given["role"], given["again"]) == ("王芳", "caller", False)
        ran = run("desk", "code", "王芳")
        assert "王芳" in ran.out
        assert say("desk.code_again", "zh") in ran.err
        assert answer("desk", "code", "李评审", "--reviewer")["role"] == "reviewer"
        assert answer("desk", "code", "王芳", "--end") == {"name": "王芳", "ended": True}
        assert "王芳" in run("desk", "code", "王芳", "--end", code=2).err
        assert "12" in run("desk", "code", "12", code=2).err
        rows = sum(item["rows"] for item in answer("calls", "export", "--callers", 2)["lists"])
        freed = [answer("desk", "free", caller)["freed"] for caller in ("1", "2")]
        assert sum(freed) == rows
        assert "1" in run("desk", "free", "1", code=2).err
        log = answer("status", "--journal")["journal"]["log"]
        assert given["code"] not in json.dumps(log)
        assert run("status", "--check").code == 0
        assert run("desk", "--network", "0.0.0.0", code=2).err.count("0.0.0.0") == 1


def test_without_the_extra_it_is_refused_by_name(tmp_path: Path) -> None:
    code = (
        "import sys\nsys.modules['starlette'] = None\nsys.modules['uvicorn'] = None\n"
        "sys.argv = ['hefang', 'desk']\nimport cli\ncli.main()"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env={"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip
    assert ran.returncode == 2
    assert "starlette" in ran.stderr
    assert "hefang[desk]" in ran.stderr
    assert "Traceback" not in ran.stderr
