"""Numbers typed to fill a field: where in the eleven digits a ladder may stand, and how long it has to be."""

from __future__ import annotations

import pytest

from verify.fields.contact.plan import made_up, made_up_local


@pytest.mark.parametrize(
    "number",
    [
        "12345678907",  # nine digits from the first place on
        "11234567893",  # from the second
        "13123456789",  # from the third
        "19876543214",
        "10987654321",
        "13901234567",  # 0 follows 9 going up: nine from the third place
        "18765432109",  # 9 follows 0 going down, from the second place to the end
    ],
)
def test_nine_digits_of_a_ladder_are_made_up_wherever_they_stand(number: str) -> None:
    assert made_up(number)


@pytest.mark.parametrize("place", range(3))
@pytest.mark.parametrize("ladder", ["123456789", "234567890", "789012345", "987654321", "321098765"])
def test_a_ladder_of_nine_is_found_at_every_place(ladder: str, place: int) -> None:
    """The rest is filled with digits that lengthen no ladder, so that each place is looked at by itself."""
    before, after = "44"[:place], "66"[: 2 - place]
    assert made_up(before + ladder + after)
    spoiled = ladder[:4] + ladder[3] + ladder[5:]
    assert not made_up(before + spoiled + after)


@pytest.mark.parametrize(
    ("number", "wanted"),
    [
        ("13812345678", True),  # seven among the last eight
        ("13801234567", True),
        ("13856789012", False),  # not nine, and no ladder of seven within 0 to 9
        ("13456789027", False),  # an ordinary block: 3456789 stands before the last eight
        ("13912121212", True),
        ("13912121213", False),
        ("13800000007", True),
        ("13800000077", False),
        ("13800138000", True),  # the operator's own
        ("13800138001", False),
    ],
)
def test_shorter_ladders_and_repetitions(number: str, wanted: bool) -> None:
    assert made_up(number) == wanted


@pytest.mark.parametrize(
    ("number", "wanted"),
    [("1234567", True), ("82345678", True), ("8888888", True), ("88888878", False), ("2345687", False)],
)
def test_local_numbers(number: str, wanted: bool) -> None:
    assert made_up_local(number) == wanted
