"""One ``report`` works everything out once: judgement and rates a dossier, checks a result, the rest a round."""

from __future__ import annotations

import cProfile
import pstats
from pathlib import Path

from tests.casebook.road import fill, inside, run
from tests.cli.run import people, write_book

DOSSIERS = 4
A_DOSSIER = ("judge", "estimate", "under_silence", "_verdict", "against_list", "answers")
A_ROUND = (
    "recall",
    "judge_round",
    "gather",
    "compose",
    "round_of",
    "matches",
    "standing_out",
    "read_seal",
)


def test_a_report_computes_each_thing_once(tmp_path: Path) -> None:
    for number in range(DOSSIERS):
        write_book(tmp_path / f"A{number}.xlsx", people(40, first=15104510077 + 1000 * number))
    with inside(tmp_path, {}):
        run("new", "--round", "2017年度")
        run("add", *(f"A{number}.xlsx" for number in range(DOSSIERS)))
        run("seal")
        run("draw", "--seed", "31415926535897932384")
        run("calls", "export")
        fill(tmp_path / "回访名单-1.xlsx", lambda row, _: "V1" if row.startswith("A0") else "N1")
        run("calls", "import", "回访名单-1.xlsx")
        profile = cProfile.Profile()
        profile.enable()
        run("report")
        profile.disable()
    counted: dict[tuple[str, str], int] = {}
    for (file, _, name), figures in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        room = next(
            (r for r in ("sampling", "desk", "casebook", "verify", "reports") if f"/{r}/" in file), ""
        )
        if room and "site-packages" not in file:
            counted[room, name] = counted.get((room, name), 0) + figures[1]
    for name in A_DOSSIER:
        assert counted["sampling", name] == DOSSIERS, name
    for name in A_ROUND:
        assert [count for (_, found), count in counted.items() if found == name] == [1], name
    assert counted["sampling", "final_codes"] <= 2  # for the judgement, and for the rates
