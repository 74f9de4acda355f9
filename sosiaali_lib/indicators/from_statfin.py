"""The part of an update that fetches tables of Statistics Finland."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from sosiaali_lib.indicators import fetching, slices, statfin
from sosiaali_lib.indicators.calls import Answer
from sosiaali_lib.indicators.faults import ServiceError
from sosiaali_lib.indicators.fetching import Population
from sosiaali_lib.indicators.indicator import Indicator, Part
from sosiaali_lib.indicators.planning import POPULATION, Address
from sosiaali_lib.indicators.work import GONE, Origin, Work

_ALL_AGES = Part(ages=((0, None),))


@dataclass(frozen=True)
class _Open:
    """A table with its dimensions."""

    address: Address
    listed: statfin.Table
    metadata: statfin.Metadata


def fetch(work: Work, service: statfin.Statfin) -> Population:
    """Fetch the tables of a plan, each whole or not at all; give the population by age."""
    population = Population([])
    limit: int | None = None
    gone: ServiceError | None = None
    tables: dict[str, list[statfin.Table]] = {}
    for address, ones in work.plan.statfin.items():
        answers: Sequence[Answer] = ()
        done = len(work.outcomes)
        try:
            if gone is not None:
                raise gone
            words = [word for one in ones if one.statfin for word in one.statfin.words]
            if address[0] not in tables:
                tables[address[0]] = service.tables(address[0])
            listed = statfin.find(tables[address[0]], *address, list(dict.fromkeys(words)))
            if all(work.covered(one.key, listed.updated) for one in ones):
                for one in ones:
                    work.stays(one.key)
            else:
                opened = _Open(address, listed, service.metadata(address[0], listed))
                limit = limit or service.most_cells()
                answers = _table(work, service, ones, opened, limit, population)
        except ServiceError as error:
            gone = error if error.kind in GONE else None
            told = {outcome.key for outcome in work.outcomes[done:]}
            for one in ones:
                if one.key not in told:
                    work.fails(one.key, error)
        if ones[0].key == POPULATION:
            population = Population(answers or work.held(POPULATION))
    return population


def _table(
    work: Work,
    service: statfin.Statfin,
    ones: Sequence[Indicator],
    opened: _Open,
    limit: int,
    population: Population,
) -> Sequence[Answer]:
    """Fetch the cells that the indicators of a table need, and take in each indicator."""
    choices, good = [], []
    for one in ones:
        try:
            choices += [slices.choice(opened.metadata, part) for part in _parts(one)]
            good.append(one)
        except ServiceError as error:
            work.fails(one.key, error)
    if not good:
        return ()
    asked = slices.asked(opened.metadata, choices, work.plan.needed, work.plan.years)
    answers = service.data(opened.metadata, asked, limit)
    cells = statfin.cells(answers)
    for one in good:
        try:
            values = fetching.of_table(one, cells, opened.metadata, population)
            _take(work, service, one, opened, answers, values)
        except ServiceError as error:
            work.fails(one.key, error)
    return answers


def _parts(one: Indicator) -> list[Part]:
    # The table of the population also gives the denominators of any age.
    extra = [_ALL_AGES] if one.key == POPULATION else []
    return [*one.parts.values(), *extra]


def _take(
    work: Work,
    service: statfin.Statfin,
    one: Indicator,
    opened: _Open,
    answers: Sequence[Answer],
    values: pd.DataFrame,
) -> None:
    subject, table = opened.address
    listed = opened.listed
    origin = Origin(
        page=statfin.PAGE.format(database=service.database, subject=subject, table=listed.id),
        title=listed.text,
        id=f"{subject}/{listed.id}",
        provider=statfin.PROVIDER,
        provider_id=statfin.PROVIDER_ID,
        licence=statfin.LICENCE,
        updated=listed.updated,
    )
    work.take(
        one,
        values,
        origin,
        {f"statfin_{subject}_{table}_{n}": answer for n, answer in enumerate(answers, start=1)},
        # Counts have been joined into the newest division.
        division=None if "numerator" in one.parts else statfin.division(answers),
        warnings=work.renamed(one.key, listed.text),
    )
