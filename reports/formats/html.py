"""A Document as one self-contained HTML page: no script, no network, light and dark, prints on A4."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from phrases import keys, say
from reports.document import Document, Section
from reports.figures.palette import DARK, LIGHT, variables
from reports.safe import clean

# Words that are explained over their column alone: in running text they are plain words.
_HEADINGS = frozenset(
    f"term.{name}" for name in ("list", "findings", "doubts", "calls", "unresolved", "limit")
)
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
    style = (_TEMPLATES / "audit.css").read_text(encoding="utf-8")
    return environment.get_template("audit.html").render(
        document=document,
        language="en" if document.lang == "en" else "zh-CN",
        say=lambda key, **facts: say(f"paper.{key}", document.lang, **facts),
        contents=_contents(document.sections),
        style=Markup(style.replace("{light}", variables(LIGHT)).replace("{dark}", variables(DARK))),
    )


def write(document: Document, path: Path) -> None:
    """Write the page as UTF-8."""
    path.write_text(render(document), encoding="utf-8", newline="\n")


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
