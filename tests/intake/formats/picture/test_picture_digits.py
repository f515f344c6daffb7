"""Digits of a picture held against the others of their kind: what was misread is uncertain, what was read right is not."""

from __future__ import annotations

import random

import cv2
import numpy as np

from verify.intake.formats.picture.glyphs import doubtful

PITCH = 17  # pixels


def drawn(text: str):
    """A line of digits of one width, a little soft, as a scanner gives it."""
    paper = np.full((40, PITCH * len(text) + 24), 255, np.uint8)
    for at, sign in enumerate(text):
        cv2.putText(paper, sign, (12 + PITCH * at, 30), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 0, 2, cv2.LINE_AA)
    return cv2.GaussianBlur(paper, (0, 0), 0.8)


def numbers(count: int = 12) -> list[str]:
    dice = random.Random("digits")
    return [f"1{dice.randrange(10**10):010d}" for _ in range(count)]


def test_what_was_read_right_is_certain():
    lines = [(drawn(text), text) for text in [*numbers(), "0451-87979096", "2017-03-05"]]
    assert doubtful(lines) == [False] * len(lines)


def test_each_digit_that_was_misread_is_found():
    true = numbers()
    for at in (1, 6, 10):
        for other in "0123456789":
            read = [*true]
            read[3] = true[3][:at] + other + true[3][at + 1 :]
            found = doubtful([(drawn(a), b) for a, b in zip(true, read, strict=True)])
            assert found[3] == (true[3] != read[3]), (true[3], read[3])
            assert sum(found) == found[3]


def test_a_digit_too_few_or_too_many_is_found():
    true = numbers()
    for wrong in (
        true[3][:-1],
        true[3][1:],
        true[3][:5] + true[3][6:],
        true[3] + "1",
        true[3][:5] + "8" + true[3][5:],
    ):
        read = [*true[:3], wrong, *true[4:]]
        assert doubtful([(drawn(a), b) for a, b in zip(true, read, strict=True)])[3], wrong


def test_a_stroke_over_a_digit_makes_it_uncertain():
    true = numbers()
    stamped = drawn(true[3])
    cv2.line(stamped, (40, 2), (75, 38), 60, 3)
    found = doubtful([(stamped if text == true[3] else drawn(text), text) for text in true])
    assert found.index(True) == 3
    assert sum(found) == 1


def test_what_stands_alone_of_its_kind_cannot_be_told():
    assert doubtful([(drawn("13904510001"), "13904510001")]) == [True]
    assert doubtful([(np.full((30, 200), 255, np.uint8), "13904510001")]) == [True]
    assert doubtful([]) == []
