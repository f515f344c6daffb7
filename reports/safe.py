"""What strangers typed, made harmless to show: no control, escape or direction characters."""

from __future__ import annotations

import re

# Terminal sequences go as a whole; a lone control, zero-width or direction character goes by itself.
_ESCAPES = r"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b\[[0-?]*[ -/]*[@-~]"
_HARMFUL = re.compile(
    _ESCAPES + r"|[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufdd0-\ufdef\ufffe\uffff]"
)
# The same, but for line breaks, tabs, and one sign in one of the colours that tables of ours begin with.
_STEERING = re.compile(r"(\x1b\[3[123]m[×！√△·]\x1b\[0m|[\n\t])|" + _HARMFUL.pattern)
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_SPACE = re.compile(r"[\t\r\n\u2028\u2029]+")


def clean(text: str) -> str:
    """Return text on one line without escape sequences, control and direction characters.

    Half a character (a lone surrogate, which no file format can hold) becomes U+FFFD.
    """
    return _SURROGATE.sub("\ufffd", _HARMFUL.sub("", _SPACE.sub(" ", text)))


def terminal(text: str) -> str:
    """Return text for a terminal: lines stay lines and hefang's own colours colours; nothing else steers it."""
    return _SURROGATE.sub("\ufffd", _STEERING.sub(lambda match: match[1] or "", text))


def is_clean(text: str) -> bool:
    """Say whether ``clean`` would leave the text as it is, but for line breaks and tabs."""
    plain = _SPACE.sub(" ", text)
    return not (_HARMFUL.search(plain) or _SURROGATE.search(plain))
