"""Run every benchmark: ``make benchmark``. Each prints ratios measured in one run, or counts."""

from __future__ import annotations

from benchmarks import call_desk, credibility, frontdoor, intake, linkage, papers, pdf, sampling
from benchmarks.scoring import honesty

# Credibility is last: it takes longest.
for part in (intake, pdf, frontdoor, honesty, sampling, linkage, papers, call_desk, credibility):
    print(f"\n== {part.__name__.split('.')[-1]}\n")
    part.main()
