"""People of many casebooks compared by prints alone: what is found, what is refused, and that no name leaves the house."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from casebook import connect
from casebook.across import query, shares
from casebook.across.compare import compare
from casebook.across.files import RESULT, ExportLabel, label_of, write, write_export
from casebook.across.people import given, key_print
from casebook.errors import CasebookError
from desk.commands import link
from tests.casebook.build import STAMP, Made, file, people
from tests.casebook.linkage.test_altered import copied
from tests.casebook.linkage.test_links import changed

KEY = bytes(range(32))
Export = Callable[..., Path]


@pytest.fixture
def export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Export:
    """Make a casebook with rosters and write its prints; return the file."""
    monkeypatch.delenv("HEFANG_KEY_FILE", raising=False)

    def made(source: str, *rosters: Made, key: bytes = KEY) -> Path:
        book = connect.create(str(tmp_path / f"{source}.db"), "2017", STAMP)
        file(book, *rosters)
        with book.read() as conn:
            found = given(conn, key, source)
        connect.close(book)
        path = tmp_path / f"{source}.parquet"
        write_export(path, found.lines, ExportLabel(key_print(key), source))
        return path

    return made


def key_file(folder: Path, key: bytes = KEY, name: str = "共用.key") -> Path:
    path = folder / name
    path.write_text(key.hex() + "\n", encoding="ascii")
    return path


def resolved(folder: Path, source: str, result: Path, capsys: pytest.CaptureFixture[str]) -> list[dict]:
    capsys.readouterr()
    assert link.resolve(str(folder / f"{source}.db"), result, key_file(folder), json=True) == 0
    return list(json.loads(capsys.readouterr().out)["pairs"])


def test_shared_and_altered_people_are_found_and_resolved_at_home(
    export: Export, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = people(60)
    sounding = dict(zip("水火木金土石山川云雨", "税伙目今吐时闪穿匀与", strict=True))
    spoken = tuple(
        changed(row, name=row[1][0] + "".join(sounding[c] for c in row[1][1:])) for row in copied(old, 5)
    )
    same = tuple(changed(row, name="卫新来") for row in old[:4])
    files = [
        export("黑龙江", Made("A", old), Made("Z", people(40, 900))),
        export("吉林", Made("B", copied(old[:30], 8, fresh=20)), Made("S", spoken)),
        export("辽宁", Made("C", (*same, *people(40, 2_000)))),
    ]
    done = compare(files, tmp_path)
    assert (done.sources, done.refused, done.rosters) == (("黑龙江", "吉林", "辽宁"), (), 5)
    result = tmp_path / "结果.parquet"
    write(result, done.table, RESULT, done.label)
    found = resolved(tmp_path, "黑龙江", result, capsys)
    by_source = {(pair["source"], pair["kind"]): pair for pair in found if pair["dossier"] == "A"}
    assert set(by_source) == {("吉林", "one_digit"), ("吉林", "sound_alike"), ("辽宁", "same")}
    assert by_source["吉林", "one_digit"]["people"] == 30
    assert by_source["吉林", "one_digit"]["same_order"]
    assert by_source["吉林", "one_digit"]["rows"][:2] == ["A#0002", "A#0003"]
    assert by_source["吉林", "sound_alike"]["people"] == 60
    assert by_source["辽宁", "same"]["rows"] == ["A#0002", "A#0003", "A#0004", "A#0005"]
    assert not [pair for pair in found if pair["dossier"] == "Z"]
    assert {pair["dossier"] for pair in resolved(tmp_path, "吉林", result, capsys)} == {"B", "S"}
    for lang in ("zh", "en"):
        assert link.resolve(str(tmp_path / "辽宁.db"), result, key_file(tmp_path), lang=lang) == 0
        assert "A#" not in capsys.readouterr().out, "another casebook's rows are not shown"


def test_an_export_and_a_result_hold_no_name_and_no_number(export: Export, tmp_path: Path) -> None:
    rows = people(1_000)
    files = [export("黑龙江", Made("A", rows)), export("吉林", Made("B", copied(rows[:200], 8)))]
    done = compare(files, tmp_path)
    result = tmp_path / "结果.parquet"
    write(result, done.table, RESULT, done.label)
    numbers = {int(row[2]) for row in rows}
    for path in (*files, result):
        raw, table = path.read_bytes(), pq.read_table(path)
        texts = json.dumps(table.to_pydict(), ensure_ascii=False)
        whole = {
            value for column in table.columns if column.type == pa.int64() for value in column.to_pylist()
        }
        for row in rows:
            assert row[1] not in texts
            assert row[2] not in texts
            assert row[1].encode() not in raw
            assert row[2].encode() not in raw
        assert not numbers & whole


def test_honest_strangers_share_nothing(export: Export, tmp_path: Path) -> None:
    files = [export(name, Made("A", people(100, at * 1_000))) for at, name in enumerate(("甲", "乙", "丙"))]
    done = compare(files, tmp_path)
    assert (done.altered, done.same, done.table.num_rows) == (0, 0, 0)


def test_the_same_company_in_two_casebooks_is_not_compared(export: Export, tmp_path: Path) -> None:
    old = people(40)
    files = [
        export("2016", Made("A", old, "松江公司")),
        export("2017", Made("A", copied(old, 8), "松江公司")),
    ]
    assert compare(files, tmp_path).table.num_rows == 0


def test_a_broken_file_among_thirty_is_named_and_the_others_are_done(export: Export, tmp_path: Path) -> None:
    old = people(40)
    files = [export(f"省{at}", Made("A", people(10, 500 + at * 20))) for at in range(26)]
    files += [export("甲", Made("A", old, "甲公司")), export("乙", Made("A", copied(old, 8), "乙公司"))]
    cut, hollow = export("丙", Made("A", people(30, 3_000))), export("丁", Made("A", people(30, 4_000)))
    cut.write_bytes(cut.read_bytes()[:-100])
    data = bytearray(hollow.read_bytes())
    data[4:2_000] = bytes(1_996)  # the footer is whole, the pages are not
    hollow.write_bytes(data)
    foreign = tmp_path / "别的.parquet"
    pq.write_table(pa.table({"name": ["x"]}), foreign)
    gone = tmp_path / "没有.parquet"
    done = compare([*files, cut, hollow, foreign, gone], tmp_path)
    assert len(done.sources) == 28
    assert done.altered == 1
    named = {(Path(str(error.facts["path"])).name, error.code) for error in done.refused}
    assert named == {
        ("丙.parquet", "link_broken"),
        ("丁.parquet", "link_broken"),
        ("别的.parquet", "link_foreign"),
        ("没有.parquet", "link_absent"),
    }
    for error in done.refused:
        assert all(error.words("zh"))
        assert all(error.words("en"))
    assert not list(tmp_path.glob(".link-*")), "nothing is left of what was spilled"


def test_another_key_finds_nothing_and_says_so(
    export: Export, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = people(40)
    files = [
        export("甲", Made("A", old)),
        export("乙", Made("B", copied(old, 8))),
        export("丙", Made("C", copied(old, 9)), key=b"x" * 32),
    ]
    done = compare(files, tmp_path)
    assert [(error.code, error.facts["path"]) for error in done.refused] == [("link_key", files[2])]
    assert done.altered == 1
    result = tmp_path / "结果.parquet"
    assert link.run(files, result) == 2
    capsys.readouterr()
    with pytest.raises(CasebookError) as caught:
        link.resolve(str(tmp_path / "甲.db"), result, key_file(tmp_path, b"y" * 32, "另一个.key"))
    assert caught.value.code == "link_wrong_key"
    assert label_of(result, RESULT).key == key_print(KEY)


def test_one_casebook_handed_in_twice_is_not_compared_with_itself(export: Export, tmp_path: Path) -> None:
    path = export("甲", Made("A", people(40)))
    again = tmp_path / "又一份.parquet"
    again.write_bytes(path.read_bytes())
    done = compare([path, again, path], tmp_path)
    assert [error.code for error in done.refused] == ["link_twice"]
    assert done.table.num_rows == 0


def test_nothing_half_written_is_left_where_writing_fails(export: Export, tmp_path: Path) -> None:
    path = export("甲", Made("A", people(40)))
    blocked = tmp_path / "file"
    blocked.write_text("x", encoding="ascii")
    with pytest.raises(CasebookError) as caught:
        write(blocked / "结果.parquet", compare([path], tmp_path).table, RESULT, ExportLabel("", ""))
    assert caught.value.code == "link_write"
    with pytest.raises(CasebookError) as missing:
        compare([path], tmp_path / "nowhere")
    assert missing.value.code == "link_write"


def test_an_engine_that_breaks_off_leaves_no_result(export: Export, tmp_path: Path) -> None:
    path = export("甲", Made("A", people(400)))
    with pytest.raises(CasebookError) as caught:
        compare([path], tmp_path, memory="99999999999999999TB")
    assert caught.value.code == "link_engine"
    with pytest.raises(CasebookError) as unit:
        compare([path], tmp_path, memory="4")
    assert unit.value.code == "link_memory"
    assert not list(tmp_path.glob(".link-*"))


def test_the_casebooks_own_key_is_not_handed_out(export: Export, tmp_path: Path) -> None:
    export("甲", Made("A", people(40)))
    with pytest.raises(CasebookError) as caught:
        link.export(str(tmp_path / "甲.db"), tmp_path / "甲.db.key", "", tmp_path / "x.parquet")
    assert caught.value.code == "link_own_key"
    assert not (tmp_path / "x.parquet").exists()


def test_missing_extras_are_refused_by_name(
    export: Export, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = export("甲", Made("A", people(40)))

    def missing(name: str) -> object:
        raise ImportError(name)

    monkeypatch.setattr("casebook.across.engines.import_module", missing)
    for asked, name, extra in (
        (lambda: compare([path], tmp_path), "DuckDB", "scale"),
        (lambda: compare([path], tmp_path, name="spark"), "Apache Spark", "spark"),
    ):
        with pytest.raises(CasebookError) as caught:
            asked()
        assert caught.value.code == "extra"
        assert name in caught.value.words("zh")[0]
        assert f"hefang[{extra}]" in caught.value.words("en")[1]
    with pytest.raises(CasebookError) as unknown:
        compare([path], tmp_path, name="oracle")
    assert "duckdb spark" in unknown.value.words("en")[1]


def test_any_three_of_five_shares_bring_the_key_back(tmp_path: Path) -> None:
    lines = shares.split(KEY, 3, 5)
    assert shares.joined([lines[4], lines[0], lines[2]]) == KEY
    assert shares.joined(lines) == KEY
    for chosen, code in (
        (lines[:2], "shares_few"),
        ([lines[0], lines[1], lines[1]], "shares_few"),
        ([*lines[:2], shares.split(b"z" * 32, 3, 5)[2]], "share_other"),
        (
            [*lines[:2], lines[2][:-12] + ("1" if lines[2][-12] == "0" else "0") + lines[2][-11:]],
            "share_line",
        ),
        (["赵一水"], "share_line"),
    ):
        with pytest.raises(CasebookError) as caught:
            shares.joined(chosen)
        assert caught.value.code == code
    for least, count in ((1, 3), (4, 3), (2, 21)):
        with pytest.raises(CasebookError):
            shares.split(KEY, least, count)


def test_a_key_is_made_shared_and_brought_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "共用.key"
    assert link.key(path, 2, 3) == 0
    made = path.read_text(encoding="ascii")
    path.unlink()
    assert link.key(path, taken=[tmp_path / "共用-1-3.txt", tmp_path / "共用-3-3.txt"]) == 0
    assert path.read_text(encoding="ascii") == made
    other = tmp_path / "另.key"
    link.key(other)
    with pytest.raises(CasebookError) as caught:
        link.key(other, taken=[tmp_path / "共用-1-3.txt", tmp_path / "共用-3-3.txt"])
    assert caught.value.code == "link_key_bad"
    with pytest.raises(CasebookError) as gone:
        link.export("x.db", tmp_path / "没有.key", "", None)
    assert gone.value.code == "link_key_missing"


def test_the_printed_query_gives_the_pairs_to_whoever_runs_it(
    export: Export, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As a stranger would: the table as the first line says, the exports into it, and the text as it stands."""
    old = people(60)
    files = [export("甲", Made("A", old)), export("乙", Made("B", copied(old[:30], 8)), Made("C", old[:5]))]
    assert link.sql() == 0
    text = capsys.readouterr().out
    first, _, statement = text.partition("\n")
    base = duckdb.connect()
    base.execute(f"CREATE TABLE {first.removeprefix('-- ')}")
    for file_ in files:
        base.execute(f"INSERT INTO people SELECT * FROM '{file_}'")
    kinds = Counter(row[-1] for row in base.execute(statement).fetchall())
    assert (kinds["one_digit"], kinds["same"]) == (35, 5)
    assert link.sql(json=True) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["query"].split() == statement.rstrip().removesuffix(";").split()
    assert ", ".join(f"{column} BIGINT" for column in said["columns"]) in first


def test_the_query_is_plain_sql_of_one_table() -> None:
    text = query.rows()
    assert text.count("UNION ALL") == 8
    assert "read_parquet" not in text + query.COUNTED + query.SIZES + query.alike("name")
