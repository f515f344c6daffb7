"""Run every benchmark: ``make benchmark``. Each prints ratios measured in one run, or counts."""

from __future__ import annotations

from benchmarks import call_desk, credibility, frontdoor, intake, linkage, papers, sampling
from benchmarks.scoring import honesty

for part in (intake, frontdoor, honesty, sampling, linkage, papers, call_desk, credibility):
    print(f"\n== {part.__name__.split('.')[-1]}\n")
    part.main()
