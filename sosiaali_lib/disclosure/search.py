"""From a system to a safe pattern: a heuristic first, the proved optimum where that is fast."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sosiaali_lib.disclosure.greedy import settle
from sosiaali_lib.disclosure.optimum import cheapest
from sosiaali_lib.disclosure.witness import Witnesses

if TYPE_CHECKING:
    from sosiaali_lib.disclosure.cells import Mask
    from sosiaali_lib.disclosure.demands import System


def pattern(system: System, *, quick: bool = False) -> Mask:
    """Give the figures to hide; each has a witness checked in whole numbers.

    `quick` takes what the heuristic finds, without the search for a cheaper pattern.

    Raises
    ------
    ProtectionError
        If a figure that must be hidden could be computed whatever else is hidden.
    """
    witnesses = Witnesses(system)
    good = settle(witnesses, system.target)
    better = good if quick else cheapest(witnesses, good)
    if better is good:
        return good
    better = settle(witnesses, better)
    return better if system.price(better) < system.price(good) else good
