"""The call desk on both databases: who gets whom, what is stored, what a slip or a jump of the clock cannot do."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casebook import check, journal, judging, outcomes, sealing
from casebook.calldesk import leases, passes
from casebook.connect import Casebook
from casebook.errors import CasebookError
from casebook.filed import closings, withdrawing
from casebook.journal import Stamp
from casebook.judging import Decision
from casebook.purge import purge
from casebook.schema import leases as lease_table
from casebook.schema import people as people_table
from desk.state import load
from desk.web.board import board
from desk.web.declined import Declined
from desk.web.hourglass import LENGTH
from desk.web.room import CallDesk, Noted
from sampling.calls.queue import in_turn
from sampling.draw.record import record, to_text
from sampling.draw.seal import read_seal
from tests.casebook.build import STAMP, Made, people
from tests.casebook.desk.build import (
    Clocks,
    called,
    desk_over,
    drawn,
    nobody,
    on_screen,
    seat,
    with_numbers,
)


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def desk(book: Casebook, clocks: Clocks) -> CallDesk:
    return desk_over(drawn(book), clocks)


def declined(error: pytest.ExceptionInfo[Declined]) -> str:
    for lang in ("zh", "en"):
        assert all(error.value.words(lang)), error.value.code
    return error.value.code


def test_the_order_of_the_draw_is_the_order_of_the_queue(desk: CallDesk) -> None:
    state = load(desk.book)
    turn = in_turn([item.rows for item in state.called])
    token = seat(desk, "王芳")
    assert [called(desk, token, "王芳", "V1") for _ in range(6)] == list(turn[:6])
    assert [row[0] for row in turn[:4]] == ["A", "B", "A", "B"]


def test_nobody_gets_a_person_whom_somebody_has(desk: CallDesk) -> None:
    tokens = {name: seat(desk, name) for name in ("甲", "乙", "丙")}
    for token in tokens.values():
        assert desk.next(token)
    rows = {on_screen(desk, name).lease.row for name in tokens}
    assert len(rows) == 3
    before = on_screen(desk, "甲").lease
    assert desk.next(tokens["甲"])  # said twice
    assert on_screen(desk, "甲").lease == before


def test_two_servers_on_one_casebook_see_each_other(desk: CallDesk, clocks: Clocks) -> None:
    other = desk_over(desk.book, clocks)
    one, two = seat(desk, "甲"), seat(other, "乙")
    desk.next(one)
    other.next(two)
    assert on_screen(desk, "甲").lease.row != on_screen(other, "乙").lease.row
    assert on_screen(other, "甲").lease.row == on_screen(desk, "甲").lease.row


def test_name_and_number_are_shown_on_a_click_that_is_journalled(desk: CallDesk) -> None:
    token = seat(desk, "王芳")
    desk.next(token)
    seen = on_screen(desk, "王芳")
    assert seen.person is None
    assert not seen.company.name
    assert not seen.company.phones
    desk.show(token, seen.lease.id)
    after = on_screen(desk, "王芳")
    assert after.person is not None
    assert after.person.phones
    with desk.book.read() as conn:
        noted = [(entry.who, entry.what, entry.content) for entry in journal.entries(conn)]
    assert noted[-2:] == [
        ("王芳", "desk_taken", {"row": seen.lease.row}),
        ("王芳", "desk_shown", {"row": seen.lease.row}),
    ]


def test_an_outcome_needs_the_number_shown_and_is_stored_with_its_time(
    desk: CallDesk, clocks: Clocks
) -> None:
    token = seat(desk, "王芳")
    desk.next(token)
    lease = on_screen(desk, "王芳").lease
    with pytest.raises(Declined) as error:
        desk.outcome(token, lease.id, Noted("V1"))
    assert declined(error) == "not_shown"
    clocks.wait(minutes=1)
    desk.show(token, lease.id)
    clocks.wait(minutes=3)
    desk.outcome(token, lease.id, Noted("V2", own="是", note="由赵水接听，13904510001"))
    desk.outcome(token, lease.id, Noted("N1"))  # a second click stores nothing
    with desk.book.read() as conn:
        (attempt,) = outcomes.all_attempts(conn)
        (remark,) = outcomes.all_remarks(conn)
    assert (attempt.row, attempt.number, attempt.code, attempt.called_at, attempt.caller) == (
        lease.row, 1, "V2", "2017-07-03 09:01", "王芳",
    )  # fmt: skip
    assert (remark.own, remark.note) == ("是", "由赵水接听，13904510001")
    assert nobody(desk, "王芳").last_code == "V2"
    assert check.check(desk.book) == ()


def test_a_lease_runs_out_by_a_clock_that_nobody_sets(desk: CallDesk, clocks: Clocks) -> None:
    one, two = seat(desk, "甲"), seat(desk, "乙")
    desk.next(one)
    lease = on_screen(desk, "甲").lease
    clocks.jumped = timedelta(hours=5)  # somebody sets the clock forward: the person stays where they are
    desk.next(two)
    assert on_screen(desk, "乙").lease.row != lease.row
    desk.show(two, on_screen(desk, "乙").lease.id)
    desk.outcome(two, on_screen(desk, "乙").lease.id, Noted("V1"))
    clocks.jumped = timedelta(0)
    clocks.wait(seconds=LENGTH.total_seconds() + 1)
    desk.next(two)
    assert on_screen(desk, "乙").lease.row == lease.row  # within a minute of running out
    with pytest.raises(Declined) as error:
        desk.show(one, lease.id)
    assert declined(error) == "gone"


def test_a_clock_set_back_lets_leases_run_out_all_the_same(desk: CallDesk, clocks: Clocks) -> None:
    one, two = seat(desk, "甲"), seat(desk, "乙")
    desk.next(one)
    row = on_screen(desk, "甲").lease.row
    clocks.wait(seconds=LENGTH.total_seconds() + 1)
    clocks.jumped = -timedelta(hours=1)
    desk.next(two)
    assert on_screen(desk, "乙").lease.row == row


@pytest.mark.parametrize("hours", [2, -2])
def test_another_computer_whose_clock_is_wrong_takes_nobody_from_a_screen(
    desk: CallDesk, clocks: Clocks, hours: int
) -> None:
    """Each office computer may serve the same casebook, and a server may die while the clock stands wrong."""
    other = Clocks(clocks.wall + timedelta(hours=hours), 5.0)
    one, two = seat(desk, "甲"), seat(desk, "乙")
    running = desk_over(desk.book, other)
    desk.next(one)
    row = on_screen(desk, "甲").lease.row
    for server in (running, desk_over(desk.book, other)):
        server.next(two)
        assert on_screen(server, "乙").lease.row != row
        server.skip(two, on_screen(server, "乙").lease.id, "known")
    other.wait(seconds=LENGTH.total_seconds() + 1)
    clocks.wait(seconds=LENGTH.total_seconds() + 1)
    running.next(two)
    assert on_screen(running, "乙").lease.row == row


def test_a_jump_of_the_clock_is_told_and_stands_in_the_journal_once(desk: CallDesk, clocks: Clocks) -> None:
    token = seat(desk, "甲")
    clocks.wait(minutes=9)
    desk.next(token)
    lease = on_screen(desk, "甲").lease
    assert desk.jumps() == ()
    clocks.jumped = timedelta(hours=2)
    (jump,) = desk.jumps()
    assert jump.texts() == {"was": "2017-07-03 09:09", "now": "2017-07-03 11:09"}
    desk.show(token, lease.id)
    clocks.wait(minutes=1)
    clocks.jumped = timedelta(0)
    desk.outcome(token, lease.id, Noted("V1"))
    assert [jump.texts()["now"] for jump in desk.jumps()] == ["2017-07-03 11:09", "2017-07-03 09:10"]
    with desk.book.read() as conn:
        # Shown while the clock stood ahead: the call was not made after it was stored.
        assert [a.called_at for a in outcomes.all_attempts(conn)] == ["2017-07-03 09:10"]
        noted = [entry.content for entry in journal.entries(conn) if entry.what == "desk_clock"]
    assert noted == [jump.texts() for jump in desk.jumps()]
    clocks.wait(minutes=16)
    assert desk.jumps() == ()
    assert check.check(desk.book) == ()


def test_what_is_refused_still_leaves_the_jump_to_be_written(desk: CallDesk, clocks: Clocks) -> None:
    token = seat(desk, "甲")
    clocks.jumped = -timedelta(hours=5)
    with pytest.raises(Declined):
        desk.show(token, 999)
    clocks.wait(minutes=1)
    clocks.jumped = timedelta(0)
    desk.next(token)
    with desk.book.read() as conn:
        assert [e.content["now"] for e in journal.entries(conn) if e.what == "desk_clock"] == [
            "2017-07-03 04:00", "2017-07-03 09:01",
        ]  # fmt: skip


def test_a_seat_taken_while_the_clock_stood_years_ahead_is_not_held_for_years(
    desk: CallDesk, clocks: Clocks
) -> None:
    clocks.jumped = timedelta(days=4000)
    token = seat(desk, "甲")
    assert desk.seated(token) is not None
    clocks.jumped = timedelta(0)
    assert desk.seated(token) is None


def test_an_outcome_after_the_time_counts_while_nobody_took_over(desk: CallDesk, clocks: Clocks) -> None:
    token = seat(desk, "甲")
    desk.next(token)
    lease = on_screen(desk, "甲").lease
    desk.show(token, lease.id)
    clocks.wait(hours=2)
    desk.outcome(token, lease.id, Noted("V1"))
    with desk.book.read() as conn:
        assert [a.code for a in outcomes.all_attempts(conn)] == ["V1"]


def test_a_server_that_starts_again_goes_on(desk: CallDesk, clocks: Clocks) -> None:
    token = seat(desk, "甲")
    desk.next(token)
    lease = on_screen(desk, "甲").lease
    clocks.wait(minutes=10)
    again = desk_over(desk.book, clocks)
    assert on_screen(again, "甲").lease == lease
    assert on_screen(again, "甲").left == LENGTH.total_seconds()  # no clock says how long ago that was
    other = seat(again, "乙")
    again.next(other)
    assert on_screen(again, "乙").lease.row != lease.row
    again.show(token, lease.id)
    again.outcome(token, lease.id, Noted("V1"))
    assert check.check(desk.book) == ()


def test_a_caller_who_is_removed_mid_call_loses_the_seat_and_nobody_else_rings(
    desk: CallDesk, clocks: Clocks
) -> None:
    one, two = seat(desk, "甲"), seat(desk, "乙")
    desk.next(one)
    lease = on_screen(desk, "甲").lease
    desk.show(one, lease.id)
    passes.end(desk.book, "甲", STAMP)
    assert desk.seated(one) is None
    with pytest.raises(Declined) as error:
        desk.outcome(one, lease.id, Noted("V1"))
    assert declined(error) == "seat"
    desk.next(two)
    assert on_screen(desk, "乙").lease.row != lease.row
    desk.skip(two, on_screen(desk, "乙").lease.id, "known")
    clocks.wait(minutes=16)
    desk.next(two)
    assert on_screen(desk, "乙").lease.row == lease.row


def test_whoever_signs_in_again_takes_the_seat(desk: CallDesk) -> None:
    code = passes.new_code()
    passes.give(desk.book, "甲", passes.CALLER, code, STAMP)
    first, second = desk.sign_in(code), desk.sign_in(code.lower().replace("-", " "))
    assert first is not None
    assert second is not None
    assert first[1] != second[1]
    assert desk.seated(first[1]) is None
    assert desk.seated(second[1]) is not None
    assert desk.sign_in("AAAA-AAAA-AAAA") is None
    assert desk.seated("made up by the client") is None
    desk.sign_out(second[1])
    assert desk.seated(second[1]) is None


@pytest.mark.parametrize("alike", ["wang", "Ｗａｎｇ", "W ang"])
def test_one_person_does_not_get_two_names(sqlite_book: Casebook, alike: str) -> None:
    passes.give(sqlite_book, "Wang", passes.CALLER, passes.new_code(), STAMP)
    passes.end(sqlite_book, "Wang", STAMP)
    with pytest.raises(CasebookError) as error:  # even after the code was ended: the calls are on file
        passes.give(sqlite_book, alike, passes.CALLER, passes.new_code(), STAMP)
    assert error.value.code == "pass_alike"
    passes.give(sqlite_book, " Wang ", passes.CALLER, passes.new_code(), STAMP)
    with pytest.raises(CasebookError) as error:
        passes.give(sqlite_book, "Wang", passes.REVIEWER, passes.new_code(), STAMP)
    assert error.value.code == "pass_role"
    assert all(error.value.words("en"))
    with sqlite_book.read() as conn:
        assert [(item.name, item.role) for item in passes.present(conn)] == [("Wang", passes.CALLER)]


def test_a_seat_is_held_for_twelve_hours(desk: CallDesk, clocks: Clocks) -> None:
    token = seat(desk, "甲")
    clocks.wait(hours=11)
    assert desk.seated(token) is not None
    clocks.wait(hours=2)
    assert desk.seated(token) is None


@pytest.mark.parametrize("act", ["show", "keep", "skip", "outcome"])
def test_somebody_elses_lease_and_one_that_never_was_are_refused(desk: CallDesk, act: str) -> None:
    one, two = seat(desk, "甲"), seat(desk, "乙")
    desk.next(one)
    theirs = on_screen(desk, "甲").lease.id
    more = {"skip": ("known",), "outcome": (Noted("V1"),)}.get(act, ())
    for lease in (theirs, 999_999, 0):
        with pytest.raises(Declined) as error:
            getattr(desk, act)(two, lease, *more)
        assert declined(error) == "not_yours"


def test_a_reviewer_calls_nobody(desk: CallDesk) -> None:
    token = seat(desk, "李评审", passes.REVIEWER)
    with pytest.raises(Declined) as error:
        desk.next(token)
    assert declined(error) == "seat"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (Noted("V9"), "code"),
        (Noted(""), "code"),
        (Noted("X1"), "code"),
        (Noted("R3"), "appointment"),
        (Noted("R3", appointment="改天"), "appointment"),
        (Noted("R3", appointment="7-2 10:00"), "appointment_past"),
        (Noted("V1", appointment="7-4 10:00"), "appointment_unused"),
    ],
)
def test_what_cannot_be_stored_is_said(desk: CallDesk, said: Noted, code: str) -> None:
    token = seat(desk, "甲")
    desk.next(token)
    lease = on_screen(desk, "甲").lease
    desk.show(token, lease.id)
    with pytest.raises(Declined) as error:
        desk.outcome(token, lease.id, said)
    assert declined(error) == code
    assert on_screen(desk, "甲").lease.is_open  # nothing is lost: the person is still there


def test_an_appointment_comes_first_and_to_whoever_made_it(desk: CallDesk, clocks: Clocks) -> None:
    one, two = seat(desk, "甲"), seat(desk, "乙")
    row = called(desk, one, "甲", "R3", appointment="7-3 14:00")
    clocks.wait(hours=4, minutes=56)  # 13:56
    assert called(desk, two, "乙", "V1") != row
    desk.next(one)
    assert on_screen(desk, "甲").lease.row == row
    desk.skip(one, on_screen(desk, "甲").lease.id, "technical")
    clocks.wait(minutes=25)  # overdue: anybody keeps it
    desk.next(two)
    assert on_screen(desk, "乙").lease.row == row


def test_nobody_is_rung_three_times_in_one_day(desk: CallDesk, clocks: Clocks) -> None:
    """No answer in the morning: again in the afternoon, then another day at another time; never a fourth time."""
    token = seat(desk, "甲")
    row = called(desk, token, "甲", "U1")
    while desk.next(token):
        lease = on_screen(desk, "甲").lease
        desk.show(token, lease.id)
        desk.outcome(token, lease.id, Noted("V1"))
    assert nobody(desk, "甲").choice.passed["too_early"] == 1
    times = []
    for _ in range(2):
        while not desk.next(token):
            clocks.wait(minutes=30)
            assert clocks.wall.day < 10
            if desk.seated(token) is None:
                token = seat(desk, "甲")
        lease = on_screen(desk, "甲").lease
        assert lease.row == row
        times.append(clocks.wall)
        desk.show(token, lease.id)
        desk.outcome(token, lease.id, Noted("U1"))
    assert [at.strftime("%d %H:%M") for at in times] == ["03 12:00", "04 18:00"]
    clocks.wait(days=3)
    assert not desk.next(seat(desk, "甲"))


def test_couples_with_one_number_stay_with_one_caller(book: Casebook, clocks: Clocks) -> None:
    rows = with_numbers(people(40), dict.fromkeys(range(40), "13904510001"))
    desk = desk_over(drawn(book, Made("A", rows), Made("B", people(40, 500))), clocks)
    one, two = seat(desk, "甲"), seat(desk, "乙")
    first = called(desk, one, "甲", "V1")
    assert first.startswith("A")
    for _ in range(5):
        assert called(desk, two, "乙", "V1").startswith(
            "B"
        )  # everybody in A has the number that 甲 has called
    assert called(desk, one, "甲", "V1").startswith("A")
    passes.end(book, "甲", STAMP)
    assert called(desk, two, "乙", "V1").startswith("A")


def test_passing_on_needs_a_reason_and_the_person_goes_to_others(desk: CallDesk, clocks: Clocks) -> None:
    one, two = seat(desk, "甲"), seat(desk, "乙")
    desk.next(one)
    lease = on_screen(desk, "甲").lease
    with pytest.raises(Declined) as error:
        desk.skip(one, lease.id, "")
    assert declined(error) == "reason"
    desk.skip(one, lease.id, "known")
    desk.skip(one, lease.id, "known")  # a second click
    desk.next(one)
    assert on_screen(desk, "甲").lease.row != lease.row
    desk.next(two)
    assert on_screen(desk, "乙").lease.row == lease.row
    (passed,) = board(desk.whole(), "zh").passed
    assert (passed.row, passed.caller, passed.reason) == (lease.row, "甲", "我认识这个人")


def test_people_on_lists_are_not_offered_and_people_on_screens_are_not_listed(
    desk: CallDesk, clocks: Clocks
) -> None:
    token = seat(desk, "甲")
    desk.next(token)
    mine = on_screen(desk, "甲").lease.row
    state = load(desk.book)

    def deal(held: object) -> tuple[dict[str, tuple[str, ...]], int]:
        assert held == {mine}
        return {"1": tuple(row for row in state.waiting if row != mine)}, 1

    dealt, left_out = outcomes.deal_lists(desk.book, deal, Stamp(clocks.now().isoformat(), "评审"))
    assert left_out == 1
    assert mine not in dealt["1"]
    desk.show(token, on_screen(desk, "甲").lease.id)
    desk.outcome(token, on_screen(desk, "甲").lease.id, Noted("V1"))
    assert not desk.next(token)
    assert nobody(desk, "甲").choice.passed == {"done": 1, "listed": len(dealt["1"])}
    outcomes.store_lists(desk.book, {"1": ()}, STAMP)  # the list is given up
    assert desk.next(token)


def test_a_slip_is_set_beside_for_a_reviewer(desk: CallDesk) -> None:
    token = seat(desk, "甲")
    row = called(desk, token, "甲", "N1")
    last = nobody(desk, "甲").last
    assert last is not None
    for code, why in (("N1", "same"), ("V9", "code")):
        with pytest.raises(Declined) as error:
            desk.amend(token, last.id, code)
        assert declined(error) == why
    desk.amend(token, last.id, "V1")
    desk.amend(token, last.id, "V1")  # a second click
    with desk.book.read() as conn:
        assert [a.code for a in outcomes.all_attempts(conn)] == ["N1"]
        assert [a.code for a in outcomes.all_contradictions(conn)] == ["V1"]
    assert board(desk.whole(), "zh").contradictions == ((row, "N1 / V1"),)
    assert check.check(desk.book) == ()
    called(desk, token, "甲", "V1")
    with pytest.raises(Declined) as error:
        desk.amend(token, last.id, "V2")
    assert declined(error) == "last"


def test_what_reviewers_do_meanwhile_counts_at_once(desk: CallDesk) -> None:
    token = seat(desk, "甲")
    desk.next(token)
    lease = on_screen(desk, "甲").lease
    desk.show(token, lease.id)
    withdrawing.withdraw(desk.book, lease.row[0], "企业撤回", STAMP)
    with pytest.raises(Declined) as error:
        desk.outcome(token, lease.id, Noted("V1"))
    assert declined(error) == "withdrawn"
    desk.next(token)
    assert on_screen(desk, "甲").lease.row[0] != lease.row[0]


def test_a_computer_that_stands_before_the_draw_rings_nobody(desk: CallDesk, clocks: Clocks) -> None:
    clocks.jumped = -timedelta(days=30)
    token = seat(desk, "甲")
    with pytest.raises(Declined) as error:
        desk.next(token)
    assert declined(error) == "clock"


def test_once_names_were_shown_the_draw_stands(desk: CallDesk) -> None:
    token = seat(desk, "甲")
    desk.next(token)
    desk.show(token, on_screen(desk, "甲").lease.id)
    with desk.book.read() as conn:
        (stored,) = sealing.load_seals(conn)
    other = to_text(record(read_seal(stored.document), ["27182818284590452353"]))
    with pytest.raises(CasebookError) as error:
        sealing.store_draw(desk.book, stored, 1, other, ["A", "B"], STAMP)
    assert error.value.code == "desk_out"
    assert all(error.value.words("zh"))


def test_the_board_counts_what_happened(desk: CallDesk, clocks: Clocks) -> None:
    one, two = seat(desk, "甲"), seat(desk, "乙")
    for code in ("V1", "V1", "N1", "U1"):
        called(desk, one, "甲", code)
        clocks.wait(minutes=10)
    agreed = called(desk, two, "乙", "R3", appointment="7-4 10:00")
    desk.next(two)
    shown = board(desk.whole(), "zh")
    total = len(load(desk.book).rows)
    assert (shown.rows, shown.done, shown.open, shown.on_lists) == (total, 3, total - 3, 0)
    assert {c.caller: (c.calls, c.reached, c.confirmed, c.bad) for c in shown.callers} == {
        "甲": (4, 3, 2, 1),
        "乙": (1, 1, 0, 0),
    }
    assert [(a.row, a.at, a.caller, a.late) for a in shown.appointments] == [
        (agreed, "2017-07-04 10:00", "乙", False)
    ]
    assert [s.caller for s in shown.screens] == ["乙"]
    assert shown.pace.done_today == 3
    assert shown.ends > "2017-07-03 09:40"


@pytest.mark.parametrize("name", ["", "  ", "12", "三" * 21, "a\nb" * 20])
def test_a_pass_needs_a_name(book: Casebook, name: str) -> None:
    with pytest.raises(CasebookError) as error:
        passes.give(book, name, passes.CALLER, passes.new_code(), STAMP)
    assert error.value.code == "pass_name"
    with pytest.raises(CasebookError):
        passes.end(book, "谁也不是", STAMP)


def test_a_changed_lease_is_named_by_the_audit(desk: CallDesk) -> None:
    token = seat(desk, "甲")
    desk.next(token)
    row = on_screen(desk, "甲").lease.row
    with desk.book.engine.connect() as conn:
        conn.execute(lease_table.update().values(caller="乙"))
        conn.commit()
    (fault,) = check.check(desk.book)
    assert (fault.code, fault.table) == ("changed", "leases")
    assert fault.which.startswith(row)


def test_a_purge_leaves_no_name_behind_the_desk(sqlite_book: Casebook, clocks: Clocks) -> None:
    desk = desk_over(drawn(sqlite_book), clocks)
    token = seat(desk, "王芳")
    desk.next(token)
    lease = on_screen(desk, "王芳").lease
    desk.show(token, lease.id)
    person = on_screen(desk, "王芳").person
    assert person is not None
    desk.outcome(
        token, lease.id, Noted("R3", note=f"{person.name} {person.phones[0]}", appointment="7-4 9:00")
    )
    purge(sqlite_book, None, STAMP, unsealed=True)
    assert check.check(sqlite_book) == ()
    data = b"".join(path.read_bytes() for path in sqlite_book.key_file.parent.iterdir() if path.is_file())
    assert person.name.encode() not in data
    assert person.phones[0].encode() not in data
    assert not desk.next(token)  # and nobody is offered whose name is gone
    with sqlite_book.read() as conn:
        assert conn.execute(people_table.select()).all() == []
        assert leases.open_leases(conn) == ()


def test_decided_rows_are_not_called(desk: CallDesk) -> None:
    state = load(desk.book)
    first = in_turn([item.rows for item in state.called])[0]
    said = Decision(first[0], judging.ROW, first, "good", "李评审", "有问卷原件", STAMP.at)
    judging.decide(desk.book, said, STAMP)
    token = seat(desk, "甲")
    assert called(desk, token, "甲", "V1") != first


def test_whose_calls_were_declared_ended_is_not_called(desk: CallDesk) -> None:
    token = seat(desk, "甲")
    first = called(desk, token, "甲", "V1")
    closings.end(desk.book, [first[0]], "企业配合不了，改为现场核查", STAMP)
    assert {called(desk, token, "甲", "V1")[0] for _ in range(4)} == {"B" if first[0] == "A" else "A"}
    closings.reopen(desk.book, [first[0]], "企业又配合了", STAMP)
    assert first[0] in {called(desk, token, "甲", "V1")[0] for _ in range(2)}
