"""One form in a grid: which it is, and what stands beside its labels."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from verify.forms import labels, prose
from verify.forms.boxes import plain
from verify.intake.grid import Grid, column_letters
from verify.intake.roster import Paper, Said
from verify.intake.table import cells
from verify.intake.table.fill import Covered, covered
from verify.intake.table.headings import normal
from verify.text.patterns import when_used

_ROWS, _COLUMNS = 100, 30  # of a grid in which a form is looked for
# Who is named in forms of the recommending body, or in other places than the applicant's own.
_NOT_IN = {
    labels.SUMMARY: {"liaison", "phone"},
    labels.INSPECTION: {"period"},
    labels.OPINION: {"phone", "liaison"},
}
_NUMBERED = when_used(r"^\s*[(（]?\d{1,3}[)）、.．\s]\s*")
_COMPANY = when_used(
    r"\S*?(?:公司|集团|厂|医院|学校|银行|中心|宾馆|酒店|滑雪场|合作社|研究院|分局|局|所|社)(?![一-鿿])"
)
_OWN = {
    "产品型号及规格": "产品类",
    "工程预算": "建筑工程类",
    "专项服务名称": "服务类",
    "全员劳产率元": "企业类",
}
_CATEGORY = {"推荐企业": "企业类", "推荐产品": "产品类", "推荐工程": "建筑工程类", "推荐服务": "服务类"}


class FilledForm:
    """A grid as text cells with their places. Made for one look at one grid."""

    def __init__(self, grid: Grid, rows: range) -> None:
        self._grid, self._rows = grid, rows
        self._cover: Covered = covered(grid)
        self._right, self._bottom = _extents(grid)

    def texts(self) -> list[str]:
        """Every text of the grid."""
        return [text for _, _, text in self.cells()]

    def cells(self) -> Iterator[tuple[int, int, str]]:
        """Yield (row, column, text) of every cell that holds a text; positions, not shown numbers."""
        for row in self._rows:
            for column, value in enumerate(self._grid.cells[row][:_COLUMNS]):
                if isinstance(value, str) and value.strip():
                    yield row, column, value

    def place(self, row: int, column: int) -> str:
        """Return the address of a cell, with the sheet's name where it has one."""
        sheet = f"{self._grid.sheet}!" if self._grid.sheet else ""
        return f"{sheet}{column_letters(column)}{self._grid.rows[row]}"

    def beside(self, row: int, column: int) -> tuple[str, str]:
        """Return the text right of a cell and its place; "" where it is empty, or another label."""
        right = self._right.get((row, column), column) + 1
        top, left = self._cover.get((row, right), (row, right))
        line = self._grid.cells[top]
        value = line[left] if left < len(line) else None
        style = self._grid.formats.get((self._grid.rows[top], left), "")
        text = cells.day_text(value, style, self._grid.epoch_1904)[0] if style else cells.text_of(value)
        known = labels.item_of(text)
        return ("" if known is not None else prose.value_of(text)), self.place(top, left)

    def below(self, row: int, column: int) -> Iterator[tuple[str, str]]:
        """Yield the lines of text right of a cell, all the way down beside it, with their places."""
        right = self._right.get((row, column), column) + 1
        for at in range(row, self._bottom.get((row, column), row) + 1):
            for col, value in enumerate(self._grid.cells[at][:_COLUMNS]):
                if col >= right and isinstance(value, str):
                    yield from ((line, self.place(at, col)) for line in value.split("\n"))


def _extents(grid: Grid) -> tuple[dict[tuple[int, int], int], dict[tuple[int, int], int]]:
    """Return, for the first cell of every merge, its last column and its last row (a position)."""
    right: dict[tuple[int, int], int] = {}
    bottom: dict[tuple[int, int], int] = {}
    for top, left, last, edge in grid.merges:
        at = bisect_left(grid.rows, top)
        if at < len(grid.rows) and grid.rows[at] == top:
            right[at, left] = edge
            bottom[at, left] = bisect_left(grid.rows, last + 1) - 1
    return right, bottom


def read_form(file: str, grid: Grid, stop: int | None = None) -> list[Paper]:
    """Return the papers that a grid holds: one form, or one paper for each company of a 推荐汇总表.

    ``stop``: position of the first row that is something else, a roster's heading. A blank form is a paper that
    says nothing; a grid that is no form gives none.
    """
    form = FilledForm(grid, range(min(len(grid.rows), _ROWS if stop is None else stop)))
    kind = labels.kind_of_table(form.texts())
    if not kind:
        return []
    if kind == labels.SUMMARY:
        return list(_listed(file, form))
    said: dict[str, Said] = {}
    for row, column, text in form.cells():
        item = labels.item_of(text)
        found: list[Said] = []
        if item:
            value, place = form.beside(row, column)
            found = [x for x in (_said(item, value, place),) if x is not None]
        elif item is None:
            found = list(prose.pairs(text, form.place(row, column))) if len(text) <= 120 else []
        for one in found:
            if one.item not in _NOT_IN.get(kind, ()):
                said.setdefault(one.item, one)
    if kind == labels.APPLICATION and said:
        said |= _category_of(form)
    return [Paper(file, kind, tuple(said.values()))]


def _category_of(form: FilledForm) -> dict[str, Said]:
    """Return the category whose 申请表 this is, by the label that no other one has. Only asked of a filled form."""
    for row, column, text in form.cells():
        if (word := _OWN.get(normal(text))) is not None:
            return {"category": Said("category", word, form.place(row, column))}
    return {}


def _said(item: str, value: str, place: str) -> Said | None:
    if item == "category":
        return prose.category(value, place) or (
            Said(item, value, place) if value and "□" not in value else None
        )
    return Said(item, value, place) if value else None


def _listed(file: str, form: FilledForm) -> Iterator[Paper]:
    """Yield a paper for every company that a recommending body lists; one that says nothing for a blank form."""
    recommender = next(
        (
            said
            for row, column, text in form.cells()
            for said in prose.pairs(text, form.place(row, column))
            if said.item == "recommender"
        ),
        None,
    )
    yield Paper(file, labels.SUMMARY)
    for row, column, text in form.cells():
        word = _CATEGORY.get(normal(text))
        if word is None:
            continue
        for line, place in form.below(row, column):
            match = _COMPANY.match(_NUMBERED.sub("", line).strip())
            if match and prose.value_of(match[0]):
                own = (Said("applicant", match[0], place), Said("category", plain(word), place))
                yield Paper(file, labels.SUMMARY, (*own, *((recommender,) if recommender else ())))
