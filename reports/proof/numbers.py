"""Every number that was read for certain beside its picture, in blocks of ten: a person says of each block that it is so.

A program that is certain is still wrong at times, and a wrong number calls somebody else, or makes a person of nobody.
"""

from __future__ import annotations

from typing import Any

from phrases import say
from phrases.places import placed
from reports.formats.cells import CellWriter
from reports.proof.answers import ProofAnswers, label, places_of, said_as
from reports.proof.sheet import FIRST, ask, begin, put, show, text
from reports.proof.stored import Proof

BLOCK = 10
HEADS = tuple(
    f"proof.{head}" for head in ("number", "page", "row", "picture", "read", "mended", "block", "checked")
)
_WIDE = (6, 12, 8, 44, 24, 28, 14, 22)
_SHOWN = 12  # letters of an answer that is no answer
_READ, _MENDED, _CHECKED = 5, 6, 8  # columns: as read, and those that are filled in


def write(sheet: Any, proof: Proof, cells: CellWriter, lang: str) -> None:
    """Write the sheet."""
    begin(sheet, cells, lang, "numbers_note", HEADS, _WIDE)
    numbers = proof.numbers()
    for line, ((number, at, index, _), doubt) in enumerate(numbers):
        segment, row = proof.rosters[number].segments[at], FIRST + line
        texts = (
            str(line + 1),
            placed(segment.sheet, lang),
            str(segment.rows[index]),
            "",
            proof.text(numbers[line][0]),
        )
        for column, one in enumerate(texts, 1):
            put(sheet, row, column, cells.text(sheet, one, kind="long")).number_format = "@"
        show(sheet, row, "D", doubt.look.picture)
        ask(sheet, row, _MENDED, cells.blank(sheet))
        if line % BLOCK == 0:
            last = min(line + BLOCK, len(numbers))
            said = say("proof.block_of", lang, first=line + 1, last=last)
            put(sheet, row, _CHECKED - 1, cells.text(sheet, said, kind="long"))
            ask(sheet, row, _CHECKED, cells.blank(sheet))


def read(sheet: Any, proof: Proof, answers: ProofAnswers) -> tuple[str, ...]:
    """Take down what people say of the numbers, in place; return the blocks ("11-20") that nobody called right."""
    still_open: list[str] = []
    numbers = proof.numbers()
    keys = [
        (str(line), *label(proof, place[:3]).rsplit("!", 1)) for line, (place, _) in enumerate(numbers, 1)
    ]
    found, extra = places_of(sheet, keys)
    answers.extra += [f"{sheet.title} {row}" for row in extra]
    for line, (place, _) in enumerate(numbers):
        if line not in found:
            answers.missing.append(f"{sheet.title} {line + 1}")
            continue
        answers.compare(sheet, found[line], _READ, proof.text(place), f"{sheet.title} {line + 1}")
        mended = text(sheet, found[line], _MENDED)
        if mended and not said_as("right", mended):
            answers.answer(proof, place, mended)
        if line % BLOCK == 0 and not said_as("right", said := text(sheet, found[line], _CHECKED)):
            block = f"{line + 1}-{min(line + BLOCK, len(numbers))}"
            still_open.append(block)
            answers.words += [f"{block} “{said[:_SHOWN]}”"] if said else []
    return tuple(still_open)
