"""One byte of a public folder changed: verify_round.py and the page must both name it.

``python -m tests.casebook.mutations 1000 SEED`` makes as many as asked for, in turn over the rounds of test_recheck, and prints
what was found; the tests make some of them.
"""

from __future__ import annotations

import base64
import json
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sampling.draw.verifier import verifier_page
from tests import postgres
from tests.sampling.test_verifier_page import chromium

# Runs every step of the page's recomputation on the folder with one file changed; how many faults it names.
_FAULTS = """
([files, name, data]) => {
  const bytes = text => Uint8Array.from(atob(text), c => c.charCodeAt(0));
  const known = new Map();
  Object.keys(files).forEach(key => { const one = bytes(key === name ? data : files[key]); known.set(key, {
    text: () => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(one), hash: () => sha256(one) }); });
  let faults = 0, steps = [];
  try { steps = checkRound(known, ""); } catch (error) { return 1; }
  steps.forEach(step => { const lines = []; try { step[1](lines); } catch (error) { faults++; }
    faults += lines.filter(l => !l[0]).length; });
  return faults;
}
"""


@dataclass(frozen=True, slots=True)
class Mutation:
    """A file of the folder, and what it holds then."""

    name: str
    place: int
    byte: int
    data: bytes


def mutations(folder: Path, count: int, seed: int) -> Iterator[Mutation]:
    """Yield folders' files with one byte changed, so that they mean something else."""
    dice = random.Random(seed)
    files = sorted(path.name for path in folder.glob("*.json"))
    for number in range(count):
        name = files[number % len(files)]
        data = (folder / name).read_bytes()
        while True:
            place, byte = dice.randrange(len(data)), dice.randrange(256)
            changed = data[:place] + bytes([byte]) + data[place + 1 :]
            if meaning(changed) != meaning(data):
                break
        yield Mutation(name, place, byte, changed)


def meaning(data: bytes) -> object:
    """What the bytes mean as JSON; None where they mean nothing."""
    try:
        return json.loads(data.decode("utf-8"))
    except ValueError:
        return None


def recheck(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the program in its folder, away from everything of ours."""
    command = [sys.executable, "-I", "-X", "utf8", "verify_round.py", *words]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)


def named_by_script(copy: Path, change: Mutation) -> bool:
    """Whether verify_round.py names the change; ``copy``: a folder that is put back as it was."""
    before = (copy / change.name).read_bytes()
    (copy / change.name).write_bytes(change.data)
    done = recheck(copy)
    (copy / change.name).write_bytes(before)
    return done.returncode in (1, 2) and done.stderr == "" and "×" in done.stdout


def page_of(browser: Any, folder: Path, early: str = "") -> Any:
    """Open the page from disk; ``early``: a script that runs before its own."""
    path = folder / "verifier.html"
    path.write_text(verifier_page(), encoding="utf-8")
    page = browser.new_context(offline=True).new_page()
    if early:
        page.add_init_script(early)
    page.goto(path.as_uri())
    return page


def faults_by_page(page: Any, folder: Path, change: Mutation | None = None) -> int:
    """How many faults the page names, with the folder as it is or with one change."""
    files = {p.name: base64.b64encode(p.read_bytes()).decode() for p in folder.glob("*.json")}
    name, data = ("", b"") if change is None else (change.name, change.data)
    return int(page.evaluate(_FAULTS, [files, name, base64.b64encode(data).decode()]))


def main(count: int, seed: int) -> None:
    from tests.casebook.test_recheck import ROUNDS, SERVER, public_folder

    with (
        tempfile.TemporaryDirectory() as name,
        chromium() as browser,
        postgres.server() as server,
        postgres.database(server) as url,
    ):
        missed = 0
        for number, round_name in enumerate(ROUNDS):
            folder = Path(name) / str(number)
            folder.mkdir()
            public = public_folder(folder, round_name, url if round_name == SERVER else "")
            copy = Path(shutil.copytree(public, folder / "copy"))
            page = page_of(browser, folder)
            own = count // len(ROUNDS)
            script = web = 0
            for change in mutations(public, own, 100 * seed + number):
                script += named_by_script(copy, change)
                web += faults_by_page(page, public, change) > 0
            missed += 2 * own - script - web
            print(
                f"{round_name}: {own} changes, named by verify_round.py {script}, by the page {web}",
                flush=True,
            )
    sys.exit(missed > 0)


if __name__ == "__main__":
    main(*[int(word) for word in sys.argv[1:]] or (1000, 0))
