"""Who may import whom (design of the house): read from the source, by package."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = ("verify", "sampling", "casebook", "reports", "fixtures", "desk", "phrases", "cli")


def rules() -> dict[str, tuple[str, ...]]:
    """Place (file or folder) -> modules that it may import, as CONTRIBUTING.md's table of rooms says."""
    house = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## The house")[2]
    found: dict[str, tuple[str, ...]] = {}
    for line in house.partition("\n## ")[0].splitlines():
        if not line.startswith("| `"):
            continue
        places, _, allowed = (cell.strip() for cell in line.strip("|").split("|"))
        named = tuple(re.findall(r"`([\w.]+)`", allowed))
        assert named or allowed in ("nothing", "everything"), line
        for place in re.findall(r"`([^`]+)`", places):
            found[place] = OURS if allowed == "everything" else named
    return found


RULES = rules()


def modules() -> dict[str, Path]:
    """Every module of ours by its dotted name."""
    found = {}
    for package in OURS:
        for path in [ROOT / f"{package}.py", *(ROOT / package).rglob("*.py")]:
            if path.exists():
                found[".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")] = path
    return found


def imports(name: str, path: Path) -> list[tuple[str, int, bool]]:
    """Modules of ours that a file imports: (dotted name, line, inside a function)."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = {
        id(node)
        for function in ast.walk(tree)
        if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef))
        for node in ast.walk(function)
    }
    found = []
    known = modules()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            base = node.module or ""
            names = [f"{base}.{a.name}" if f"{base}.{a.name}" in known else base for a in node.names]
        else:
            continue
        found += [(n, node.lineno, id(node) in inside) for n in names]
    return [(n, line, deep) for n, line, deep in found if n.split(".")[0] in OURS]


def allowed(path: Path) -> tuple[str, ...]:
    """What a file may import: the row that names it, else its innermost folder's."""
    place = path.relative_to(ROOT)
    folders = [f"{folder.as_posix()}/" for folder in place.parents]
    return next(RULES[key] for key in (place.as_posix(), *folders) if key in RULES)


def test_every_file_has_a_row() -> None:
    for path in modules().values():
        if path.name != "__init__.py" or path.read_text(encoding="utf-8").strip():
            allowed(path)


@pytest.mark.parametrize("name", sorted(modules()))
def test_only_downward(name: str) -> None:
    path = modules()[name]
    for target, line, _ in imports(name, path):
        rules = allowed(path)
        assert any(f"{target}.".startswith(f"{rule}.") for rule in rules), (
            f"{path.relative_to(ROOT)}:{line} imports {target}; CONTRIBUTING.md allows {rules}"
        )


def test_no_circles() -> None:
    graph = {n: {t for t, _, _ in imports(n, p) if t != n} for n, p in modules().items()}
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " -> ".join((*path, name))
        if name not in done:
            for target in graph.get(name, ()):
                visit(target, (*path, name))
            done.add(name)

    for name in graph:
        visit(name, ())


@pytest.mark.parametrize("name", sorted(modules()))
def test_no_type_checking_guard(name: str) -> None:
    assert "TYPE_CHECKING" not in modules()[name].read_text(encoding="utf-8")


LATE = ("cli", "desk.menu.", "verify.intake.", "verify.credibility.fitted", "verify.fields.contact.plan")


def test_imports_inside_functions_only_for_start_up() -> None:
    """Only cli.py and desk/menu/, which say why, and readers, the fit and foreign numbers that few need, which say it there."""
    for name, path in modules().items():
        lines = path.read_text(encoding="utf-8").splitlines()
        tree = ast.parse("\n".join(lines))
        for function in ast.walk(tree):
            if not isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
                continue
            for node in ast.walk(function):
                if isinstance(node, (ast.Import, ast.ImportFrom)):
                    assert name.startswith(LATE), f"{name}:{node.lineno}"
                    near = "\n".join(lines[max(0, node.lineno - 6) : node.lineno])
                    assert name.startswith(LATE[:2]) or "#" in near, (
                        f"{name}:{node.lineno}: no comment says why"
                    )


def test_help_imports_neither_pandas_nor_sklearn() -> None:
    code = (
        "import sys, cli; print([m for m in ('pandas', 'sklearn', 'pyarrow', 'numpy') if m in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"


# What takes longer to load than a small review takes, and the screen never needs: what makes papers, what fits scores,
# and readers, which only workers import.
HEAVY = (
    *("openpyxl", "docx", "jinja2", "segno", "sklearn", "scipy", "sqlalchemy", "faker"),
    *("lxml", "xlrd", "python_calamine", "pypdfium2", "msoffcrypto", "PIL", "onnxruntime"),
    *(
        "reports.papers",
        "reports.content.material",
        "reports.formats.machine",
        "reports.proof",
        "casebook.database",
    ),
    *("verify.intake.read", "verify.intake.formats", "verify.intake.process.job", "verify.credibility.score"),
)


def test_a_table_on_the_screen_loads_nothing_heavy() -> None:
    """One workbook from command to table is to take little longer than pandas does: see benchmarks/intake.py."""
    code = f"""
import sys
import cli, desk.reading, desk.commands.verify
heavy = {HEAVY!r}
print([m for m in sorted(sys.modules) if any(f"{{m}}.".startswith(f"{{name}}.") for name in heavy)])
"""
    shown = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"


FOLDERS = (*OURS, "benchmarks", "tests")  # docs/ are pages
# Golden papers, old casebooks and pictures are no code; steps of the schema grow by their nature.
NO_CODE = ("golden", "data", "pictures", "img", "versions")


def test_no_folder_of_code_holds_more_than_twenty_files() -> None:
    for package in FOLDERS:
        for folder in [ROOT / package, *(p for p in (ROOT / package).rglob("*") if p.is_dir())]:
            files = [f for f in folder.glob("*") if f.is_file()] if folder.is_dir() else []
            if folder.name not in NO_CODE and any(f.suffix == ".py" for f in files):
                assert len(files) <= 20, f"{folder.relative_to(ROOT)}: {len(files)} files"


def test_no_two_classes_of_one_name() -> None:
    """Who looks for a class finds one. Tests have their own."""
    found: dict[str, str] = {}
    for package in (*OURS, "benchmarks"):
        for path in [ROOT / f"{package}.py", *sorted((ROOT / package).rglob("*.py"))]:
            for node in ast.walk(
                ast.parse(path.read_text(encoding="utf-8")) if path.exists() else ast.Module()
            ):
                if isinstance(node, ast.ClassDef):
                    here = f"{path.relative_to(ROOT)}:{node.lineno}"
                    assert node.name not in found, f"class {node.name}: {found[node.name]} and {here}"
                    found[node.name] = here


def test_no_file_of_ours_is_longer_than_four_hundred_lines() -> None:
    for path in modules().values():
        length = len(path.read_text(encoding="utf-8").splitlines())
        assert length <= 400, f"{path.relative_to(ROOT)}: {length} lines"
