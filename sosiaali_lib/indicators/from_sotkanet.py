"""The part of an update that fetches indicators of Sotkanet."""

from __future__ import annotations

from collections.abc import Mapping

from sosiaali_lib.indicators import fetching, sotkanet
from sosiaali_lib.indicators.calls import Answer
from sosiaali_lib.indicators.faults import ServiceError
from sosiaali_lib.indicators.fetching import Population
from sosiaali_lib.indicators.indicator import Indicator
from sosiaali_lib.indicators.work import GONE, Work
from sosiaali_lib.messages import _


class _Lists:
    """The lists of indicators and of areas, each fetched once and only if it is needed."""

    def __init__(self, service: sotkanet.Sotkanet) -> None:
        self._service = service
        self._indicators: Answer | None = None
        self._areas: tuple[Answer, Mapping[int, tuple[str, int]]] | None = None

    def find(self, one: Indicator) -> int:
        """Give the id of an indicator by its titles."""
        assert one.sotkanet is not None
        self._indicators = self._indicators or self._service.indicators()
        return sotkanet.find(self._indicators, one.sotkanet.titles)

    def areas(self) -> tuple[Answer, Mapping[int, tuple[str, int]]]:
        """Give the answer with the areas, and what it says."""
        if self._areas is None:
            answer = self._service.regions()
            self._areas = answer, sotkanet.region_areas(answer)
        return self._areas


def fetch(work: Work, service: sotkanet.Sotkanet, population: Population) -> None:
    """Fetch the indicators of a plan, each whole or not at all."""
    lists = _Lists(service)
    gone: ServiceError | None = None
    for one in work.plan.sotkanet:
        try:
            if gone is not None:
                raise gone
            _indicator(work, service, one, lists, population)
        except ServiceError as error:
            work.fails(one.key, error)
            gone = error if error.kind in GONE else None


def _indicator(
    work: Work,
    service: sotkanet.Sotkanet,
    one: Indicator,
    lists: _Lists,
    population: Population,
) -> None:
    assert one.sotkanet is not None
    known = work.calls.get(one.key, {}).get("tunnus")
    number = one.sotkanet.id or (known if isinstance(known, int) else lists.find(one))
    about = service.indicator(number)
    entry = sotkanet.entry(about, about.data)
    if entry.provider_id != sotkanet.OWN_PROVIDER and not one.allowed:
        provider = entry.provider or "?"
        raise ServiceError(sotkanet.NAME, "third_party", f"{number} {entry.title}", provider)
    if work.covered(one.key, entry.updated):
        work.stays(one.key)
        return
    regions_answer, regions = lists.areas()
    answer = service.rows(number, work.plan.years)
    values = fetching.of_sotkanet(one, answer, entry, regions, work.plan.years, population)
    page = sotkanet.PAGE.format(id=number)
    licence = sotkanet.LICENCE if entry.provider_id == sotkanet.OWN_PROVIDER else one.allowed
    origin = work.origin(entry.provider, entry.provider_id, licence, page)
    rows = fetching.finished(one, values, work.plan.areas, work.plan.years, None, origin)
    facts = {
        "osoite": page,
        "otsikko": entry.title,
        "tunnus": number,
        **{name: origin[name] for name in ("tuottaja", "tuottaja_id", "lisenssi")},
        "paivitetty": entry.updated,
    }
    answers = {
        f"sotkanet_{number}": answer,
        f"sotkanet_{number}_tiedot": about,
        "sotkanet_alueet": regions_answer,
    }
    work.take(one.key, rows, facts, answers, _drift(work, one, entry))


def _drift(work: Work, one: Indicator, entry: sotkanet.Entry) -> list[str]:
    """Say that a title is another than before, or than those by which the indicator is known."""
    assert one.sotkanet is not None
    if said := work.renamed(one.key, entry.title):
        return said
    if sotkanet.normalised(entry.title) in map(sotkanet.normalised, one.sotkanet.titles):
        return []
    text = _("Indicator {id} of Sotkanet is now called “{title}”; it was known as “{known}”.")
    titles = {"title": entry.title, "known": one.sotkanet.titles[0]}
    return [text.format(id=entry.id, **titles)]
