"""Who may import whom (design of the house): read from the source, by package."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = ("verify", "sampling", "casebook", "reports", "fixtures", "desk", "cli")

# A module may import what its longest matching entry allows; everything of ours that is not listed is
# forbidden. "verify.checks.*" means: a module of that package.
ALLOWED: dict[str, tuple[str, ...]] = {
    "cli": OURS,
    "desk": ("desk", "verify", "sampling", "casebook", "reports", "fixtures"),
    "reports": (
        "reports",
        "verify.model",
        "verify.clauses",
        "verify.check",
        "verify.credibility.words",
        "sampling.model",
    ),
    "casebook": ("casebook", "verify.model", "sampling.model"),
    "casebook.codec": (
        "casebook.codec",
        "casebook.database",
        "casebook.fingerprints",
        "casebook.journal",
        "casebook.schema",
        "verify.model",
        "sampling.model",
    ),
    "casebook.database": ("casebook.database", "casebook.errors", "casebook.fingerprints", "casebook.schema"),
    "sampling": ("sampling", "verify.model"),
    "fixtures": ("fixtures", "verify.numbering"),
    "verify.model": (),
    "verify.settings": ("verify.model",),
    "verify.clauses": ("verify.model",),
    "verify.numbering": ("verify.model",),
    "verify.fields": ("verify.fields", "verify.numbering", "verify.model"),
    "verify.intake": ("verify.intake", "verify.settings"),
    "verify.terms": (),
    "verify.found": ("verify.model",),
    "verify.check": (
        "verify.found",
        "verify.terms",
        "verify.model",
        "verify.settings",
        "verify.clauses",
        "verify.fields",
        "verify.numbering",
    ),
    "verify.linkage": ("verify.model", "verify.fields", "verify.settings"),
    "verify.register": ("verify.model", "verify.fields", "verify.settings", "verify.intake"),
    "verify.batch": ("verify.model", "verify.fields", "verify.settings", "verify.intake", "verify.register"),
    "verify.checks": (
        "verify.checks",
        "verify.check",
        "verify.found",
        "verify.model",
        "verify.settings",
        "verify.fields",
        "verify.numbering",
        "verify.linkage",
        "verify.register",
    ),
    "verify.credibility": (
        "verify.credibility",
        "verify.model",
        "verify.settings",
        "verify.numbering",
        "verify.linkage",
    ),
    "verify.review": ("verify",),
}


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


def allowed(name: str) -> tuple[str, ...]:
    """What a module may import, by its longest entry."""
    return ALLOWED[max((k for k in ALLOWED if f"{name}.".startswith(f"{k}.")), key=len)]


@pytest.mark.parametrize("name", sorted(modules()))
def test_only_downward(name: str) -> None:
    for target, line, _ in imports(name, modules()[name]):
        rules = allowed(name)
        assert any(f"{target}.".startswith(f"{rule}.") for rule in rules), (
            f"{name}:{line} imports {target}; allowed: {rules}"
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


def test_imports_inside_functions_only_for_start_up() -> None:
    """Only cli.py and desk, which say why at their top, and readers that few files need, which say it there."""
    for name, path in modules().items():
        lines = path.read_text(encoding="utf-8").splitlines()
        tree = ast.parse("\n".join(lines))
        for function in ast.walk(tree):
            if not isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
                continue
            for node in ast.walk(function):
                if isinstance(node, (ast.Import, ast.ImportFrom)):
                    assert name.startswith(("cli", "desk.", "verify.intake.")), f"{name}:{node.lineno}"
                    near = "\n".join(lines[max(0, node.lineno - 6) : node.lineno])
                    assert name.startswith(("cli", "desk.")) or "#" in near, (
                        f"{name}:{node.lineno}: no comment says why"
                    )


def test_help_imports_neither_pandas_nor_sklearn() -> None:
    code = (
        "import sys, cli; print([m for m in ('pandas', 'sklearn', 'pyarrow', 'numpy') if m in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
