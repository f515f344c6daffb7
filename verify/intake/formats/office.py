"""doc, wps, rtf and other Writer formats, and broken xls, through LibreOffice where it is installed.

The files are strangers': a linked image, section or template would make LibreOffice call a server that the
applicant chose, and a macro would run. Its profile forbids both, and on Linux, where the system allows it, it
runs without any network at all.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from verify.intake.errors import IntakeError
from verify.intake.formats.word import read_docx
from verify.intake.grid import Grid
from verify.intake.limits import check_zip
from verify.intake.scratch import prefix
from verify.settings import Settings

# kind -> extension under which LibreOffice is given the file
_EXTENSIONS = {"doc": ".doc", "rtf": ".rtf", "wordml": ".xml", "odt": ".odt", "xls": ".xls"}
# extension -> filter that writes it
_FILTERS = {"docx": "MS Word 2007 XML", "xlsx": "Calc MS Excel 2007 XML"}
_LITTLE_SPACE = 16 * 2**20  # bytes; a disk with less is the reason why nothing was converted
_WINDOWS_PLACES = ("ProgramFiles", "ProgramFiles(x86)", "ProgramW6432")
# Path of a setting in LibreOffice's registry, its name, its value.
_SAFE = (
    ("org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisablePythonRuntime", "true"),
    ("org.openoffice.Office.Writer/Content/Update", "Link", "0"),  # never
    ("org.openoffice.Office.Calc/Content/Update", "Link", "1"),  # never
    ("org.openoffice.Inet/Settings", "ooInetProxyType", "2"),  # by hand: the address below, where nobody is
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("org.openoffice.Inet/Settings", "ooInetNoProxy", ""),
)
_MAC_PLACE = Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")


def find_soffice() -> Path | None:
    """Return the LibreOffice program, None where it is not installed."""
    if found := shutil.which("soffice") or shutil.which("libreoffice"):
        return Path(found)
    places = [_MAC_PLACE]
    places += [
        Path(folder, "LibreOffice", "program", "soffice.exe")
        for variable in _WINDOWS_PLACES
        if (folder := os.environ.get(variable))
    ]
    return next((place for place in places if place.is_file()), None)


def read_through_office(data: bytes, kind: str, settings: Settings) -> list[Grid]:
    """Convert to docx in a folder of its own, with a profile of its own, and read that.

    Raises IntakeError: needs_libreoffice, conversion_failed, timeout, and what read_docx raises.
    """
    if find_soffice() is None:
        raise IntakeError("needs_libreoffice")
    if kind == "doc" and _is_encrypted_doc(data):
        raise IntakeError("encrypted")
    return read_docx(converted(data, kind, "docx", settings), settings)


def converted(data: bytes, kind: str, target: str, settings: Settings) -> bytes:
    """Return a file in another format ("docx", "xlsx"), as LibreOffice reads it; checked like any package.

    Raises IntakeError: needs_libreoffice, conversion_failed, no_space, timeout, and what check_zip raises.
    """
    program = find_soffice()
    if program is None:
        raise IntakeError("needs_libreoffice")
    with tempfile.TemporaryDirectory(prefix=prefix("office"), ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source = folder / f"in{_EXTENSIONS[kind]}"
        source.write_bytes(data)
        _forbid(folder / "profile")
        said = _convert(program, source, folder, target, settings.read_seconds)
        result = folder / "out" / f"in.{target}"
        if not result.is_file():
            if shutil.disk_usage(folder).free < _LITTLE_SPACE:
                raise IntakeError("no_space")
            raise IntakeError("conversion_failed", got=said[:200] or "no output")
        made = result.read_bytes()
    check_zip(made, settings)
    return made


def _forbid(profile: Path) -> None:
    """Write a profile in which nothing that a document asks for is fetched or run."""
    items = "".join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SAFE
    )
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>',
        encoding="utf-8",
    )


@cache
def _without_network() -> tuple[str, ...]:
    """Return what to put before a command so that it has no network; nothing where the system cannot do it."""
    program = shutil.which("unshare") if sys.platform.startswith("linux") else None
    if program is None:
        return ()
    words = (program, "--net", "--map-root-user", "--")
    tried = subprocess.run([*words, "true"], capture_output=True, check=False)
    return words if tried.returncode == 0 else ()


def _convert(program: Path, source: Path, folder: Path, target: str, seconds: int) -> str:
    """Run LibreOffice; return what it said. It and its children are ended when the time is up."""
    command = [
        *_without_network(),
        str(program),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--convert-to",
        f"{target}:{_FILTERS[target]}",
        "--outdir",
        str(folder / "out"),
        str(source),
    ]
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=sys.platform != "win32",
    )
    try:
        # A little less than the worker has, so that the error names the file instead of the worker dying.
        output, _ = process.communicate(timeout=max(seconds - 2, 1))
    except subprocess.TimeoutExpired as error:
        _end(process)
        raise IntakeError("timeout", seconds=str(seconds)) from error
    return output.decode("utf-8", errors="replace").strip()


def _end(process: subprocess.Popen[bytes]) -> None:
    """End LibreOffice with its children: the program that was started is only a launcher."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _is_encrypted_doc(data: bytes) -> bool:
    """Whether the fEncrypted bit of a Word 97-2003 header (FIB) is set."""
    at = data.find(b"\xec\xa5", 512)  # wIdent, at the beginning of a sector
    return at >= 0 and at % 512 == 0 and len(data) > at + 12 and bool(data[at + 11] & 1)
