"""The papers of a round: reports, letters to companies, what came back, the archive."""
