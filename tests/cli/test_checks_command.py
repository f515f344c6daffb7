"""hefang checks: the catalogue on screen."""

from __future__ import annotations

from tests.cli.run import hefang
from verify.checks import ALL


def test_every_code_is_printed() -> None:
    for lang in ("zh", "en"):
        ran = hefang("checks", "--lang", lang)
        assert ran.code == 0
        assert all(check.code in ran.out for check in ALL)


def test_one_page() -> None:
    page = hefang("checks", "CT04").out
    assert "可能的正常情形" in page
    assert "笔误" in page
    assert "199" in page
    assert "Innocent causes" in hefang("checks", "ct04", "--lang", "en").out.replace("innocent", "Innocent")


def test_an_unknown_code_is_refused_in_one_line() -> None:
    ran = hefang("checks", "ZZ99")
    assert ran.code == 2
    assert "ZZ99" in ran.err
    assert ran.out == ""


def test_json() -> None:
    document = hefang("checks", "--json").json
    assert [c["code"] for c in document["checks"]] == [c.code for c in ALL]
