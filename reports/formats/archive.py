"""A Document as PDF/A-2a, for the archive: tagged, its fonts inside, the same bytes for the same paper.

Needs the extra ``print`` (typst), so nothing that everybody loads imports this.
"""

from __future__ import annotations

import re
from datetime import datetime
from unicodedata import category

import typst

from reports.document import Document
from reports.formats.typeset import families, source

_UNKNOWN = re.compile(r'the text `"(.+)"` could not be displayed', re.DOTALL)
_ESCAPED = re.compile(r"\\(?:u\{([0-9a-f]+)\}|(.))")  # as the typesetter writes what it complains of
# Of private use, or not assigned: they mean nothing to anybody else, and an archive bars them.
_NOBODYS = ("Co", "Cn")


class Press:
    """Sets one paper after another. ``missing``: characters that no font on this machine has, set as 〓."""

    def __init__(self) -> None:
        fonts = typst.Fonts()
        self._compiler = typst.Compiler(font_paths=fonts)
        self.chinese = not {name.casefold() for name in fonts.families()}.isdisjoint(
            name.casefold() for name in families()
        )
        self.missing: frozenset[str] = frozenset()

    def pdf(self, document: Document, made: datetime) -> bytes:
        """Return the file. ``made``: the day that stands in it. Raises RuntimeError where the source cannot be set,
        which is a fault of ours."""
        shown = source(document, made, self.missing)
        self.missing |= {char for char in set(shown) if category(char) in _NOBODYS}
        while True:
            try:
                found = self._compiler.compile(
                    source(document, made, self.missing).encode(), format="pdf", pdf_standards="a-2a"
                )
            except typst.TypstError as error:
                unknown = _UNKNOWN.search(error.message)
                fresh = frozenset(_plain(unknown[1])) - self.missing if unknown else frozenset()
                if not fresh:
                    raise
                self.missing |= fresh
            else:
                assert isinstance(found, bytes)  # one file, since it is a PDF
                return found


def _plain(text: str) -> str:
    """Return a text of an error message as it was."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)) if found[1] else found[2], text)
