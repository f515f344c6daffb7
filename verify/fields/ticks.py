"""Boxes that are ticked on a form: of ``☑电话 □面访 □网络`` only the first was chosen.

Signs stand before their words or behind them; Word's old forms write them in Wingdings, where R and £ are boxes.
"""

from __future__ import annotations

from collections.abc import Iterable

from verify.text.patterns import when_used

# ☑ ☒ (what Word puts into its own check boxes), √, filled shapes; U+F0xx: Wingdings kept as private characters.
_TICKED = "☑☒✓✔✅√■●◉⬛▣þý\uf052\uf054\uf0fe\uf0fd\uf0fc\uf06e"
_EMPTY = "□☐◻◽○◯❏❑¨£\uf0a3\uf0a8\uf06f\uf071\uf072"
_T, _E = "\x01", "\x02"
_TABLE = {**dict.fromkeys(map(ord, _TICKED), _T), **dict.fromkeys(map(ord, _EMPTY), _E)}
_OPEN, _CLOSE = r"[(（\[［【〔]\s*", r"\s*[)）\]］】〕]"
_HOLLOW = when_used(_OPEN + _CLOSE)
_BRACKETED = when_used(rf"{_OPEN}(\x01){_CLOSE}|{_OPEN}\x02?{_CLOSE}")
# A cross is a tick where the other brackets are empty, and a no where one of them is ticked.
_CROSSED = when_used(rf"{_OPEN}[xX×✕✗✘]{_CLOSE}")
# In Wingdings o and q are empty boxes: only where a ticked one of that font stands beside them.
_WINGDINGS_EMPTY = when_used(r"(?<![A-Za-z])[oq](?=\s*[\u4e00-\u9fff])")
# In Wingdings 2 R is a ticked box and £ an empty one; R alone is a letter.
_WINGDINGS_R = when_used(r"(?<![A-Za-z])R(?=\s*[\u4e00-\u9fff])")
_SIGN = when_used(r"([\x01\x02])")
_ENDS_OPTION = when_used(r"[\s、,，;；/|]+")
_ROUND = "○◯●"  # they stand before lines as well, where nothing was to be ticked


BEFORE, BEHIND = "before", "behind"  # where a list puts its ticks
BETWEEN = "tick"  # what is ticked where a tick touches two words and nobody knows to which it belongs


def habit_of(texts: Iterable[str]) -> str:
    """Return whether the ticks of a list stand BEFORE their words or BEHIND them, by cells that leave no doubt; else ""."""
    found = set()
    for text in texts:
        parts = _SIGN.split(text.translate(_TABLE).strip())
        if (
            parts.count(_T) == 1
            and _E not in parts
            and len(parts) == 3
            and (bool(parts[0]) != bool(parts[2]))
        ):
            found.add(BEHIND if parts[0] else BEFORE)
    return found.pop() if len(found) == 1 else ""


def ticked(text: str, habit: str = "") -> str | None:
    """Return the words that are ticked, joined by 、; "" where boxes stand and none is; None where none stand.

    ``text`` is a cell as it was typed: the normal form of some boxes is no box. ``habit``: of its list. A tick alone
    between two words belongs to the one that it touches; BETWEEN where it touches both, or neither, and no habit tells.
    """
    text = text.translate({ord("Ｒ"): "R", ord("￡"): "£"})
    if "£" in text or _WINGDINGS_R.match(text):
        text = _WINGDINGS_R.sub("☑", text)
    if "þ" in text or "ý" in text:
        text = _WINGDINGS_EMPTY.sub("□", text)
    plain = text.translate(_TABLE)
    if _CROSSED.search(plain):
        plain = _CROSSED.sub(
            _E if _T in plain else _T if _HOLLOW.search(plain) or _E in plain else r"\g<0>", plain
        )
    if _T not in plain:  # ○ before a line and one pair of brackets are no boxes that somebody left empty
        boxes = any(sign in _EMPTY and sign not in _ROUND for sign in text)
        if not boxes and len(_HOLLOW.findall(text)) < 2:
            return None
    plain = _BRACKETED.sub(lambda box: _T if box[1] else _E, plain).strip()
    raw = _SIGN.split(plain)
    parts = [part.strip() for part in raw]
    before = not parts[0]  # a sign stands first: each belongs to the words behind it
    if parts.count(_T) == 1 and _E not in parts and parts[0] and parts[2]:
        behind, ahead = not _ENDS_OPTION.match(raw[0][-1]), not _ENDS_OPTION.match(raw[2][0])
        if behind == ahead and not habit:
            return BETWEEN
        before = habit == BEFORE if behind == ahead else ahead
    both = _T in plain and _E in plain
    chosen = []
    for at, part in enumerate(parts):
        if part != _T:
            continue
        words = parts[at + 1] if before else parts[at - 1]
        options = [word for word in _ENDS_OPTION.split(words) if word]
        if options:
            # where every option has its box, all that stands there belongs to it
            chosen.append(words if both and before else options[0 if before else -1])
    return "、".join(chosen)
