"""What the casebook's commands print, as lines of text, zh and en."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from casebook.check import Fault
from casebook.filed.altered import SAME, Pair
from casebook.filed.came_back import Shared, people
from casebook.filed.dossiers import WITHDRAWN, Filed
from casebook.journal import JournalEntry
from casebook.outcomes import Imported
from casebook.purge import Purged
from casebook.standing import Overview
from phrases import has, say
from sampling.model import Callee

_FEW = 3  # rows of a returned list that are refused for one reason and are named


def filed_lines(filed: Sequence[Filed], lang: str) -> list[str]:
    """Return what became of what was added."""
    lines = []
    for item in filed:
        facts = {"id": item.dossier, "rows": item.rows, "version": item.version, "before": item.before}
        other = "_other" if item.status == WITHDRAWN and not item.version else ""
        lines.append(say(f"casebook.filed_{item.status}{other}", lang, **facts))
        if item.same_rows:
            lines.append(say("casebook.same_rows", lang))
        if item.reused:
            link = next(link for link in item.links if not link.same_applicant and not link.drawn_out)
            kinds = say("paper.comma", lang).join(
                say(f"casebook.{kind}", lang, count=count) for kind, count in item.reused.items()
            )
            if item.read_alike:
                kinds += say("casebook.read_alike", lang, count=item.read_alike)
            total = sum(item.reused.values())
            facts = {"row": item.row_ids[link.at], "round": link.round, "other": link.row_id}
            lines.append(say("casebook.reused", lang, count=total, kinds=kinds, **facts))
        for echo in item.altered:
            facts = {"round": echo.round, "other": echo.dossier, "people": echo.people}
            key = "casebook.repeated" if echo.kind == SAME else "casebook.altered"
            lines.append(
                say(
                    key, lang, **facts, expected=f"{max(echo.expected, 0.001):.2g}",
                    kind=_kind(echo.kind, lang), dates=say(f"finding.term.{echo.dates}", lang),
                    order=say(f"finding.term.{'same' if echo.in_order else 'no'}_order", lang),
                    row=echo.rows[0][0], there=echo.rows[0][1],
                )
            )  # fmt: skip
        lines += [
            say("casebook.called_before", lang, count=count, other=other)
            for other, count in item.called_before.items()
        ]
        own = [link for link in item.links if link.same_applicant and not link.drawn_out]
        if own:
            known = {"round": own[0].round, "other": own[0].dossier}
            lines.append(say("casebook.own_again", lang, count=len({link.at for link in own}), **known))
    changed = sum(item.status in ("changed", "beside", "checked") for item in filed)
    new = sum(item.status == "new" for item in filed)
    return [*lines, say("casebook.sum_add", lang, new=new, changed=changed, known=len(filed) - new - changed)]


def twice_lines(
    twice: Mapping[str, Sequence[str]], roster: Mapping[str, Sequence[str]], shared: Shared, lang: str
) -> list[str]:
    """Return which companies apply under two numbers, and which dossiers hold people of another one that counts or was
    drawn: of a pair it is said once.

    ``roster``: dossier -> others that are one roster with it, while nothing names two companies.
    """
    groups = dict.fromkeys(tuple(sorted((id, *others))) for id, others in twice.items())
    lines = [say("casebook.twice", lang, ids=" ".join(group), count=len(group)) for group in groups]
    told = set()
    for id, others in shared.items():
        for other, pairs in others.items():
            if pairs and (other, id) not in told:
                told.add((id, other))
                key = (
                    "twice" if other in twice.get(id, ()) else "roster" if other in roster.get(id, ()) else ""
                )
                key = f"casebook.came_back_{key}".rstrip("_")
                lines.append(say(key, lang, id=id, count=people(pairs), other=other))
    return lines


def pair_lines(pairs: Iterable[Pair], lang: str) -> list[str]:
    """Return which rosters share people with others beyond chance, or (of other rounds) beyond customers of two."""
    lines = []
    for pair in pairs:
        key = "casebook.repeated_pair" if pair.kind == SAME else "casebook.altered_pair"
        facts = {"id": pair.dossier, "round": pair.round, "other": pair.other, "people": pair.people}
        expected = f"{max(pair.expected, 0.001):.2g}"
        lines.append(say(key, lang, **facts, kind=_kind(pair.kind, lang), expected=expected))
    return lines


def _kind(kind: str, lang: str) -> str:
    return "" if kind == SAME else say(f"finding.term.{kind}", lang)


def status_notes(state: Overview, calls: Mapping[str, Mapping[str, Any]], lang: str) -> list[str]:
    """Return what stands under the table of status: what is odd about single dossiers, and the journal."""
    lines = []
    for item in state.dossiers:
        if item.sealed and item.version < item.versions:
            lines.append(say("casebook.beside", lang, id=item.id, count=item.versions - item.version))
        if rows := calls.get(item.id, {}).get("contradicting"):
            lines.append(say("casebook.clash", lang, rows=" ".join(rows)))
    # Of a roster that came back under another number it is said once, and not that it is another company's.
    back = state.came_back
    lines += pair_lines((p for p in state.altered if p.other not in back.get(p.dossier, {})), lang)
    lines += twice_lines(state.twice, state.roster, state.came_back, lang)
    for gone in state.withdrawn:
        facts = {
            "id": gone.dossier,
            "reason": gone.reason,
            "by": gone.by,
            "at": gone.at[:16].replace("T", " "),
        }
        lines.append(say("casebook.withdrawn_line", lang, **facts))
    purged = sum(item.purged for item in state.dossiers)
    if purged:
        lines.append(say("casebook.purged", lang, count=purged))
    if state.purge_unfinished:
        lines.append(say("casebook.unfinished", lang))
    return [*lines, say("casebook.journal", lang, entries=state.journal_entries, hash=state.journal_hash)]


def journal_lines(entries: Iterable[JournalEntry], lang: str) -> list[str]:
    """Return the journal, one entry a line: who did what and when. It holds no name of a respondent."""
    lines = []
    for entry in entries:
        key = f"casebook.entry_{entry.what}"
        what = say(key, lang) if has(key) else entry.what
        facts = json.dumps(_told(entry.what, entry.content), ensure_ascii=False)
        at = entry.at[:16].replace("T", " ")
        lines.append(say("casebook.entry", lang, id=entry.id, at=at, who=entry.who, what=what, facts=facts))
    return lines


def _told(what: str, facts: Mapping[str, Any]) -> Any:
    """What of an entry's facts is worth a line: long lists as their length, hashes by their first digits."""
    if what == "add":
        return len(facts["dossiers"])
    if what == "judge":
        return len(facts["proposed"])
    return {k: v[:16] if isinstance(v, str) and len(v) == 64 else v for k, v in facts.items()}


def fault_lines(faults: Sequence[Fault], lang: str) -> list[str]:
    """Return what ``status --check`` found."""
    if not faults:
        return [say("casebook.clean", lang)]
    return [
        say(
            "casebook.fault", lang,
            what=say(f"casebook.fault_{f.code}", lang, table=f.table, which=f.which, detail=f.detail or "-"),
        )
        for f in faults
    ]  # fmt: skip


def import_document(
    file: str,
    done: Imported,
    refused: Sequence[Any],
    lang: str,
    mask: Callable[[str], str],
    told: Sequence[Any] = (),
    missing: Sequence[Callee] = (),
    withdrawn: Collection[str] = (),
) -> dict[str, Any]:
    """Return what a call list brought, as JSON values.

    ``refused``, ``told``: line, name, row, code and reason(lang) of each; ``missing``: people who were on the list and
    are not in the file; ``withdrawn``: dossiers that left the round while their lists were out.
    """
    gone = Counter(got.row.rpartition("#")[0] for got in done.new)
    return {
        "file": file,
        "new": len(done.new),
        "unchanged": done.unchanged,
        "remarks": done.remarks,
        "withdrawn": {id: gone[id] for id in sorted(withdrawn) if gone[id]},
        "contradicting": [
            {
                "row": got.row,
                "number": got.number,
                "stored": stored.code,
                "stored_by": stored.caller,
                "got": got.code,
                "got_by": got.caller,
            }
            for got, stored in done.clashes
        ],
        **rows_document(refused, told, missing, lang, mask),
    }


def rows_document(
    refused: Sequence[Any],
    told: Sequence[Any],
    missing: Sequence[Callee],
    lang: str,
    mask: Callable[[str], str],
) -> dict[str, Any]:
    """Return what is to be said of rows of a list, as JSON values."""
    return {
        "refused": [_row_said(item, lang, mask) for item in refused],
        "told": [_row_said(item, lang, mask) for item in told],
        "missing": [{"row": person.row, "name": mask(person.name)} for person in missing],
    }


def _row_said(item: Any, lang: str, mask: Callable[[str], str]) -> dict[str, Any]:
    name = mask(item.name) if item.name else ""
    return {"line": item.line, "name": name, "row": item.row, "code": item.code, "reason": item.reason(lang)}


def import_lines(item: Mapping[str, Any], lang: str) -> list[str]:
    """Return what a call list brought, as lines."""
    counts = {"clashes": len(item["contradicting"]), "refused": len(item["refused"])}
    lines = [say("casebook.imported", lang, **{**item, **counts})]
    lines += [say("casebook.clash_line", lang, **clash) for clash in item["contradicting"]]
    gone = item.get("withdrawn", {})
    lines += [say("casebook.import_withdrawn", lang, id=id, count=count) for id, count in gone.items()]
    return [*lines, *row_lines(item, lang)]


def row_lines(item: Mapping[str, Any], lang: str) -> list[str]:
    """Return what is to be said of rows of a list: refused, taken with a word, missing."""
    lines = [*_alike("refused", item["refused"], lang), *_alike("told", item.get("told", ()), lang)]
    if missing := item.get("missing", ()):
        named = say("casebook.missing_join", lang).join(f"{r['name']} {r['row']}" for r in missing)
        lines.append(say("casebook.missing_line", lang, count=len(missing), rows=named))
    return lines


def _alike(what: str, rows: Sequence[Mapping[str, Any]], lang: str) -> Iterator[str]:
    """Yield a line for every row; of many for one reason the first, and how many more there are."""
    by_reason: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        by_reason.setdefault(row["reason"], []).append(row)
    for why, same in by_reason.items():
        shown = same if len(same) <= 2 * _FEW else same[:_FEW]
        yield from (say(f"casebook.{what}_line", lang, why=why, **row) for row in shown)
        if rest := [row["line"] for row in same[len(shown) :]]:
            facts = {"count": len(rest), "first": rest[0], "last": rest[-1]}
            yield say(f"casebook.{what}_rest", lang, **facts)


def purge_lines(
    done: Purged, lang: str, *, is_file: bool, outside: Mapping[str, bool] | None = None
) -> list[str]:
    """Return what was purged, and what was not. ``outside``: files with names that were exported; True: still there."""
    left = [say("casebook.purge_left", lang, path=p) for p, there in (outside or {}).items() if there]
    away = [say("casebook.purge_away", lang, path=p) for p, there in (outside or {}).items() if not there]
    if not done.rosters:
        return [say("casebook.purge_none", lang), *left]
    return [
        say("casebook.purge_done", lang, rosters=len(done.rosters), people=done.people),
        say("casebook.purge_files", lang),
        *left,
        *away,
        *([] if is_file else [say("casebook.purge_server", lang)]),
    ]
