"""Declared counts of the forms about the measuring, for the municipal reports."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from sosiaali_lib import codelists
from sosiaali_lib.findings import CrossWords, Finding, Words
from sosiaali_lib.groups.matters import FORM, SCALE, WELL, levels, matters
from sosiaali_lib.measurements import END
from sosiaali_lib.messages import N_
from sosiaali_lib.tabulation import Choices, Codes, Tabulation
from sosiaali_lib.tabulation.base import CHOSEN, NO, NONE, ROW


def _own_answers(rows: pd.DataFrame) -> pd.DataFrame:
    """Give a column a matter: the answer to the question of the row's own wave."""
    found = {}
    for matter in matters():
        answer = pd.Series(pd.NA, index=rows.index, dtype="object")
        for wave, column in matter.columns.items():
            answer = answer.where(rows["vaihe"] != wave, rows[column].astype("object"))
        found[matter.code] = answer
    return pd.DataFrame(found, index=rows.index)


def _answered_all(rows: pd.DataFrame) -> pd.Series[bool]:
    """Keep the forms with an answer on the scale to every matter of both forms."""
    return _own_answers(rows).isin(list(levels())).all(axis="columns")


def _answered_well(rows: pd.DataFrame) -> pd.Series[str]:
    """Give the matters that were answered well or very well, joined with semicolons."""
    well = _own_answers(rows).isin(codelists.load(SCALE).group(WELL))
    joined = [";".join(well.columns[row]) for row in well.to_numpy(dtype=bool)]
    return pd.Series(joined, index=rows.index, dtype="str")


def _matter_labels() -> dict[str, str]:
    return {matter.code: matter.label for matter in matters()}


@dataclass(frozen=True, kw_only=True)
class MattersMet(Choices):
    """Forms by the matters answered well; a form without any is in the total alone."""

    def finished(self, counts: pd.DataFrame) -> pd.DataFrame:
        """Give forms with and without each matter."""
        found = super().finished(counts)
        kept = found[found[ROW] != NONE]
        if len(kept) or not len(found):
            return kept
        # Nobody answered any matter well: one of them carries all the forms.
        return found.assign(**{ROW: matters()[0].code, CHOSEN: NO})


WAVES = Codes(
    name="mittauspalaute_vaihe",
    form=FORM,
    row="vaihe",
    words=Words(
        caption=N_("Forms about the measuring by wave"),
        head=N_("Wave"),
        unit=N_("Forms"),
        total=N_("All forms"),
        share=N_("Share of forms"),
        one=N_("Most of the forms were filled in at: {items}."),
        many=N_("The forms by wave, the most common first: {items}."),
    ),
)
MET_NEEDS = MattersMet(
    name="mittauspalaute_hyvin",
    form=FORM,
    where=_answered_all,
    row=_answered_well,
    labels=_matter_labels,
    group="vaihe",
    words=CrossWords(
        caption=N_("Matters answered well or very well, forms that answered all of them"),
        head=N_("Matter"),
        total=N_("Forms that answered all matters"),
        by_group=N_("Answered well or very well most often, {group}: {items}."),
    ),
)
CONTACT = Choices(
    name="mittauspalaute_yhteydenpito",
    form=FORM,
    row="yhteydenpito",
    group="vaihe",
    words=CrossWords(
        caption=N_("Ways of keeping in touch that served best"),
        head=N_("Way of keeping in touch"),
        total=N_("All forms"),
        by_group=N_("Named most often as what served best, {group}: {items}."),
    ),
)


def _at_the_end(rows: pd.DataFrame) -> pd.Series[bool]:
    return (rows["vaihe"] == END).fillna(False).astype(bool)


CONTACT_WISHED = Codes(
    name="mittauspalaute_yhteydenpidon_maara",
    form=FORM,
    where=_at_the_end,
    row="yhteydenpidon_maara",
    words=Words(
        caption=N_("Contact that the clients would have wished for"),
        head=N_("Contact wished for"),
        unit=N_("Forms"),
        total=N_("All forms at the end"),
        share=N_("Share of forms"),
        one=N_("The most common wish for contact was: {items}."),
        many=N_("The most common wishes for contact were: {items}."),
    ),
)
TABULATIONS: tuple[Tabulation, ...] = (WAVES, MET_NEEDS, CONTACT, CONTACT_WISHED)


def needs_met(feedback: pd.DataFrame) -> Finding:
    """Give how many answered each matter well or very well, among forms that answered all."""
    return MET_NEEDS.of(feedback)


def contact(feedback: pd.DataFrame) -> Finding:
    """Give the ways of keeping in touch that served best, by wave."""
    return CONTACT.of(feedback)


def contact_wished(feedback: pd.DataFrame) -> Finding:
    """Give the amount of contact that the clients would have wished for."""
    return CONTACT_WISHED.of(feedback)
