"""What can go wrong with a file: code -> (reason zh, reason en, remedy zh, remedy en). {facts} are filled in."""

from __future__ import annotations

from collections.abc import Mapping

ERRORS: dict[str, tuple[str, str, str, str]] = {
    "encrypted": (
        "文件有打开密码，读不出内容",
        "the file has an opening password",
        "请在 WPS/Excel 中去掉打开密码后另存，再核验",
        "remove the opening password in WPS/Excel, save, and try again",
    ),
}


def words(code: str, facts: Mapping[str, str], lang: str = "zh") -> tuple[str, str]:
    """Return (reason, remedy) in the reader's language."""
    reason_zh, reason_en, fix_zh, fix_en = ERRORS[code]
    reason, fix = (reason_en, fix_en) if lang == "en" else (reason_zh, fix_zh)
    return reason.format_map(facts), fix.format_map(facts)
