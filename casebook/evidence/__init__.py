"""Files that speak for people whom no call reached: filed, kept encrypted beside the casebook, checked, purged."""
