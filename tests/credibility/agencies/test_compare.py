"""Agencies beside each other: who is named, who is not, and that nobody is called by name but agencies."""

from __future__ import annotations

from dataclasses import asdict, replace

import numpy as np
import pytest

from tests.credibility.agencies.made import FAMILY, roster, round_of, stronger
from verify.credibility.agencies import kinds
from verify.credibility.agencies.compare import compare
from verify.credibility.agencies.model import Agency, CallTally, Client


def sixteen(seed: int = 0) -> list[Client]:
    """Eight dossiers of one agency, eight of two others."""
    rng = np.random.default_rng(seed)
    rosters = [roster(rng, 60) for _ in range(16)]
    return round_of(rosters, ["甲公司"] * 8 + ["乙公司"] * 4 + ["丙公司"] * 4, seed)


def states(clients: list[Client]) -> dict[str, str]:
    return {agency.name: agency.state for agency in compare(clients).agencies}


def one(clients: list[Client], name: str = "甲公司") -> Agency:
    return next(agency for agency in compare(clients).agencies if agency.name == name)


def test_what_all_its_dossiers_show_a_little_names_an_agency() -> None:
    agency = one(stronger(sixteen(), "甲公司", 1.0))
    assert agency.state == "named"
    look = next(look for look in agency.seen if look.component == "SG02.chain")
    assert look.shown > look.usual
    assert look.others is not None
    assert look.others < look.shown


def typing(clients: list[Client], agency: str, by: float, seed: int = 0) -> list[Client]:
    """Endings as honest nulls give them, and an agency's so much further off; the figures in step with it."""
    rng = np.random.default_rng([seed, 7])
    return [
        replace(
            c,
            hand={
                "rows": 60, "chain": float(rng.normal()) + (by if c.agency == agency else 0.0), "near": float(rng.normal()),
                "same": 20 - 4 * (by if c.agency == agency else 0.0), "same_usual": 20.0, "step": 48, "step_usual": 45.5,
            },
        )
        for c in clients
    ]  # fmt: skip


def test_a_little_of_one_hand_in_every_dossier_names_an_agency() -> None:
    agency = one(typing(sixteen(), "甲公司", 1.8))
    assert agency.state == "named"
    (look,) = agency.seen
    assert look.name == "hand"
    assert look.shown > look.usual
    assert look.others is not None
    assert look.others < 1
    assert look.facts["same"] < look.facts["same_usual"]
    assert look.facts["rows"] == 7 * 60  # without the dossier that shows most


def test_one_typed_roster_is_not_put_down_to_its_agency() -> None:
    clients = typing(sixteen(), "甲公司", 0.0)
    bad = replace(clients[0], hand={**clients[0].hand, "chain": 12.0, "near": 9.0, "rows": 900})
    assert "named" not in states([bad, *clients[1:]]).values()


def test_endings_that_a_whole_market_shows_name_nobody() -> None:
    """Were fewer digits repeated in all numbers, every agency's dossiers would show it."""
    named = 0
    for seed in range(20):
        clients = sixteen(seed)
        shown = [
            replace(c, hand={**c.hand, "chain": c.hand["chain"] + 1.8})
            for c in typing(clients, "", 0.0, seed)
        ]
        named += any(look.name == "hand" for a in compare(shown).agencies for look in a.seen)
    assert named <= 3


def test_honest_endings_name_hardly_anybody() -> None:
    named = sum("named" in states(typing(sixteen(seed), "", 0.0, seed)).values() for seed in range(60))
    assert named <= 6


def test_one_bad_dossier_names_nobody() -> None:
    clients = sixteen()
    bad = replace(clients[0], strengths=dict.fromkeys(clients[0].strengths, 9.0), p_value=1e-4)
    assert "named" not in states([bad, *clients[1:]]).values()


def test_what_a_kind_of_client_brings_along_names_nobody() -> None:
    """Its eight are hospitals and show it; so do the four hospitals of another agency."""
    clients = [
        replace(c, applicant=c.applicant + "医院") if n < 12 else replace(c, applicant=f"坡下{n}厂")
        for n, c in enumerate(sixteen())
    ]
    shown = stronger(stronger(clients, "甲公司", 2.0), "乙公司", 2.0)
    assert states(shown)["甲公司"] == "calm"
    assert states(stronger(clients, "甲公司", 2.0))["甲公司"] == "named"


@pytest.mark.parametrize("component", ["SG03.even", "SG05.given", "SG07.cards", "SG01.near"])
def test_clients_of_whose_kind_nothing_is_known_name_nobody_by_what_their_kind_may_have(
    component: str,
) -> None:
    """Dates by plan, names of a clan, one shop's numbers: nobody can say whether others of their kind have them, too."""
    shown = stronger(sixteen(), "甲公司", 3.0, component)
    assert states(shown)["甲公司"] == "named"
    unknown = [replace(c, category="") for c in shown]
    assert states(unknown)["甲公司"] == "calm"
    assert compare(unknown).strange == 16
    assert states([replace(c, category="") for c in stronger(sixteen(), "甲公司", 3.0)])["甲公司"] == "named"
    hospitals = [
        replace(c, applicant=c.applicant.replace("有限公司", "医院")) for c in unknown
    ]  # others have some, and do not show it
    assert states(hospitals)["甲公司"] == "named"


def test_honest_rounds_name_hardly_anybody() -> None:
    named = sum("named" in states(sixteen(seed)).values() for seed in range(60))
    assert named <= 6  # at a rate of 5 % three rounds would be usual


def test_denials_in_most_of_its_dossiers() -> None:
    clients = [replace(c, calls=CallTally(14, 6 if n < 8 else 0, 2, 8)) for n, c in enumerate(sixteen())]
    agency = one(clients)
    assert agency.state == "named"
    (look,) = [look for look in agency.seen if look.name == "denied"]
    assert look.shown == 42  # seven of its eight dossiers
    assert look.facts["answered"] == 140


def test_dead_and_silent_numbers_charge_nobody() -> None:
    clients = [
        replace(c, calls=CallTally(10, 0, 10, 20) if n < 8 else CallTally(40))
        for n, c in enumerate(sixteen())
    ]
    assert "named" not in states(clients).values()


def test_too_few_and_nobody_beside_it() -> None:
    clients = sixteen()
    assert states(stronger(clients[6:10], "甲公司", 3.0)) == {"甲公司": "few", "乙公司": "few"}
    assert states(stronger(clients[:8], "甲公司", 3.0)) == {"甲公司": "alone"}


def test_spellings_of_one_agency_and_dossiers_without_one() -> None:
    clients = sixteen()
    clients[0] = replace(clients[0], agency="甲 公司（有限公司）")
    clients[1] = replace(clients[1], agency="甲有限公司")
    clients[2] = replace(clients[2], agency=" ")
    found = compare(clients)
    agency = next(a for a in found.agencies if a.name == "甲公司")
    assert "甲有限公司" in agency.spellings
    assert found.without == ("D02",)


def test_the_name_that_is_shown_is_the_most_frequent_then_the_plainest() -> None:
    clients = sixteen()
    own = [at for at, client in enumerate(clients) if client.agency == clients[0].agency]
    names = ("甲方 测评(有限公司)", "甲方测评", "甲方测评有限公司（盖章）", "甲方测评有限责任公司（公章）")
    for at, name in zip(own, names, strict=False):
        clients[at] = replace(clients[at], agency=name)
    for at in own[len(names) :]:
        clients[at] = replace(clients[at], agency="甲方测评(盖章处)")
    (agency,) = [a for a in compare(clients).agencies if "甲方" in a.name]
    assert set(agency.dossiers) == {clients[at].id for at in own}
    most = "甲方测评" if len(own) > len(names) else "甲方测评有限公司"
    assert agency.spellings[0] == agency.name == most
    assert agency.spellings[-1] == "甲方 测评(有限公司)"
    assert not [name for name in agency.spellings if "章" in name]


def test_a_place_in_brackets_is_no_seal() -> None:
    assert kinds.unsealed("甲方测评（章丘）有限公司") == "甲方测评（章丘）有限公司"
    assert kinds.key("甲方测评有限公司 【加盖公章】") == kinds.key("甲方测评")


def test_the_order_of_the_dossiers_changes_nothing() -> None:
    clients = stronger(sixteen(), "甲公司", 0.5)
    mixed = [clients[at] for at in np.random.default_rng(0).permutation(len(clients))]
    assert compare(clients) == compare(mixed)


def test_rates_stand_beside_the_others_with_their_intervals() -> None:
    clients = [replace(c, fail=6 if n < 8 else 0) for n, c in enumerate(sixteen())]
    (fail,) = [rate for rate in one(clients).rates if rate.name == "fail"]
    assert (fail.count, fail.of, fail.others, fail.others_of) == (48, 480, 0, 480)
    assert fail.low < 0.1 < fail.high
    assert fail.others_low == 0 < fail.others_high < 0.01


@pytest.mark.parametrize("seed", range(3))
def test_no_person_is_in_the_result(seed: int) -> None:
    clients = stronger(sixteen(seed), "甲公司", 1.0)
    said = str(asdict(compare(clients)))
    assert not any(char in said for char in FAMILY)
    assert not any(str(number) in said for c in clients for number in c.people.number.tolist())
