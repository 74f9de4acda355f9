"""The way from the answers to the main themes, kept visible: theme → upper theme → main theme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sosiaali_lib.findings import Cell, Field, Finding, placed
from sosiaali_lib.formatting import listed, lower_first, number
from sosiaali_lib.messages import _, ngettext
from sosiaali_lib.themes.frame import Frame
from sosiaali_lib.themes.main_themes import place_text
from sosiaali_lib.themes.shares import uncoded_note


@dataclass(frozen=True, kw_only=True)
class Paths(Finding):
    """How many answers each theme stands on, and to which upper and main theme it leads.

    Attributes
    ----------
    frame
        The coding frame.
    themes, uppers
        Coded answers by theme and by upper theme; None is hidden, a code without an entry has none.
        An upper theme counts an answer once, however many of its themes the answer carries.
    places
        Place of each main theme.
    units
        All coded answers; None is hidden.
    ids
        The answers of each theme, where they may be shown: for those who may see the rows.
    uncoded
        Answers without agreed themes, which are not counted.
    place
        Name of the area, as it stands after a caption; empty for none.
    """

    frame: Frame
    themes: Mapping[str, int | None]
    uppers: Mapping[str, int | None]
    places: Mapping[str, int]
    units: int | None
    ids: Mapping[str, Sequence[str]] = field(default_factory=dict)
    uncoded: int = 0
    place: str = ""

    @property
    def caption(self) -> str:
        """What the table and the picture are about."""
        return placed(_("From the answers to the main themes"), self.place)

    @property
    def head(self) -> str:
        """Heading of the rows."""
        return _("Theme")

    @property
    def fields(self) -> Sequence[Field]:
        """Answers, upper theme, its answers, main theme, and the answers themselves where shown."""
        found = [
            Field(_("Answers")),
            Field(_("Upper theme"), "text"),
            Field(_("Answers of the upper theme")),
            Field(_("Main theme"), "text"),
        ]
        return [*found, Field(_("Which answers"), "text")] if self.ids else found

    @property
    def rows(self) -> Sequence[tuple[str, Sequence[Cell]]]:
        """A row a theme, those of one upper theme after each other, and all answers last."""
        names = self._names()
        found = []
        for code in self.order():
            upper = self.frame.upper[code]
            place = self.places.get(upper)
            cells: list[Cell] = [
                self.themes.get(code, 0),
                self.frame.by_code[upper].name,
                self.uppers.get(upper, 0),
                place_text(place),
            ]
            found.append((names[code], [*cells, *self._ids(code)]))
        last: list[Cell] = [self.units, "", self.units, ""]
        return [*found, (_("All coded answers"), [*last, *([""] if self.ids else [])])]

    @property
    def totals(self) -> Sequence[int]:
        """The last row."""
        return (len(self.rows) - 1,)

    @property
    def notes(self) -> Sequence[str]:
        """How answers are counted, what was not counted, and what is not translated."""
        found = [
            _(
                "An answer is counted once for each of its themes and once for each of their upper "
                "themes, so the numbers add up to more than the answers."
            )
        ]
        if self.uncoded:
            found.append(uncoded_note(self.uncoded))
        if text := self.frame.untranslated():
            found.append(text)
        return tuple(found)

    def order(self) -> list[str]:
        """Give the themes that answers can carry: main themes first, then as the frame has them."""
        shown = [
            code
            for code in self.frame.path()
            if code in self.frame.lowest or self.themes.get(code, 0) != 0
        ]
        last = len(self.places) + 1
        return sorted(shown, key=lambda code: self.places.get(self.frame.upper[code], last))

    def said(self) -> list[str]:
        """Say of every main theme on how many answers and on which themes it stands."""
        names, found = self._names(), []
        for upper in sorted(self.places, key=self.places.__getitem__):
            answers = self.uppers.get(upper, 0)
            parts = [
                f"{lower_first(names[code])} ({Field('').written(self.themes.get(code, 0))})"
                for code in self.order()
                if self.frame.upper[code] == upper
            ]
            if answers is not None:
                text = ngettext(
                    "{upper} stands on {n} answer: {items}.",
                    "{upper} stands on {n} answers: {items}.",
                    answers,
                )
                name = self.frame.by_code[upper].name
                found.append(text.format(upper=name, n=number(answers), items=listed(parts)))
        return found

    def drawn(self) -> str | None:
        """Draw the flow from themes to upper themes, the main themes dark and numbered."""
        from sosiaali_lib.report import flow

        if not any(self.themes.values()):
            return None
        names, order, written = self._names(), self.order(), Field("").written
        uppers = list(dict.fromkeys(self.frame.upper[code] for code in order))
        items = [
            flow.Node(names[code], self.themes.get(code, 0), written(self.themes.get(code, 0)))
            for code in order
        ]
        groups = [
            flow.Node(
                self._numbered(code), self.uppers.get(code, 0),
                written(self.uppers.get(code, 0)), code in self.places,
            )
            for code in uppers
        ]  # fmt: skip
        return flow.draw(items, groups, [uppers.index(self.frame.upper[code]) for code in order])

    def alternative(self) -> str:
        """Say what leads where, with the numbers of answers."""
        names, written = self._names(), Field("").written
        text = _("{upper}: {items}")
        parts = []
        for upper in dict.fromkeys(self.frame.upper[code] for code in self.order()):
            items = [
                f"{lower_first(names[code])} ({written(self.themes.get(code, 0))})"
                for code in self.order()
                if self.frame.upper[code] == upper
            ]
            name = self._numbered(upper)
            if upper in self.places:
                name = _("{upper} (main theme)").format(upper=name)
            parts.append(text.format(upper=name, items=listed(items)))
        start = _("Flow from themes to upper themes, with the numbers of answers. {parts}.")
        return start.format(parts="; ".join(parts))

    def _names(self) -> dict[str, str]:
        return {code: theme.name for code, theme in self.frame.by_code.items()}

    def _numbered(self, upper: str) -> str:
        name = self.frame.by_code[upper].name
        place = self.places.get(upper)
        return f"{place}. {name}" if place else name

    def _ids(self, code: str) -> list[Cell]:
        return [", ".join(self.ids.get(code, ()))] if self.ids else []
