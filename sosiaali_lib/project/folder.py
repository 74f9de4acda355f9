"""A data folder in the closed room: its clean rows, and findings of them as marked blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import cached_property
from pathlib import Path

import pandas as pd

from sosiaali_lib import intake, year_clock
from sosiaali_lib.findings import Finding
from sosiaali_lib.instruments import using
from sosiaali_lib.messages import _, checked, use
from sosiaali_lib.project.front import headed
from sosiaali_lib.report.blocks import Block, Blocks, Paragraph
from sosiaali_lib.report.chapters.common import absent_form
from sosiaali_lib.report.chapters.findings import finding_blocks


class AbsentFormError(ValueError):
    """A form of which the folder holds no usable row; `form` is its name."""

    def __init__(self, form: str) -> None:
        super().__init__(absent_form(form))
        self.form = form

    def __reduce__(self) -> tuple[type, tuple[str]]:
        return type(self), (self.form,)


class Folder:
    """The forms of a data folder, and the day on which they are looked at.

    The figures are unprotected: they are for those who may see the rows, never for publication.

    Parameters
    ----------
    folder
        Data folder, as `sosiaali check` takes it.
    lang
        Language of the pages: fi, sv or en.
    organisation
        Rows of the outreach log by this organisation (`toimija`) are shown; empty for all.
    day
        The day on which proposals and the year clock are looked at; None for the last day of the data's
        period.

    Raises
    ------
    ValueError
        If there is no such folder, or the language is not known.
    """

    def __init__(
        self,
        *,
        folder: str | Path,
        lang: str = "fi",
        organisation: str = "",
        day: date | None = None,
    ) -> None:
        self.lang = checked(lang)
        with use(self.lang):
            if not Path(folder).is_dir():
                raise ValueError(_("There is no folder {folder}.").format(folder=folder))
        self.folder = Path(folder)
        self.data = intake.read(self.folder)
        self.organisation = organisation
        self._day = day

    def rows(self, form: str) -> pd.DataFrame:
        """Give the clean rows of a form.

        Raises
        ------
        AbsentFormError
            If the folder holds none.
        """
        found = self.data.tables.get(form)
        if found is None or found.empty:
            raise AbsentFormError(form)
        return found

    @cached_property
    def visits(self) -> pd.DataFrame:
        """The visits of the organisation looked at."""
        every = self.rows("jalkautumiset")
        return every[every["toimija"] == self.organisation] if self.organisation else every

    @cached_property
    def day(self) -> date:
        """The day on which proposals and the year clock are looked at."""
        return self._day or self.data.description.end or date.today()

    @cached_property
    def clock(self) -> year_clock.YearClock:
        """The organisation's own year clock, or that of the suite."""
        return year_clock.load(self.folder / year_clock.FILE if self.data.year_clock else None)

    def shown(self, title: str, slug: str, *findings: Callable[[], Finding]) -> Blocks:
        """Give a subject under its heading and warning; absent forms are said once each.

        Parameters
        ----------
        title
            Heading as a source text.
        slug
            Stem of the names of the tables and figures.
        findings
            Each gives a finding, or raises `AbsentFormError`.
        """
        with use(self.lang), using(self.data.own_instruments):
            return Blocks([*headed(_(title), slug), *self._blocks(slug, findings)])

    def _blocks(self, slug: str, findings: tuple[Callable[[], Finding], ...]) -> Iterator[Block]:
        absent: dict[str, None] = {}
        source = _("Rows of the folder {folder}").format(folder=self.folder.name)
        for number, find in enumerate(findings, start=1):
            try:
                yield from finding_blocks(find(), slug=f"{slug}-{number}", source=source)
            except AbsentFormError as error:
                absent[str(error)] = None
        for text in absent:
            yield Paragraph(text, "note")
