"""The main themes: which upper themes several respondent groups name, and how much."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sosiaali_lib.findings import NOTHING, Cell, Field
from sosiaali_lib.formatting import ABSENT, listed, lower_first, number, rounded
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.tabulation.base import NONE
from sosiaali_lib.themes.frame import NO_THEME
from sosiaali_lib.themes.shares import ThemeShares

MOST = 3  # problems that the generic model takes further in one year
GROUPS = 2  # groups that must name a main theme
DIGITS = 1


@dataclass(frozen=True, kw_only=True)
class MainThemes(ThemeShares):
    """Upper themes ranked over the respondent groups, and the main themes among them.

    Attributes
    ----------
    sums
        Coded answers by upper theme, over all groups; None is hidden.
    most
        Main themes at most.

    Notes
    -----
    A main theme is named in the answers of at least two respondent groups. Upper themes are ranked
    by the mean over the groups of the share of the group's coded answers that name them, so every
    group counts the same however many of it answered. Means that are written alike tie, and a tie
    that would be cut is left out as a whole: then there are fewer main themes, and people decide.
    Where numbers are hidden, a theme is chosen only if it is a main theme whatever they are, within
    what the shown numbers leave open; so the choice tells nothing that the table does not.
    """

    sums: Mapping[str, int | None]
    most: int = MOST

    @property
    def fields(self) -> Sequence[Field]:
        """A share a group with its base, then answers, groups, mean and place."""
        text = _("{group} (n = {n})")
        shares = [
            Field(text.format(group=label, n=Field("").written(self.units.get(group, 0))), "share")
            for group, label in self.groups().items()
        ]
        return [
            *shares,
            Field(_("Answers")),
            Field(_("Groups that name it")),
            Field(_("Mean of the groups' shares"), "share", DIGITS),
            Field(_("Main theme"), "text"),
        ]

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row an upper theme, the highest mean first."""
        labels, places = self.labels(), self.places()
        return [
            (
                labels[code],
                (
                    *(self.share(code, group) for group in self.groups()),
                    self.answers(code),
                    self.named_by(code),
                    self.mean(code),
                    place_text(places.get(code)),
                ),
            )
            for code in self.order()
        ]

    @property
    def totals(self) -> Sequence[int]:
        """No row is a total."""
        return ()

    @property
    def notes(self) -> Sequence[str]:
        """The rule, and what the shares are of."""
        rule = _(
            "A main theme is named by at least two respondent groups. The upper themes are ranked by "
            "the mean of the groups' shares, so that every group counts the same however many answers "
            "it gave; at most {most} are taken, and themes that come out equal are never parted."
        )
        return (rule.format(most=number(self.most)), *super().notes)

    @property
    def answering(self) -> list[str]:
        """The groups that have coded answers; those whose number is hidden have some."""
        return [group for group in self.groups() if self.units.get(group, 0) != 0]

    def candidates(self) -> list[str]:
        """Give the upper themes in the order of the frame."""
        return [code for code in self.labels() if code not in (NO_THEME, NONE)]

    def answers(self, code: str) -> int | None:
        """Give the answers that name an upper theme; None is hidden."""
        return self.sums.get(code, 0)

    def named_by(self, code: str) -> int | None:
        """Give the number of groups that name an upper theme; None where it is hidden."""
        values = [self.value(code, group) for group in self.groups()]
        return None if None in values else sum(bool(value) for value in values)

    def mean(self, code: str) -> float | None:
        """Give the mean of the groups' shares; None where one is hidden, NaN without answers."""
        shares = [self.share(code, group) for group in self.answering]
        if any(share is None for share in shares):
            return None
        return sum(share or 0.0 for share in shares) / len(shares) if shares else NOTHING

    def bounds(self, code: str) -> tuple[float, float]:
        """Give the least and the greatest mean that the shown numbers leave open, as written."""
        known = [self.share(code, group) for group in self.answering]
        start = sum(share for share in known if share is not None)
        hidden = [
            self.units.get(group)
            for group, share in zip(self.answering, known, strict=True)
            if share is None
        ]
        groups = len(known) or 1
        if None in hidden:
            return _written(start / groups), _written((start + len(hidden)) / groups)
        bases = sorted(base or 0 for base in hidden)
        total = self.answers(code)
        if total is None:
            return _written(start / groups), _written((start + len(bases)) / groups)
        rest = total - sum(self.value(code, group) or 0 for group in self.answering)
        low, high = (_spread(rest, order) for order in (bases[::-1], bases))
        return _written((start + low) / groups), _written((start + high) / groups)

    def order(self) -> list[str]:
        """Give the upper themes by the least mean that they can have, the highest first."""
        return sorted(self.candidates(), key=lambda code: -self.bounds(code)[0])

    def chosen(self) -> list[str]:
        """Give the main themes, the first one first: those that no hidden number could displace."""
        surely = [code for code in self.order() if self._sure(code)]
        for most in range(min(self.most, len(surely)), 0, -1):
            taken = surely[:most]
            least = min(self.bounds(code)[0] for code in taken)
            others = [code for code in self.candidates() if code not in taken]
            if all(self.bounds(code)[1] < least for code in others if self._possible(code)):
                return taken
        return []

    def tied(self) -> list[str]:
        """Give the themes that a tie at the last place leaves out; none where nothing is cut."""
        if self.open():
            return []
        means = {code: self.bounds(code)[0] for code in self.order() if self._sure(code)}
        chosen = self.chosen()
        if len(chosen) == min(self.most, len(means)):
            return []
        level = means[list(means)[len(chosen)]]
        return [code for code in means if means[code] == level]

    def open(self) -> bool:
        """Tell whether hidden numbers keep some of the main themes from being told."""
        hidden = any(
            self.mean(code) is None or self.named_by(code) is None for code in self.candidates()
        )
        possible = [code for code in self.candidates() if self._possible(code)]
        return hidden and len(self.chosen()) < min(self.most, len(possible))

    def places(self) -> Mapping[str, int]:
        """Give the place of each main theme; equal means share one.

        All are 0 where hidden numbers leave their order open.
        """
        spans = {code: self.bounds(code) for code in self.chosen()}
        if any(low != high for low, high in spans.values()):
            return dict.fromkeys(spans, 0)
        return {
            code: 1 + sum(other > low for other, _high in spans.values())
            for code, (low, _high) in spans.items()
        }

    def said(self) -> list[str]:
        """Name the main themes with their means, and say what a tie or a hidden number left out."""
        labels, found = self.labels(), []
        chosen, tied = self.chosen(), self.tied()
        if chosen:
            text = ngettext(
                "The main theme of the answers is {items}.",
                "The main themes of the answers are {items}.",
                len(chosen),
            )
            found += [text.format(items=listed(self._named(chosen))), self._base()]
        if equal := self._equal():
            text = _("Equal among these: {items}.")
            found.append(text.format(items=listed([lower_first(labels[code]) for code in equal])))
        if tied:
            text = _(
                "These come out equal at the last place and none of them is taken, so the choice "
                "between them is left to people: {items}."
            )
            found.append(text.format(items=listed(self._named(tied))))
        if self.open():
            found.append(
                _("Some main themes cannot be told, because numbers that decide it are hidden.")
            )
        elif not chosen and not tied:
            found.append(
                _("No upper theme is named by two respondent groups, so there is no main theme.")
            )
        return found

    def drawn(self) -> str | None:
        """Draw the means as bars, the main themes numbered."""
        from sosiaali_lib.report import charts

        labels, places, order = self.labels(), self.places(), self.order()
        means = [self.mean(code) for code in order]
        if not any(mean and mean == mean for mean in means):
            return None
        field = self.fields[-2]
        names = [
            f"{places[code]}. {labels[code]}" if places.get(code) else labels[code]
            for code in order
        ]
        values = [None if mean is None else 100 * mean for mean in means]
        series = charts.Series(self.place, values, [field.written(mean) for mean in means])
        return charts.bars(names, [series], _("{share}, %").format(share=field.label))

    def alternative(self) -> str:
        """State the means, the highest first, and the main themes."""
        shown = [code for code in self.order() if self.mean(code) is not None]
        text = _("Bar chart of {caption}, mean of the groups' shares: {items}.")
        start = text.format(caption=lower_first(self.caption), items=listed(self._named(shown)))
        return " ".join([start, *self.said()])

    def _named(self, codes: Sequence[str]) -> list[str]:
        labels, field = self.labels(), Field("", "share", DIGITS)
        found = []
        for code in codes:
            name, mean = lower_first(labels[code]), self.mean(code)
            found.append(name if mean is None else f"{name} ({field.written(mean)})")
        return found

    def _base(self) -> str:
        units = [self.units.get(group, 0) for group in self.answering]
        text = _(
            "The percentages are means of the shares of {groups} respondent groups (n = {n} answers)."
        )
        n = None if None in units else sum(one or 0 for one in units)
        return text.format(groups=number(len(units)), n=Field("").written(n))

    def _equal(self) -> list[str]:
        places = [place for place in self.places().values() if place]
        return [code for code, place in self.places().items() if places.count(place) > 1]

    def _sure(self, code: str) -> bool:
        """Tell whether enough groups name a theme by the shown numbers alone."""
        return sum(bool(self.value(code, group)) for group in self.groups()) >= GROUPS

    def _possible(self, code: str) -> bool:
        """Tell whether enough groups may name a theme, hidden numbers counted in."""
        return sum(self.value(code, group) != 0 for group in self.groups()) >= GROUPS


def _spread(rest: int, bases: Sequence[int]) -> float:
    """Give the sum of shares when `rest` answers fill up groups of these sizes in turn."""
    shares = 0.0
    for base in bases:
        part = min(rest, base)
        shares += part / base if base else 0.0
        rest -= part
    return shares


def _written(mean: float) -> float:
    """Give a mean as it is written, so that what readers see as equal is equal."""
    return float(rounded(100 * mean, DIGITS))


def place_text(place: int | None) -> str:
    """Give the place of a main theme as a table writes it."""
    if place is None:
        return ABSENT
    return f"{place}." if place else _("yes")
