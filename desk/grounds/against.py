"""What stands against dossiers beside the calls: findings of the sealed reviews, visits, one roster under two numbers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from casebook import judging
from casebook.filed import visits
from casebook.filed.came_back import Others, Shared, applying_twice, came_back, joined, one_roster
from casebook.judging import Decision
from casebook.sealing import StoredSeal
from desk.console import Document
from sampling import rounds, verdicts
from sampling.heard_before import heard_before, holds_back
from sampling.rounds import CalledDossier


@dataclass(frozen=True, slots=True)
class Beside:
    """Which dossiers of a round belong together, and the people whom they share."""

    company: Others  # dossier -> others that bear the same company's name
    roster: Others  # dossier -> others that are one roster with it, while no papers name two companies
    shared: Shared

    @property
    def others(self) -> Others:
        """Dossier -> everything that stands beside it."""
        return joined(self.company, self.roster)


def beside(conn: Connection, round_name: str) -> Beside:
    """Read which dossiers of a round belong together."""
    company, roster = applying_twice(conn, round_name), one_roster(conn, round_name)
    return Beside(company, roster, came_back(conn, round_name, joined(company, roster)))


def heard(
    known: Beside,
    called: Sequence[CalledDossier],
    gone: Sequence[CalledDossier],
    labels: Mapping[str, str],
    sizes: Mapping[str, int],
) -> dict[str, list[Document]]:
    """Dossier -> what is on file of its people under another number of the round; nothing where that is nothing."""
    drawn = {item.sealed.id: item.rows for item in (*called, *gone)}
    out = frozenset(item.sealed.id for item in gone)
    found = {
        id: heard_before(shared, drawn, labels, out, known.roster.get(id, ()), sizes, sizes.get(id, 0))
        for id, shared in known.shared.items()
    }
    return {id: told for id, told in found.items() if told}


@dataclass(frozen=True, slots=True)
class Against:
    """What ``rounds.judge_round`` takes: dossier -> grounds as a whole, findings about rows, codes that speak against it."""

    whole: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)  # (code, clause)
    rows: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = field(default_factory=dict)  # (code, rows)
    codes: dict[str, tuple[str, ...]] = field(default_factory=dict)


def against(
    conn: Connection,
    seals: Sequence[StoredSeal],
    cleared: Collection[str],
    visited: Mapping[str, Decision],
    known: Beside,
    told: Mapping[str, Sequence[Document]],
) -> Against:
    """Gather what stands against every sealed dossier.

    ``cleared``: ``dossier:CHECK`` that a reviewer cleared; ``visited``: the last record of a visit. By the review that lay
    under the seal: whatever was filed after it changes nothing.
    """
    found = Against()
    under = {code for stored in seals for code in stored.versions}
    for stored in seals:
        for code, version in stored.versions.items():
            filed = judging.findings_of(conn, version, upto=stored.entry)
            grave = [f for f in filed if f.severity == "fail" and f"{code}:{f.code}" not in cleared]
            whole = [(f.code, f.clause) for f in grave if not f.rows]
            if code in visited and visited[code].verdict == visits.BAD:
                whole.append((verdicts.VISIT, "filling.8"))
            if holds_back(told.get(code, ())):
                whole.append((verdicts.HEARD, "filling.7"))
            if f"{code}:{verdicts.TWICE}" not in cleared:
                if not under.isdisjoint(known.company.get(code, ())):
                    whole.append((verdicts.TWICE, "notice.3"))
                elif not under.isdisjoint(known.roster.get(code, ())):
                    whole.append((verdicts.ROSTER, "notice.3"))
            found.whole[code] = tuple(dict.fromkeys(whole))
            found.rows[code] = tuple((f.code, f.rows) for f in grave if f.rows)
            chosen = judging.settings_of(conn, version, upto=stored.entry).get("against_codes")
            found.codes[code] = rounds.AGAINST if chosen is None else tuple(chosen.split())
    return found
