"""What can go wrong in planning, sealing, drawing and judging. Its words: phrases/tables/sampling_error.csv."""

from __future__ import annotations

from collections.abc import Mapping

from phrases import say
from phrases.errors import HefangError


class SamplingError(HefangError, ValueError):
    """Something in planning, sealing, drawing or judging that cannot be done. ``facts`` fill the words.

    The fact ``name`` is the code of a quantity; its words stand under ``name.<code>``.
    """

    room = "sampling_error"

    def shown(self, lang: str) -> Mapping[str, object]:
        if "name" not in self.facts:
            return self.facts
        return {**self.facts, "name": say(f"sampling_error.name.{self.facts['name']}", lang)}
