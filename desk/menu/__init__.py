"""What each command takes, and which function of desk/commands/ does it: a file per family.

The commands are imported here inside functions, and nowhere else: ``hefang --help`` must not load pandas, and workers
can read rosters while a command loads what it needs.
"""
