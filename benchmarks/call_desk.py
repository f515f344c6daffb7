"""How long a caller waits for a page of the desk, in a round of 300 drawn people and in one of twenty times as many.

Every page and form is asked for over the real guard, in one process, with half of the people called already: so the journal,
the leases and the attempts are as long as they get; a tenth of those who answered wait for the second ear. What is shown is
the quickest, the middle and the slowest of twenty of each: on a loaded machine the quickest tells of the page.
"""

from __future__ import annotations

import re
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from starlette.testclient import TestClient

from casebook import connect, second_ear
from casebook.calldesk import passes
from casebook.connect import Casebook
from casebook.journal import EntryWriter
from casebook.schema import attempts, leases
from desk.state import load
from desk.web.guard import Guard
from desk.web.roll import read_roll
from desk.web.room import CallDesk
from desk.web.routes import Site
from sampling.again.choice import choose, reached_by
from sampling.calls.script import Office
from tests.casebook.build import STAMP, Made, people
from tests.casebook.desk.build import drawn

_DICE = "27182818284590452353"
HOST = "127.0.0.1:8017"
ROUNDS = (1, 20)
_DOSSIERS, _ROWS, _TIMES = 8, 60, 20  # of one round; 39 of 60 rows are drawn


def main() -> None:
    """Print the times, and what twenty times as many people cost."""
    found: dict[int, dict[str, list[float]]] = {}
    for rounds in ROUNDS:
        with tempfile.TemporaryDirectory() as name:
            book = connect.create(str(Path(name) / "casebook.db"), "2017", STAMP)
            count = _prepared(book, rounds)
            found[rounds] = measured(book)
            connect.close(book)
        print(f"{rounds} x 300 people ({count} drawn, half of them called)")
        for step, times in found[rounds].items():
            print(
                f"  {step:<20} {1000 * min(times):6.1f} ms at least, middle {1000 * statistics.median(times):6.1f} ms, "
                f"slowest {1000 * max(times):6.1f} ms",
                flush=True,
            )
    for step, times in found[20].items():
        print(f"  {step}: {statistics.median(times) / statistics.median(found[1][step]):.1f} times as long")


def _prepared(book: Casebook, rounds: int) -> int:
    """Draw so many people, and call half of them, as the desk writes it."""
    made = [Made(f"D{at}", people(_ROWS, at * _ROWS), f"企业{at}") for at in range(_DOSSIERS * rounds)]
    drawn(book, *made)
    roll = read_roll(book)
    stamp = STAMP
    for row in roll.turn[: len(roll.turn) // 2]:
        with book.write() as conn:
            writer = EntryWriter(conn, book.key)
            said = {
                "respondent_id": roll.places[row].respondent,
                "caller": "甲",
                "at": stamp.at,
                "until": stamp.at,
            }
            (lease,) = writer.add(leases, [{**said, "first": 0, "what": "taken", "reason": ""}])
            for what in ("shown", "done"):
                writer.add(leases, [{**said, "first": lease, "what": what, "reason": ""}])
            call = {"number": 1, "code": "V1", "called_at": "2017-07-03 10:00", "source": "desk"}
            writer.add(attempts, [{"respondent_id": said["respondent_id"], "caller": "甲", **call}])
            writer.close(stamp, "desk_outcome", {"row": row})
    state = load(book)
    reached = reached_by(state.attempts, state.rows)
    second_ear.store_draw(book, lambda earlier: choose(_DICE, reached, earlier, "10%", 3), _DICE, stamp)
    return len(roll.turn)


def measured(book: Casebook) -> dict[str, list[float]]:
    """Return seconds by step of a call, and of the board."""
    desk = CallDesk(book, Office("省质量协会"), "zh")
    http = TestClient(
        Guard(Site(desk).application(), {HOST}), base_url=f"http://{HOST}", follow_redirects=False
    )
    times: dict[str, list[float]] = {}

    def timed(step: str, ask: Callable[[], object]) -> None:
        began = time.perf_counter(), time.process_time()
        ask()
        times.setdefault(step, []).append(time.perf_counter() - began[0])
        times.setdefault(f"{step} (processor)", []).append(time.process_time() - began[1])

    def send(action: str, page: str, **fields: str) -> None:
        hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="(\w*)"', page))
        answer = http.post(action, data={**hidden, **fields}, headers={"Origin": f"http://{HOST}"})
        assert answer.status_code == 303, answer.text

    for name, role in (("乙", passes.CALLER), ("李评审", passes.REVIEWER)):
        code = passes.new_code()
        passes.give(book, name, role, code, STAMP)
        send("/in", "", code=code)
        http.get("/")  # the first look reads everything
        for _ in range(_TIMES):
            if role == passes.REVIEWER:
                timed("board", lambda: http.get("/board"))
                continue
            page = http.get("/").text
            timed("next", lambda page=page: send("/next", page))
            timed("person", lambda: http.get("/"))
            page = http.get("/").text
            timed("show", lambda page=page: send("/show", page))
            page = http.get("/").text
            timed("outcome", lambda page=page: send("/outcome", page, code="V1"))
            timed("between", lambda: http.get("/"))
    return times


if __name__ == "__main__":
    main()
