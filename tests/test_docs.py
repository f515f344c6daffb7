"""Documents that are made from the code are as new as the code."""

from __future__ import annotations

from pathlib import Path

import pytest

from docs.generate import HERE, PAGES, demo_table, page, with_demo

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("name", sorted(PAGES))
def test_generated_pages_are_not_stale(name: str) -> None:
    assert (HERE / name).read_text(encoding="utf-8") == page(name), "run: make docs"


def test_both_readmes_name_the_two_commands() -> None:
    for name in ("README.md", "README.zh-CN.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        for words in ("make demo", "make test", "py -m pip install .", "hefang demo"):
            assert words in text, f"{name} does not name {words}"


def test_the_lock_names_hashes_and_no_index_host() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "--hash=sha256:" in text
    assert "http://" not in text
    assert "https://" not in text


def test_the_readmes_show_what_the_demo_shows() -> None:
    table = demo_table()
    for name in ("README.md", "README.zh-CN.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert text == with_demo(text, table), "run: make docs"
