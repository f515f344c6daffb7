"""What a path or a sheet says of the age of its content: a draft, an older version. Loads nothing."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

DRAFT, OLDER = "draft", "older"
DRAFT_WORDS = r"草稿|草表|底稿|未定稿|初稿|draft"
OLDER_WORDS = (
    r"旧版本?|旧表|旧名单|旧稿|旧的|旧(?![货城街区])|老版本?|作废|废弃|废稿|修改前|备份|历史版本|以前的?|原版|归档"
    r"|(?:old|bak|backup|archive)(?![a-z])"
)
_EDGE = r"(?:^|(?<=[\s_\-—–.()（）\[\]【】/]))"
_AGED = {
    DRAFT: re.compile(rf"{DRAFT_WORDS}", re.IGNORECASE),
    OLDER: re.compile(rf"(?:{OLDER_WORDS})$|{_EDGE}(?:{OLDER_WORDS})", re.IGNORECASE),
}


def aged(file: str, sheet: str) -> str:
    """DRAFT or OLDER where path or sheet says so, "" else."""
    path = PurePosixPath(unicodedata.normalize("NFKC", file))
    parts = [path.stem, *path.parts[-4:-1], sheet]
    return next((kind for kind, words in _AGED.items() if any(words.search(part) for part in parts)), "")
