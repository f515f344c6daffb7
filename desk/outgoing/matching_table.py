"""对应表, in which people settle whose the rosters are that no company was found for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from desk.console import Stop
from phrases import say
from reports.formats.correspondence import Answered, write
from verify.intake.roster import RosterTable
from verify.intake.table.register_words import ANSWER, NAME
from verify.model import Review


def write_table(review: Review, tables: Sequence[RosterTable], folder: Path, lang: str) -> list[str]:
    """Write 对应表 where rosters are open; return what to say of it. Raises Stop."""
    found = review.batch.matching
    if not found.open or not found.entries:
        return []
    path = folder / NAME
    try:
        write(path, found.open, _answers(tables), found.everybody, lang)
    except OSError as error:
        raise Stop("out", path=path, got=error.strerror or str(error)) from error
    return [say("door.table.written", lang, count=len(found.open), path=path)]


def _answers(tables: Sequence[RosterTable]) -> list[Answered]:
    answered = []
    for table in tables:
        if ANSWER in table.headings:
            at = {heading: number for number, heading in enumerate(table.headings)}
            for texts in table.texts:
                file, sheet, said = (texts[at[n]] if n in at else "" for n in ("名单文件", "工作表", ANSWER))
                answered += [Answered(file, sheet, said)] if file and said else []
    return answered
