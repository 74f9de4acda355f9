"""Views of measurements with instruments: change, groups, answers and reliability."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sosiaali_lib import instruments
from sosiaali_lib.answer_file import GROUP
from sosiaali_lib.explore import controls
from sosiaali_lib.explore.choice import ALL, Choice, Chosen, Option, told
from sosiaali_lib.explore.data import Data
from sosiaali_lib.explore.filters import Filters
from sosiaali_lib.explore.instruments_change import ITEMS, SCALES
from sosiaali_lib.explore.instruments_shown import ALL_ITEMS
from sosiaali_lib.explore.instruments_study import PLACE, groups_named
from sosiaali_lib.explore.steps import ROWS, Ref, Step
from sosiaali_lib.explore.view import View
from sosiaali_lib.formatting import confidence_text
from sosiaali_lib.instruments import Instrument
from sosiaali_lib.measurements import END, START, has_levels
from sosiaali_lib.messages import N_, _
from sosiaali_lib.report.chapters.change_words import statement_label, summaries

FORM = "mittaukset"
INSTRUMENT, PARTS, PART, ITEM, SCALE = "mittari", "osat", "osa", "vaittama", "asteikko"
BY, WHO, LEVEL = "ryhmittely", "ketka", "luottamus"
STUDY, SHOWN = "study", "shown"
BOTH = "pari"
LEVELS = ("0.8", "0.9", "0.95", "0.99")
_NARROWING = (controls.AREA, controls.PERIOD, controls.FIRST, controls.LAST, GROUP)
_ROWS = Filters(form=FORM)
More = Callable[[Data, Mapping[str, Chosen]], tuple[Choice, ...]]
# Gives the choices of an instrument; the second argument tells whether its rows name groups.
Offered = Callable[[Instrument, bool], tuple[Choice, ...]]


def _instrument(data: Data, chosen: Mapping[str, Chosen]) -> tuple[Choice, Instrument]:
    rows = data.rows(FORM)
    answered = rows[INSTRUMENT].value_counts()
    names = sorted(map(str, answered.index), key=lambda name: (-int(answered[name]), name))
    options = tuple(Option(name, instruments.load(name).name) for name in names)
    choice = Choice(INSTRUMENT, _("Instrument"), options, names[0])
    name = str(chosen.get(INSTRUMENT, names[0]))
    return choice, instruments.load(name if name in names else names[0])


def _choices(more: Offered, *, level: bool = True) -> More:
    def choices(data: Data, chosen: Mapping[str, Chosen]) -> tuple[Choice, ...]:
        instrument, known = _instrument(data, chosen)
        rows = data.rows(FORM)
        own = rows[rows[INSTRUMENT] == known.id]
        groups = tuple(Option(name, name) for name in groups_named(own))
        everybody = Option(ALL, _("All"))
        group = Choice(GROUP, _("Group"), (everybody, *groups), ALL)
        levels = tuple(Option(text, confidence_text(float(text))) for text in LEVELS)
        return (
            instrument,
            *more(known, bool(groups)),
            *_ROWS.choices(data, chosen),
            *([group] if groups else []),
            *([Choice(LEVEL, _("Intervals"), levels, "0.95")] if level else []),
        )

    return choices


def _parts(known: Instrument, _grouped: bool) -> tuple[Choice, ...]:
    scales = [Option(SCALES, _("All scales"))] if summaries(known) else []
    return (_of_parts(known, PARTS, [*scales, Option(ITEMS, _("All statements"))]),)


def _part(known: Instrument, grouped: bool) -> tuple[Choice, ...]:
    ways = [Option(GROUP, _("By group"))] if grouped else []
    ways.append(Option(PLACE, _("By municipality")))
    return _of_parts(known, PART, []), Choice(BY, _("Grouping"), tuple(ways), ways[0].value)


def _of_parts(known: Instrument, name: str, first: list[Option]) -> Choice:
    scales = [Option(scale.id, scale.label) for scale in summaries(known)]
    items = [Option(item.id, statement_label(item)) for item in known.items if item.weight is None]
    options = (*first, *scales, *items)
    return Choice(name, _("Scale or statement"), options, options[0].value if options else "")


def _items(known: Instrument, _grouped: bool) -> tuple[Choice, ...]:
    items = [Option(item.id, statement_label(item)) for item in known.items if has_levels(item)]
    every = (Option(ALL_ITEMS, _("All statements")), *items)
    who = (
        Option(BOTH, _("Those measured at both waves")),
        Option(ALL, _("All who were measured")),
        Option(START, _("At the start")),
        Option(END, _("At the end")),
    )
    return (
        Choice(ITEM, _("Statement"), every, ALL_ITEMS),
        Choice(WHO, _("Whose answers"), who, BOTH),
    )


def _scales(known: Instrument, _grouped: bool) -> tuple[Choice, ...]:
    options = tuple(Option(scale.id, scale.label) for scale in summaries(known))
    return (Choice(SCALE, _("Scale"), options, options[0].value if options else ""),)


def _who(chosen: Mapping[str, Chosen]) -> list[Step]:
    who = chosen.get(WHO, ALL)
    if who == BOTH:
        return [Step(ROWS, "explore.measured_at_both", (Ref(ROWS),))]
    return [] if who == ALL else [Step(ROWS, "explore.at_wave", (Ref(ROWS), who))]


def _view(
    name: str,
    title: str,
    more: Offered,
    call: str,
    given: Mapping[str, str],
    *,
    level: bool = True,
) -> View:
    """Give a view whose last step shows a study; `given` is argument → choice."""
    choices = _choices(more, level=level)

    def steps(data: Data, chosen: Mapping[str, Chosen]) -> tuple[Step, ...]:
        options: dict[str, object] = (
            {"confidence": float(str(chosen[LEVEL]))} if LEVEL in chosen else {}
        )
        narrowing = [one for one in choices(data, chosen) if one.name in _NARROWING]
        place = told(narrowing, chosen)
        shown: dict[str, object] = {key: chosen[choice] for key, choice in given.items()}
        return (
            *_ROWS.steps(chosen),
            *(controls.code_step(chosen, GROUP) if GROUP in chosen else []),
            *_who(chosen),
            Step(STUDY, "explore.study_of", (Ref(ROWS), chosen[INSTRUMENT]), options),
            Step(SHOWN, call, (Ref(STUDY),), {**shown, "place": place}),
        )

    return View(
        name=name,
        forms=(FORM,),
        title=lambda: _(title),
        choices=choices,
        steps=steps,
    )


VIEWS = (
    _view(
        "mittarit.muutos",
        N_("Change between the waves, and who dropped out"),
        _parts,
        "explore.change_shown",
        {"parts": PARTS},
    ),
    _view(
        "mittarit.ryhmat",
        N_("Change by group or municipality"),
        _part,
        "explore.groups_shown",
        {"part": PART, "column": BY},
    ),
    _view(
        "mittarit.vastaukset",
        N_("How the statements were answered"),
        _items,
        "explore.answers_shown",
        {"item": ITEM},
        level=False,
    ),
    _view(
        "mittarit.reliabiliteetti",
        N_("Reliability of the scales"),
        _scales,
        "explore.reliability_shown",
        {"scale": SCALE},
    ),
)
