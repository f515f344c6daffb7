"""What the styles of an HTML table say: number formats, what is hidden, what is struck out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_STRUCK = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)
_NUMBER_FORMAT = re.compile(
    r"mso-number-format\s*:\s*(?:\"((?:\\.|[^\"\\])*)\"|'((?:\\.|[^'\\])*)'|([^;]+))", re.IGNORECASE
)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_CLASS = re.compile(r"\.([\w-]+)\s*$")
_CODE = re.compile(r"\\([0-9a-fA-F]{4})|\\(.)")
_NAMED = {
    "general": "General",
    "text": "@",
    "fixed": "0.00",
    "standard": "#,##0.00",
    "scientific": "0.00E+00",
}
_NAMED |= {"short date": "yyyy/m/d", "long date": 'yyyy"年"m"月"d"日"', "medium date": "yyyy/m/d"}
_NAMED |= {"general date": "yyyy/m/d h:mm", "short time": "h:mm", "long time": "h:mm:ss", "percent": "0.00%"}
_STRIKES = frozenset(["s", "strike", "del"])


@dataclass(frozen=True, slots=True)
class CellLooks:
    """Declarations of the page's own classes; Excel gives every cell one."""

    classes: Mapping[str, str] = field(default_factory=dict)

    def said(self, element: Any) -> str:
        """Return all declarations that hold for an element itself, the strongest last."""
        found = [self.classes.get(name, "") for name in (element.get("class") or "").split()]
        return ";".join([*found, element.get("style") or ""])

    def is_hidden(self, element: Any) -> bool:
        """Whether an element is not displayed."""
        return element.get("hidden") is not None or bool(_HIDDEN.search(self.said(element)))

    def is_struck(self, element: Any) -> bool:
        """Whether the text of an element is struck out."""
        return element.tag in _STRIKES or bool(_STRUCK.search(self.said(element)))

    def number_format(self, element: Any) -> str:
        """Return the format code of a cell, "" for none: ``mso-number-format:"0000\\-0000"``."""
        found = _NUMBER_FORMAT.findall(self.said(element))
        code = "".join(found[-1]).strip() if found else ""
        code = _CODE.sub(lambda part: chr(int(part[1], 16)) if part[1] else part[2], code)
        return _NAMED.get(code.lower(), code)


def looks_of(root: Any) -> CellLooks:
    """Return the rules for classes in the page's style elements."""
    classes: dict[str, str] = {}
    for style in root.iter("style"):
        for selectors, declarations in _RULE.findall(style.text or ""):
            for selector in selectors.split(","):
                if name := _CLASS.search(selector.strip()):
                    classes[name[1]] = f"{classes.get(name[1], '')};{declarations}"
    return CellLooks(classes)
