"""What findings, skips and the ``needs`` of checks are made of. Words: phrases/tables/finding.csv."""

from __future__ import annotations

from phrases import keys

COLUMNS = ("serial", "name", "contact", "mode", "surveyed", "employer")
# What `needs` can name: columns of the roster and items of the register.
THINGS = tuple(key.removeprefix("finding.thing.") for key in keys("finding.thing."))
