"""The credibility score as steps: where it starts, what each part takes off, where it ends."""

from __future__ import annotations

from collections.abc import Sequence

from phrases import say
from reports.document import Figure
from reports.figures.svg import SIZE, WIDTH, figure, fitted, label

START = 100.0
_LEFT, _RIGHT, _ROW, _TALL = 320, 64, 32, 20


def waterfall(key: str, parts: Sequence[tuple[str, float]], lang: str) -> Figure:
    """Return the drawing. ``parts``: (title, points) in their order, without the start; points taken off are
    negative. Parts of zero points are counted in words and not drawn. The end is rounded as the score is."""
    steps = [(title, points) for title, points in parts if points]
    levels = [START]
    for _, points in steps:
        levels.append(levels[-1] + points)
    lowest = min(0.0, *levels)

    def at(value: float) -> float:
        return _LEFT + (WIDTH - _LEFT - _RIGHT) * (value - lowest) / (START - lowest)

    body = [
        f'<path d="M{at(0):.1f} 0V{_ROW * (len(steps) + 2)}M{at(START):.1f} 0V{_ROW * (len(steps) + 2)}" '
        'class="grid"/>'
    ]
    body += _line(0, say("score.START.title", lang), at(0), at(START), "note", _score(START))
    for row, ((title, points), before, after) in enumerate(zip(steps, levels, levels[1:], strict=False), 1):
        kind = "warn" if points < 0 else "note"
        body.append(f'<path d="M{at(before):.1f} {_ROW * row - 6}v12" class="axis"/>')
        body += _line(row, title, at(min(before, after)), at(max(before, after)), kind, _points(points))
    last = len(steps) + 1
    body.append(f'<path d="M{at(levels[-1]):.1f} {_ROW * last - 6}v12" class="axis"/>')
    end = _score(max(0.0, levels[-1]))
    body += _line(
        last, say("figure.waterfall.end", lang), at(0), at(max(0.0, levels[-1])), "bar", end, strong=True
    )
    zero = len(parts) - len(steps)
    words = say(
        "figure.waterfall.words" if steps else "figure.waterfall.words.none",
        lang,
        start=_score(START),
        end=end,
        steps=say("paper.comma", lang).join(
            say("figure.waterfall.step", lang, title=title, points=_points(points)) for title, points in steps
        ),
        zero=say("figure.waterfall.zero", lang, count=zero) if zero else "",
    ).rstrip()
    drawn = figure(key, WIDTH, _ROW * (last + 1), body, say("figure.waterfall", lang), words)
    return Figure(drawn.svg, drawn.title, drawn.description, say("figure.waterfall.caption", lang))


def _line(
    row: int, title: str, start: float, stop: float, kind: str, number: str, *, strong: bool = False
) -> list[str]:
    y, ink = row * _ROW, "ink strong" if strong else "ink"
    fill = kind if kind == "bar" else f"{kind}-fill"
    return [
        label(_LEFT - 12, y + 22, fitted(title, _LEFT - 16), anchor="end", kind=ink, size=SIZE),
        f'<rect x="{start:.1f}" y="{y + 6}" width="{max(stop - start, 2):.1f}" height="{_TALL}" class="{fill}"/>',
        label(stop + 8, y + 22, number, kind=ink, size=SIZE),
    ]


def _points(points: float) -> str:
    """As the table of parts writes them: signed, one decimal."""
    return f"{points:+.1f}"


def _score(value: float) -> str:
    """As the score itself is given: a whole number."""
    return str(round(value))
