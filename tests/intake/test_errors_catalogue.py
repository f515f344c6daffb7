"""Every code that intake raises has its words."""

from __future__ import annotations

import re
from pathlib import Path

from verify.intake.errors import ERRORS

INTAKE = Path(__file__).parent.parent.parent / "verify" / "intake"


def test_every_code_that_is_raised_is_in_the_catalogue() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in INTAKE.glob("*.py"))
    raised = set(re.findall(r'(?:Problem|IntakeError|_failed|_result)\(\s*(?:\w+,\s*)?"(\w+)"', source))
    assert len(raised) > 10
    assert raised <= set(ERRORS), raised - set(ERRORS)


def test_reason_and_remedy_exist_in_both_languages() -> None:
    for code, words in ERRORS.items():
        assert len(words) == 4
        assert all(words), code
        assert re.search("[\u4e00-\u9fff]", words[0])
        assert re.search("[\u4e00-\u9fff]|do_zh", words[2])
