"""A report as a notebook sees it: one call a chapter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sosiaali_lib import areas
from sosiaali_lib.area_release import narrowed
from sosiaali_lib.instruments import using
from sosiaali_lib.messages import _, checked, use
from sosiaali_lib.published import Release
from sosiaali_lib.report.blocks import Block, Blocks
from sosiaali_lib.report.chapters import (
    appendices,
    costs,
    follow_up,
    front,
    groups,
    measurements,
    needs,
    observations,
    outreach,
    own_views,
    participation,
    practices,
    project_management,
    proposals,
    significance,
    staff,
    statistics,
    themes,
)
from sosiaali_lib.report.chapters.larger import in_words
from sosiaali_lib.report.view import View


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """The parameters of a report notebook, checked before and within the kernel.

    Attributes
    ----------
    release
        Path of the release folder.
    area
        Code of a municipality (three digits) or a county (two digits).
    lang
        fi, sv or en.
    """

    release: str
    area: str
    lang: str = "fi"

    def __post_init__(self) -> None:
        for name in ("release", "area", "lang"):
            value = getattr(self, name)
            if not isinstance(value, str) or not value:
                raise ValueError(f"Parameter `{name}` is {value!r}; expected a text.")
        checked(self.lang)
        if areas.find_area(self.area).place is None:
            raise ValueError(
                f"Parameter `area` is {self.area!r}; expected the code of a municipality or county."
            )


class Report:
    """A report of one area from one release in one language; each method gives one chapter."""

    def __init__(self, *, release: str | Path, area: str, lang: str = "fi") -> None:
        parameters = Parameters(release=str(release), area=area, lang=lang)
        found = areas.find_area(parameters.area).place
        opened = Release.open(parameters.release)
        assert found is not None
        if found.code not in opened.areas:
            with use(parameters.lang):
                raise ValueError(
                    _("The release holds nothing of {area}; it is about {areas}.").format(
                        area=found.name(), areas=", ".join(opened.areas)
                    )
                )
        self.view = View(narrowed(opened, found.code), found, parameters.lang)

    def cover(self) -> Blocks:
        """The first page."""
        return self._said(front.cover)

    def contents(self) -> Blocks:
        """Contents and lists of tables and figures."""
        return self._said(lambda _view: front.contents())

    def summary(self) -> Blocks:
        """The summary."""
        return self._said(front.summary)

    def background(self) -> Blocks:
        """How the data were gathered."""
        return self._said(front.background)

    def statistics(self) -> Blocks:
        """The operating environment in official statistics."""
        return self._said(statistics.blocks)

    def outreach(self) -> Blocks:
        """Outreach work."""
        return self._about(outreach.blocks, "jalkautumiset", "jalkautumispalaute", "tyoaika")

    def needs(self) -> Blocks:
        """Service-need assessments."""
        return self._about(needs.blocks, "palvelutarpeet")

    def measurements(self) -> Blocks:
        """Measurements of wellbeing."""
        return self._about(measurements.blocks, "mittaukset")

    def groups(self) -> Blocks:
        """Groups, their members and feedback."""
        return self._about(groups.blocks, "ryhmat", "ryhmalaiset", "palaute", "mittauspalaute")

    def observations(self) -> Blocks:
        """Observations of the professionals."""
        return self._about(observations.blocks, "havainnot")

    def voices(self) -> Blocks:
        """What clients, residents, workers and politicians answered."""
        return self._about(themes.blocks, "kysymykset")

    def staff(self) -> Blocks:
        """The staff survey."""
        return self._about(
            staff.blocks,
            "tyontekijakysely",
            "henkilosto",
            "hankepalaute",
            "tyoajanjako",
            common=True,
        )

    def strengths(self) -> Blocks:
        """Significance of ways of working, then practices and key results."""
        return self._about(significance.blocks, "merkitys", common=True) + self._about(
            practices.blocks, "kaytannot", "tulokset"
        )

    def own_views(self) -> Blocks:
        """Views that the organisation sent to the report; nothing without any."""
        if not own_views.views_of(self.view):
            return Blocks([])
        return self._said(lambda view: in_words(view, own_views.blocks))

    def proposals(self) -> Blocks:
        """Proposals of the period and their answers."""
        return self._about(proposals.blocks, "toimenpiteet")

    def follow_up(self) -> Blocks:
        """What became of earlier proposals."""
        return self._about(follow_up.blocks, "toimenpiteet")

    def effect(self) -> Blocks:
        """Clients of the services over time, then costs."""
        return self._about(participation.blocks, "asiakasmaarat") + self._about(
            costs.blocks, "palvelupolut", "kustannusoletukset", common=True
        )

    def management(self) -> Blocks:
        """Risks and communication."""
        return self._about(project_management.blocks, "riskit", "viestinta", common=True)

    def appendices(self) -> Blocks:
        """Methods, code lists, protection log, accessibility and sources."""
        return self._said(appendices.blocks)

    def whole(self) -> Blocks:
        """Give every chapter in the order of the notebooks."""
        chapters = (
            self.cover, self.contents, self.summary, self.background, self.statistics, self.outreach,
            self.needs, self.measurements, self.groups, self.observations, self.voices, self.staff,
            self.strengths, self.own_views, self.proposals, self.follow_up, self.effect, self.management,
            self.appendices,
        )  # fmt: skip
        return Blocks(block for chapter in chapters for block in chapter())

    def _about(
        self, chapter: Callable[[View], list[Block]], *forms: str, common: bool = False
    ) -> Blocks:
        """Give a chapter when the data hold any of its forms; the background names the absent ones.

        `common` marks a chapter about the whole organisation.
        """
        if not self.view.forms & set(forms):
            return Blocks([])
        return self._said(lambda view: in_words(view, chapter, common=common))

    def _said(self, chapter: Callable[[View], list[Block]]) -> Blocks:
        with use(self.view.lang), using(self.view.release.own_instruments):
            return Blocks(chapter(self.view))
