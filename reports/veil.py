"""How people are shown: masked, or in full where somebody asked for that."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

# Numbers of people in running text: nine digits or more in one piece, or grouped as people group them.
# Eight digits are a date (20170305) and stay; a local landline without area code names nobody by itself.
_NUMBER = re.compile(r"1[3-9]\d[ \-]\d{4}[ \-]\d{4}(?!\d)|0\d{2,3}[ \-]\d{7,8}(?!\d)|\d{9,}")
_EMAIL = re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+")
# Facts that hold what somebody typed. The others are numbers, dates, ids, and values masked by the check.
_TYPED = frozenset({"formula", "employer", "got", "mode", "name", "number", "numbers", "what", "category"})


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
        """Return a finding's facts with what somebody typed put through ``text``."""
        return {key: self._fact(value) if key in _TYPED else value for key, value in facts.items()}

    def _fact(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._fact(item) for item in value]
        return self.text(value) if isinstance(value, str) else value


def veil(masks: Mapping[str, Any], unmask: bool) -> Veil:
    """Return the veil made of ``{"contact": function, "name": function}``."""
    return Veil(masks["contact"], masks["name"], unmask)


def _hide_number(match: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", match[0])
    return digits[:3] + "*" * (len(digits) - 7) + digits[-4:]


def _hide_email(match: re.Match[str]) -> str:
    name, _, domain = match[0].partition("@")
    return f"{name[0]}***@{domain}"
