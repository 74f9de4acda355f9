"""The numbers that a model of waves is made of, each with its name for a reader."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from sosiaali_lib.messages import _
from sosiaali_lib.results import Estimate
from sosiaali_lib.waves.data import cell_name, label


@dataclass(frozen=True)
class CellMean:
    """Estimated mean of a wave in a group (None without groups), from `n` observations."""

    group: Hashable
    wave: Hashable
    n: int
    estimate: Estimate

    @property
    def name(self) -> str:
        """The wave, after its group where there are groups."""
        return cell_name(self.group, self.wave)


@dataclass(frozen=True)
class WaveContrast:
    """Change from an earlier to a later wave in a group; `p_holm` is adjusted in the group."""

    group: Hashable
    earlier: Hashable
    later: Hashable
    estimate: Estimate
    p: float
    p_holm: float

    @property
    def name(self) -> str:
        """The change in words."""
        waves = {"earlier": label(self.earlier), "later": label(self.later)}
        if self.group is None:
            return _("Change from {earlier} to {later}").format(**waves)
        text = _("{group}: change from {earlier} to {later}")
        return text.format(group=label(self.group), **waves)


@dataclass(frozen=True)
class FixedEffect:
    """A coefficient: the intercept (neither group nor wave), a wave, a group, or both at once."""

    group: Hashable
    wave: Hashable
    estimate: Estimate
    df: int
    p: float

    @property
    def name(self) -> str:
        """What the coefficient belongs to."""
        if self.group is None:
            return _("Intercept") if self.wave is None else label(self.wave)
        if self.wave is None:
            return label(self.group)
        return _("{group} × {wave}").format(group=label(self.group), wave=label(self.wave))


@dataclass(frozen=True)
class WaldTest:
    """Wald F test of `term`: "wave", "group" or "interaction" (wave × group)."""

    term: str
    f: float
    p: float
    df1: int
    df2: int

    @property
    def name(self) -> str:
        """The term and the name of the test."""
        names = {
            "wave": _("wave (Wald F test)"),
            "group": _("group (Wald F test)"),
            "interaction": _("wave × group (Wald F test)"),
        }
        return names[self.term]
