"""What is shown beside a score and takes nothing off: online surveys, and where numbers live."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import verify.credibility.context
from benchmarks.scoring.rosters import as_batch
from fixtures.dossiers import honest
from tests.credibility.rosters import view
from verify.credibility import words
from verify.credibility.context.homes import city_of, homes
from verify.credibility.context.online import online, seconds
from verify.credibility.score import assess
from verify.model import Part

COUNT = 60


def extras(**columns: list[str]) -> pd.DataFrame:
    return pd.concat(
        [
            pd.DataFrame({"at": range(len(texts)), "heading": heading, "text": texts})
            for heading, texts in columns.items()
        ],
        ignore_index=True,
    )


def looks(found: list[Part]) -> dict[str, Part]:
    return {part.signal: part for part in found}


@pytest.mark.parametrize(
    ("text", "value"),
    [("83秒", 83), ("3分40秒", 220), ("1小时2分", 3720), ("00:03:40", 220), ("3:40", 220), ("220", 220), ("1分钟", 60),
     ("2 min 5 s", 125), ("", None), ("很快", None)],
)  # fmt: skip
def test_times_as_programmes_write_them(text: str, value: float | None) -> None:
    assert seconds(text) == value


def test_answers_of_one_or_two_seconds() -> None:
    taken = ["2秒"] * 9 + ["1分30秒"] * 51
    found = looks(online(extras(所用时间=taken), view(size=COUNT)))["WEB.quick"]
    assert (found.facts["shown"], found.facts["usual"]) == (9, 1.2)
    assert found.p_value is not None
    assert found.p_value < 1e-4
    slow = looks(online(extras(所用时间=["2秒"] + ["90秒"] * 59), view(size=COUNT)))["WEB.quick"]
    assert slow.p_value is not None
    assert slow.p_value > 0.5


def test_one_address_for_most_and_an_office_of_a_fifth() -> None:
    def of(same: int) -> Part:
        addresses = ["218.7.20.9(黑龙江-哈尔滨)"] * same + [
            f"221.2.{n}.7(黑龙江)" for n in range(COUNT - same)
        ]
        return looks(online(extras(来自IP=addresses), view(size=COUNT)))["WEB.address"]

    assert of(40).facts["shown"] == 40
    assert (of(40).p_value or 0) < 1e-6
    assert (of(12).p_value or 0) == 1


def times(minutes: np.ndarray) -> list[Part]:
    seen = replace(view(size=COUNT), day=np.full(COUNT, 17_000), minute=minutes.astype(np.int64))
    return online(extras(所用时间=["90秒"] * COUNT), seen)


def test_answers_at_even_distances_and_at_any() -> None:
    even = looks(times(np.arange(COUNT) * 7 + 541))["WEB.even"]
    assert even.p_value == 0.001
    assert even.facts["shown"] < even.facts["usual"] / 5
    p = [
        looks(times(np.sort(np.random.default_rng(seed).integers(500, 1200, COUNT))))["WEB.even"].p_value
        for seed in range(60)
    ]
    assert np.mean(np.array(p, float) <= 0.05) <= 0.15


def test_bursts_and_rounded_times_are_never_even() -> None:
    burst = np.concatenate([np.arange(30) // 2 + 540, np.arange(30) // 2 + 1100])
    assert (looks(times(burst))["WEB.even"].p_value or 0) > 0.9
    assert "WEB.even" not in looks(times(np.arange(COUNT) * 10 + 480))


def test_a_roster_without_such_columns_has_no_such_look() -> None:
    assert online(extras(备注=["好"] * COUNT), view(size=COUNT)) == []
    assert online(extras(所用时间=["90秒"] * 5), view(size=COUNT)) == []


@pytest.mark.parametrize(
    ("recommender", "applicant", "city"),
    [
        ("大庆市质量协会", "哈尔滨某厂", "大庆"),
        ("黑龙江省质量协会", "黑龙江省伊春某木业", "伊春"),
        ("", "某厂", ""),
    ],
)
def test_the_declared_city(recommender: str, applicant: str, city: str) -> None:
    assert city_of(recommender, applicant) == city


def test_numbers_that_share_a_block_beside_what_the_city_gives() -> None:
    rng = np.random.default_rng(3)
    blocks = 1_390_000 + rng.choice(287, COUNT)  # as many as Yichun's residents fill
    numbers = blocks * 10_000 + rng.integers(0, 10_000, COUNT)
    (found,) = homes(view(size=COUNT, mobile=numbers), "伊春")
    assert found.facts["usual"] == 6.2
    assert 1 <= found.facts["shown"] <= 14
    assert homes(view(size=COUNT, mobile=numbers), "") == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_takes_nothing_off_and_says_so(lang: str) -> None:
    batch = as_batch([honest("online_link", 71)])
    count = len(batch.rows)
    odd = replace(batch, extras=extras(所用时间=["1秒"] * count, 来自IP=["1.2.3.4"] * count))
    before, after = (next(iter(assess(each).scores.values())) for each in (batch, odd))
    assert before.score == after.score
    shown = [part for part in after.parts if part.signal.startswith(("WEB.", "HOME."))]
    assert {part.signal for part in shown} >= {"WEB.quick", "WEB.address", "HOME.blocks"}
    for part in shown:
        assert part.points == 0
        assert ("不计分" if lang == "zh" else "no weight") in words.plain(part, lang)
        assert words.title(part, lang)
        assert words.innocent(part, lang)
        assert words.null(str(part.facts["null"]), lang)


def test_residents_add_up_to_the_province() -> None:
    """The census of 2010 counted 38,312,224 people: a figure mistyped in one line would show here."""
    path = Path(verify.credibility.context.__file__).parent / "cities.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({row["city"] for row in rows}) == 13
    assert sum(int(row["residents"]) for row in rows) == 38_312_224
    assert all(row["source"] for row in rows)
