"""Whether everything in requirements.lock can be had as a wheel where hefang is installed, and is the wheel that was locked.

``python .ci/wheels.py`` asks the package index that pip is set to, for Windows on x64 and macOS on arm64 with Python 3.11 to
3.14, by ``pip download --only-binary=:all:``, and compares what comes with the lock's hashes. It prints a table and
ends with 1 where something is missing, or has a hash that the lock does not know; what the index did not answer is said.
With ``--users`` only the packages that hefang itself needs are asked for, PostgreSQL included, without tests, lint and scans
(opencv and its kin are 80 MB for each of the eight).
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import tempfile
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from packaging.markers import Marker

LOCK = Path(__file__).parent.parent / "requirements.lock"
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
# What pip calls the platform, and what markers of the lock are told of it.
PLATFORMS = {
    "Windows x64": (
        ["win_amd64"],
        {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"},
    ),
    "macOS arm64": (
        [f"macosx_{major}_0_arm64" for major in (11, 12, 13, 14, 15)],
        {
            "sys_platform": "darwin",
            "platform_system": "Darwin",
            "os_name": "posix",
            "platform_machine": "arm64",
        },
    ),
}
_LINE = re.compile(
    r"^(?P<name>[A-Za-z0-9._-]+(?:\[[^\]]*\])?)==(?P<version>[^\s;\\]+)(?:\s*;\s*(?P<marker>[^\\]+?))?\s*\\?$"
)


@dataclass(frozen=True, slots=True)
class Locked:
    """One package of the lock; ``via``: what wants it."""

    name: str
    version: str
    marker: str
    hashes: set[str] = field(default_factory=set)
    via: set[str] = field(default_factory=set)


def plain(name: str) -> str:
    """Return a package's name as names are compared."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=!~; ]", name)[0]).lower()


def locked() -> list[Locked]:
    """Return the packages of the lock; one that has another version for some Pythons stands twice."""
    found: list[Locked] = []
    for line in LOCK.read_text(encoding="utf-8").splitlines():
        if match := _LINE.match(line):
            found.append(Locked(plain(match["name"]), match["version"], match["marker"] or ""))
        elif found and (hashed := re.match(r"\s+--hash=sha256:([0-9a-f]{64})", line)):
            found[-1].hashes.add(hashed[1])
        elif found and (via := re.match(r"\s+#\s+(?:via\s+)?([A-Za-z0-9._-]+)", line)):
            found[-1].via.add(plain(via[1]))
    return found


def wanted(python: str, environment: dict[str, str], packages: list[Locked]) -> dict[str, Locked]:
    """Return the packages that apply to a platform and a Python, by name."""
    told = {**environment, "python_version": python, "python_full_version": f"{python}.0", "extra": ""}
    told |= {"implementation_name": "cpython", "platform_python_implementation": "CPython"}
    return {one.name: one for one in packages if not one.marker or Marker(one.marker).evaluate(told)}


def faults_of(asked: dict[str, Locked], python: str, tags: list[str]) -> dict[str, str]:
    """Return what is wrong, by package: no wheel, or one that the lock does not know."""
    wrong: dict[str, str] = {}
    while left := {name: one for name, one in asked.items() if name not in wrong}:
        with tempfile.TemporaryDirectory() as folder:
            command = [
                sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--quiet",
                "--disable-pip-version-check", "--python-version", python, "--implementation", "cp", "--dest", folder,
                *(word for tag in tags for word in ("--platform", tag)),
            ]  # fmt: skip
            names = [f"{name}=={one.version}" for name, one in left.items()]
            done = subprocess.run([*command, *names], capture_output=True, text=True, check=False)
            missing = re.findall(r"No matching distribution found for ([A-Za-z0-9._-]+)==", done.stderr)
            if missing:
                wrong |= {plain(name): "no wheel" for name in missing}
                continue
            if done.returncode:
                said = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
                return wrong | dict.fromkeys(left, "not answered: " + (said or ["?"])[-1][:80])
            got = {plain(file.name.split("-")[0]): file for file in Path(folder).iterdir()}
            for name, one in left.items():
                if name not in got:
                    wrong[name] = "not answered"
                elif hashlib.sha256(got[name].read_bytes()).hexdigest() not in one.hashes:
                    wrong[name] = "hash not in the lock"
        return wrong
    return wrong


def of_users(packages: list[Locked]) -> list[Locked]:
    """Return what hefang itself brings along, without what only tests and lint want."""
    project = tomllib.loads((LOCK.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [
        lines
        for name, lines in project["optional-dependencies"].items()
        if name not in ("test", "lint", "benchmark", "spark", "ocr")
    ]
    kept = {plain(line) for lines in (project["dependencies"], *extras) for line in lines}
    while more := {one.name for one in packages if one.via & kept} - kept:
        kept |= more
    return [one for one in packages if one.name in kept]


def main() -> int:
    packages = locked()
    if "--users" in sys.argv[1:]:
        packages = of_users(packages)
    faults: list[str] = []
    print(f"{len({one.name for one in packages})} packages in the lock")
    print(f"{'':14}" + "".join(f"{python:>12}" for python in PYTHONS), flush=True)
    for platform, (tags, environment) in PLATFORMS.items():
        print(f"{platform:14}", end="", flush=True)
        for python in PYTHONS:
            asked = wanted(python, environment, packages)
            wrong = faults_of(asked, python, tags)
            print(f"{f'{len(asked) - len(wrong)}/{len(asked)}':>12}", end="", flush=True)
            faults += [f"{platform}, Python {python}: {n} {asked[n].version}: {w}" for n, w in wrong.items()]
        print(flush=True)
    print("\n".join(faults[:40]) or "complete")
    # An index that does not answer is no fault of the lock; it is said.
    return int(any("not answered" not in fault for fault in faults))


if __name__ == "__main__":
    sys.exit(main())
