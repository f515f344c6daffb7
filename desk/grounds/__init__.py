"""What stands against a dossier as a whole, gathered from the casebook before it is judged."""
