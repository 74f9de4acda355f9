"""What a data folder holds: its forms, the missing ones, and what can be done next."""

from __future__ import annotations

from sosiaali_lib import areas, forms
from sosiaali_lib.app import frame, work
from sosiaali_lib.app.data import refuse
from sosiaali_lib.app.door import Door, address
from sosiaali_lib.app.jobs import Job
from sosiaali_lib.formatting import listed, number, period
from sosiaali_lib.intake import DataSet, Severity
from sosiaali_lib.lab.judging import judge
from sosiaali_lib.large.told import not_opened
from sosiaali_lib.messages import _, language, ngettext
from sosiaali_lib.site.markup import (
    Html,
    bullets,
    details,
    facts,
    heading,
    joined,
    link,
    paragraph,
    table,
    warning,
)

NAMED_AREAS = 12


class OverviewDoor(Door):
    """Shows what was found in a data folder."""

    async def shown(self, *words: str) -> None:
        """Tell the forms found and missing, the three numbers of each file, and the faults."""
        folder, name = self.folder, self.folder_name
        data = await self.data()
        judged = await self.aside(judge, folder)
        body = joined(
            warning(paragraph(judged.message)) if judged.message else "",
            _described(data),
            paragraph(link("/", _("Choose another data folder"))),
            _faults(data, name),
            heading(2, _("Forms found")),
            joined(*(warning(paragraph(text)) for text in not_opened(data.large))),
            _found(data),
            _dropped(data),
            _missing(data),
            heading(2, _("What next")),
            self._next(name, work.year(data)),
        )
        self.page(_("Data: {name}").format(name=folder.name), body)

    async def done(self, *words: str) -> None:
        """Start the check that writes the rejected rows and scans the texts for personal data."""
        refuse(self.room.root, self.folder)
        job = Job(
            "check",
            _("Check of the data folder {name}").format(name=self.folder.name),
            ["check", str(self.folder), "--lang", language()],
            work.working(self.room.root, self.folder),
            lead=address("/viat", aineisto=self.folder_name),
        )
        self.begin(job)

    def _next(self, name: str, year: int | None) -> Html:
        hidden = frame.hidden("aineisto", name)
        check = frame.form(
            "/aineisto", self.seal, hidden, frame.button(_("Check the texts for personal data"))
        )
        told = _(
            "Small numbers are hidden over all municipalities together, so that nobody can be "
            "recognised. The drafts are made from this release; it takes some minutes."
        )
        release = frame.form(
            "/julkaisu",
            self.seal,
            hidden,
            frame.line(
                "vuosi",
                _("Year of the report"),
                str(year or ""),
                hint=told,
                more='inputmode="numeric" maxlength="4"',
            ),
            frame.button(_("Make a release")),
        )
        enter = paragraph(
            link(address("/kirjaa", aineisto=name), _("Enter a visit or an observation"))
        )
        return joined(enter, check, release)


def _described(data: DataSet) -> Html:
    """Tell what the folder says about itself."""
    about = data.description
    rows: list[tuple[str, str]] = []
    if about.name:
        rows.append((_("Data set"), about.name))
    if about.organisation:
        rows.append((_("Organisation"), about.organisation))
    if about.start and about.end:
        rows.append((_("Reporting period"), period(about.start, about.end)))
    if about.areas:
        named = [areas.municipality(code).name() for code in about.areas[:NAMED_AREAS]]
        more = " …" if len(about.areas) > NAMED_AREAS else ""
        rows.append((_("Municipalities"), listed(named) + more))
    rows.append((_("Numbers hidden below"), number(about.threshold)))
    made_up = paragraph(_("The data are made up."), role="huomautus") if about.invented else ""
    return joined(facts(rows), made_up)


def _faults(data: DataSet, name: str) -> Html:
    n = int((data.faults["severity"] == Severity.ERROR).sum())
    notices = len(data.faults) - n
    where = address("/viat", aineisto=name)
    if not n and not notices:
        return frame.good(_("No faults were found."))
    if not n:
        text = ngettext("{n} matter to know", "{n} matters to know", notices)
        return paragraph(link(where, text.format(n=number(notices))))
    text = ngettext(
        "{n} fault keeps rows out of the reports.", "{n} faults keep rows out of the reports.", n
    )
    see = link(where, _("See the faults and mend them"))
    return warning(paragraph(text.format(n=number(n)), " ", see))


def _found(data: DataSet) -> Html:
    columns = [_("Form"), _("File"), _("Rows read"), _("Rows used"), _("Rows rejected")]
    rows = [
        (
            forms.title(row["form"]),
            row["file"],
            *(number(row[one]) for one in ("read", "used", "rejected")),
        )
        for row in data.counts.to_dict("records")
    ]
    if not rows and data.large:
        return Html("")
    if not rows:
        return paragraph(_("No filled forms were found in the folder."))
    return table(
        "lomakkeet", _("Rows by form and file"), columns, rows, numeric=[False, True, True, True]
    )


def _dropped(data: DataSet) -> Html:
    if not len(data.dropped):
        return Html("")
    text = _("Columns with names, addresses and the like are never read: {columns}.")
    names = sorted({str(name) for name in data.dropped["column"]})
    return paragraph(text.format(columns=listed(names)), role="huomautus")


def _missing(data: DataSet) -> Html:
    there = {*data.counts["form"], *data.large}
    missing = [name for name in forms.available() if name not in there]
    if not missing:
        return Html("")
    text = ngettext("{n} form is missing", "{n} forms are missing", len(missing))
    told = _("None of them is needed: a report says what is missing, and leaves the chapter out.")
    names = bullets(map(forms.title, missing))
    return details(text.format(n=number(len(missing))), paragraph(told), names)
