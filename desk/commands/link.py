"""link: people of many casebooks compared by keyed prints, without a name or a number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from casebook import connect
from casebook.across import query, shares
from casebook.across.compare import NothingLeftError, compare
from casebook.across.engines import DUCKDB
from casebook.across.files import RESULT as RESULT_FORMAT
from casebook.across.files import ExportLabel, is_result, read_result, write, write_export
from casebook.across.people import COLUMNS, Owner, given, key_print, owners
from casebook.database import keys
from casebook.errors import CasebookError
from desk.console import Document, show, show_json, tell
from desk.files import text_needed, write_bytes
from phrases import say
from reports.formats.screen import clean

RESULT = "link-result.parquet"
_SHOWN = 4  # rows of a pair of rosters on the screen; the JSON has all


def key(
    path: Path,
    least: int = 0,
    count: int = 0,
    taken: Sequence[Path] = (),
    *,
    json: bool = False,
    lang: str = "zh",
) -> int:
    """Make a key that all who take part share, write it in shares beside, or bring it back from shares."""
    if least or count:
        shares.checked(least, count)
    files = [path.with_name(f"{path.stem}-{at}-{count}.txt") for at in range(1, count + 1)]
    for file in files:
        _not_there(file)
    made = _made(
        path, shares.joined([line for file in taken for line in _shares_of(file)]) if taken else None
    )
    if files:
        for file, line in zip(files, shares.split(made, least, count), strict=True):
            write_bytes(file, f"{line}\n".encode(), private=True)
    if json:
        show_json({"key": str(path), "mark": key_print(made), "shares": [str(file) for file in files]})
        return 0
    show(say("command.link.key", lang, path=path, mark=key_print(made)))
    show(*(say("command.link.share", lang, path=file) for file in files))
    tell(say(f"command.link.key_{'shared' if files else 'back' if taken else 'next'}", lang))
    return 0


def _shares_of(file: Path) -> list[str]:
    lines = [line for line in text_needed(file).splitlines() if line.strip()]
    if not lines or not all(map(shares.whole, lines)):
        raise CasebookError("share_line", got=file)
    return lines


def _not_there(path: Path) -> None:
    if path.exists():
        raise CasebookError("link_exists", path=path)


def _made(path: Path, key: bytes | None = None) -> bytes:
    try:
        return keys.make_key(path, key)
    except CasebookError as error:
        raise _of_linkage(error, path) from error


def _read(path: Path) -> bytes:
    try:
        return keys.read_key(path)
    except CasebookError as error:
        raise _of_linkage(error, path) from error


def _of_linkage(error: CasebookError, path: Path) -> CasebookError:
    """The same in words that do not speak of the casebook's own key."""
    if error.code == "key_wrong" and path.read_bytes().startswith(shares.FORMAT.encode()):
        return CasebookError("link_key_share", path=path)
    codes = {"key_missing": "link_key_missing", "key_wrong": "link_key_bad"}
    return CasebookError(codes[error.code], path=path) if error.code in codes else error


def export(
    where: str, key_file: Path, source: str, out: Path | None, *, json: bool = False, lang: str = "zh"
) -> int:
    """Write the keyed prints of everybody on file."""
    made = _read(key_file)
    book = connect.open_casebook(where)
    if made == book.key:
        raise CasebookError("link_own_key", path=key_file)
    named = source or book.round
    with book.read() as conn:
        found = given(conn, made, named)
    path = out or Path(f"link-{_file_name(named)}.parquet")
    if not found.people:
        raise CasebookError("link_nobody", purged=found.purged)
    _not_there(path)  # what was written before a purge cannot be written again
    write_export(path, found.lines, ExportLabel(key_print(made), named))
    size = path.stat().st_size
    facts = {"source": named, "rosters": found.rosters, "people": found.people, "purged": found.purged}
    if json:
        show_json({"file": str(path), "key": key_print(made), **facts, "bytes": size})
        return 0
    each = f"{size / found.people:.0f}"
    show(say("command.link.exported", lang, path=path, each=each, mark=key_print(made), **facts))
    if found.purged:
        tell(say("command.link.purged", lang, count=found.purged))
    tell(say("command.link.export_next", lang, path=path))
    return 0


def run(
    files: Sequence[Path],
    out: Path | None,
    memory: str | None = None,
    engine: str = DUCKDB,
    *,
    json: bool = False,
    lang: str = "zh",
) -> int:
    """Compare exports; return 2 where one of them was left out (the others are done)."""
    path = out or Path(RESULT)
    if path.is_file() and not is_result(path):
        raise CasebookError("link_exists", path=path)
    try:
        done = compare(files, path.absolute().parent, memory, engine)
    except NothingLeftError as error:
        tell(*(clean(refused.sentence(lang)) for refused in error.refused[:-1]))
        raise error.refused[-1] from error
    write(path, done.table, RESULT_FORMAT, done.label)
    counts = {"lines": done.lines, "rosters": done.rosters, "altered": done.altered, "same": done.same}
    if json:
        refused = [{"code": error.code, "reason": error.sentence(lang)} for error in done.refused]
        show_json({"file": str(path), "sources": list(done.sources), **counts, "refused": refused})
        return 2 if refused else 0
    show(say("command.link.ran", lang, files=len(done.sources), **counts))
    tell(*(clean(error.sentence(lang)) for error in done.refused))
    tell(say("command.link.run_next", lang, path=path))
    return 2 if done.refused else 0


def sql(*, json: bool = False) -> int:
    """Print the one query, for an engine of somebody else's."""
    if json:
        show_json({"table": "people", "columns": list(COLUMNS), "query": query.rows()})
    else:
        show(query.printed())
    return 0


def resolve(where: str, result: Path, key_file: Path, *, json: bool = False, lang: str = "zh") -> int:
    """Say which rosters and rows of this casebook a result is about."""
    made = _read(key_file)
    label, lines = read_result(result)
    if label.key != key_print(made):
        raise CasebookError("link_wrong_key", path=result, mark=label.key, got=key_print(made))
    book = connect.open_casebook(where)
    named = sorted({*label.sources, *(str(line[f"source_{side}"]) for line in lines for side in "ab")})
    known: dict[int, Owner] = {}
    with book.read() as conn:
        for source in named:
            known |= owners(conn, made, source)
    pairs = list(_pairs(lines, known))
    compared = _compared(label, known)
    if json:
        show_json({"casebook": book.path, "compared": compared, "pairs": pairs})
    elif not pairs:
        show(say(f"command.link.{'absent' if compared is False else 'nothing'}", lang, path=result))
    else:
        for pair in pairs:
            show(*_said(pair, lang))
        tell(say("command.link.resolve_next", lang))
    return 2 if compared is False else 0


def _compared(label: ExportLabel, known: Mapping[int, Owner]) -> bool | None:
    """Whether a roster of this casebook was among those that were compared; None where the result does not say."""
    mine = {f"{print_:x}" for print_, owner in known.items() if not owner.row}
    return not mine.isdisjoint(label.rosters.split()) if label.rosters else None


def _pairs(lines: Sequence[Mapping[str, Any]], known: Mapping[int, Owner]) -> Sequence[Document]:
    """Pairs of rosters of which one (or both) is of this casebook, as it sees them, the altered ones first."""
    found: list[Document] = []

    def pair(line: Mapping[str, Any]) -> tuple[int, int, str]:
        return line["dossier_a"], line["dossier_b"], line["told"]

    for _, group in groupby(sorted(lines, key=pair), pair):
        rows = list(group)
        for here, there in (("a", "b"), ("b", "a")):
            mine = known.get(rows[0][f"dossier_{here}"])
            if mine is not None:
                found.append(_pair(rows, known, mine, here, there))
    return sorted(found, key=lambda p: (p["kind"] == "same", -p["people"], p["dossier"]))


def _pair(
    rows: Sequence[Mapping[str, Any]], known: Mapping[int, Owner], mine: Owner, here: str, there: str
) -> Document:
    first = rows[0]
    other = known.get(first[f"dossier_{there}"])
    turned = {"dates_before": "dates_after", "dates_after": "dates_before"}
    dates = first["dates"] if here == "a" else turned.get(first["dates"], first["dates"])
    found = {known[row[f"person_{here}"]].row for row in rows if row[f"person_{here}"] in known}
    return {
        "round": mine.round,
        "dossier": mine.dossier,
        "code": _code(first[f"dossier_{here}"]),
        "kind": first["told"],
        "people": first["people"],
        "expected": first["expected"],
        "dates": dates,
        "same_order": first["same_order"],
        "source": first[f"source_{there}"],
        "other": _code(first[f"dossier_{there}"]),
        "other_dossier": None if other is None else other.dossier,
        "rows": sorted(found),
    }


def _said(pair: Document, lang: str) -> list[str]:
    kind = pair["kind"]
    facts = {name: pair[name] for name in ("round", "dossier", "code", "people", "source")}
    facts["other"] = pair["other_dossier"] or pair["other"]
    rows = " ".join(pair["rows"][:_SHOWN]) + (" …" if len(pair["rows"]) > _SHOWN else "")
    words = {
        "dates": say(f"finding.term.{pair['dates']}", lang),
        "order": say(f"finding.term.{'same' if pair['same_order'] else 'no'}_order", lang),
    }
    if kind == "same":
        return [say("command.link.same", lang, **facts, rows=rows, **words)]
    words |= {"kind": say(f"finding.term.{kind}", lang), "expected": f"{max(pair['expected'], 0.001):.2g}"}
    return [say("command.link.altered", lang, **facts, rows=rows, **words)]


def _code(print_: int) -> str:
    """A print as people read it to each other over the telephone."""
    return f"{print_ & (1 << 64) - 1:016x}"[:8]


def _file_name(text: str) -> str:
    return "".join(c if c.isalnum() or c in "-_" else "-" for c in text)[:60] or "export"
