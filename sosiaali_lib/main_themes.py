"""The main themes of a report: needs that several bodies of evidence bring up, by a stated rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sosiaali_lib.findings import NOTHING, Cell, Field, Finding, Labels, placed
from sosiaali_lib.findings.shares import leading
from sosiaali_lib.formatting import listed, lower_first, number
from sosiaali_lib.messages import _, ngettext

MOST = 3  # main themes of a report
AMONG = 3  # most common needs of a body of evidence that speak for a theme
BODIES = 2  # bodies of evidence that must speak for a theme, where there are as many


@dataclass(frozen=True)
class Body:
    """A body of evidence: what it is, in the language in use, and the share of each need in it.

    A share is None where it is hidden.
    """

    name: str
    shares: Mapping[str, float | None]

    def leading(self) -> list[str]:
        """Give the most common needs that are shown, never splitting those written alike."""
        return leading({need: share or 0.0 for need, share in self.shares.items()}, AMONG)


@dataclass(frozen=True)
class MainThemes(Finding):
    """Up to three needs, and the bodies of evidence that speak for them.

    Attributes
    ----------
    themes
        Codes of the needs, the strongest first.
    bodies
        The evidence, in the order of the report.
    labels
        Gives need → label in the language in use.
    place
        Name of the area, as it stands after a caption; empty for none.
    """

    themes: tuple[str, ...]
    bodies: tuple[Body, ...]
    labels: Labels
    place: str = ""

    @property
    def caption(self) -> str:
        """What the table is about."""
        return placed(_("Main themes and the evidence for them"), self.place)

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Theme")

    @property
    def fields(self) -> Sequence[Field]:
        """A column a body of evidence."""
        return [Field(body.name, "share") for body in self.bodies]

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """The share of each theme in each body; a body that does not know the need has none."""
        labels = self.labels()
        return [
            (labels[theme], [body.shares.get(theme, NOTHING) for body in self.bodies])
            for theme in self.themes
        ]

    def said(self) -> list[str]:
        """Name the themes, each with the evidence that speaks for it."""
        if not self.themes:
            return [
                _("The evidence does not bring up the same needs, so no main theme is proposed.")
            ]
        labels = self.labels()
        text = ngettext(
            "The evidence proposes {n} main theme: {themes}.",
            "The evidence proposes {n} main themes: {themes}.",
            len(self.themes),
        )
        themes = listed([lower_first(labels[theme]) for theme in self.themes])
        return [text.format(n=number(len(self.themes)), themes=themes), rule(len(self.bodies))]


def main_themes(bodies: Sequence[Body], labels: Labels, *, place: str = "") -> MainThemes:
    """Choose the main themes.

    Parameters
    ----------
    bodies
        Bodies of evidence with the shares of needs in them; those without any share are left out.
    labels
        Gives need → label in the language in use.
    place
        Name of the area.

    Returns
    -------
    MainThemes

    Notes
    -----
    A need is a theme when it is among the three most common of at least two bodies of evidence (of
    the only one, where there is one). Themes stand in the order of the number of bodies that speak
    for them, then of their mean place in those. At most three are given, and themes that cannot be
    told apart are never divided: where the third and fourth are equal, both are left out.

    Examples
    --------
    >>> visits = Body("visits", {"money": 0.45, "housing": 0.33, "work": 0.25, "daily": 0.1})
    >>> cases = Body("cases", {"money": 0.38, "daily": 0.36, "work": 0.2, "housing": 0.1})
    >>> main_themes([visits, cases], dict).themes
    ('money', 'work')
    """
    known = tuple(body for body in bodies if any(body.shares.values()))
    places: dict[str, list[int]] = {}
    for body in known:
        for place_of, need in enumerate(body.leading()):
            places.setdefault(need, []).append(place_of)
    enough = min(BODIES, len(known))
    strength = {
        need: (-len(found), sum(found) / len(found))
        for need, found in places.items()
        if len(found) >= enough
    }
    ranked = sorted(strength, key=strength.__getitem__)
    most = MOST
    while 0 < most < len(ranked) and strength[ranked[most - 1]] == strength[ranked[most]]:
        most -= 1
    return MainThemes(tuple(ranked[:most]), known, labels, place)


def rule(bodies: int) -> str:
    """State in the language in use how the themes were chosen from so many bodies of evidence."""
    if bodies < BODIES:
        return _(
            "A theme is a need that is among the three most common of the evidence at hand; needs "
            "that are equally common are not parted."
        )
    return _(
        "A theme is a need that is among the three most common of at least two bodies of evidence, "
        "first those that most of them bring up; needs that are equally common are not parted."
    )
