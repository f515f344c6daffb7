"""Whether what many dossiers of one survey agency show together is more than any of them shows alone."""
