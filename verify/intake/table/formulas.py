"""What a formula in a respondent's cell does: computes its value, draws it at random, or only picks and joins what is typed.

``=C5+1`` makes a number that nobody registered; ``=G2&"-"&H2`` and ``=原始!C2`` show what somebody typed elsewhere
in the same file. A formula is judged by its functions and by whether its result is made of typed cells.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from verify.intake.formats.workbooks.formulas import Parts, Taken, parts_of
from verify.intake.grid import Grid, Value
from verify.intake.roster import Mark, Roster, Segment
from verify.intake.table import cells
from verify.text.patterns import when_used

At = tuple[int, int]

COMPUTED, CONSTANT, TIDIED = "formula", "formula_constant", "formula_tidied"
RANDOM, CHANGING, ELSEWHERE = "formula_random", "formula_changing", "formula_elsewhere"

_DRAWING = frozenset(("RAND", "RANDBETWEEN", "RANDARRAY", "RAND.NV", "RANDBETWEEN.NV"))
_OF_TODAY = frozenset(("TODAY", "NOW"))
# Functions that show, cut, join or look up what stands somewhere, and make no digit that stands nowhere.
_PICKING_WORDS = (
    "TRIM CLEAN TEXT VALUE NUMBERVALUE T N ASC DBCS JIS WIDECHAR UPPER LOWER PROPER SUBSTITUTE "
    "REPLACE REPLACEB CONCATENATE CONCAT TEXTJOIN PHONETIC LEFT LEFTB RIGHT RIGHTB MID MIDB LEN LENB "
    "FIND FINDB SEARCH SEARCHB EXACT IF IFS IFERROR IFNA SWITCH AND OR NOT ISBLANK ISERROR ISERR ISNA "
    "ISNUMBER ISTEXT ISNONTEXT VLOOKUP HLOOKUP LOOKUP XLOOKUP INDEX MATCH XMATCH COLUMN COLUMNS ROW "
    "ROWS TEXTBEFORE TEXTAFTER FIXED TRUE FALSE HYPERLINK CHAR UNICHAR SINGLE ANCHORARRAY"
)
# Functions that pick as well, but nobody can say here from which cell.
_FAR_WORDS = (
    "INDIRECT OFFSET FILTER UNIQUE SORT SORTBY CHOOSE CHOOSECOLS CHOOSEROWS TAKE DROP TOCOL TOROW "
    "VSTACK HSTACK WRAPROWS WRAPCOLS TEXTSPLIT LET LAMBDA GETPIVOTDATA IMPORTRANGE QUERY REGEXEXTRACT "
    "REGEXREPLACE DGET ADDRESS"
)
# With these a row's number says which cell is meant; anything else makes a number of it.
_BY_ROW = frozenset(("INDEX", "INDIRECT", "OFFSET", "CHOOSEROWS"))
_JOINING = frozenset(("CONCATENATE", "CONCAT", "TEXTJOIN", "TEXT", "VALUE", "T", "HYPERLINK"))
# What may be set before a number as it was typed: a lost nought, the country.
_BEFORE = frozenset(("0", "86", "086", "0086", "7", "007"))
_ALIKE = str.maketrans("OoIl", "0011")  # typed for digits
_ROW_OF_CELL = when_used(r"(?<=[A-Za-z$])\d+")
_PICKING, _FAR = frozenset(_PICKING_WORDS.split()), frozenset(_FAR_WORDS.split())
_DEEP = 3  # a cell that takes a cell that takes a cell
_PIECE, _BODY, _LONGEST, _MANY = 3, 7, 60, 5_000


@dataclass(slots=True)
class _Book:
    """The sheets of a file, and what is typed in them, gathered when it is first asked for."""

    sheets: Mapping[str, Grid]
    places: dict[str, dict[int, int]] = field(default_factory=dict)
    columns: dict[tuple[str, int, int], dict[str, At]] = field(default_factory=dict)
    kinds: dict[tuple[str, At, tuple[int, ...]], str] = field(default_factory=dict)
    parts: dict[str, tuple[Parts, int]] = field(default_factory=dict)

    def value(self, sheet: str, at: At) -> Value:
        if sheet not in self.places:
            self.places[sheet] = {row: place for place, row in enumerate(self.sheets[sheet].rows)}
        place = self.places[sheet].get(at[0])
        line = [] if place is None else self.sheets[sheet].cells[place]
        return line[at[1]] if at[1] < len(line) else None

    def typed(self, sheet: str, left: int, right: int) -> dict[str, At]:
        """Return what stands in columns of a sheet -> a cell with it, one without a formula where there is one."""
        if (sheet, left, right) not in self.columns:
            grid = self.sheets[sheet]
            found: dict[str, At] = {}
            for row, line in zip(grid.rows, grid.cells, strict=True):
                for column in range(left, min(right + 1, len(line))):
                    text = _bare(line[column])
                    if text and (text not in found or found[text] in grid.formulas):
                        found[text] = (row, column)
            self.columns[sheet, left, right] = found
        return self.columns[sheet, left, right]


def _parts(book: _Book, formula: str, row: int) -> Parts:
    """Return what a formula is made of; one that is copied down a column is taken apart once."""
    own = str(row)
    key = _ROW_OF_CELL.sub(lambda match: "\0" if match[0] == own else match[0], formula)
    if key not in book.parts:
        book.parts[key] = parts_of(formula), row
    parts, first = book.parts[key]
    if first == row:
        return parts
    moved = [t if t.row != first else Taken(t.sheet, t.left, t.right, row, t.fixed) for t in parts.taken]
    return Parts(
        parts.functions, moved, parts.texts, parts.numbers, parts.operators, parts.table, parts.elsewhere
    )


def judged(roster: Roster, grids: Sequence[Grid]) -> Roster:
    """Return a roster whose marks of formulas say what each formula does."""
    book = _Book({grid.sheet: grid for grid in grids if not grid.prose})
    segments = tuple(_judged(segment, book) for segment in roster.segments)
    return replace(roster, segments=segments)


def _judged(segment: Segment, book: _Book) -> Segment:
    grid = book.sheets.get(segment.sheet)
    if grid is None or not any(mark.kind == COMPUTED for mark in segment.marks):
        return segment
    marks = list(segment.marks)
    for number, mark in enumerate(marks):
        if mark.kind == COMPUTED:
            columns = segment.joined.get(mark.field, (segment.columns[mark.field],))
            row = segment.rows[mark.index]
            at = next(((row, c) for c in columns if grid.formulas.get((row, c)) == mark.detail), None)
            if at is not None:
                own = columns if mark.field == "contact" else ()
                kind = _kind(book, grid.sheet, at, own)
                marks[number] = Mark(mark.index, mark.field, kind, mark.detail)
    return replace(segment, marks=marks)


def _kind(book: _Book, sheet: str, at: At, own: tuple[int, ...], depth: int = 0) -> str:
    """Return what the formula in a cell does; see ``_judge``. Each is judged once: a column of =C5+1 is a chain."""
    key = (sheet, at, own)
    if key not in book.kinds:
        book.kinds[key] = COMPUTED  # for one that takes itself, round about
        book.kinds[key] = _judge(book, sheet, at, own, depth)
    return book.kinds[key]


def _judge(book: _Book, sheet: str, at: At, own: tuple[int, ...], depth: int) -> str:
    """Return what the formula in a cell does.

    ``own``: columns of contacts of the roster, of which a contact takes none; () for any other field, of which only
    is asked whether it changes by itself.
    """
    formula = book.sheets[sheet].formulas[at]
    parts = _parts(book, formula, at[0])
    single = [taken for taken in parts.taken if taken.row]
    if _DRAWING & parts.functions:
        return RANDOM
    # =IF(E2="",NOW(),E2) keeps the moment at which its row was typed.
    is_kept = any(t.sheet in ("", sheet) and (t.row, t.left) == at for t in single)
    if _OF_TODAY & parts.functions and not is_kept:
        return CHANGING
    if depth > _DEEP or is_kept:
        return COMPUTED
    behind = {
        _kind(
            book,
            t.sheet or sheet,
            (t.row, t.left),
            own if t.sheet in ("", sheet) else own and (-1,),
            depth + 1,
        )
        for t in single
        if (t.sheet or sheet) in book.sheets and (t.row, t.left) in book.sheets[t.sheet or sheet].formulas
    }
    if not own or depth:
        if behind & {RANDOM, CHANGING}:
            return CHANGING
        if not own:
            return COMPUTED
    return _of_contact(book, sheet, at, parts, own, behind)


def _of_contact(book: _Book, sheet: str, at: At, parts: Parts, own: tuple[int, ...], behind: set[str]) -> str:
    taken = parts.taken
    if not (taken or parts.table or parts.elsewhere):
        plain = not parts.operators or (len(parts.numbers) < 2 and not parts.texts)
        if parts.functions <= _JOINING:
            shown = _bare(book.value(sheet, at))
            is_typed = shown in map(_bare, (*parts.texts, *parts.numbers)) and shown != ""  # ="13904510001"
            return COMPUTED if not plain else TIDIED if is_typed else CONSTANT
        return ELSEWHERE if parts.functions & _FAR and parts.functions <= _PICKING | _FAR else COMPUTED
    by_row = "ROW" in parts.functions and not parts.functions & _BY_ROW
    if by_row or not parts.functions <= _PICKING | _FAR or behind - {TIDIED, CONSTANT, ELSEWHERE}:
        return COMPUTED
    others = any(t.row not in (0, at[0]) and t.left in own and t.sheet in ("", sheet) for t in taken)
    if others or _several_rows(taken):
        return COMPUTED  # another respondent's number
    is_far = parts.elsewhere or parts.functions & _FAR or ELSEWHERE in behind
    if is_far or any((t.sheet or sheet) not in book.sheets for t in taken):
        return COMPUTED if parts.operators and not parts.functions else ELSEWHERE
    shown = _bare(book.value(sheet, at))
    if not shown:  # never calculated, or empty where nothing is typed
        return COMPUTED if parts.operators and not parts.functions else TIDIED
    sources, is_known = _sources(book, sheet, at, parts, own, shown)
    if any(shown in source for source in sources):
        return TIDIED
    words = [_bare(text) for text in parts.texts]
    joined = {word for word in words if not any(map(str.isdigit, word))}
    before = {word for word in words if word in _BEFORE or _is_area(word)}
    if "SUBSTITUTE" in parts.functions and not _ALIKE.keys().isdisjoint(map(ord, "".join(parts.texts))):
        sources += [text.translate(_ALIKE) for text in sources]
    if _made_of(shown, sources, joined, before):
        return TIDIED
    if not is_known:
        return ELSEWHERE
    held = any(len(s) >= _BODY and s in shown for s in sources)
    is_joined = held and _made_of(shown, sources, {*words, *parts.numbers})
    return CONSTANT if is_joined else COMPUTED


def _several_rows(taken: Sequence[Taken]) -> bool:
    """Whether cells of several rows of one sheet are taken: a number put together of two people's."""
    rows: dict[str, int] = {}
    return any(rows.setdefault(t.sheet, t.row) != t.row for t in taken if t.row and not t.fixed)


def _is_area(digits: str) -> bool:
    return digits.isdigit() and digits[0] == "0" and len(digits) in (3, 4)


def _sources(
    book: _Book, sheet: str, at: At, parts: Parts, own: tuple[int, ...], shown: str
) -> tuple[list[str], bool]:
    """Return what the formula takes, as far as it may be in its result, and whether that is all it may have taken."""
    found: list[str] = []
    is_known = True
    for taken in parts.taken:
        where = taken.sheet or sheet
        if taken.row:
            found.append(_bare(book.value(where, (taken.row, taken.left))))
            continue
        typed = book.typed(where, taken.left, taken.right)
        texts = [shown] if shown in typed else [t for t in _pieces(shown) if t in typed]
        if not texts and len(typed) <= _MANY:
            texts = [text for text in typed if shown in text][:1]
        is_known = is_known and (bool(texts) or len(typed) <= _MANY)
        found += [text for text in texts if _is_typed(book, sheet, at, where, typed[text], own)]
    if parts.table:
        row = book.sheets[sheet]
        found += [
            _bare(book.value(sheet, (at[0], column)))
            for column in range(_width(row))
            if column not in own and (at[0], column) not in row.formulas
        ]
    whole = any(len(text) >= _BODY and text in shown for text in found)
    return [text for text in found if len(text) >= _PIECE or (text and whole)], is_known


def _is_typed(book: _Book, sheet: str, at: At, where: str, place: At, own: tuple[int, ...]) -> bool:
    """Whether a cell of a range was typed, or its formula only shows what was."""
    if (where, place) == (sheet, at):
        return False
    if place not in book.sheets[where].formulas:
        return True
    return _kind(book, where, place, own if where == sheet else (-1,), _DEEP) in (TIDIED, CONSTANT)


def _width(grid: Grid) -> int:
    return max(map(len, grid.cells), default=0)


def _pieces(shown: str) -> list[str]:
    if len(shown) > _LONGEST:
        return []
    ends = range(_PIECE, len(shown) + 1)
    return [shown[start:end] for end in ends for start in range(end - _PIECE + 1) if end - start < len(shown)]


def _made_of(
    shown: str, sources: Sequence[str], constants: Collection[str], before: Collection[str] = ()
) -> bool:
    """Whether a result is nothing but pieces of what was typed, and constants, one behind the other.

    ``before``: constants that may stand at its beginning only.
    """
    if len(shown) > _LONGEST:
        return False
    wholes = [text for text in {*sources, *constants} if text]
    reached = {0}
    used = {0: False}  # whether something typed is in it: constants alone are no number of anybody's
    for start in range(len(shown)):
        if start not in reached:
            continue
        for text in (*wholes, *(() if start else before)):
            if shown.startswith(text, start):
                end = start + len(text)
                reached.add(end)
                used[end] = used.get(end, False) or used[start] or text in sources
        for end in range(start + _PIECE, len(shown) + 1):
            if any(shown[start:end] in source for source in sources):
                reached.add(end)
                used[end] = True
    return used.get(len(shown), False) or (len(shown) in reached and not any(map(str.isdigit, shown)))


def _bare(value: Value | str) -> str:
    """Return the letters and digits of a value."""
    text = cells.text_of(value)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return "".join(filter(str.isalnum, text))
