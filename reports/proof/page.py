"""The same as a page: each uncertain value beside its picture, in one file that asks nobody for anything."""

from __future__ import annotations

from base64 import b64encode
from html import escape
from pathlib import Path

from phrases import say
from phrases.places import placed
from reports.papers import write_whole
from reports.proof.stored import Proof
from reports.safe import clean

_STYLE = (
    "body{font:15px/1.6 'Microsoft YaHei',sans-serif;margin:2em auto;max-width:70em;padding:0 1em;color:#1b2733}"
    "table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #c9d2dc;padding:.4em .6em;text-align:left}"
    "img{max-height:60px;max-width:420px;background:#fff;border:1px solid #c9d2dc}"
    "@media(prefers-color-scheme:dark){body{background:#14191f;color:#dfe6ee}}"
)


def write(path: Path, proof: Proof, lang: str) -> None:
    """Write the page. Raises OSError."""
    text = page(proof, lang)
    write_whole({path: lambda part: _save(part, text)})


def _save(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def page(proof: Proof, lang: str) -> str:
    """Return the page as HTML."""
    title = say("proof.title", lang, id=proof.dossier)
    heads = ("number", "page", "row", "field", "picture", "read", "other")
    lines = []
    for line, ((number, at, index, field), doubt) in enumerate(proof.doubts(), 1):
        segment = proof.rosters[number].segments[at]
        picture = b64encode(doubt.look.picture).decode("ascii")
        thing = say(f"finding.thing.{field}", lang)
        alt = say("proof.alt", lang, page=placed(segment.sheet, lang), row=segment.rows[index], field=thing)
        cells = (
            str(line), _safe(placed(segment.sheet, lang)), str(segment.rows[index]), _safe(thing),
            f'<img src="data:image/png;base64,{picture}" alt="{_safe(alt)}">',
            _safe(doubt.look.text), _safe(doubt.look.other),
        )  # fmt: skip
        lines.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
    head = "".join(f'<th scope="col">{_safe(say(f"proof.{name}", lang))}</th>' for name in heads)
    return (
        f'<!doctype html>\n<html lang="{"en" if lang == "en" else "zh-CN"}"><head><meta charset="utf-8">'
        '<meta name="generator" content="hefang"><meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">"
        f"<title>{_safe(title)}</title><style>{_STYLE}</style></head><body><main><h1>{_safe(title)}</h1>"
        f"<p>{_safe(say('proof.page_note', lang))}</p><table><thead><tr>{head}</tr></thead><tbody>"
        + "\n".join(lines)
        + "</tbody></table></main></body></html>\n"
    )


def _safe(text: str) -> str:
    return escape(clean(text))
