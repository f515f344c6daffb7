"""Numbers that a narrow cell, or two paragraphs of one, broke over two lines: 1390451⏎0001 is one number."""

from __future__ import annotations

from collections.abc import Iterable

from verify.fields.contact.numbers import Located, numbers

_MOST_LINES = 4  # +86⏎139⏎0451⏎0001
_WHOLE = frozenset({"mobile", "iot", "satellite", "toll_free"})


def joined(text: str) -> str:
    """Return the text, as long as it is, with a space for each line break that stands inside a number.

    It stands inside one where the lines give a whole number only together: a mobile, or a landline with its area code.
    Two numbers below each other stay two, and a number with its extension below stays what it is.
    """
    if "\n" not in text:
        return text
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    at = 0
    while at < len(lines) - 1:
        for count in range(2, min(_MOST_LINES, len(lines) - at) + 1):
            if _is_one(lines[at : at + count]):
                for broken in range(at + 1, at + count):
                    text = f"{text[: starts[broken] - 1]} {text[starts[broken] :]}"
                at += count - 1
                break
        else:
            at += 1
    return text


def _is_one(lines: list[str]) -> bool:
    """Whether one number runs through all these lines, and none that is whole begins or ends at a break."""
    ends, at = [], -1
    for line in lines[:-1]:
        at += len(line) + 1
        ends.append(at)
    alone = [list(numbers(line)) for line in lines]
    if any(found and _whole(found[-1]) for found in alone[:-1]) or any(
        found and _whole(found[0]) for found in alone[1:]
    ):
        return False
    return any(_through(found, ends) for found in numbers(" ".join(lines)))


def _through(found: Located, ends: Iterable[int]) -> bool:
    return _whole(found) and all(found.start < end < found.end for end in ends)


def _whole(found: Located) -> bool:
    if found.kind == "landline":
        return found.value.startswith(("0", "+")) and found.problem != "wrong_length"
    return found.kind in _WHOLE
