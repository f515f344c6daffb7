"""A long text whose second encoding begins after the part that decides about the first."""

from __future__ import annotations

import pytest

from verify.intake.formats.delimited import read_text
from verify.intake.formats.encoding import heading
from verify.intake.formats.mixed_lines import has_utf8_lines
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
