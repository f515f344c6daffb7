"""The second world of honest rosters: sound rosters of every kind, the same by the same seed, and knobs that do what they say."""

from __future__ import annotations

import statistics
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from benchmarks.honest_world import agencies, days, draw, forged, given, numbers, rounds
from benchmarks.honest_world.build import KINDS, dossiers
from benchmarks.honest_world.nouns import HEADINGS, Dose, HonestRoster
from benchmarks.honest_world.typist import CAREFUL, CARELESS
from verify.fields import contact, mode, name, surveyed

ROOT = Path(__file__).parent.parent
WINDOW = (date(2016, 12, 1), date(2017, 6, 20))


def digits(roster: HonestRoster) -> list[str]:
    """The mobile numbers of a roster as eleven digits."""
    plain = [row[2].replace(" ", "").replace("-", "") for row in roster.rows]
    return [number for number in plain if len(number) == 11 and number[0] == "1"]


def test_there_are_enough_kinds() -> None:
    assert len(KINDS) >= 18


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_gives_sound_rosters(kind: str) -> None:
    for roster in dossiers(kind, 11, 2):
        assert 10 <= len(roster.rows) <= 600
        assert len(roster.slips) <= max(3, 0.05 * len(roster.rows))
        assert not roster.typed
        for at, row in enumerate(roster.rows):
            serial, who, number, how, when, _ = row
            assert len(row) == len(HEADINGS)
            assert serial == str(at + 1)
            assert name.clean(who).problem == "", who
            assert mode.clean(how).problem == "", how
            asked = surveyed.clean(when, WINDOW)
            assert asked.problem == "", when
            assert asked.start == roster.days[at]
            assert days.FIRST <= roster.days[at] <= days.LAST
            if at not in roster.slips:
                (found,) = contact.clean(number, how)
                assert (found.kind in ("mobile", "landline"), found.problem) == (True, ""), number


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_gives_the_same_rows(kind: str) -> None:
    dose = Dose(size=12)
    assert dossiers(kind, 5, 1, dose) == dossiers(kind, 5, 1, dose)
    assert dossiers(kind, 5, 1, dose)[0].rows != dossiers(kind, 6, 1, dose)[0].rows
    assert dossiers(kind, 5, 2, dose)[0] == dossiers(kind, 5, 1, dose)[0]


def test_another_process_makes_the_same_rows() -> None:
    code = "from benchmarks.honest_world.build import dossiers; print(ascii(dossiers('bank_wealthy', 3, 1)[0].rows[:9]))"
    seen = [
        subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env={"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": hashing},
            capture_output=True, text=True, check=True,
        ).stdout
        for hashing in ("1", "2")
    ]  # fmt: skip
    assert seen[0] == seen[1] == ascii(dossiers("bank_wealthy", 3, 1)[0].rows[:9]) + "\n"


def test_old_women_of_the_province_share_names_as_often_as_was_counted() -> None:
    """0.0053 by the counts of 2008; eight names have their counted shares."""
    assert given.shared(1930, given.WOMEN) == pytest.approx(0.0053, rel=0.1)
    chances = given.two_signs(1930, given.WOMEN)
    assert sum(chances.values()) == pytest.approx(1)
    assert (chances["淑珍"], chances["桂兰"]) == (pytest.approx(0.02), pytest.approx(0.019))


@pytest.mark.parametrize(("first", "sex"), list(given.FASHIONS))
def test_names_are_shared_more_than_in_the_whole_country(first: int, sex: str) -> None:
    lowest = {
        given.WOMEN: {1930: 8.5, 1960: 2.3, 1970: 2.0, 1980: 2.0, 1990: 1.3, 2000: 1.0},
        given.MEN: {1930: 0.3, 1960: 0.6, 1970: 0.7, 1980: 0.4, 1990: 0.3, 2000: 0.9},
    }
    assert lowest[sex][first] / 1e4 < given.shared(first, sex) < 0.006


def test_one_sign_names_are_as_common_as_was_counted() -> None:
    rng = draw.source("test")
    for first, share in given.ONE_SIGN.items():
        lengths = [len(given.given(rng, first + 5, given.MEN)) for _ in range(3000)]
        assert lengths.count(1) / 3000 == pytest.approx(share, abs=0.03)


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_the_dose_of_old_women(share: float) -> None:
    common = set("淑桂秀玉凤素亚")
    rosters = dossiers("estate_residents", 3, 3, Dose(old_women=share, size=300))
    old = statistics.mean(len(row[1]) == 3 and row[1][1] in common for r in rosters for row in r.rows)
    low, high = {0.0: (0.02, 0.14), 0.5: (0.25, 0.42), 1.0: (0.5, 0.75)}[share]
    assert low < old < high


def test_the_dose_of_bought_tails() -> None:
    def bought(fancy: float) -> float:
        rosters = dossiers("car_owners", 3, 3, Dose(fancy=fancy, size=400))
        return statistics.mean(numbers.paid_for(number[-4:]) for r in rosters for number in digits(r))

    none, some, many = bought(0.0), bought(0.1), bought(0.2)
    assert none < 0.012 < some < many
    assert (
        0.03 < many - none < 0.08
    )  # a fifth of the tails, of which a quarter end in three alike or in four in a row


def test_the_dose_of_spread() -> None:
    def spread(dose: float) -> float:
        found = []
        for roster in dossiers("telecom_centre", 3, 12, Dose(spread=dose, size=400)):
            counts = [count for _, count in sorted(Counter(roster.days).items())][1:-1]
            if len(counts) > 5:
                found.append(statistics.pstdev(counts) / statistics.mean(counts))
        return statistics.median(found)

    assert spread(0.05) < 0.1 < spread(0.2) < 0.3 < spread(0.4) < 0.5


def test_numbers_belong_to_their_city() -> None:
    roster = dossiers("heating_evenings", 3, 1, Dose(size=300))[0]
    own = {block for blocks in numbers._blocks()[roster.city].values() for block in blocks}
    assert 0.75 < statistics.mean(number[:7] in own for number in digits(roster)) < 1


def test_a_round_of_honest_agencies() -> None:
    rosters = agencies.honest_round(4)
    by_agency = Counter(roster.agency for roster in rosters)
    assert 8 <= len(by_agency) <= 15
    assert max(by_agency.values()) <= 8
    assert {roster.truth for roster in rosters} == {"honest"}
    assert rosters == agencies.honest_round(4)


@pytest.mark.parametrize("cheat", list(agencies.CHEATS))
def test_agencies_that_cheat_say_what_they_did(cheat: str) -> None:
    rosters = agencies.cheating_agency(2, cheat)
    assert len(rosters) == agencies.CHEATS[cheat][0]
    assert len({roster.agency for roster in rosters}) == 1
    assert "honest" not in {roster.truth for roster in rosters}
    typed = sum(len(roster.typed) for roster in rosters) / sum(len(roster.rows) for roster in rosters)
    if "quarter" in cheat:
        assert typed == pytest.approx(0.25, abs=0.03)
    if "staff" in cheat:
        written = [roster.rows[at][2] for roster in rosters for at in roster.typed]
        seen = {number.replace(" ", "").replace("-", "") for number in written}
        assert 12 <= len(seen) <= 15
        assert len(written) >= 2 * len(seen)
    if "list" in cheat:
        names = Counter(roster.rows[at][1] for roster in rosters for at in roster.typed)
        assert len(names) < sum(names.values())


@pytest.mark.parametrize("care", [CARELESS, CAREFUL])
def test_made_up_rosters(care: str) -> None:
    roster = forged.invented("car_owners", care, 3, Dose(size=150))
    assert (len(roster.typed), len(roster.rows)) == (150, 150)
    assert roster == forged.invented("car_owners", care, 3, Dose(size=150))
    for row in roster.rows:
        assert name.clean(row[1]).problem == "", row[1]
        assert surveyed.clean(row[4], WINDOW).problem == ""
    half = forged.half_typed("car_owners", care, 3, dose=Dose(size=150))
    assert len(half.typed) == 75


def test_a_round_is_read_as_it_was_written() -> None:
    rosters = agencies.agency(3, "building", 3) + agencies.agency(4, "border", 2)
    batch = rounds.batch(rosters)
    assert list(batch.dossiers.index) == rounds.ids(rosters)
    assert list(batch.dossiers["row_count"]) == [len(roster.rows) for roster in rosters]
    assert list(batch.dossiers["agency"]) == [roster.agency for roster in rosters]
    assert list(batch.rows["name_raw"]) == [row[1] for roster in rosters for row in roster.rows]
