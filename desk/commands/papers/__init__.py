"""The papers of a round: reports, letters, what comes back, the archive, agencies beside each other."""
