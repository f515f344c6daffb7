"""What the second ear finds, enumerated: ``python -m benchmarks.second_ear``. No time is measured, no number simulated.

For numbers of people that a caller reached: how many are asked at first, how many in all after a single "nobody called
me", the chance to name a caller who invented three outcomes in ten, and one who invented none; and the least number of
invented outcomes that is found four times in five.
"""

from __future__ import annotations

from fractions import Fraction

from sampling.again.choice import size_of
from sampling.again.power import ALARM, FOUND, enough, invented_of, least_seen, named

REACHED = (10, 20, 30, 40, 60, 80, 100, 150)
FORGET = (Fraction(1, 50), Fraction(1, 20))


def main() -> None:
    """Print the table."""
    print(f"wanted: found >= {float(FOUND):.0%}, false alarms <= {float(ALARM):.0%}")
    print("forget  reached  first  in all  invented  found  false alarm  seen from")
    for forget in FORGET:
        for reached in REACHED:
            first = size_of(reached, "10%", 3)
            total, allowed = enough(reached, first, forget)
            cold = invented_of(reached)
            found, false = (float(named(reached, k, first, total, forget)) for k in (cold, 0))
            seen = least_seen(reached, first, total, forget)
            print(
                f"{float(forget):6.0%} {reached:8} {first:6} {total:7} {cold:9} {found:6.1%} {false:12.2%} "
                f"{'-' if seen is None else seen:>10}{'' if allowed else '  too few'}"
            )


if __name__ == "__main__":
    main()
