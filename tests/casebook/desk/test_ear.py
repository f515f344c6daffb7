"""The second ear at the desk, on both databases: whom it gets, what it sees, what is stored and what the board says."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from starlette.testclient import TestClient

from casebook import check, second_ear
from casebook.calldesk import passes
from casebook.connect import Casebook
from casebook.schema import again_lists
from desk.commands.calling.again import agreements
from desk.rules import again_rules
from desk.state import load
from desk.web.board import Board, board
from desk.web.declined import Declined
from desk.web.room import CallDesk, Noted
from desk.web.routes import Site
from phrases import say
from sampling.again.agreement import NAMED, QUIET
from sampling.again.choice import choose, reached_by, turn
from sampling.model import AgainCall
from tests.casebook.build import STAMP, Made, people
from tests.casebook.desk.build import Clocks, called, desk_over, drawn, nobody, on_screen, seat, with_numbers

FIRST = "27182818284590452353"


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def desk(sqlite_book: Casebook, clocks: Clocks) -> CallDesk:
    return desk_over(drawn(sqlite_book, Made("A", people(30))), clocks)


def all_called(desk: CallDesk, clocks: Clocks, *names: str) -> dict[str, str]:
    """Let callers reach everybody in turn; return their tokens."""
    tokens = {name: seat(desk, name) for name in names}
    for at in range(len(load(desk.book).rows)):
        called(desk, tokens[names[at % len(names)]], names[at % len(names)], "V1")
        clocks.wait(minutes=1)
    return tokens


def choice(desk: CallDesk, share: str = "10%", least: int = 3) -> dict[str, str]:
    """Draw who is called again; return row -> first caller."""
    state = load(desk.book)
    reached = reached_by(state.attempts, state.rows)
    made = second_ear.store_draw(
        desk.book, lambda earlier: choose(FIRST, reached, earlier, share, least), FIRST, STAMP
    )
    return turn([made])


def again(desk: CallDesk, token: str, name: str, code: str, before: str, **said: str) -> str:
    """Take the next person, show, store what the second ear heard; return the row."""
    assert desk.next(token)
    lease = on_screen(desk, name).lease
    assert lease.again
    desk.show(token, lease.id)
    desk.outcome(token, lease.id, Noted(code, before=before, **said))
    return lease.row


def shown(desk: CallDesk) -> Board:
    return board(desk.whole(), "zh")


def stored(desk: CallDesk) -> Sequence[AgainCall]:
    with desk.book.read() as conn:
        return second_ear.calls_of(conn)


def test_who_called_first_is_never_given_them_nor_told_of_them(book: Casebook, clocks: Clocks) -> None:
    desk = desk_over(drawn(book, Made("A", people(30))), clocks)
    tokens = all_called(desk, clocks, "甲")
    before = nobody(desk, "甲").choice
    first = choice(desk)
    assert len(first) == 3
    assert not desk.next(tokens["甲"])
    after = nobody(desk, "甲").choice
    assert (after.row, after.next_at) == (None, None)
    assert sum(after.passed.values()) == sum(before.passed.values()) - 3
    told = shown(desk).ear
    assert told is not None
    assert (told.drawn, told.open, told.lonely) == (3, 3, 3)
    token = seat(desk, "乙")
    told = shown(desk).ear
    assert told is not None
    assert told.lonely == 0
    assert [again(desk, token, "乙", "V1", "yes") for _ in range(3)] == list(first)
    assert not desk.next(token)
    assert [(call.caller, call.before, call.number) for call in stored(desk)] == [("乙", "yes", 1)] * 3
    assert check.check(desk.book) == ()


def test_two_callers_hear_each_others_people(desk: CallDesk, clocks: Clocks) -> None:
    tokens = all_called(desk, clocks, "甲", "乙")
    first = choice(desk)
    heard = {name: [again(desk, tokens[name], name, "V1", "yes") for _ in range(3)] for name in ("乙", "甲")}
    assert {first[row] for row in heard["甲"]} == {"乙"}
    assert {first[row] for row in heard["乙"]} == {"甲"}


def test_nothing_of_the_first_call_is_seen(desk: CallDesk, clocks: Clocks) -> None:
    book = desk.book
    one = seat(desk, "甲乙丙")
    for _ in load(book).rows:
        called(desk, one, "甲乙丙", "N2", note="接听人称未受访", told="已告知")
        clocks.wait(minutes=1)
    choice(desk)
    site = TestClient(Site(desk).application(), base_url="http://testserver", follow_redirects=True)
    code = passes.new_code()
    passes.give(book, "乙", passes.CALLER, code, STAMP)
    page = site.post("/in", data={"code": code}).text
    for action in ("/next", "/show"):
        hidden = re.findall(rf'action="{action}".*?</form>', page, re.DOTALL)[0]
        fields = dict(re.findall(r'name="(token|lease)" value="(\w+)"', hidden))
        page = site.post(action, data=fields).text
        for trace in ("甲乙丙", "接听人称未受访", say("desk.made", "zh"), 'name="note"', 'name="own"'):
            assert trace not in page, (action, trace)
        assert say("desk.again", "zh") in page
    assert 'name="before"' in page
    asked = page.index(say("calls.script.again_ask", "zh"))
    assert asked < page.index("一、", page.index('class="script"'))


def test_somebody_who_answered_was_asked_whether_anybody_had_called(desk: CallDesk, clocks: Clocks) -> None:
    all_called(desk, clocks, "甲")
    choice(desk)
    token = seat(desk, "乙")
    desk.next(token)
    lease = on_screen(desk, "乙").lease
    desk.show(token, lease.id)
    for said in (Noted("V1"), Noted("V1", before="也许")):
        with pytest.raises(Declined) as error:
            desk.outcome(token, lease.id, said)
        assert error.value.code == "before_missing"
        assert all(all(error.value.words(lang)) for lang in ("zh", "en"))
    assert stored(desk) == ()
    desk.outcome(token, lease.id, Noted("R2", before="no"))  # said that nobody called, and rang off
    desk.outcome(token, lease.id, Noted("V1", before="yes"))  # a second click stores nothing
    assert [(call.code, call.before) for call in stored(desk)] == [("R2", "no")]
    with pytest.raises(Declined) as error:
        desk.amend(token, lease.id, "V1")
    assert error.value.code == "amend_again"
    assert nobody(desk, "乙").last_code == "R2"


def test_redial_and_appointments_as_with_first_calls(desk: CallDesk, clocks: Clocks) -> None:
    all_called(desk, clocks, "甲")
    choice(desk)
    token, other = seat(desk, "乙"), seat(desk, "丙")
    busy, agreed = (
        again(desk, token, "乙", "U1", ""),
        again(desk, token, "乙", "R3", "", appointment="7-3 16:00"),
    )
    assert agreed in {item.row for item in shown(desk).appointments}
    third = again(desk, other, "丙", "V1", "unsure")
    assert not desk.next(token)
    assert nobody(desk, "乙").choice.next_at is not None
    clocks.wall = clocks.wall.replace(hour=15, minute=56)
    clocks.ticks += 40_000
    # The hour that was agreed on belongs to whoever agreed on it: another caller gets the engaged line.
    assert again(desk, other, "丙", "V2", "yes") == busy
    assert again(desk, token, "乙", "V1", "yes") == agreed
    assert {row: [c.number for c in stored(desk) if c.row == row] for row in (busy, agreed, third)} == {
        busy: [1, 2], agreed: [1, 2], third: [1],
    }  # fmt: skip


def test_lists_and_the_desk_do_not_give_the_same_person(book: Casebook, clocks: Clocks) -> None:
    desk = desk_over(drawn(book, Made("A", people(30))), clocks)
    all_called(desk, clocks, "甲")
    rows = list(choice(desk))
    token = seat(desk, "乙")
    desk.next(token)
    held = on_screen(desk, "乙").lease.row
    seen: list[frozenset[str]] = []

    def deal(taken: object) -> dict[str, tuple[str, ...]]:
        assert isinstance(taken, frozenset)
        seen.append(taken)
        return {"2": tuple(row for row in rows if row not in taken)}

    dealt = second_ear.deal_lists(desk.book, deal, desk._stamp(""))
    assert seen == [frozenset({held})]
    assert held not in dealt["2"]
    desk.skip(token, on_screen(desk, "乙").lease.id, "known")
    assert not desk.next(token)
    assert nobody(desk, "乙").choice.passed["listed"] == 2
    told = shown(desk).ear
    assert told is not None
    assert (told.on_lists, told.open) == (2, 3)
    assert second_ear.free_list(desk.book, "2", STAMP) == 2
    assert again(desk, token, "乙", "V1", "yes") in dealt["2"]
    with desk.book.read() as conn:
        assert len(conn.execute(again_lists.select()).all()) == 2


def test_the_board_agrees_with_the_command(desk: CallDesk, clocks: Clocks) -> None:
    tokens = all_called(desk, clocks, "甲", "乙")
    choice(desk, least=5)
    for name, token in tokens.items():
        for _ in range(5):
            again(desk, token, name, "V1", "no" if name == "乙" else "yes")
    items = {item.caller: item for item in agreements(load(desk.book))}
    assert {name: (item.asked, item.nobody, item.said) for name, item in items.items()} == {
        "甲": (5, 5, NAMED), "乙": (5, 0, QUIET),
    }  # fmt: skip
    told = shown(desk).ear
    assert told is not None
    low, high = items["甲"].bounds
    assert f"{low}～{high}" in next(line for line in told.callers if line[0] == "甲")
    assert any(line.startswith("回访员 甲") and "没有接过电话" in line for line in told.told)
    assert again_rules(load(desk.book))[1] == 3


def test_couples_of_two_callers_do_not_wait_for_each_other(sqlite_book: Casebook, clocks: Clocks) -> None:
    """One number, first called by two people (one was removed): each may hear the other's, never their own."""
    rows = with_numbers(people(20), dict.fromkeys(range(20), "13904510001"))
    book = sqlite_book
    desk = desk_over(drawn(book, Made("A", rows)), clocks)
    one = seat(desk, "甲")
    called(desk, one, "甲", "V1")
    passes.end(book, "甲", STAMP)
    clocks.wait(minutes=20)
    two = seat(desk, "乙")
    while desk.next(two):
        clocks.wait(minutes=1)
        lease = on_screen(desk, "乙").lease
        desk.show(two, lease.id)
        desk.outcome(two, lease.id, Noted("V1"))
    one = seat(desk, "甲")
    first = choice(desk)
    assert set(first.values()) == {"甲", "乙"}
    mine = again(
        desk, two, "乙", "U1", ""
    )  # the number stays with 乙, who can never have the others behind it
    assert first[mine] == "甲"
    while desk.next(one):
        lease = on_screen(desk, "甲").lease
        assert first[lease.row] == "乙"
        desk.show(one, lease.id)
        desk.outcome(one, lease.id, Noted("V1", before="yes"))
    assert len(stored(desk)) == len(first)


def test_talks_too_short_to_be_interviews_are_told(desk: CallDesk, clocks: Clocks) -> None:
    tokens = all_called(desk, clocks, "甲", "乙")  # shown and answered in the same second
    assert [line for line in shown(desk).hasty if "30" in line]
    choice(desk)
    clocks.wait(minutes=1)
    before = shown(desk).hasty
    assert desk.next(tokens["甲"])
    lease = on_screen(desk, "甲").lease
    desk.show(tokens["甲"], lease.id)
    clocks.wait(seconds=90)
    desk.outcome(tokens["甲"], lease.id, Noted("V1", before="yes"))
    said = {name: next(line for line in shown(desk).hasty if name in line) for name in ("甲", "乙")}
    assert "16 次谈成里，有 15 次" in said["甲"]  # the second call took its time
    assert said["乙"] in before
    assert any("乙 打过的人由 甲 复听：已答 1 人" in line for line in shown(desk).ear.told)  # type: ignore[union-attr]
