"""How often an honest agency is named, and a forging one: ``python -m benchmarks.agencies [ROUNDS]``."""
