"""The chapter on effect and cost: service paths, and when a way of working pays for itself."""

from __future__ import annotations

import pandas as pd

from sosiaali_lib import costs
from sosiaali_lib.costs import calculation, path_totals
from sosiaali_lib.costs.assumption import EFFECT
from sosiaali_lib.costs.calculation import Assumptions
from sosiaali_lib.costs.faults import CostError
from sosiaali_lib.findings import Finding
from sosiaali_lib.formatting import quoted
from sosiaali_lib.messages import _
from sosiaali_lib.report.blocks import Block, Heading, Paragraph, Slot
from sosiaali_lib.report.chapters.common import absent_form, slot_prompt
from sosiaali_lib.report.chapters.findings import all_blocks
from sosiaali_lib.report.view import View

SLUG = "kustannukset"


def blocks(view: View) -> list[Block]:
    """Give the chapter: what is known of effect, the paths with their costs, the calculations."""
    chapter: list[Block] = [
        Heading(_("Effect and cost"), 1, SLUG),
        Paragraph(
            _(
                "The figures of this chapter are about costs. They do not show what the work has brought "
                "about: where an effect is needed, it is an assumption that is named and has a source."
            )
        ),
    ]
    return [*chapter, *_paths(view), *_calculations(view), Slot(SLUG, slot_prompt())]


def key_sentences(view: View) -> list[str]:
    """Give when the work of the first calculation pays for itself."""
    calculations = _assumptions(view)
    text = _("Calculation {name}: {sentence}")
    return [
        text.format(name=quoted(one.name), sentence=said)
        for one in calculations[:1]
        for said in costs.break_even(one).said()[:1]
    ]


def _paths(view: View) -> list[Block]:
    section: list[Block] = [Heading(_("Service paths and their costs"), 2, "palvelupolut-osa")]
    rows = _rows(view, path_totals.FORM)
    if not len(rows):
        return [*section, Paragraph(absent_form(path_totals.FORM))]
    found = costs.paths(rows)
    shown: list[tuple[str, Finding]] = [("palvelupolut", found)]
    shown += [(f"palvelupolku-{place}", path) for place, path in enumerate(found.paths, start=1)]
    return section + all_blocks(view, path_totals.FORM, shown)


def _calculations(view: View) -> list[Block]:
    section: list[Block] = [Heading(_("When does the work pay for itself?"), 2, "laskelmat-osa")]
    every = _calculated(view)
    if not every:
        return [*section, Paragraph(absent_form(calculation.FORM))]
    section += [Paragraph(str(one), "warning") for one in every if isinstance(one, CostError)]
    calculations = [one for one in every if isinstance(one, Assumptions)]
    for place, assumed in enumerate(calculations, start=1):
        section.append(Heading(assumed.name, 3, f"laskelma-{place}"))
        shown: list[tuple[str, Finding]] = [
            (f"oletukset-{place}", assumed),
            (f"kannattavuusraja-{place}", costs.break_even(assumed)),
        ]
        varying = costs.sensitivity(assumed)
        if varying.spans:
            shown.append((f"herkkyys-{place}", varying))
        if assumed[EFFECT] is not None:
            balance = costs.sensitivity(assumed, outcome="balance")
            if balance.spans:
                shown.append((f"herkkyys-tase-{place}", balance))
        if any(one.varies for one in assumed.inputs):
            shown.append((f"simulointi-{place}", costs.simulation(assumed)))
        section += all_blocks(view, calculation.FORM, shown)
    return section


def _assumptions(view: View) -> list[Assumptions]:
    """Give the calculations that are whole."""
    return [one for one in _calculated(view) if isinstance(one, Assumptions)]


def _calculated(view: View) -> list[Assumptions | CostError]:
    """Give each calculation, or why it cannot be made."""
    rows = _rows(view, calculation.FORM)
    found: list[Assumptions | CostError] = []
    for _name, part in rows.groupby("laskelma", sort=False) if len(rows) else ():
        try:
            found += costs.assumptions(part).values()
        except CostError as error:
            found.append(error)
    return found


def _rows(view: View, form: str) -> pd.DataFrame:
    """Give the published rows: they are about the organisation, whatever area the report is about."""
    return view.release.table(form) if view.release.has(form) else pd.DataFrame()
