"""Which hefang this is."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def tool_version() -> str:
    """Return the version of the installed distribution; of the checkout when it is not installed."""
    try:
        return version("hefang")
    except PackageNotFoundError:
        return "0.1.0+checkout"
