"""Callers at a desk whose server is killed at random moments: nobody is called twice at once, nothing acknowledged is lost.

``python -m tests.casebook.desk.moments 300 16000 postgres`` kills as often as asked for while that many outcomes are
stored, and prints what happened; without a number of outcomes it stops after the last kill, without ``postgres`` the
casebook is a file.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import re
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from casebook import check, connect, outcomes, second_ear
from casebook.calldesk import leases, passes
from casebook.calldesk.leases import BEGUN, DONE, SKIPPED
from casebook.connect import Casebook
from casebook.schema import leases as lease_lines
from desk.state import load
from sampling.again.choice import choose, reached_by, turn
from tests import postgres
from tests.casebook.build import STAMP, Made, people
from tests.casebook.desk.build import drawn
from tests.casebook.desk.server import Client, Server

CALLERS = 8
DICE = "27182818284590452353"
CODES = ("V1", "V1", "N1", "V2", "U1", "R1", "D1")


@dataclass
class Caller:
    """One caller: works until there is nobody, whatever happens to the server. ``acknowledged``: row -> code."""

    client: Client
    rng: random.Random
    acknowledged: dict[str, str] = field(default_factory=dict)
    again: dict[str, str] = field(default_factory=dict)  # the same of the second ear
    broken: int = 0  # answers that never came
    stop: threading.Event = field(default_factory=threading.Event)

    def work(self) -> None:
        """Call until nobody is left."""
        while not self.stop.is_set():
            try:
                if not self._step():
                    return
            except (OSError, http.client.HTTPException):
                self.broken += 1
                time.sleep(0.05)

    def _step(self) -> bool:
        status, page = self.client.ask("GET", "/")
        assert status == 200, (status, page)
        if 'action="/outcome"' in page:
            again = 'name="before"' in page
            code, said = (self.rng.choice(CODES), {}) if not again else ("V1", {"before": "yes"})
            row = re.search(r'<h1>.*?<span class="row">(.*?)</span>', page)
            assert row
            status, answer = self.client.form(page, "/outcome", code=code, **said)
            assert status == 303, answer
            (self.again if again else self.acknowledged)[row[1]] = code
        elif 'action="/show"' in page:
            action, more = ("/skip", {"reason": "known"}) if self.rng.random() < 0.05 else ("/show", {})
            status, answer = self.client.form(page, action, **more)
            assert status == 303, answer
        elif 'action="/next"' in page:
            status, answer = self.client.form(page, "/next")
            assert status == 303, answer
        else:
            return False
        return True


def killed(
    book: Casebook, where: str, kills: int, callers: int, seed: int, pause: float = 0.25
) -> Counter[str]:
    """Let callers work through a drawn round while its server is killed; return what happened how often.

    ``pause``: the longest time between two kills, in seconds. Raises AssertionError for everything that must not be.
    """
    rng = random.Random(seed)
    server = Server(where)
    done: Counter[str] = Counter()
    try:
        server.start()
        seats = []
        for number in range(callers):
            code = passes.new_code()
            passes.give(book, f"回访员{number}", passes.CALLER, code, STAMP)
            client = Client(server)
            client.sign_in(code)
            seats.append(Caller(client, random.Random(seed + number)))
        for share in (kills - kills // 5, kills // 5):  # the first calls, and the second ear
            done["kills"] += _worked(server, seats, share, rng, pause)
            state = load(book)
            reached = reached_by(state.attempts, state.rows)
            if not state.again_draws:
                second_ear.store_draw(book, lambda _: choose(DICE, reached, (), "10%", 3), DICE, STAMP)  # noqa: B023
    finally:
        server.close()
    done["answers that never came"] = sum(seat.broken for seat in seats)
    done["acknowledged"] = sum(len(seat.acknowledged) + len(seat.again) for seat in seats)
    done["of the second ear"] = sum(len(seat.again) for seat in seats)
    proven(book, seats)
    return done


def _worked(server: Server, seats: list[Caller], kills: int, rng: random.Random, pause: float) -> int:
    """Let everybody work until nobody is left to be called; return how often the server was killed meanwhile."""
    threads, done = [threading.Thread(target=seat.work) for seat in seats], 0
    for thread in threads:
        thread.start()
    try:
        for _ in range(kills):
            time.sleep(rng.uniform(0, pause))
            if not any(thread.is_alive() for thread in threads):
                break
            server.kill()
            server.start()
            done += 1
        for thread in threads:
            thread.join(600)
    except BaseException:
        for seat in seats:
            seat.stop.set()
        raise
    finally:
        for thread in threads:
            thread.join(60)
    return done


def proven(book: Casebook, seats: list[Caller]) -> None:
    """Nothing acknowledged is lost, nobody was on two screens, everybody was called, the casebook is whole."""
    with book.read() as conn:
        stored = {attempt.row: attempt.code for attempt in outcomes.all_attempts(conn)}
        heard = {call.row: call for call in second_ear.calls_of(conn)}
        first = turn(second_ear.draws_of(conn))
        # Whoever knows somebody hands them back; where everybody else has gone by then, they are left for another day.
        known = {lease.row for lease in leases.read(conn, {}, 0) if lease.what == SKIPPED}
        lines = conn.execute(
            select(
                lease_lines.c.id, lease_lines.c.first, lease_lines.c.respondent_id, lease_lines.c.what
            ).order_by(lease_lines.c.id)
        ).all()
    for seat in seats:
        for row, code in seat.acknowledged.items():
            assert stored.get(row) == code, f"{row}: {code} was acknowledged, {stored.get(row)} is stored"
        for row in seat.again:
            assert heard[row].before == "yes", f"{row}: was acknowledged to the second ear, and is not stored"
    assert all(call.caller != first[row] for row, call in heard.items()), (
        "somebody heard their own call again"
    )
    assert set(first) - set(heard) <= known, "somebody was never heard again"
    held: dict[int, int] = {}  # respondent -> the lease that is open
    for id, first, respondent, what in lines:
        if what in BEGUN:
            assert respondent not in held, f"lease {id}: {respondent} is on a screen already"
            held[respondent] = id
        elif what in (DONE, SKIPPED):
            assert held.pop(respondent) == first
    assert not held, "somebody was left on a screen"
    assert len(lines) > len(stored)
    assert set(load(book).rows) - set(stored) <= known, "somebody was never called"
    assert check.check(book) == ()


@contextmanager
def _place(url: str) -> Iterator[str]:
    """A casebook's place of its own: a database on a server, or a file."""
    with tempfile.TemporaryDirectory(prefix="hefang-desk-") as name:
        if not url:
            yield str(Path(name) / "案卷.db")
            return
        os.environ["HEFANG_KEY_FILE"] = str(Path(name) / "案卷.key")
        with postgres.database(url) as where:
            yield where


def main(kills: int, outcomes_wanted: int, url: str) -> None:
    """Kill as often as asked for, over as many rounds as that and the outcomes take."""
    total: Counter[str] = Counter()
    number = 0
    while total["kills"] < kills or total["acknowledged"] < outcomes_wanted:
        number += 1
        # The kills fall all along the outcomes: each round has its share of those that are left.
        due = kills - total["kills"]
        if outcomes_wanted and total["acknowledged"]:
            each = total["acknowledged"] / (number - 1)
            due = min(due, round(due * each / max(outcomes_wanted - total["acknowledged"], each)))
        elif outcomes_wanted:
            due = min(due, CALLERS)
        with _place(url) as where:
            book = drawn(
                connect.create(where, "2017", STAMP),
                *(Made(c, people(300, at * 400)) for at, c in enumerate("ABCD")),
            )
            total += killed(book, where, due, CALLERS, 20170620 + number, 2.0 if outcomes_wanted else 0.25)
            connect.close(book)
        print(
            f"{number} rounds: " + ", ".join(f"{count} {what}" for what, count in total.items())
            + "; 0 double leases, 0 lost", flush=True,
        )  # fmt: skip


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("kills", type=int, nargs="?", default=300)
    parser.add_argument("outcomes", type=int, nargs="?", default=0)
    parser.add_argument("database", nargs="?", choices=("file", "postgres"), default="file")
    asked = parser.parse_args()
    if asked.database == "postgres":
        with postgres.server() as server_url:
            main(asked.kills, asked.outcomes, server_url)
    else:
        main(asked.kills, asked.outcomes, "")
