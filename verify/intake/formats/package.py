"""Office packages (ZIP): the main part, and strict Open XML said in the usual namespaces."""

from __future__ import annotations

import io
import posixpath
import re
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from lxml import etree

# Strict Open XML (ISO/IEC 29500-1) names the same elements in other namespaces than every program's default.
_STRICT = b"http://purl.oclc.org/ooxml/"
_USUAL = b"http://schemas.openxmlformats.org/"
_PARTS = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(\w+)")
_MAIN = "/officeDocument"


def transitional(data: bytes) -> bytes:
    """Return a package in the usual namespaces; the same bytes where it is in them already.

    Raises what zipfile raises on damage. ``limits.check_zip`` has measured the parts by now.
    """
    with ZipFile(io.BytesIO(data)) as source:
        names = source.namelist()
        if "_rels/.rels" not in names or _STRICT not in source.read("_rels/.rels"):
            return data
        out = io.BytesIO()
        with ZipFile(out, "w", ZIP_STORED) as target:
            for name in names:
                part = source.read(name)
                if name.endswith((".xml", ".rels")) and _STRICT in part:
                    part = _PARTS.sub(_usual, part)
                target.writestr(ZipInfo(name), part)
    return out.getvalue()


def _usual(found: re.Match[bytes]) -> bytes:
    """http://purl.oclc.org/ooxml/spreadsheetml/main is .../spreadsheetml/2006/main elsewhere."""
    return _USUAL + found[1] + b"/2006/" + found[2]


def main_part(archive: ZipFile, usual: str) -> str:
    """Return the name of the part that holds the document: what the package says, else the usual one."""
    names = {name.lower(): name for name in archive.namelist()}
    if "_rels/.rels" in names:
        for item in etree.fromstring(archive.read(names["_rels/.rels"])):
            target = posixpath.normpath(item.get("Target", "")).lstrip("/").lower()
            if item.get("Type", "").endswith(_MAIN) and target in names:
                return names[target]
    return names.get(usual.lower(), usual)
