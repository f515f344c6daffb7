"""A round's calls teach the next round: what every row was, lessons, and the reference that scores are measured by."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from casebook import connect, judging, lessons, outcomes
from casebook.connect import Casebook
from casebook.filed import recall
from casebook.journal import EntryWriter
from casebook.lessons import Lesson
from desk.grounds import taught as lessons_of
from desk.scoring import assessor_of
from desk.state import load
from fixtures.caller import forged_people, make_calls
from fixtures.dossiers import Dossier, honest
from fixtures.fabrication import fabricate
from fixtures.files.messy import write, write_register
from sampling.labels import labels
from tests.casebook.build import STAMP
from tests.casebook.road import answer, inside, run
from tests.cli.run import hefang
from verify.credibility.reference import DENIED, shipped
from verify.credibility.score import assess

KINDS = ("car_owners", "retired", "service_hall", "residents", "hotel_guests", "students", "bank_clients")
FORGED, HONEST, ROWS = 9, 2, 60


def forged(number: int) -> Dossier:
    """A roster half of which a machine made up that knows the checks: the shipped reference alone is not sure of it."""
    kind = KINDS[number % len(KINDS)]
    return fabricate(honest(kind, 100 + number, ROWS), "machine", 0.5, "informed", number)


def write_round(folder: Path, plan: list[Dossier]) -> None:
    """Write rosters and the register."""
    folder.mkdir()
    for item in plan:
        write(item, folder / f"{item.id}.xlsx", "xlsx", 1)
    write_register(plan, folder / "申报登记表.xlsx")


@pytest.fixture(scope="module")
def taught(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """2017: eleven dossiers, nine of them made up, called and purged; 2018 begins from it."""
    folder = tmp_path_factory.mktemp("rounds")
    plan = [forged(n) for n in range(FORGED)] + [honest(KINDS[n], 300 + n, ROWS) for n in range(HONEST)]
    write_round(folder / "2017", plan)
    with inside(folder, {}):
        run("new", "--round", "2017", "--casebook", "2017.db")
        added = hefang("add", "2017", "--casebook", "2017.db", "--json", cwd=folder).json
        assert {item["status"] for item in added["dossiers"]} == {"new"}
        common = ("--casebook", "2017.db")
        run("seal", *common)
        run("draw", "--seed", "31415926535897932384", *common)
        run("calls", "export", "--out", "名单", *common)
        (path,) = (folder / "名单").iterdir()
        make_calls(path, forged_people((item.id, item) for item in plan), f"{datetime.now():%Y-%m-%d %H:%M}")
        run("calls", "import", path, *common)
        run("judge", *common, code=None)
        run("purge", "--round", "--unfinished", *common)
        fresh = answer("new", "--previous", "2017.db", "--round", "2018", "--casebook", "2018.db")
        assert (fresh["lessons"], fresh["carried"]) == (FORGED + HONEST, ROWS * (FORGED + HONEST))
    return folder


def test_lessons_outlive_the_names(taught: Path) -> None:
    """Names and facts of 2017 are gone; what its calls taught stands in both casebooks, and is checked."""
    with inside(taught, {}):
        book = connect.open_casebook("2018.db")
        with book.read() as conn:
            known = lessons.lessons(conn)
        connect.close(book)
        assert {item.round for item in known} == {"2017"}
        # A fifth of the answers denied is what makes a dossier forged in the reference.
        grave = [i for i in known if i.denied >= DENIED * (i.confirmed + i.denied)]
        assert (len(grave), sum(not i.denied for i in known)) == (FORGED, HONEST)
        assert all(item.vector for item in known)
        for name in ("2017.db", "2018.db"):
            assert answer("status", "--check", "--casebook", name)["faults"] == []


def test_the_next_round_is_measured_by_what_was_learned(taught: Path) -> None:
    """The reference says that it has grown, and finds more of a scheme that callbacks have shown it."""
    plan = [forged(10), forged(13), forged(17), honest(KINDS[3], 400, ROWS)]
    write_round(taught / "2018", plan)
    before = {
        d["id"]: d["credibility"] for d in hefang("verify", "2018", "--json", cwd=taught).json["dossiers"]
    }
    hefang("add", "2018", "--casebook", "2018.db", cwd=taught)
    # The same files once more: the ruler is the same all round.
    again = hefang("add", "2018", "--casebook", "2018.db", "--json", cwd=taught).json
    assert {item["status"] for item in again["dossiers"]} == {"known"}
    with inside(taught, {}):
        state = answer("status", "--casebook", "2018.db")
        book = connect.open_casebook("2018.db")
        scores = recall.recall(book).review.credibility
        connect.close(book)
    assert {d["id"]: d["credibility"] for d in state["dossiers"]} == {
        id: score.score for id, score in scores.items()
    }
    for score in scores.values():
        assert score.reference["version"] == f"{shipped().version}+{FORGED + HONEST}"
        assert (score.reference["casebook"], score.reference["forged"]) == (FORGED + HONEST, FORGED)
    *fake, real = (item.id for item in plan)
    for id in fake:
        assert scores[id].p_value < before[id]["p_value"]
        assert scores[id].score < before[id]["score"]
    assert scores[real].score == before[real]["score"] == 100


def test_lessons_are_handed_on(taught: Path, tmp_path: Path) -> None:
    """2019 begins from 2018, where nobody was called: it knows what 2017 taught."""
    with inside(taught, {}):
        fresh = answer("new", "--previous", "2018.db", "--round", "2019", "--casebook", tmp_path / "2019.db")
        assert fresh["lessons"] == FORGED + HONEST
        book = connect.open_casebook(str(tmp_path / "2019.db"))
        with book.read() as conn:
            assert {item.round for item in lessons.lessons(conn)} == {"2017"}
        connect.close(book)


def test_what_a_row_turned_out_to_be() -> None:
    rows = [f"a#{n:04d}" for n in range(2, 13)]
    codes = (
        "V1",
        "V3",
        "N1",
        "N5",
        "U1",
        "D1",
        "D6",
        "R1",
        "N2",
        "V4",
    )  # V4 does not remember: nothing is learned
    final = dict(zip(rows, codes, strict=False))
    decided = {rows[0]: "bad", rows[2]: "V2", rows[5]: "good", rows[8]: "U1"}
    got = labels(rows, final, decided, {rows[1], rows[2]})
    expected = ("denied", "neither", "confirmed", "denied", "neither", "confirmed", *["neither"] * 5)
    assert tuple(got.values()) == expected


def test_labels_and_lessons_of_the_calls(taught: Path) -> None:
    """Counted once more from the outcomes on file; a reviewer's word on a row wins."""
    with inside(taught, {}):
        book = connect.open_casebook("2017.db")
        label = load(book, need=False).labels
        with book.read() as conn:
            attempts = outcomes.all_attempts(conn)
        answered = {a.row: a.code[0] for a in attempts if a.code[0] in "VN" and a.code != "V4"}
        assert {row: {"confirmed": "V", "denied": "N"}.get(said) for row, said in label.items()} == {
            row: answered.get(row) for row in label
        }
        found = {
            item.code: (item.confirmed, item.denied) for item in lessons_of.taught(load(book, need=False))
        }
        count = Counter((row.partition("#")[0], said) for row, said in label.items())
        assert found == {code: (count[code, "confirmed"], count[code, "denied"]) for code in found}
        row = next(row for row, said in label.items() if said == "denied")
        code = row.partition("#")[0]
        judging.decide(
            book, judging.Decision(code, "row", row, "V1", "乙评审", "本人来电确认", STAMP.at), STAMP
        )
        assert load(book, need=False).labels[row] == "confirmed"
        confirmed, denied = found[code]
        changed = {
            item.code: (item.confirmed, item.denied) for item in lessons_of.taught(load(book, need=False))
        }
        assert changed == found | {code: (confirmed + 1, denied - 1)}
        connect.close(book)


def test_without_lessons_the_shipped_reference_stands(book: Casebook) -> None:
    assert assessor_of(book) is assess


def test_a_lesson_is_written_once(book: Casebook) -> None:
    one = Lesson("2016", "A", "0.1.0", {"SG01.near": 0.5}, 20, 0)
    with book.write() as conn:
        writer = EntryWriter(conn, book.key)
        assert lessons.add_lessons(writer, [one]) == 1
        writer.close(STAMP, "carry", {})
    with book.write() as conn:
        writer = EntryWriter(conn, book.key)
        assert lessons.add_lessons(writer, [one, Lesson("2016", "B", "0.1.0", {}, 0, 20)]) == 1
        writer.close(STAMP, "carry", {})
        assert lessons.lessons(conn) == (one, Lesson("2016", "B", "0.1.0", {}, 0, 20))
