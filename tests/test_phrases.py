"""Every phrase is there in Chinese and in English, with the same facts, and says no more than was found."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("reports", "casebook", "sampling", "verify", "desk")
# Words that accuse. "造假" stands only where a text says what a judgement does not mean, or quotes a clause.
ACCUSING = re.compile(r"造假|伪造|作弊|骗|虚报|\b(forg|fraud|fake|cheat|liar|lying)", re.IGNORECASE)
FAIR = (
    "不表示造假",
    "不等于认定何人造假",
    "不是造假的概率",
    "弄虚作假",
    "does not mean forgery",
    "not a probability of forgery",
    "forgery is punished",
)
# A Chinese calendar's months need no year; the English of the opinion form is what a reading aid says about it.
ONE_SIDED = {"month", "opinion.proposal"}


def tables() -> Iterator[tuple[str, str, str, str]]:
    """Yield (file, key, zh, en) of every entry ``"key": ("zh", "en")`` of a dictionary in our rooms."""
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not isinstance(node, ast.Dict):
                    continue
                for key, value in zip(node.keys, node.values, strict=True):
                    pair = _pair(value)
                    if isinstance(key, ast.Constant) and isinstance(key.value, str) and pair:
                        yield str(path.relative_to(ROOT)), key.value, *pair


def _pair(value: ast.expr) -> tuple[str, str] | None:
    if not isinstance(value, ast.Tuple) or len(value.elts) != 2:
        return None
    texts = [e.value for e in value.elts if isinstance(e, ast.Constant) and isinstance(e.value, str)]
    return (texts[0], texts[1]) if len(texts) == 2 else None


PHRASES = [entry for entry in tables() if re.search("[\u4e00-\u9fff]", entry[2] + entry[3])]


def facts(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_there_is_something_to_look_at() -> None:
    assert len(PHRASES) > 500
    assert len({file for file, *_ in PHRASES}) > 10


@pytest.mark.parametrize("file", sorted({file for file, *_ in PHRASES}))
def test_both_languages_with_the_same_facts(file: str) -> None:
    for _, key, zh, en in (entry for entry in PHRASES if entry[0] == file):
        assert zh.strip(), key
        assert en.strip(), key
        assert facts(zh) == facts(en) or key in ONE_SIDED, (key, facts(zh) ^ facts(en))


def test_no_phrase_accuses() -> None:
    for file, key, *texts in PHRASES:
        for text in texts:
            plain = text
            for fair in FAIR:
                plain = plain.replace(fair, "")
            assert not ACCUSING.search(plain), (file, key, text)
