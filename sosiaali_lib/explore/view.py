"""A view: what can be chosen, and what is then shown; and the register of all views."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from sosiaali_lib import forms
from sosiaali_lib.explore.choice import Choice, Chosen, refuse_unknown, settled, told
from sosiaali_lib.explore.data import Data
from sosiaali_lib.explore.shown import Shown, nothing, nothing_to_count, shown
from sosiaali_lib.explore.steps import NoRowsError, Step, run
from sosiaali_lib.findings import Finding
from sosiaali_lib.messages import N_, _
from sosiaali_lib.tabulation import Tabulation

ROUNDS = 5  # choices that depend on each other settle sooner

# Subject → the modules of this package that hold its views in `VIEWS`, in the order shown.
SUBJECTS: Mapping[str, tuple[str, ...]] = {
    "jalkautuminen": ("outreach",),
    "palvelutarpeet": ("needs",),
    "havainnot": ("observations",),
    "tyontekijakysely": ("staff",),
    "teemat": ("themes",),
    "mittarit": ("instruments",),
    "indikaattorit": ("indicators",),
    "suojaus": ("protection",),
    "kustannukset": ("costs",),
}
TITLES: Mapping[str, str] = {
    "jalkautuminen": N_("Outreach work"),
    "palvelutarpeet": N_("Service needs"),
    "havainnot": N_("Observations"),
    "tyontekijakysely": N_("Staff survey"),
    "teemat": N_("Themes of open answers"),
    "mittarit": N_("Instruments and change"),
    "indikaattorit": N_("Indicators"),
    "suojaus": N_("Protection of small numbers"),
    "kustannukset": N_("Cost comparison"),
}


@dataclass(frozen=True, kw_only=True)
class View:
    """One question that the data answer.

    Attributes
    ----------
    name
        Subject and view with a full stop between, in Finnish and stable: “jalkautuminen.aiheet”.
    forms
        Forms whose rows it needs; without any of them it says that it has nothing to show.
    title
        Gives what it is about, in the language in use.
    choices
        Gives the controls for some data and what was chosen so far, in the language in use.
    make
        Gives what is shown, of the data and a value for every choice. None where there are `steps`.
    steps
        Gives the way from rows to finding, which is also the code of the view.
    tabulation
        Gives the declared count behind the numbers, by what was chosen; None where they are no declared
        count, so that they cannot be protected and sent to the report.
    public
        Whether its numbers are public statistics, and do not come from rows of people.
    """

    name: str
    forms: tuple[str, ...]
    title: Callable[[], str]
    choices: Callable[[Data, Mapping[str, Chosen]], tuple[Choice, ...]]
    make: Callable[..., Shown] | None = None
    steps: Callable[[Data, Mapping[str, Chosen]], tuple[Step, ...]] | None = None
    tabulation: Callable[[Mapping[str, Chosen]], Tabulation | None] | None = None
    public: bool = False

    def __post_init__(self) -> None:
        if (self.make is None) == (self.steps is None):
            raise ValueError(f"View {self.name!r}: give either `make` or `steps`.")

    @property
    def subject(self) -> str:
        """The subject that the view belongs to."""
        return self.name.split(".")[0]

    def controls(self, data: Data, chosen: Mapping[str, object]) -> tuple[Choice, ...]:
        """Give the controls, once choices that depend on each other have settled."""
        return self._settled(data, chosen)[0]

    def chosen(self, data: Data, chosen: Mapping[str, object]) -> dict[str, Chosen]:
        """Give a value to every choice: the chosen one where it can be had, else the default."""
        return self._settled(data, chosen)[1]

    def show(self, data: Data, **chosen: Chosen) -> Shown:
        """Show the view; a choice without a value has its default.

        Raises
        ------
        ChoiceError
            If there is no such choice, or it cannot have the value.
        """
        with data.speaking():
            if missing := [form for form in self.forms if form not in data.tables]:
                return nothing(self.title(), _absent(missing))
            choices, values = self._settled(data, chosen)
            refuse_unknown(choices, chosen)
            if self.make is not None:
                return self.make(data, **values)
            assert self.steps is not None
            try:
                found = run(self.steps(data, values), data)
            except NoRowsError:
                return nothing(self.title(), nothing_to_count())
            except ValueError as error:  # what cannot be counted says so itself
                return nothing(self.title(), str(error))
            if isinstance(found, Finding):
                source = _("Rows of the folder {folder}").format(folder=data.folder.name)
                return shown(found, place=told(choices, values), source=source)
            assert isinstance(found, Shown)
            return found

    def _settled(
        self, data: Data, chosen: Mapping[str, object]
    ) -> tuple[tuple[Choice, ...], dict[str, Chosen]]:
        with data.speaking():
            if any(form not in data.tables for form in self.forms):
                return (), {}
            as_chosen = {k: v for k, v in chosen.items() if isinstance(v, str | tuple)}
            values: dict[str, Chosen] = {}
            for _round in range(ROUNDS):
                choices = self.choices(data, {**as_chosen, **values})
                found = settled(choices, chosen)
                if found == values:
                    break
                values = found
            return choices, values


class _Views(Mapping[str, View]):
    """All views by name; a subject's module is imported when one of its views is asked for."""

    def __getitem__(self, name: str) -> View:
        for one in views_of(name.split(".")[0]):
            if one.name == name:
                return one
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return (one.name for subject in SUBJECTS for one in views_of(subject))

    def __len__(self) -> int:
        return sum(1 for _name in self)


VIEWS: Mapping[str, View] = _Views()


@cache
def views_of(subject: str) -> tuple[View, ...]:
    """Give the views of a subject, in the order shown; none for a subject that there is not."""
    modules = [import_module(f"sosiaali_lib.explore.{name}") for name in SUBJECTS.get(subject, ())]
    return tuple(one for module in modules for one in module.VIEWS)


def view(name: str) -> View:
    """Give the view of a name.

    Raises
    ------
    ValueError
        If there is none.
    """
    if name not in VIEWS:
        known = [one.name for one in views_of(name.split(".")[0])] or list(SUBJECTS)
        text = _("There is no view {name}; there are {known}.")
        raise ValueError(text.format(name=name, known=", ".join(known)))
    return VIEWS[name]


def subject_title(subject: str) -> str:
    """Give the name of a subject in the language in use."""
    return _(TITLES[subject])


def _absent(missing: list[str]) -> str:
    text = _("There is nothing to show: the data folder has no usable rows of the form {forms}.")
    titles = ", ".join(f"{forms.title(form)} ({form})" for form in missing)
    return text.format(forms=titles)
