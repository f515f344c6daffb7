"""What a returned list brought: attempts and remarks, and lines that say what was not taken, or is worth a word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from phrases import say
from sampling.calls.call_list import outcome_words
from sampling.model import Attempt, Callee, Remark


@dataclass(frozen=True, slots=True)
class ReturnedLine:
    """Something to say about a row: where it stands in the file, whom it names, why.

    ``number``: the attempt that it is about, 0 for the whole row; ``near``: the outcome code to offer.
    """

    line: int
    name: str
    row: str
    code: str
    got: str = ""
    number: int = 0
    near: str = ""

    def reason(self, lang: str = "zh") -> str:
        """Return why, as a sentence that says what to do."""
        near = outcome_words(self.near, lang) if self.near else ""
        why = say(f"calls.{self.kind}.{self.code}", lang, got=self.got, near=near)
        return say("calls.at_attempt", lang, number=self.number, why=why) if self.number else why

    @property
    def kind(self) -> str:
        """Where its sentence stands among the phrases."""
        return "told"


class Refused(ReturnedLine):
    """A row, or one attempt of it, that is not taken."""

    __slots__ = ()

    @property
    def kind(self) -> str:
        """Where its sentence stands among the phrases."""
        return "refused"


@dataclass(frozen=True, slots=True)
class Returned:
    """What a list brought back. ``draw``: the draw it says it belongs to, "" where it cannot say (csv).

    ``told``: what was taken and is worth a word (calls at night, two at one minute, no time); ``missing``: rows that
    were on the list when it was written and are not in it any more, with no row for a name. ``before``: of a list of the
    second ear, by row id: where it stands, and what the person said of an earlier call, as it was typed.
    """

    attempts: tuple[Attempt, ...]
    remarks: tuple[Remark, ...]
    refused: tuple[Refused, ...]
    draw: str
    told: tuple[ReturnedLine, ...] = ()
    missing: tuple[Callee, ...] = ()
    before: Mapping[str, tuple[ReturnedLine, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Home:
    """The round that lists are taken back into: a list of any other one is refused whole.

    ``draws``: every draw id that lists of this casebook ever carried.
    """

    round: str
    origin: str
    draws: frozenset[str]
