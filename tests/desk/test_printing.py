"""Printing a page by an installed browser: whole or not at all, and words for everything that can go wrong."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from desk import printing
from desk.console import Stop
from desk.printing import ENV, chinese_font, find_browser, print_page, unnamed
from phrases import keys, texts
from reports.content.compose import compose
from reports.formats import html
from tests.conftest import chromium
from tests.reports.rounds import material

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the browsers made up here are scripts")
PAGE = "<title>题</title><p>核访</p>"


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A page to print, on a machine with a Chinese font."""
    monkeypatch.setattr(printing, "chinese_font", lambda: True)
    path = tmp_path / "核验 audit.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


def fake(folder: Path, monkeypatch: pytest.MonkeyPatch, body: str) -> Path:
    """Put a made-up browser in the place of the real one; ``out`` is where it should print to."""
    path = folder / "browser"
    begin = """\
        import sys, time, os, subprocess
        out = next(a.partition("=")[2] for a in sys.argv if a.startswith("--print-to-pdf="))
    """
    path.write_text(
        f"#!{sys.executable}\n" + textwrap.dedent(begin) + textwrap.dedent(body), encoding="utf-8"
    )
    path.chmod(0o755)
    monkeypatch.setenv(ENV, str(path))
    return path


def table(*characters: str) -> bytes:
    """A PDF of the kind that the check reads: a table of code points for these characters."""
    rows = "".join(f"<{i:04X}> <{ord(c):04X}>\n" for i, c in enumerate(characters))
    return b"%PDF-1.4\nstream\nbeginbfchar\n" + rows.encode() + b"endbfchar\nendstream\n%%EOF\n"


def stopped(page: Path, pdf: Path, lang: str = "zh", seconds: float = 30) -> str:
    """What is said when it fails; nothing may be left behind, and what was there must still be there."""
    before = pdf.read_bytes() if pdf.is_file() else None
    there = set(pdf.parent.iterdir()) if pdf.parent.is_dir() else set()
    with pytest.raises(Stop) as stop:
        print_page(page, pdf, lang, seconds=seconds)
    assert (pdf.read_bytes() if pdf.is_file() else None) == before
    assert (set(pdf.parent.iterdir()) if pdf.parent.is_dir() else set()) == there
    return stop.value.sentence(lang)


@pytest.mark.parametrize(
    ("body", "zh", "en"),
    [
        ("print('[1:2:ERROR:x.cc] no screen', file=sys.stderr); sys.exit(7)", "以代码 7 结束（no screen）", "code 7"),
        ("sys.exit(1)", "以代码 1 结束（没有说明）", "said nothing"),
        ("print('nothing to do')", "没有写出完整的 PDF（nothing to do）", "no whole PDF"),
        ("open(out, 'w').write('<html>')", "没有写出完整的 PDF", "no whole PDF"),
        ("open(out, 'wb').write(b'%PDF-1.4 and then the disk was full')", "没有写出完整的 PDF", "no whole PDF"),
        ("open(out, 'wb')", "没有写出完整的 PDF", "no whole PDF"),
    ],
)  # fmt: skip
def test_a_browser_that_fails(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str, zh: str, en: str
) -> None:
    browser = fake(tmp_path, monkeypatch, body)
    pdf = tmp_path / "out.pdf"
    pdf.write_bytes(b"the last one")
    said = stopped(page, pdf)
    assert zh in said
    for named in (browser, page, pdf, "HEFANG_BROWSER"):
        assert str(named) in said
    assert en in stopped(page, pdf, "en")


def test_a_browser_that_hangs_is_ended_with_its_children(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pids = tmp_path / "pids"
    body = f"""
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(300)"])
        open({str(pids)!r}, "w").write(f"{{os.getpid()}} {{child.pid}}")
        time.sleep(300)
    """
    fake(tmp_path, monkeypatch, body)
    pdf = tmp_path / "out" / "audit.pdf"
    pdf.parent.mkdir()
    began = time.monotonic()
    assert "在 3 秒内没有打印完" in stopped(page, pdf, seconds=3)
    assert time.monotonic() - began < 60
    for pid in map(int, pids.read_text().split()):
        deadline = time.monotonic() + 20
        while _lives(pid) and time.monotonic() < deadline:
            time.sleep(0.05)  # whoever takes in orphans needs a moment
        assert not _lives(pid)


def _lives(pid: int) -> bool:
    shown = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return shown.stdout.strip() not in ("", "Z", "Zs")


def test_what_is_no_program(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ENV, str(tmp_path / "chrome.exe"))
    assert str(tmp_path / "chrome.exe") in stopped(page, tmp_path / "out.pdf")
    broken = tmp_path / "broken"
    broken.write_bytes(b"\x7fELF, but not really")
    broken.chmod(0o755)
    monkeypatch.setenv(ENV, str(broken))
    assert "不能启动" in stopped(page, tmp_path / "out.pdf")


def test_no_browser_at_all(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ENV, raising=False)
    monkeypatch.setattr(printing, "_browsers", lambda: iter([tmp_path / "not there"]))
    assert find_browser() is None
    said = stopped(page, tmp_path / "out.pdf")
    assert "Chrome、Edge 或 Chromium" in said
    assert "HEFANG_BROWSER" in said
    assert "was found" in stopped(page, tmp_path / "out.pdf", "en")


def test_browsers_are_looked_for_where_windows_and_the_mac_keep_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(ENV, raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    for name in ("ProgramFiles", "ProgramFiles(x86)", "ProgramW6432", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / name))
    wanted = [str(path) for path in printing._browsers()]
    assert len(wanted) == 12
    assert wanted[0].endswith(r"Microsoft\Edge\Application\msedge.exe")
    (tmp_path / "LOCALAPPDATA").mkdir()
    there = tmp_path / "LOCALAPPDATA" / r"Google\Chrome\Application\chrome.exe"  # one name, on this system
    there.touch()
    assert find_browser() == there
    monkeypatch.setattr(sys, "platform", "darwin")
    places = [str(path) for path in printing._browsers()]
    assert "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge" in places


def test_fonts_of_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("WINDIR", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "local"))
    (tmp_path / "Fonts").mkdir()
    (tmp_path / "Fonts" / "arial.ttf").touch()
    assert chinese_font() is False
    (tmp_path / "Fonts" / "simsun.ttc").touch()
    assert chinese_font() is True


def test_without_a_chinese_font_nothing_is_printed(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake(tmp_path, monkeypatch, "raise SystemExit('never started')")
    monkeypatch.setattr(printing, "chinese_font", lambda: False)
    for lang, words in (("zh", "没有中文字体"), ("en", "no Chinese font")):
        said = stopped(page, tmp_path / "out.pdf", lang)
        assert words in said
        assert "fonts-noto-cjk" in said


def test_a_machine_that_cannot_say_is_asked_by_the_pdf(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "chinese_font", lambda: None)
    fake(tmp_path, monkeypatch, f"open(out, 'wb').write({table('A', 'B')!r})")
    said = stopped(page, tmp_path / "out.pdf")
    assert "2 个不同汉字有 2 个没有字体可印（如 核访）" in said
    fake(tmp_path, monkeypatch, f"open(out, 'wb').write({table('核', '访')!r})")
    print_page(page, tmp_path / "out.pdf", "zh")


def test_characters_that_share_a_glyph_with_a_radical_are_no_boxes() -> None:
    kangxi = b"stream\nbeginbfrange\n<0001> <0002> <2F45>\nendbfrange endstream"  # the radicals of the two
    assert unnamed("<p>方无</p>", kangxi) == ({"方", "无"}, set())
    assert unnamed("<p>方车</p>", table("方", "⻋")) == ({"方", "车"}, set())
    assert unnamed("<p>方车</p>", table("方")) == ({"方", "车"}, {"车"})
    assert unnamed("<title>题</title><nav>目</nav><p>方</p>", table("方")) == ({"方"}, set())


@pytest.mark.parametrize("where", ["a folder", "below a file"])
def test_a_target_that_cannot_be_written(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    fake(tmp_path, monkeypatch, f"open(out, 'wb').write({table('核', '访')!r})")
    pdf = tmp_path / "out.pdf"
    if where == "a folder":
        pdf.mkdir()
    else:
        pdf = page / "out.pdf"
    for lang, words in (("zh", "无法写入"), ("en", "cannot write")):
        said = stopped(page, pdf, lang)
        assert words in said
        assert str(pdf) in said


def test_a_page_that_cannot_be_read(tmp_path: Path) -> None:
    assert "无法读取" in stopped(tmp_path / "audit.html", tmp_path / "out.pdf")


def test_the_network_is_off_and_the_profile_is_its_own(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = tmp_path / "arguments"
    body = f"""
        open({str(noted)!r}, "w").write("\\n".join(sys.argv[1:]))
        open(out, 'wb').write({table("核", "访")!r})
    """
    fake(tmp_path, monkeypatch, body)
    pdf = tmp_path / "new" / "out.pdf"
    print_page(page, pdf, "zh")
    arguments = noted.read_text().splitlines()
    assert "--host-resolver-rules=MAP * ~NOTFOUND" in arguments
    assert arguments[-1] == page.as_uri()
    (profile,) = [a.partition("=")[2] for a in arguments if a.startswith("--user-data-dir=")]
    assert not Path(profile).exists()
    assert [p.name for p in pdf.parent.iterdir()] == ["out.pdf"]
    assert stat.S_IMODE(pdf.stat().st_mode) == stat.S_IMODE(page.stat().st_mode)
    assert ("--no-sandbox" in arguments) == (os.geteuid() == 0)


def test_all_that_is_said_stands_in_both_languages() -> None:
    said = [texts(key) for key in keys("command.error.pdf.")]
    assert len(said) == 12
    assert all(all(both) for both in said)


@pytest.mark.browser
class TestRealBrowser:
    @pytest.fixture(autouse=True)
    def _named(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(ENV, chromium() or "")

    def test_a_report_becomes_a_pdf_that_can_be_searched(self, tmp_path: Path) -> None:
        page = tmp_path / "核验 audit.html"
        html.write(compose(material()), page)
        pdf = tmp_path / "核验.pdf"
        print_page(page, pdf, "zh")
        data = pdf.read_bytes()
        assert data.startswith(b"%PDF-")
        assert b"/MediaBox [0 0 595" in data or b"/MediaBox [0 0 594" in data
        shown, missing = unnamed(page.read_text(encoding="utf-8"), data)
        assert len(shown) > 300
        assert missing == set()

    def test_boxes_are_no_pdf(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A machine whose fonts are all of another script: asked before, and by the PDF itself."""
        latin = subprocess.run(["fc-list", ":lang=en", "file"], capture_output=True, text=True, check=True)
        chinese = subprocess.run(["fc-list", ":lang=zh", "file"], capture_output=True, text=True, check=True)
        font = min(set(latin.stdout.splitlines()) - set(chinese.stdout.splitlines()), default="")
        if not font:
            pytest.skip("no font without Chinese on this machine")
        fonts = tmp_path / "fonts"
        fonts.mkdir()
        (fonts / "latin").symlink_to(font.strip().rstrip(":"))
        settings = tmp_path / "fonts.conf"
        settings.write_text(
            f"<fontconfig><dir>{fonts}</dir><cachedir>{tmp_path / 'cache'}</cachedir></fontconfig>"
        )
        monkeypatch.setenv("FONTCONFIG_FILE", str(settings))
        page = tmp_path / "audit.html"
        html.write(compose(material()), page)
        assert chinese_font() is False
        assert "没有中文字体" in stopped(page, tmp_path / "out.pdf", seconds=120)
        monkeypatch.setattr(printing, "chinese_font", lambda: None)
        assert "会印成方框" in stopped(page, tmp_path / "out.pdf", seconds=120)
