"""The components of a dossier's vector, in their order; loads none of what measures them."""

from __future__ import annotations

# Components, by what they catch. Diffuse: every row is a little odd. Sparse: a few rows are very odd.
DIFFUSE = (
    "SG02.chain",
    "SG02.digits",
    "SG03.even",
    "SG05.given",
    "SG05.stock",
    "SG07.cards",
    "SG08.impossible",
)
SPARSE = ("SG01.near", "SG01.copies", "SG02.window", "SG03.stretch", "SG04.twins", "SG05.stretch")
# Typed digits seen in two ways, each with an exact null, in any honest roster. Whoever fills a roster at a desk types
# numbers, whatever else he does, so the diffuse arm looks at the two together besides.
TYPED = ("SG02.chain", "SG02.window")
# Measured and shown, but of no weight: in the benchmark the score does no worse without it. The arm that learns
# from callbacks sees it, so that it can earn a place.
CONTEXT = ("SG06.turn",)
COLUMNS = (*DIFFUSE, *SPARSE, *CONTEXT)
