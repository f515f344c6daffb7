"""ZIP archives of a folder: read like the folder, within limits, and never out of their place."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.run import people, write_book
from verify.intake.errors import IntakeError
from verify.intake.unpack import unpacked
from verify.intake.walk import walk
from verify.settings import Settings

SETTINGS = Settings()


class Gbk(zipfile.ZipInfo):
    """An entry as Chinese Windows writes it: its name in GBK, and no word of that."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:
        return self.filename.encode("gbk"), self.flag_bits


def packed(path: Path, entries: dict[str, bytes], *, gbk: bool = False) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in entries.items():
            info = (Gbk if gbk else zipfile.ZipInfo)(name)
            archive.writestr(info, content, zipfile.ZIP_DEFLATED)
    return path


def shown(folder: Path, settings: Settings = SETTINGS) -> tuple[list[str], dict[str, str], dict[str, str]]:
    with unpacked(walk([folder]), settings) as found:
        for file in found.files:
            assert file.path.is_file()
        names = [file.shown.removeprefix(f"{folder.as_posix()}/") for file in found.files]
        said = [
            {r.file.removeprefix(f"{folder.as_posix()}/"): r.problems[0].code for r in results}
            for results in (found.passed, found.failed)
        ]
    return names, said[0], said[1]


@pytest.mark.parametrize("gbk", [False, True])
def test_an_archive_is_a_folder(tmp_path: Path, gbk: bool) -> None:
    packed(tmp_path / "松江纸业.zip", {"松江纸业/名单.csv": b"x", "松江纸业/~$名单.csv": b"x"}, gbk=gbk)
    names, passed, failed = shown(tmp_path)
    assert names == ["松江纸业.zip/松江纸业/名单.csv"]
    assert passed == {}  # what office programs leave behind is passed over without a word
    assert failed == {}


def test_nothing_is_left_behind_and_other_files_stay(tmp_path: Path) -> None:
    packed(tmp_path / "a.zip", {"b.csv": b"x"})
    (tmp_path / "c.csv").write_text("x")
    with unpacked(walk([tmp_path]), SETTINGS) as found:
        paths = [file.path for file in found.files]
        assert [path.name for path in paths] == ["b.csv", "c.csv"]
    assert not paths[0].exists()
    assert paths[1].exists()


@pytest.mark.parametrize(
    "name",
    ["../out.csv", "/etc/out.csv", "C:\\out.csv", "a/../../out.csv", "..\\..\\out.csv", "名" * 200 + ".csv"],
)
def test_no_name_leads_out(tmp_path: Path, name: str) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    packed(inside / "a.zip", {name: b"x"})
    with unpacked(walk([inside]), SETTINGS) as found:
        (file,) = found.files
        assert ".." not in file.path.parts
        assert file.path.read_bytes() == b"x"
        assert file.path.suffix == ".csv"
        assert str(file.path).count("hefang-zip-") == 1
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["a.zip", "in"]


def test_two_entries_of_one_name_are_two_files(tmp_path: Path) -> None:
    packed(tmp_path / "a.zip", {"x.csv": b"1", "./x.csv": b"2", "x.csv. ": b"3"})
    assert len(set(shown(tmp_path)[0])) == 3


def test_limits(tmp_path: Path) -> None:
    packed(tmp_path / "many.zip", {f"{at}.csv": b"x" for at in range(5)})
    assert shown(tmp_path, replace(SETTINGS, max_zip_entries=4))[2] == {"many.zip": "zip_bomb"}
    (tmp_path / "many.zip").unlink()
    packed(tmp_path / "big.zip", {"a.csv": bytes(9 * 2**20)})
    assert shown(tmp_path)[2] == {"big.zip": "zip_bomb"}  # over 200:1
    (tmp_path / "big.zip").unlink()
    packed(tmp_path / "a.zip", {"a.csv": b"x" * 700_000, "b.csv": b"y" * 700_000})
    assert shown(tmp_path, replace(SETTINGS, max_unzipped_bytes=1_000_000))[2] == {"a.zip": "zip_bomb"}


def test_archives_within_archives_end(tmp_path: Path) -> None:
    data = b"x"
    for at in range(6):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("x.csv" if at == 0 else "in.zip", data)
        data = out.getvalue()
    (tmp_path / "a.zip").write_bytes(data)
    names, _, failed = shown(tmp_path)
    assert names == ["a.zip/in.zip/in.zip/in.zip"]  # what is deeper is left to the readers, who refuse it
    assert failed == {}


def test_a_damaged_archive_is_named(tmp_path: Path) -> None:
    packed(tmp_path / "a.zip", {"a.csv": b"x" * 50_000})
    data = bytearray((tmp_path / "a.zip").read_bytes())
    data[40:60] = b"\xff" * 20
    (tmp_path / "a.zip").write_bytes(bytes(data))
    assert shown(tmp_path)[2] == {"a.zip": "archive_damaged"}


def test_a_workbook_named_zip_is_no_archive(tmp_path: Path) -> None:
    write_book(tmp_path / "名单.zip", people(3))
    assert shown(tmp_path)[0] == ["名单.zip"]


def _told(folder: Path, lang: str) -> list[tuple[str, str]]:
    """What is said of the archives of a folder, and what to do."""
    with unpacked(walk([folder]), SETTINGS) as found:
        problems = [result.problems[0] for result in found.failed]
        return [IntakeError(problem.code, **problem.facts).words(lang) for problem in problems]


@pytest.mark.parametrize("entries", [{}, {"空文件夹/": b""}, {"__MACOSX/._名单.csv": b"x"}])
def test_an_archive_with_nothing_in_it_is_told(tmp_path: Path, entries: dict[str, bytes]) -> None:
    packed(tmp_path / "a.zip", entries)
    assert shown(tmp_path) == ([], {}, {"a.zip": "empty_archive"})


def test_what_to_do_with_an_archive_is_not_what_to_do_with_a_workbook(tmp_path: Path) -> None:
    whole = packed(tmp_path / "a.zip", {"松江/名单.csv": "序号,姓名\n".encode() * 40}, gbk=True).read_bytes()
    at = whole.index("名单".encode("gbk")) + 12  # within the compressed bytes of the first entry
    damaged = whole[:at] + bytes(255 - b for b in whole[at : at + 6]) + whole[at + 6 :]
    (tmp_path / "a.zip").write_bytes(damaged)
    for lang in ("zh", "en"):
        ((reason, fix),) = _told(tmp_path, lang)
        assert "松江/名单.csv" in reason  # in its own letters, and no message of a library beside it
        assert not re.search(r"[A-Z][a-z]+Error|CRC|Excel", reason + fix)
    flagged = bytearray(whole)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        flagged[whole.index(mark) + place] |= 1
    (tmp_path / "a.zip").write_bytes(bytes(flagged))
    assert [reason for reason, _ in _told(tmp_path, "zh")] == ["压缩包有密码，打不开"]
