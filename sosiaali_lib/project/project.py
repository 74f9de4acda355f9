"""A project evaluation as a notebook sees it: one call a section."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sosiaali_lib.change.reliable_change import check_reliability
from sosiaali_lib.confidence import check_confidence
from sosiaali_lib.messages import _, checked, use
from sosiaali_lib.project import files, front
from sosiaali_lib.project.answers import answers
from sosiaali_lib.project.change import change
from sosiaali_lib.project.limits import limits
from sosiaali_lib.project.models import groups, waves
from sosiaali_lib.project.people import people
from sosiaali_lib.project.reading import study
from sosiaali_lib.project.reliability import reliability
from sosiaali_lib.project.study import Study
from sosiaali_lib.report.blocks import Block, Blocks, Bullets, Heading, Paragraph
from sosiaali_lib.report.drafts import FORMATS


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """The parameters of the notebook, named as it names them.

    Attributes
    ----------
    tiedosto
        Path of the file of answers.
    mittari
        Name of the instrument, or the path of an own instrument file.
    kieli
        Language of the pages: fi, sv or en.
    otsikko
        Title on the cover; empty for the usual one.
    reliabiliteetti
        Published reliability of the first scale, above 0 and below 1; None leaves reliable change out.
    kansio
        Folder for the files; empty writes none.
    aineisto
        Folder of all the forms of the project; empty for none.
    organisaatio
        Organisation whose outreach visits are looked at; empty for all.
    """

    tiedosto: str
    mittari: str
    kieli: str = "fi"
    otsikko: str = ""
    reliabiliteetti: float | None = None
    kansio: str = ""
    aineisto: str = ""
    organisaatio: str = ""

    def __post_init__(self) -> None:
        for name in ("tiedosto", "mittari", "kieli"):
            value = getattr(self, name)
            if not isinstance(value, str) or not value:
                raise ValueError(f"Parameter `{name}` is {value!r}; expected a text.")
        for name in ("otsikko", "kansio", "aineisto", "organisaatio"):
            if not isinstance(getattr(self, name), str):
                value = getattr(self, name)
                raise ValueError(
                    f"Parameter `{name}` is {value!r}; expected a text or an empty one."
                )
        checked(self.kieli)
        if self.reliabiliteetti is not None:
            check_reliability(self.reliabiliteetti)


class Project:
    """An evaluation of one file of answers with one instrument; each method gives one section.

    The figures are unprotected: they are for those who may see the rows, never for publication.

    Parameters
    ----------
    file
        Text file or workbook of answers, as `answer_file.read_answers` takes it.
    instrument
        Name of the instrument, or the path of an own instrument file.
    lang
        Language of the pages: fi, sv or en.
    title
        Title on the cover; empty for the usual one.
    reliability
        Published reliability of the first scale, above 0 and below 1, for reliable change.
    confidence
        Coverage of the intervals, between 0 and 1.

    Raises
    ------
    ValueError
        If a parameter is out of range, there is no such file or instrument, or the file lacks a
        column of the instrument.
    AnswerFileError
        If the file cannot be read or holds nothing of the instrument.
    """

    def __init__(
        self,
        *,
        file: str | Path,
        instrument: str | Path,
        lang: str = "fi",
        title: str = "",
        reliability: float | None = None,
        confidence: float = 0.95,
    ) -> None:
        given = Parameters(
            tiedosto=str(file),
            mittari=str(instrument),
            kieli=lang,
            otsikko=title,
            reliabiliteetti=reliability,
        )
        check_confidence(confidence)
        self.lang = given.kieli
        with use(self.lang):
            path = Path(given.tiedosto)
            if not path.is_file():
                raise ValueError(_("There is no file {file}.").format(file=path))
            self.study: Study = study(
                path, given.mittari, title=title, reliability=reliability, confidence=confidence
            )

    def cover(self) -> Blocks:
        """The first page."""
        return self._said(front.cover)

    def contents(self) -> Blocks:
        """Contents, lists of tables and figures, and what “unprotected” means."""
        return self._said(lambda _study: front.contents())

    def data(self) -> Blocks:
        """Rows read, used and rejected, and the instrument with its rules."""
        return self._said(front.data)

    def people(self) -> Blocks:
        """Who started, stayed and left."""
        return self._said(people)

    def reliability(self) -> Blocks:
        """Alpha and omega of the scales."""
        return self._said(reliability)

    def answers(self) -> Blocks:
        """Answers to every statement."""
        return self._said(answers)

    def change(self) -> Blocks:
        """Change from the first wave to the last."""
        return self._said(change)

    def waves(self) -> Blocks:
        """The model over more than two waves."""
        return self._said(waves)

    def groups(self) -> Blocks:
        """Groups compared."""
        return self._said(groups)

    def limits(self) -> Blocks:
        """What cannot be concluded, and methods."""
        return self._said(limits)

    def whole(self) -> Blocks:
        """Every section in order."""
        sections = (
            self.cover, self.contents, self.data, self.people, self.reliability, self.answers,
            self.change, self.waves, self.groups, self.limits,
        )  # fmt: skip
        return Blocks(block for section in sections for block in section())

    def save(self, folder: str | Path, formats: tuple[str, ...] = FORMATS) -> tuple[Path, ...]:
        """Write the whole evaluation as accessible files.

        Parameters
        ----------
        folder
            Made when it is missing; a file of the same name is replaced.
        formats
            Some of html, docx, pdf.

        Returns
        -------
        tuple of Path
            The files, `hankearviointi_<instrument>.<lang>.<format>`.

        Raises
        ------
        ValueError
            If a format is not known.
        OSError
            If the folder cannot be written.
        """
        with use(self.lang):
            return files.save(
                self.study,
                self.whole(),
                Path(folder),
                formats,
                lang=self.lang,
                created=datetime.now(UTC),
            )

    def saved(self, folder: str) -> Blocks:
        """Save into the folder and tell the files; an empty folder saves nothing and says so."""
        paths = self.save(folder) if folder else ()
        with use(self.lang):
            if not paths:
                text = _("No files were written, because no folder is given.")
                return Blocks([Paragraph(text, "note")])
            names = tuple(str(path) for path in paths)
            return Blocks([Heading(_("Files"), 1, "tiedostot"), Bullets(names)])

    def _said(self, section: Callable[[Study], list[Block]]) -> Blocks:
        with use(self.lang):
            return Blocks(section(self.study))
