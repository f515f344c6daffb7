"""Run every benchmark: ``make benchmark``. Each prints ratios measured in one run, or counts."""

from __future__ import annotations

from benchmarks import credibility, frontdoor, intake, linkage, papers, pdf, sampling
from benchmarks.scoring import honesty

for part in (intake, pdf, frontdoor, honesty, sampling, linkage, papers, credibility):
    print(f"\n== {part.__name__.split('.')[-1]}\n")
    part.main()
