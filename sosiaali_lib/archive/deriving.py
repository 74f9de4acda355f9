"""How calculated values were made: the rule of each scale, from the file of its instrument."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from sosiaali_lib import instruments
from sosiaali_lib.archive.model import in_each
from sosiaali_lib.instrument_rule import rule
from sosiaali_lib.instruments import Instrument
from sosiaali_lib.instruments.model import Scale


def scale_rule(instrument: Instrument, scale: Scale) -> dict[str, str]:
    """Give the rule of a scale in each language."""
    return in_each(lambda: rule(instrument, scale))


def change_rule(table: pd.DataFrame) -> dict[str, str]:
    """Give the rules of all scales whose changes a table tells, in each language."""
    known = set(instruments.available())
    used = [
        (instruments.load(str(name)), set(rows["osa"]))
        for name, rows in table.groupby("mittari")
        if name in known
    ]
    return in_each(lambda: " ".join(_rules(used)))


def _rules(used: Sequence[tuple[Instrument, set[str]]]) -> list[str]:
    return [
        f"{known.name}: {rule(known, scale)}"
        for known, parts in used
        for scale in known.scales
        if scale.id in parts
    ]
