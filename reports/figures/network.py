"""Who shares numbers with whom: dossiers in a column, an arc between two that share, its width by how many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from phrases import say
from reports.document import Figure
from reports.figures.svg import SIZE, WIDTH, figure, fitted, label

MOST = 40  # dossiers that one drawing can hold and still be read
CROWDED = 40  # arcs
_STEP, _LEFT = 28, 380


@dataclass(frozen=True, slots=True)
class Link:
    """Two dossiers that share ``count`` numbers; ``severity`` is the gravest finding between them."""

    one: str
    other: str
    count: int
    severity: str


def network(key: str, links: Sequence[Link], names: dict[str, str], lang: str) -> Figure:
    """Return the drawing. ``names``: what each dossier is called."""
    everybody = _order(links)
    order = everybody[:MOST]
    place = {dossier: i for i, dossier in enumerate(order)}
    shown = [link for link in links if link.one in place and link.other in place]
    longest = max(8, *(abs(place[link.one] - place[link.other]) for link in shown))
    body, marks = [], []
    # Many arcs cover one another: then they are thin and their numbers smaller.
    thickest, size = (6.0, SIZE) if len(shown) <= CROWDED else (2.5, 14)
    for link in sorted(shown, key=lambda k: (k.severity == "fail", k.count)):
        first, last = sorted((place[link.one], place[link.other]))
        start, stop = _y(first), _y(last)
        # A curve reaches three quarters of the way to its control points.
        reach = (40 + (WIDTH - _LEFT - 80) * (last - first) / longest) * 4 / 3
        thick = min(1.5 + link.count * 0.2, thickest)
        body.append(
            f'<path d="M{_LEFT + 14} {start}C{_LEFT + reach:.0f} {start} {_LEFT + reach:.0f} {stop} '
            f'{_LEFT + 14} {stop}" class="arc {link.severity}-line" stroke-width="{thick:.1f}"/>'
        )
        x, y = _LEFT + 5 + reach * 0.75, (start + stop) / 2 + 5
        marks.append(label(x, y, str(link.count), anchor="middle", kind="ink halo", size=size))
    for dossier in order:
        y = _y(place[dossier])
        marks.append(f'<circle cx="{_LEFT + 10}" cy="{y}" r="5" class="dot"/>')
        marks.append(
            label(_LEFT - 4, y + 6, fitted(names[dossier], _LEFT - 8), anchor="end", kind="ink", size=SIZE)
        )
    words = say(
        "paper.figure.network.words",
        lang,
        dossiers=len(everybody),
        links=say("paper.semicolon", lang).join(
            say("paper.figure.link", lang, one=names[k.one], other=names[k.other], count=k.count)
            for k in links[:20]
        )
        + ("…" if len(links) > 20 else ""),
    )
    if len(everybody) > len(order):
        words += say("figure.network.left", lang, shown=len(order), count=len(everybody) - len(order))
    height = _y(len(order) - 1) + 20
    return figure(key, WIDTH, height, [*body, *marks], say("paper.figure.network", lang), words)


def _y(index: int) -> int:
    return 18 + index * _STEP


def _order(links: Sequence[Link]) -> list[str]:
    """Dossiers that share stand together: one connected group after the other, the strongest first."""
    weight: dict[str, int] = {}
    friends: dict[str, list[tuple[int, str]]] = {}
    for link in links:
        for one, other in ((link.one, link.other), (link.other, link.one)):
            weight[one] = weight.get(one, 0) + link.count
            friends.setdefault(one, []).append((link.count, other))
    order: dict[str, None] = {}  # keeps the order and answers "in" at once
    for start in sorted(weight, key=lambda d: (-weight[d], d)):
        waiting = [start]
        while waiting:
            dossier = waiting.pop(0)
            if dossier not in order:
                order[dossier] = None
                waiting += [d for _, d in sorted(friends[dossier], key=lambda f: (-f[0], f[1]))]
    return list(order)
