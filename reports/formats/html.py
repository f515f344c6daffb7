"""A Document as one self-contained HTML page: no script, no network, light and dark, prints on A4."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from phrases import keys, say
from reports.document import Document, Section, Table, walk
from reports.figures.palette import DARK, LIGHT, variables
from reports.safe import clean

# Words that are explained over their column alone: in running text they are plain words.
_HEADINGS = frozenset(
    f"term.{name}" for name in ("list", "findings", "doubts", "calls", "unresolved", "limit")
)
_VAR = re.compile(r"var\(--([a-z0-9-]+)\)")
_VARIED = re.compile(r"[a-z-]+: [^;{}]*var\([^;{}]*;")  # a declaration that names a colour
_TEMPLATES = Path(__file__).parent / "templates"


def render(document: Document) -> str:
    """Return the page as text."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_harmless,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["drawing"] = Markup  # figures.py escapes what it draws
    environment.filters["explained"] = partial(_explained, lang=document.lang)
    environment.tests["section"] = lambda block: isinstance(block, Section)
    sortable = any(isinstance(block, Table) and block.sortable for _, block in walk(document.sections))
    script = (_TEMPLATES / "audit.js").read_text(encoding="utf-8") if sortable else ""
    return environment.get_template("audit.html").render(
        document=document,
        language="en" if document.lang == "en" else "zh-CN",
        say=lambda key, **facts: say(f"paper.{key}", document.lang, **facts),
        contents=_contents(document.sections),
        style=Markup(_style()),
        script=Markup(script),
        script_hash=f"sha256-{b64encode(sha256(script.encode()).digest()).decode()}",
    )


def write(document: Document, path: Path) -> None:
    """Write the page as UTF-8."""
    path.write_text(render(document), encoding="utf-8", newline="\n")


@cache
def _style() -> str:
    """The style sheet. Engines from before custom properties take the light colours as they stand before each."""
    text = (_TEMPLATES / "audit.css").read_text(encoding="utf-8")
    literal = _VARIED.sub(lambda found: f"{_VAR.sub(_colour, found[0])} {found[0]}", text)
    return literal.replace("{light}", variables(LIGHT)).replace("{dark}", variables(DARK))


def _colour(found: re.Match[str]) -> str:
    return LIGHT[found[1].replace("-", "_")]


def _harmless(value: Any) -> Any:
    """Applied to whatever a template prints, before it is escaped."""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _explained(text: str, lang: str) -> Markup:
    """A text in which words of the trade carry their meaning, shown on demand; everything else is escaped."""
    found, pieces = _terms(lang), []
    for piece in found.split(clean(text)):
        meaning = _meanings(lang).get(piece)
        pieces.append(
            Markup('<abbr title="{}">{}</abbr>').format(meaning, piece) if meaning else escape(piece)
        )
    return Markup("").join(pieces)


@cache
def _meanings(lang: str) -> Mapping[str, str]:
    names = [key for key in keys("term.") if not key.endswith(".means")]
    return {say(key, lang): say(f"{key}.means", lang) for key in names if key not in _HEADINGS}


@cache
def _terms(lang: str) -> re.Pattern[str]:
    longest = sorted(_meanings(lang), key=len, reverse=True)
    bound = r"\b" if lang == "en" else ""
    return re.compile(f"{bound}({'|'.join(map(re.escape, longest))}){bound}")


def _contents(sections: tuple[Section, ...]) -> list[tuple[Section, list[Section]]]:
    """Sections that the table of contents lists, each with those below it."""
    listed = [section for section in sections if section.contents]
    return [
        (section, [b for b in section.blocks if isinstance(b, Section) and b.contents]) for section in listed
    ]
