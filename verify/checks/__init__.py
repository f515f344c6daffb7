"""Every check, in the order of the catalogue. To add one: write it and name it in its file's CHECKS."""

from __future__ import annotations

from verify.check import Check
from verify.checks import (
    altered,
    contact,
    count,
    declared,
    duplicate,
    employer,
    mode,
    name,
    number,
    papers,
    period,
    remarked,
    roster,
    surveyed,
)

_FAMILIES = ("RS", "NM", "CT", "MD", "DT", "EM", "DU", "DC")

ALL: tuple[Check, ...] = tuple(
    sorted(
        (
            *roster.CHECKS,
            *count.CHECKS,
            *remarked.CHECKS,
            *name.CHECKS,
            *contact.CHECKS,
            *number.CHECKS,
            *mode.CHECKS,
            *surveyed.CHECKS,
            *period.CHECKS,
            *employer.CHECKS,
            *duplicate.CHECKS,
            *altered.CHECKS,
            *declared.CHECKS,
            *papers.CHECKS,
        ),
        key=lambda check: (_FAMILIES.index(check.code[:2]), check.code),
    )
)
BY_CODE: dict[str, Check] = {check.code: check for check in ALL}
