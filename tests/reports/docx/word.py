"""Reading a Word paper back: its parts, its texts in order, what could run in it."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

import docx as reader
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True)
class Paper:
    """The parts of a file, parsed; it has been opened by python-docx, which follows every relation."""

    parts: dict[str, etree._Element]

    @property
    def body(self) -> etree._Element:
        return self.parts["word/document.xml"][0]

    def all(self, tag: str, part: str = "word/document.xml") -> list[etree._Element]:
        """Every element of a tag, in order."""
        return list(self.parts[part].iter(W + tag))

    def paragraphs(self) -> list[tuple[str, str]]:
        """Style and text of every paragraph that is not empty, cells included, in reading order."""
        found = [(p.find(f"{W}pPr/{W}pStyle").get(W + "val"), shown(p)) for p in self.all("p")]
        return [(style, text) for style, text in found if text]

    def tables(self) -> list[list[list[str]]]:
        """Texts of every table: rows of cells, lines joined by a line break."""
        return [
            [
                ["\n".join(shown(p) for p in c.iter(W + "p")) for c in row.iter(W + "tc")]
                for row in t.iter(W + "tr")
            ]
            for t in self.all("tbl")
        ]


def shown(element: etree._Element) -> str:
    """The text in an element."""
    return "".join(t.text or "" for t in element.iter(W + "t"))


def value(element: etree._Element, name: str = "val") -> str | None:
    """An attribute of WordprocessingML."""
    return element.get(W + name)


def opened(data: bytes) -> Paper:
    """Parse every part, and have python-docx open the file."""
    reader.Document(io.BytesIO(data))
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert file.testzip() is None
        return Paper({name: etree.fromstring(file.read(name)) for name in file.namelist()})


def nothing_runs(paper: Paper) -> None:
    """No field but the page number, no link out of the file, no part but ours."""
    fields = [e.text for root in paper.parts.values() for e in root.iter(W + "instrText")]
    assert fields == ["PAGE"]
    tags = {etree.QName(e).localname for root in paper.parts.values() for e in root.iter()}
    assert not tags & {
        "fldSimple",
        "object",
        "drawing",
        "pict",
        "altChunk",
        "control",
        "script",
        "sdt",
        "ins",
        "del",
    }
    targets = [r for name, root in paper.parts.items() if name.endswith(".rels") for r in root]
    assert all(r.get("TargetMode") is None and ":" not in r.get("Target") for r in targets)
    places = {value(b, "name") for b in paper.all("bookmarkStart")}
    for link in paper.all("hyperlink"):
        assert set(link.attrib) == {W + "anchor", W + "history"}
        assert value(link, "anchor") in places
