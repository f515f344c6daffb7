"""What stands against dossiers beside the calls: findings of the sealed reviews, visits, one roster under two numbers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from casebook import judging
from casebook.filed import visits
from casebook.filed.came_back import Others, Shared, applying_twice, came_back, joined, left_by, one_roster
from casebook.filed.reuse import Reuse, reused
from casebook.judging import Decision
from casebook.sealing import StoredSeal
from desk.console import Document
from sampling import verdicts
from sampling.called import CalledDossier
from sampling.documents import AGAINST
from sampling.heard_before import heard_before, holds_back
from verify.settings import Settings

_DEFAULT = Settings()
_MOST = 3  # rosters of earlier rounds that are named


@dataclass(frozen=True, slots=True)
class Beside:
    """Which dossiers of a round belong together, and the people whom they share."""

    company: Others  # dossier -> others that bear the same company's name
    roster: Others  # dossier -> others that are one roster with it, while no papers name two companies
    shared: Shared
    earlier: dict[str, tuple[Reuse, ...]] = field(
        default_factory=dict
    )  # who stands in rosters of earlier rounds
    left: Others = field(default_factory=dict)  # dossier -> those of its company that left after their draw
    unknown: Others = field(default_factory=dict)  # dossier -> those that left, and may be of its company

    @property
    def others(self) -> Others:
        """Dossier -> everything that stands beside it."""
        return joined(self.company, self.roster)


def beside(conn: Connection, round_name: str, seals: Sequence[StoredSeal] = ()) -> Beside:
    """Read which dossiers of a round belong together. ``seals``: for whose rosters earlier rounds are looked at."""
    company, roster = applying_twice(conn, round_name), one_roster(conn, round_name)
    under = {version: code for stored in seals for code, version in stored.versions.items()}
    shared = came_back(conn, round_name, joined(company, roster))
    earlier = reused(conn, round_name, under) if under else {}
    return Beside(company, roster, shared, earlier, *left_by(conn, round_name))


def reuse_told(
    known: Beside, rows: Mapping[str, int], settings: Mapping[str, Mapping[str, object]]
) -> dict[str, list[Document]]:
    """Dossier -> what is to be known of people who stand in another company's roster of an earlier round: as a rule only
    where they are more than customers who may be shared (settings ``shared_customers``); beside it, in how many of its
    people its own earlier roster has. Nothing where there is no such overlap."""
    found = {}
    for id, several in known.earlier.items():
        chosen = settings.get(id, {})
        few = int(str(chosen.get("shared_customers", _DEFAULT.shared_customers)))
        share = int(str(chosen.get("shared_customers_percent", _DEFAULT.shared_customers_percent)))
        others = [item for item in several if not item.own and item.people > max(few, rows[id] * share / 100)]
        if others:
            found[id] = [
                {"round": item.round, "dossier": item.dossier, "people": item.people, "kind": _kind(item)}
                for item in (*others[:_MOST], *[item for item in several if item.own][:1])
            ]
    return found


def _kind(item: Reuse) -> str:
    return "own" if item.own else "others" if item.known else "unknown"


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
        id: heard_before(
            shared,
            drawn,
            labels,
            out,
            known.roster.get(id, ()),
            known.left.get(id, ()),
            known.unknown.get(id, ()),
            sizes,
            sizes.get(id, 0),
        )
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
    again: Mapping[str, Sequence[Document]],
    limits: Mapping[str, int],
) -> Against:
    """Gather what stands against every sealed dossier.

    ``cleared``: ``dossier:CHECK`` that a reviewer cleared; ``visited``: the last record of a visit; ``told``: what was
    heard under other numbers; ``again``: ``reuse_told``; ``limits``: dossier -> people from which on it is not authentic. By
    the review that lay under the seal: whatever was filed after it changes nothing.
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
            apart = f"{code}:{verdicts.TWICE}" in cleared  # a reviewer found that these are two companies
            # What was denied of another company's survey says nothing about this one's.
            if holds_back(
                [item for item in told.get(code, ()) if not (apart and item["kind"] in verdicts.BESIDE)]
            ):
                whole.append((verdicts.HEARD, "filling.7"))
            if not apart:
                if not under.isdisjoint(known.company.get(code, ())):
                    whole.append((verdicts.TWICE, "notice.3"))
                elif not under.isdisjoint(known.roster.get(code, ())):
                    whole.append((verdicts.ROSTER, "notice.3"))
            reuse = [item["people"] for item in again.get(code, ()) if item["kind"] != "own"]
            if max(reuse, default=0) >= limits[code] and f"{code}:{verdicts.REUSED}" not in cleared:
                whole.append((verdicts.REUSED, "roster.4"))
            found.whole[code] = tuple(dict.fromkeys(whole))
            found.rows[code] = tuple((f.code, f.rows) for f in grave if f.rows)
            chosen = judging.settings_of(conn, version, upto=stored.entry).get("against_codes")
            found.codes[code] = AGAINST if chosen is None else tuple(chosen.split())
    return found
