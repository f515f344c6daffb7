"""Write the pages that are made from the code, in both languages: checks, settings, twenty explanations of scores."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import fields
from pathlib import Path

from docs import explanations
from phrases import has, say, texts
from verify.checks import ALL
from verify.clauses import words as clause_words
from verify.settings import Settings
from verify.terms import THINGS

HERE = Path(__file__).parent
TITLES = {
    "checks": ("检查目录", "Catalogue of checks"),
    "settings": ("设置项", "Settings"),
}
NOTES = {
    "checks": (
        "本页由程序生成（`make docs`）。× 不符条款，！ 待澄清，· 仅记录。提示不等于认定。",
        "This page is generated (`make docs`). × does not meet a clause, ! a doubt to clear, · for the record. "
        "A finding is no verdict.",
    ),
    "settings": (
        "本页由程序生成（`make docs`）。写在 `hefang.toml` 里，只写要改的项；无法识别的项按错误处理。",
        "This page is generated (`make docs`). Write what you change into `hefang.toml`; an unknown key is an "
        "error.",
    ),
}
SIGN = {"fail": "×", "warn": "！", "note": "·"}


def checks_page(lang: str) -> str:
    """Return the catalogue as Markdown."""
    index = 1 if lang == "en" else 0
    lines = [f"# {TITLES['checks'][index]}", "", NOTES["checks"][index]]
    for check in ALL:
        page = check.page(lang)
        needs = ("、" if lang == "zh" else ", ").join(
            say(f"finding.thing.{n}", lang) for n in check.needs if n in THINGS
        )
        clause = f"`{check.clause}` {clause_words(check.clause, lang)}" if check.clause else "–"
        lines += [
            "",
            f"## {check.code} {check.title[index]} {SIGN[check.severity]}",
            "",
            page.what,
            "",
            f"- {say('command.page.severity', lang)}: {say('command.severity.' + check.severity, lang)}",
            f"- {say('command.page.clause', lang)}: {clause}",
            *([f"- {say('command.page.needs', lang)}: {needs}"] if needs else []),
            f"- {say('command.page.innocent', lang)}: {page.innocent}",
            f"- {say('command.page.clear', lang)}: {page.clear}",
            "",
            say("command.page.example", lang),
            "",
            "```text",
            *(line.strip() for line in check.example.strip().splitlines()),
            "```",
        ]
    return "\n".join(lines) + "\n"


def settings_page(lang: str) -> str:
    """Return the settings as Markdown."""
    index = 1 if lang == "en" else 0
    head = ("| 设置项 | 默认值 | 单位 | 条款 | 含义 |", "| setting | default | unit | clause | meaning |")[
        index
    ]
    lines = [
        f"# {TITLES['settings'][index]}",
        "",
        NOTES["settings"][index],
        "",
        head,
        "| --- | --- | --- | --- | --- |",
    ]
    for item in fields(Settings):
        about = item.metadata
        value = str(item.default).lower() if isinstance(item.default, bool) else item.default
        unit = f"command.unit.{about['unit']}"
        said = say(unit, lang) if has(unit) else about["unit"]
        clause = clause_words(about["clause"], lang).replace(": ", "：").partition("：")[0] or "–"
        lines.append(f"| `{item.name}` | {value} | {said} | {clause} | {about[lang]} |")
    return "\n".join(lines) + "\n"


MAKERS: Mapping[str, Callable[[str], str]] = {
    "checks": checks_page,
    "settings": settings_page,
    "explanations": explanations.page,
}
PAGES = {
    f"{name}{end}": (name, lang) for name in MAKERS for lang, end in (("zh", ".zh-CN.md"), ("en", ".md"))
}


def page(file: str) -> str:
    """Return a generated page by its file name, one of PAGES."""
    name, lang = PAGES[file]
    return MAKERS[name](lang)


def demo_table() -> str:
    """Return what ``hefang demo`` shows of its dossiers on a screen of 80 columns; the round that follows is
    told in the papers."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, str(HERE.parent / "cli.py"), "demo", "demo"]
        env = {k: v for k, v in os.environ.items() if not k.startswith("HEFANG_")}
        ran = subprocess.run(
            command, cwd=folder, env=env | {"PYTHONIOENCODING": "utf-8"}, capture_output=True, check=True
        )
    table = ran.stdout.decode().partition(texts("casebook.created")[0].partition("{")[0])[0]
    return "```text\n" + table.strip() + "\n```"


def with_demo(text: str, table: str) -> str:
    """Return a README with the demo's table between its marks."""
    before, _, rest = text.partition("<!-- demo -->")
    _, _, after = rest.partition("<!-- /demo -->")
    return f"{before}<!-- demo -->\n{table}\n<!-- /demo -->{after}"


if __name__ == "__main__":
    for name in PAGES:
        (HERE / name).write_text(page(name), encoding="utf-8", newline="\n")
    shown = demo_table()
    for name in ("README.md", "README.zh-CN.md"):
        path = HERE.parent / name
        path.write_text(with_demo(path.read_text(encoding="utf-8"), shown), encoding="utf-8", newline="\n")
