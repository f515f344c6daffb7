"""The draw: anybody with the seal and the seed gets the same tickets.

The method is the sampler of Rivest's ``consistent_sampler`` 1.0.10, without replacement:

1. h0 = SHA-256 of the seed's UTF-8 bytes (NFC), in lower-case hex.
2. v = SHA-256 of the UTF-8 bytes of h0 followed by the row id, as a big-endian integer.
3. The decimal digits of v, padded on the left with zeros to at least 64, are reversed; ``0.`` before
   them makes the ticket. (Reversing puts the evenly spread digits first.)
4. Rows are ordered by the whole ticket text, ties by row id, both in code-point order.

A row's ticket depends on the seed and its own id only: a longer sample extends a shorter one, and
dropping a row leaves the order of the others. Stage 2 has a seed of its own and runs over the rows that
stage 1 left.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise

from sampling.errors import SamplingError
from sampling.model import Draw, Seal, SealedDossier, Ticket

# Blank at the ends or control characters anywhere: nobody reads those aloud. One list, the same in the
# verifier page, because the languages disagree about what a space is.
_BLANK = "\t\n\x0b\x0c\r \u0085\u00a0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff"
_EDGES = re.compile(rf"^[{_BLANK}]|[{_BLANK}]$|[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_EMPTY = re.compile(rf"[{_BLANK}]*")
SHOWN_DIGITS = 18


def read_seed(seed: object) -> str:
    """Return the seed as it is hashed: text in NFC. Inner spaces count.

    Raises SamplingError seed_kind (a number: long ones round silently), seed_blank or seed_edges.
    """
    if not isinstance(seed, str):
        raise SamplingError("seed_kind", got=type(seed).__name__)
    if _EMPTY.fullmatch(seed):
        raise SamplingError("seed_blank")
    if _EDGES.search(seed):
        raise SamplingError("seed_edges", got=seed.encode("utf-8", "replace").decode())
    return unicodedata.normalize("NFC", seed)


DICE = 20  # decimal digits of a roll: about 66 bits
_APART = re.compile(r"[\s,，、;；.。·・_\-–—:：/|]")


def plain_dice(text: str) -> str | None:
    """Return the twenty digits that a text stands for, however they are written or grouped; None for others."""
    plain = _APART.sub("", unicodedata.normalize("NFKC", text))
    return plain if len(plain) == DICE and plain.isascii() and plain.isdecimal() else None


def read_dice(text: str, *, free_text: bool = False) -> str:
    """Return the seed to draw with: twenty digits, without what people put between them.

    Raises SamplingError seed_digits for anything else, seed_typed for digits that repeat themselves; unless
    ``free_text``: then the text counts as it stands.
    """
    plain = plain_dice(text)
    if plain is not None and not free_text and _typed_by_heart(plain):
        raise SamplingError("seed_typed", got=plain)
    if plain is None and not free_text:
        digits = sum(c.isascii() and c.isdecimal() for c in unicodedata.normalize("NFKC", text))
        raise SamplingError(
            "seed_digits", count=DICE, got=text.encode("utf-8", "replace").decode()[:60], digits=digits
        )
    return text if plain is None else plain


def _typed_by_heart(digits: str) -> bool:
    """Whether twenty digits repeat a beginning of at most ten: 000…, 1212…, 1234567890 twice.

    Fair dice give such a roll about once in 10^10. Somebody who tries the command out gives it, and a draw stands.
    """
    return any(digits[step:] == digits[:-step] for step in range(1, DICE // 2 + 1))


def seed_hash(seed: str) -> str:
    """h0: lower-case hex SHA-256 of the seed."""
    return hashlib.sha256(read_seed(seed).encode()).hexdigest()


def ticket_number(h0: str, row: str) -> str:
    """Return the ticket of one row: ``0.`` and at least 64 digits."""
    value = int.from_bytes(hashlib.sha256((h0 + row).encode()).digest(), "big")
    return "0." + str(value).rjust(64, "0")[::-1]


def tickets(seed: str, rows: Iterable[str]) -> tuple[Ticket, ...]:
    """Return one ticket per row, in the order of the draw.

    Raises SamplingError duplicate_rows.
    """
    h0 = seed_hash(seed)
    drawn = sorted((ticket_number(h0, row), row) for row in rows)
    for (_, row), (_, following) in pairwise(drawn):
        if row == following:
            raise SamplingError("duplicate_rows", dossier=row.split("#", 1)[0], row=row)
    return tuple(Ticket(number, row) for number, row in drawn)


def shown(number: str, digits: int = SHOWN_DIGITS) -> str:
    """Shorten a ticket for display: ``digits`` digits after the leading run of 9s. Never sort by it."""
    nines = len(number) - len(number[2:].lstrip("9"))
    return number[: nines + digits]


def draw_dossier(sealed: SealedDossier, seeds: Sequence[str]) -> Draw:
    """Draw the stage that the last of ``seeds`` belongs to (one seed a stage).

    Stage 2 runs over the rows that stage 1 did not take; a dossier whose plan has one stage only gets an
    empty sample there, its rows stay reserve.

    Raises SamplingError same_dice, sample_exceeds_rows, empty_roster or a seed's own.
    """
    if len(seeds) == 2 and read_seed(seeds[0]) == read_seed(seeds[1]):
        raise SamplingError("same_dice", seed=seeds[0])
    left: Sequence[str] = sealed.drawable
    if not left:
        raise SamplingError("empty_roster", dossier=sealed.id)
    for stage, seed in enumerate(seeds, start=1):
        size = sealed.plan.n1 if stage == 1 else sealed.plan.n2
        if size > len(left):
            raise SamplingError("sample_exceeds_rows", dossier=sealed.id, sample=size, rows=len(left))
        ordered = tickets(seed, left)
        order = tuple(ticket.row for ticket in ordered)
        drawn = Draw(
            sealed.id, stage, order[:size], order[size:], {ticket.row: ticket.number for ticket in ordered}
        )
        left = order[size:]
    return drawn


def replay(seal: Seal, seeds: Sequence[str]) -> tuple[Draw, ...]:
    """Draw every sealed dossier; ``seeds`` holds the seed of stage 1, or those of both stages.

    Raises SamplingError no_stage_two when a second seed is given and no plan has a second stage.
    """
    if not 1 <= len(seeds) <= 2:
        raise SamplingError("count_range", name="seeds", low=1, high=2, got=len(seeds))
    if len(seeds) == 2 and not any(sealed.plan.n2 for sealed in seal.dossiers):
        raise SamplingError("no_stage_two")
    return tuple(draw_dossier(sealed, seeds) for sealed in seal.dossiers)
