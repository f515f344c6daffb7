"""csv and its kin: encodings, separators, quotes, lines, damage."""

from __future__ import annotations

import pytest

from verify.intake.errors import IntakeError
from verify.intake.formats.delimited import choose_separator, read_text
from verify.intake.formats.encoding import decodings, heading
from verify.settings import Settings

SETTINGS = Settings()
WORDS = frozenset(["序号", "姓名", "联系方式", "调查方式", "调查时间", "工作单位", "序號"])
TEXT = "序号,姓名,联系方式\r\n1,测试甲,13904510001\r\n2,测试乙,0451-87970001\r\n"
CELLS = [["序号", "姓名", "联系方式"], ["1", "测试甲", "13904510001"], ["2", "测试乙", "0451-87970001"]]


def read(tmp_path, data: bytes, words=WORDS):
    path = tmp_path / "名单.csv"
    path.write_bytes(data)
    grids = read_text(path, len(data), SETTINGS, words)
    assert len(grids) == 1
    return grids[0]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb2312", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_encodings(tmp_path, encoding):
    grid = read(tmp_path, TEXT.encode(encoding))
    assert grid.cells == CELLS
    assert grid.rows == [1, 2, 3]
    assert grid.notes == ()


def test_utf16_with_a_big_endian_mark(tmp_path):
    assert read(tmp_path, b"\xfe\xff" + TEXT.encode("utf-16-be")).cells == CELLS


def test_rare_characters_of_gb18030(tmp_path):
    grid = read(tmp_path, "姓名\n𠮷𠀀\n㛃·测试\n".encode("gb18030"))
    assert grid.cells == [["姓名"], ["𠮷𠀀"], ["㛃·测试"]]


def test_big5_wins_by_its_headings(tmp_path):
    grid = read(tmp_path, "序號,姓名\n1,測試甲\n".encode("big5"))
    assert grid.cells == [["序號", "姓名"], ["1", "測試甲"]]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_damage_is_named_with_its_place_and_the_rest_is_read(tmp_path, encoding):
    data = bytearray(TEXT.encode(encoding))
    at = data.index("乙".encode(encoding))
    data[at : at + 1] = b"\xff"
    grid = read(tmp_path, bytes(data))
    assert grid.notes == (("damaged_text", f"byte {at}"),)
    assert grid.cells[:2] == CELLS[:2]
    assert "\ufffd" in grid.cells[2][1]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separators(tmp_path, separator):
    grid = read(tmp_path, TEXT.replace(",", separator).encode())
    assert grid.cells == CELLS


def test_headings_decide_between_separators():
    text = "序号;姓名;工作单位\n" + "1;测试甲;一厂,二车间,三班,四组\n" * 9
    assert choose_separator(text, WORDS) == (";", 0)
    assert choose_separator(text, frozenset()) == (";", 0)
    assert choose_separator("a,b;c,d\n" * 5, frozenset()) == (",", 0)


def test_a_line_that_names_the_separator_is_not_a_row(tmp_path):
    grid = read(tmp_path, ("sep=;\r\n" + TEXT.replace(",", ";")).encode())
    assert grid.cells == CELLS
    assert grid.rows == [1, 2, 3]


def test_row_numbers_are_record_numbers(tmp_path):
    grid = read(tmp_path, '序号,姓名\n\n1,"测试\n甲"\n,,\n2,测试乙\n'.encode())
    assert grid.rows == [1, 3, 5]
    assert grid.cells == [["序号", "姓名"], ["1", "测试\n甲"], ["2", "测试乙"]]


def test_quotes_inside_and_line_ends_of_old_macs(tmp_path):
    grid = read(tmp_path, '姓名,联系方式\r"甲""乙",a"b\r'.encode())
    assert grid.cells == [["姓名", "联系方式"], ['甲"乙', 'a"b']]


def test_a_stray_quote_does_not_swallow_the_rest(tmp_path):
    lines = "".join(f"{number},测试甲\n" for number in range(200))
    grid = read(tmp_path, f'序号,姓名\n1,"测试\n{lines}'.encode())
    assert len(grid.rows) == 202
    assert ("stray_quote", "2") in grid.notes


ROW = "{n},测试甲,1390450{n:04d},电话,2017-03-05,龙江乳业"
HEAD = "序号,姓名,联系方式,调查方式,调查时间,工作单位"


def quoted(tmp_path, lines, ended=True):
    return read(tmp_path, ("\n".join([HEAD, *lines]) + "\n" * ended).encode())


def test_a_quotation_mark_that_is_never_closed_costs_no_row(tmp_path):
    lines = [ROW.format(n=n) for n in range(1, 9)]
    lines[2] = '3,测试丙,13904500003,电话,2017-03-05,"松江,轴承厂'
    grid = quoted(tmp_path, lines, ended=False)
    assert [row[0] for row in grid.cells[1:]] == list("12345678")
    assert grid.cells[3][5] == "松江,轴承厂"
    assert grid.notes == (("stray_quote", "4"),)


def test_a_quotation_mark_that_another_line_closes_costs_no_row(tmp_path):
    lines = [ROW.format(n=n) for n in range(1, 9)]
    lines[2] = '3,测试丙,13904500003,电话,2017-03-05,"松江轴承厂'
    lines[4] = '5,测试戊,13904500005,电话,2017-03-05,"龙江乳业"'
    lines[6] = '7,"测试庚,13904500007,电话,2017-03-05,龙江乳业'
    grid = quoted(tmp_path, lines)
    assert [row[0] for row in grid.cells[1:]] == list("12345678")
    assert [row[5] for row in grid.cells[3:8:2]] == ["松江轴承厂", "龙江乳业", "龙江乳业"]
    assert grid.cells[7][1] == "测试庚"
    assert grid.notes == (("stray_quote", "4, 8"),)


def test_lines_in_a_cell_are_no_stray_quotation_mark(tmp_path):
    lines = [ROW.format(n=n) for n in range(1, 5)]
    lines[1] = '"2\n",测试乙,13904500002,电话,2017-03-05,"龙江\n乳业, 一厂, 二厂"'
    grid = quoted(tmp_path, lines)
    assert len(grid.rows) == 5
    assert grid.cells[2][5] == "龙江\n乳业, 一厂, 二厂"
    assert grid.notes == ()


def test_a_comma_too_many_and_a_last_line_that_breaks_off_are_told(tmp_path):
    lines = [ROW.format(n=n) for n in range(1, 7)]
    lines[2] = "3,测试丙,13904500003,电话,2017-03-05,松江,轴承厂"
    assert quoted(tmp_path, lines).notes == (("ragged_rows", "4"),)
    assert quoted(tmp_path, [*lines[:2], "3,测试丙,139"], ended=False).notes == (("cut_line", "4"),)
    assert quoted(tmp_path, [*lines[:2], "合计,2"], ended=False).notes == ()
    assert quoted(tmp_path, lines[:2], ended=False).notes == ()
    assert quoted(tmp_path, [line + ",好" for line in lines]).notes == ()  # a column without a heading


def test_nobody_is_accused_of_what_the_file_breaks_off(tmp_path):
    rows = [ROW.format(n=n) for n in range(1, 5)]
    for end in ("5,测试丁,139", "5,测试丁", "5"):
        grid = quoted(tmp_path, [*rows, end], ended=False)
        assert (grid.notes, len(grid.rows)) == ((("cut_line", "6"),), 5)
    named = ["姓名,联系方式,调查时间", *(f"测试丙,1390450000{n},2017-03-0{n}" for n in range(1, 5))]
    for end, cut in (
        ("测试丁,139", True),
        ("测试丁,13904500009,2017-0", True),
        ("测试丁,13904500009,2017-03-09", False),
    ):
        grid = read(tmp_path, "\n".join([*named, end]).encode())
        assert bool(grid.notes) is cut
        assert len(grid.rows) == 6 - cut
    whole = read(tmp_path, ("\n".join([*named, "测试丁,139"]) + "\n").encode())
    assert (whole.notes, len(whole.rows)) == ((), 6)  # a short number is told where the file is whole


def test_values_stay_as_typed(tmp_path):
    grid = read(tmp_path, "姓名,联系方式\n NA ,1.39E+10\nnull,０１３\n=1+1,'5\n".encode())
    assert grid.cells[1:] == [[" NA ", "1.39E+10"], ["null", "０１３"], ["=1+1", "'5"]]


def test_too_many_columns_are_refused(tmp_path):
    with pytest.raises(IntakeError) as caught:
        read(tmp_path, b"a," * 20_000)
    assert caught.value.code == "too_many_cells"


def test_heading_form():
    assert heading(" 联 系\n方式：") == "联系方式"
    assert heading("ＴＥＬ.") == "tel"


def test_the_last_way_to_decode_always_works():
    data = b"\xff\x00\x81" * 50
    last = decodings(data, frozenset(), whole=True)[-1]
    assert data.decode(last.encoding, errors=last.errors)


def long_text(lines: int = 6_000) -> list[str]:
    return ["序号,姓名,联系方式\n"] + [f"{n},测试甲{n % 97},139045{n:05d}\n" for n in range(1, lines)]


def column(grid, index: int) -> list[str]:
    return grid.columns[index].to_pylist()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_long_texts_come_as_columns(tmp_path, encoding):
    lines = long_text()
    grid = read(tmp_path, "".join(lines).encode(encoding))
    assert grid.rows == list(range(1, 6_001))
    assert len(grid.cells) == 100
    assert grid.cells[0] == ["序号", "姓名", "联系方式"]
    assert [list(row) for row in zip(*(column(grid, at) for at in range(3)), strict=True)] == [
        line.rstrip("\n").split(",") for line in lines
    ]
    assert grid.notes == ()


def test_long_texts_have_no_nulls_and_keep_na(tmp_path):
    lines = long_text()
    lines[50] = ",NA,\n"
    lines[60] = "\n"
    grid = read(tmp_path, "".join(lines).encode())
    assert [column(grid, at)[50] for at in range(3)] == ["", "NA", ""]
    assert [column(grid, at)[60] for at in range(3)] == ["", "", ""]
    assert sum(values.null_count for values in grid.columns) == 0


def test_ragged_long_texts_are_padded(tmp_path):
    lines = long_text()
    lines.insert(0, "被访者信息登记表\n")
    lines[2_000] = "x,y\n"
    lines[4_000] = 'a,"b\nb",c,d,e\n'
    grid = read(tmp_path, "".join(lines).encode())
    assert len(grid.rows) == 6_001
    assert [column(grid, at)[0] for at in range(5)] == ["被访者信息登记表", "", "", "", ""]
    assert [column(grid, at)[2_000] for at in range(5)] == ["x", "y", "", "", ""]
    assert [column(grid, at)[4_000] for at in range(5)] == ["a", "b\nb", "c", "d", "e"]
    assert column(grid, 2)[6_000] == "13904505999"


def test_long_texts_of_every_width(tmp_path):
    lines = ["姓名" + ",x" * (number % 7) + "\n" for number in range(6_000)]
    grid = read(tmp_path, "".join(lines).encode())
    assert len(grid.columns) == 7
    assert [values.null_count for values in grid.columns] == [0] * 7
    assert column(grid, 6)[6] == "x"
    assert column(grid, 6)[7] == ""


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_damage_in_a_long_text(tmp_path, encoding):
    data = bytearray("".join(long_text(200_000)).encode(encoding))
    at = data.rindex("试".encode(encoding))
    data[at : at + 1] = b"\xff"
    grid = read(tmp_path, bytes(data))
    assert grid.notes == (("damaged_text", f"byte {at}"),)
    assert len(grid.rows) == 200_000
    assert column(grid, 1)[100] == "测试甲3"


def test_a_stray_quote_in_a_long_text(tmp_path):
    lines = long_text()
    lines[300] = '299,"测试甲,13904500299\n'
    grid = read(tmp_path, "".join(lines).encode())
    assert len(grid.rows) == 6_000
    assert ("stray_quote", "") in grid.notes
    assert column(grid, 1)[300] == '"测试甲'


def test_a_quotation_mark_at_the_end_of_a_long_text(tmp_path):
    lines = [HEAD + "\n", *(ROW.format(n=n) + "\n" for n in range(1, 6_000))]
    lines[5_990] = '5990,测试丙,13904505990,电话,2017-03-05,"松江轴承厂\n'
    grid = read(tmp_path, "".join(lines).encode())
    assert len(grid.rows) == 6_000
    assert ("stray_quote", "") in grid.notes


def test_columns_can_be_many_in_a_long_text(tmp_path):
    data = ("a," * 20_000 + "\n") * 110
    with pytest.raises(IntakeError) as caught:
        read(tmp_path, data.encode() + b"x\n" * 6_000)
    assert caught.value.code == "too_many_cells"
