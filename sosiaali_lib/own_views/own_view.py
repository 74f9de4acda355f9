"""One own view: what is counted, under which heading, with which words, in whose reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sosiaali_lib.messages import DEFAULT

Choices = Mapping[str, str | tuple[str, ...]]
Texts = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class OwnView:
    """A view that goes to the report.

    Attributes
    ----------
    name
        Name of its file without the ending.
    view
        Name of the view of the exploration.
    choices
        What was chosen in it.
    table
        Name of the table of the release that counts it; see `counting`.
    form
        Form whose rows are counted.
    headings, texts
        By language; a language that is left out takes the Finnish heading, and the text that there is.
    areas
        Codes of the municipalities and counties in whose reports it stands; empty for all.
    """

    name: str
    view: str
    choices: Choices = field(hash=False)
    table: str
    form: str
    headings: Texts = field(hash=False)
    texts: Texts = field(default_factory=dict, hash=False)
    areas: tuple[str, ...] = ()

    def heading(self, lang: str) -> str:
        """Give the heading for a report in a language."""
        return self.headings.get(lang, self.headings[DEFAULT])

    def text(self, lang: str) -> tuple[str, str]:
        """Give the text for a report in a language, and its language; both empty without a text."""
        for one in (lang, DEFAULT, *self.texts):
            if one in self.texts:
                return self.texts[one], one
        return "", ""

    def stands_in(self, area: str) -> bool:
        """Tell whether the report of an area shows it."""
        return not self.areas or area in self.areas

    @property
    def told(self) -> dict[str, Any]:
        """What the manifest of a release holds of it; the choices are in the name of the table."""
        return {
            "name": self.name,
            "view": self.view,
            "table": self.table,
            "form": self.form,
            "headings": dict(self.headings),
            "texts": dict(self.texts),
            "areas": list(self.areas),
        }


def of_manifest(manifest: Mapping[str, Any]) -> tuple[OwnView, ...]:
    """Give the own views that a release names; none of a release that was made without them."""
    return tuple(
        OwnView(**{**entry, "areas": tuple(entry["areas"])}, choices={})
        for entry in manifest.get("own_views") or ()
    )
