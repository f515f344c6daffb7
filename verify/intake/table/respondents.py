"""Which rows under a heading are respondents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from verify.intake.grid import Grid
from verify.intake.table import tails
from verify.intake.table.fill import Covered, is_ditto, wide
from verify.intake.table.habits.dated import alone
from verify.intake.table.habits.endings import guesses
from verify.intake.table.habits.others import names_others
from verify.intake.table.headings import is_sub, meanings, normal
from verify.intake.table.window import Header, find_header

_FEW, _MOST = 3, 0.6  # serial numbers of a list that is numbered
_PAGE = 3  # rows that a heading on the next printed page can take


@dataclass(frozen=True, slots=True)
class Own:
    """The own texts of all columns under a heading; index = position in the grid minus ``start``."""

    start: int
    texts: dict[int, list[str]]
    marks: dict[int, list[tuple[int, str, str]]] = field(default_factory=dict)


class Judge:
    """Says of each row whether it is a respondent; knows the heading and what stands around it."""

    def __init__(
        self,
        grid: Grid,
        cover: Covered,
        header: Header,
        read: Own,
        titles: frozenset[str],
        headings: list[dict[int, str]],
        uncached: set[int],
    ) -> None:
        fields = header.columns.fields
        self._read, self._grid, self._cover, self._header = read, grid, cover, header
        self._titles, self._uncached, self._spans = titles, uncached, wide(cover)
        serial = fields.get("serial")
        self._serial = serial[0] if serial else None
        self._who = (*fields.get("name", ()), *fields.get("contact", ()))
        self._places = tails.Places(self._serial, fields.get("name", ()), fields.get("contact", ()))
        # Under 客户名称 stand companies: no group of people is told from them.
        self._named = {c for c in self._places.name if "名称" not in header.written.get(c, "")}
        self._answers = [c for f in ("mode", "surveyed", "employer") for c in fields.get(f, ())]
        self._answers = self._answers if {"mode", "surveyed"} & fields.keys() else []
        self._numbered = self._serial is not None and _are_numbers(read.texts.get(self._serial, ()))
        self._numbering = {c for f in ("serial", "mode") for c in fields.get(f, ())}
        self._content = {c for f in ("name", "contact", "surveyed", "employer") for c in fields.get(f, ())}
        self._errors = {i for c in self._content for i, kind, _ in read.marks.get(c, ()) if kind == "error"}
        self._headings = headings
        self._in_notes = False
        self._in_others = False  # whether a caption above begins a list of others than respondents
        self._begun = False  # whether a respondent stands above

    def verdicts(self) -> tuple[list[str], Header | None]:
        """Return a verdict per row ("" = respondent), up to the next heading of another shape if any."""
        count = len(next(iter(self._read.texts.values())))
        names, contacts = self._merged("name", count), self._merged("contact", count)
        verdicts: list[str] = []
        for index, (name, contact) in enumerate(zip(names, contacts, strict=True)):
            if (
                not self._in_others
                and name
                and len(contact) > 6
                and contact[0].isdigit()
                and ":" not in name
                and "：" not in name
            ):
                serial = "" if self._serial is None else self._read.texts[self._serial][index]
                if not serial or serial[0].isdigit() or not (_says(serial) or self._closes(serial, index)):
                    self._in_notes, self._begun = False, True
                    verdicts.append("")
                    continue
            verdict, following = self.look_closer(index)
            if following:
                return tails.settle(verdicts), following
            self._begun = self._begun or not verdict
            verdicts.append(verdict)
        return tails.settle(verdicts), None

    def _merged(self, name: str, count: int) -> list[str]:
        columns = self._header.columns.fields.get(name, ())
        if not columns:
            return [""] * count
        if len(columns) == 1:
            return self._read.texts[columns[0]]
        return ["".join(parts) for parts in zip(*(self._read.texts[c] for c in columns), strict=True)]

    def look_closer(self, index: int) -> tuple[str, Header | None]:
        """Return the verdict on a row that is not plainly a respondent, or the heading that begins there."""
        own = {column: texts[index] for column, texts in self._read.texts.items() if texts[index]}
        if not own:
            if index in self._uncached:
                return "", None
            return ("template?" if index in self._errors else "blank"), None
        if len(own) == 1 and self._captions(*next(iter(own.items()))):
            return "others", None
        if self._in_others:
            return "others", None
        if alone(own.values()) is not None:
            return "dated", None  # 2017年3月 over the rows below: see habits.dated
        if self._repeats_heading(own):
            return "header", None
        following = self._other_heading(index, own)
        if (
            following
            and self._is_under(index)
            and len(following.columns.fields) < len(self._header.columns.fields)
        ):
            return "hint", None  # 真实姓名 | 手机号必填, under a heading that says more
        if following:
            return "", following
        if not self._begun and tails.counts_columns(own):
            return "hint", None
        content = {column for column in self._content & own.keys() if not is_ditto(own[column])}
        if not content:
            return self._without_content(index, own), None
        if len(own) == 1 and own.keys() <= self._named and tails.is_section(next(iter(own.values()))):
            return "section", None
        serial = own.get(self._serial, "") if self._serial is not None else ""
        if not serial.strip(".、").isdigit() and self._is_example(serial, own, content):
            return "hint", None
        if all(tails.is_closing(own[column]) for column in own.keys() - {self._serial}):
            return ("template?" if any(map(str.isdigit, serial)) else "tail"), None
        if tails.is_signed(serial) or (
            tails.starts_notes(serial) and not own.keys() & set(self._places.contact)
        ):
            self._in_notes = self._in_notes or tails.starts_notes(serial)
            return "tail", None
        if tails.is_total(own):
            return "tail", None
        counted = [text for column, text in own.items() if column != self._serial]
        if self._serial not in own and len(counted) > 1 and all(map(tails.is_count, counted)):
            return "tail?", None  # counts under the columns, without a word
        position = self._read.start + index
        span = self._spans.get(position, {}).get(min(own), min(own))
        if tails.is_tail(own, self._places, span, self._in_notes):
            self._in_notes = self._in_notes or tails.starts_notes(own[min(own)])
            return "tail", None
        if self._serial is not None and self._serial not in own and not own.keys() & set(self._who):
            return "tail?", None
        if self._closes(serial, index):
            return "tail?", None
        self._in_notes = False
        return "", None

    def _closes(self, serial: str, index: int) -> bool:
        """Return whether a word stands where all others have a number, and nothing says how or when somebody was asked.

        Such a line below the list is that of whoever answers for it (项目负责人 | 王某 | 139...), or a sum (有效问卷 | 16).
        """
        if not self._numbered or not self._answers or not tails.is_word(serial):
            return False
        texts = (self._read.texts[column][index] for column in self._answers)
        return all(not text or tails.is_count(text) for text in texts)

    def _captions(self, column: int, text: str) -> bool:
        """Return whether a line that stands alone begins a list of others; one of respondents ends such a list."""
        over = column == self._serial or column <= min(
            self._who, default=0
        )  # 无效 in a column of remarks is none
        if tails.other_list(text) or (self._begun and over and tails.is_caption(text) and names_others(text)):
            self._in_others = True
        elif self._in_others and (text in self._titles or tails.own_list(text)):
            self._in_others = False
        return self._in_others

    def _is_example(self, serial: str, own: Mapping[int, str], content: set[int]) -> bool:
        """Return whether a line shows how to fill in the form: 例 before it, or hints in it above all respondents."""
        if tails.is_example(serial):
            return True
        numbers = [own[column] for column in self._places.contact if column in own]
        if self._begun or any(number.replace("-", "").isdigit() for number in numbers):
            return False
        asked = [own[column] for column in own.keys() & (content | self._numbering)]
        return tails.is_hint_line(asked) or (len(asked) > 2 and tails.are_codes(asked))

    def _is_under(self, index: int) -> bool:
        """Return whether a row stands right below the heading."""
        return not self._begun and self._read.start + index == self._header.bottom + 1

    def _without_content(self, index: int, own: Mapping[int, str]) -> str:
        """Judge a row without name, contact, day and employer."""
        first = own[min(own)]
        if tails.is_tail_word(first):
            self._in_notes = self._in_notes or tails.starts_notes(first)
            return "tail"
        if index in self._uncached:
            return ""
        serial = own.get(self._serial, "") if self._serial is not None else ""
        if not any(map(str.isdigit, serial)):
            return "template" if own.keys() <= self._numbering and not serial else "tail"
        return "template?" if own.keys() - self._numbering or index in self._errors else "template"

    def _repeats_heading(self, own: Mapping[int, str]) -> bool:
        if len(own) == 1 and next(iter(own.values())) in self._titles:
            return True
        if not any(meanings(text) or is_sub(text) or guesses(text) for text in own.values()):
            return False
        said = {column: normal(text) for column, text in own.items()}
        return any(all(row.get(column) == word for column, word in said.items()) for row in self._headings)

    def _other_heading(self, index: int, own: Mapping[int, str]) -> Header | None:
        position = self._read.start + index
        if sum(1 for text in own.values() if meanings(text)) < 2:
            return None
        found = find_header(self._grid, self._cover, position, _PAGE)
        return found if found and found.top == position else None


def _are_numbers(serials: Sequence[str]) -> bool:
    """Return whether nearly all serials are numbers, and more than a few."""
    there = [serial for serial in serials if serial]
    numbers = sum(any(map(str.isdigit, serial)) for serial in there)
    return numbers >= _FEW and numbers >= _MOST * len(there)


def _says(serial: str) -> bool:
    """Return whether what stands in place of a serial number says that its line may be no respondent's."""
    return tails.is_tail_word(serial) or tails.is_signed(serial) or tails.is_example(serial)


def header_rows(grid: Grid, header: Header) -> list[dict[int, str]]:
    """Return the heading's rows as column -> normal word, as a repeated heading must show them."""
    rows = range(header.top, header.bottom + 1) if header.top >= 0 else range(0)
    words = [{c: normal(v) for c, v in enumerate(grid.cells[row]) if isinstance(v, str)} for row in rows]
    return [{c: word for c, word in row.items() if word} for row in words]
