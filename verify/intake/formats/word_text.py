"""What a paragraph of a Word document shows: runs, with what is deleted, hidden or struck out left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from zipfile import ZipFile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# What tracked changes have taken out: not shown, not read. Fallback repeats what Choice says. The ruby text (rt)
# over a character says how it sounds.
_DROPPED = frozenset([f"{W}del", f"{W}moveFrom", f"{MC}Fallback", f"{W}rt"])
_FALSE = ("0", "false", "off", "none")
_STYLES = "word/styles.xml"
_USED = b"rStyle"  # how a run names its character style
# Put together once: a document has thousands of nodes.
_SDT, _TABLE, _PARAGRAPH, _RUN, _PROPERTIES = (f"{W}{name}" for name in ("sdt", "tbl", "p", "r", "rPr"))
_TEXT, _TAB, _HYPHEN, _SYMBOL = (f"{W}{name}" for name in ("t", "tab", "noBreakHyphen", "sym"))
_BREAKS = frozenset([f"{W}br", f"{W}cr"])


class Shown(NamedTuple):
    """The text of a paragraph, and whether some of it is struck out and left out."""

    text: str
    struck: bool


@dataclass(frozen=True, slots=True)
class Runs:
    """What character styles say of the runs under them: style -> (hidden, struck out).

    ``revealed``: hidden text is read all the same.
    """

    styles: Mapping[str, tuple[bool, bool]] = field(default_factory=dict)
    revealed: bool = False

    def is_dropped(self, node: Any) -> bool:
        """Whether a node shows nothing: deleted, a placeholder, a comment in the XML."""
        return not isinstance(node.tag, str) or node.tag in _DROPPED or is_placeholder(node)

    def of(self, run: Any) -> tuple[bool, bool]:
        """Return whether a run is hidden, and whether it is struck out."""
        properties = run.find(_PROPERTIES)
        if properties is None or not len(properties):
            return False, False
        style = properties.find(f"{W}rStyle")
        hidden, struck = (
            self.styles.get(style.get(f"{W}val", ""), (False, False)) if style is not None else (False,) * 2
        )
        said = _switch(properties, "vanish")
        hidden = (hidden if said is None else said) and not self.revealed
        lines = [line for name in ("strike", "dstrike") if (line := _switch(properties, name)) is not None]
        return hidden, any(lines) if lines else struck


def _switch(properties: Any, name: str) -> bool | None:
    """Return whether a property is on; None where nothing is said of it."""
    found = properties.find(f"{W}{name}")
    return None if found is None else found.get(f"{W}val", "1").lower() not in _FALSE


def is_placeholder(node: Any) -> bool:
    """Whether a content control shows the words that ask for an entry: nothing was entered."""
    if node.tag != _SDT:
        return False
    properties = node.find(f"{W}sdtPr")
    return properties is not None and bool(_switch(properties, "showingPlcHdr"))


def styled_runs(archive: ZipFile, document: bytes) -> Runs:
    """Return what the styles part says of hidden and struck-out text; nothing where there is none.

    ``document``: the part that is read. One that names no character style needs no styles, and reading them takes
    longer than a short document itself. (In UTF-16 a name stands between zero bytes.)
    """
    if _STYLES not in archive.namelist() or (_USED not in document and b"\x00" not in document[:64]):
        return Runs()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=True)
    root = etree.fromstring(archive.read(_STYLES), parser)
    styles: dict[str, tuple[bool, bool]] = {}
    for style in root.iterfind(f"{W}style") if root is not None else ():
        properties = style.find(f"{W}rPr")
        if style.get(f"{W}type") == "character" and properties is not None:
            lines = (_switch(properties, name) for name in ("strike", "dstrike"))
            styles[style.get(f"{W}styleId", "")] = (bool(_switch(properties, "vanish")), any(lines))
    return Runs({name: said for name, said in styles.items() if any(said)})


def paragraph(node: Any, runs: Runs, in_cell: bool) -> Shown:
    """Visible text of a paragraph: without deletions, hidden runs and field codes; tables are left out."""
    parts: list[str] = []
    struck = False
    stack = list(reversed(list(node)))
    while stack:
        node = stack.pop()
        if runs.is_dropped(node) or node.tag == _TABLE:
            continue
        if node.tag == _PARAGRAPH and not in_cell:
            continue  # a text box: its paragraphs are met on their own
        if node.tag == _RUN:
            is_hidden, is_struck = runs.of(node)
            if is_hidden:
                continue
            if is_struck:
                struck = struck or any((text.text or "").strip() for text in node.iter(_TEXT))
                continue
        if node.tag == _TEXT:
            parts.append(node.text or "")
        elif node.tag == _TAB and node.getparent().tag == _RUN:
            parts.append("\t")
        elif node.tag in _BREAKS:
            parts.append("\n")
        elif node.tag == _HYPHEN:
            parts.append("-")
        elif node.tag == _SYMBOL:
            parts.append(_symbol(node))
        else:
            stack.extend(reversed(list(node)))
    return Shown("".join(parts), struck)


def _symbol(node: Any) -> str:
    """Character of w:sym; fonts such as Wingdings live in the private area and stay there."""
    try:
        return chr(int(node.get(f"{W}char", ""), 16))
    except (ValueError, OverflowError):
        return ""
