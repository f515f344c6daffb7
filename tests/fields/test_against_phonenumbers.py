"""Where the plan and ``phonenumbers`` agree, and each case where they do not (measured with 9.0.43)."""

import random

import phonenumbers
import pytest

from verify.fields.contact import clean
from verify.numbering import areas, prefix_table


def library_accepts(text):
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(text, "CN"))
    except phonenumbers.NumberParseException:
        return False


@pytest.mark.parametrize(
    "text",
    [
        "14604510001", "14804510001", "14904510001", "17406123456", "17412123456",
        "17490451001", "16190451001",
        "1440123450789", "1410123450789", "1064123450789",
        "13904510001/13904510002", "0451-87979096-801", "0451-87979096转801",
    ],
)  # fmt: skip
def test_wrongly_refused_by_the_library(text):
    assert not library_accepts(text)
    assert {c.problem for c in clean(text)} == {""}


def test_local_number_without_area_code_is_a_doubt_and_not_invalid():
    assert not library_accepts("87979096")
    for text in ("87979096", "8797 9096", "87979 096", "87 979096", "879 79096"):
        assert [(c.value, c.problem) for c in clean(text)] == [("87979096", "area_code_missing")]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("13000000000", "placeholder"),
        ("13888888888", "placeholder"),
        ("13812345678", "placeholder"),
        ("0451-07979096", "wrong_length"),
        ("0451-17979096", "wrong_length"),
    ],
)
def test_wrongly_accepted_by_the_library(text, problem):
    assert library_accepts(text)
    assert [c.problem for c in clean(text)] == [problem]


def test_short_code_that_the_library_takes_for_a_number():
    assert library_accepts("9551234")
    assert [c.kind for c in clean("9551234")] == ["short_code"]


def test_mask_that_the_library_swallows():
    parsed = phonenumbers.parse("138****8000", "CN")
    assert parsed.national_number == 1388000
    assert [c.kind for c in clean("138****8000")] == ["masked"]


def test_extension_that_the_library_glues_on():
    assert phonenumbers.parse("0451-87979096-801", "CN").national_number == 45187979096801
    assert [c.value for c in clean("0451-87979096-801")] == ["0451-87979096-801"]


def test_ordinary_mobile_numbers_agree():
    rng = random.Random(20170620)
    heads = [
        i for i in range(1300, 2000) if (p := prefix_table()[i]) and p.kind in ("mobile", "mvno", "data-card")
    ]
    heads = [head for head in heads if not 1490 <= head < 1500]
    for _ in range(3000):
        text = f"{rng.choice(heads)}{rng.randrange(10**7):07d}"
        (contact,) = clean(text)
        if contact.problem != "placeholder":
            assert library_accepts(text)
            assert (contact.kind, contact.value, contact.problem) == ("mobile", text, "")


def test_ordinary_landlines_agree():
    rng = random.Random(20170620)
    places = list(areas().values())
    for _ in range(3000):
        area = rng.choice(places)
        length = rng.choice(area.lengths)
        local = f"{rng.randrange(2, 9)}{rng.randrange(10 ** (length - 1)):0{length - 1}d}"
        (contact,) = clean(f"{area.code}{local}")
        if contact.problem != "placeholder":
            assert library_accepts(f"{area.code}{local}")
            assert (contact.kind, contact.value, contact.problem) == ("landline", f"{area.code}-{local}", "")
