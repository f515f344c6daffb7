"""How many companies of the register have a roster, in one line. Apart from the papers' tables, which screens never need."""

from __future__ import annotations

from dataclasses import dataclass

from phrases import say
from verify.model import Batch, Entry, Lost, Matching

NAMED = 5  # companies named in one line
_NO_FAULT = ("no_roster", "empty")  # files that are no roster, where nothing says that they should be


@dataclass(frozen=True, slots=True)
class Tally:
    """``entries`` of the register, ``matched`` of them with a roster; ``without``: those with none; ``unread``: files
    that could not be read and have no other beside them; ``strangers``: dossiers that no entry is known for;
    ``withdrawn``: those without whose roster was withdrawn."""

    entries: int
    matched: int
    without: tuple[Entry, ...]
    unread: tuple[Lost, ...]
    strangers: tuple[str, ...]
    withdrawn: tuple[Entry, ...] = ()

    def state(self, entry: Entry) -> str:
        """Why an entry has no roster: nobody handed it in, or it was withdrawn."""
        return "withdrawn" if entry in self.withdrawn else "without"


def tally(batch: Batch) -> Tally | None:
    """Return the reconciliation of a batch; None where there is no register to reconcile with."""
    strangers = batch.dossiers.index[~batch.dossiers["declared"].astype(bool)]
    return tally_of(batch.matching, tuple(map(str, strangers)))


def tally_of(found: Matching, strangers: tuple[str, ...]) -> Tally | None:
    """Return the reconciliation; ``strangers``: dossiers that no entry is known for."""
    if not found.entries:
        return None
    unread = tuple(
        item for item in found.unread if item.alone or (item.entry is None and item.code not in _NO_FAULT)
    )
    missed = {item.entry for item in unread if item.entry is not None}
    matched = found.entries - len(found.absent) - len(missed)
    return Tally(found.entries, matched, found.absent, unread, strangers, found.withdrawn)


def tally_line(found: Tally | None, lang: str) -> str:
    """Return the reconciliation in one line, "" where there is no register."""
    if found is None:
        return ""
    parts = [say("door.matched", lang, entries=found.entries, count=found.matched)]
    for key, names in (
        ("without", [_named_without(entry, found, lang) for entry in found.without]),
        ("strangers", list(found.strangers)),
        ("unread", list(dict.fromkeys(named(i.entry) if i.entry else i.file for i in found.unread))),
    ):
        if names:
            shown = say("paper.comma", lang).join(names[:NAMED]) + "…" * (len(names) > NAMED)
            parts.append(say(f"door.{key}", lang, count=len(names), names=shown))
    return say("door.and", lang).join(parts)


def named(entry: Entry) -> str:
    """How people call an entry: its company, else its number."""
    return entry.applicant or entry.id


def _named_without(entry: Entry, found: Tally, lang: str) -> str:
    name = named(entry)
    return say("door.gone", lang, name=name) if found.state(entry) == "withdrawn" else name


def states(found: Matching, lang: str) -> list[str]:
    """Return a line for every company of the register that has no roster to be judged."""
    lines = [
        say(f"door.line.{'withdrawn' if entry in found.withdrawn else 'without'}", lang, name=named(entry))
        for entry in found.absent
    ]
    missed = {item.entry: item.file for item in found.unread if item.alone and item.entry is not None}
    return lines + [say("door.line.unread", lang, name=named(e), file=file) for e, file in missed.items()]
