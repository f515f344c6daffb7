"""An applicant's file must not make LibreOffice call anybody: a listening socket hears nothing."""

from __future__ import annotations

import io
import socket
import subprocess
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.run import hefang
from verify.intake.formats import office
from verify.settings import Settings

HEAD = "".join(f"<table:table-cell><text:p>{h}</text:p></table:table-cell>" for h in
               ("序号", "姓名", "联系方式", "调查方式", "调查时间", "工作单位"))  # fmt: skip
ROW = "".join(f"<table:table-cell><text:p>{h}</text:p></table:table-cell>" for h in
              ("1", "赵一水", "13904510011", "电话", "2017-03-05", "松江厂"))  # fmt: skip


@pytest.fixture
def heard() -> Iterator[tuple[int, list[bytes]]]:
    """A port of this machine, and what came in there."""
    came: list[bytes] = []
    server = socket.create_server(("127.0.0.1", 0))

    def listen() -> None:
        while True:
            try:
                peer, _ = server.accept()
            except OSError:
                return
            with peer:
                peer.settimeout(2)
                try:
                    came.append(peer.recv(200))
                    peer.sendall(b"HTTP/1.0 404 Not Found\r\n\r\n")
                except OSError:
                    came.append(b"?")

    threading.Thread(target=listen, daemon=True).start()
    yield server.getsockname()[1], came
    server.close()


def flat(url: str) -> str:
    """A text document with a linked image, a linked section and a linked object."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text>
 <text:section text:name="s"><text:section-source xlink:href="{url}/section.odt"/><text:p>x</text:p></text:section>
 <text:p><draw:frame svg:width="2cm" svg:height="2cm"><draw:image xlink:href="{url}/image.png"
  xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/></draw:frame></text:p>
 <text:p><draw:frame svg:width="2cm" svg:height="2cm"><draw:object xlink:href="{url}/object.ods"
  xlink:type="simple"/></draw:frame></text:p>
 <table:table table:name="T"><table:table-column
  table:number-columns-repeated="6"/><table:table-row>{HEAD}</table:table-row>
 <table:table-row>{ROW}</table:table-row></table:table>
</office:text></office:body></office:document>"""


def rtf(url: str) -> bytes:
    cells = lambda texts: (  # noqa: E731
        "\\trowd" + "".join(f"\\cellx{1500 * (i + 1)}" for i in range(6))
        + "".join("".join(f"\\u{ord(c)}?" for c in t) + "\\cell " for t in texts) + "\\row\n"
    )  # fmt: skip
    head, row = ("序号", "姓名", "联系方式", "调查方式", "调查时间", "工作单位"), (
        "1", "赵一水", "13904510011", "电话", "2017-03-05", "松江厂")  # fmt: skip
    field = f'{{\\field{{\\*\\fldinst INCLUDEPICTURE "{url}/image.png" \\\\d}}{{\\fldrslt}}}}'
    template = f"{{\\*\\template {url}/template.dot}}"
    return ("{\\rtf1\\ansi" + template + field + "\\par\n" + cells(head) + cells(row) + "}").encode("ascii")


def zipped(url: str) -> bytes:
    out = io.BytesIO()
    body = flat(url).replace("<office:document ", "<office:document-content ").replace(
        ' office:mimetype="application/vnd.oasis.opendocument.text"', ""
    ).replace("</office:document>", "</office:document-content>")  # fmt: skip
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        parts.writestr("content.xml", body)
        parts.writestr(
            "META-INF/manifest.xml",
            '<?xml version="1.0"?><manifest:manifest '
            'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            '<manifest:file-entry manifest:full-path="/" '
            'manifest:media-type="application/vnd.oasis.opendocument.text"/>'
            '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
            "</manifest:manifest>",
        )
    return out.getvalue()


@pytest.mark.office
@pytest.mark.parametrize("kind", ["odt", "rtf", "doc"])
def test_a_file_with_links_calls_nobody(tmp_path: Path, heard: tuple[int, list[bytes]], kind: str) -> None:
    port, came = heard
    (tmp_path / f"名单.{kind}").write_bytes(made(kind, f"http://127.0.0.1:{port}", tmp_path))
    came.clear()  # what making a .doc of it asked for
    document = hefang("verify", tmp_path / f"名单.{kind}", "--no-credibility", "--json").json
    assert [d["row_count"] for d in document["dossiers"]] == [1], document["unreadable"]
    assert came == []


@pytest.mark.office
def test_the_profile_is_enough_where_the_network_cannot_be_taken_away(
    heard: tuple[int, list[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "_without_network", tuple)
    port, came = heard
    for kind in ("odt", "rtf"):
        grids = office.read_through_office(made(kind, f"http://127.0.0.1:{port}"), kind, Settings())
        assert any("13904510011" in map(str, row) for grid in grids for row in grid.cells)
    assert came == []


def made(kind: str, url: str, folder: Path | None = None) -> bytes:
    """A roster with links in one of the formats; a .doc is what LibreOffice makes of the odt."""
    if kind == "rtf":
        return rtf(url)
    if kind == "odt":
        return zipped(url)
    assert folder is not None
    (folder / "x.odt").write_bytes(zipped(url))
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(folder / 'p').as_uri()}", "--headless", "--convert-to", "doc",
         "--outdir", str(folder / "made"), str(folder / "x.odt")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return (folder / "made" / "x.doc").read_bytes()
