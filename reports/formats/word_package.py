"""The parts round the text of a Word paper, and the file that they make: the same paper, the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
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


_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"


def picture(number: int, words: str, mm: int) -> Xml:
    """Return the run that shows the picture of this number, a square of so many mm. ``words``: for who cannot see."""
    side, said = mm * 36_000, escape(clean(words), {'"': "&quot;"})
    named = f'id="{number}" name="{said}" descr="{said}"'
    return Xml(
        f'<w:r><w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{side}" cy="{side}"/><wp:docPr {named}/>'
        f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/picture">'
        f'<pic:pic xmlns:pic="{_DRAWING}/picture"><pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="picture{number}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{side}" cy="{side}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def package(body: list[Xml], title: str, lang: str, pictures: Sequence[bytes] = ()) -> bytes:
    """Return the file whose text is ``body``: paragraphs and tables in order. ``pictures``: PNG, by number from 1."""
    footer = f"rId{_PARTS.index('footer') + 1}"
    parts = {
        "[Content_Types].xml": _content_types(bool(pictures)),
        "_rels/.rels": _relations(
            (f"{R}/officeDocument", "word/document.xml"),
            (f"{_OPC}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _core(title, lang),
        "word/document.xml": part("document", (node("body", *body, _section(footer)),)),
        "word/_rels/document.xml.rels": _relations(
            *((f"{R}/{kind}", f"{kind}.xml") for kind in _PARTS), pictures=len(pictures)
        ),
        "word/styles.xml": styles(lang),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": fonts(),
        "word/footer.xml": _footer(),
    }
    data = {path: text.encode("utf-8") for path, text in parts.items()}
    data |= {f"word/media/picture{number}.png": png for number, png in enumerate(pictures, 1)}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for path, content in data.items():
            entry = zipfile.ZipInfo(path)  # of 1980-01-01
            entry.create_system = 0  # or the bytes would tell on which system they were made
            made.writestr(entry, content, zipfile.ZIP_DEFLATED, 6)
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


def _relations(*targets: tuple[str, str], pictures: int = 0) -> Xml:
    """Relations by kind and path, and to pictures; all of them lead to parts of this file."""
    made = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    made += "".join(
        f'<Relationship Id="picture{number}" Type="{R}/image" Target="media/picture{number}.png"/>'
        for number in range(1, pictures + 1)
    )
    return Xml(f'{DECLARATION}<Relationships xmlns="{_OPC}/relationships">{made}</Relationships>')


def _content_types(pictures: bool) -> Xml:
    kinds = {f"/word/{name}.xml": f"{_KINDS}.{name}+xml" for name in _PARTS}
    kinds["/word/document.xml"] = f"{_KINDS}.document.main+xml"
    kinds["/docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    png = '<Default Extension="png" ContentType="image/png"/>' * pictures
    made = "".join(f'<Override PartName="{path}" ContentType="{kind}"/>' for path, kind in kinds.items())
    return Xml(
        f'{DECLARATION}<Types xmlns="{_OPC}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{png}{made}</Types>'
    )
