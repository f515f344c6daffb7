# ruff: noqa: RUF001, RUF002
"""Choose again who was called again by somebody else: recheck.md, "The second ear". Standard library only.

``python verify_again.py [FOLDER]`` prints a line per choice; exit 0: all hold, 1: one does not.
``verify_round.py`` calls ``show``, and lends its strict reader and its tickets.
"""
from __future__ import annotations

import argparse, sys
from pathlib import Path
from runpy import run_path

OWN = run_path(str(Path(__file__).with_name("verify_round.py")))
FORM = OWN["of"]("number# seed h0 share least#", format="hefang-again/1", callers=[
    OWN["of"]("caller# more#", reached=[str], drawn=[str], tickets=dict)])
TOLD = {"draws": [OWN["of"]("file sha256")], "settings": (type(None), dict)}


def called_rows(folder: Path, round_: dict) -> set[str]:
    """Every row that was to be called: targeted, or drawn for a dossier that its draw names."""
    seals = {e["seal_sha256"]: OWN["read"](folder, e["file"], OWN["SEAL"]) for e in round_["seals"]}
    rows: set[str] = set()
    for entry in round_["draws"]:
        draw = OWN["read"](folder, entry["file"], OWN["DRAW"])
        rows |= {row for one in draw["dossiers"] if one["id"] in entry["dossiers"] for row in one["sample"]}
        rows |= {row for one in seals[entry["seal"]]["dossiers"] if one["id"] in entry["dossiers"] for row in one["targeted"]}
    return rows


def check_settings(folder: Path, round_: dict, settings: dict | None, report) -> None:
    """Rule 7a: the share lay under a seal."""
    if settings is None:
        return report.line("·", "设置未留存，抽取比例以文件所写为准|the settings were not kept: share as told")
    got = OWN["digest"](settings, "")[""]
    sealed = {OWN["read"](folder, e["file"], OWN["SEAL"])["settings_sha256"] for e in round_["seals"]}
    report.need(got in sealed, "设置不是封存的设置|the settings are not those under a seal")


def check_choice(entry: dict, doc: dict, before: list[dict], called: set[str], settings: dict | None, report) -> None:
    """Rules 7b to 7e of one choice; ``before``: the choices before it."""
    report.same({"sha256": OWN["digest"](doc, "")[""]}, entry)
    report.same({"number": len(before) + 1, "h0": OWN["sha"](doc["seed"])}, doc)
    if settings is not None:
        report.same({"share": settings["again_share"], "least": settings["again_least"]}, doc)
    old = [part for one in before for part in one["callers"]]
    drawn, listed = ({row for part in old for row in part[key]} for key in ("drawn", "reached"))
    every = [row for part in doc["callers"] for row in part["reached"]]
    report.same({"caller": [*range(1, len(doc["callers"]) + 1)], "reached": [*dict.fromkeys(every)]},
                {"caller": [part["caller"] for part in doc["callers"]], "reached": every})
    for row in every:
        report.need(row in called and row not in drawn, "{} 没有抽中回访，或已复听过|{} was not called, or was drawn before", row)
    for part in doc["callers"]:
        pool, more = part["reached"], part["more"]
        fresh = sum(row not in listed for row in pool)
        due = min(fresh, max(doc["least"], -(-OWN["fraction"](doc["share"]) * fresh // 1)))
        report.need(not more or bool(before), "第一次不应加抽|the first choice draws none beyond the share")
        order = OWN["order"](doc["seed"], pool)
        report.same({"drawn": [*order][:min(len(pool), due + more)], "tickets": order}, part, f"{part['caller']} ")
    report.line("√", "{} 人的名单重新抽取相符|chosen again for {} callers", len(doc["callers"]))


def check_journal(round_: dict, docs: list[dict], report) -> None:
    """Rule 7f: each choice has its entry, after the draws of the round, with dice that drew nothing else."""
    entries, rolls, first = {}, [], len(round_["journal"])
    for at, entry in enumerate(round_["journal"]):
        facts = entry.get("facts", {})
        if entry["what"] == "draw":
            first = min(first, at)
            rolls += facts["seeds"]
        elif entry["what"] == "again_draw":
            entries[facts["number"]] = (at, facts["seeds"])
            rolls += facts["seeds"]
    report.need(len(entries) == len(docs), "抽过 {} 次，文件 {} 份|{} choices were made, {} files are here", len(entries), len(docs))
    for doc in docs:
        at, seeds = entries.get(doc["number"], (-1, []))
        report.need(at > first and seeds == [doc["seed"]], "第 {} 次抽取未记入日志|choice {} is not in the journal", doc["number"])
        report.need(rolls.count(doc["seed"]) == 1, "第 {} 次的种子用过|choice {} has dice that were used before", doc["number"])


def show(folder: Path, keys: list[str], lang: str) -> int:
    """Print what was chosen again; return the number of faults. ``keys`` are for signatures."""
    report = OWN["Report"](lang)
    docs: list[dict] | None = None  # None: round.json cannot be read
    with report.about("复听{}：|second ear{}: ", ""):
        round_ = OWN["read"](folder, "round.json", OWN["ROUND"])
        again = round_.get("again", {"draws": [], "settings": None})
        OWN["fits"](again, TOLD, "again")
        docs = []
        called = called_rows(folder, round_) if again["draws"] else set()
        if again["draws"]:
            check_settings(folder, round_, again["settings"], report)
        for entry in again["draws"]:
            with report.about("复听 {}：|second ear {}: ", entry["file"]):
                doc = OWN["read"](folder, entry["file"], FORM)
                check_choice(entry, doc, docs, called, again["settings"], report)
                docs.append(doc)
    if docs is not None:
        with report.about("复听{}：|second ear{}: ", ""):
            check_journal(round_, docs, report)
    return report.faults


def main() -> int:
    """Read the folder, print; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).resolve().parent)
    parser.add_argument("--lang", choices=["zh", "en"], default="zh")
    options = parser.parse_args()
    sys.stdout.reconfigure(errors="backslashreplace")
    return min(show(options.folder, [], options.lang), 1)


if __name__ == "__main__": sys.exit(main())
