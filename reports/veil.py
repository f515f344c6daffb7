"""How people are shown: masked, or in full where somebody asked for that."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from verify.facts import ADDRESSED, FORMULA, NESTED, TEXT, WRITTEN, kind_of

HIDDEN = "****"  # what nobody said that it may be shown


@dataclass(frozen=True, slots=True)
class Veil:
    """How each kind of text is shown, by the fields' grammar; ``unmask`` shows everything.

    ``people``: texts that name respondents of the batch, hidden wherever free text holds them.
    """

    mask_contact: Callable[[str], str]
    mask_name: Callable[[str], str]
    unmask: bool
    masks: Mapping[str, Callable[..., Any]]
    people: frozenset[str] = frozenset()

    def contact(self, value: str) -> str:
        """Return one contact value as it may be shown."""
        return value if self.unmask else self.mask_contact(value)

    def name(self, value: str) -> str:
        """Return a person's name as it may be shown."""
        return value if self.unmask or not value else self.mask_name(value)

    def text(self, value: str) -> str:
        """Return free text (an employer, a title) without people, and without numbers by which one is reached."""
        return value if self.unmask else str(self.masks["organisation"](value, self.people))

    def written(self, value: str) -> str:
        """Return a date, a mode or the like as it stands in its cell; words that no such cell holds are masked."""
        return value if self.unmask else str(self.masks["written"](value))

    def serial(self, value: str) -> str:
        """Return a serial as it stands in its cell."""
        return value if self.unmask else str(self.masks["serial"](value))

    def knowing(self, rows: Any) -> Veil:
        """Return the veil that knows the respondents of a batch: ``rows`` as in ``Batch.rows``."""
        return self if self.unmask else replace(self, people=self.masks["people"](rows))

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
        if not isinstance(value, str):
            return value
        if kind in (WRITTEN, FORMULA, ADDRESSED):
            return self.masks[kind](value)
        return self.text(value) if kind == TEXT else value


def veil(masks: Mapping[str, Any], unmask: bool) -> Veil:
    """Return the veil made of what ``verify.fields.strangers.masks`` returns."""
    return Veil(masks["contact"], masks["name"], unmask, masks)
