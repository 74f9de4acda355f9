"""What an own view counts: the rows of a form by a column, or by a column and the groups of another.

The name of a table of a release says what it counts, so that whoever reads a release — its reports, the
attack on it, a later release — knows the declaration by the name alone, and one name can never mean two
things. Only columns that the suite counts already may be used: the totals of an own view are then
figures that are protected with the suite's own tables, and nothing new can be had from them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from sosiaali_lib import forms
from sosiaali_lib.findings import CrossWords
from sosiaali_lib.formatting import lower_first
from sosiaali_lib.messages import N_, _
from sosiaali_lib.tabulation import Choices, Codes, Tabulation
from sosiaali_lib.tabulation.counts import Counted

PREFIX, BETWEEN = "oma", "-"


@dataclass(frozen=True, order=True)
class Counting:
    """The rows of a form by the codes of `row` and, where one is given, by those of `group`."""

    form: str
    row: str
    group: str = ""

    @property
    def table(self) -> str:
        """Name of the table of the release: the suite's own where it counts the same."""
        own = BETWEEN.join(filter(None, (PREFIX, self.form, self.row, self.group)))
        return own if self.group else _declared()[self.form, self.row].name

    @property
    def heading(self) -> str:
        """What is counted, in the language in use."""
        form = forms.load(self.form)
        row = form.column(self.row).label
        if not self.group:
            return row
        text = _("{row} by {group}")
        return text.format(row=row, group=lower_first(form.column(self.group).label))

    def tabulation(self) -> Tabulation:
        """Give the declared count, its words in the language in use.

        Examples
        --------
        >>> Counting("ryhmalaiset", "ensisijainen_syy", "sukupuoli").tabulation().name
        'oma-ryhmalaiset-ensisijainen_syy-sukupuoli'
        """
        one = _declared()[self.form, self.row]
        if not self.group:
            return one
        head = forms.load(self.form).column(self.row).label
        title = lower_first(forms.title(self.form))
        return type(one)(
            name=self.table,
            form=self.form,
            row=self.row,
            group=self.group,
            coarse=one.coarse or _declared()[self.form, self.group].coarse,
            words=CrossWords(
                caption=_("{counted} ({form})").format(counted=self.heading, form=title),
                head=head,
                total=_("All rows of the form"),
                by_group=N_("Most often in the group “{group}”: {items}."),
            ),
        )


def named(table: str) -> Tabulation | None:
    """Give the declared count of a table by its name; None where it is no own view's.

    Examples
    --------
    >>> named("palvelutarpeet_tarpeet") is None
    True
    >>> named("oma-palvelutarpeet-tuki-vireilletulo").form
    'palvelutarpeet'
    """
    first, *parts = table.split(BETWEEN)
    if first != PREFIX or len(parts) != 3:
        return None
    one = Counting(*parts)
    return one.tabulation() if one in set(countings()) else None


def of_table(table: str) -> Tabulation:
    """Give the declared count of a table of a release: the suite's own, or an own view's.

    Raises
    ------
    KeyError
        If the name is no declared count's.
    """
    from sosiaali_lib import evidence

    return evidence.BY_NAME[table]


def rows_of(form: str) -> tuple[str, ...]:
    """Give the columns of a form that an own view may have in its rows; none of other forms."""
    return tuple(row for of, row in _declared() if of == form)


def groups_of(form: str) -> tuple[str, ...]:
    """Give the columns of a form that may divide the rows into groups: one code a row."""
    return tuple(row for (of, row), one in _declared().items() if of == form and _single(one))


def forms_counted() -> tuple[str, ...]:
    """Give the forms of which an own view may be made."""
    return tuple(dict.fromkeys(form for form, _row in _declared()))


def countings() -> Iterator[Counting]:
    """Give everything that an own view may count."""
    for form, row in _declared():
        yield Counting(form, row)
        yield from (Counting(form, row, group) for group in groups_of(form) if _apart(row, group))


def _single(one: Counted) -> bool:
    return isinstance(one, Codes)


def _apart(row: str, group: str) -> bool:
    """Tell whether two columns may be counted against one another.

    Those that stand together beside a published text may not: the texts would fill in what is hidden.
    """
    from sosiaali_lib.observations import PUBLIC

    return row != group and not {row, group} <= set(PUBLIC)


@cache
def _declared() -> Mapping[tuple[str, str], Counted]:
    """Give the suite's own counts of all rows of a form over the codes of one column."""
    from sosiaali_lib import evidence  # which asks this module what the names of tables mean

    return {
        (one.form, one.row): one
        for one in evidence.TABULATIONS
        if type(one) in (Codes, Choices)
        and isinstance(one, Counted)
        and isinstance(one.row, str)
        and (one.group, one.where, one.person) == (None, None, None)
    }
