"""One check: declared in one place, run over a whole batch, said in the reader's language.

A check is a function ``(batch, settings) -> Found`` with a decorator that holds its severity, clause,
wording and running example. Its docstring is its page of the catalogue, an English line and a Chinese
line for each of: what it is, innocent causes, what clears it.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd

from phrases import has, say
from phrases.places import page_of, placed
from verify.found import Found, ids_of, nothing
from verify.intake.grid import UNREAD, UNREAD_ROWS, column_letters, rows_in
from verify.model import FAIL, LACKS, NOTE, SEVERITIES, WARN, Batch, CheckResult, Finding
from verify.settings import Settings
from verify.terms import COLUMNS, THINGS

__all__ = ["COLUMNS", "FAIL", "NOTE", "THINGS", "WARN", "Check", "CheckPage", "check", "materialise"]

# Columns of CheckResult.hits that are no facts.
_FRAME = ("dossier", "severity", "clause", "row", "more", "field")


@dataclass(frozen=True, slots=True)
class CheckPage:
    """The catalogue page of a check in one language."""

    what: str
    innocent: str
    clear: str


ASKED = "asked:"  # what a check needs: not the item itself, but a register that has a column for it


@dataclass(frozen=True, slots=True)
class Check:
    """A check and everything that is said of it. ``code`` is the short form, e.g. CT04."""

    name: str
    severity: str
    clause: str
    needs: tuple[str, ...]
    title: tuple[str, str]  # two to ten words, zh and en, for tables
    zh: str
    en: str
    example: str
    function: Callable[[Batch, Settings], Found]

    @property
    def code(self) -> str:
        """CT04 of CT04_number_not_yet_issued."""
        return self.name.split("_", 1)[0]

    def page(self, lang: str = "zh") -> CheckPage:
        """Return the catalogue page, read from the function's docstring."""
        return _pages(self.function.__doc__ or "")[lang]

    def run(self, batch: Batch, settings: Settings) -> CheckResult:
        """Run over all dossiers that have what the check needs; say why for the others."""
        skipped = _skips(batch, self.needs)
        if len(skipped) == len(batch.dossiers):
            return CheckResult(self.code, nothing("severity", "clause"), {}, skipped)
        found = self.function(batch, settings)
        hits = found.hits
        if skipped and len(hits):
            hits = hits[~hits["dossier"].isin(skipped)].reset_index(drop=True)
        if not len(hits):
            hits = nothing(*hits.columns, "severity", "clause")
        own = {"severity": self.severity, "clause": self.clause}
        if more := {name: value for name, value in own.items() if name not in hits}:
            hits = hits.assign(**more)
        examined = {d: int(found.examined.get(d, 0)) for d in ids_of(batch) if d not in skipped}
        return CheckResult(self.code, hits, examined, skipped)

    def sentence(self, finding: Finding, lang: str = "zh") -> str:
        """Return the sentence for a finding, from its facts alone."""
        words = _words(finding, lang)
        said = string.Formatter().vformat(self.en if lang == "en" else self.zh, (), words)
        return said + (say("finding.from_picture", lang) if "medium_term" in finding.facts else "")


def check(
    *,
    severity: str,
    clause: str,
    title: tuple[str, str],
    zh: str,
    en: str,
    example: str,
    needs: str | Sequence[str] = (),
) -> Callable[[Callable[[Batch, Settings], Found]], Check]:
    """Make a Check of a function; what is missing or misspelt is found when the module is imported."""
    if severity not in SEVERITIES:
        raise ValueError(f"severity {severity!r}: expected one of {SEVERITIES}")
    wanted = (needs,) if isinstance(needs, str) else tuple(needs)
    unknown = (
        {need.removeprefix(ASKED) for need in wanted}
        - set(THINGS)
        - {"register", "others", "papers", "officers"}
    )
    if unknown:
        raise ValueError(f"needs {sorted(unknown)}: expected {sorted(THINGS)}")

    def make(function: Callable[[Batch, Settings], Found]) -> Check:
        return Check(function.__name__, severity, clause, wanted, title, zh, en, example, function)

    return make


def _pages(doc: str) -> dict[str, CheckPage]:
    parts: dict[str, dict[str, str]] = {"zh": {}, "en": {}}
    marks = {"Innocent causes:": ("en", "innocent"), "无辜的原因：": ("zh", "innocent")}
    marks |= {"To clear it:": ("en", "clear"), "如何澄清：": ("zh", "clear")}
    place = ("en", "what")
    for line in (line.strip() for line in doc.splitlines()):
        for mark, target in marks.items():
            if line.startswith(mark):
                place, line = target, line.removeprefix(mark).strip()
        if place[1] == "what" and line:
            place = ("zh" if line[0] > "\u2e80" else "en", "what")
        lang, part = place
        glue = "" if lang == "zh" or not parts[lang].get(part) else " "
        if line:
            parts[lang][part] = parts[lang].get(part, "") + glue + line
    return {
        lang: CheckPage(p.get("what", ""), p.get("innocent", ""), p.get("clear", ""))
        for lang, p in parts.items()
    }


# Items that the lines above a roster may give where nothing else does (verify/forms/above.py).
ABOVE = ("applicant", "agency")


def _skips(batch: Batch, needs: Iterable[str]) -> dict[str, str]:
    """Reason by dossier, ``code:thing``, for the dossiers that lack something the check needs."""
    skipped: dict[str, str] = {}
    for need in needs:
        for dossier, reason in _lacking(batch, need):
            skipped.setdefault(dossier, reason)
    return skipped


def _lacking(batch: Batch, need: str) -> Iterator[tuple[str, str]]:
    dossiers, ids = batch.dossiers, ids_of(batch)
    if need == "others":
        if len(dossiers) == 1:
            yield str(dossiers.index[0]), "one_dossier"
    elif need == "papers":
        known = set(batch.papers["dossier"])
        yield from ((dossier, "no_papers") for dossier in ids if dossier not in known)
    elif need == "officers":
        named, read = set(batch.officers["dossier"]), set(batch.papers["dossier"])
        for dossier in ids:
            if dossier not in named:
                yield dossier, "no_officers" if dossier in read else "no_papers"
    elif need.startswith(ASKED):
        item = need.removeprefix(ASKED)
        lacks = (LACKS, {"item": item}) in batch.matching.told
        if lacks:
            for dossier in dossiers.index[dossiers["declared"] & dossiers[item].isna()]:
                yield dossier, f"not_asked:{item}"
    elif need in COLUMNS:
        for dossier, columns, count in zip(ids, dossiers["columns"], dossiers["row_count"], strict=True):
            if not count:
                yield dossier, "no_rows"
            elif need not in columns:
                yield dossier, f"no_column:{need}"
    else:
        given = dossiers["declared"] if need == "register" else dossiers[need].notna()
        for dossier, declared, there in zip(ids, dossiers["declared"], given, strict=True):
            if there and need in ABOVE:  # without a register the lines above the roster may say it
                continue
            if not declared:
                yield dossier, "no_register"
            elif not there:
                why = "not_readable" if need in unread_items(batch, dossier) else "not_declared"
                yield dossier, f"{why}:{need}"


def unread_items(batch: Batch, dossier: str) -> Mapping[str, str]:
    """Return the items of its declaration that are given, but cannot be read: item -> what stands there."""
    found: object = batch.dossiers.at[dossier, "unread"] if "unread" in batch.dossiers else {}
    return found if isinstance(found, dict) else {}


def left_unread(notes: Iterable[tuple[str, str]]) -> int | None:
    """Return how many rows of a roster were seen and not read, by what intake noted: None where everything was read.

    0: some, and nobody can say how many (pages).
    """
    told = [(code, place) for code, place in notes if code in UNREAD]
    return sum(rows_in(place) for code, place in told if code in UNREAD_ROWS) if told else None


def skip_words(reason: str, lang: str = "zh") -> str:
    """Return the sentence for a skip reason such as ``no_column:contact``."""
    code, _, thing = reason.partition(":")
    return say(f"finding.skip.{code}", lang, what=say(f"finding.thing.{thing}", lang) if thing else "")


# From hits to findings that can be shown --------------------------------------------------------


def materialise(batch: Batch, result: CheckResult, clause: str) -> list[Finding]:
    """Return a result's hits as findings with row ids, physical cells and plain facts.

    ``clause``: that of the check, for hits that name none of their own.
    """
    hits = result.hits if "clause" in result.hits else result.hits.assign(clause=clause)
    if not len(hits):
        return []
    fact_names = [c for c in hits.columns if c not in _FRAME]
    lists = {c: hits[c].tolist() for c in (*_FRAME, *fact_names)}
    positions = sorted(
        {p for r, m in zip(lists["row"], lists["more"], strict=True) for p in (r, *m) if p >= 0}
    )
    known = batch.rows.loc[positions, ["row_id", "row", "segment"]]
    by_position = dict(zip(positions, zip(*(known[c].tolist() for c in known), strict=True), strict=True))
    places = _places(batch, {segment for _, _, segment in by_position.values()})
    findings = []
    for i in range(len(hits)):
        rows = tuple(p for p in (lists["row"][i], *lists["more"][i]) if p >= 0)
        seen = [by_position[p] for p in rows]
        facts = {name: plain(lists[name][i]) for name in fact_names}
        if lists["row"][i] < 0 and lists["field"][i]:  # no cell to point at: the item is a fact
            facts = {"field": lists["field"][i], **facts}
        findings.append(
            Finding(
                code=result.code,
                severity=lists["severity"][i],
                clause=lists["clause"][i],
                dossier=lists["dossier"][i],
                rows=tuple(s[0] for s in seen),
                cells=tuple(_cell(places[s[2]], lists["field"][i], s[1]) for s in seen),
                shown=tuple(int(s[1]) for s in seen),
                facts={k: v for k, v in facts.items() if v is not None},
            )
        )
    return findings


def plain(value: Any) -> Any:
    """Return a fact as something JSON knows: text, number, bool, list or None."""
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    if value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and np.isnan(value)):
        return None
    if isinstance(value, (pd.Timestamp, datetime, date)):
        return value.isoformat()[:10]
    return value.item() if isinstance(value, np.generic) else value


def _places(batch: Batch, wanted: Iterable[int]) -> dict[int, tuple[str, dict[str, str]]]:
    """What stands before the row in a cell's address, by segment: the sheet, and the column's letter by field."""
    segments = batch.segments.loc[sorted(wanted)]
    found = zip(segments.index, *(segments[c].tolist() for c in ("sheet", "several", "columns")), strict=True)
    return {
        int(number): (f"{sheet}!" if several else "", {f: column_letters(c) for f, c in columns.items()})
        for number, sheet, several, columns in found
    }


def _cell(place: tuple[str, Mapping[str, str]], field: str, row: int) -> str:
    sheet, letters = place
    return f"{sheet}{letters.get(field, '')}{row}"


def _paper_words(item: Mapping[str, str], lang: str) -> str:
    """Say which paper says what, and where: 推荐意见表（表1!C4）168."""
    # A form whose place names a table is a document; a workbook's sheet may be called so, and its file tells.
    place = placed(item["place"], lang, item["file"].rpartition(".")[2].lower())
    if place.startswith("¶"):
        place = say("finding.paragraph", lang, number=place[1:])
    value = item["value"].replace("/", say("finding.until", lang))
    paper = say(f"finding.paper.{item['paper']}", lang)
    return say("finding.said_at" if place else "finding.said", lang, paper=paper, place=place, value=value)


def _named(room: str, code: object, lang: str) -> str:
    """The words for a code; one that was masked stays stars."""
    key = f"finding.{room}.{code}"
    return say(key, lang) if has(key) else str(code)


class _Facts(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "–"


def _words(finding: Finding, lang: str) -> _Facts:
    """Facts as words: lists joined, rows named, at most eight of them."""
    words = _Facts(finding.facts)
    comma = ", " if lang == "en" else "、"
    for key, value in finding.facts.items():
        if key == "papers":
            words[key] = say("finding.apart", lang).join(_paper_words(item, lang) for item in value)
        elif key == "field" or key.endswith("_thing"):
            words[key] = _named("thing", value, lang)
        elif isinstance(value, list):
            words[key] = comma.join(str(v) for v in value[:8]) + ("…" if len(value) > 8 else "")
        elif key.endswith("_term"):
            words[key] = _named("term", value, lang)
    shown = finding.shown
    words["row"] = comma.join(_rows(finding, 1, lang)) if shown else "–"
    words["count"] = len(shown)
    words["rows"] = comma.join(_rows(finding, 8, lang)) + ("…" if len(shown) > 8 else "")
    return words


def _rows(finding: Finding, most: int, lang: str) -> list[str]:
    """Rows as words; a PDF counts them anew on every page, which stands behind the last one of it."""
    rows = [str(row) for row in finding.shown[:most]]
    pages = [page_of(cell) for cell in finding.cells[: len(rows)]]
    pages += [""] * (len(rows) - len(pages))
    return [
        say("finding.place.row", lang, row=row, page=placed(page, lang)) if page and page != after else row
        for row, page, after in zip(rows, pages, [*pages[1:], ""], strict=False)
    ]
