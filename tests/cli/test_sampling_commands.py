"""hefang plan, bounds, seal, draw and replay as a meeting uses them."""

from __future__ import annotations

import importlib.util
import json
import unicodedata
from pathlib import Path

import pytest

from sampling.draw.seal import read_seal, to_text
from tests.cli.run import hefang, people, write_book
from tests.sampling.helpers import small_seal

SEED, OTHER = "31415926535897932384", "27182818284590452353"


def widest(text: str) -> int:
    return max(
        sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line) for line in text.splitlines()
    )


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    path = tmp_path / "封存" / "seal.json"
    path.parent.mkdir()
    path.write_text(to_text(small_seal()), encoding="utf-8")
    return path


def test_plan() -> None:
    document = hefang("plan", 100, "--json").json
    wanted = {
        "population": 100,
        "tolerable": "10%",
        "confidence": "95%",
        "limit": 11,
        "accept": 0,
        "sample": 23,
    }
    assert document.items() >= wanted.items()
    assert document["risk"] == pytest.approx(0.0471771, abs=1e-7)
    assert "stages" not in document
    assert hefang("plan", 100, "--accept", 2, "--json").json["sample"] == 46


@pytest.mark.parametrize("text", ["0.1", "10", "10%", "１０％", "1/10"])
def test_one_tenth_however_it_is_written(text: str) -> None:
    assert hefang("plan", 100, "--tolerable", text, "--json").json["tolerable"] == "10%"


def test_two_stage_plan() -> None:
    stages = hefang("plan", 100, "--two-stage", "--json").json["stages"]
    assert [stages[key] for key in ("n1", "accept1", "reject1", "n2", "accept2")] == [25, 0, 3, 26, 2]
    assert round(stages["expected_calls"], 1) == 36.4
    assert round(stages["consumer_risk"], 4) == 0.0498


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_plans_and_bounds_fit_a_projector(lang: str) -> None:
    shown = hefang("plan", 100, "--two-stage", "--curve", "--lang", lang)
    assert "23" in shown.out
    assert "36.4" in shown.out
    assert "hefang seal" in shown.err
    assert widest(shown.out) <= 80
    shown = hefang(
        "bounds", "--population", 100, "--sample", 30, "--bad", 0, "--unresolved", 2, "--lang", lang
    )
    assert "17" in shown.out
    assert widest(shown.out) <= 80


@pytest.mark.parametrize(
    ("words", "lower", "upper", "decision"),
    [
        ((30, 6, "--unresolved", 4), 11, 47, "extend"),
        ((30, 0, "--unresolved", 2), 0, 17, "extend"),
        ((28, 0, "--targeted", 12, "--targeted-bad", 2), 2, 9, "pass"),
        ((23, 12), 36, 68, "fail"),
        ((25, 1, "--stage-two", "0/26/2", "--second", "1/0"), 2, 10, "pass"),
    ],
)
def test_bounds(words: tuple[object, ...], lower: int, upper: int, decision: str) -> None:
    sample, bad, *more = words
    ran = hefang("bounds", "--population", 100, "--sample", sample, "--bad", bad, *more, "--json")
    document = ran.json
    assert (document["lower"], document["upper"], document["decision"]) == (lower, upper, decision)
    assert document["rate_upper"] == upper / 100
    again = hefang(*document["command"].split()[1:], "--json")
    assert again.json == document


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("plan", "0"), "0"),
        (("plan", "many"), "population"),
        (("plan", "100", "--tolerable", "1"), "100%"),
        (("plan", "100", "--tolerable", "x"), "x"),
        (("plan", "100", "--accept", "11"), "11"),
        (("plan", "5", "--two-stage"), "5"),
        (("bounds", "--population", "20", "--sample", "30", "--bad", "0"), "30"),
        (("bounds", "--population", "100", "--sample", "30", "--bad", "31"), "31"),
        (("bounds", "--population", "100", "--sample", "25", "--bad", "1", "--stage-two", "0/26"), "0/26"),
        (("seal",), "hefang seal"),
        (("draw", "--seed", SEED, "--seal", "none.json"), "none.json"),
        (("draw", "--seed", "1", "--seal", "none.json"), "--free-text"),
        (("replay", "none.json", "--seed", "1"), "none.json"),
    ],
)
def test_bad_input_is_refused_in_words(words: tuple[str, ...], named: str) -> None:
    ran = hefang(*words, "--lang", "en" if len(words) % 2 else "zh")
    assert ran.code == 2
    assert ran.out == ""
    assert named in ran.err


def test_draw_writes_beside_the_seal_and_is_the_same_twice(sealed: Path) -> None:
    first = hefang("draw", "--seal", sealed, "--seed", SEED)
    assert first.code == 0
    assert SEED in first.out
    assert "hefang replay" in first.err
    written = sealed.with_name("draw.json").read_bytes()
    assert hefang("draw", "--seal", sealed, "--seed", SEED).code == 0
    assert sealed.with_name("draw.json").read_bytes() == written
    assert sorted(path.name for path in sealed.parent.iterdir()) == ["draw.json", "seal.json"]


def test_a_second_draw_with_another_seed_is_refused_by_name(sealed: Path) -> None:
    hefang("draw", "--seal", sealed, "--seed", SEED)
    written = sealed.with_name("draw.json").read_bytes()
    ran = hefang("draw", "--seal", sealed, "--seed", OTHER)
    assert ran.code == 2
    for words in (SEED, OTHER, "--again"):
        assert words in ran.err
    assert sealed.with_name("draw.json").read_bytes() == written
    assert hefang("draw", "--seal", sealed, "--seed", OTHER, "--again").code == 2
    again = hefang("draw", "--seal", sealed, "--seed", OTHER, "--again", "--reason", "骰子落地", "--json")
    assert again.json["superseded"] == [{"seeds": [SEED], "reason": "骰子落地"}]


def test_replay_and_expect(sealed: Path) -> None:
    drawn = hefang("draw", "--seal", sealed, "--seed", SEED, "--json").json
    replayed = hefang("replay", sealed, "--seed", SEED, "--json").json
    assert replayed["dossiers"] == drawn["dossiers"]
    for item, dossier in zip(
        replayed["dossiers"], read_seal(sealed.read_text(encoding="utf-8")).dossiers, strict=True
    ):
        assert set(item) == {"id", "sample", "reserve", "tickets"}
        assert sorted(item["sample"] + item["reserve"]) == sorted(dossier.drawable)
    file = sealed.with_name("draw.json")
    assert hefang("replay", sealed, "--seed", SEED, "--expect", file).code == 0
    ran = hefang("replay", sealed, "--seed", SEED[:-1] + "5", "--expect", file)
    assert ran.code == 1
    assert "不一致" in ran.err


def test_stage_two_with_fresh_dice(sealed: Path) -> None:
    assert hefang("draw", "--seal", sealed, "--seed", OTHER, "--stage", 2).code == 2
    hefang("draw", "--seal", sealed, "--seed", SEED)
    assert "重新掷骰" in hefang("draw", "--seal", sealed, "--seed", SEED, "--stage", 2).err
    drawn = hefang("draw", "--seal", sealed, "--seed", OTHER, "--stage", 2, "--json").json
    first = json.loads(sealed.with_name("draw.json").read_text(encoding="utf-8"))
    for early, late in zip(first["dossiers"], drawn["dossiers"], strict=True):
        assert not set(early["sample"]) & set(late["sample"])
    expected = sealed.with_name("draw-2.json")
    ran = hefang("replay", sealed, "--seed", SEED, "--seed", OTHER, "--expect", expected, "--json")
    assert ran.code == 0
    assert ran.json["stage"] == 2
    assert hefang("draw", "--seal", sealed, "--seed", OTHER, "--stage", 3).code == 2


@pytest.mark.parametrize("seed", ["", "   ", " 1", "1\t"])
def test_seeds_that_nobody_can_have_read_out(sealed: Path, seed: str) -> None:
    for words in (("draw", "--seal", sealed, "--seed", seed), ("replay", sealed, "--seed", seed)):
        ran = hefang(*words)
        assert ran.code == 2
        assert "种子" in ran.err
    assert not sealed.with_name("draw.json").exists()


def test_a_seal_that_was_changed(sealed: Path) -> None:
    text = sealed.read_text(encoding="utf-8")
    sealed.write_text(text.replace("#0009", "#0999", 1), encoding="utf-8")
    for words in (("draw", "--seal", sealed, "--seed", SEED), ("replay", sealed, "--seed", SEED)):
        ran = hefang(*words)
        assert ran.code == 2
        assert "改动" in ran.err
    sealed.write_text("{", encoding="utf-8")
    assert hefang("replay", sealed, "--seed", SEED).code == 2
    sealed.write_bytes(b"\xff\xfe\x00")
    assert hefang("replay", sealed, "--seed", SEED).code == 2


def test_a_number_for_a_seed_in_the_draw_file(sealed: Path) -> None:
    hefang("draw", "--seal", sealed, "--seed", "314159", "--free-text")
    file = sealed.with_name("draw.json")
    file.write_text(file.read_text(encoding="utf-8").replace('"314159"', "314159"), encoding="utf-8")
    ran = hefang("draw", "--seal", sealed, "--seed", "314159", "--free-text")
    assert ran.code == 2
    assert "引号" in ran.err


def test_a_gbk_console(sealed: Path) -> None:
    assert hefang("replay", sealed, "--seed", SEED, encoding="gbk").code == 0
    assert json.loads(hefang("replay", sealed, "--seed", SEED, "--json", encoding="gbk").out)["stage"] == 1


needs_readers = pytest.mark.skipif(
    importlib.util.find_spec("verify.intake.walk") is None,
    reason="the readers of roster files are not here yet",
)


@needs_readers
def test_from_roster_files_to_a_draw(tmp_path: Path) -> None:
    rosters = tmp_path / "名单"
    rosters.mkdir()
    for name, count in (("试一", 60), ("试二", 5)):
        write_book(rosters / f"{name}.xlsx", people(count))
    out = tmp_path / "封存"
    ran = hefang("seal", rosters, "--out", out)
    assert ran.code == 0
    assert "hefang draw" in ran.err
    text = (out / "seal.json").read_text(encoding="utf-8")
    sealed = read_seal(text)
    for group in (sealed.seal_sha256[:4], sealed.seal_sha256[-4:], "试一", "掷骰", "verifier.html"):
        assert group in ran.out
    assert "139045" not in text  # no personal data
    assert (out / "verifier.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert hefang("seal", rosters, "--out", out).code == 0  # the same seal again
    assert hefang("draw", "--seal", out / "seal.json", "--seed", SEED).code == 0
    expected = out / "draw.json"
    assert (
        hefang("replay", out / "seal.json", "--seed", SEED, "--expect", expected, "--roster", rosters).code
        == 0
    )
    write_book(rosters / "试一.xlsx", people(59))
    ran = hefang("replay", out / "seal.json", "--seed", SEED, "--roster", rosters)
    assert ran.code == 2
    assert "试一" in ran.err
    ran = hefang("seal", rosters, "--out", out)
    assert ran.code == 2
    assert "不能覆盖" in ran.err
    assert (out / "seal.json").read_text(encoding="utf-8") == text


def test_plan_bounds_and_replay_load_no_pandas(sealed: Path) -> None:
    import subprocess
    import sys

    from tests.cli.run import ROOT

    for words in (
        ["plan", "100"],
        ["bounds", "--population", "9", "--sample", "9", "--bad", "0"],
        ["replay", str(sealed), "--seed", "1"],
    ):
        code = (
            "import sys, cli\nsys.argv = ['hefang', *sys.argv[1:]]\n"
            "try: cli.main()\nexcept SystemExit: pass\n"
            "print('LOADED', [m for m in ('pandas', 'numpy', 'pyarrow', 'scipy') if m in sys.modules])"
        )
        ran = subprocess.run(
            [sys.executable, "-c", code, *words],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
            encoding="utf-8",
        )
        assert ran.stdout.splitlines()[-1] == "LOADED []"
