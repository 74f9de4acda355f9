"""One pass over the rows of a form: checked, and counted for the questions that a release asks."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pandas as pd

from sosiaali_lib import clearing, evidence, forms, layered_counts, measurements, partial_counts
from sosiaali_lib.cells import AREA
from sosiaali_lib.instruments import own
from sosiaali_lib.intake import identifiers
from sosiaali_lib.intake.description import Description
from sosiaali_lib.intake.faults import Ints
from sosiaali_lib.large import people
from sosiaali_lib.large.checking import Checked, Checks, check
from sosiaali_lib.large.faults import LargeDataError, gathered
from sosiaali_lib.large.form import LargeForm, Part
from sosiaali_lib.large.handing import Hands
from sosiaali_lib.large.layout import Layout, layout
from sosiaali_lib.large.result import NOTHING, Passed, joined
from sosiaali_lib.messages import Language, _, language, use
from sosiaali_lib.partial_counts import Partial
from sosiaali_lib.period_rows import inside
from sosiaali_lib.tabulation import Tabulation
from sosiaali_lib.tabulation.layers import NOW


@dataclass(frozen=True)
class Question:
    """What is asked of the rows; it goes to every worker as it is.

    Attributes
    ----------
    folder
        The data folder.
    description
        What it says about itself.
    period
        First and last day of the rows that are counted; None checks the rows and counts nothing.
    today
        The day after which nothing can have happened yet.
    own_views
        Names of the tables of own views that are counted too.
    spans
        First and last day of today's and of earlier releases, by label (`earlier.spans_of`); empty where
        nothing is out yet.
    lang
        Language of the faults.
    """

    folder: Path
    description: Description
    period: tuple[date, date] | None
    today: date
    own_views: tuple[str, ...] = ()
    spans: tuple[tuple[str, tuple[date, date]], ...] = ()
    lang: Language = field(default_factory=language)


def passed(form: LargeForm, question: Question, hands: Hands) -> Passed:
    """Check all rows of a form, and count them.

    Parameters
    ----------
    form
        The form.
    question
        What is asked.
    hands
        Who does the work.

    Raises
    ------
    LargeDataError
        If a file is damaged, goes or changes while it is read, or a worker is lost.
    """
    columns = dict(form.columns)
    known = forms.load(form.name)
    layouts = {name: layout(known, name, columns[name]) for name in columns}
    orders = [Order(question, form.name, part, layouts[part.name]) for part in form.parts]
    names = [part.name for part in form.parts]
    told = [fault for one in layouts.values() for fault in one.faults]
    if form.name in partial_counts.WHOLE_PEOPLE:
        _demand_key(question)
        beside = question.folder if hands.cluster is not None else None
        with people.folder(beside) as place:
            buckets = people.buckets_for(form.rows)
            sorting = [replace(one, place=place / str(at), buckets=buckets)
                       for at, one in enumerate(orders)]  # fmt: skip
            for order in sorting:
                order.put.mkdir(mode=0o700)
            checked = joined(hands.work(into_buckets, sorting, names))
            files = tuple(sorted(path for one in sorting for path in one.put.iterdir()))
            counting = [(question, form.name, files, bucket) for bucket in range(buckets)]
            counted = joined(hands.work(of_bucket, counting, [form.name] * buckets))
        whole = replace(
            counted, read=checked.read, faults=gathered([*checked.faults, *counted.faults])
        )
    else:
        whole = joined(hands.work(of_part, orders, names))
    return replace(whole, faults=gathered([*told, *whole.faults]))


@dataclass(frozen=True)
class Order:
    """What a worker is given: a part, what is read of it and asked; for people, where its rows go."""

    question: Question
    form: str
    part: Part
    layout: Layout
    place: Path | None = None
    buckets: int = 1

    @property
    def put(self) -> Path:
        """Folder of the buckets' files."""
        assert self.place is not None
        return self.place


def of_part(order: Order) -> Passed:
    """Check and count the rows of one part."""
    with _speaking(order.question):
        return joined(
            of_rows(order.form, one, order.question, where=(order.part.name, rows))
            for one, rows in batches(order)
        )


def into_buckets(order: Order) -> Passed:
    """Check the rows of one part, and write those without faults into buckets."""
    found = []
    with _speaking(order.question):
        for at, (checked, rows) in enumerate(batches(order)):
            path = order.put / f"{at:06d}.arrow"
            people.write(checked, order.form, path, order.part.name, rows, order.buckets)
            found.append(replace(NOTHING, read=checked.read, faults=checked.faults))
    return joined(found)


def of_bucket(order: tuple[Question, str, tuple[Path, ...], int]) -> Passed:
    """Count the rows of one bucket of people."""
    question, form, files, bucket = order
    with _speaking(question):
        rows = people.read(files, bucket)
        if not len(rows):
            return NOTHING
        rows, faults = people.without_doubles(form, rows)
        return of_rows(form, Checked(rows, 0, faults), question)


def batches(order: Order) -> Iterator[tuple[Checked, Ints]]:
    """Give the checked rows of a part, a batch at a time, and their numbers in the file."""
    question, part, columns = order.question, order.part, order.layout.columns
    known = identifiers.identifiers(question.folder, question.description)
    checks = Checks(forms.load(order.form), question.today, question.description.areas, known)
    before = part.before
    for batch in part.batches([name for _own, name in columns]):
        found = check(batch, columns, checks, part.name, before)
        before += found.read
        if order.layout.blocked:
            found = replace(found, rows=found.rows[:0], kept=found.kept[:0])
        yield found, found.kept + before - found.read + 1


def of_rows(
    form: str, checked: Checked, question: Question, *, where: tuple[str, Ints] | None = None
) -> Passed:
    """Count checked rows, of a form of people all rows of each person.

    `where` gives the file and the numbers of the rows in it, for the texts that a person has cleared.
    """
    rows, period = checked.rows, question.period
    found = replace(NOTHING, read=checked.read, used=len(rows), faults=checked.faults)
    if period is None:
        return found
    within = inside(form, rows, period)
    cleared = (within & clearing.is_cleared(rows)).to_numpy(dtype=bool)
    texts = people.uncategorised(rows[cleared])
    if where is not None:
        texts = texts.assign(tiedosto=where[0], rivi=where[1][cleared])
    kept = rows[within].reset_index(drop=True)
    found = replace(found, outside=len(rows) - len(kept), texts=texts.reset_index(drop=True))
    declared = evidence.by_form(question.own_views).get(form, ())
    if question.spans:
        found = replace(found, layered=_layered(form, rows, declared, dict(question.spans)))
    if not len(kept):
        return found
    return replace(
        found,
        counted=partial_counts.of_rows(form, _placed(kept), declared),
        answered=measurements.answered(kept) if form == partial_counts.MEASURED else {},
    )


def _placed(rows: pd.DataFrame) -> pd.DataFrame:
    placed = evidence.with_area(rows)
    return placed.assign(**{AREA: placed[AREA].astype("category")}) if AREA in placed else placed


def _layered(
    form: str,
    rows: pd.DataFrame,
    declared: Collection[Tabulation],
    spans: Mapping[str, tuple[date, date]],
) -> Partial | None:
    marked = layered_counts.with_layer(form, rows, spans)
    if not len(marked):
        return None
    overlapping = [
        label
        for label, (start, end) in spans.items()
        if start <= spans[NOW][1] and spans[NOW][0] <= end
    ]
    return layered_counts.layered(form, _placed(marked), declared, overlapping)


@contextmanager
def _speaking(question: Question) -> Iterator[None]:
    found, _faulty = own.read(question.folder / own.FOLDER)
    with use(question.lang), own.using(found):
        yield


def _demand_key(question: Question) -> None:
    """Refuse where rows of people ask for a key that cannot be used."""
    known = identifiers.identifiers(question.folder, question.description)
    if known.refusal is not None:
        text = _("The rows of people cannot be used: expected {expected}. {cure}")
        raise LargeDataError(text.format(expected=known.refusal.expected, cure=known.refusal.cure))
