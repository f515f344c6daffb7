"""What intake hands on: rosters as texts by field. Plain Python, so a worker can send it without pandas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from verify.intake.grid import CellLook

# The six columns of the roster form, in its order. "surveyed" is 调查时间.
FIELDS = ("serial", "name", "contact", "mode", "surveyed", "employer")

# What can be said of a single cell, beside its text.
MARKS = (
    "formula",  # computed from other cells; detail = the formula
    "formula_constant",  # a formula that only joins constants; detail = the formula
    "formula_random",  # a formula that draws a value at random: it changes whenever the sheet is calculated
    "formula_changing",  # a formula that takes today's day, or a cell that changes by itself
    "formula_elsewhere",  # a formula that takes what is in no sheet of the file, or nobody can say from where
    "formula_tidied",  # a formula that only picks, joins or tidies what is typed in the file; detail = the formula
    "error",  # error cell; detail = #N/A and so on; also told as "unread"
    "legend",  # a code that the heading explains (①电话②面访); detail = the code as written
    "ditto",  # filled down from 同上, 〃 ...; detail = what was written
    "dated",  # year, or year and month, from the heading or a line above; detail = what stands there
    "merged",  # filled from a merged cell; detail = the cell it came from, e.g. C5
    "hidden_row",  # field = "" (the whole row); detail = "" or "filter"
    "hidden_column",
    "hidden_sheet",  # field = ""
    "hidden_cell",  # its number format shows nothing; detail = the format
    # the file has no text for the cell; detail = picture, uncertain (of a picture), no_value, error, nothing_above (同上),
    # same_as_left (同左)
    "unread",
    "serial_date",  # a General-format number in the date column, read as an Excel serial; detail = the number
    "number",  # a contact, or a date with a point, stored as a number, not as text
    "remark",  # field = "": a remark beside it says that the row is void; detail = its word
    "stripped",  # control characters or escapes were removed; detail = what
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A fact about one cell: ``index`` into the segment's rows, field ("" = whole row), kind, detail."""

    index: int
    field: str
    kind: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class BulkMarks:
    """The same kind of mark on very many cells of a long text file: a million 同上 are no million objects.

    ``index``: numpy array of indices into the segment's rows; ``details``: Arrow string array, as long.
    """

    field: str
    kind: str
    index: Any
    details: Any


@dataclass(frozen=True, slots=True)
class Segment:
    """Respondent rows under one header, in one sheet or table.

    ``texts[field]`` has one text per entry of ``rows``, "" where the cell is empty: the cell's own
    truth (a phone stored as float is digits again, a date cell is ISO text), otherwise untouched, so
    that it can be shown as raw. A list of str, or an Arrow string array for long text files.
    A field that has no column is absent from ``texts`` and ``columns``.

    A field made from several columns (手机 and 座机; 开始时间 and 结束时间; 姓 and 名) has them all in
    ``joined``, in the order in which their texts were joined; ``columns`` has the first. Contacts are
    joined by "、", a span is "2017-03-05至2017-03-08", date and time of day have a space between.
    """

    sheet: str
    header_rows: tuple[int, ...]  # as shown; () for a continuation without a header of its own
    columns: dict[str, int]  # field -> 0-based physical column
    headings: dict[str, str]  # field -> heading as written
    rows: Sequence[int]  # shown row numbers
    texts: dict[str, Any]
    marks: list[Mark] = field(default_factory=list)
    extra_columns: dict[str, int] = field(
        default_factory=dict
    )  # heading -> column, for columns nobody asked for
    extra_texts: dict[str, Any] = field(default_factory=dict)
    joined: dict[str, tuple[int, ...]] = field(default_factory=dict)  # field -> columns, where more than one
    bulk_marks: tuple[BulkMarks, ...] = ()  # only long text files


@dataclass(frozen=True, slots=True)
class Doubt:
    """A value of a picture that a person has to look at: which segment, which entry of its rows, which field."""

    segment: int
    index: int
    field: str
    look: CellLook


@dataclass(frozen=True, slots=True)
class Roster:
    """One roster as found: usually one segment; more when it goes on over sheets or Word tables."""

    file: str  # path as given or walked, with forward slashes
    sheet: str  # of the first segment; "" when the file holds one roster and the sheet says nothing
    sha256: str  # of the file's bytes, lower-case hex
    reader: str  # xlsx xls xlsb ods docx doc csv html spreadsheetml ...
    segments: tuple[Segment, ...]
    title: str = ""  # text above the header, e.g. 被访者信息登记表 (某某公司)
    notes: tuple[tuple[str, str], ...] = ()  # (code, detail)
    doubts: tuple[Doubt, ...] = ()  # of a roster that was read off a picture
    compared: tuple[
        Doubt, ...
    ] = ()  # its numbers that were read for certain, for a person to look at all the same


@dataclass(frozen=True, slots=True)
class RosterTable:
    """A table that is a 申报登记表 (register) and no roster: headings and texts, row by row.

    ``headings`` are the register's own names (申报编号, 企业名称 ...) wherever a synonym stood, and as
    written elsewhere; ``texts[i]`` has one text per heading.
    """

    file: str
    sheet: str
    headings: tuple[str, ...]
    rows: tuple[int, ...]
    texts: tuple[tuple[str, ...], ...]
    made: bool = False  # of other papers: nobody typed it
    short: bool = False  # its company is headed 单位 or the like: a register only where there is no other


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a file, or a part of one, did not become a roster. Words for the code: intake_error.csv of the phrases."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that a paper says: the item, the text as written, and where (C4, 表2!C4, or ¶12: a paragraph).

    ``problem``: why the text decides nothing ("several_ticked"), "" for none.
    """

    item: str
    text: str
    place: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of the application that is neither roster nor register: its kind (verify/forms), what it says.

    ``said`` is empty for a blank form: it was recognised, and says nothing.
    """

    file: str
    kind: str
    said: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class FileResult:
    """Everything one file gave."""

    file: str
    rosters: tuple[Roster, ...] = ()
    registers: tuple[RosterTable, ...] = ()
    problems: tuple[Problem, ...] = ()
    papers: tuple[Paper, ...] = ()
