"""Views of official indicators: years, funnel plot, municipalities in order."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sosiaali_lib import areas
from sosiaali_lib.explore.choice import Choice, Chosen, Option
from sosiaali_lib.explore.data import Data
from sosiaali_lib.explore.indicators_table import (
    NoIndicatorsError,
    Stored,
    name_of,
    stored_indicators,
)
from sosiaali_lib.explore.steps import DATA, Ref, Step
from sosiaali_lib.explore.view import View
from sosiaali_lib.indicators import COUNTRY
from sosiaali_lib.messages import N_, _

INDICATOR, AREA, BESIDE, COUNTY, OWN, YEAR = (
    "indikaattori", "alueena", "vertailut", "maakunta", "kunta", "vuosi",
)  # fmt: skip
FROM, UNTIL = "vuodesta", "vuoteen"
NONE = "ei"
STORED, SHOWN = "stored", "shown"
Offered = Callable[[Stored, str, Data, Mapping[str, Chosen]], tuple[Choice, ...]]


def _choices(more: Offered) -> Callable[[Data, Mapping[str, Chosen]], tuple[Choice, ...]]:
    def choices(data: Data, chosen: Mapping[str, Chosen]) -> tuple[Choice, ...]:
        try:
            stored = stored_indicators(data)
        except NoIndicatorsError:
            return ()
        titles = {key: one.title for key, one in stored.abouts.items()}
        options = tuple(Option(key, title) for key, title in titles.items())
        indicator = Choice(INDICATOR, _("Indicator"), options, options[0].value)
        key = str(chosen.get(INDICATOR, indicator.default))
        key = key if key in titles else options[0].value
        return (indicator, *more(stored, key, data, chosen))

    return choices


def _years_choices(
    stored: Stored, key: str, data: Data, chosen: Mapping[str, Chosen]
) -> tuple[Choice, ...]:
    there = set(stored.of(key)["alue"])
    options = _area_options(there)
    own = _own_area(data, there)
    area = Choice(AREA, _("Area"), options, own)
    first = str(chosen.get(AREA, own))
    county = areas.county_of(first) if len(first) == 3 else None
    default = tuple(
        code for code in ((county.code,) if county else ()) + (COUNTRY,) if code in there
    )
    beside = Choice(BESIDE, _("Beside"), options, default, several=True)
    years = [Option(str(year), str(year)) for year in stored.years(key)]
    return (
        area,
        beside,
        Choice(FROM, _("From the year"), tuple(years), years[0].value),
        Choice(UNTIL, _("To the year"), tuple(years), years[-1].value),
    )


def _county_choices(
    stored: Stored, key: str, data: Data, chosen: Mapping[str, Chosen]
) -> tuple[Choice, ...]:
    return _within(stored, key, data, chosen, [])


def _country_choices(
    stored: Stored, key: str, data: Data, chosen: Mapping[str, Chosen]
) -> tuple[Choice, ...]:
    return _within(stored, key, data, chosen, [Option(COUNTRY, _("Whole country"))])


def _within(
    stored: Stored, key: str, data: Data, chosen: Mapping[str, Chosen], more: list[Option]
) -> tuple[Choice, ...]:
    there = set(stored.of(key)["alue"])
    counties = [one for one in areas.counties() if len(areas.members(one.code)) > 1]
    options = (*(Option(one.code, one.short()) for one in counties), *more)
    home = areas.county_of(_own_area(data, there))
    default = home.code if home else options[0].value
    county = Choice(COUNTY, _("Wellbeing services county"), options, default)
    code = str(chosen.get(COUNTY, default))
    members = areas.members(code) if code != COUNTRY else areas.municipalities()
    named = sorted((member.name(), member.code) for member in members if member.code in there)
    nobody = Option(NONE, _("None"))
    own = Choice(OWN, _("Marked municipality"), (nobody, *(Option(c, n) for n, c in named)), NONE)
    years = tuple(Option(str(year), str(year)) for year in reversed(stored.years(key)))
    return county, own, Choice(YEAR, _("Year"), years, years[0].value)


def _area_options(there: set[str]) -> tuple[Option, ...]:
    counties = [one.code for one in areas.counties() if one.code in there]
    named = sorted((one.name(), one.code) for one in areas.municipalities() if one.code in there)
    country = [COUNTRY] if COUNTRY in there else []
    larger = [Option(code, name_of(code)) for code in (*country, *counties)]
    return (*larger, *(Option(code, name) for name, code in named))


def _own_area(data: Data, there: set[str]) -> str:
    """Give the municipality of which the data hold most rows; else the first that has a figure."""
    times: dict[str, int] = {}
    for rows in data.tables.values():
        if "kunta" in rows:
            for code, n in rows["kunta"].value_counts().items():
                times[str(code)] = times.get(str(code), 0) + int(n)
    known = [code for code in sorted(times, key=lambda one: (-times[one], one)) if code in there]
    return known[0] if known else next(iter(sorted(there)), "")


def _years(chosen: Mapping[str, Chosen]) -> dict[str, object]:
    return {
        "area": chosen[AREA],
        "beside": chosen[BESIDE],
        "first": int(str(chosen[FROM])),
        "last": int(str(chosen[UNTIL])),
    }


def _inside(chosen: Mapping[str, Chosen]) -> dict[str, object]:
    county, own = str(chosen[COUNTY]), str(chosen[OWN])
    return {
        "county": "" if county == COUNTRY else county,
        "own": "" if own == NONE else own,
        "year": int(str(chosen[YEAR])),
    }


def _view(
    name: str,
    title: str,
    more: Offered,
    call: str,
    given: Callable[[Mapping[str, Chosen]], dict[str, object]],
) -> View:
    def steps(_data: Data, chosen: Mapping[str, Chosen]) -> tuple[Step, ...]:
        first = Step(STORED, "explore.stored_indicators", (Ref(DATA),))
        if INDICATOR not in chosen:  # the first step says that nothing is stored
            return (first,)
        return first, Step(SHOWN, call, (Ref(STORED), chosen[INDICATOR]), given(chosen))

    return View(
        name=name,
        forms=(),
        title=lambda: _(title),
        choices=_choices(more),
        steps=steps,
        public=True,
    )


VIEWS = (
    _view(
        "indikaattorit.kehitys",
        N_("An indicator over the years"),
        _years_choices,
        "explore.years_shown",
        _years,
    ),
    _view(
        "indikaattorit.suppilo",
        N_("Municipalities of a county beside the limits of chance"),
        _county_choices,
        "explore.funnel_shown",
        _inside,
    ),
    _view(
        "indikaattorit.jarjestys",
        N_("Municipalities in order, with intervals"),
        _country_choices,
        "explore.ranking_shown",
        _inside,
    ),
)
