"""A real server of the desk, killed and started again at once: a process that has imported everything forks each of them."""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from urllib.parse import urlencode

from tests.cli.run import ROOT

# Forks a server for every line that it reads, and says its process id.
_NURSERY = """
import os, sys
sys.path.insert(0, {root!r})
import functools
from datetime import datetime, timedelta
import desk.commands.calling.call_desk as command
from verify.settings import Settings

def wall():
    with open({ahead!r}) as file:
        return datetime.now().astimezone() + timedelta(seconds=int(file.read() or "0"))

if {ahead!r}:
    command.CallDesk = functools.partial(command.CallDesk, clock=wall)
for line in sys.stdin:
    child = os.fork()
    if not child:
        null = os.open(os.devnull, os.O_RDWR)
        for number in (0, 1, 2):
            os.dup2(null, number)
        command.open_desk({where!r}, Settings(), port={port}, lang={lang!r})
        os._exit(0)
    print(child, flush=True)
    os.waitpid(child, 0)
    print("ended", flush=True)
"""


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


class Server:
    """A server over one casebook, on one port. ``ahead``: a file that says how far the computer's clock was set, in seconds."""

    def __init__(self, where: str, lang: str = "zh", ahead: str = "") -> None:
        self.port = free_port()
        self.host = f"127.0.0.1:{self.port}"
        self.url = f"http://{self.host}/"
        code = _NURSERY.format(root=str(ROOT), where=where, port=self.port, lang=lang, ahead=ahead)
        self._nursery = subprocess.Popen(
            [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
        )
        self._child = 0

    def start(self) -> None:
        """Start, and wait until it answers."""
        assert self._nursery.stdin is not None
        assert self._nursery.stdout is not None
        self._nursery.stdin.write("go\n")
        self._nursery.stdin.flush()
        self._child = int(self._nursery.stdout.readline())
        deadline = time.monotonic() + 60
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=5).close()
                return
            except OSError:
                assert time.monotonic() < deadline
                time.sleep(0.01)

    def kill(self) -> None:
        """kill -9."""
        assert self._nursery.stdout is not None
        os.kill(self._child, signal.SIGKILL)
        assert self._nursery.stdout.readline() == "ended\n"
        self._child = 0

    def close(self) -> None:
        """End it all."""
        if self._child:
            self.kill()
        assert self._nursery.stdin is not None
        self._nursery.stdin.close()
        self._nursery.wait(60)
        assert self._nursery.stdout is not None
        self._nursery.stdout.close()


@contextlib.contextmanager
def served(where: str, lang: str = "zh", ahead: str = "") -> Iterator[Server]:
    """A running server."""
    server = Server(where, lang, ahead)
    try:
        server.start()
        yield server
    finally:
        server.close()


class Client:
    """Sends the forms of pages as a browser does, without one. ``cookie``: of the seat."""

    def __init__(self, server: Server) -> None:
        self.server, self.cookie = server, ""

    def ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> tuple[int, str]:
        """Return status and page. Raises OSError, http.client.HTTPException where the server is gone."""
        line = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        try:
            headers = {"Cookie": self.cookie, "Origin": f"http://{self.server.host}"}
            if fields is not None:
                headers["Content-Type"] = "application/x-www-form-urlencoded"
            line.request(method, path, urlencode(fields) if fields is not None else None, headers)
            answer = line.getresponse()
            given = answer.getheader("Set-Cookie")
            if given:
                self.cookie = given.partition(";")[0]
            return answer.status, answer.read().decode()
        finally:
            line.close()

    def sign_in(self, code: str) -> None:
        """Take a seat."""
        status, page = self.ask("POST", "/in", {"code": code})
        assert status == 303, page

    def form(self, page: str, action: str, **fields: str) -> tuple[int, str]:
        """Send the form with this action."""
        found = re.search(rf'<form[^>]*action="{action}".*?</form>', page, re.DOTALL)
        assert found, action
        hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="(\w*)"', found[0]))
        return self.ask("POST", action, {**hidden, **fields})
