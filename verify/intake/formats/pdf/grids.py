"""A PDF with a text layer as grids: one for each table on each page, ``第2页`` or ``第2页 表2``, rows counted from 1.

A cell's text is what stands between its lines, or in its strip of the page. A row of which one sign could belong
elsewhere is left out and named (notes ``rows_unread`` and ``rows_trimmed``): nothing is guessed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from verify.intake.errors import IntakeError
from verify.intake.formats.pdf.bands import Strips
from verify.intake.formats.pdf.boxes import as_head, boxed_table, free_head, part_rows
from verify.intake.formats.pdf.carried import carry, doubt_rare
from verify.intake.formats.pdf.head_cells import head_above, widen_heads
from verify.intake.formats.pdf.heads import Head, fields_of, find_heads, head_of_table, parts
from verify.intake.formats.pdf.join import WhoColumns, goes_on, has_serials, head_words, mend, same_columns
from verify.intake.formats.pdf.marked import page_notes
from verify.intake.formats.pdf.others import line_above, set_aside
from verify.intake.formats.pdf.pages import attachments, read_sheets
from verify.intake.formats.pdf.ruled import ruled_tables
from verify.intake.formats.pdf.sections import says_nobody
from verify.intake.formats.pdf.shapes import Glyph, PdfPage, PdfTable, TextLine
from verify.intake.formats.pdf.texts import cell_text, line_text, lines_of, raw_text
from verify.intake.formats.pdf.trimmed import doubt_overlaid, doubt_trimmed, mend_heads
from verify.intake.formats.pdf.unruled import unruled_tables
from verify.intake.grid import Grid, Value, column_letters, row_ranges
from verify.settings import Settings
from verify.text.marks import without_mark

_MAX_TITLE = 500
_LONGEST_WORD = 12  # signs of a heading
_EDGE_OF_PAGE = 0.12  # of its height: where what every page repeats stands
_APART = 1.7  # of the size of type: a line that is nearer to the next may be of its row
_PHONE = re.compile(r"(?:\d[- ]?){7,}")
_NUMBERS = re.compile(r"\d+")
_BROKEN = re.compile(r"(?<=[\u3400-\u9fff])\n(?=[\u3400-\u9fff])")  # between ideographs no blank is lost


def read_pdf(data: bytes, settings: Settings) -> list[Grid]:
    """Return the tables of all pages.

    Raises IntakeError: encrypted, damaged, pdf_too_long, too_many_cells, pdf_no_table, pdf_unclear, pdf_trimmed, and
    not_a_roster_format (pdf_picture) where its pages are pictures.
    """
    sheets = read_sheets(data)
    pictures = [sheet.number for sheet in sheets if sheet.picture]
    if pictures and len(pictures) == sum(bool(sheet.glyphs) or sheet.picture for sheet in sheets):
        raise IntakeError("not_a_roster_format", kind="pdf_picture")
    readable = [sheet for sheet in sheets if not sheet.picture]
    pages, left_over = _tables(readable)
    if apart := _apart(readable, pages):
        raise IntakeError("pdf_columns_apart", got=row_ranges(apart))
    groups, others = set_aside(_linked(pages), readable)
    trimmed = frozenset(sheet.number for sheet in sheets if sheet.trimmed)
    grids, unread, cut = _grids(groups, trimmed, settings, readable)
    if not grids and not unread:
        raise IntakeError("pdf_no_table", **({"of": "attached"} if attachments(data) else {}))
    notes = [*left_over, *(("pages_unread", _page(number)) for number in pictures)]
    marked = [sheet.number for sheet in readable if sheet.watermark]
    notes += [("watermark", _page(row_ranges(marked)))] if marked else []
    notes += [(code, _page(number)) for code, number in page_notes(sheets)]
    notes += [("other_tables", _page(row_ranges(sorted(set(others)))))] if others else []
    if unread and not any(len(grid.rows) > grid_head + 1 for grid, grid_head in grids):
        if cut:
            raise IntakeError("pdf_trimmed", got=str(unread), expected=cut)
        raise IntakeError("pdf_unclear", got=str(unread))
    above = _title(readable, pages)
    headed = next((at for at, (_, head) in enumerate(grids) if head >= 0), 0)
    told = {headed: notes}
    told[0] = [*([("title", above)] if above else []), *told.get(0, [])]
    return [replace(grid, notes=(*grid.notes, *told.get(at, ()))) for at, (grid, _) in enumerate(grids)]


Page = list[PdfTable]


def _tables(sheets: Sequence[PdfPage]) -> tuple[list[Page], list[tuple[str, str]]]:
    """Return the tables page by page, and notes on lines with numbers that are in none of them."""
    split = [ruled_tables(sheet) for sheet in sheets]
    repeated = _repeated(sheets, [rest for _, rest in split])
    pages: list[Page] = []
    notes: list[tuple[str, str]] = []
    carried: tuple[Head, Strips] | None = None  # of a table without lines that may go on
    last: PdfTable | None = None  # of a table with lines
    last_words: list[str] = []
    for sheet, (ruled, rest) in zip(sheets, split, strict=True):
        tables: Page = []
        for table in ruled:
            free_head(table)
            widen_heads(table)
            table.head = head_of_table(table)
            if table.head < 0 and (own := head_above(table, rest)):
                rest = [glyph for glyph in rest if id(glyph) not in own]
            if table.head < 0 and not tables and last is not None and same_columns(last, table):
                part_rows(table, sheet, WhoColumns.of(last_words), as_head(last_words, table.edges))
                table.head = head_of_table(table)
                tables.append(table)
            elif table.head >= 0:
                words = head_words(table)
                part_rows(table, sheet, WhoColumns.of(words), as_head(words, table.edges))
                tables.append(table)
            elif find_heads(lines_of(inside := _glyphs(table))):
                boxed = boxed_table(sheet, table, inside)
                tables += [boxed] if boxed else []
                rest = rest if boxed else [*rest, *inside]  # its lines do not part its columns
            else:
                tables.append(table)
        rest = [glyph for glyph in rest if (glyph.text, round(glyph.base), round(glyph.x0)) not in repeated]
        found = unruled_tables(sheet, rest, None if tables else carried)
        tables += found.tables
        loose = 0 if found.tables else sum(map(_is_person, lines_of(rest)))
        if loose:
            notes.append(("rows_unread", _rows_of_page(sheet.number, loose)))
        tables.sort(key=lambda table: (table.rows[0].top, table.edges[0]))
        last, carried = None, None
        if tables:
            if found.tables and tables[-1] is found.tables[-1]:
                carried = found.heads[-1], found.strips[-1]
            else:
                last = tables[-1]
                last_words = head_words(last) if last.head >= 0 else last_words
        pages.append(tables)
    return pages, notes


def _apart(sheets: Sequence[PdfPage], pages: Sequence[Page]) -> list[int]:
    """Return pages that hold further columns of a roster whose names stand on other pages: too wide when printed."""
    words = [head_words(table) for page in pages for table in page if table.head >= 0]
    missing = {"mode", "surveyed", "employer"} - {f for own in words for word in own for f in fields_of(word)}
    found = []
    for sheet, page in zip(sheets, pages, strict=True):
        rows = [table.rows[0] for table in page if table.head < 0 and table.rows]
        first = [raw_text(cell) for row in rows for cell in row.cells.values()]
        if not any(table.head >= 0 for table in page):
            first += [part.text for line in lines_of(sheet.glyphs)[:3] for part in parts(line)]
        fields = [fields_of(text) for text in first]
        if any(own & missing for own in fields) and not any(own & {"name", "contact"} for own in fields):
            found.append(sheet.number)
    return found if words else []


def _page(number: int | str) -> str:
    """Return how a page, or several, is called: as people who read the papers call it."""
    return f"第{number}页"


def _rows_of_page(number: int, count: int) -> str:
    return f"{_page(number)}（{count}行）"


def _is_person(line: TextLine) -> bool:
    return len(parts(line)) >= 3 and bool(_PHONE.search(line_text(line.glyphs)[0]))


def _glyphs(table: PdfTable) -> list[Glyph]:
    return [
        g for row in table.rows for cell in row.cells.values() for line in cell.lines for g in line.glyphs
    ]


def _repeated(sheets: Sequence[PdfPage], rests: Sequence[Sequence[Glyph]]) -> set[tuple[str, int, int]]:
    """Return the signs of first and last lines that pages repeat, whatever numbers are in them."""
    seen: Counter[tuple[str, int]] = Counter()
    own: dict[tuple[str, int], set[tuple[str, int, int]]] = {}
    for sheet, rest in zip(sheets, rests, strict=True):
        lines = lines_of(rest)
        for at in (0, -1):
            line, beside = (
                lines[at] if lines else None,
                lines[1 if at == 0 else -2] if len(lines) > 1 else None,
            )
            if line is None or _EDGE_OF_PAGE * sheet.height < line.base < (1 - _EDGE_OF_PAGE) * sheet.height:
                continue
            if beside is not None and abs(line.base - beside.base) < _APART * line.size:
                continue  # it may be the end of a row
            text = line_text(line.glyphs)[0]
            key = _NUMBERS.sub("#", text), round(line.base / 3)
            if not find_heads([line]) and not _is_person(line):
                seen[key] += 1
                own.setdefault(key, set()).update((g.text, round(g.base), round(g.x0)) for g in line.glyphs)
    return {sign for key, count in seen.items() if count > 1 for sign in own[key]}


def _linked(pages: Sequence[Page]) -> list[list[PdfTable]]:
    """Return tables that go on over pages together; rows that a page's end cut in two are mended."""
    groups: list[list[PdfTable]] = []
    open_group: list[PdfTable] | None = None
    places = WhoColumns()
    for page in pages:
        for at, table in enumerate(page):
            if at == 0 and open_group is not None and goes_on(open_group[-1], table, places):
                if places.name >= 0 or places.contact >= 0:
                    mend(open_group[-1], table, places)
                open_group.append(table)
            else:
                open_group = [table]
                places = WhoColumns.of(head_words(table))
                groups.append(open_group)
        if not page:
            open_group = None
    return groups


def _grids(
    groups: Sequence[Sequence[PdfTable]],
    trimmed: frozenset[int],
    settings: Settings,
    sheets: Sequence[PdfPage],
) -> tuple[list[tuple[Grid, int]], int, str]:
    """Return the grids with the index of their heading, how many rows were not read, and the columns whose texts
    may have been cut, if that is why none of these was.

    ``trimmed``: pages of a program that leaves out what does not fit into a cell.
    """
    counts: Counter[int] = Counter()
    grids: list[tuple[Grid, int]] = []
    lost: list[tuple[int, int, str, str]] = []  # first and last grid of a table, why, places of its rows
    unread = cells = 0
    full = dict[str, None]()  # columns
    for tables in groups:
        _give_room(tables)
        cut: dict[int, dict[int, int]] = {}  # number of the table -> row -> column
        headless: list[str] = []
        for number, table in enumerate(tables):
            doubt_overlaid(table)
            if table.sheet in trimmed:
                headless += mend_heads(table)
                cut[number] = doubt_trimmed(table)
        start, told = len(grids), {"rows_unread": list[str](), "rows_trimmed": list[str]()}
        words = head_words(tables[0])
        places = WhoColumns.of(words)
        carry(tables, places)
        doubt_rare(tables, places)
        if not any(has_serials(table, places) for table in tables):
            places = replace(places, serial=-1)
        for number, table in enumerate(tables):
            counts[table.sheet] += 1
            many = counts[table.sheet]
            name = _page(table.sheet) + (f" 表{many}" if many > 1 else "")
            grid, gone = _grid(table, name, number > 0, places)
            unread += len(gone)
            own = {
                row: _called(words, cut[number][row - 1]) for row in gone if row - 1 in cut.get(number, {})
            }
            for column in dict.fromkeys(own.values()):
                rows = row_ranges(row for row in own if own[row] == column)
                told["rows_trimmed"].append(f"{name}!{rows}（{column}）")
            full |= dict.fromkeys(own.values())
            if others := [row for row in gone if row not in own]:
                told["rows_unread"].append(f"{name}!{row_ranges(others)}")
            cells += sum(map(len, grid.cells))
            if cells > settings.max_cells:
                raise IntakeError(
                    "too_many_cells", sheet=name, cell="?", got=f"> {cells}", expected=str(settings.max_cells)
                )
            if grid.rows:
                caption = "" if number else line_above(table, sheets)
                grids.append((replace(grid, caption=caption), table.head))
        lost += [(start, len(grids), code, "；".join(gaps)) for code, gaps in told.items() if gaps]
        if headless:
            lost.append((start, len(grids), "heads_trimmed", "、".join(dict.fromkeys(headless))))
    for start, stop, code, gaps in lost:
        # Where nobody of the table is left, another table's reader will be told.
        order = [*range(start, stop), *range(len(grids))]
        at = next((at for at in order if len(grids[at][0].rows) > grids[at][1] + 1), None)
        if at is not None:
            grids[at] = _noted(grids[at][0], code, gaps), grids[at][1]
    return grids, unread, "" if any(code == "rows_unread" for _, _, code, _ in lost) else "、".join(full)


def _called(words: Sequence[str], column: int) -> str:
    """Return what a column is called in a note of places, in which each number is a row."""
    word = _NUMBERS.sub("", words[column] if column < len(words) else "")[:_LONGEST_WORD]
    return word or column_letters(column)


def _give_room(tables: Sequence[PdfTable]) -> None:
    """Say how wide a line can be in columns without lines: as wide as the widest one."""
    widest: dict[int, float] = {}
    loose = [t for t in tables if not t.ruled]
    for table in loose:
        for row in table.rows[table.head + 1 :]:
            for column, cell in row.cells.items():
                for line in cell.lines:
                    widest[column] = max(widest.get(column, 0.0), line.x1 - line.x0)
    for table in loose:
        for row in table.rows[table.head + 1 :]:
            for column, cell in row.cells.items():
                cell.room = widest[column]


def _grid(table: PdfTable, name: str, follows: bool, places: WhoColumns) -> tuple[Grid, list[int]]:
    aside: list[int] = []
    footnoted: list[int] = []
    rows: list[int] = []
    lines: list[list[Value]] = []
    lost: list[int] = []
    width = len(table.edges) - 1
    for number, row in enumerate(table.rows, 1):
        texts = {column: cell_text(cell) for column, cell in row.cells.items()}
        if 0 <= table.head + 1 - number <= 1:  # its words are known, or it would be none
            texts = {column: text or raw_text(row.cells[column]) for column, text in texts.items()}
        elif (nobody := says_nobody(row, places)) == "aside":
            aside.append(number)
            continue
        elif nobody or not row.sure or None in texts.values():
            lost.append(number)
            continue
        else:
            bare = {column: without_mark(texts[column] or "") for column in places.plain if column in texts}
            footnoted += [number] if any(bare[column] != texts[column] for column in bare) else []
            texts |= bare
            texts |= {c: _BROKEN.sub("", texts[c] or "") for c in places.employer if c in texts}
        values: list[Value] = [texts.get(column) or None for column in range(width)]
        if any(values):
            rows.append(number)
            lines.append(values)
    merges = [(top + 1, left, bottom + 1, right) for top, left, bottom, right in table.merges]
    gone = set(lost)
    # A merged cell whose first row is gone has no value to give.
    for top, _left, bottom, _right in [m for m in merges if m[0] in gone]:
        lost += [n for n in range(top + 1, bottom + 1) if n not in gone]
    if len(lost) > len(gone):
        gone = set(lost)
        kept = [(n, line) for n, line in zip(rows, lines, strict=True) if n not in gone]
        rows, lines = [n for n, _ in kept], [line for _, line in kept]
    told = (("section_rows", aside), ("raised_marks", footnoted))
    notes = tuple((code, f"{name}!{row_ranges(own)}") for code, own in told if own)
    return Grid(name, rows, lines, merges=merges, goes_on=follows, notes=notes), sorted(gone)


def _noted(grid: Grid, code: str, places: str) -> Grid:
    return replace(grid, notes=(*grid.notes, (code, places)))


def _title(sheets: Sequence[PdfPage], pages: Sequence[Page]) -> str:
    """Return the lines above the first table."""
    if not sheets or not pages or not pages[0]:
        return ""
    top = min(row.top for row in pages[0][0].rows)
    above = [glyph for glyph in sheets[0].glyphs if glyph.base < top - 1]
    return "\n".join(line_text(line.glyphs)[0] for line in lines_of(above))[:_MAX_TITLE]
