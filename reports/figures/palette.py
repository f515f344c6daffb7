"""The colours of all papers, in one place, so that a test can compute their contrast."""

from __future__ import annotations

# Names are what a colour is for. Every ink is read on `paper` and on `surface`; x_soft is the ground that
# the ink x is read on. heat1..heat4 are grounds for `ink`; `bar` is a mark on `paper` and on `band`.
LIGHT = {
    "paper": "#ffffff",
    "surface": "#f4f6f8",
    "ink": "#1a1f25",
    "quiet": "#535c67",
    "line": "#d3d9e0",
    "frame": "#7d8895",
    "accent": "#1d4c86",
    "fail": "#a31d1d",
    "part": "#8a3a0c",
    "warn": "#7a4c00",
    "note": "#44515f",
    "ok": "#1b673a",
    "fail_soft": "#fbe9e8",
    "part_soft": "#fbeade",
    "warn_soft": "#fdf2da",
    "note_soft": "#edf1f5",
    "ok_soft": "#e7f4eb",
    "fail_fill": "#c4453f",
    "part_fill": "#c9642b",
    "warn_fill": "#bd8210",
    "note_fill": "#82909e",
    "ok_fill": "#4c9a6a",
    "heat1": "#e3edf8",
    "heat2": "#c8dcf2",
    "heat3": "#a6c7ea",
    "heat4": "#83b1e2",
    "bar": "#3f78bd",
    "band": "#e6ebf1",
}
DARK = {
    "paper": "#14181d",
    "surface": "#1c2128",
    "ink": "#e8ecf1",
    "quiet": "#a9b3be",
    "line": "#353d47",
    "frame": "#76828f",
    "accent": "#8dbaf6",
    "fail": "#ff9f97",
    "part": "#ffae7d",
    "warn": "#efc163",
    "note": "#b6c1cd",
    "ok": "#88d7a2",
    "fail_soft": "#3a1d1d",
    "part_soft": "#38210f",
    "warn_soft": "#35290f",
    "note_soft": "#242b34",
    "ok_soft": "#17301f",
    "fail_fill": "#d95f58",
    "part_fill": "#d0743c",
    "warn_fill": "#c98f22",
    "note_fill": "#6f7d8b",
    "ok_fill": "#3f9160",
    "heat1": "#1d2c40",
    "heat2": "#23395a",
    "heat3": "#294872",
    "heat4": "#30578b",
    "bar": "#5c94d8",
    "band": "#2b333d",
}
# Grounds of flagged cells in a workbook, where the letters stay black.
CELLS = {
    "fail": "F8D3D1",
    "part": "FADCC8",
    "warn": "FDE9BE",
    "note": "E2E8EE",
    "ok": "DDF0E3",
    "head": "DCE5F0",
}


def variables(colours: dict[str, str]) -> str:
    """Return the colours as CSS custom properties."""
    return " ".join(f"--{name.replace('_', '-')}: {value};" for name, value in colours.items())


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
