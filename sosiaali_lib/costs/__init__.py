"""Service paths with their costs, and when a way of working pays for itself."""

from sosiaali_lib.costs.assumption import Assumption
from sosiaali_lib.costs.calculation import Assumptions, assumptions
from sosiaali_lib.costs.draws import Simulation, simulation
from sosiaali_lib.costs.faults import CostError
from sosiaali_lib.costs.lahti_2017 import lahti
from sosiaali_lib.costs.one_way import Sensitivity, sensitivity
from sosiaali_lib.costs.path import Path
from sosiaali_lib.costs.path_totals import Paths, paths
from sosiaali_lib.costs.pays_off import BreakEven, break_even
from sosiaali_lib.costs.registers import REGISTERS, published_assumptions, published_paths
from sosiaali_lib.costs.step import Step

__all__ = [
    "REGISTERS",
    "Assumption",
    "Assumptions",
    "BreakEven",
    "CostError",
    "Path",
    "Paths",
    "Sensitivity",
    "Simulation",
    "Step",
    "assumptions",
    "break_even",
    "lahti",
    "paths",
    "published_assumptions",
    "published_paths",
    "sensitivity",
    "simulation",
]
