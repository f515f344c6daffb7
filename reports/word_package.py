"""The parts round the text of a Word paper, and the file that they make: the same paper, the same bytes."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from lxml import etree

from reports.safe import clean
from reports.word_styles import fonts, styles
from reports.word_xml import Element, R, node, root, run

MM = 1440 / 25.4  # twentieths of a point
PAPER = {"w": 210, "h": 297}  # mm, A4
# mm; 公文: the text is 156 x 225 mm, the page number 7 mm below it
EDGES = {"top": 37, "right": 26, "bottom": 35, "left": 28, "header": 15, "footer": 23, "gutter": 0}
TEXT_WIDTH = round((PAPER["w"] - EDGES["left"] - EDGES["right"]) * MM)
NEVER = "1980-01-01T00:00:00Z"  # the first date that a zip file can hold
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"
_TERMS = "http://purl.org/dc/terms/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_PARTS = {"styles": "styles", "settings": "settings", "fontTable": "fontTable", "footer": "footer"}


def package(body: list[Element], title: str, lang: str) -> bytes:
    """Return the file whose text is ``body``: paragraphs and tables in order."""
    text = root("document", node("body", *body, _section("rId4")))
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            ("officeDocument", "word/document.xml"), ("metadata/core-properties", "docProps/core.xml")
        ),
        "docProps/core.xml": _core(title, lang),
        "word/document.xml": text,
        "word/_rels/document.xml.rels": _relations(*((kind, f"{kind}.xml") for kind in _PARTS)),
        "word/styles.xml": styles(lang),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": fonts(),
        "word/footer.xml": _footer(),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as made:
        for path, part in parts.items():
            entry = zipfile.ZipInfo(path)  # of 1980-01-01
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # or the bytes would tell on which system they were made
            made.writestr(
                entry, etree.tostring(part, xml_declaration=True, encoding="UTF-8", standalone=True)
            )
    return file.getvalue()


def _section(footer: str) -> Element:
    """The properties of the paper: A4 and its margins."""
    reference = node("footerReference", type="default")
    reference.set(f"{{{R}}}id", footer)
    edges = {edge: round(mm * MM) for edge, mm in EDGES.items()}
    return node(
        "sectPr",
        reference,
        node("pgSz", **{side: round(mm * MM) for side, mm in PAPER.items()}),
        node("pgMar", **edges),
    )


def _footer() -> Element:
    """The number of the page between dashes: the only field of our papers."""
    instruction = node("instrText")
    instruction.text = " PAGE "
    field = (
        node("r", node("fldChar", fldCharType="begin")),
        node("r", instruction),
        node("r", node("fldChar", fldCharType="separate")),
        run("1"),
        node("r", node("fldChar", fldCharType="end")),
    )
    return root("ftr", node("p", node("pPr", node("pStyle", val="Footer")), run("— "), *field, run(" —")))


def _settings() -> Element:
    """The layout rules of Word 2013 and later; nothing that is updated, or asks, on opening."""
    word = "http://schemas.microsoft.com/office/word"
    return root(
        "settings",
        node("zoom", percent=100),
        node("defaultTabStop", val=640),
        node("characterSpacingControl", val="compressPunctuation"),
        node("compat", node("compatSetting", name="compatibilityMode", uri=word, val=15)),
        node("themeFontLang", val="en-US", eastAsia="zh-CN"),
    )


def _core(title: str, lang: str) -> Element:
    """Title and language; no person, and no moment: when a paper was made stands in its text."""
    made = etree.Element(
        f"{{{_CORE}}}coreProperties", nsmap={"cp": _CORE, "dc": _DC, "dcterms": _TERMS, "xsi": _XSI}
    )
    texts = {
        f"{{{_DC}}}title": clean(title),
        f"{{{_DC}}}creator": "hefang",
        f"{{{_DC}}}language": "en-US" if lang == "en" else "zh-CN",
        f"{{{_CORE}}}lastModifiedBy": "hefang",
    }
    for tag, text in texts.items():
        etree.SubElement(made, tag).text = text
    for tag in ("created", "modified"):
        moment = etree.SubElement(made, f"{{{_TERMS}}}{tag}", {f"{{{_XSI}}}type": "dcterms:W3CDTF"})
        moment.text = NEVER
    return made


def _relations(*targets: tuple[str, str]) -> Element:
    """Relations by kind and path; all of them lead to parts of this file."""
    made = etree.Element(f"{{{_LINKS}}}Relationships", nsmap=_own(_LINKS))
    for number, (kind, target) in enumerate(targets, 1):
        base = "http://schemas.openxmlformats.org/package/2006/relationships" if "/" in kind else R
        values = {"Id": f"rId{number}", "Type": f"{base}/{kind}", "Target": target}
        etree.SubElement(made, f"{{{_LINKS}}}Relationship", values)
    return made


def _own(space: str) -> Any:
    """A namespace without a prefix."""
    return {None: space}


def _content_types() -> Element:
    made = etree.Element(f"{{{_TYPES}}}Types", nsmap=_own(_TYPES))
    for ending, kind in (
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        ("xml", "application/xml"),
    ):
        etree.SubElement(made, f"{{{_TYPES}}}Default", {"Extension": ending, "ContentType": kind})
    kinds = {f"/word/{part}.xml": f"{_WORD}{kind}+xml" for part, kind in _PARTS.items()}
    kinds["/word/document.xml"] = f"{_WORD}document.main+xml"
    kinds["/docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    for path, kind in kinds.items():
        etree.SubElement(made, f"{{{_TYPES}}}Override", {"PartName": path, "ContentType": kind})
    return made
