"""Every code that intake raises has its words."""

from __future__ import annotations

import re
from pathlib import Path

from phrases import has, keys, texts

INTAKE = Path(__file__).parent.parent.parent / "verify" / "intake"


def test_every_code_that_is_raised_is_in_the_catalogue() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in INTAKE.rglob("*.py"))
    raised = set(re.findall(r'(?:Problem|IntakeError|_failed|_result)\(\s*(?:\w+,\s*)?"(\w+)"', source))
    assert len(raised) > 10
    assert {code for code in raised if not has(f"intake_error.{code}")} == set()


def test_reason_and_remedy_exist_in_both_languages() -> None:
    codes = [key for key in keys("intake_error.") if not key.endswith(".do")]
    assert len(codes) > 40
    for key in codes:
        reason, remedy = texts(key), texts(f"{key}.do")
        assert all((*reason, *remedy)), key
        assert re.search("[\u4e00-\u9fff]", reason[0])
        assert re.search("[\u4e00-\u9fff]|{do}", remedy[0])
