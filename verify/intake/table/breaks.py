"""Where a page ends: a row printed twice, the last of one page again as the first of the next; "as above" below a heading.

A row that was printed twice is one line of the list, and nobody wrote it down twice. Only one row at a break is taken for
that, and only where its serial number and every other cell are the same: rows copied anywhere else are duplicates, and so
is a third one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from verify.intake.roster import Mark, Segment
from verify.intake.table.habits import dated
from verify.intake.table.tails import compact


def again(
    kept: Sequence[int], headings: Sequence[int], serial: int | None, row: Callable[[int], Mapping[int, str]]
) -> list[int]:
    """Return which of the kept rows repeat, under a heading printed again, the row above that heading.

    ``headings``: the rows of headings below the first one; ``row``: the texts of a row by column.
    """
    found: list[int] = []
    if serial is None or not len(kept):
        return found
    for at in sorted({bisect_left(kept, heading) for heading in headings} - {0, len(kept)}):
        before, after = int(kept[at - 1]), int(kept[at])
        if before not in found and _is_number(row(before).get(serial, "")) and row(before) == row(after):
            found.append(after)
    return found


def repeats(before: Segment, after: Segment) -> bool:
    """Return whether the first row of a segment is the last one of the segment before, under the same number."""
    if not len(before.rows) or not len(after.rows) or before.bulk_marks or after.bulk_marks:
        return False
    last, first = _texts(before, -1), _texts(after, 0)
    return _is_number(first.get("serial", "")) and last == first


def _texts(segment: Segment, index: int) -> dict[str, str]:
    found = {**segment.extra_texts, **segment.texts}
    return {key: compact(str(texts[index])) for key, texts in found.items() if texts[index]}


def _is_number(serial: str) -> bool:
    return any(map(str.isdigit, serial))


def without_first(segment: Segment) -> Segment:
    """Return a segment without its first row, and what was said of its cells."""
    return replace(
        segment,
        rows=segment.rows[1:],
        texts={field: texts[1:] for field, texts in segment.texts.items()},
        extra_texts={heading: texts[1:] for heading, texts in segment.extra_texts.items()},
        marks=[replace(mark, index=mark.index - 1) for mark in segment.marks if mark.index],
    )


def carry(before: Segment, after: Segment) -> Segment:
    """Return a segment as it goes on with the one before: its first rows may say "as above", or days of the month above."""
    return _dated(before, _as_above(before, after))


def _dated(before: Segment, after: Segment) -> Segment:
    """Give dates that a page begins with the year and month that stand over the rows of the page before."""
    last = [
        mark.detail
        for mark in before.marks
        if (mark.field, mark.kind, mark.index) == ("surveyed", "dated", len(before.rows) - 1)
    ]
    texts = after.texts.get("surveyed")
    if not last or not isinstance(texts, list):
        return after
    if before.sheet != after.sheet and dated.of_sheet(before.sheet) is not None:
        return after  # a month by which a sheet is named is that of no other sheet
    own = [mark.index for mark in after.marks if (mark.field, mark.kind) == ("surveyed", "dated")]
    until = min(own, default=len(texts))
    out, said = dated.filled(texts[:until], [dated.again(last[0])] * until)
    if not said:
        return after
    marks = [Mark(index, "surveyed", "dated", text) for index, text in said.items()]
    return replace(
        after, texts={**after.texts, "surveyed": [*out, *texts[until:]]}, marks=[*after.marks, *marks]
    )


def _as_above(before: Segment, after: Segment) -> Segment:
    above = {mark.field: 0 for mark in after.marks if (mark.kind, mark.detail) == ("unread", "nothing_above")}
    filled: dict[tuple[str, int], str] = {}
    for field in above:
        last = before.texts[field][-1] if len(before.texts.get(field, ())) else ""
        unread = {mark.index for mark in before.marks if (mark.field, mark.kind) == (field, "unread")}
        if not last or len(before.rows) - 1 in unread or not isinstance(after.texts[field], list):
            continue
        said = {mark.index for mark in after.marks if mark.field == field and mark.detail == "nothing_above"}
        while above[field] in said:
            filled[field, above[field]] = last
            above[field] += 1
    if not filled:
        return after
    texts = {
        field: [filled.get((field, index), text) for index, text in enumerate(own)] if field in above else own
        for field, own in after.texts.items()
    }
    marks = [
        Mark(mark.index, mark.field, "ditto", after.texts[mark.field][mark.index])
        if mark.detail == "nothing_above" and (mark.field, mark.index) in filled
        else mark
        for mark in after.marks
    ]
    return replace(after, texts=texts, marks=marks)
