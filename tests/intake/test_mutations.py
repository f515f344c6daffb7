"""Damaged files beside sound ones: each ends in words, and none takes another with it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.intake.mutations import KINDS, readings, whole
from tests.intake.test_hostile import SEEDS, check
from verify.intake.process.worker import read_files
from verify.intake.walk import FileToRead
from verify.settings import Settings


@pytest.mark.parametrize("kind", KINDS)
def test_damage_ends_in_words(kind, tmp_path):
    """A short form of ``python -m tests.intake.mutations 2000``; a picture that is still one takes a second to read."""
    count = 20 if kind in ("pdf", "png") else 5
    results = list(readings(kind, count, tmp_path))
    assert len(results) == count
    for result in results:
        check(result)
        assert not {problem.code for problem in result.problems} & {"crashed", "timeout", "memory"}


def test_one_hostile_file_of_each_kind_leaves_forty_sound_ones(tmp_path):
    hostile = {f"half.{name}": data[: len(data) // 2] for name, data in SEEDS.items()}
    hostile |= {f"half-picture.{kind}": whole(kind)[: len(whole(kind)) // 2] for kind in KINDS}
    good = {f"{number}.csv": SEEDS["utf8.csv"] for number in range(40)}
    names = sorted([*hostile, *good])
    for name in names:
        (tmp_path / name).write_bytes((hostile | good)[name])
    results = list(read_files([FileToRead(tmp_path / n, n) for n in names], replace(Settings(), workers=2)))
    answers = {result.file: len(result.rosters) for result in results}
    assert {name for name in good if answers[name] == 1} == set(good)
    for result in results:
        check(result)
