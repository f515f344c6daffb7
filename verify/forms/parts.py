"""What is there: the parts of an application by filling.1, seen or not seen. Not seen is a note, never an accusation."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from verify.forms import labels

# Part of filling.1 -> kinds of papers that are it. 证实性材料 are pictures and copies: told by the file's name.
PARTS: dict[str, tuple[str, ...]] = {
    "application_form": (labels.APPLICATION,),
    "account": (labels.SITUATION, labels.ACCOUNT),
    "evidence": ("evidence",),
    "roster": (labels.ROSTER,),
    "report": (labels.REPORT,),
    "opinion": (labels.OPINION,),
    "promise": (labels.PROMISE,),
}
_ROSTER = re.compile(r"名单|登记表|被访|受访")
_LIST = re.compile(r"名单|被访|受访")
_EVIDENCE = re.compile(
    r"营业执照|证书|许可证|注册证|登记证|奖状|奖牌|获奖|荣誉|认证|检验报告|质检报告|商标|证明"
)


@dataclass(frozen=True, slots=True)
class MaterialPart:
    """One part of an application and the files in which it was seen; () for 未见."""

    name: str
    files: tuple[str, ...]

    @property
    def seen(self) -> bool:
        """Whether anything of the part was seen."""
        return bool(self.files)


def is_evidence(file: str) -> bool:
    """Whether a file is 证实性材料 by its name: a licence, a certificate, a prize."""
    name = file.rpartition("/")[2]
    return _EVIDENCE.search(name) is not None and _ROSTER.search(name) is None


def says_roster(file: str) -> bool:
    """Whether a file is a list of people by its name."""
    return _LIST.search(file.rpartition("/")[2]) is not None


def parts(seen: Iterable[tuple[str, str]]) -> tuple[MaterialPart, ...]:
    """Return every part of filling.1 in its order. ``seen``: (kind of paper, file), in the order of the files."""
    files: dict[str, dict[str, None]] = {}
    for kind, file in seen:
        files.setdefault(kind, {})[file] = None
    return tuple(
        MaterialPart(name, tuple(dict.fromkeys(file for kind in kinds for file in files.get(kind, ()))))
        for name, kinds in PARTS.items()
    )
