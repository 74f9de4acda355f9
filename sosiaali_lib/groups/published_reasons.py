"""The reasons for joining as a published text tells them, beside what the members' forms give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import pandas as pd

from sosiaali_lib import codelists
from sosiaali_lib.findings import NOTHING, Cell, Field, Finding
from sosiaali_lib.formatting import listed, lower_first, number, percent, rounded
from sosiaali_lib.messages import _

# Final report of the ISO SOS project's Kainuu part (Kainuun sote 2019), section 3.1.2, the text under
# table 3. “Vahvistuminen” is the other reason of the table. The text does not name substance use.
PUBLISHED_REASONS: Mapping[str, float] = MappingProxyType(
    {"sosiaaliset_suhteet": 0.46, "muutokset": 0.14, "arki": 0.14, "terveys": 0.13, "muu": 0.13}
)
ROUNDING = 1  # percentage points that rounding may explain


@dataclass(frozen=True, kw_only=True)
class BesidePublished(Finding):
    """Members by primary reason, and the shares that a text gives.

    Attributes
    ----------
    counts
        Members by code; the codes that nobody has are absent.
    published
        Share (0 to 1) by code as the text gives it; codes that it does not name are absent.
    """

    counts: Mapping[str, int]
    published: Mapping[str, float]

    @property
    def n(self) -> int:
        """Members with a reason."""
        return sum(self.counts.values())

    @property
    def codes(self) -> list[str]:
        """The codes that the forms or the text have, in the order of the code list."""
        known = codelists.load("osallistumisen_syy").labels()
        return [code for code in known if code in self.counts or code in self.published]

    @property
    def caption(self) -> str:
        """What the table and the picture are about."""
        return _("Primary reasons for joining: members' forms and published text")

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Primary reason")

    @property
    def fields(self) -> Sequence[Field]:
        """Count and share of the forms, share of the text."""
        return (
            Field(_("Members")),
            Field(_("Share of members"), "share"),
            Field(_("Share in the text"), "share"),
        )

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row a reason, and the sums last."""
        labels = codelists.load("osallistumisen_syy").labels()
        found: list[tuple[str, Sequence[Cell]]] = [
            (
                labels[code],
                (self.counts.get(code, 0), self.share(code), self.published.get(code, NOTHING)),
            )
            for code in self.codes
        ]
        share = 1.0 if self.n else NOTHING
        return [*found, (_("All members"), (self.n, share, sum(self.published.values())))]

    @property
    def totals(self) -> Sequence[int]:
        """The last row."""
        return (len(self.rows) - 1,)

    @property
    def notes(self) -> Sequence[str]:
        """What a dash means here."""
        return (_("– = the text does not name the reason."),)

    def share(self, code: str) -> float:
        """Give a reason's share of the members' forms; NaN without members."""
        return self.counts.get(code, 0) / self.n if self.n else NOTHING

    def differing(self) -> tuple[list[str], list[str]]:
        """Give the codes whose written shares differ more than rounding explains, then the others.

        A reason that one of the two has and the other has not belongs to the first.
        """
        more, little = [], []
        for code in self.codes if self.n else ():
            if code not in self.published:
                more.append(code)
                continue
            own, other = rounded(100 * self.share(code)), rounded(100 * self.published[code])
            if abs(own - other) > ROUNDING:
                more.append(code)
            elif own != other:
                little.append(code)
        return more, little

    def said(self) -> list[str]:
        """Say which shares of the text the forms do not bear out."""
        if not self.n:
            return []
        more, little = self.differing()
        n = number(self.n)
        if not more and not little:
            return [_("The text and the members' forms agree (n = {n}).").format(n=n)]
        found = []
        if more:
            text = _("The text and the members' forms (n = {n}) disagree: {items}.")
            found.append(text.format(n=n, items="; ".join(map(self._item, more))))
        if little:
            labels = codelists.load("osallistumisen_syy").labels()
            text = _(
                "Of one percentage point at most, as rounding may be, is the difference of: {items}."
            )
            found.append(text.format(items=listed([lower_first(labels[code]) for code in little])))
        return found

    def drawn(self) -> str | None:
        """Draw both shares as bars."""
        from sosiaali_lib.report import charts

        if not self.n:
            return None
        field = Field("", "share")
        labels = codelists.load("osallistumisen_syy").labels()
        own = [self.share(code) for code in self.codes]
        told = [self.published.get(code) for code in self.codes]
        series = [
            charts.Series(
                _("The members' forms"),
                [100 * share for share in own],
                [field.written(share) for share in own],
            ),
            charts.Series(
                _("Published text"),
                [None if share is None else 100 * share for share in told],
                [field.written(NOTHING if share is None else share) for share in told],
            ),
        ]
        return charts.bars([labels[code] for code in self.codes], series, _("Share of members, %"))

    def _item(self, code: str) -> str:
        label = lower_first(codelists.load("osallistumisen_syy").labels()[code])
        own = percent(self.share(code))
        if code not in self.published:
            text = _("{reason} {own} on the forms, not named in the text")
            return text.format(reason=label, own=own)
        text = _("{reason} {own} on the forms, {told} in the text")
        return text.format(reason=label, own=own, told=percent(self.published[code]))


def reasons_beside_published(
    members: pd.DataFrame, published: Mapping[str, float] = PUBLISHED_REASONS
) -> BesidePublished:
    """Set the shares of a published text beside the members' primary reasons.

    Parameters
    ----------
    members
        Clean rows of the form `ryhmalaiset`; those without a reason are not counted. Not changed.
    published
        Share (0 to 1) by code of the list `osallistumisen_syy`, as a text gives it.

    Raises
    ------
    ValueError
        If `published` has a code that the list does not have, or a share outside 0–1.

    Notes
    -----
    The default is the text of section 3.1.2 of the final report of the ISO SOS project (Kainuun
    sote 2019). Its shares fit 7, 2, 2, 2 and 2 of 15 people. Table 3 of the same report has 7, 2, 2,
    1 and 1, and two people whose reason was substance use, which the text says nobody named.
    """
    known = codelists.load("osallistumisen_syy").labels()
    for code, share in published.items():
        if code not in known or not 0 <= share <= 1:
            raise ValueError(
                f"`published` has {code!r}: {share!r}; expected a share from 0 to 1 for one of "
                f"{', '.join(known)}."
            )
    counted = members["ensisijainen_syy"].value_counts()
    counts = {code: int(counted[code]) for code in known if code in counted}
    return BesidePublished(counts=counts, published=dict(published))
