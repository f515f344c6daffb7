"""The parts round the text of a Word paper, and the file that they make: the same paper, the same bytes."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

from reports.formats.word_styles import fonts, styles
from reports.formats.word_xml import DECLARATION, R, Xml, node, part, run
from reports.safe import clean

MM = 1440 / 25.4  # twentieths of a point
PAPER = {"w": 210, "h": 297}  # mm, A4
# mm; 公文: the text is 156 x 225 mm, the page number 7 mm below it
EDGES = {"top": 37, "right": 26, "bottom": 35, "left": 28, "header": 15, "footer": 23, "gutter": 0}
TEXT_WIDTH = round((PAPER["w"] - EDGES["left"] - EDGES["right"]) * MM)
NEVER = "1980-01-01T00:00:00Z"  # the first date that a zip file can hold
_PARTS = ("styles", "settings", "fontTable", "footer")
_OPC = "http://schemas.openxmlformats.org/package/2006"
_KINDS = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def package(body: list[Xml], title: str, lang: str) -> bytes:
    """Return the file whose text is ``body``: paragraphs and tables in order."""
    footer = f"rId{_PARTS.index('footer') + 1}"
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            (f"{R}/officeDocument", "word/document.xml"),
            (f"{_OPC}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _core(title, lang),
        "word/document.xml": part("document", (node("body", *body, _section(footer)),)),
        "word/_rels/document.xml.rels": _relations(*((f"{R}/{kind}", f"{kind}.xml") for kind in _PARTS)),
        "word/styles.xml": styles(lang),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": fonts(),
        "word/footer.xml": _footer(),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for path, text in parts.items():
            entry = zipfile.ZipInfo(path)  # of 1980-01-01
            entry.create_system = 0  # or the bytes would tell on which system they were made
            made.writestr(entry, text.encode("utf-8"), zipfile.ZIP_DEFLATED, 6)
    return file.getvalue()


def _section(footer: str) -> Xml:
    """The properties of the paper: A4 and its margins."""
    return node(
        "sectPr",
        Xml(f'<w:footerReference w:type="default" r:id="{footer}"/>'),
        node("pgSz", **{side: round(mm * MM) for side, mm in PAPER.items()}),
        node("pgMar", **{edge: round(mm * MM) for edge, mm in EDGES.items()}),
    )


def _footer() -> Xml:
    """The number of the page between dashes: the only field of our papers."""
    field = (
        node("r", node("fldChar", fldCharType="begin")),
        node("r", node("instrText", Xml("PAGE"))),
        node("r", node("fldChar", fldCharType="separate")),
        run("1"),
        node("r", node("fldChar", fldCharType="end")),
    )
    style = node("pPr", node("pStyle", val="Footer"))
    return part("ftr", (node("p", style, run("— "), *field, run(" —")),))


def _settings() -> Xml:
    """The layout rules of Word 2013 and later; nothing that is updated, or asks, on opening."""
    word = "http://schemas.microsoft.com/office/word"
    rules = (
        node("zoom", percent=100),
        node("defaultTabStop", val=640),
        node("characterSpacingControl", val="compressPunctuation"),
        node("compat", node("compatSetting", name="compatibilityMode", uri=word, val=15)),
        node("themeFontLang", val="en-US", eastAsia="zh-CN"),
    )
    return part("settings", rules)


def _core(title: str, lang: str) -> Xml:
    """Title and language; no person, and no moment: when a paper was made stands in its text."""
    moments = "".join(
        f'<dcterms:{tag} xsi:type="dcterms:W3CDTF">{NEVER}</dcterms:{tag}>' for tag in ("created", "modified")
    )
    return Xml(
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{_OPC}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(clean(title))}</dc:title><dc:creator>hefang</dc:creator>"
        f"<cp:lastModifiedBy>hefang</cp:lastModifiedBy>{moments}"
        f"<dc:language>{'en-US' if lang == 'en' else 'zh-CN'}</dc:language></cp:coreProperties>"
    )


def _relations(*targets: tuple[str, str]) -> Xml:
    """Relations by kind and path; all of them lead to parts of this file."""
    made = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return Xml(f'{DECLARATION}<Relationships xmlns="{_OPC}/relationships">{made}</Relationships>')


def _content_types() -> Xml:
    kinds = {f"/word/{name}.xml": f"{_KINDS}.{name}+xml" for name in _PARTS}
    kinds["/word/document.xml"] = f"{_KINDS}.document.main+xml"
    kinds["/docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    made = "".join(f'<Override PartName="{path}" ContentType="{kind}"/>' for path, kind in kinds.items())
    return Xml(
        f'{DECLARATION}<Types xmlns="{_OPC}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{made}</Types>'
    )
