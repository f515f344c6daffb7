"""What can go wrong: one class of error, with a code and facts. The sentence is made when it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from phrases import has, say, texts

__all__ = ["HefangError"]


class _Unknown(str):
    """Stands for a fact that was not given, whatever form the sentence wants it in."""

    __slots__ = ()

    def __format__(self, form: str) -> str:
        return "?"


class _Given(dict[str, object]):
    """Facts of an error: a missing one is a question mark. To say what went wrong must not itself go wrong."""

    def __missing__(self, key: str) -> object:
        return _Unknown("?")


class HefangError(Exception):
    """Something that cannot be done, and what to do about it.

    ``code``: its line in the table of ``room``; what to do stands under ``<code>.do``, where there is anything to
    be done. ``facts`` fill both. Errors of one room are a subclass that names its table, so that a caller can
    catch them apart; they pass from worker processes with their facts.
    """

    room: ClassVar[str]

    def __init__(self, code: str, /, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts: dict[str, object] = facts

    def shown(self, lang: str) -> Mapping[str, object]:
        """Return the facts as the sentence shows them; a room may put words in the place of its codes."""
        return self.facts

    def line(self) -> str:
        """Return the line of the table that says it; a room may have several for one code."""
        return self.code

    def words(self, lang: str = "zh") -> tuple[str, str]:
        """Return (what is wrong, what to do) in the reader's language; "" where nothing is to be done."""
        facts, key = _Given(self.shown(lang)), f"{self.room}.{self.line()}"
        fix = _told(f"{key}.do", lang, facts) if has(f"{key}.do") else ""
        return _told(key, lang, facts), fix

    def sentence(self, lang: str = "zh") -> str:
        """Return both as one sentence."""
        reason, fix = self.words(lang)
        return say("command.error.sampling", lang, reason=reason, fix=fix) if fix else reason

    def __str__(self) -> str:
        return "; ".join(part for part in self.words("en") if part)


def _told(key: str, lang: str, facts: Mapping[str, object]) -> str:
    return texts(key)[1 if lang == "en" else 0].format_map(facts)
