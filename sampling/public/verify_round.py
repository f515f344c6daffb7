"""Placeholder until the program is written from docs/recheck.md."""
