"""Chair and overseer sign: keys, what is signed once and kept, minutes that carry it, and what is refused."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import zxingcpp

from sampling.public import signature
from tests.casebook.road import answer, fill, inside, run
from tests.cli.run import hefang, people, write_book
from tests.cli.test_minutes_papers import grey

ONE = "31415926535897932384"
BOTH = ("--sign", "主持人.key", "--sign", "监督人.key")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A round that two people sign from the seal to the papers."""
    folder = tmp_path_factory.mktemp("signed")
    (folder / "r").mkdir()
    write_book(folder / "r" / "A.xlsx", people(60))
    with inside(folder, {}):
        run("key", "new", "主持人.key", "--as", "chair", "--name", "王一")
        run("key", "new", "监督人.key", "--as", "overseer")
        for words in (
            ("new",),
            ("add", "r"),
            ("seal", *BOTH),
            ("draw", "--seed", ONE, *BOTH),
            ("calls", "export"),
        ):
            run(*words, code=None)
        fill(folder / "回访名单-1.xlsx", lambda row, _: "V1")
        for words in (("calls", "import", "回访名单-1.xlsx"), ("judge",), ("report", *BOTH, "--out", "报告")):
            run(*words, code=None)
    return folder


def check(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", "-X", "utf8", "verify_signatures.py", *words]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)


def keys_of(folder: Path) -> list[str]:
    return [
        json.loads((folder / name).read_text(encoding="utf-8"))["key"]
        for name in ("主持人.key", "监督人.key")
    ]


def test_everything_is_signed_and_checked_without_anything_of_ours(folder: Path) -> None:
    public = folder / "报告" / "复核"
    done = check(public, *(word for key in keys_of(folder) for word in ("--key", key)))
    assert (done.returncode, done.stderr) == (0, "")
    for words in (
        "封存 seal.json：主持人 王一 已签名",
        "抽取 draw.json：监督人 已签名",
        "本轮 round.json：主持人",
    ):
        assert words in done.stdout
    assert check(public, "--key", "ab" * 32).returncode == 1


@pytest.mark.parametrize(
    "name", ["audit.docx", "audit.html", "A/audit.docx", "复核/seal.json", "复核/signatures.json"]
)
def test_a_changed_file_is_named(folder: Path, tmp_path: Path, name: str) -> None:
    papers = Path(shutil.copytree(folder / "报告", tmp_path / "报告"))
    data = bytearray((papers / name).read_bytes())
    data[len(data) // 2] ^= 1
    (papers / name).write_bytes(data)
    assert check(papers / "复核").returncode in (1, 2)


def test_papers_that_are_not_there_are_told_and_signatures_that_are_gone_are_a_fault(
    folder: Path, tmp_path: Path
) -> None:
    public = Path(shutil.copytree(folder / "报告" / "复核", tmp_path / "复核"))
    done = check(public, "--lang", "en")
    assert done.returncode == 0
    assert "papers are not here" in done.stdout
    (public / "signatures.json").unlink()
    done = check(public, "--lang", "en")
    assert done.returncode == 1
    assert done.stdout.count("tells of a signature that is not here") == 4


def test_who_has_signed_does_not_sign_again(folder: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(folder, tmp_path / "again"))
    with inside(copy, {}):
        before = answer("status")["journal"]["entries"]
        run("seal", *BOTH)
        run("draw", "--seed", ONE, *BOTH)
        assert answer("status")["journal"]["entries"] == before
        assert "签名" in run("status", "--journal").out
        assert "核对无误" in run("status", "--check").out


def test_papers_and_minutes_name_the_keys(folder: Path) -> None:
    review = (folder / "报告" / "audit.html").read_text(encoding="utf-8")
    for key in keys_of(folder):
        assert " ".join(key[at : at + 4] for at in range(0, 64, 4)) in review


def test_a_telephone_reads_the_signatures_off_the_minutes(folder: Path, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None or shutil.which("pdftoppm") is None:
        pytest.skip("LibreOffice (soffice) or pdftoppm is not on this machine")
    shutil.copy(folder / "纪要.docx", tmp_path / "paper.docx")
    subprocess.run(
        [office, "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "pdf", "paper.docx"],
        cwd=tmp_path, check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    subprocess.run(["pdftoppm", "-r", "150", "-gray", "paper.pdf", "page"], cwd=tmp_path, check=True)
    read = [code.text for p in sorted(tmp_path.glob("page*.pgm")) for code in zxingcpp.read_barcodes(grey(p))]
    signed = [json.loads(text) for text in read if text.startswith("{")]
    assert [one["key"] for one in signed] == keys_of(folder)
    assert all(signature.holds(one) for one in signed)


def test_keys_are_made_once_for_one_of_two_roles_and_kept_to_their_owner(tmp_path: Path) -> None:
    with inside(tmp_path, {}):
        shown = run("key", "new", "a.key", "--as", "chair")
        made = json.loads((tmp_path / "a.key").read_text(encoding="utf-8"))
        assert " ".join(made["key"][at : at + 4] for at in range(0, 64, 4)) in shown.out
        assert "从不覆盖" in run("key", "new", "a.key", "--as", "chair", code=2).err
        assert json.loads((tmp_path / "a.key").read_text(encoding="utf-8")) == made
        for role in ("", "boss"):
            assert "overseer" in run("key", "new", "b.key", "--as", role, code=2).err
        assert not (tmp_path / "b.key").exists()
        assert sorted(path.name for path in tmp_path.iterdir()) == ["a.key"]
        assert answer("key", "new", "深/c.key", "--as", "overseer", "--name", "李二")["name"] == "李二"
    if os.name == "posix":
        assert (tmp_path / "a.key").stat().st_mode & 0o077 == 0


def test_a_key_behind_a_password(folder: Path, tmp_path: Path) -> None:
    password = "秘密 2017"
    copy = Path(shutil.copytree(folder, tmp_path / "locked"))
    assert hefang("key", "new", "锁.key", "--as", "chair", cwd=copy, HEFANG_SIGN_PASSWORD=password).code == 0
    text = (copy / "锁.key").read_text(encoding="utf-8")
    assert "ENCRYPTED" in text
    assert password not in text
    for given, said in (({}, "没有给出"), ({"HEFANG_SIGN_PASSWORD": "wrong"}, "密码不对")):
        shown = hefang("seal", "--sign", "锁.key", cwd=copy, **given)
        assert shown.code == 2
        assert said in shown.err
        assert password not in shown.out + shown.err
    shown = hefang("seal", "--sign", "锁.key", cwd=copy, HEFANG_SIGN_PASSWORD=password)
    assert shown.code == 0
    assert shown.out.count("已签名") == 3


@pytest.mark.parametrize("damage", ["", "{}", "[]", "not json", "cut", "other key"])
def test_a_file_that_is_no_key_is_refused_before_anything_is_stored(
    folder: Path, tmp_path: Path, damage: str
) -> None:
    copy = Path(shutil.copytree(folder, tmp_path / "damaged"))
    whole = (copy / "主持人.key").read_text(encoding="utf-8")
    other = json.loads(whole) | {"key": keys_of(folder)[1]}
    text = {"cut": whole.replace("MC4C", "MC4D"), "other key": json.dumps(other)}.get(damage, damage)
    (copy / "坏.key").write_text(text, encoding="utf-8")
    with inside(copy, {}):
        before = answer("status")["journal"]["hash"]
        assert "钥匙文件" in run("seal", "--sign", "坏.key", code=2).err
        assert answer("status")["journal"]["hash"] == before


def test_only_a_casebook_keeps_signatures(folder: Path, tmp_path: Path) -> None:
    for name in ("r", "主持人.key"):
        source = folder / name
        shutil.copytree(source, tmp_path / name) if source.is_dir() else shutil.copy(source, tmp_path / name)
    with inside(tmp_path, {}):
        assert "案卷" in run("seal", "r", "--sign", "主持人.key", code=2).err
        run("seal", "r", code=None)
        assert "案卷" in run("draw", "--seed", ONE, "--sign", "主持人.key", code=2).err
