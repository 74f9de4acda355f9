"""What the checks found in an edited draft: what, where, and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sosiaali_lib.formatting import quoted
from sosiaali_lib.messages import _
from sosiaali_lib.publishing.kinds import KINDS, Level
from sosiaali_lib.publishing.reading.model import Place


@dataclass(frozen=True)
class Finding:
    """One finding. `detail` names what it is about; it never holds a number that is hidden."""

    code: str
    place: Place = field(default_factory=Place)
    detail: str = ""

    @property
    def level(self) -> Level:
        """How grave it is."""
        return KINDS[self.code].level

    @property
    def text(self) -> str:
        """Say in the language in use what was found, where, and what to do."""
        kind = KINDS[self.code]
        said = _(kind.what)
        if self.detail:
            said = _("{what} ({detail}).").format(what=said.rstrip("."), detail=self.detail)
        return " ".join(filter(None, [where(self.place), said, _(kind.cure)]))


def where(place: Place) -> str:
    """Say where something stands; empty for what concerns the whole file.

    Examples
    --------
    >>> from sosiaali_lib.messages import use
    >>> with use("en"):
    ...     where(Place("Outreach", 3, "In Kuhmo people"))
    'Heading “Outreach”, paragraph 3, “In Kuhmo people”:'
    """
    parts = []
    if place.heading:
        parts.append(_("heading {text}").format(text=quoted(place.heading)))
    if place.number:
        parts.append(_("paragraph {number}").format(number=place.number))
    if place.words and place.words != place.heading:
        parts.append(quoted(place.words))
    text = ", ".join(parts)
    return f"{text[:1].upper()}{text[1:]}:" if text else ""


def of_level(found: Iterable[Finding], level: Level) -> list[Finding]:
    """Give the findings of one level."""
    return [one for one in found if one.level == level]


def counted(found: Iterable[Finding]) -> dict[str, int]:
    """Give the number of findings of each code, in the order of the codes."""
    counts: dict[str, int] = {}
    for one in found:
        counts[one.code] = counts.get(one.code, 0) + 1
    return dict(sorted(counts.items()))
