"""Registers of a project: risks, communication, good practices and key results.

They are published as text, so a row comes into a release only when a person has cleared it.
"""

from collections.abc import Callable, Mapping

import pandas as pd

from sosiaali_lib.registers import communication, key_results, practices, risks
from sosiaali_lib.tabulation import Tabulation

# Every register is the rows of the form of its name.
REGISTERS: Mapping[str, tuple[str, Callable[[pd.DataFrame], pd.DataFrame]]] = {
    module.FORM: (module.FORM, module.published)
    for module in (risks, communication, practices, key_results)
}
TABULATIONS: tuple[Tabulation, ...] = ()  # nothing here is about people

__all__ = [
    "REGISTERS",
    "TABULATIONS",
    "communication",
    "key_results",
    "practices",
    "risks",
]
