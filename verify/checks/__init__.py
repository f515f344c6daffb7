"""Every check, in the order of the catalogue. To add one: write it and name it in its file's CHECKS."""

from __future__ import annotations

from verify.check import Check
from verify.checks import contact, declared, duplicate, employer, mode, name, roster, surveyed

ALL: tuple[Check, ...] = (
    *roster.CHECKS,
    *name.CHECKS,
    *contact.CHECKS,
    *mode.CHECKS,
    *surveyed.CHECKS,
    *employer.CHECKS,
    *duplicate.CHECKS,
    *declared.CHECKS,
)
BY_CODE: dict[str, Check] = {check.code: check for check in ALL}
