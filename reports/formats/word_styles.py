"""How a Word paper looks: fonts and styles of official documents (公文), in tables.

Sizes follow GB/T 9704-2012: title 22 pt, body 16 pt at a pitch of 28 pt. English needs more room than
Chinese, so every size stands twice; printed forms are Chinese and look the same in both languages.
"""

from __future__ import annotations

from dataclasses import dataclass

from reports.figures.palette import LIGHT
from reports.formats.word_xml import NOTHING, Xml, flags, node, part

# The names that Windows and WPS know, with what to take where one is missing.
FONTS = {
    "方正小标宋简体": "宋体, SimSun",
    "宋体": "SimSun",
    "仿宋": "仿宋_GB2312, FangSong",
    "黑体": "SimHei",
    "楷体": "楷体_GB2312, KaiTi",
}
ROMAN, SANS = "Times New Roman", "Arial"
MARGINS = {"top": 30, "left": 80, "bottom": 30, "right": 80}  # of a cell, in twentieths of a point

# Sizes and pitches in points, each Chinese and English.
_BODY = ((16.0, 12.0), (28.0, 19.0))
_LESS = ((14.0, 11.0), (24.0, 17.0))
_SMALL = ((12.0, 10.0), (20.0, 15.0))
_CELL = ((10.5, 9.0), (0.0, 0.0))
# Names that Word and WPS show in the user's own language; all other styles are ours.
_KNOWN = ("Normal", "Title", "Subtitle", "Body Text", "Signature", "caption", "footer")


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style. ``size`` and ``pitch`` (exact, 0 = single) in points, Chinese and English; ``before``
    and ``after`` in points; ``first``, ``left`` and ``right`` in characters; ``outline`` 1..9 makes a heading."""

    id: str
    title: str
    font: str
    size: tuple[float, float]
    pitch: tuple[float, float] = (0, 0)
    align: str = "left"
    before: float = 0
    after: float = 0
    first: int = 0
    left: int = 0
    right: int = 0
    bold: bool = False
    colour: str = ""
    outline: int = 0
    keep: bool = False  # with the next paragraph
    whole: bool = False  # not divided between pages
    any_break: bool = False  # Latin may break inside a word: hashes, ids


def _heading(level: int, font: str, before: float) -> Style:
    bold = level > 2
    return Style(
        f"Heading{level}",
        f"heading {level}",
        font,
        *_BODY,
        before=before,
        first=2,
        bold=bold,
        outline=level,
        keep=True,
        whole=True,
    )


STYLES = (
    Style("Normal", "Normal", "仿宋", *_BODY, "both"),
    Style("Title", "Title", "方正小标宋简体", (22, 18), (32, 26), "center", after=4, keep=True),
    Style("Subtitle", "Subtitle", "楷体", (14, 11), (20, 17), "center", after=4),
    _heading(1, "黑体", 2),
    _heading(2, "楷体", 6),
    *(_heading(level, "仿宋", 4) for level in range(3, 10)),
    Style("BodyText", "Body Text", "仿宋", *_BODY, "both", first=2),
    Style("Lead", "Lead", "仿宋", *_BODY, "both", first=2, bold=True),
    Style("Brief", "Brief", "仿宋", (12, 10.5), (18, 14), "both", first=2),
    Style("Message", "Message", "仿宋", *_BODY, "both", left=2),
    Style("Grounds", "Grounds", "仿宋", *_LESS, "both", left=2),
    Style("Note", "Note", "仿宋", *_SMALL, "both", after=4, colour=LIGHT["quiet"]),
    Style("Signature", "Signature", "仿宋", *_LESS, "right", before=6, right=2, whole=True),
    Style("Caption", "caption", "黑体", *_SMALL, "center", before=6, after=3, keep=True, whole=True),
    Style("Figure", "Figure in Words", "仿宋", *_SMALL, "both", before=3, after=6, left=2),
    Style("Cell", "Cell", "仿宋", *_CELL),
    Style("CellCode", "Cell Code", "仿宋", *_CELL, any_break=True),
    Style("CellNumber", "Cell Number", "仿宋", *_CELL, "right"),
    Style("CellSign", "Cell Sign", "仿宋", *_CELL, "center"),
    Style("CellHead", "Cell Head", "黑体", *_CELL, "center", keep=True),
    Style("FactName", "Fact Name", "黑体", (12, 10)),
    Style("FactValue", "Fact Value", "仿宋", (12, 10), any_break=True),
    Style(
        "FormTitle",
        "Form Title",
        "方正小标宋简体",
        (22, 22),
        (34, 34),
        "center",
        after=8,
        outline=1,
        keep=True,
    ),
    Style("FormLabel", "Form Label", "仿宋", (12, 12), (18, 18), "center"),
    Style("FormText", "Form Text", "仿宋", (12, 12), (18, 18)),
    Style("FormFoot", "Form Foot", "仿宋", (12, 12), (26, 26), "right", right=2),
    Style("FormNote", "Form Note", "仿宋", (10.5, 10.5), (16, 16)),
    Style("Footer", "footer", "宋体", (14, 11), align="center"),
    Style("Picture", "Picture", "仿宋", *_CELL, "left", before=6, after=3, keep=True),
    Style("Gap", "Gap", "仿宋", (3, 3), (6, 6)),
)


def styles(lang: str) -> Xml:
    """Return word/styles.xml: the same styles in both languages, in the sizes of this one."""
    letters = node("rPr", _faces(ROMAN, "仿宋"), _language())
    defaults = node("docDefaults", node("rPrDefault", letters), node("pPrDefault"))
    return part("styles", (defaults, *(_paragraph(style, lang == "en") for style in STYLES), *_others()))


def fonts() -> Xml:
    """Return word/fontTable.xml."""
    variable = node("pitch", val="variable")
    chinese = [
        node(
            "font",
            node("altName", val=others),
            node("charset", val="86"),
            node("family", val="modern" if font == "黑体" else "auto"),
            variable,
            name=font,
        )
        for font, others in FONTS.items()
    ]
    latin = [
        node("font", node("charset", val="00"), node("family", val=kind), variable, name=font)
        for font, kind in ((ROMAN, "roman"), (SANS, "swiss"))
    ]
    return part("fonts", (*chinese, *latin))


def colour(value: str) -> str:
    """Return a colour of the palette as Word writes it."""
    return value.lstrip("#").upper()


def _faces(latin: str, chinese: str) -> Xml:
    """The East Asian font stands in every style, or Chinese falls back to a Japanese one."""
    return node("rFonts", ascii=latin, hAnsi=latin, eastAsia=chinese, cs=latin)


def _language() -> Xml:
    return node("lang", val="en-US", eastAsia="zh-CN")


def _paragraph(style: Style, english: bool) -> Xml:
    first = style.id == "Normal"
    inside = (
        node("name", val=style.title),
        NOTHING if first else node("basedOn", val="Normal"),
        node("next", val="BodyText") if style.outline else NOTHING,
        flags("qFormat"),
        _layout(style, english),
        _letters(style, english),
    )
    kind: dict[str, str | int] = {"type": "paragraph", "styleId": style.id}
    if first:
        kind["default"] = 1
    if style.title not in _KNOWN and not style.title.startswith("heading"):
        kind["customStyle"] = 1
    return node("style", *inside, **kind)


def _layout(style: Style, english: bool) -> Xml:
    """Properties of the paragraph, in the order of the schema."""
    pitch = style.pitch[english]
    line: dict[str, str | int] = {"line": 240, "lineRule": "auto"}
    if pitch:
        line = {"line": round(pitch * 20), "lineRule": "exact"}
    places = {"left": style.left, "right": style.right, "firstLine": 0 if english else style.first}
    indents = {f"{side}Chars": count * 100 for side, count in places.items()}
    indents |= {side: round(count * style.size[english] * 20) for side, count in places.items()}
    return node(
        "pPr",
        flags(*["keepNext"] * style.keep, *["keepLines"] * style.whole),
        node("wordWrap", val=0) if style.any_break else NOTHING,
        node("spacing", before=round(style.before * 20), after=round(style.after * 20), **line),
        node("ind", **indents),
        node("jc", val="left" if english and style.align == "both" else style.align),
        node("outlineLvl", val=style.outline - 1) if style.outline else NOTHING,
    )


def _letters(style: Style, english: bool) -> Xml:
    """Properties of the letters, in the order of the schema."""
    size = round(style.size[english] * 2)
    return node(
        "rPr",
        _faces(SANS if style.font == "黑体" else ROMAN, style.font),
        flags("b", "bCs") if style.bold else NOTHING,
        node("color", val=colour(style.colour)) if style.colour else NOTHING,
        node("sz", val=size),
        node("szCs", val=size),
        _language(),
    )


def _others() -> list[Xml]:
    """Links, and the looks of tables: a full grid, lines between facts only, a form printed in black."""
    letters = node("rPr", node("color", val=colour(LIGHT["accent"])), node("u", val="single"))
    lines = ("top", "bottom", "insideH")
    grid = ("top", "left", "bottom", "right", "insideH", "insideV")
    return [
        node("style", node("name", val="Hyperlink"), letters, type="character", styleId="Hyperlink"),
        _table("TableGrid", "Table Grid", grid, colour(LIGHT["frame"])),
        _table("FactTable", "Fact Table", lines, colour(LIGHT["line"])),
        _table("FormTable", "Form Table", grid, "000000"),
    ]


def _table(style: str, title: str, sides: tuple[str, ...], ink: str) -> Xml:
    borders = node("tblBorders", *(node(side, val="single", sz=4, space=0, color=ink) for side in sides))
    margins = node("tblCellMar", *(node(side, w=width, type="dxa") for side, width in MARGINS.items()))
    return node(
        "style", node("name", val=title), node("tblPr", borders, margins), type="table", styleId=style
    )
