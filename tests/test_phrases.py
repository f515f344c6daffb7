"""One voice: every phrase is there in Chinese and in English, with the same facts, and says no more than was found."""

from __future__ import annotations

import ast
import multiprocessing
import pickle
import re
import string
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

import phrases
from casebook.errors import CasebookError
from desk.console import Stop
from desk.web.declined import Declined
from phrases import has, keys, say, table, texts
from phrases.counting import one
from phrases.errors import HefangError
from sampling.errors import SamplingError
from verify.checks import ALL
from verify.intake.errors import IntakeError
from verify.settings import SettingsError

ROOT = Path(__file__).parent.parent
ROOMS = sorted(path.stem for path in phrases.TABLES.glob("*.csv"))
OURS = ("phrases", "verify", "sampling", "casebook", "reports", "desk", "cli.py")
HAN = re.compile("[\u4e00-\u9fff]")
# Words that accuse. "造假" stands only where a text says what a judgement does not mean, or quotes a clause.
ACCUSING = re.compile(r"造假|伪造|作弊|骗|虚报|\b(forg|fraud|fake|cheat|liar|lying)", re.IGNORECASE)
FAIR = (
    "不表示造假",
    "不等于认定何人造假",
    "不是造假的概率",
    "弄虚作假",
    "does not mean forgery",
    "not a probability of forgery",
    "forgery is punished",
)
# Dates are written otherwise in Chinese, and a Chinese calendar's months need no year; the English of the
# opinion form is what a reading aid says about it.
ONE_SIDED = {"paper.month", "form.opinion.proposal", "round.day", "round.moment"}
# Where both languages may stand in a .py file: what one rule says of itself, on the page of that rule.
ON_THE_PAGE_OF_A_RULE = {
    "verify/checks/": "the decorator of a check: its title and sentence stand beside its example and its code",
    "verify/settings.py": "the meaning of a setting stands beside its value, unit and clause",
    "sampling/public/verify_round.py": "a program of its own, that needs nothing of ours",
    "sampling/public/verify_signatures.py": "a program of its own, that needs nothing of ours",
}
ERRORS: tuple[type[HefangError], ...] = (
    CasebookError,
    IntakeError,
    SamplingError,
    SettingsError,
    Stop,
    Declined,
)

PHRASES = [(f"{room}.{name}", *both) for room in ROOMS for name, both in table(room).items()]


def facts(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def sources() -> Iterator[tuple[str, ast.Module]]:
    for place in OURS:
        for path in [ROOT / place] if place.endswith(".py") else sorted((ROOT / place).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


SOURCES = list(sources())


# The tables -------------------------------------------------------------------------------------


def test_there_is_something_to_look_at() -> None:
    assert len(PHRASES) > 1000
    assert len(ROOMS) > 10


@pytest.mark.parametrize("room", ROOMS)
def test_both_languages_with_the_same_facts(room: str) -> None:
    assert table(room)
    for key, zh, en in (entry for entry in PHRASES if entry[0].startswith(f"{room}.")):
        assert zh.strip(), key
        assert en.strip(), key
        assert facts(zh) == facts(en) or key in ONE_SIDED, (key, facts(zh) ^ facts(en))


def test_no_phrase_accuses() -> None:
    rules = [(check.code, check.zh, check.en) for check in ALL]
    for key, *both in [*PHRASES, *rules]:
        for text in both:
            plain = text
            for fair in FAIR:
                plain = plain.replace(fair, "")
            assert not ACCUSING.search(plain), (key, text)


def test_a_sentence_stands_once() -> None:
    """Equal in both languages, and more than a heading: then it is one thing, and one line."""
    seen: dict[tuple[str, str], str] = {}
    for key, *both in PHRASES:
        # What to do is often the same after different errors; several looks at one habit have the same null and the
        # same innocent causes.
        shared = key.endswith(".do") or (key.startswith("score.look.") and not key.endswith(".seen"))
        if len(both[0]) >= 10 and not shared:
            assert (both[0], both[1]) not in seen, f"{seen[both[0], both[1]]} and {key}"
            seen[both[0], both[1]] = key


@pytest.mark.parametrize("judgement", ["high", "more", "low"])
def test_a_judgement_has_one_wording(judgement: str) -> None:
    """In Chinese one; in English a long form for papers and short ones for lines and columns, side by side."""
    forms = keys(f"judgement.{judgement}")
    assert len(forms) == 3
    (chinese,) = {texts(key)[0] for key in forms}
    assert [key for key, zh, _ in PHRASES if zh == chinese] == list(forms)


def test_no_line_of_a_table_is_its_heading_again() -> None:
    assert not [key for key, zh, en in PHRASES if (zh, en) == ("zh", "en")]


def test_tables_open_in_a_spreadsheet_as_text() -> None:
    for room in ROOMS:
        data = (phrases.TABLES / f"{room}.csv").read_bytes()
        assert data.startswith(b"\xef\xbb\xbfkey,zh,en\n"), (
            f"{room}: UTF-8 with its mark, so that WPS knows it"
        )
    for key, *both in PHRASES:
        assert not any(text.startswith(("=", "+", "@")) for text in both), (
            f"{key}: would be taken for a formula"
        )


# Saying -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["paper.no_such_line", "no_such_room.title", "../paper.title", "paper"])
def test_a_key_that_is_not_there_is_an_error(key: str) -> None:
    with pytest.raises(KeyError):
        say(key)


def test_a_fact_that_is_missing_is_an_error() -> None:
    with pytest.raises(KeyError, match="path"):
        say("casebook.created", round="2017")


def test_a_table_with_two_lines_of_one_key_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(phrases, "TABLES", tmp_path)
    (tmp_path / "twice.csv").write_text("key,zh,en\na,一,one\na,二,two\n", encoding="utf-8")
    (tmp_path / "half.csv").write_text("key,zh,en\na,一\n", encoding="utf-8")
    (tmp_path / "saved.csv").write_bytes('\ufeffkey,zh,en\r\na,"一\r\n二",one\r\n'.encode())
    for room in ("twice", "half"):
        with pytest.raises(ValueError, match="expected one line"):
            say(f"{room}.a")
    assert say("saved.a") == "一\n二"


def test_a_room_is_read_when_it_speaks() -> None:
    code = (
        "import sys, phrases, verify.intake.process.job\n"
        "print(phrases.table.cache_info().currsize, [m for m in ('pandas', 'numpy') if m in sys.modules])\n"
        "import cli; print(phrases.table.cache_info().currsize)"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.split("\n")[:2] == ["0 []", "1"]


# The sources ------------------------------------------------------------------------------------


def test_there_is_one_say() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{node.name}"
        for path in ROOT.rglob("*.py")
        if not {".venv", ".git", "build", "dist"} & set(path.relative_to(ROOT).parts)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name.lstrip("_") == "say"
    ]
    assert found == ["phrases/__init__.py:say"]


def in_both(node: ast.AST) -> bool:
    """Whether a node holds one thing in Chinese and in Latin letters side by side: a pair, or zh= and en=."""
    if isinstance(node, ast.Dict):
        named = {
            k.value: v for k, v in zip(node.keys, node.values, strict=True) if isinstance(k, ast.Constant)
        }
        sides = [named[lang] for lang in ("zh", "en") if lang in named]
    elif isinstance(node, ast.Call):
        sides = [word.value for word in node.keywords if word.arg in ("zh", "en")]
        sides = sides if len(sides) == 2 else list(node.args)
    elif isinstance(node, (ast.Tuple, ast.List)):
        sides = list(node.elts)
    elif isinstance(node, ast.IfExp):
        sides = [node.body, node.orelse]
    else:
        return False
    said = ["".join(_texts(side)) for side in sides if not isinstance(side, (ast.Tuple, ast.List, ast.Call))]
    chinese = any(HAN.search(text) for text in said)
    return chinese and any(
        re.search("[a-z]{2} [a-z]|[a-z]{4}", text) and not HAN.search(text) for text in said
    )


def _texts(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield from (v.value for v in node.values if isinstance(v, ast.Constant))


# Chinese and Latin side by side, and yet nothing that is said: what readers know of rosters, and names of fonts.
READ_NOT_SAID = {
    "reports/formats/word_styles.py",
    "reports/proof/workbook.py",
    "verify/fields/contact/grammar.py",
    "verify/fields/employer.py",
    "verify/fields/mode.py",
    "verify/intake/table/habits/remarks.py",
}


def test_no_phrases_stand_in_the_sources() -> None:
    found: dict[str, list[int]] = {}
    for name, tree in SOURCES:
        for node in ast.walk(tree):
            if in_both(node):
                found.setdefault(name, []).append(getattr(node, "lineno", 0))
    kept = {name for name in found if name.startswith(tuple(ON_THE_PAGE_OF_A_RULE))}
    assert {place for place in ON_THE_PAGE_OF_A_RULE if any(n.startswith(place) for n in kept)} == set(
        ON_THE_PAGE_OF_A_RULE
    )
    assert {name: lines for name, lines in found.items() if name not in kept | READ_NOT_SAID} == {}


@pytest.mark.parametrize(
    "source",
    [
        'WORDS = {"a": ("一", "one thing")}',
        'A = Words(zh="一", en="one thing")',
        'A = Words("一", "one thing")',
        'a = {"zh": "一", "en": "one thing"}',
        'a = "one thing" if lang == "en" else "一"',
        'a = f"one {thing} here" if en else f"一{thing}"',
        'A = ((True, "一", "one thing"),)',
    ],
)
def test_a_table_in_a_source_would_be_seen(source: str) -> None:
    assert any(in_both(node) for node in ast.walk(ast.parse(source)))


def calls(tree: ast.Module, *names: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            yield node


def spelt(node: ast.expr) -> list[str]:
    """The keys that an expression can be, as patterns: what is computed is any text."""
    if isinstance(node, ast.IfExp):
        return spelt(node.body) + spelt(node.orelse)
    if isinstance(node, ast.BinOp):
        return [left + right for left in spelt(node.left) for right in spelt(node.right)]
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [re.escape(node.value)]
    if isinstance(node, ast.JoinedStr):
        return ["".join(re.escape(v.value) if isinstance(v, ast.Constant) else ".+" for v in node.values)]
    return [".+"]


KEYS = [key for key, _, _ in PHRASES]


def test_every_key_that_is_said_stands_in_a_table() -> None:
    for name, tree in SOURCES:
        for call in calls(tree, "say", "has", "texts", "keys"):
            for pattern in spelt(call.args[0]):
                assert any(re.match(pattern, key) for key in KEYS), f"{name}:{call.lineno}: {pattern}"
        for call in calls(tree, "say"):
            for pattern in spelt(call.args[0]):
                assert any(re.fullmatch(pattern, key) for key in KEYS), f"{name}:{call.lineno}: {pattern}"


def given(call: ast.Call) -> set[str] | None:
    """The facts that a call spells out; None where some come from elsewhere."""
    return None if any(w.arg is None for w in call.keywords) else {w.arg for w in call.keywords if w.arg}


def test_every_phrase_gets_its_facts() -> None:
    """Where key and facts are both spelt out, which is nearly everywhere."""
    looked = 0
    for name, tree in SOURCES:
        for call in calls(tree, "say"):
            known = given(call)
            for pattern in spelt(call.args[0]):
                key = pattern.replace("\\", "")
                if known is not None and has_key(key):
                    needed = facts(texts(key)[0]) | facts(texts(key)[1])
                    assert needed <= known, f"{name}:{call.lineno}: {key} lacks {needed - known}"
                    looked += 1
    assert looked > 400


def has_key(key: str) -> bool:
    return key in KEYS


@pytest.mark.parametrize("kind", ERRORS, ids=lambda kind: kind.__name__)
def test_every_error_that_is_raised_has_its_words_and_its_facts(kind: type[HefangError]) -> None:
    looked = 0
    for name, tree in SOURCES:
        for call in calls(tree, kind.__name__):
            if not call.args or not isinstance(call.args[0], (ast.Constant, ast.JoinedStr, ast.IfExp)):
                continue
            for pattern in spelt(call.args[0]):
                where = f"{name}:{call.lineno}"
                assert any(re.fullmatch(re.escape(f"{kind.room}.") + pattern, key) for key in KEYS), where
                key, known = f"{kind.room}." + pattern.replace("\\", ""), given(call)
                if known is not None and has_key(key):
                    shown = kind(pattern.replace("\\", ""), **dict.fromkeys(known, "targeted")).shown("zh")
                    said = [*texts(key), *(texts(f"{key}.do") if has(f"{key}.do") else ())]
                    needed = set().union(*map(facts, said))
                    # Those are put in by IntakeError.shown, by the kind of the file.
                    needed -= {"what", "do"} if "kind" in known else set()
                    assert needed <= set(shown), f"{where}: {key} lacks {needed - set(shown)}"
                looked += 1
    assert looked > 2


# Errors -----------------------------------------------------------------------------------------

EXAMPLES = [
    CasebookError("exists", path="a.db", round="2017"),
    IntakeError("too_large", bytes="52428800", limit_bytes="1048576", setting="max_workbook_bytes"),
    IntakeError("not_a_roster_format", kind="pdf_picture"),
    SamplingError("share_range", name="tolerable", got="0"),
    SettingsError("unknown_key", file="hefang.toml", key="x", expected="y"),
    Stop("code", code="ZZ99"),
    Declined("gone", row="A#0002"),
]


def test_one_class_of_error_has_words() -> None:
    below = set(HefangError.__subclasses__())
    assert below == set(ERRORS)
    for kind in below:
        assert not {"words", "sentence", "__str__", "__reduce__"} & set(vars(kind)), kind


@pytest.mark.parametrize("error", EXAMPLES, ids=lambda error: f"{type(error).__name__}-{error.code}")
def test_an_error_says_what_and_what_to_do(error: HefangError) -> None:
    for lang in ("zh", "en"):
        reason, fix = error.words(lang)
        assert reason in error.sentence(lang)
        assert fix in error.sentence(lang)
        assert not {"{", "?"} & set(reason + fix)
        assert bool(HAN.search(reason)) == (lang == "zh")
    assert str(error).startswith(error.words("en")[0])


def test_what_was_not_given_is_a_question_mark() -> None:
    for room in {kind.room.split(".")[0]: kind for kind in ERRORS}.values():
        for key in keys(f"{room.room}."):
            code = key.removeprefix(f"{room.room}.")
            assert "{" not in room(code).sentence("zh"), key


@pytest.mark.parametrize("error", EXAMPLES, ids=lambda error: f"{type(error).__name__}-{error.code}")
def test_errors_cross_from_one_process_to_another(error: HefangError) -> None:
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is type(error)
    assert (copy.code, copy.facts, copy.words("zh")) == (error.code, error.facts, error.words("zh"))


def fail() -> None:
    raise IntakeError("damaged", got="x")


def test_an_error_of_a_worker_arrives_with_its_facts() -> None:
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        error = pool.submit(fail).exception(timeout=120)
    assert isinstance(error, IntakeError)
    assert error.words("en")[0] == "the file is damaged and cannot be read (x)"


def test_errors_are_caught_as_before() -> None:
    assert issubclass(SamplingError, ValueError)
    assert issubclass(SettingsError, ValueError)
    assert not issubclass(IntakeError, ValueError)


@pytest.mark.parametrize(
    ("several", "single"),
    [
        ("1 dossiers are open", "1 dossier is open"),
        ("1 people are on a list, 11 people are not", "1 person is on a list, 11 people are not"),
        ("0.1 seconds, 2:1 rows, row-1 rows", "0.1 seconds, 2:1 rows, row-1 rows"),
        ("refused: 1 more lines", "refused: 1 more line"),
    ],
)
def test_one_is_one_in_english(several: str, single: str) -> None:
    assert one(several) == single
