"""Expressions that are compiled when they are used: all of them can be, and then they cost nothing more."""

from __future__ import annotations

import importlib
import pkgutil
import re
from typing import Any

import pytest

import verify
from verify.text.patterns import when_used


def expressions() -> list[tuple[str, Any]]:
    found = []
    for module in pkgutil.walk_packages(verify.__path__, "verify."):
        held = vars(importlib.import_module(module.name))
        found += [(f"{module.name}.{name}", value) for name, value in held.items() if type(value) is LATER]
    return found


LATER: type = type(when_used("a"))


def test_every_expression_can_be_compiled() -> None:
    found = expressions()
    assert len(found) > 100
    for name, value in found:
        assert re.compile(value.pattern, value.flags & ~re.UNICODE), name


def test_it_does_what_a_compiled_one_does() -> None:
    late, text = when_used(r"(?P<day>\d+)\s*日", re.IGNORECASE), "3 日和12日"
    now = re.compile(r"(?P<day>\d+)\s*日", re.IGNORECASE)
    assert late.findall(text) == now.findall(text) == ["3", "12"]
    assert late.sub("x", text) == now.sub("x", text)
    assert (late.pattern, late.flags, late.groups) == (now.pattern, now.flags, now.groups)
    assert late.search is late.search  # the compiled one's own from the first use on


def test_a_fault_shows_when_it_is_used() -> None:
    with pytest.raises(re.error):
        when_used("(").match("")
