"""Signs that an item of a scale was not reversed, or reversed twice: told, never acted on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from sosiaali_lib.formatting import listed, number
from sosiaali_lib.messages import _
from sosiaali_lib.reliability.items import LEAST, Missing, People, checked, correlations
from sosiaali_lib.results import Result

COMPONENT_N = 50  # people; below this the sign of a component is too uncertain to judge an item by

Basis = Literal["component", "item_rest"]


@dataclass(frozen=True, kw_only=True)
class Signs:
    """How each item goes with the others; positions of the suspects among the items.

    `rest` holds corrected item-rest correlations (NaN where the rest has no variance), `component`
    the loadings on the first principal component, `basis` what the suspects were judged by.
    """

    rest: tuple[float, ...]
    component: tuple[float, ...]
    suspects: tuple[int, ...]
    basis: Basis

    def hint(self, names: tuple[str, ...]) -> list[str]:
        """What to look at, in sentences; nothing when there is nothing to look at."""
        if not self.suspects:
            return []
        found = (
            _("These items have the opposite sign to the rest on the first component: {items}.")
            if self.basis == "component"
            else _("These items have a negative correlation with the sum of the rest: {items}.")
        )
        advice = _(
            "Check their keying: reverse an item with the instrument's own bounds if its wording "
            "runs the other way. Nothing was reversed here."
        )
        return [found.format(items=listed([names[i] for i in self.suspects])), advice]


@dataclass(frozen=True, kw_only=True)
class Keying(Result):
    """A look at the direction of items: `suspects` may need reversing; nothing was changed."""

    names: tuple[str, ...]
    signs: Signs
    people: People

    @property
    def n(self) -> int:
        """People counted."""
        return self.people.n

    @property
    def suspects(self) -> tuple[str, ...]:
        """Names of the items that run against the others."""
        return tuple(self.names[i] for i in self.signs.suspects)

    @property
    def items(self) -> pd.DataFrame:
        """Index item; columns item_rest, component (loading) and suspect (true or false)."""
        return pd.DataFrame(
            {
                "item_rest": self.signs.rest,
                "component": self.signs.component,
                "suspect": [i in self.signs.suspects for i in range(len(self.names))],
            },
            index=pd.Index(self.names, name="item"),
        )

    @property
    def table(self) -> pd.DataFrame:
        """The items under headings in the language in use."""
        shown = self.items
        shown["suspect"] = [_("yes") if suspect else _("no") for suspect in shown["suspect"]]
        shown.columns = pd.Index(
            [_("Item-rest correlation"), _("Loading on the first component"), _("Check keying")]
        )
        return shown.rename_axis(_("Item"))

    @property
    def cautions(self) -> tuple[str, ...]:
        """Which items to check, in sentences; empty when none stands out."""
        return tuple(self.signs.hint(self.names))

    @property
    def method(self) -> str:
        """How the items were judged, and what was found."""
        judged = _(
            "From {least} people on an item is suspect when its sign on the first principal "
            "component of the correlations differs from that of most items; with fewer people, two "
            "items or no such sign, when its item-rest correlation is negative."
        )
        nothing = _("No item runs against the others.")
        found = self.cautions or (nothing,)
        told = judged.format(least=number(COMPONENT_N))
        return " ".join([told, self.people.said(), *found])

    @property
    def settings(self) -> Mapping[str, object]:
        """The choices behind the numbers."""
        return {"missing": self.people.missing}


def keying(items: object, *, missing: Missing = "pairwise", min_n: int = 3) -> Keying:
    """Tell which items run against the others, as an item does that was not reversed.

    Parameters
    ----------
    items
        Answers, one row a person, one column an item, in the direction they are scored in; missing
        as NA. Not changed: nothing is ever reversed here.
    missing
        "pairwise": each covariance from those who answered both items; "listwise": only people who
        answered every item.
    min_n
        Smallest number of people who answered both items of a pair, at least 2.

    Returns
    -------
    Keying
        `.suspects` (names), `.items` (a row an item), `.cautions`.

    Raises
    ------
    ReliabilityError
        If there are fewer than two items, too few people, an item without variance or answers that
        are not numbers.

    Notes
    -----
    The sign on the first principal component judges from 50 people on. It goes before item-rest
    correlations because several unreversed items pull down those of the sound items too.

    Examples
    --------
    >>> import numpy as np
    >>> mood = np.repeat([1, 2, 3, 4, 5], 12)
    >>> keying({"glad": mood, "calm": mood + [0, 1] * 30, "low": 6 - mood}).suspects
    ('low',)
    """
    answers = checked(items, missing=missing, min_n=min_n)
    return Keying(
        people=answers.people,
        names=answers.names,
        signs=signs(answers.covariances(), answers.people.n),
    )


def signs(covariances: np.ndarray, n: int) -> Signs:
    """Give the signs of items with these covariances between `n` people."""
    variances = np.diag(covariances)
    with_rest = covariances.sum(axis=1) - variances
    rest_variances = covariances.sum() - 2 * covariances.sum(axis=1) + variances
    varies = rest_variances > LEAST * variances.sum()
    rest = np.full(len(variances), np.nan)
    rest[varies] = with_rest[varies] / np.sqrt(variances[varies] * rest_variances[varies])
    component = _first_component(correlations(covariances))
    suspects = _negative(component, np.ones_like(component))
    by_component = bool(suspects) and n >= COMPONENT_N and len(variances) > 2
    return Signs(
        rest=tuple(map(float, rest)),
        component=tuple(map(float, component)),
        suspects=suspects if by_component else _negative(with_rest, variances),
        basis="component" if by_component else "item_rest",
    )


def _first_component(matrix: np.ndarray) -> np.ndarray:
    """Give the loadings on the first principal component, turned so that most are positive."""
    values, vectors = np.linalg.eigh(matrix)
    loadings: np.ndarray = vectors[:, -1] * np.sqrt(max(values[-1], 0.0))
    balance = int(np.sign(loadings).sum()) or loadings.sum() or loadings[0]
    return -loadings if balance < 0 else loadings


def _negative(values: np.ndarray, scale: np.ndarray) -> tuple[int, ...]:
    return tuple(int(i) for i in np.flatnonzero(values < -LEAST * scale))
