"""Whether everything in requirements.lock can be had as a wheel where hefang is installed, and is the wheel that was locked.

``python .ci/wheels.py`` asks the package index that pip is set to, for Windows on x64 and macOS on arm64 with Python 3.11 to
3.14, as ``pip download --only-binary=:all:`` would; only what the index says of each wheel is fetched. It prints a table and
ends with 1 where something is missing, or has a hash that the lock does not know. What only tests and lint want is left
out with ``--users``: then it is the packages that hefang itself needs, PostgreSQL included.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
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


def locked() -> dict[str, tuple[str, str, set[str], set[str]]]:
    """Return, by name: version, marker ("" for none), hashes, and what wants it."""
    found: dict[str, tuple[str, str, set[str], set[str]]] = {}
    last = ""
    for line in LOCK.read_text(encoding="utf-8").splitlines():
        if match := _LINE.match(line):
            last = re.sub(r"[-_.]+", "-", match["name"].partition("[")[0]).lower()
            found[last] = match["version"], match["marker"] or "", set(), set()
        elif last and (hashed := re.match(r"\s+--hash=sha256:([0-9a-f]{64})", line)):
            found[last][2].add(hashed[1])
        elif last and (via := re.match(r"\s+#\s+(?:via\s+)?([A-Za-z0-9._-]+)", line)):
            found[last][3].add(via[1].lower())
    return found


def wanted(
    python: str, environment: dict[str, str], packages: dict[str, tuple[str, str, set[str], set[str]]]
) -> list[str]:
    """Return the packages that apply to a platform and a Python."""
    told = {**environment, "python_version": python, "python_full_version": f"{python}.0", "extra": ""}
    told |= {"implementation_name": "cpython", "platform_python_implementation": "CPython"}
    return [
        name for name, (_, marker, _, _) in packages.items() if not marker or Marker(marker).evaluate(told)
    ]


def fetched(
    names: list[str], packages: dict[str, tuple[str, str, set[str], set[str]]], python: str, tags: list[str]
) -> dict[str, str]:
    """Return, by package, "" where the locked wheel is there, else what is wrong."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [
            sys.executable, "-m", "pip", "install", "--dry-run", "--no-deps", "--only-binary=:all:", "--quiet",
            "--disable-pip-version-check", "--ignore-installed", "--python-version", python, "--implementation", "cp",
            "--target", folder, "--report", str(report), *(word for tag in tags for word in ("--platform", tag)),
        ]  # fmt: skip
        asked = [f"{name}=={packages[name][0]}" for name in names]
        done = subprocess.run([*command, *asked], capture_output=True, text=True, check=False)
        if done.returncode:
            if len(names) == 1:
                said = [line for line in done.stderr.splitlines() if "ERROR" in line]
                missing = any("No matching distribution" in line for line in said)
                return {names[0]: "no wheel" if missing else "not answered: " + (said or ["?"])[-1][:60]}
            half = len(names) // 2
            return fetched(names[:half], packages, python, tags) | fetched(
                names[half:], packages, python, tags
            )
        found = dict.fromkeys(names, "not answered")
        for item in json.loads(report.read_text(encoding="utf-8"))["install"]:
            name = re.sub(r"[-_.]+", "-", item["metadata"]["name"]).lower()
            digest = item["download_info"]["archive_info"].get("hashes", {}).get("sha256", "")
            found[name] = "" if digest in packages[name][2] else "hash not in the lock"
        return found


def of_users(packages: dict[str, tuple[str, str, set[str], set[str]]]) -> set[str]:
    """Return what hefang's own dependencies bring along; extras for tests and lint are left out by pyproject's names."""
    import tomllib

    project = tomllib.loads((LOCK.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lists = [
        project["dependencies"],
        *(v for k, v in project["optional-dependencies"].items() if k not in ("test", "lint")),
    ]
    kept = {
        re.sub(r"[-_.]+", "-", re.split(r"[\[<>=!~; ]", line)[0]).lower() for lines in lists for line in lines
    }
    while True:
        more = {name for name, (_, _, _, via) in packages.items() if via & kept} - kept
        if not more:
            return kept
        kept |= more


def main() -> int:
    packages = locked()
    if "--users" in sys.argv[1:]:
        kept = of_users(packages)
        packages = {name: told for name, told in packages.items() if name in kept}
    faults: list[str] = []
    print(f"{len(packages)} packages in the lock")
    print(f"{'':14}" + "".join(f"{python:>12}" for python in PYTHONS))
    for platform, (tags, environment) in PLATFORMS.items():
        cells = []
        for python in PYTHONS:
            names = wanted(python, environment, packages)
            found = fetched(names, packages, python, tags)
            wrong = {name: what for name, what in found.items() if what}
            cells.append(f"{len(found) - len(wrong)}/{len(names)}")
            faults += [
                f"{platform}, Python {python}: {name} {packages[name][0]}: {what}"
                for name, what in wrong.items()
            ]
        print(f"{platform:14}" + "".join(f"{cell:>12}" for cell in cells), flush=True)
    print("\n".join(faults) or "complete")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
