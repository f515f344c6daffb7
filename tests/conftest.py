"""What all tests share."""

from __future__ import annotations

import os
import shutil

import pytest
from hypothesis import settings

from tests import postgres

# No deadline: a machine that is busy makes no law wrong. In CI the examples are always the same ones, so that
# a run says something of the change; everywhere else they are new every time.
settings.register_profile("hefang", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("hefang")


def chromium() -> str | None:
    """Path of an installed Chromium, or None."""
    return next(
        (p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), None
    )


NEEDS = {
    "office": (lambda: shutil.which("soffice"), "LibreOffice (soffice) is not installed"),
    "pdf": (
        lambda: shutil.which("soffice") and shutil.which("pdftotext"),
        "LibreOffice (soffice) or pdftotext (poppler-utils) is not installed",
    ),
    "browser": (chromium, "Chromium is not installed"),
    "postgres": (
        postgres.available,
        f"no PostgreSQL: {postgres.ENV} names no server, and initdb is not on this machine",
    ),
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip, with the reason, what needs a program that is not on this machine."""
    for item in items:
        for mark, (found, reason) in NEEDS.items():
            if item.get_closest_marker(mark) and not found():
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say what a skip means where nothing may be skipped."""
    if os.environ.get("HEFANG_NO_SKIPS") and terminalreporter.stats.get("skipped"):
        terminalreporter.write_line("HEFANG_NO_SKIPS is set: a skipped test counts as failed here", red=True)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Under HEFANG_NO_SKIPS a skip fails the run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("HEFANG_NO_SKIPS") and reporter and reporter.stats.get("skipped") and exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
