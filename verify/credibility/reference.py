"""The dossiers that others are compared with: their vectors, where they come from, a version, a hash."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from verify.credibility.vector import COLUMNS

MINIMUM = 99  # reference dossiers below which there are ranks and no verdicts
LEARN_FROM = 8  # forged dossiers that the third arm needs
FIT, CALIBRATION, FORGED = "fit", "calibration", "forged"
SYNTHETIC, CASEBOOK = "synthetic", "casebook"
_HEAD = ("role", "origin")
# A dossier teaches when this many of its respondents gave an answer, and is forged when this share denied.
ANSWERS, DENIED = 5, 0.2


@dataclass(frozen=True, slots=True)
class Reference:
    """Vectors by vector.COLUMNS, one line per dossier. ``roles``: fit (the detectors learn from it),
    calibration (held out, gives the p-values), forged (callbacks failed). ``origins``: synthetic, casebook."""

    version: str
    roles: tuple[str, ...]
    origins: tuple[str, ...]
    vectors: np.ndarray

    @property
    def sha256(self) -> str:
        """Hash of the content, whatever the file's line ends."""
        return hashlib.sha256(text(self).encode()).hexdigest()

    @property
    def dossiers(self) -> int:
        """How many dossiers a p-value rests on."""
        return self.roles.count(CALIBRATION)

    def of(self, role: str) -> np.ndarray:
        """Return the vectors of one role."""
        return np.asarray(self.vectors[[r == role for r in self.roles]])

    def facts(self) -> dict[str, str | int]:
        """What is shown wherever a score is shown."""
        return {
            "version": self.version,
            "sha256": self.sha256,
            "dossiers": self.dossiers,
            "fitted": self.roles.count(FIT),
            "forged": self.roles.count(FORGED),
            "synthetic": self.origins.count(SYNTHETIC),
            "casebook": self.origins.count(CASEBOOK),
        }


@dataclass(frozen=True, slots=True)
class Experience:
    """What callbacks found out about one dossier: its vector, how many confirmed, how many denied."""

    vector: np.ndarray
    confirmed: int
    denied: int


def grow(reference: Reference, experiences: Sequence[Experience]) -> Reference:
    """Return a new reference with what the callbacks taught.

    Passed (nobody denied): an honest dossier more, every third for fitting, the others for calibration.
    Failed (DENIED of the answers or more): a forged one, from which the third arm learns. In between, or fewer
    than ANSWERS answers: left out. The order of the experiences does not matter.
    """
    roles, origins, vectors = list(reference.roles), list(reference.origins), [*reference.vectors]
    for item in sorted(experiences, key=lambda e: tuple(np.nan_to_num(e.vector, nan=-1.0))):
        answers = item.confirmed + item.denied
        if answers < ANSWERS or 0 < item.denied < DENIED * answers:
            continue
        passed = item.denied == 0
        digest = hashlib.sha256(np.ascontiguousarray(item.vector, dtype="<f8").tobytes()).digest()
        roles.append((FIT if digest[0] % 3 == 0 else CALIBRATION) if passed else FORGED)
        origins.append(CASEBOOK)
        vectors.append(item.vector)
    added = len(roles) - len(reference.roles)
    base, _, before = reference.version.partition("+")
    version = f"{base}+{int(before or 0) + added}" if added else reference.version
    return Reference(version, tuple(roles), tuple(origins), np.array(vectors))


def text(reference: Reference) -> str:
    """Write a reference as CSV: a line with the version, a heading, a line per dossier."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["# hefang reference", reference.version])
    writer.writerow([*_HEAD, *COLUMNS])
    for role, origin, vector in zip(reference.roles, reference.origins, reference.vectors, strict=True):
        writer.writerow([role, origin, *("" if np.isnan(v) else f"{v + 0.0:.6g}" for v in vector)])
    return out.getvalue()


def parse(content: str) -> Reference:
    """Read what ``text`` wrote. Raises ValueError when the columns are not those of this version."""
    lines = list(csv.reader(io.StringIO(content)))
    if lines[1] != [*_HEAD, *COLUMNS]:
        raise ValueError(f"reference columns: expected {[*_HEAD, *COLUMNS]}, got {lines[1]}")
    body = lines[2:]
    vectors = np.array([[float(v) if v else np.nan for v in line[2:]] for line in body])
    return Reference(
        lines[0][1],
        tuple(line[0] for line in body),
        tuple(line[1] for line in body),
        vectors.reshape(len(body), len(COLUMNS)),
    )


@cache
def shipped() -> Reference:
    """Return the synthetic reference that comes with the program."""
    return parse((files(__package__) / "data" / "reference.csv").read_text(encoding="utf-8"))
