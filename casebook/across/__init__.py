"""Beyond one casebook: keyed prints of people handed to others, compared without a name or a number, and resolved at home."""
