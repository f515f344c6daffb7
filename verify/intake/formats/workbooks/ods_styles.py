"""Styles of an ods: number formats as format codes, and what is struck out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
NUMBER = "{urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_LONGEST = 60  # digits in a format


@dataclass(slots=True)
class OdsStyles:
    """What styles say, by their name. ``hidden``: names of the sheet styles that are not displayed."""

    formats: dict[str, str] = field(default_factory=dict)
    struck: set[str] = field(default_factory=set)
    hidden: set[str] = field(default_factory=set)


def read_styles(*trees: Any) -> OdsStyles:
    """Return what the styles in these parts say."""
    numbers = {
        element.get(f"{STYLE}name", ""): element
        for tree in trees
        for kind in ("number", "currency", "percentage", "text")
        for element in tree.iter(f"{NUMBER}{kind}-style")
    }
    styles = OdsStyles()
    parents: dict[str, str] = {}
    for style in (style for tree in trees for style in tree.iter(f"{STYLE}style")):
        name = style.get(f"{STYLE}name", "")
        parents[name] = style.get(f"{STYLE}parent-style-name", "")
        data = numbers.get(style.get(f"{STYLE}data-style-name", ""))
        if data is not None:
            styles.formats[name] = _code(data, numbers)
        if any(_strikes(item) for item in style.findall(f"{STYLE}text-properties")):
            styles.struck.add(name)
        if any(item.get(f"{TABLE}display") == "false" for item in style.findall(f"{STYLE}table-properties")):
            styles.hidden.add(name)
    for name, parent in parents.items():
        if name not in styles.formats and parent in styles.formats:
            styles.formats[name] = styles.formats[parent]
        if parent in styles.struck:
            styles.struck.add(name)
    return styles


def _strikes(properties: Any) -> bool:
    said = [properties.get(f"{STYLE}text-line-through-{what}") for what in ("style", "type")]
    return any(value not in (None, "none") for value in said)


def _code(style: Any, numbers: dict[str, Any]) -> str:
    """Return a number style as a format code, its conditions first."""
    parts: list[str] = []
    for item in style.findall(f"{STYLE}map"):
        applied = numbers.get(item.get(f"{STYLE}apply-style-name", ""))
        condition = item.get(f"{STYLE}condition", "").replace("value()", "").replace("!=", "<>")
        if applied is not None:
            parts.append(f"[{condition}]{_plain(applied)}")
    return ";".join([*parts, _plain(style)])


def _plain(style: Any) -> str:
    """Return the code of a style without its conditions."""
    parts: list[str] = []
    for item in style:
        if item.tag == f"{NUMBER}text":
            parts.append('"' + (item.text or "").replace('"', "") + '"')
        elif item.tag == f"{NUMBER}number":
            parts.append(_digits(item))
        elif item.tag == f"{NUMBER}text-content":
            parts.append("@")
        elif item.tag in (f"{NUMBER}scientific-number", f"{NUMBER}fraction"):
            return "0.00E+00"  # no whole digits, which is all that matters
    return "".join(parts)


def _digits(item: Any) -> str:
    """Return zeros for the digits that are always shown, with the texts that stand between them."""
    if item.get(f"{NUMBER}min-integer-digits") is None and len(item) == 0:
        return "General"
    count = min(int(item.get(f"{NUMBER}min-integer-digits") or 0), _LONGEST)
    # position -> text: so many digits stand right of it
    texts = {
        int(t.get(f"{NUMBER}position") or 0): t.text or "" for t in item.findall(f"{NUMBER}embedded-text")
    }
    places: list[str] = []
    for left in range(min(max([count, 1, *(at + 1 for at in texts)]), _LONGEST), -1, -1):
        if left in texts:
            places.append('"' + texts[left].replace('"', "") + '"')
        if left:
            places.append("0" if left <= count else "#")
    decimals = int(item.get(f"{NUMBER}decimal-places") or 0)
    return "".join(places) + ("." + "0" * min(decimals, _LONGEST) if decimals else "")
