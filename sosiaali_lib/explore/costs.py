"""Views of costs: break-even and what moves it, with the assumptions as sliders; service paths."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import ceil

from sosiaali_lib import costs
from sosiaali_lib.costs.assumption import CLIENTS, CONTRIBUTIONS, EFFECT, UNITS, Assumption
from sosiaali_lib.costs.calculation import FORM, Assumptions
from sosiaali_lib.costs.path_totals import FORM as PATHS
from sosiaali_lib.explore.choice import ALL, Choice, Chosen, Option
from sosiaali_lib.explore.costs_shown import LAHTI, calculation
from sosiaali_lib.explore.data import Data
from sosiaali_lib.explore.steps import ROWS, Ref, Step, rows_of
from sosiaali_lib.explore.view import View
from sosiaali_lib.formatting import percent
from sosiaali_lib.messages import N_, _

CALCULATION, LIMITS, OUTCOME, PATH = "laskelma", "rajat", "tulos", "polku"
ASSUMED, SHOWN = "assumed", "shown"
OWN = "omat"
_SHARES = (0.1, 0.2, 0.3, 0.5)
_SHARE_STEP, _CLIENT_STEP, _EURO_STEP = 0.01, 1.0, 50.0
_BEYOND = 2  # how many times the upper limit a slider reaches


def _calculation(data: Data, chosen: Mapping[str, Chosen]) -> tuple[Choice, Assumptions | None]:
    rows = data.rows(FORM)
    names = list(dict.fromkeys(map(str, rows["laskelma"].dropna()))) if len(rows) else []
    options = [Option(name, name) for name in names]
    if LAHTI not in names:
        options.append(Option(LAHTI, costs.lahti().name))
    choice = Choice(CALCULATION, _("Calculation"), tuple(options), options[0].value)
    name = str(chosen.get(CALCULATION, choice.default))
    try:
        return choice, calculation(rows, name if name in choice.values else options[0].value)
    except ValueError:  # said where it is shown
        return choice, None


def _choices(data: Data, chosen: Mapping[str, Chosen]) -> tuple[Choice, ...]:
    of, assumed = _calculation(data, chosen)
    ways = [Option(OWN, _("As they are recorded"))]
    ways += [
        Option(str(one), _("{share} below and above").format(share=percent(one))) for one in _SHARES
    ]
    limits = Choice(LIMITS, _("Limits of the assumptions"), tuple(ways), OWN)
    return (of, *(_slider(one) for one in (assumed.inputs if assumed else ())), limits)


def _slider(one: Assumption) -> Choice:
    value, most = float(one.value), float(max(one.high, one.value)) * _BEYOND
    if one.name in (EFFECT, CONTRIBUTIONS):
        limits = (0.0, 1.0, _SHARE_STEP)
    elif one.name == CLIENTS:
        limits = (1.0, max(float(ceil(most)), value), _CLIENT_STEP)
    else:
        limits = (0.0, max(ceil(most / _EURO_STEP) * _EURO_STEP, value), _EURO_STEP)
    return Choice(_name(one.name), one.label, default=_written(value), limits=limits)


def _name(assumption: str) -> str:
    return f"arvo_{assumption}"


def _written(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")


def _outcome_choices(data: Data, chosen: Mapping[str, Chosen]) -> tuple[Choice, ...]:
    ways = (
        Option("break_even", _("Clients at equal cost")),
        Option("balance", _("Balance, € a month")),
    )
    return (Choice(OUTCOME, _("Result"), ways, "break_even"), *_choices(data, chosen))


def _assumed(data: Data, chosen: Mapping[str, Chosen]) -> tuple[Step, ...]:
    """Give the steps to the assumptions: as they stand, each moved slider, then the limits."""
    name = str(chosen[CALCULATION])
    found = [
        rows_of(FORM, "assumptions"),
        Step(ASSUMED, "explore.calculation", (Ref("assumptions"), name)),
    ]
    _choice, before = _calculation(data, chosen)
    for one in UNITS:
        value = chosen.get(_name(one))
        old = None if before is None else before[one]
        if value is not None and old is not None and str(value) != _written(float(old.value)):
            found.append(Step(ASSUMED, f"{ASSUMED}.changed", (one,), {"value": value}, method=True))
    if chosen[LIMITS] != OWN:
        share = float(str(chosen[LIMITS]))
        found.append(Step(ASSUMED, "explore.varied", (Ref(ASSUMED), share)))
    return tuple(found)


def _break_even(data: Data, chosen: Mapping[str, Chosen]) -> tuple[Step, ...]:
    return *_assumed(data, chosen), Step(SHOWN, "explore.break_even_shown", (Ref(ASSUMED),))


def _sensitivity(data: Data, chosen: Mapping[str, Chosen]) -> tuple[Step, ...]:
    last = Step(SHOWN, "explore.sensitivity_shown", (Ref(ASSUMED),), {"outcome": chosen[OUTCOME]})
    return *_assumed(data, chosen), last


def _path_choices(data: Data, _chosen: Mapping[str, Chosen]) -> tuple[Choice, ...]:
    names = dict.fromkeys(map(str, data.rows(PATHS)["polku"].dropna()))
    options = (Option(ALL, _("All paths side by side")), *(Option(one, one) for one in names))
    return (Choice(PATH, _("Service path"), options, ALL),)


def _paths(_data: Data, chosen: Mapping[str, Chosen]) -> tuple[Step, ...]:
    path = "" if chosen[PATH] == ALL else chosen[PATH]
    return rows_of(PATHS), Step(SHOWN, "explore.paths_shown", (Ref(ROWS),), {"path": path})


def _view(
    name: str,
    title: str,
    choices: Callable[[Data, Mapping[str, Chosen]], tuple[Choice, ...]],
    steps: Callable[[Data, Mapping[str, Chosen]], tuple[Step, ...]],
    *forms: str,
) -> View:
    return View(name=name, forms=forms, title=lambda: _(title), choices=choices, steps=steps)


VIEWS = (
    _view("kustannukset.kannattavuus", N_("When the work pays for itself"), _choices, _break_even),
    _view(
        "kustannukset.herkkyys",
        N_("What each assumption does to the result"),
        _outcome_choices,
        _sensitivity,
    ),
    _view("kustannukset.polut", N_("Service paths and their costs"), _path_choices, _paths, PATHS),
)
