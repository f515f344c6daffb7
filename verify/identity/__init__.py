"""Whose roster is this: from the files to the entries of the register (申报登记表)."""
