"""The part of an update that fetches indicators of Sotkanet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from sosiaali_lib.indicators import fetching, sotkanet
from sosiaali_lib.indicators.calls import Answer
from sosiaali_lib.indicators.faults import ServiceError
from sosiaali_lib.indicators.fetching import Population
from sosiaali_lib.indicators.indicator import Indicator
from sosiaali_lib.indicators.work import GONE, Origin, Work
from sosiaali_lib.messages import _


@dataclass(frozen=True)
class _Lists:
    """The lists of indicators and of areas, each fetched once and only if it is needed."""

    service: sotkanet.Sotkanet

    @cached_property
    def indicators(self) -> Answer:
        return self.service.indicators()

    @cached_property
    def regions(self) -> Answer:
        return self.service.regions()

    @cached_property
    def areas(self) -> Mapping[int, tuple[str, int]]:
        return sotkanet.region_areas(self.regions)


def fetch(work: Work, service: sotkanet.Sotkanet, population: Population) -> None:
    """Fetch the indicators of a plan, each whole or not at all."""
    lists = _Lists(service)
    gone: ServiceError | None = None
    for one in work.plan.sotkanet:
        try:
            if gone is not None:
                raise gone
            _indicator(work, one, lists, population)
        except ServiceError as error:
            work.fails(one.key, error)
            gone = error if error.kind in GONE else None


def _indicator(work: Work, one: Indicator, lists: _Lists, population: Population) -> None:
    assert one.sotkanet is not None
    known = work.calls.get(one.key, {}).get("tunnus")
    number = one.sotkanet.id or (known if isinstance(known, int) else None)
    number = number or sotkanet.find(lists.indicators, one.sotkanet.titles)
    about = lists.service.indicator(number)
    entry = sotkanet.entry(about, about.data)
    if entry.provider_id != sotkanet.OWN_PROVIDER and not one.allowed:
        provider = entry.provider or "?"
        raise ServiceError(sotkanet.NAME, "third_party", f"{number} {entry.title}", provider)
    if work.covered(one.key, entry.updated):
        work.stays(one.key)
        return
    regions = lists.areas
    answer = lists.service.rows(number, work.plan.years)
    values = fetching.of_sotkanet(one, answer, entry, regions, work.plan.years, population)
    origin = Origin(
        page=sotkanet.PAGE.format(id=number),
        title=entry.title,
        id=number,
        provider=entry.provider,
        provider_id=entry.provider_id,
        licence=sotkanet.LICENCE if entry.provider_id == sotkanet.OWN_PROVIDER else one.allowed,
        updated=entry.updated,
    )
    answers = {
        f"sotkanet_{number}": answer,
        f"sotkanet_{number}_tiedot": about,
        "sotkanet_alueet": lists.regions,
    }
    work.take(one, values, origin, answers, warnings=_drift(work, one, entry))


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
