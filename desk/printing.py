"""A page → PDF, by a browser that is on the machine: Chrome, Edge or Chromium, headless and without network.

A Chinese paper printed without a Chinese font is boxes that look like a paper, so fonts are looked for before,
and afterwards the PDF is asked which characters it can name.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import unicodedata
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

from desk.console import Stop
from phrases import say
from verify.intake.scratch import prefix

ENV = "HEFANG_BROWSER"
SECONDS = 180.0  # forty dossiers take some ten seconds on a slow machine
MISSING = 0.1  # share of a page's Chinese characters from which on a PDF counts as printed without a font
COMMANDS = (
    "google-chrome",
    "google-chrome-stable",
    "chromium",
    "chromium-browser",
    "microsoft-edge",
    "microsoft-edge-stable",
)
WINDOWS = (
    r"Microsoft\Edge\Application\msedge.exe",
    r"Google\Chrome\Application\chrome.exe",
    r"Chromium\Application\chrome.exe",
)
MAC = ("Google Chrome", "Microsoft Edge", "Chromium")
WINDOWS_FONTS = ("msyh.ttc", "msyh.ttf", "simsun.ttc", "simhei.ttf", "simfang.ttf", "simkai.ttf", "deng.ttf")
MAC_FONTS = (
    "/System/Library/Fonts/PingFang.ttc",
    "/System/Library/Fonts/STHeiti Medium.ttc",
    "/System/Library/Fonts/Hiragino Sans GB.ttc",
    "/System/Library/Fonts/Supplemental/Songti.ttc",
)
_FLAGS = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--no-pdf-header-footer",
    "--print-to-pdf-no-header",  # the same, for browsers from before 2023 (the last ones for Windows 7)
)
# What stands on no sheet: styles, titles, the list of chapters, what is hidden until a script runs, and all tags.
_UNSEEN = re.compile(
    r"<(style|script|title|desc|nav)\b.*?</\1>|<p [^>]*\bhidden\b[^>]*>.*?</p>|<[^>]*>", re.DOTALL
)
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_CHARACTERS = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_CODE = re.compile(rb"<([0-9A-Fa-f]+)>")


def print_page(page: Path, pdf: Path, lang: str, *, seconds: float = SECONDS) -> None:
    """Print an HTML page of ours as PDF. The PDF is written whole or not at all; what was there before stays.

    Raises Stop, with words that say what to do, where there is no browser or no Chinese font, where the browser
    fails or takes longer than ``seconds``, where characters would be boxes, where the PDF cannot be written.
    """
    try:
        text = page.read_text(encoding="utf-8")
    except (OSError, UnicodeError) as error:
        _stop("page", page=page, got=_reason(error))
    browser = _browser(page)
    if _han(text) and chinese_font() is False:
        _stop("font", path=pdf, places=_font_places())
    try:
        pdf.parent.mkdir(parents=True, exist_ok=True)
        # Beside the PDF and with a name that is not hidden: a browser in a snap sees neither /tmp nor dot files.
        with tempfile.TemporaryDirectory(
            prefix="hefang-pdf-", dir=pdf.parent, ignore_cleanup_errors=True
        ) as work:
            printed = Path(work) / "page.pdf"
            said = _run(browser, page, printed, pdf, lang, seconds)
            data = printed.read_bytes() if printed.exists() else b""
            if not (data.startswith(b"%PDF-") and b"%%EOF" in data[-1024:]):
                got = say(
                    "command.error.pdf.nothing", lang, got=said or say("command.error.pdf.silent", lang)
                )
                _stop("failed", browser=browser, page=page, path=pdf, got=got)
            _readable(text, data, page, pdf)
            whole = (
                Path(work) / "whole.pdf"
            )  # written anew: browsers make files that only their user may read
            whole.write_bytes(data)
            os.replace(whole, pdf)
    except OSError as error:
        _stop("target", path=pdf, got=_reason(error))


def find_browser() -> Path | None:
    """Return the program of an installed browser; HEFANG_BROWSER goes before all others. None: there is none."""
    if named := os.environ.get(ENV):
        found = shutil.which(named)
        return Path(found) if found else None
    return next((path for path in _browsers() if path.is_file()), None)


def chinese_font() -> bool | None:
    """Say whether a Chinese font is installed; None where the machine cannot be asked."""
    if sys.platform == "darwin":
        return any(Path(font).exists() for font in MAC_FONTS)
    if sys.platform == "win32":
        own = Path(os.environ.get("LOCALAPPDATA", "")) / "Microsoft" / "Windows" / "Fonts"
        folders = (Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts", own)
        return any((folder / font).exists() for folder in folders for font in WINDOWS_FONTS)
    try:
        listed = subprocess.run(["fc-list", ":lang=zh"], capture_output=True, timeout=60, check=True)
    except (OSError, subprocess.SubprocessError):
        return None  # the PDF will tell
    return bool(listed.stdout.strip())


def unnamed(page: str, pdf: bytes) -> tuple[set[str], set[str]]:
    """Return the Chinese characters that a page shows, and those of them that its PDF cannot name.

    A glyph that stands for a character has that character in the font's table of code points; a box has none.
    """
    shown = _han(page)
    named = {unicodedata.normalize("NFKC", char) for char in _named(pdf)}
    # A few characters (车 门 户 ...) share their glyph with a radical or a variant, and the table may name that
    # instead: whatever it names that is not on the page stands for one of them.
    others = {char for char in named - shown if "\u2e80" <= char <= "\u2fdf" or "\u3400" <= char <= "\u9fff"}
    missing = shown - named
    return shown, missing if len(missing) > len(others) else set()


def _browser(page: Path) -> Path:
    browser = find_browser()
    if browser is not None:
        return browser
    if os.environ.get(ENV):
        _stop("named", got=os.environ[ENV])
    names = {"win32": WINDOWS, "darwin": MAC}.get(sys.platform, COMMANDS)
    _stop("browser", places=", ".join(names), page=page)


def _browsers() -> Iterator[Path]:
    """Where browsers are on this kind of machine, whether or not they are there."""
    if sys.platform == "win32":
        for folder in ("ProgramFiles", "ProgramFiles(x86)", "ProgramW6432", "LOCALAPPDATA"):
            if os.environ.get(folder):
                yield from (Path(os.environ[folder]) / name for name in WINDOWS)
    elif sys.platform == "darwin":
        for folder in (Path("/Applications"), Path.home() / "Applications"):
            yield from (folder / f"{name}.app" / "Contents" / "MacOS" / name for name in MAC)
    else:
        yield from (Path(found) for name in COMMANDS if (found := shutil.which(name)))


def _font_places() -> str:
    if sys.platform == "win32":
        return ", ".join(WINDOWS_FONTS)
    return (
        ", ".join(Path(font).name for font in MAC_FONTS) if sys.platform == "darwin" else "fc-list :lang=zh"
    )


def _run(browser: Path, page: Path, printed: Path, pdf: Path, lang: str, seconds: float) -> str:
    """Let the browser print; return the last thing it said."""
    with tempfile.TemporaryDirectory(prefix=prefix("profile"), ignore_cleanup_errors=True) as profile:
        command = [str(browser), *_FLAGS, f"--user-data-dir={profile}", f"--print-to-pdf={printed.resolve()}"]
        if sys.platform == "linux" and os.geteuid() == 0:
            command.append("--no-sandbox")  # as root there is no sandbox to be had
        command.append(page.resolve().as_uri())
        with (printed.parent / "said.txt").open("w+b") as said:
            # Into a file: whatever a browser leaves behind may keep a pipe open for ever.
            try:
                process = subprocess.Popen(
                    command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True
                )
            except OSError as error:
                got = say("command.error.pdf.start", lang, got=_reason(error))
                _stop("failed", browser=browser, page=page, path=pdf, got=got)
            try:
                code = process.wait(seconds)
            except subprocess.TimeoutExpired:
                _stop("slow", browser=browser, page=page, path=pdf, seconds=f"{seconds:g}")
            finally:
                _end(process)
            said.seek(0)
            last = _last(said.read())
    if code:
        got = say(
            "command.error.pdf.code", lang, code=code, got=last or say("command.error.pdf.silent", lang)
        )
        _stop("failed", browser=browser, page=page, path=pdf, got=got)
    return last


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the browser with all its children, if any of them is still there."""
    if sys.platform == "win32":
        if process.poll() is None:
            subprocess.run(
                ["taskkill", "/T", "/F", "/PID", str(process.pid)], capture_output=True, check=False
            )
    else:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            return  # all have gone
    process.wait()


def _readable(text: str, data: bytes, page: Path, pdf: Path) -> None:
    shown, missing = unnamed(text, data)
    if len(missing) > MISSING * len(shown):
        sample = "".join(sorted(missing)[:8])
        _stop("boxes", page=page, path=pdf, count=len(shown), missing=len(missing), sample=sample)


def _han(page: str) -> set[str]:
    return {char for char in _UNSEEN.sub("", page) if "\u4e00" <= char <= "\u9fff"}


def _named(pdf: bytes) -> set[str]:
    """Return the characters in all tables of code points (ToUnicode, PDF 32000-1 §9.10.3) of a PDF."""
    found: set[str] = set()
    for start in _STREAM.finditer(pdf):
        body = pdf[start.end() : pdf.find(b"endstream", start.end())]
        try:
            table = zlib.decompressobj().decompress(body)
        except zlib.error:
            table = body  # not deflated
        for block in _CHARACTERS.findall(table):
            for code in _CODE.findall(block)[1::2]:
                found.update(bytes.fromhex(code.decode()).decode("utf-16-be", "ignore"))
        for block in _RANGES.findall(table):
            numbers = [int(code, 16) for code in _CODE.findall(block)]
            for low, high, first in zip(numbers[::3], numbers[1::3], numbers[2::3], strict=False):
                found.update(chr(first + n) for n in range(min(high - low, 0xFFFF) + 1) if first + n < 0xD800)
    return found


def _last(said: bytes) -> str:
    """The last line, without the stamp that browsers put before it, and not too long."""
    lines = [line.strip() for line in said.decode("utf-8", "replace").splitlines() if line.strip()]
    return re.sub(r"^\[[^\]]*\]\s*", "", lines[-1])[:160] if lines else ""


def _reason(error: Exception) -> str:
    return (error.strerror or type(error).__name__) if isinstance(error, OSError) else type(error).__name__


def _stop(key: str, **facts: object) -> NoReturn:
    raise Stop(f"pdf.{key}", **facts)
