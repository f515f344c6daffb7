"""From the grids of a file to its rosters: headings, rows, continuations, and why something is no roster."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from verify.intake.grid import UNREAD, UNREAD_ROWS, Grid, column_letters, row_ranges, rows_in
from verify.intake.roster import FIELDS, FileResult, Problem, Roster, RosterTable, Segment
from verify.intake.table import cells
from verify.intake.table.body import Body, read_body
from verify.intake.table.breaks import carry, repeats, without_first
from verify.intake.table.counted import Count, counts_of, differing
from verify.intake.table.doubts import doubted
from verify.intake.table.fill import Covered, covered
from verify.intake.table.habits.alike import alike, looks_like_people, width_of
from verify.intake.table.habits.asides import Listed, asides
from verify.intake.table.habits.endings import shown
from verify.intake.table.habits.layouts import cards_among, other_layout, several_people, two_lines
from verify.intake.table.habits.others import names_others
from verify.intake.table.habits.stacked import of_others, parted
from verify.intake.table.headings import heading_words, normal
from verify.intake.table.registers import find_register, read_register
from verify.intake.table.window import Header, find_header
from verify.text.patterns import when_used

__all__ = ["find_rosters", "heading_words"]

FORM = dict(zip(FIELDS, ["序号", "姓名", "联系方式", "调查方式", "调查时间", "工作单位"], strict=True))
EXPECTED = " ".join(FORM.values())
_LONGEST_TITLE = 500
_SHOWN_ROWS, _SHOWN_CHARACTERS = 3, 120
_GAP = 10  # a serial that goes on may leave out a few numbers
_GOES_ON = when_used(
    r"^续|续$|[(（]续|续[表页名]|接上[表页]|第\s*(?:[2-9]|[1-9]\d+|[二三四五六七八九]|十.?)\s*页"
    r"|\b(?:page|p)[\s.]*(?:[2-9]|[1-9]\d+)\b|continued|\bcont\b",
    re.IGNORECASE,
)
_PASSED = {  # what a row is that is no respondent -> note
    "template": "template_rows",
    "tail": "tail_rows",
    "header": "repeated_header",
    "hint": "hint_rows",
    "section": "section_rows",
    "others": "other_list",
    "folded": "folded_rows",
    "again": "repeated_rows",
    "slid": "rows_unread",
}
_WITHOUT_LETTERS = ("docx", "doc", "pdf", "picture")  # nobody sees letters above the columns of their tables
_SIGNS = when_used(r"\w")


@dataclass(slots=True)
class _Draft:
    """A roster while its parts are still being found."""

    header: Header
    width: int
    title: str
    segments: list[Segment]
    notes: list[tuple[str, str]] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)
    again: bool = False  # whether its last row was printed a second time


def _texts_above(grid: Grid, header: Header) -> list[str]:
    rows = grid.cells[: max(0, header.top)]
    return [" ".join(text for text in map(cells.text_of, row) if text) for row in rows]


def _bodies(grid: Grid, cover: Covered, header: Header, start: int) -> list[tuple[Header, Body]]:
    """Read all parts of a grid: one, or more where a heading of another shape begins on a later page."""
    titles = frozenset(text for text in _texts_above(grid, header) if text)
    bodies: list[tuple[Header, Body]] = []
    following: Header | None = header
    while following is not None:
        begin = following.bottom + 1 if following.top >= 0 else start
        body = (
            _long_body(grid, following, begin, titles)
            if grid.columns is not None
            else read_body(grid, cover, following, begin, len(grid.cells), titles)
        )
        bodies.append((following, body))
        following = body.next_header
    return bodies


def _long_body(grid: Grid, header: Header, begin: int, titles: frozenset[str]) -> Body:
    # Imported here to keep start-up fast: only long texts need Arrow, which takes as long as 50 workbooks.
    from verify.intake.bulk.long import read_long

    return read_long(grid, header, begin, titles)


def _serial(segment: Segment, index: int) -> int | None:
    texts = segment.texts.get("serial")
    text = str(texts[index]).rstrip(".、") if texts is not None and len(texts) else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _continues(draft: _Draft, grid: Grid, header: Header, title: str, segments: Sequence[Segment]) -> bool:
    """Return whether a table with a heading goes on with the roster before it.

    It does when its sheet or title says so (续表, 第2页), or when under the same heading the serial
    numbers go on instead of starting again.
    """
    if names_others(grid.sheet) and not names_others(draft.segments[0].sheet):
        return False
    if of_others(draft.title, title):
        return False
    same_fields = header.columns.fields.keys() == draft.header.columns.fields.keys()
    if same_fields and (_GOES_ON.search(grid.sheet) or any(_GOES_ON.search(t) for t in title.split("\n"))):
        return True
    before, after = draft.segments[-1], segments[0]
    last, first = _serial(before, -1), _serial(after, 0)
    words = [{k: normal(v) for k, v in part.headings.items()} for part in (before, after)]
    if last is not None and first == last + 1 and not title:
        # The next number of the same list, whatever the order of its columns.
        return same_fields and sorted(words[0].values()) == sorted(words[1].values())
    if not same_fields or words[0] != words[1]:
        return False
    if last is None or first is None:
        return False
    # A row printed again on the next page; two lists of one person each are two lists.
    return last < first <= last + _GAP or (len(before.rows) > 1 and repeats(before, after))


def _read_as(header: Header) -> Iterator[tuple[str, str]]:
    """Yield which columns were taken by the last word of their heading, and which could be a field that is missing."""
    told = [(name, header.columns.fields[name]) for name in header.guessed]
    for code, found in (("read_as", told), ("columns_unclear", list(header.unclear.items()))):
        for name, columns in found:
            seen = ", ".join(
                f"{column_letters(c)} {shown(header.written.get(c, ''))}".strip() for c in columns
            )
            yield code, f"{FORM[name]}: {seen}"


def _notes(grid: Grid, bodies: Sequence[tuple[Header, Body]]) -> list[tuple[str, str]]:
    notes = list(grid.notes)
    notes += dict.fromkeys(note for header, _ in bodies for note in _read_as(header))
    for kind, code in _PASSED.items():
        rows = [row for _, body in bodies for row in body.passed.get(kind, ())]
        if rows:
            notes.append((code, (f"{grid.sheet}!" if grid.sheet else "") + row_ranges(rows)))
    return notes


def _once(draft: _Draft, segments: list[Segment]) -> tuple[list[Segment], list[tuple[str, str]]]:
    """Return the segments of a further page without a row that the page before ends with, and the note of it."""
    if draft.again or not repeats(draft.segments[-1], segments[0]):
        draft.again = False
        return segments, []
    first, *others = segments
    place = (f"{first.sheet}!" if first.sheet else "") + str(first.rows[0])
    rest = [without_first(first)] if len(first.rows) > 1 else []
    draft.again = not rest and not others  # a third one is somebody's copy
    return [*rest, *others], [("repeated_rows", place)]


def _got(grids: Sequence[Grid]) -> dict[str, str]:
    """Return the shape of the first rows that stand instead of a heading.

    Only words that are headings are shown as they are: whatever else stands there may be somebody's name.
    """
    known = heading_words()
    for grid in grids:
        lines = [[text for text in map(cells.text_of, row) if text] for row in grid.cells[:100]]
        lines = [line for line in lines if line][:_SHOWN_ROWS]
        if lines:
            shown = [
                [normal(t) if normal(t) in known else _SIGNS.sub("*", t) for t in line] for line in lines
            ]
            texts = [" | ".join(line)[:_SHOWN_CHARACTERS] for line in shown]
            return {"sheet": grid.sheet, "expected": EXPECTED, "got": " / ".join(texts)}
    return {"sheet": grids[0].sheet if grids else "", "expected": EXPECTED, "got": ""}


def find_rosters(file: str, sha256: str, reader: str, grids: Sequence[Grid]) -> FileResult:
    """Return the rosters, registers and problems of one file's grids.

    Each sheet or table that is a roster is one Roster, in the file's order; one that continues the
    roster before it becomes a further segment of that one.
    """
    drafts: list[_Draft] = []
    before: Grid | None = None
    at_last_draft = False  # whether the grid before went into the last draft
    registers: list[RosterTable] = []
    problems: list[Problem] = []
    unread: list[Grid] = []
    blank: list[tuple[Grid, Header]] = []
    slipped: list[tuple[str, str]] = []  # rows that were seen and not used
    cards = cards_among(grids)
    if cards:
        problems.append(Problem("cards", {"sheet": cards[0].sheet}))
    for grid in (part for whole in grids for part in parted(whole)):
        if grid.prose or any(grid is card for card in cards):
            continue
        cover = covered(grid)
        header = find_header(grid, cover)
        register = find_register(grid, cover, header)
        if register:
            registers.append(read_register(file, grid, cover, *register))
            continue
        goes_on, at_last_draft = grid.goes_on if at_last_draft else None, False
        carried = (
            header is None and bool(drafts) and (goes_on or alike(grid, drafts[-1].header, drafts[-1].width))
        )
        if carried:
            header = replace(drafts[-1].header, top=-1, bottom=-1)
        elif header is None and grid.goes_on and blank and blank[-1][0] is before:
            header = replace(blank[-1][1], top=-1, bottom=-1)  # nobody under that heading could be read
        before = grid
        if header is None:
            unread.append(grid)
            continue
        if header.columns.twice:
            name_of = (lambda at: str(at + 1)) if reader in _WITHOUT_LETTERS else column_letters
            places = ", ".join(map(name_of, header.columns.twice))
            problems.append(
                Problem(
                    "side_by_side",
                    {"sheet": grid.sheet, "row": str(grid.rows[header.bottom]), "columns": places},
                )
            )
            continue
        if (problem := two_lines(grid, header)) is not None:
            problems.append(problem)
            continue
        # What stands above a table on a page is in no cell of it: the reader has noted it.
        outside = [detail for code, detail in grid.notes if code == "title"]
        above = [*outside, *(text for text in _texts_above(grid, header) if text)]
        title = "\n".join(above)[:_LONGEST_TITLE]
        bodies = _bodies(grid, cover, header, 0)
        segments = [body.segment for _, body in bodies if len(body.segment.rows)]
        if not segments:
            blank.append((grid, header))
            continue
        if (problem := several_people(segments)) is not None:
            problems.append(problem)
            continue
        notes = _notes(grid, bodies)
        slipped += [note for note in notes if note[0] == "rows_unread" and note not in grid.notes]
        passed = [row for _, body in bodies for row in body.passed.get("tail", ())]
        counts = counts_of(grid, header.top, segments, passed)
        at_last_draft = True
        if not goes_on:  # a reader that knows pages has looked at the one before only
            goes_on = bool(drafts) and _continues(drafts[-1], grid, header, title, segments)
        if carried or (goes_on and header.columns.fields.keys() == drafts[-1].header.columns.fields.keys()):
            segments, told = _once(drafts[-1], segments)
            if segments:
                segments[0] = carry(drafts[-1].segments[-1], segments[0])
            drafts[-1].segments += segments
            if not carried:
                drafts[-1].header = bodies[-1][
                    0
                ]  # a page without a heading goes on with the columns of this one
            drafts[-1].notes += [*notes, *told]
            drafts[-1].counts += counts
        else:
            drafts.append(_Draft(bodies[-1][0], width_of(grid), title, segments, notes, counts))
    drafts = _without_asides(drafts)
    problems += _problems(drafts, registers, problems, unread, blank)
    problems += _left_unread([*(note for grid in grids for note in grid.notes), *slipped])
    rosters = tuple(
        _judged(doubted(_roster(file, sha256, reader, draft, len(drafts) == 1), grids), grids)
        for draft in drafts
    )
    return FileResult(file, rosters, tuple(registers), tuple(problems))


def _without_asides(drafts: list[_Draft]) -> list[_Draft]:
    """Return the rosters without the tables beside them that are none; the first one is noted to have had them."""
    if len(drafts) < 2:
        return drafts
    tables = [
        Listed(
            draft.segments[0].sheet,
            draft.header.columns,
            sum(len(segment.rows) for segment in draft.segments),
            frozenset(draft.header.unclear),
            frozenset(str(text) for segment in draft.segments for text in segment.texts.get("contact", ())),
        )
        for draft in drafts
    ]
    found = asides(tables)
    kept = [draft for at, draft in enumerate(drafts) if at not in found]
    if found:
        kept[0].notes += [(code, f"{tables[at].sheet}（{tables[at].people}）") for at, code in found.items()]
    return kept


def _judged(roster: Roster, grids: Sequence[Grid]) -> Roster:
    if not any(grid.formulas for grid in grids):
        return roster
    # Imported here to keep start-up fast: few rosters hold formulas.
    from verify.intake.table.formulas import judged

    return judged(roster, grids)


def _left_unread(notes: Sequence[tuple[str, str]]) -> list[Problem]:
    """Return what was seen of a table and not taken: rows, pages."""
    places = {code: [detail for c, detail in notes if c == code] for code in UNREAD}
    return [Problem(code, {"got": "；".join(found)}) for code, found in places.items() if found]


def _problems(
    drafts: Sequence[_Draft],
    registers: Sequence[RosterTable],
    known: Sequence[Problem],
    unread: Sequence[Grid],
    blank: Sequence[tuple[Grid, Header]],
) -> list[Problem]:
    """Return why parts of a file did not become rosters; sheets that hold no people need no excuse."""
    if not drafts and not registers and not known:
        if blank and any(code in UNREAD_ROWS for grid, _ in blank for code, _ in grid.notes):
            return []
        if blank:
            grid, header = blank[0]
            rows = ", ".join(str(row) for row in grid.rows[header.top : header.bottom + 1])
            return [Problem("no_rows", {"sheet": grid.sheet, "row": rows})]
        other = next((found for grid in unread if (found := other_layout(grid))), None)
        people = {"people": "1"} if any(map(looks_like_people, unread)) else {}
        return [other or Problem("no_roster", _got(unread) | people)]
    return [
        Problem("no_roster", _got([grid]) | {"people": "1"}) for grid in unread if looks_like_people(grid)
    ]


def _roster(file: str, sha256: str, reader: str, draft: _Draft, alone: bool) -> Roster:
    people = sum(len(segment.rows) for segment in draft.segments)
    unread = sum(rows_in(place) for code, place in draft.notes if code in UNREAD_ROWS)
    return Roster(
        file=file,
        sheet="" if alone else draft.segments[0].sheet,
        sha256=sha256,
        reader=reader,
        segments=tuple(draft.segments),
        title=draft.title,
        # What is said of the whole file stands on each of its tables, and is told once.
        notes=tuple(dict.fromkeys((*draft.notes, *differing(draft.counts, people, unread)))),
    )
