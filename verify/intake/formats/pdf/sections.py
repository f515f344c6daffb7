"""Lines inside a table that are nobody: 以下为面访对象 between two people, alone in the column of names."""

from __future__ import annotations

import re

from verify.intake.formats.pdf.join import WhoColumns
from verify.intake.formats.pdf.shapes import Row
from verify.intake.formats.pdf.texts import raw_text
from verify.intake.table.tails import is_tail_word

_SAYS = re.compile(
    r"以下|以上|对象|部分|客户|用户|顾客|消费者|经销商|名单|访问|访谈|面访|电话|网络|入户|拦截|调查|样本|公司|集团|部门|街道|地区"
    r"|.{2}[市县区]$|^[一二三四五六七八九十]+[、.．]|^[(（]?[一二三四五六七八九十]+[)）]"
)
# Words that no half of a company's name has: where no line is drawn, 责任公司 may be the end of the row above.
_PLAIN = re.compile(
    r"以下|以上|对象|访谈|面访|电话|入户|拦截|^[一二三四五六七八九十]+[、.．]|^[(（]?[一二三四五六七八九十]+[)）]"
)
_LONG = 5  # ideographs: so long is hardly a name; nobody can say what it is
_HAN = re.compile(r"[\u3400-\u9fff]")
_NUMBER = re.compile(r"(?:\d[- ]?){5,}|@")


def is_heading(text: str) -> bool:
    """Return whether a text that stands alone in a line says what follows, and nobody's name."""
    return bool(_PLAIN.search(text)) and not any(map(str.isdigit, text))


def says_nobody(row: Row, places: WhoColumns) -> str:
    """Return what a row of a numbered table is that has no number of its own.

    ``aside``: a heading; ``unread``: nobody can say; "" for a row that may be somebody.
    """
    texts = {column: "".join(raw_text(cell).split()) for column, cell in row.cells.items()}
    texts = {column: text for column, text in texts.items() if text}
    name = texts.get(places.name, "")
    if places.serial < 0 or not name or any(_NUMBER.search(text) for text in texts.values()):
        return ""
    serial = texts.get(places.serial, "")
    if len(texts) == 1:
        if _SAYS.search(name):
            return "aside"
        return "unread" if len(_HAN.findall(name)) >= _LONG and "·" not in name else ""
    if len(texts) == 2 and serial and not any(map(str.isdigit, serial + name)) and not is_tail_word(serial):
        return "unread"
    return ""
