"""How people are shown: masked, or in full where somebody asked for that."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from verify.facts import NESTED, TEXT, kind_of

# What stands between the digits of a number that somebody grouped: a space or any kind of dash.
_GAP = r"[\s\-－‐-―−]?"
# Numbers of people in running text: a mobile however grouped, a landline with its area code, a local number,
# anything of nine digits or more. What begins with 20 and has eight digits is a date and stays.
_NUMBER = re.compile(
    rf"(?<!\d)[1１][3-9３-９](?:{_GAP}\d){{9}}(?!\d)"
    rf"|(?<!\d)[0０]\d{{2,3}}[)）]?{_GAP}\d{{3,4}}{_GAP}\d{{4}}(?!\d)"
    r"|\d{9,}"
    r"|(?<!\d)(?!20|２０)[2-8２-８]\d{6,7}(?!\d)"
)
_EMAIL = re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+")
HIDDEN = "****"  # what nobody said that it may be shown


@dataclass(frozen=True, slots=True)
class Veil:
    """``mask_contact`` and ``mask_name`` come from the fields' grammar; ``unmask`` shows everything."""

    mask_contact: Callable[[str], str]
    mask_name: Callable[[str], str]
    unmask: bool

    def contact(self, value: str) -> str:
        """Return one contact value as it may be shown."""
        return value if self.unmask else self.mask_contact(value)

    def name(self, value: str) -> str:
        """Return a person's name as it may be shown."""
        return value if self.unmask or not value else self.mask_name(value)

    def text(self, value: str) -> str:
        """Return free text (an employer, a date as written) without numbers by which a person is reached."""
        if self.unmask:
            return value
        return _EMAIL.sub(_hide_email, _NUMBER.sub(_hide_number, value))

    def facts(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        """Return a finding's facts as they may be shown: by their kind (verify/facts.py), else not at all."""
        return {key: self._fact(key, value) for key, value in facts.items()}

    def _fact(self, key: str, value: Any) -> Any:
        if self.unmask:
            return value
        if isinstance(value, (list, tuple)):
            return [self._fact(key, item) for item in value]
        if isinstance(value, dict) and key in NESTED:
            return {name: self._fact(name, item) for name, item in value.items()}
        kind = kind_of(key, value)
        if kind is None:
            return HIDDEN
        return self.text(value) if kind == TEXT and isinstance(value, str) else value


def veil(masks: Mapping[str, Any], unmask: bool) -> Veil:
    """Return the veil made of ``{"contact": function, "name": function}``."""
    return Veil(masks["contact"], masks["name"], unmask)


def _hide_number(match: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", match[0])
    head = max(0, min(3, len(digits) - 8))
    return digits[:head] + "*" * (len(digits) - head - 4) + digits[-4:]


def _hide_email(match: re.Match[str]) -> str:
    name, _, domain = match[0].partition("@")
    return f"{name[0]}***@{domain}"
