"""Evenly spaced numbers are told, with the question that settles it, and take nothing off."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.scoring.rosters import as_batch
from fixtures.dossiers import honest
from tests.credibility.rosters import mobiles, view
from verify.credibility import words
from verify.credibility.context.sampled import sampled
from verify.credibility.score import assess

RNG = np.random.default_rng


def numbers(way: str) -> np.ndarray:
    """A hundred mobiles: stepped along, every so-manyth of a list, one of every hundred, anywhere, all over."""
    holders = 13904510000 + np.flatnonzero(RNG(1).random(9_900) < 0.6)
    return {
        "steps": 13904510300 + np.cumsum(RNG(2).integers(11, 41, 100)),
        "list": holders[:: len(holders) // 100][:100],
        "hundreds": 13904510000 + np.arange(100) * 100 + RNG(3).integers(0, 100, 100),
        "anywhere": 13904510000 + RNG(4).choice(10_000, 100, replace=False),
        "all over": mobiles(RNG(5), 100, blocks=2000),
    }[way]


@pytest.mark.parametrize("way", ["steps", "list", "hundreds"])
def test_even_spaces_are_told_and_cost_nothing(way: str) -> None:
    (part,) = sampled(view(size=100, mobile=numbers(way)))
    assert (part.signal, part.points, part.facts["spaces"]) == ("LIST.spaces", 0.0, 99)
    gaps = np.diff(np.sort(numbers(way)))
    assert part.facts["shown"] == pytest.approx(gaps.std() / gaps.mean(), abs=0.01)
    for lang, asked in (("zh", "抽样清单"), ("en", "list that was drawn from")):
        assert asked in words.plain(part, lang)
        assert words.innocent(part, lang)
        assert words.title(part, lang)
        assert words.null(str(part.facts["null"]), lang)


@pytest.mark.parametrize("way", ["anywhere", "all over"])
def test_numbers_that_fall_anywhere_are_not_told(way: str) -> None:
    assert sampled(view(size=100, mobile=numbers(way))) == []


def test_what_cost_points_is_not_said_to_cost_nothing() -> None:
    """One step throughout is charged by SG01; the same spaces are not told a second time as free of charge."""
    dossier = honest("residents", 1, 100)
    rows = [{**row, "contact": str(13904510300 + 17 * at)} for at, row in enumerate(dossier.rows)]
    (found,) = assess(as_batch([replace(dossier, rows=tuple(rows))])).scores.values()
    charged = [part.signal for part in found.parts if part.points < 0 and part.facts.get("look") == "spaces"]
    assert charged == ["SG01.near"]
    assert "LIST.spaces" not in {part.signal for part in found.parts}
