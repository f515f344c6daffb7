"""The books for people are as new as the program: commands parse, links lead somewhere, twins say the same."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import typer

import cli
from sampling.calls.outcomes import outcomes
from sampling.evidence import evidence_codes
from verify.checks import ALL, BY_CODE
from verify.credibility.signals import SIGNALS

ROOT = Path(__file__).parent.parent
BOOKS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
TWINS = sorted(
    page for page in BOOKS if page.name.startswith(("README.zh", "first-day")) and ".zh-CN" in page.name
)
FOR_USERS = [page for page in BOOKS if page.name.startswith(("README", "first-day", "casebook", "draw"))]
ROOMS = (
    "phrases",
    "verify",
    "sampling",
    "casebook",
    "reports",
    "desk",
    "fixtures",
    "tests",
    "benchmarks",
    "docs",
)
LARGEST = 200_000  # bytes of a picture
# What a reviewer can decide, beside the outcome codes of a row.
WORDS_OF_REVIEWERS = {"high", "more", "low", "good", "bad", "cleared", "confirmed"}

HEFANG: Any = typer.main.get_command(cli.app)
_SPOKEN = re.compile(r"(?:hefang|py -m cli) +(?P<words>[a-z][^`]*)")
_WORD = re.compile(r'"[^"]*"|\S+')


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def named(page: Path) -> str:
    return str(page.relative_to(ROOT))


def commands(text: str) -> list[tuple[str, bool]]:
    """Every command line of a page in order, without the program's name, and whether it stands on a line of its
    own: then it is typed as it is, else it may be named without its arguments."""
    text = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    found = []
    for line in text.splitlines():
        if re.match(r" {4,}(hefang|py -m cli) ", line):
            spoken = _SPOKEN.match(line.strip())
            # Three blanks or a # begin what is said about the command.
            found += [(re.split(r" {3,}| # ", spoken["words"])[0], True)] if spoken else []
        else:
            inside = re.findall(r"`([^`]+)`", line)
            found += [(match["words"], False) for code in inside if (match := _SPOKEN.fullmatch(code))]
    return found


def parsed(line: str, whole: bool) -> tuple[str, list[str], dict[str, Any]]:
    """Parse a command line by the program's own parser, without running it: its path, options, and values."""
    words = [word.strip('"') if word.startswith('"') else word for word in _WORD.findall(line)]
    command, path = HEFANG, ""
    context = command.make_context("hefang", [], resilient_parsing=True)
    try:
        while hasattr(command, "commands") and words:
            name, command, words = command.resolve_command(context, words)
            path = f"{path} {name}".strip()
        values = {} if hasattr(command, "commands") else command.make_context(path, list(words)).params
    except Exception as error:
        if whole or type(error).__name__ != "MissingParameter":
            raise AssertionError(f"hefang {line}: {error}") from error
        values = {}
    return path, sorted(word for word in words if word.startswith("--")), values


SPOKEN = [(named(page), line, whole) for page in FOR_USERS for line, whole in commands(text_of(page))]


def test_commands_are_found_on_every_page_for_users() -> None:
    assert {page for page, _, _ in SPOKEN} == {named(page) for page in FOR_USERS}
    families = {name for name, command in HEFANG.commands.items() if hasattr(command, "commands")}
    assert {parsed(line, False)[0] for _, line, _ in SPOKEN} >= set(HEFANG.commands) - families - {
        "plan",
        "bounds",
    }


@pytest.mark.parametrize(("page", "line", "whole"), sorted(set(SPOKEN)))
def test_every_command_in_the_books_parses(page: str, line: str, whole: bool) -> None:
    path, _, values = parsed(line, whole)
    if path == "checks" and values.get("code"):
        assert values["code"] in BY_CODE, f"{page}: {line}"
    if values.get("as_"):
        assert values["as_"] in WORDS_OF_REVIEWERS | set(outcomes()) | set(evidence_codes()), (
            f"{page}: {line}"
        )


@pytest.mark.parametrize(
    "line",
    ["veryfy x", "verify x --nowhere", "draw", "calls export --callers many", "plan 10 20", "calls send"],
)
def test_a_stale_command_is_noticed(line: str) -> None:
    with pytest.raises(AssertionError, match="hefang "):
        parsed(line, whole=True)


@pytest.mark.parametrize("page", BOOKS, ids=named)
def test_every_link_and_picture_exists(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", text_of(page)):
        if not target.startswith(("http://", "https://")):
            assert (page.parent / target.partition("#")[0]).exists(), f"{named(page)} -> {target}"


@pytest.mark.parametrize("picture", sorted((ROOT / "docs/pictures").iterdir()), ids=lambda p: p.name)
def test_pictures_are_small_and_shown(picture: Path) -> None:
    assert picture.read_bytes().startswith(b"\x89PNG\r\n\x1a\n")
    assert picture.stat().st_size <= LARGEST
    assert f"docs/pictures/{picture.name})" in text_of(ROOT / "README.md")


@pytest.mark.parametrize("chinese", TWINS, ids=named)
def test_twins_have_the_same_shape(chinese: Path) -> None:
    english = chinese.with_name(chinese.name.replace(".zh-CN", ""))
    one, other = text_of(english), text_of(chinese)
    for pattern in (r"^(#+) ", r"^(\|)", r"^( ?\d+\. |- )", r"!\[[^\]]*\]\(([^)]+)\)"):
        found = [re.findall(pattern, text, re.MULTILINE) for text in (one, other)]
        assert found[0] == found[1], f"{named(english)} and its twin differ in {pattern}"
    shapes = [[(*parsed(line, whole)[:2], whole) for line, whole in commands(text)] for text in (one, other)]
    assert shapes[0] == shapes[1], f"{named(english)} and its twin name other commands"


def test_every_page_is_in_the_index() -> None:
    index = text_of(ROOT / "docs/README.md")
    for page in BOOKS:
        if page.name != "README.md" or page.parent == ROOT:
            where = f"../{page.name}" if page.parent == ROOT else page.name
            assert f"]({where})" in index, f"docs/README.md does not name {named(page)}"


def test_the_table_of_rooms_is_true() -> None:
    house = text_of(ROOT / "CONTRIBUTING.md").partition("## The house")[2].partition("## ")[0]
    firsts = [line.split("|")[1] for line in house.splitlines() if line.startswith("| `")]
    places = re.findall(r"`([^`]+)`", " ".join(firsts))
    assert len(places) > 40
    for place in places:
        path = ROOT / place
        assert path.is_dir() if place.endswith("/") else path.is_file(), f"CONTRIBUTING.md names {place}"
    within = [p.parent.relative_to(ROOT) for p in (ROOT / "verify").glob("*/__init__.py")]
    for room in [*map(Path, ROOMS), *within]:
        assert any(f"{place}/".startswith(f"{room.as_posix()}/") for place in places), f"no word of {room}"
    packages = {p.parent.name for p in ROOT.glob("*/__init__.py")}
    assert packages <= set(ROOMS), "a new room: name it in CONTRIBUTING.md and here"


def test_recipes_name_files_that_exist() -> None:
    recipes = text_of(ROOT / "CONTRIBUTING.md").partition("## In ten minutes")[2]
    for place in re.findall(
        r"`((?:phrases|verify|sampling|casebook|reports|tests|fixtures|docs)/[\w./-]*)`", recipes
    ):
        assert (ROOT / place).exists(), f"CONTRIBUTING.md names {place}"


@pytest.mark.parametrize("page", BOOKS, ids=named)
def test_make_targets_and_modules_exist(page: Path) -> None:
    text = text_of(page)
    targets = set(re.findall(r"^([a-z]+):", text_of(ROOT / "Makefile"), re.MULTILINE))
    spoken = re.findall(r"(?:`|^ {4})make ([a-z]+)", text, re.MULTILINE)
    assert set(spoken) <= targets, f"{named(page)}: make {set(spoken) - targets}"
    for module in re.findall(r"python -m ((?:benchmarks|tests|docs)[\w.]*)", text):
        assert find_spec(module.rstrip(".")), f"{named(page)}: python -m {module}"


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_readmes_count_checks_and_signals(name: str) -> None:
    text = text_of(ROOT / name)
    counts = dict(re.findall(r"^- \*\*(\S+?)\*\*[^:：\n]*[:：] ?(\d+)", text, re.MULTILINE))
    assert list(counts.values()) == [str(len(ALL)), str(len(SIGNALS))], counts


@pytest.mark.parametrize("name", ["first-day-caller.md", "first-day-caller.zh-CN.md"])
def test_callers_are_told_codes_that_exist(name: str) -> None:
    told = set(re.findall(r"\b([VNRUDLX]\d)", text_of(ROOT / "docs" / name)))
    assert told <= set(outcomes())
    assert {code[0] for code in told} == {code[0] for code in outcomes()} - {"L"}


@pytest.mark.parametrize("page", BOOKS, ids=named)
def test_no_machine_and_no_index_is_named(page: Path) -> None:
    for host in ("C:\\Users", "index-url", "/simple/"):
        assert host not in text_of(page), f"{named(page)}: {host}"
    # An absolute path is somebody's machine.
    assert not re.search(r"(?<![\w./:)>])/[a-z]+/[a-z]", text_of(page)), named(page)
