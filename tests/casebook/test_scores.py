"""``hefang add`` scores, and whom to call in full is chosen by score and findings together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

from casebook import sealing
from casebook.connect import Casebook
from casebook.filed import dossiers
from desk.reading import reading
from fixtures.dossiers import honest
from fixtures.fabrication import fabricate
from fixtures.files.messy import write
from sampling.called import targeted_rows
from sampling.draw.rosters import filed_rosters
from tests.casebook.build import STAMP, VALUES, Made, people, review
from tests.casebook.road import answer, inside, run
from tests.cli.run import hefang
from verify.credibility.score import assess
from verify.review import review as road
from verify.settings import Settings


def test_targeted_rows_are_chosen_by_the_score_too(tmp_path: Path) -> None:
    """From files and from the casebook the same rows, and not those that findings alone would choose."""
    folder = tmp_path / "材料"
    folder.mkdir()
    write(fabricate(honest("retired", 101, 60), "faker", 1.0, "careful", 1), folder / "A.xlsx", "xlsx", 1)
    with reading([folder], None, Settings(), "zh") as files:
        read = files.material()
    plain, scored = (road(read.results, [], Settings(), date(2017, 7, 1), "t", by) for by in (None, assess))
    (by_findings,), (roster,) = (filed_rosters(each.batch, each.priority) for each in (plain, scored))
    expected = targeted_rows(roster, Fraction(1, 10))
    assert len(expected) == 6
    assert targeted_rows(by_findings, Fraction(1, 10)) != expected
    share = ("--targeted-share", "10%")
    sealed = hefang("seal", "材料", *share, "--json", "--out", "甲", cwd=tmp_path).json
    assert sorted(sealed["dossiers"][0]["targeted"]) == sorted(expected)
    with inside(tmp_path, {}):
        run("new")
        hefang("add", "材料", cwd=tmp_path)
        (line,) = answer("status")["dossiers"]
        assert line["credibility"] == scored.credibility["A"].score
        again = answer("seal", *share, "--out", "乙")
    assert again["dossiers"][0]["targeted"] == sealed["dossiers"][0]["targeted"]


def test_priorities_are_those_of_the_last_review(book: Casebook) -> None:
    """A dossier that was filed without a score, and is added again with one, is sealed by what is known now."""
    plain = review(Made("A", people(30)))
    assert [f.status for f in dossiers.file_review(book, plain, {}, VALUES, STAMP)] == ["new"]
    later = replace(plain, version="later", priority=plain.priority.where(plain.priority.index != 7, 0.9))
    assert [f.status for f in dossiers.file_review(book, later, {}, VALUES, STAMP)] == ["checked"]
    with book.read() as conn:
        (roster,) = dossiers.rosters(conn, sealing.to_seal(conn, book.round))
    assert [at for at, priority in enumerate(roster.priority) if priority] == [7]
