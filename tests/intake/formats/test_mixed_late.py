"""A long text whose second encoding begins after the part that decides about the first."""

from __future__ import annotations

import pytest

from verify.intake.formats.delimited import read_text
from verify.intake.formats.encoding import decodings, heading
from verify.intake.formats.mixed_lines import LINES, has_utf8_lines
from verify.intake.table.headings import heading_words
from verify.settings import Settings

HEAD = "序号,姓名,联系方式,调查方式,调查时间,工作单位\r\n"
WORDS = frozenset(map(heading, heading_words()))


def line(number, encoding):
    return f"{number},测试甲,139{number:08d},电话,2017-03-05,哈尔滨某某机械制造有限公司\r\n".encode(encoding)


@pytest.mark.parametrize(("first", "second"), [("gb18030", "utf-8"), ("utf-8", "gb18030")])
def test_the_second_encoding_begins_late(tmp_path, first, second):
    path = tmp_path / "名单.csv"
    parts = [
        HEAD.encode(first),
        *(line(n, first) for n in range(25_000)),
        *(line(n, second) for n in range(50)),
    ]
    path.write_bytes(b"".join(parts))
    assert path.stat().st_size > 2**20
    (grid,) = read_text(path, path.stat().st_size, Settings(), WORDS)
    assert grid.columns is not None
    assert set(grid.columns[1].to_pylist()) == {"姓名", "测试甲"}
    assert set(grid.columns[5].to_pylist()) == {"工作单位", "哈尔滨某某机械制造有限公司"}
    assert ("mixed_encoding", "") in grid.notes


def test_a_text_of_one_encoding_has_no_such_line(tmp_path):
    path = tmp_path / "名单.csv"
    path.write_bytes(HEAD.encode("gb18030") + b"".join(line(n, "gb18030") for n in range(3_000)))
    assert not has_utf8_lines(path)


def _worn(line: bytes) -> bytes:
    """A line of UTF-8 that a program took for GB18030 and saved: what was none became a question mark."""
    return line.decode("gb18030", "replace").replace("\ufffd", "?").encode("gb18030")


def test_utf8_that_lost_bytes_is_not_taken_for_gb18030(tmp_path):
    """Nearly any bytes are GB18030: read so, the line is full of people that nobody interviewed."""
    path = tmp_path / "名单.csv"
    path.write_bytes(HEAD.encode() + b"".join(_worn(line(n, "utf-8")) for n in range(30)))
    (grid,) = read_text(path, path.stat().st_size, Settings(), WORDS)
    assert {row[4] for row in grid.cells[1:]} == {"2017-03-05"}
    assert all("某某机械制造有限" in row[5] for row in grid.cells[1:]), grid.cells[1]
    assert any(code == "damaged_text" for code, _ in grid.notes)


def test_a_damaged_line_among_lines_of_gb18030_does_not_make_the_text_utf8():
    lines = [HEAD.encode("gb18030"), *(line(n, "gb18030") for n in range(20))]
    whole = [d.encoding for d in decodings(b"".join(lines), WORDS, True)]
    assert whole[0] == "gb18030"
    assert LINES not in whole[:1]
