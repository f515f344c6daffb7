"""Ticked boxes as people tick them, and lines that tick nothing or too much."""

from __future__ import annotations

import pytest

from verify.forms.boxes import single, ticked


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("□企业类  ☑产品类  □建筑工程类  □服务类", ("产品类",)),
        ("□企业类  □√产品类  □建筑工程类  □服务类", ("产品类",)),
        ("□企业类 ■ 产品类 □建筑工程类 □服务类", ("产品类",)),
        ("企业类□ 产品类√ 建筑工程类□ 服务类□", ("产品类",)),
        ("企业类□ 产品类□ 建筑工程类□ 服务类☑", ("服务类",)),
        ("企业类 √产品类 建筑工程类 服务类", ("产品类",)),
        ("企业类√ 产品类 工程类 服务类", ("企业类",)),
        ("√企业类 产品类 工程类 服务类", ("企业类",)),
        ("[ ]企业 [ ]产品 [V]工程 [ ]服务", ("建筑工程类",)),
        ("（ ）企业类（√）产品类（ ）建筑工程类（ ）服务类", ("产品类",)),
        ("\uf0a8企业类 \uf052产品类 \uf0a8建筑工程类 \uf0a8服务类", ("产品类",)),  # Wingdings
        ("□企业类\n☒产品类\n□建筑工程类\n□服务类", ("产品类",)),
        ("□企业类 □产品类 □建筑工程类 □服务类", ()),
        ("☑企业类 ☑产品类 □建筑工程类 □服务类", ("企业类", "产品类")),
        ("企业类√产品类 服务类", ()),  # the tick touches both
        ("企业类 产品类 建筑工程类 服务类", None),
        ("产品类", None),
        ("√符合 □不符合", None),
        ("", None),
    ],
)
def test_ticked(text: str, found: tuple[str, ...] | None) -> None:
    assert ticked(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("产品类", "产品类"),
        ("工程", "建筑工程类"),
        (" 建 筑 工程类", "建筑工程类"),
        ("服务", "服务类"),
        ("其他", None),
        ("产品类和服务类", None),
    ],
)
def test_single(text: str, found: str | None) -> None:
    assert single(text) == found
